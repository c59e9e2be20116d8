import { Button } from 'antd'
import { useState } from 'react'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import { ratify } from '../../../contexts/inspection/contract/urgent.ts'
import { whyNotRatified } from '../../../contexts/inspection/rules/urgent.ts'
import { lawDateOf, minuteOf, type Instant } from '../../../kernel/time.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { AreaField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { useAsker, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as desk } from '../words.ts'
import { words } from '../words-inspection.ts'

/** A visit that was made before its approval: why, until when the head's word is due, and the word itself. */
export function Urgent({ file, at }: { readonly file: InspectionFile; readonly at: Instant }) {
  const { inspection, facts, clocks } = file
  const due = clocks.find(({ id }) => id === 'D-02')?.due ?? ''
  const given = facts.ratification
  return (
    <section className="sheet">
      <h2>{words.urgent.title}</h2>
      <p>
        <span className="soft">{words.urgent.because}</span>　{inspection.urgent?.because}
      </p>
      {given ? (
        <p>
          <strong>{given.agreed ? words.urgent.agreed : words.urgent.refused}</strong>　{given.opinion}　
          <span className="soft">{words.urgent.given(given.byName, minuteOf(given.at))}</span>
        </p>
      ) : (
        <>
          <p>{due !== '' && due < lawDateOf(at) ? words.urgent.late(due) : words.urgent.waits(due)}</p>
          <Ratify file={file} />
        </>
      )}
    </section>
  )
}

function Ratify({ file: { inspection } }: { readonly file: InspectionFile }) {
  const nameOf = useNameOf()
  const by = useAsker()
  const notPermitted = useWhyNotPermitted()('inspection.approve-plan')
  const [opinion, setOpinion] = useState<string>(words.urgent.opinionDefault)
  const { submit, busy, trouble } = useAct(ratify, { done: words.urgent.done })
  const refusals = [
    ...notPermitted,
    ...(notPermitted.length > 0 ? [] : whyNotRatified({ inspection, given: null, by })),
    ...(opinion.trim() ? [] : [{ code: 'no-opinion', facts: {}, says: desk.common.missing(words.urgent.opinion) }]),
  ]
  const say = (agreed: boolean) => void submit({ id: inspection.id, agreed, opinion })
  return (
    <>
      <AreaField label={words.urgent.opinion} rows={1} max={2000} value={opinion} onChange={setOpinion} />
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        {refusals.length === 0 && (
          <Button danger disabled={busy} onClick={() => say(false)}>
            {words.urgent.refused}
          </Button>
        )}
        <SubmitButton busy={busy} refusals={refusals} nameOf={nameOf} onClick={() => say(true)}>
          {words.urgent.agreed}
        </SubmitButton>
      </div>
    </>
  )
}
