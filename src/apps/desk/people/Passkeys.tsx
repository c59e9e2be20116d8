import { useQuery } from '@tanstack/react-query'
import { Form, Input, type TableColumnsType } from 'antd'
import { useState } from 'react'
import {
  beginPasskey,
  confirmPasskey,
  listPasskeys,
  removePasskey,
  type Passkey,
} from '../../../contexts/people/contract/passkeys.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { canAskDevice, passkeyOfDevice } from '../../ui/passkey.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { ask } from '../session/ask.ts'
import { useAct, useTell } from '../session/use-act.ts'
import { words } from '../words.ts'
import { passkeys as said } from './words.ts'

const required = (label: string) => [{ required: true, message: words.common.missing(label) }]

/** Devices and security keys that confirm a sign-in, beside the code of a phone or in its place. */
export function Passkeys() {
  const { data, isPending, refetch } = useQuery({ queryKey: ['passkeys'], queryFn: () => ask(listPasskeys, {}) })
  const [removing, setRemoving] = useState<Passkey | null>(null)
  const columns: TableColumnsType<Passkey> = [
    { title: said.label, dataIndex: 'label' },
    { title: said.createdAt, render: (_, { createdAt }) => minuteOf(createdAt) },
    { title: said.lastUsed, render: (_, { lastUsed }) => (lastUsed ? minuteOf(lastUsed) : said.never) },
    {
      title: words.common.actions,
      render: (_, one) => (
        <SubmitButton kind="default" size="small" onClick={() => setRemoving(one)}>
          {said.remove}
        </SubmitButton>
      ),
    },
  ]
  return (
    <>
      <p className="soft">{said.why}</p>
      <PlainTable
        label={said.title}
        columns={columns}
        rows={data?.passkeys ?? []}
        rowKey={({ id }) => id}
        loading={isPending}
        empty={<EmptyState title={said.none} />}
      />
      <div style={{ maxWidth: 420, marginTop: 16 }}>
        {removing ? (
          <Remove key={removing.id} passkey={removing} onDone={() => setRemoving(null)} />
        ) : canAskDevice() ? (
          <Add onDone={() => void refetch()} />
        ) : (
          <p className="soft">{said.notHere}</p>
        )}
      </div>
    </>
  )
}

type Fields = { label: string; password: string }

function Add({ onDone }: { onDone: () => void }) {
  const [form] = Form.useForm<Fields>()
  const tell = useTell()
  const { submit, busy, trouble } = useSubmit(
    async ({ label, password }: Fields) => {
      const { options } = await ask(beginPasskey, { password })
      return ask(confirmPasskey, { label, answer: await passkeyOfDevice(options) })
    },
    () => {
      form.resetFields()
      tell(said.added)
      onDone()
    },
  )
  return (
    <Form form={form} name="passkey" layout="vertical" onFinish={(fields) => void submit(fields)}>
      <Form.Item name="label" label={said.label} extra={said.labelUnder} rules={required(said.label)}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="password" label={said.password} rules={required(said.password)}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <TroubleNotice trouble={trouble} />
      <SubmitButton htmlType="submit" busy={busy}>
        {said.add}
      </SubmitButton>
    </Form>
  )
}

function Remove({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const { submit, busy, trouble } = useAct(removePasskey, { done: said.removed, after: onDone })
  return (
    <Form<{ password: string }>
      name="passkey-remove"
      layout="vertical"
      onFinish={({ password }) => void submit({ id: passkey.id, password })}
    >
      <p>{said.removing(passkey.label)}</p>
      <Form.Item name="password" label={said.password} rules={required(said.password)}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <TroubleNotice trouble={trouble} />
      <div className="actions">
        <SubmitButton htmlType="submit" kind="default" danger busy={busy}>
          {said.remove}
        </SubmitButton>
        <SubmitButton kind="default" onClick={onDone}>
          {words.common.cancel}
        </SubmitButton>
      </div>
    </Form>
  )
}
