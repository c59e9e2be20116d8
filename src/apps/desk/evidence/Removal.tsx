import { Button, Tag } from 'antd'
import { useState } from 'react'
import { askRemoval, decideRemoval } from '../../../contexts/evidence/contract/removal.ts'
import type { Evidence, Removal } from '../../../contexts/evidence/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { newId } from '../../ui/device.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { AreaField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { useMe, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words.ts'

/** Whether an original still counts, who asked that it should not, and what may be done about it. */
export function RemovalOf({ item }: { readonly item: Evidence }) {
  const [isOpen, setOpen] = useState(false)
  const me = useMe()
  const whyNotPermitted = useWhyNotPermitted()
  const { removal } = item
  const mayAsk = whyNotPermitted('evidence.add').length === 0 && (removal === null || removal.granted === false)
  const mayDecide =
    removal?.granted === null && removal.askedById !== me.id && whyNotPermitted('evidence.approve-removal').length === 0
  const close = () => setOpen(false)
  return (
    <>
      {removal && <Told removal={removal} />}
      {!isOpen && (mayAsk || mayDecide) && (
        <Button size="small" onClick={() => setOpen(true)}>
          {mayDecide ? words.decide : words.ask}
        </Button>
      )}
      {isOpen && mayAsk && <Ask item={item} onDone={close} />}
      {isOpen && mayDecide && <Decide removal={removal} onDone={close} />}
    </>
  )
}

function Told({ removal }: { readonly removal: Removal }) {
  const { granted, askedBy, askedAt, because, decidedBy, decidedAt, decidedBecause } = removal
  return (
    <div>
      <Tag color={granted === null ? 'warning' : granted ? 'error' : 'default'}>
        {granted === null ? words.pending : granted ? words.removed : words.refused}
      </Tag>
      <span className="soft">{words.askedBy(askedBy, minuteOf(askedAt), because)}</span>
      {decidedAt && (
        <div className="soft">{words.decidedBy(decidedBy ?? '', minuteOf(decidedAt), decidedBecause ?? '')}</div>
      )}
    </div>
  )
}

type Doing = { readonly onDone: () => void }

function Ask({ item, onDone }: Doing & { readonly item: Evidence }) {
  const nameOf = useNameOf()
  const [because, setBecause] = useState('')
  const { submit, busy, trouble } = useAct(askRemoval, { done: words.asked, after: onDone })
  return (
    <div className="act">
      <AreaField label={words.because} note={words.becauseHint} max={500} value={because} onChange={setBecause} />
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton busy={busy} onClick={() => void submit({ id: item.id, removalId: newId(), because })}>
          {words.ask}
        </SubmitButton>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </div>
  )
}

function Decide({ removal, onDone }: Doing & { readonly removal: Removal }) {
  const nameOf = useNameOf()
  const [because, setBecause] = useState('')
  const { submit, busy, trouble } = useAct(decideRemoval, { done: words.decided, after: onDone })
  return (
    <div className="act">
      <AreaField label={words.opinion} max={500} value={because} onChange={setBecause} />
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton busy={busy} onClick={() => void submit({ id: removal.id, granted: true, because })}>
          {words.grant}
        </SubmitButton>
        <SubmitButton
          kind="default"
          busy={busy}
          onClick={() => void submit({ id: removal.id, granted: false, because })}
        >
          {words.refuse}
        </SubmitButton>
        <Button onClick={onDone}>{words.cancel}</Button>
      </div>
    </div>
  )
}
