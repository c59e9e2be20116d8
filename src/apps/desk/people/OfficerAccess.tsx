import { Alert, Form, Input } from 'antd'
import { useState } from 'react'
import { resetPassword } from '../../../contexts/people/contract/password-reset.ts'
import { resetSecondFactor } from '../../../contexts/people/contract/second-factor.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import type { Officer } from '../../../contexts/people/model.ts'
import { Leaving } from './Leaving.tsx'
import { Sessions } from './Sessions.tsx'
import { trust } from './words.ts'

/** What the administrator may do with an officer's access; nobody else sees it. Of one who has left only that he comes back. */
export function OfficerAccess({ officer }: { officer: Pick<Officer, 'id' | 'name' | 'leftOn'> }) {
  const { id } = officer
  const closed = useWhyNotPermitted()('people.manage')
  if (closed.length > 0) return null
  if (officer.leftOn) return <Leaving key={id} officer={officer} />
  return (
    <>
      <h2 className="drawer-heading">{trust.sessions.ofOfficer}</h2>
      <Sessions officer={id} />
      <h2 className="drawer-heading">{trust.password.reset}</h2>
      <PasswordReset key={id} id={id} />
      <h2 className="drawer-heading">{trust.factor.reset}</h2>
      <FactorReset id={id} />
      <Leaving key={`leaving ${id}`} officer={officer} />
    </>
  )
}

/** The new password is shown once, to be handed over. */
function PasswordReset({ id }: { id: string }) {
  const [form] = Form.useForm<{ reason: string }>()
  const [told, setTold] = useState<{ username: string; password: string } | null>(null)
  const { submit, busy, trouble } = useAct(resetPassword, {
    after: (answer) => {
      setTold(answer)
      form.resetFields()
    },
  })
  return (
    <>
      <p className="soft">{trust.password.hint}</p>
      {told && (
        <Alert
          type="success"
          title={trust.password.told(told.username)}
          description={<code>{told.password}</code>}
          style={{ marginBottom: 16 }}
        />
      )}
      <Form form={form} name="password-reset" layout="vertical" onFinish={({ reason }) => void submit({ id, reason })}>
        <Form.Item
          name="reason"
          label={trust.password.reason}
          rules={[{ required: true, message: words.common.missing(trust.password.reason) }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <TroubleNotice trouble={trouble} />
        <SubmitButton htmlType="submit" kind="default" danger busy={busy}>
          {trust.password.reset}
        </SubmitButton>
      </Form>
    </>
  )
}

function FactorReset({ id }: { id: string }) {
  const [form] = Form.useForm<{ reason: string }>()
  const { submit, busy, trouble } = useAct(resetSecondFactor, {
    done: trust.factor.resetDone,
    after: () => form.resetFields(),
  })
  return (
    <Form form={form} name="factor-reset" layout="vertical" onFinish={({ reason }) => void submit({ id, reason })}>
      <Form.Item
        name="reason"
        label={trust.factor.resetReason}
        rules={[{ required: true, message: words.common.missing(trust.factor.resetReason) }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <TroubleNotice trouble={trouble} />
      <SubmitButton htmlType="submit" kind="default" danger busy={busy}>
        {trust.factor.reset}
      </SubmitButton>
    </Form>
  )
}
