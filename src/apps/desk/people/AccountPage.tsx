import { Alert, Form, Input } from 'antd'
import { changePassword } from '../../../contexts/people/contract.ts'
import { ROLES, type Role } from '../../../contexts/people/model.ts'
import { Facts } from '../../ui/Facts.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useMe } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { Passkeys } from './Passkeys.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { Sessions } from './Sessions.tsx'
import { passkeys, trust } from './words.ts'

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
        <>
          <section className="sheet">
            <h2>{trust.factor.title}</h2>
            <SecondFactor />
          </section>
          <section className="sheet">
            <h2>{passkeys.title}</h2>
            <Passkeys />
          </section>
          <section className="sheet">
            <h2>{words.account.sessions}</h2>
            <Sessions />
          </section>
        </>
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
