import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useDeferredValue } from 'react'
import * as contract from '../../../../contexts/casework/contract.ts'
import type { ActAmount, CaseAct, Judgement } from '../../../../contexts/casework/model.ts'
import { steps } from '../../../../contexts/casework/transitions.ts'
import { Field } from '../../../ui/Field.tsx'
import { MoneyInput } from '../../../ui/inputs.tsx'
import { ask } from '../../session/ask.ts'
import { useAsker } from '../../session/session.tsx'
import { words } from '../../words-casework.ts'
import { ActsEditor } from '../ActsEditor.tsx'
import { Discretion } from '../Discretion.tsx'
import { EqualCases, useEqualCases } from '../EqualCases.tsx'
import { words as equalWords } from '../words-equal-cases.ts'
import { missingOf, refusalsOf, StepFrame, useStep, useStepDraft, type StepFormProps } from '../StepFrame.tsx'

type Whom = { readonly enterpriseId: string; readonly against: 'unit' | 'principal' }

/** The derivation for acts as they stand in a form, computed by the server's law book. */
export function useJudgement(
  { enterpriseId, against }: Whom,
  acts: readonly CaseAct[],
  amounts?: readonly ActAmount[],
): Judgement | null {
  const settled = useDeferredValue(acts)
  const sums = useDeferredValue(amounts)
  const ready =
    enterpriseId !== '' &&
    settled.length > 0 &&
    settled.every(({ violationKey, actDate, fact }) => violationKey && actDate && fact.trim())
  const { data } = useQuery({
    queryKey: ['discretion', enterpriseId, against, settled, sums ?? null],
    enabled: ready,
    placeholderData: (before) => before,
    staleTime: 60_000,
    queryFn: () =>
      ask(contract.computeDiscretion, {
        enterpriseId,
        against,
        acts: [...settled],
        ...(sums ? { amounts: [...sums] } : {}),
      }),
  })
  return ready ? (data ?? null) : null
}

type AmountsProps = {
  readonly acts: readonly Pick<CaseAct, 'id' | 'fact'>[]
  readonly judgement: Judgement | null
  readonly value: Readonly<Record<string, number | null>>
  readonly onChange: (amounts: Record<string, number | null>) => void
}

/** One sum for each act; the suggestion stands in it until somebody decides otherwise. */
export function AmountInputs({ acts, judgement, value, onChange }: AmountsProps) {
  return (
    <div className="form-grid">
      {acts.map((act, index) => {
        const judged = judgement?.acts.find(({ actId }) => actId === act.id)
        return (
          <Field key={act.id} label={`${words.form.amounts}：${words.act.nth(index + 1)}`} note={act.fact}>
            {({ id }) => (
              <MoneyInput
                id={id}
                value={value[act.id] ?? judged?.suggestedFen ?? null}
                onChange={(fen) => onChange({ ...value, [act.id]: fen })}
              />
            )}
          </Field>
        )
      })}
    </div>
  )
}

