import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
} from '../../../contexts/people/contract/second-factor.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { Facts } from '../../ui/Facts.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { ask } from '../session/ask.ts'
import { useAct } from '../session/use-act.ts'
import { words } from '../words.ts'
import { trust } from './words.ts'

const said = trust.factor
const required = (label: string) => [{ required: true, message: words.common.missing(label) }]

/** Whether a code is asked for at sign-in, and how to turn that on and off. */
export function SecondFactor() {
  const { data } = useQuery({ queryKey: ['second-factor'], queryFn: () => ask(getSecondFactor, {}) })
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  if (codes) return <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />
  if (!data) return null
  return (
    <>
      {data.isRequired && !data.isOn && (
        <Alert type="warning" showIcon title={said.required} style={{ marginBottom: 16 }} />
      )}
      <Facts
        facts={[
          { label: words.common.state, value: data.isOn ? said.on : said.off },
          ...(data.isOn
            ? [
                { label: said.since, value: data.since ? minuteOf(data.since) : '' },
                { label: said.left, value: said.leftOf(data.recoveryCodesLeft) },
              ]
            : []),
        ]}
      />
      <div style={{ maxWidth: 420, marginTop: 16 }}>
        {data.isOn ? <Remove isRequired={data.isRequired} /> : <Enrol onDone={setCodes} />}
      </div>
    </>
  )
}

function Enrol({ onDone }: { onDone: (codes: readonly string[]) => void }) {
  const [shown, setShown] = useState<{ secret: string; qr: string } | null>(null)
  const begin = useAct(beginSecondFactor, { after: setShown })
  const confirm = useAct(confirmSecondFactor, { done: said.done, after: ({ recoveryCodes }) => onDone(recoveryCodes) })
  if (!shown) {
    return (
      <Form<{ password: string }> layout="vertical" onFinish={(fields) => void begin.submit(fields)}>
        <p className="soft">{said.why}</p>
        <Form.Item name="password" label={said.password} rules={required(said.password)}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <TroubleNotice trouble={begin.trouble} />
        <SubmitButton htmlType="submit" busy={begin.busy}>
          {said.begin}
        </SubmitButton>
      </Form>
    )
  }
  return (
    <Form<{ code: string }> layout="vertical" onFinish={(fields) => void confirm.submit(fields)}>
      <p>{said.scan}</p>
      <img src={shown.qr} alt={said.qr} width={200} height={200} />
      <p>
        {said.secret}：<code style={{ wordBreak: 'break-all' }}>{shown.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <Form.Item name="code" label={said.code} rules={required(said.code)}>
        <Input autoComplete="one-time-code" inputMode="numeric" maxLength={6} />
      </Form.Item>
      <TroubleNotice trouble={confirm.trouble} />
      <SubmitButton htmlType="submit" busy={confirm.busy}>
        {said.confirm}
      </SubmitButton>
    </Form>
  )
}

function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  return (
    <>
      <p>{said.codes}</p>
      <ul className="plain-list" style={{ columns: '260px', maxWidth: 560 }}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button onClick={onKept}>{said.kept}</Button>
    </>
  )
}

function Remove({ isRequired }: { isRequired: boolean }) {
  const [form] = Form.useForm<{ password: string; code: string }>()
  const { submit, busy, trouble } = useAct(removeSecondFactor, { done: said.removed })
  if (isRequired) return <p className="soft">{said.required}</p>
  return (
    <Form form={form} layout="vertical" onFinish={(fields) => void submit(fields)}>
      <Form.Item name="password" label={said.password} rules={required(said.password)}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="code" label={said.code} rules={required(said.code)}>
        <Input autoComplete="one-time-code" />
      </Form.Item>
      <TroubleNotice trouble={trouble} />
      <SubmitButton htmlType="submit" kind="default" danger busy={busy}>
        {said.remove}
      </SubmitButton>
    </Form>
  )
}
