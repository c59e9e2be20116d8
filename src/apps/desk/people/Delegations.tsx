import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select, type TableColumnsType } from 'antd'
import { listOfficers } from '../../../contexts/people/contract.ts'
import {
  delegate,
  endDelegation,
  listDelegations,
  type Delegation,
} from '../../../contexts/people/contract/delegation.ts'
import { ROLES } from '../../../contexts/people/model.ts'
import { LENT_ROLES, type LentRole } from '../../../contexts/people/rules/delegation.ts'
import { newId } from '../../ui/device.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { delegations as said } from './words.ts'

const standingOf = ({ endedOn, validFrom, validTo }: Delegation) =>
  endedOn ? said.ended(endedOn) : validTo < today() ? said.over : validFrom > today() ? said.later : said.running

/** Who approves in whose stead: everybody reads it, a head gives and takes back his own. */
export function Delegations() {
  const me = useMe()
  const { data, isPending, refetch } = useQuery({ queryKey: ['delegations'], queryFn: () => ask(listDelegations, {}) })
  const end = useAct(endDelegation, { done: said.endedDone, after: () => void refetch() })
  const columns: TableColumnsType<Delegation> = [
    { title: said.from, dataIndex: 'fromName' },
    { title: said.to, dataIndex: 'toName' },
    { title: said.role, render: (_, { role }) => ROLES[role] },
    { title: said.days, render: (_, { validFrom, validTo }) => `${validFrom} 至 ${validTo}` },
    { title: said.mandate, render: (_, { mandate }) => <span className="cell-wide">{mandate}</span> },
    { title: said.standing, render: (_, one) => standingOf(one) },
    {
      title: '',
      render: (_, one) =>
        one.fromId === me.id && one.endedOn === null && one.validTo >= today() ? (
          <SubmitButton kind="default" busy={end.busy} onClick={() => void end.submit({ id: one.id })}>
            {said.end}
          </SubmitButton>
        ) : null,
    },
  ]
  const own = LENT_ROLES.filter((role) => me.roles.includes(role))
  return (
    <>
      <p className="soft">{said.under}</p>
      <PlainTable
        label={said.title}
        columns={columns}
        rows={data?.delegations ?? []}
        rowKey={({ id }) => id}
        loading={isPending}
        empty={<EmptyState title={said.none} />}
      />
      {own.length > 0 && me.permissions.includes('people.delegate') && (
        <NewDelegation roles={own} onDone={() => void refetch()} />
      )}
    </>
  )
}

type Fields = { toId: string; role: LentRole; validFrom: string; validTo: string; mandate: string }
const required = (label: string) => [{ required: true, message: words.common.missing(label) }]

function NewDelegation({ roles, onDone }: { readonly roles: readonly LentRole[]; readonly onDone: () => void }) {
  const me = useMe()
  const nameOf = useNameOf()
  const [form] = Form.useForm<Fields>()
  const { data } = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  const heads = (data?.officers ?? []).filter(
    ({ id, region, roles: held }) =>
      id !== me.id && region === me.region && LENT_ROLES.some((role) => (held as readonly string[]).includes(role)),
  )
  const { submit, busy, trouble } = useAct(delegate, {
    done: said.done,
    after: () => {
      form.resetFields()
      onDone()
    },
  })
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      style={{ maxWidth: 560, marginTop: 24 }}
      initialValues={{ role: roles[0], validFrom: today(), validTo: today() }}
      onFinish={(fields) => void submit({ id: newId(), ...fields })}
    >
      <h2>{said.add}</h2>
      <Form.Item name="toId" label={said.to} rules={required(said.to)}>
        <Select options={heads.map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <Form.Item name="role" label={said.role} rules={required(said.role)}>
        <Select options={roles.map((role) => ({ value: role, label: ROLES[role] }))} />
      </Form.Item>
      <Form.Item name="validFrom" label={said.validFrom} rules={required(said.validFrom)}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="validTo" label={said.validTo} rules={required(said.validTo)}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="mandate" label={said.mandate} rules={required(said.mandate)}>
        <Input maxLength={200} />
      </Form.Item>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <SubmitButton htmlType="submit" busy={busy}>
        {said.add}
      </SubmitButton>
    </Form>
  )
}
