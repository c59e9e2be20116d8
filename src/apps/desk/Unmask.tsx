import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import type { unmaskEnterprise } from '../../contexts/registry/contract/unmask.ts'
import type { unmaskOfficer } from '../../contexts/people/contract/unmask.ts'
import { TroubleNotice } from '../ui/RefusalList.tsx'
import { SubmitButton } from '../ui/SubmitButton.tsx'
import { useAct } from './session/use-act.ts'
import { words } from './words.ts'

type Props = {
  readonly endpoint: typeof unmaskEnterprise | typeof unmaskOfficer
  readonly id: string
  /** The number as it is shown to everybody. */
  readonly masked: string
}

/** A masked number, and the way to the whole one: whoever asks says why, and it stands in the journal. */
export function Unmask({ endpoint, id, masked }: Props) {
  const [asking, setAsking] = useState(false)
  const [whole, setWhole] = useState<string | null>(null)
  const { submit, busy, trouble } = useAct(endpoint, {
    after: ({ phone }) => {
      setWhole(phone)
      setAsking(false)
    },
  })
  if (masked === '') return '—'
  if (whole !== null) return whole
  return (
    <>
      {masked}
      <Button type="link" size="small" aria-expanded={asking} onClick={() => setAsking(!asking)}>
        {asking ? words.common.cancel : words.common.unmask}
      </Button>
      {asking && (
        <Form<{ reason: string }>
          name="unmask"
          layout="vertical"
          style={{ maxWidth: 420, marginTop: 8 }}
          onFinish={({ reason }) => void submit({ id, reason })}
        >
          <Form.Item
            name="reason"
            label={words.common.unmaskReason}
            extra={words.common.unmaskUnder}
            rules={[{ required: true, message: words.common.missing(words.common.unmaskReason) }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <TroubleNotice trouble={trouble} />
          <SubmitButton htmlType="submit" kind="default" size="small" busy={busy}>
            {words.common.unmask}
          </SubmitButton>
        </Form>
      )}
    </>
  )
}
