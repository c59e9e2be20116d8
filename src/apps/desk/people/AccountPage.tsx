import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, type TableColumnsType } from 'antd'
import { changePassword, endSession, listSessions } from '../../../contexts/people/contract.ts'
import { ROLES, type Role, type Session } from '../../../contexts/people/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { ask } from '../session/ask.ts'
import { useMe } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'

export function AccountPage() {
  const me = useMe()
  return (
    <>
      <PageHeader title={words.account.title} under={words.account.under} />
      {me.mustChangePassword && (
        <Alert type="warning" showIcon title={words.account.mustChange} style={{ marginBottom: 16 }} />
      )}
      <section className="sheet">
        <h2>{words.account.me}</h2>
        <Facts
          facts={[
            { label: words.people.name, value: me.name },
            { label: words.account.bureau, value: me.bureau?.name ?? '' },
            { label: words.account.roles, value: me.roles.map((role) => ROLES[role as Role] ?? role).join('、') },
            {
              label: words.account.certificate,
              value: me.certificate
                ? `${me.certificate.number}（${me.certificate.validFrom} 至 ${me.certificate.validTo}）`
                : words.people.noCertificate,
            },
          ]}
        />
      </section>
      <section className="sheet">
        <h2>{words.account.password}</h2>
        <PasswordForm />
      </section>
      {!me.mustChangePassword && (
        <section className="sheet">
          <h2>{words.account.sessions}</h2>
          <Sessions />
        </section>
      )}
    </>
  )
}

type Fields = { current: string; password: string; again: string }

function PasswordForm() {
  const [form] = Form.useForm<Fields>()
  const { submit, busy, trouble } = useAct(changePassword, {
    done: words.account.changed,
    after: () => form.resetFields(),
  })
  const required = (label: string) => ({ required: true, message: words.common.missing(label) })
  return (
    <Form
      form={form}
      layout="vertical"
      style={{ maxWidth: 420 }}
      onFinish={({ current, password }) => void submit({ current, password })}
    >
      <Form.Item name="current" label={words.account.current} rules={[required(words.account.current)]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="password" label={words.account.fresh} rules={[required(words.account.fresh)]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={words.account.again}
        dependencies={['password']}
        rules={[
          required(words.account.again),
          ({ getFieldValue }) => ({
            validator: (_, again) =>
              !again || getFieldValue('password') === again
                ? Promise.resolve()
                : Promise.reject(new Error(words.account.mismatch)),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <TroubleNotice trouble={trouble} />
      <SubmitButton htmlType="submit" busy={busy}>
        {words.account.change}
      </SubmitButton>
    </Form>
  )
}

type Row = Session & { readonly isThisOne: boolean }

function Sessions() {
  const { data, isPending } = useQuery({ queryKey: ['sessions'], queryFn: () => ask(listSessions, {}) })
  const { submit, busy, trouble } = useAct(endSession, { done: words.account.endedDone })
  const columns: TableColumnsType<Row> = [
    { title: words.account.at, render: (_, { createdAt }) => minuteOf(createdAt) },
    { title: words.account.lastSeen, render: (_, { lastSeen }) => minuteOf(lastSeen) },
    { title: words.account.address, dataIndex: 'address' },
    { title: words.account.agent, render: (_, { agent }) => <span title={agent}>{agent.slice(0, 60)}</span> },
    {
      title: words.common.state,
      render: (_, { isThisOne, endedAt }) =>
        isThisOne ? words.account.thisOne : endedAt ? words.account.ended : words.account.active,
    },
    {
      title: words.common.actions,
      render: (_, { id, isThisOne, endedAt }) =>
        isThisOne || endedAt ? (
          '—'
        ) : (
          <SubmitButton kind="default" size="small" busy={busy} onClick={() => void submit({ id })}>
            {words.account.end}
          </SubmitButton>
        ),
    },
  ]
  return (
    <>
      <TroubleNotice trouble={trouble} />
      <PlainTable
        label={words.account.sessions}
        columns={columns}
        rows={data?.sessions ?? []}
        rowKey={({ id }) => id}
        loading={isPending}
        empty={<EmptyState title={words.common.none} />}
      />
    </>
  )
}
