import { Button } from 'antd-mobile'
import { useId, useState, type FormEvent } from 'react'
import { answerOfDevice, isCodeAsked, passkeyAsked } from '../ui/passkey.ts'
import { TroubleNotice } from '../ui/RefusalList.tsx'
import { useSubmit } from '../ui/use-submit.ts'
import { words as shared } from '../ui/words.ts'
import { words } from './words.ts'

type Credentials = {
  readonly account: string
  readonly password: string
  readonly code?: string
  readonly passkey?: string
}

type Props = {
  /** The session ended while the app was open. */
  readonly ended: boolean
  readonly onSignIn: (credentials: Credentials, key: string) => Promise<unknown>
  readonly onDone: () => void | Promise<void>
}

/** Signing in on the phone; whatever was being filled in stays on the device. */
export function SignIn({ ended, onSignIn, onDone }: Props) {
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const [code, setCode] = useState('')
  const { submit, busy, trouble } = useSubmit(
    async ({ asked, ...typed }: Credentials & { asked?: string }, key: string) =>
      onSignIn(asked ? { ...typed, passkey: await answerOfDevice(asked) } : typed, key),
    onDone,
  )
  const passkey = passkeyAsked(trouble)
  // Asked for only after the password was right; what is typed stays until it is accepted.
  const needsCode = code !== '' || isCodeAsked(trouble)
  const send = (event: FormEvent) => {
    event.preventDefault()
    const isWhole = account.trim() !== '' && password !== ''
    setMissing(!isWhole)
    if (isWhole) void submit({ account: account.trim(), password, ...(code ? { code: code.trim() } : {}) })
  }
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <h1>{words.app}</h1>
        <p className="sign-in-under">{words.under}</p>
        {ended && (
          <p className="notice warn" role="alert">
            {shared.signIn.ended}
          </p>
        )}
        <form onSubmit={send} noValidate>
          <Box
            label={shared.signIn.account}
            type="text"
            autoComplete="username"
            value={account}
            onChange={setAccount}
          />
          <Box
            label={shared.signIn.password}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
          />
          {needsCode && (
            <Box label={shared.signIn.code} type="text" autoComplete="one-time-code" value={code} onChange={setCode} />
          )}
          {missing && (
            <p className="notice warn" role="alert">
              {account.trim() === '' ? shared.signIn.accountMissing : shared.signIn.passwordMissing}
            </p>
          )}
          <TroubleNotice trouble={trouble} />
          {passkey && (
            <Button
              block
              className="big"
              loading={busy}
              style={{ marginBottom: 12 }}
              onClick={() => void submit({ account: account.trim(), password, asked: passkey })}
            >
              {shared.signIn.passkey}
            </Button>
          )}
          <Button type="submit" color="primary" block className="big" loading={busy}>
            {shared.signIn.submit}
          </Button>
        </form>
      </div>
    </main>
  )
}

type BoxProps = {
  readonly label: string
  readonly type: 'text' | 'password'
  readonly autoComplete: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Box({ label, type, autoComplete, value, onChange }: BoxProps) {
  const id = useId()
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field-box"
        type={type}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
