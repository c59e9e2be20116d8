import { Button } from 'antd'
import { useState } from 'react'
import { getDoorCode, replaceDoorCode } from '../../../contexts/registry/contract.ts'
import { fileUrl } from '../../client.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { TextField } from '../fields.tsx'
import { useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as forms } from '../words-enterprise.ts'
import { words } from '../words.ts'

/** The QR code for the door, to print, and to replace when it was lost or copied. */
export function DoorCode({ id }: { readonly id: string }) {
  const base = `${window.location.origin}/field/door`
  const [replacing, setReplacing] = useState(false)
  return (
    <section className="sheet">
      <h2>{words.enterprise.doorCode}</h2>
      <p className="soft">{words.enterprise.doorUnder}</p>
      <div className="actions" style={{ marginTop: 0 }}>
        <Button href={fileUrl(getDoorCode, { id, format: 'png', base })} download>
          {words.enterprise.doorPng}
        </Button>
        <Button href={fileUrl(getDoorCode, { id, format: 'svg', base })} download>
          {words.enterprise.doorSvg}
        </Button>
        <Button aria-expanded={replacing} onClick={() => setReplacing(!replacing)}>
          {forms.door.replace}
        </Button>
      </div>
      {replacing && <Replace id={id} onDone={() => setReplacing(false)} />}
    </section>
  )
}

function Replace({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const [reason, setReason] = useState('')
  const refusals = useWhyNotPermitted()('registry.write')
  const { submit, busy, trouble } = useAct(replaceDoorCode, { done: forms.door.done, after: onDone })
  return (
    <form
      style={{ marginTop: 12 }}
      onSubmit={(event) => {
        event.preventDefault()
        void submit({ id, reason })
      }}
    >
      <TextField label={forms.door.reason} note={forms.door.under} max={500} value={reason} onChange={setReason} />
      <TroubleNotice trouble={trouble} labelOf={() => forms.door.reason} />
      <div className="actions">
        <SubmitButton htmlType="submit" busy={busy} refusals={refusals} danger>
          {forms.door.submit}
        </SubmitButton>
      </div>
    </form>
  )
}
