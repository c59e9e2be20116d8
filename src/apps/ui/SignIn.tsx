import { Alert, Button, Form, Input } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { answerOfDevice, isCodeAsked, passkeyAsked } from './passkey.ts'
import { TroubleNotice } from './RefusalList.tsx'
import { useSubmit } from './use-submit.ts'
import { words } from './words.ts'

export type DemoAccount = { readonly account: string; readonly password: string; readonly says: string }
type Typed = { readonly account: string; readonly password: string; readonly code?: string }
type Credentials = Typed & { readonly passkey?: string }

type Props = {
  readonly title: string
  readonly under: string
  /** The session ended while the app was open. */
  readonly ended?: boolean
  readonly demo?: readonly DemoAccount[]
  readonly onSignIn: (credentials: Credentials, key: string) => Promise<unknown>
  readonly onDone: () => void | Promise<void>
  /** Another way to sign in, below name and password. */
  readonly other?: ReactNode
}

/** Signing in; whatever was being filled in stays as a draft on the device. */
export function SignIn({ title, under, ended = false, demo = [], onSignIn, onDone, other }: Props) {
  const [form] = Form.useForm<Typed>()
  const { submit, busy, trouble } = useSubmit(
    async ({ asked, ...typed }: Typed & { asked?: string }, key: string) =>
      onSignIn(asked ? { ...typed, passkey: await answerOfDevice(asked) } : typed, key),
    onDone,
  )
  const passkey = passkeyAsked(trouble)
  const [filled, setFilled] = useState('')
  // Asked for only after the password was right; from then on the field stays.
  const codeWanted = useRef(false)
  if (isCodeAsked(trouble)) codeWanted.current = true
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1>{title}</h1>
        <p className="sign-in-under">{under}</p>
        {ended && <Alert type="warning" showIcon title={words.signIn.ended} style={{ marginBottom: 16 }} />}
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
          <Form.Item
            name="account"
            label={words.signIn.account}
            rules={[{ required: true, message: words.signIn.accountMissing }]}
          >
            <Input autoComplete="username" autoCapitalize="none" spellCheck={false} size="large" />
          </Form.Item>
          <Form.Item
            name="password"
            label={words.signIn.password}
            rules={[{ required: true, message: words.signIn.passwordMissing }]}
          >
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          {codeWanted.current && (
            <Form.Item name="code" label={words.signIn.code}>
              <Input autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} size="large" />
            </Form.Item>
          )}
          <TroubleNotice trouble={trouble} />
          {passkey && (
            <Button
              size="large"
              block
              loading={busy}
              style={{ marginBottom: 12 }}
              onClick={() => void submit({ ...form.getFieldsValue(), asked: passkey })}
            >
              {words.signIn.passkey}
            </Button>
          )}
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {words.signIn.submit}
          </Button>
        </Form>
        {other}
        {demo.length > 0 && (
          <section className="sign-in-demo" aria-label={words.signIn.demo}>
            <div className="soft">{words.signIn.demo}</div>
            <ul>
              {demo.map((one) => (
                <li key={one.account}>
                  <span>
                    {one.says}
                    <span className="soft">（{one.account}）</span>
                  </span>
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${words.signIn.use} ${one.says}`}
                    disabled={filled === one.account}
                    onClick={() => {
                      form.setFieldsValue(one)
                      setFilled(one.account)
                    }}
                  >
                    {words.signIn.use}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  )
}
