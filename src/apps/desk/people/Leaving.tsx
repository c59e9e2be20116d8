import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input } from 'antd'
import { Link } from 'react-router'
import { casesLeftBehind } from '../../../contexts/casework/contract/left-behind.ts'
import { listPhones } from '../../../contexts/device/contract.ts'
import { visitsLeftBehind } from '../../../contexts/inspection/contract/left-behind.ts'
import { INSPECTION_STATES } from '../../../contexts/inspection/model.ts'
import { switchOff, switchOn, type Departure } from '../../../contexts/people/contract/leaving.ts'
import type { Officer } from '../../../contexts/people/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { LawDateInput } from '../../ui/inputs.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { useAct, useTell } from '../session/use-act.ts'
import { words } from '../words.ts'
import { leaving as said } from './words.ts'

type Leaver = Pick<Officer, 'id' | 'name' | 'leftOn'>
const required = (label: string) => [{ required: true, message: words.common.missing(label) }]

/** Whether he serves, since when not, and what the administrator may do about it. */
export function Leaving({ officer }: { officer: Leaver }) {
  const me = useMe()
  return (
    <>
      <h2 className="drawer-heading">{said.title}</h2>
      {officer.leftOn ? (
        <SwitchOn officer={officer} />
      ) : me.id === officer.id ? (
        <p className="soft">{said.notOneself}</p>
      ) : (
        <SwitchOff officer={officer} />
      )}
    </>
  )
}

function SwitchOff({ officer: { id } }: { officer: Leaver }) {
  const tell = useTell()
  const { data } = useQuery({ queryKey: ['phones'], queryFn: () => ask(listPhones, {}) })
  const phones = (data?.phones ?? []).filter((one) => one.officerId === id && one.wipedAt === null)
  const waiting = phones.reduce((sum, one) => sum + one.waiting, 0)
  const { submit, busy, trouble } = useAct(switchOff, { after: ({ ended }) => tell(said.offDone, said.ended(ended)) })
  return (
    <>
      <p className="soft">{said.hint}</p>
      {waiting > 0 && (
        <Alert type="warning" showIcon title={said.waiting(phones.length, waiting)} style={{ marginBottom: 16 }} />
      )}
      <Form<{ leftOn: string; reason: string }>
        name="switch-off"
        layout="vertical"
        initialValues={{ leftOn: today() }}
        onFinish={(fields) => void submit({ ...fields, id })}
      >
        <Form.Item name="leftOn" label={said.leftOn} rules={required(said.leftOn)}>
          <LawDateInput />
        </Form.Item>
        <Form.Item name="reason" label={said.reason} rules={required(said.reason)}>
          <Input maxLength={200} />
        </Form.Item>
        <TroubleNotice trouble={trouble} />
        <SubmitButton htmlType="submit" kind="default" danger busy={busy}>
          {said.off}
        </SubmitButton>
      </Form>
    </>
  )
}

function SwitchOn({ officer: { id, name, leftOn } }: { officer: Leaver }) {
  const { submit, busy, trouble } = useAct(switchOn, { done: said.onDone })
  return (
    <>
      <p className="soft">{said.isOff(name, leftOn ?? '')}</p>
      <Form<{ reason: string }>
        name="switch-on"
        layout="vertical"
        onFinish={({ reason }) => void submit({ id, reason })}
      >
        <Form.Item name="reason" label={said.returnReason} rules={required(said.returnReason)}>
          <Input maxLength={200} />
        </Form.Item>
        <TroubleNotice trouble={trouble} />
        <SubmitButton htmlType="submit" kind="default" busy={busy}>
          {said.on}
        </SubmitButton>
      </Form>
    </>
  )
}

/** When he left and came back, and why. */
export function DepartureHistory({ departures }: { departures: readonly Departure[] }) {
  if (departures.length === 0) return null
  return (
    <>
      <h2 className="drawer-heading">{said.history}</h2>
      <ul className="plain-list">
        {departures.map(({ kind, onDay, reason, recordedAt, recordedBy }) => (
          <li key={recordedAt}>
            <div className="row-line">
              <strong>{said.kinds[kind]}</strong>
              <span>{onDay}</span>
            </div>
            <div className="soft">
              {minuteOf(recordedAt)}　{recordedBy}　{reason}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is open in his hands, for whoever may read it: an administrator sees no case (APL 75). */
export function OpenWork({ id }: { id: string }) {
  const { permissions } = useMe()
  const cases = useQuery({
    queryKey: ['left-behind', 'cases', id],
    enabled: permissions.includes('casework.read'),
    queryFn: () => ask(casesLeftBehind, { officer: id }),
  })
  const visits = useQuery({
    queryKey: ['left-behind', 'visits', id],
    enabled: permissions.includes('inspection.read'),
    queryFn: () => ask(visitsLeftBehind, { officer: id }),
  })
  const rows = [
    ...(cases.data?.cases ?? []).map((one) => ({
      key: one.id,
      to: `/cases/${one.id}`,
      name: one.title,
      says: one.dueOn ? words.today.dueOn(one.dueOn) : '',
    })),
    ...(visits.data?.inspections ?? []).map((one) => ({
      key: one.id,
      to: `/inspections/${one.id}`,
      name: said.visitAt(one.enterpriseName),
      says: `${one.plannedOn}　${INSPECTION_STATES[one.state]}`,
    })),
  ]
  if (!permissions.includes('casework.read')) return null
  return (
    <>
      <h2 className="drawer-heading">{said.openWork}</h2>
      {rows.length === 0 && <p className="soft">{said.noOpenWork}</p>}
      <ul className="plain-list">
        {rows.map(({ key, to, name, says }) => (
          <li key={key} className="row-line">
            <Link to={to}>{name}</Link>
            <span className="soft">{says}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
