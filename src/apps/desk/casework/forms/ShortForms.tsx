import { Input, Select } from 'antd'
import type { z } from 'zod'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { Case } from '../../../../contexts/casework/model.ts'
import { steps } from '../../../../contexts/casework/transitions.ts'
import type { CaseStep } from '../../../../contexts/casework/transitions/arrow.ts'
import type { Approve, SendBack } from '../../../../contexts/casework/rules/asks.ts'
import type { Endpoint } from '../../../../kernel/endpoint.ts'
import { Field } from '../../../ui/Field.tsx'
import { LawDateInput, MoneyInput } from '../../../ui/inputs.tsx'
import { today, useAsker } from '../../session/session.tsx'
import { words } from '../../words-casework.ts'
import { EvidenceUpload } from '../EvidenceUpload.tsx'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

const textArea = (value: string, onChange: (text: string) => void) => (tied: { id: string }) => (
  <Input.TextArea
    {...tied}
    value={value}
    autoSize={{ minRows: 2 }}
    onChange={(event) => onChange(event.target.value)}
  />
)

type Addressed<I> = z.ZodType<unknown, I & { id: string; version: number }>

/** An approver's words; they are filled in, so that one click approves. */
export const opinionForm = (endpoint: Endpoint<Addressed<Approve>, typeof Case>, step: CaseStep<Approve>) =>
  function OpinionForm(props: StepFormProps) {
    const { view, label } = props
    const by = useAsker()
    const draft = useStepDraft(props, step.name, { opinion: words.form.agree as string })
    const { submit, busy, trouble } = useStep(endpoint, props, draft)
    const { opinion } = draft.value
    const refusals = [
      ...missingOf({ [words.form.opinion]: opinion }),
      ...refusalsOf({ step, view, by, input: { opinion } }),
    ]
    return (
      <StepFrame
        draft={draft}
        refusals={refusals}
        busy={busy}
        trouble={trouble}
        label={label}
        onSubmit={() => void submit({ id: view.case.id, version: view.case.version, opinion })}
      >
        <Field label={words.form.opinion}>{textArea(opinion, (text) => draft.set({ opinion: text }))}</Field>
      </StepFrame>
    )
  }

/** Sending back needs a reason and nothing else. */
export const sendBackForm = (endpoint: Endpoint<Addressed<SendBack>, typeof Case>, step: CaseStep<SendBack>) =>
  function SendBackForm(props: StepFormProps) {
    const { view, label } = props
    const by = useAsker()
    const draft = useStepDraft(props, step.name, { reason: '' })
    const { submit, busy, trouble } = useStep(endpoint, props, draft)
    const { reason } = draft.value
    const refusals = [
      ...missingOf({ [words.form.reason]: reason }),
      ...refusalsOf({ step, view, by, input: { reason } }),
    ]
    return (
      <StepFrame
        draft={draft}
        refusals={refusals}
        busy={busy}
        trouble={trouble}
        label={label}
        danger
        onSubmit={() => void submit({ id: view.case.id, version: view.case.version, reason })}
      >
        <Field label={words.form.reason}>{textArea(reason, (text) => draft.set({ reason: text }))}</Field>
      </StepFrame>
    )
  }

export function PaymentForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft(props, 'record-payment', {
    on: today(),
    amountFen: view.case.decision?.amountFen ?? (null as number | null),
    receipt: '',
    evidenceId: null as string | null,
  })
  const { submit, busy, trouble } = useStep(contract.recordPayment, props, draft)
  const { on, amountFen, receipt, evidenceId } = draft.value
  const input = { on, amountFen: amountFen ?? 0, receipt, evidenceId }
  const refusals = [
    ...missingOf({ [words.form.paidOn]: on, [words.form.paid]: amountFen }),
    ...refusalsOf({ step: steps.recordPayment, view, by, input }),
  ]
  return (
    <StepFrame
      draft={draft}
      refusals={refusals}
      busy={busy}
      trouble={trouble}
      label={label}
      onSubmit={() => void submit({ ...input, id: view.case.id, version: view.case.version })}
    >
      <div className="form-grid">
        <Field label={words.form.paidOn}>
          {({ id }) => (
            <LawDateInput id={id} value={on} notAfter={today()} onChange={(date) => draft.set({ on: date })} />
          )}
        </Field>
        <Field label={words.form.paid}>
          {({ id }) => <MoneyInput id={id} value={amountFen} onChange={(fen) => draft.set({ amountFen: fen })} />}
        </Field>
        <Field label={words.form.receipt}>
          {(tied) => (
            <Input
              {...tied}
              value={receipt}
              maxLength={100}
              onChange={(event) => draft.set({ receipt: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.form.receiptFile}>
          {({ id }) => (
            <EvidenceUpload
              id={id}
              caseId={view.case.id}
              kind="documentary"
              label={words.form.receiptFile}
              value={evidenceId}
              onChange={(kept) => draft.set({ evidenceId: kept.id })}
            />
          )}
        </Field>
      </div>
    </StepFrame>
  )
}

export function ClosingForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft(props, 'propose-closing', { outcome: '', execution: '', opinion: '' })
  const { submit, busy, trouble } = useStep(contract.proposeClosing, props, draft)
  const { outcome, execution, opinion } = draft.value
  const refusals = [
    ...missingOf({
      [words.form.outcome]: outcome,
      [words.form.execution]: execution,
      [words.form.closingOpinion]: opinion,
    }),
    ...refusalsOf({ step: steps.proposeClosing, view, by, input: draft.value }),
  ]
  return (
    <StepFrame
      draft={draft}
      refusals={refusals}
      busy={busy}
      trouble={trouble}
      label={label}
      onSubmit={() => void submit({ ...draft.value, id: view.case.id, version: view.case.version })}
    >
      <div className="form-grid">
        <Field label={words.form.outcome} wide>
          {textArea(outcome, (text) => draft.set({ outcome: text }))}
        </Field>
        <Field label={words.form.execution} wide>
          {textArea(execution, (text) => draft.set({ execution: text }))}
        </Field>
        <Field label={words.form.closingOpinion} wide>
          {textArea(opinion, (text) => draft.set({ opinion: text }))}
        </Field>
      </div>
    </StepFrame>
  )
}

const RETENTIONS = ['永久', '30年', '10年'] as const

export function ArchiveForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft(props, 'archive', { number: '', retention: '30年' as (typeof RETENTIONS)[number] })
  const { submit, busy, trouble } = useStep(contract.archive, props, draft)
  const { number, retention } = draft.value
  const refusals = [
    ...missingOf({ [words.form.archiveNumber]: number }),
    ...refusalsOf({ step: steps.archive, view, by, input: draft.value }),
  ]
  return (
    <StepFrame
      draft={draft}
      refusals={refusals}
      busy={busy}
      trouble={trouble}
      label={label}
      onSubmit={() => void submit({ ...draft.value, id: view.case.id, version: view.case.version })}
    >
      <div className="form-grid">
        <Field label={words.form.archiveNumber}>
          {(tied) => (
            <Input
              {...tied}
              value={number}
              maxLength={60}
              onChange={(event) => draft.set({ number: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.form.retention}>
          {(tied) => (
            <Select
              {...tied}
              value={retention}
              style={{ width: '100%' }}
              options={RETENTIONS.map((value) => ({ value, label: value }))}
              onChange={(value) => draft.set({ retention: value })}
            />
          )}
        </Field>
      </div>
    </StepFrame>
  )
}
