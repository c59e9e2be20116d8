import { Button } from 'antd'
import { useState } from 'react'
import { approvePlan, cancel, conclude, type InspectionFile } from '../../../contexts/inspection/contract.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { AreaField, TextField } from '../fields.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { useAsker, useWhyNotPermitted } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words as desk } from '../words.ts'
import { words } from '../words-inspection.ts'
import { offeredSteps, type Offered } from './next-steps.ts'
import { MoreTimeForm } from './MoreTimeForm.tsx'
import { OrderForm } from './OrderForm.tsx'
import { RecheckForm } from './RecheckForm.tsx'

type Props = { readonly file: InspectionFile; readonly at: Instant }
type StepProps = Props & { readonly offered: Offered }

const ON_SITE = ['enter', 'enter-urgently', 'record']
const FORMS = ['order', 'order-again', 'answer-more-time', 'recheck']

/** What may come next, each with what it lacks; a form opens where a step needs more than a yes. */
export function NextSteps({ file, at }: Props) {
  const by = useAsker()
  const [opened, setOpened] = useState<string | null>(null)
  const { inspection, facts } = file
  const steps = offeredSteps({ thing: inspection, facts, by, at })
  return (
    <section className="sheet">
      <h2>{words.page.next}</h2>
      {steps.length === 0 && <EmptyState title={words.page.noNext}>{words.page.noNextUnder}</EmptyState>}
      <ul className="plain-list">
        {steps.map((offered) => (
          <li key={offered.step.name}>
            <StepRow
              file={file}
              at={at}
              offered={offered}
              opened={opened === offered.step.name}
              onOpen={() => setOpened(opened === offered.step.name ? null : offered.step.name)}
            />
          </li>
        ))}
        {['recorded', 'ordered', 'rechecked'].includes(inspection.state) && (
          <li>
            <OpenCase file={file} />
          </li>
        )}
      </ul>
    </section>
  )
}

function StepRow({ file, at, offered, opened, onOpen }: StepProps & { opened: boolean; onOpen: () => void }) {
  const nameOf = useNameOf()
  const { step, refusals } = offered
  if (step.name === 'approve-plan') return <Approve file={file} at={at} offered={offered} />
  if (step.name === 'conclude') return <Conclude file={file} at={at} offered={offered} />
  if (step.name === 'cancel') return <Cancel file={file} at={at} offered={offered} />
  if (ON_SITE.includes(step.name)) {
    return (
      <div className="row-line">
        <span>
          <strong>{step.label}</strong>　<span className="soft">{words.page.onSite}</span>
        </span>
        <Button href="/field/">{words.page.openField}</Button>
      </div>
    )
  }
  if (!FORMS.includes(step.name)) return null
  return (
    <>
      <SubmitButton kind={opened ? 'default' : 'primary'} refusals={refusals} nameOf={nameOf} onClick={onOpen}>
        {step.label}
      </SubmitButton>
      {opened && step.name === 'order' && <OrderForm file={file} again={false} />}
      {opened && step.name === 'order-again' && <OrderForm file={file} again />}
      {opened && step.name === 'answer-more-time' && <MoreTimeForm file={file} onDone={onOpen} />}
      {opened && step.name === 'recheck' && <RecheckForm file={file} />}
    </>
  )
}

/** Reading stands on the same screen; the opinion is filled in, so that one click approves. */
function Approve({ file: { inspection }, offered: { step, refusals } }: StepProps) {
  const nameOf = useNameOf()
  const [opinion, setOpinion] = useState<string>(words.steps.opinionDefault)
  const { submit, busy, trouble } = useAct(approvePlan, { done: words.steps.approved })
  const empty: Refusal[] = opinion.trim()
    ? []
    : [{ code: 'no-opinion', facts: {}, says: desk.common.missing(words.page.opinion) }]
  return (
    <>
      <AreaField label={words.page.opinion} rows={1} max={2000} value={opinion} onChange={setOpinion} />
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={busy}
          refusals={[...refusals, ...empty]}
          nameOf={nameOf}
          onClick={() => void submit({ id: inspection.id, version: inspection.version, opinion })}
        >
          {step.label}
        </SubmitButton>
      </div>
    </>
  )
}

function Conclude({ file: { inspection }, offered: { step, refusals } }: StepProps) {
  const nameOf = useNameOf()
  const { submit, busy, trouble } = useAct(conclude, { done: words.steps.concluded })
  return (
    <>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <SubmitButton
        busy={busy}
        refusals={refusals}
        nameOf={nameOf}
        onClick={() => void submit({ id: inspection.id, version: inspection.version })}
      >
        {step.label}
      </SubmitButton>
    </>
  )
}

function Cancel({ file: { inspection }, offered: { step, refusals } }: StepProps) {
  const nameOf = useNameOf()
  const [because, setBecause] = useState('')
  const { submit, busy, trouble } = useAct(cancel, { done: words.steps.cancelled })
  const empty: Refusal[] = because.trim()
    ? []
    : [{ code: 'no-reason', facts: {}, says: desk.common.missing(words.steps.cancelBecause) }]
  return (
    <details className="item-group" style={{ border: 0 }}>
      <summary>{step.label}</summary>
      <TextField label={words.steps.cancelBecause} max={500} value={because} onChange={setBecause} />
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          kind="default"
          danger
          busy={busy}
          refusals={[...refusals, ...empty]}
          nameOf={nameOf}
          onClick={() => void submit({ id: inspection.id, version: inspection.version, because })}
        >
          {step.label}
        </SubmitButton>
      </div>
    </details>
  )
}

function OpenCase({ file: { inspection, hazards } }: { file: InspectionFile }) {
  const refusals = useWhyNotPermitted()('casework.file')
  const free = hazards.some(({ caseId }) => caseId === null)
  if (!free) return null
  return (
    <div className="row-line">
      <span>
        <strong>{words.steps.openCase}</strong>　<span className="soft">{words.steps.openCaseUnder}</span>
      </span>
      <LinkButton to={`/cases/new?inspection=${inspection.id}`} refusals={refusals}>
        {words.steps.openCase}
      </LinkButton>
    </div>
  )
}
