import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import {
  approveChange,
  discardChange,
  endChange,
  getChange,
  withdrawChange,
  type ChangeView,
} from '../../../contexts/law/contract/overlays.ts'
import { CHANGE_STATES, type Change } from '../../../contexts/law/rules/change.ts'
import { OVERLAY_KINDS } from '../../../contexts/law/rules/overlay-kinds.ts'
import * as transitions from '../../../contexts/law/transitions/change.ts'
import { whyNot, whyNotOffered, type AnyStep } from '../../../kernel/step.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { today, useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { useNow } from '../session/use-now.ts'
import { ChangeStanding } from './ChangesPage.tsx'
import { ComparedRows, Complaints } from './ChangeRows.tsx'
import { ChangeTabs, LayerName } from './ChangeTabs.tsx'
import { useNameOf } from './law-book.tsx'
import { words } from './words-changes.ts'

/** One change: what it would make of the law, what the validator says, and the next step. */
export function ChangePage() {
  const { id = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['law-change', id], queryFn: () => ask(getChange, { id }) })
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <PageHeader title={words.title} />
  const { change, rows, complaints } = data
  const { instrument } = change
  return (
    <>
      <PageHeader
        title={change.title}
        under={<ChangeStanding change={change} />}
        trail={[
          <Link key="law" to="/law">
            {words.law}
          </Link>,
          <Link key="changes" to="/law/changes">
            {words.title}
          </Link>,
        ]}
      />
      <ChangeTabs />
      <section className="sheet">
        <h2>{words.facts}</h2>
        <Facts
          facts={[
            { label: words.kind, value: OVERLAY_KINDS[change.kind] },
            { label: words.region, value: <LayerName region={change.region} /> },
            { label: words.from, value: change.from },
            { label: words.until, value: change.until ?? words.open },
            { label: words.by, value: change.draftedByName },
            { label: words.approvedBy, value: change.approvedByName },
            {
              label: words.instrument,
              value: `${instrument.name}　${instrument.number}　第${instrument.article}条`,
              wide: true,
            },
            ...(change.because ? [{ label: words.because, value: change.because, wide: true }] : []),
          ]}
        />
      </section>
      {change.state === 'drafted' && (
        <section className="sheet">
          <h2>{words.complaints}</h2>
          {complaints.length > 0 && <p>{words.broken(complaints.length)}</p>}
          <Complaints title={words.complaints} complaints={complaints} sound={words.sound} />
        </section>
      )}
      <Steps view={data} />
      <section className="sheet">
        <h2>{words.compare}</h2>
        <p className="soft">
          {words.compareUnder(change.from)}
          {rows.length < change.rowCount ? words.cut(rows.length, change.rowCount) : ''}
        </p>
        <ComparedRows rows={rows} />
      </section>
      <section className="sheet">
        <h2>{words.history}</h2>
        <ol className="plain-list">
          {change.history.map(({ step, at, byName }) => (
            <li key={at + step} className="row-line">
              <span>
                {words.stepNames[step] ?? step}　{byName}
              </span>
              <span className="number soft">{minuteOf(at)}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

const isFinal = ({ state }: Change) => transitions.changeLifecycle.final.includes(state)

/** The steps that this person may take in this state; what he may not do says why. */
function Steps({ view: { change, complaints } }: { readonly view: ChangeView }) {
  const by = useAsker()
  const nameOf = useNameOf()
  const [because, setBecause] = useState('')
  const [until, setUntil] = useState(today())
  const approve = useAct(approveChange, { done: words.approved })
  const discard = useAct(discardChange, { done: words.discarded })
  const withdraw = useAct(withdrawChange, { done: words.withdrawn })
  const end = useAct(endChange, { done: words.ended })
  const at = useNow()
  if (isFinal(change)) return null
  const { id, version, state } = change
  const facts = { rowComplaints: [], lawComplaints: complaints }
  const closedTo = (step: AnyStep, input: object) =>
    whyNot(step, { thing: change, input, facts, by, at }, CHANGE_STATES)
  const mayTry = (step: AnyStep) => whyNotOffered(step, change, by, CHANGE_STATES).length === 0
  const reason = { version, because: because.trim() }
  const withoutReason = reason.because.length < 4 ? [{ code: 'no-reason', facts: {}, says: words.becauseShort }] : []
  const act = (
    step: AnyStep,
    { label, busy, input, go }: { label: string; busy: boolean; input: object; go: () => void },
  ) =>
    mayTry(step) && (
      <SubmitButton
        kind="default"
        danger
        busy={busy}
        nameOf={nameOf}
        refusals={[...closedTo(step, input), ...withoutReason]}
        onClick={go}
      >
        {label}
      </SubmitButton>
    )
  return (
    <section className="sheet">
      <h2>{words.steps}</h2>
      <TroubleNotice trouble={approve.trouble ?? discard.trouble ?? withdraw.trouble ?? end.trouble} nameOf={nameOf} />
      {state === 'drafted' && (
        <SubmitButton
          busy={approve.busy}
          nameOf={nameOf}
          refusals={closedTo(transitions.approveChange, { version })}
          onClick={() => void approve.submit({ id, version })}
        >
          {words.approve}
        </SubmitButton>
      )}
      <div className="form-grid" style={{ marginTop: 16 }}>
        <Field label={words.because} wide>
          {(tied) => (
            <Input {...tied} maxLength={500} value={because} onChange={(event) => setBecause(event.target.value)} />
          )}
        </Field>
        {state === 'approved' && change.from <= today() && (
          <Field label={words.until}>
            {({ id: field }) => <LawDateInput id={field} value={until} notBefore={today()} onChange={setUntil} />}
          </Field>
        )}
      </div>
      <div className="actions">
        {act(transitions.discardChange, {
          label: words.discard,
          busy: discard.busy,
          input: reason,
          go: () => void discard.submit({ id, ...reason }),
        })}
        {(state === 'drafted' || change.from > today()) &&
          act(transitions.withdrawChange, {
            label: words.withdraw,
            busy: withdraw.busy,
            input: reason,
            go: () => void withdraw.submit({ id, ...reason }),
          })}
        {change.from <= today() &&
          act(transitions.endChange, {
            label: words.end,
            busy: end.busy,
            input: { ...reason, until },
            go: () => void end.submit({ id, ...reason, until }),
          })}
      </div>
    </section>
  )
}
