import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, InputNumber, Select, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { getSecondFactorDuty, setSecondFactorDuty } from '../../../contexts/people/contract/second-factor.ts'
import { createService, listServices, revokeService, type Service } from '../../../contexts/people/contract/services.ts'
import { ROLES, type Role } from '../../../contexts/people/model.ts'
import { SERVICE_DAYS_MAX, SERVICE_PERMISSIONS } from '../../../contexts/people/rules/services.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { ask } from '../session/ask.ts'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { trust } from './words.ts'

const said = trust.services
const required = (label: string) => [{ required: true, message: words.common.missing(label) }]

/** What the administrator decides about access: which roles need a second factor, which programs may read. */
export function Security() {
  return (
    <>
      <h2>{trust.duty.roles}</h2>
      <Duty />
      <h2 style={{ marginTop: 32 }}>{said.title}</h2>
      <Services />
    </>
  )
}

function Duty() {
  const { data } = useQuery({ queryKey: ['second-factor-duty'], queryFn: () => ask(getSecondFactorDuty, {}) })
  const { submit, busy, trouble } = useAct(setSecondFactorDuty, { done: trust.duty.saved })
  if (!data) return null
  return (
    <Form<{ roles: Role[] }>
      layout="vertical"
      style={{ maxWidth: 560 }}
      initialValues={{ roles: data.roles }}
      onFinish={(fields) => void submit(fields)}
    >
      <p className="soft">{trust.duty.under}</p>
      <Form.Item name="roles" label={trust.duty.roles}>
        <Select
          mode="multiple"
          placeholder={trust.duty.none}
          options={Object.entries(ROLES).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <TroubleNotice trouble={trouble} />
      <SubmitButton htmlType="submit" busy={busy}>
        {trust.duty.save}
      </SubmitButton>
    </Form>
  )
}

const stateOf = ({ revokedAt, endsAt }: Service) =>
  revokedAt ? said.state.revoked : Date.parse(endsAt) <= Date.now() ? said.state.over : said.state.active

const inWords = (permissions: readonly string[]) =>
  permissions.map((word) => said.permissionNames[word] ?? word).join('、')

function Services() {
  const [token, setToken] = useState<string | null>(null)
  const { data, isPending } = useQuery({ queryKey: ['services'], queryFn: () => ask(listServices, {}) })
  const revoke = useAct(revokeService, { done: said.revoked })
  const columns: TableColumnsType<Service> = [
    { title: said.name, dataIndex: 'name' },
    { title: said.permissions, render: (_, { permissions }) => inWords(permissions) },
    { title: said.endsAt, render: (_, { endsAt }) => minuteOf(endsAt) },
    { title: said.lastUsed, render: (_, { lastUsed }) => (lastUsed ? minuteOf(lastUsed) : said.never) },
    { title: words.common.state, render: (_, service) => stateOf(service) },
    {
      title: words.common.actions,
      render: (_, service) =>
        stateOf(service) === said.state.active ? (
          <SubmitButton
            kind="default"
            size="small"
            busy={revoke.busy}
            onClick={() => void revoke.submit({ id: service.id })}
          >
            {said.revoke}
          </SubmitButton>
        ) : (
          '—'
        ),
    },
  ]
  return (
    <>
      <p className="soft">{said.under}</p>
      <TroubleNotice trouble={revoke.trouble} />
      <PlainTable
        label={said.title}
        columns={columns}
        rows={data?.services ?? []}
        rowKey={({ id }) => id}
        loading={isPending}
        empty={<EmptyState title={said.empty} />}
      />
      {token && (
        <Alert
          type="success"
          showIcon
          style={{ marginTop: 16 }}
          title={said.created}
          description={<code style={{ wordBreak: 'break-all' }}>{token}</code>}
        />
      )}
      <NewService onMade={setToken} />
    </>
  )
}

type Fields = { name: string; permissions: (typeof SERVICE_PERMISSIONS)[number][]; days: number }

function NewService({ onMade }: { onMade: (token: string) => void }) {
  const [form] = Form.useForm<Fields>()
  const { submit, busy, trouble } = useAct(createService, {
    after: ({ token }) => {
      form.resetFields()
      onMade(token)
    },
  })
  return (
    <Form
      form={form}
      layout="vertical"
      style={{ maxWidth: 560, marginTop: 16 }}
      initialValues={{ days: 180 }}
      onFinish={(fields) => void submit(fields)}
    >
      <Form.Item name="name" label={said.name} rules={required(said.name)}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="permissions" label={said.permissions} rules={required(said.permissions)}>
        <Select
          mode="multiple"
          options={SERVICE_PERMISSIONS.map((value) => ({ value, label: said.permissionNames[value] ?? value }))}
        />
      </Form.Item>
      <Form.Item name="days" label={said.days} rules={required(said.days)}>
        <InputNumber min={1} max={SERVICE_DAYS_MAX} />
      </Form.Item>
      <TroubleNotice trouble={trouble} />
      <SubmitButton htmlType="submit" busy={busy}>
        {said.create}
      </SubmitButton>
    </Form>
  )
}
