import { useQuery } from '@tanstack/react-query'
import { Drawer, Form, Input, Select, Spin } from 'antd'
import { getOfficer, recordCertificate } from '../../../contexts/people/contract.ts'
import { unmaskOfficer } from '../../../contexts/people/contract/unmask.ts'
import { ROLES } from '../../../contexts/people/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { Facts } from '../../ui/Facts.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { words as ui } from '../../ui/words.ts'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { Unmask } from '../Unmask.tsx'
import { words } from '../words.ts'
import { DepartureHistory, OpenWork } from './Leaving.tsx'
import { OfficerAccess } from './OfficerAccess.tsx'
import { CertificateState } from './OfficerTable.tsx'

type Props = {
  readonly id: string | null
  readonly onClose: () => void
  readonly bureauName: (region: string) => string
}

/** One officer: who he is, his certificate and its history. */
export function OfficerDrawer({ id, onClose, bureauName }: Props) {
  const { data, error } = useQuery({
    queryKey: ['officer', id],
    enabled: id !== null,
    queryFn: () => ask(getOfficer, { id: id ?? '' }),
  })
  return (
    <Drawer
      open={id !== null}
      onClose={onClose}
      title={data?.officer.name ?? words.people.officers}
      size="min(640px, 100vw)"
      destroyOnHidden
      closable={{ 'aria-label': ui.close }}
    >
      {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
      {!data && !error && <Spin />}
      {data && (
        <>
          <Facts
            facts={[
              { label: words.people.bureau, value: bureauName(data.officer.region) },
              { label: words.people.roles, value: data.officer.roles.map((role) => ROLES[role]).join('、') },
              {
                label: words.people.phone,
                value: (
                  <Unmask
                    key={data.officer.id}
                    endpoint={unmaskOfficer}
                    id={data.officer.id}
                    masked={data.officer.phone}
                  />
                ),
              },
              { label: words.common.state, value: <CertificateState officer={data.officer} /> },
            ]}
          />
          <h2 className="drawer-heading">{words.people.certificateHistory}</h2>
          {data.certificates.length === 0 && <p className="soft">{words.people.noCertificate}</p>}
          <ul className="plain-list">
            {data.certificates.map((certificate) => (
              <li key={certificate.recordedAt}>
                <div className="row-line">
                  <strong>{certificate.number}</strong>
                  <span>
                    {certificate.validFrom} 至 {certificate.validTo}　
                    {words.people.certificateStates[certificate.status]}
                  </span>
                </div>
                <div className="soft">
                  {minuteOf(certificate.recordedAt)}　{certificate.recordedBy}　{certificate.reason}
                </div>
              </li>
            ))}
          </ul>
          <DepartureHistory departures={data.departures} />
          <OpenWork id={data.officer.id} />
          {!data.officer.leftOn && <CertificateForm id={data.officer.id} />}
          <OfficerAccess officer={data.officer} />
        </>
      )}
    </Drawer>
  )
}

type Fields = {
  number: string
  validFrom: string
  validTo: string
  status: 'valid' | 'suspended' | 'revoked'
  reason: string
}

function CertificateForm({ id }: { id: string }) {
  const [form] = Form.useForm<Fields>()
  const refusals = useWhyNotPermitted()('people.manage')
  const { submit, busy, trouble } = useAct(recordCertificate, {
    done: words.people.certificateSaved,
    after: () => form.resetFields(),
  })
  const required = (label: string) => [{ required: true, message: words.common.missing(label) }]
  return (
    <>
      <h2 className="drawer-heading">{words.people.certificateAdd}</h2>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ status: 'valid' }}
        onFinish={(fields) => void submit({ ...fields, id })}
      >
        <Form.Item name="number" label={words.people.certificate} rules={required(words.people.certificate)}>
          <Input />
        </Form.Item>
        <Form.Item name="validFrom" label={words.common.from} rules={required(words.people.validity)}>
          <LawDateInput />
        </Form.Item>
        <Form.Item name="validTo" label={words.common.until} rules={required(words.people.validity)}>
          <LawDateInput />
        </Form.Item>
        <Form.Item name="status" label={words.common.state}>
          <Select
            options={Object.entries(words.people.certificateStates).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="reason" label={words.people.certificateReason} rules={required(words.common.reason)}>
          <Input />
        </Form.Item>
        <TroubleNotice trouble={trouble} />
        <SubmitButton htmlType="submit" busy={busy} refusals={refusals}>
          {words.common.save}
        </SubmitButton>
      </Form>
    </>
  )
}