export const amountsOf = (
  acts: readonly Pick<CaseAct, 'id'>[],
  judgement: Judgement | null,
  value: Readonly<Record<string, number | null>>,
): ActAmount[] =>
  acts.flatMap(({ id }) => {
    const amountFen = value[id] ?? judgement?.acts.find(({ actId }) => actId === id)?.suggestedFen
    return amountFen === undefined || amountFen === null ? [] : [{ actId: id, amountFen }]
  })

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Facts as established, a sum for each act with its derivation beside it, and the reasons. */
export function ReportForm(props: StepFormProps) {
  const { view, label } = props
  const by = useAsker()
  const draft = useStepDraft(props, 'submit-report', {
    course: view.case.brief,
    acts: view.case.acts,
    amounts: {} as Record<string, number | null>,
    measures: null as string | null,
    proposal: '',
    reasons: '',
  })
  const { value, set } = draft
  const whom = {
    enterpriseId: view.case.enterpriseId,
    against: view.case.party.kind === 'individual' ? 'principal' : 'unit',
  } as const
  const suggested = useJudgement(whom, value.acts)
  const amounts = amountsOf(value.acts, suggested, value.amounts)
  // Hearing, review and discussion hang on the sums that were chosen, not on those that were suggested.
  const judgement = useJudgement(whom, value.acts, amounts) ?? suggested
  const { submit, busy, trouble } = useStep(contract.submitReport, props, draft)
  const { answer, spreads } = useEqualCases({
    caseId: view.case.id,
    enterpriseId: view.case.enterpriseId,
    against: view.case.party.kind === 'individual' ? 'principal' : 'unit',
    acts: value.acts,
    amounts,
  })
  // What the clauses add to the fine stands there until somebody writes otherwise.
  const measures = value.measures ?? (judgement?.acts ?? []).flatMap((act) => act.measures).join('\n')
  const input = {
    course: value.course,
    acts: value.acts,
    amounts,
    measures: linesOf(measures),
    proposal: value.proposal,
    reasons: value.reasons.trim(),
  }
  const refusals = [
    ...missingOf({
      [words.form.course]: value.course,
      [words.form.proposal]: value.proposal,
      ...Object.fromEntries(value.acts.map(({ fact }, index) => [`${words.act.fact} ${index + 1}`, fact])),
    }),
    ...refusalsOf({ step: steps.submitReport, view, by, input, facts: { judgement, equalCases: spreads } }),
  ]
  const area = (name: 'course' | 'proposal' | 'reasons', labelOf: string, note?: string) => (
    <Field label={labelOf} note={note} wide>
      {(tied) => (
        <Input.TextArea
          {...tied}
          autoSize={{ minRows: 2 }}
          value={value[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <StepFrame
      draft={draft}
      refusals={refusals}
      busy={busy}
      trouble={trouble}
      label={label}
      onSubmit={() => void submit({ ...input, id: view.case.id, version: view.case.version })}
    >
      <div className="form-grid" style={{ marginBottom: 12 }}>
        {area('course', words.form.course)}
      </div>
      <ActsEditor acts={value.acts} onChange={(acts) => set({ acts })} />
      <h3>{words.page.discretion}</h3>
      <Discretion judgement={judgement} amountOf={(actId) => amounts.find((one) => one.actId === actId)?.amountFen} />
      <AmountInputs
        acts={value.acts}
        judgement={judgement}
        value={value.amounts}
        onChange={(next) => set({ amounts: next })}
      />
      <EqualCases answer={answer} />
      <div className="form-grid" style={{ marginTop: 12 }}>
        <Field label={words.form.measures} wide>
          {(tied) => (
            <Input.TextArea
              {...tied}
              autoSize={{ minRows: 1 }}
              value={measures}
              onChange={(event) => set({ measures: event.target.value })}
            />
          )}
        </Field>
        {area('reasons', words.form.reasons, words.form.reasonsNote)}
        {area('proposal', words.form.proposal)}
      </div>
    </StepFrame>
  )
}

/** The proposal for the decision: never above what was notified. */
export function DecisionForm(props: StepFormProps) {
  const { view, label } = props
  const { acts, notice, report } = view.case
  const by = useAsker()
  const notified = Object.fromEntries(
    (notice?.amounts ?? []).map(({ actId, amountFen }) => [actId, amountFen as number | null]),
  )
  const draft = useStepDraft(props, 'propose-decision', {
    amounts: notified,
    measures: (report?.measures ?? []).join('\n'),
    opinion: report?.proposal ?? '',
    reasons: '',
  })
  const { value, set } = draft
  const { submit, busy, trouble } = useStep(contract.proposeDecision, props, draft)
  const amounts = amountsOf(acts, view.discretion, value.amounts)
  const { answer, spreads } = useEqualCases({
    caseId: view.case.id,
    enterpriseId: view.case.enterpriseId,
    against: view.case.party.kind === 'individual' ? 'principal' : 'unit',
    acts,
    amounts,
  })
  const input = {
    amounts,
    measures: linesOf(value.measures),
    opinion: value.opinion,
    ...(value.reasons.trim() ? { reasons: value.reasons.trim() } : {}),
  }
  const refusals = [
    ...missingOf({ [words.form.decisionOpinion]: value.opinion }),
    ...refusalsOf({ step: steps.proposeDecision, view, by, input, facts: { equalCases: spreads } }),
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
      <AmountInputs
        acts={acts}
        judgement={view.discretion}
        value={value.amounts}
        onChange={(next) => set({ amounts: next })}
      />
      <EqualCases answer={answer} />
      <div className="form-grid" style={{ marginTop: 12 }}>
        <Field label={words.form.measures} wide>
          {(tied) => (
            <Input.TextArea
              {...tied}
              autoSize={{ minRows: 2 }}
              value={value.measures}
              onChange={(event) => set({ measures: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.form.decisionOpinion} wide>
          {(tied) => (
            <Input.TextArea
              {...tied}
              autoSize={{ minRows: 2 }}
              value={value.opinion}
              onChange={(event) => set({ opinion: event.target.value })}
            />
          )}
        </Field>
        <Field label={equalWords.reasons} note={equalWords.reasonsNote} wide>
          {(tied) => (
            <Input.TextArea
              {...tied}
              autoSize={{ minRows: 1 }}
              value={value.reasons}
              onChange={(event) => set({ reasons: event.target.value })}
            />
          )}
        </Field>
      </div>
    </StepFrame>
  )
}
