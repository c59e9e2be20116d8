import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { CaseView } from '../../../contexts/casework/contract.ts'
import { CASE_STATES, type Case } from '../../../contexts/casework/model.ts'
import type { CaseStep } from '../../../contexts/casework/transitions/arrow.ts'
import type { Officer } from '../../../contexts/people/model.ts'
import type { Asker } from '../../../kernel/asker.ts'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { whyNot } from '../../../kernel/step.ts'
import { DraftRestored, DraftSaved } from '../../ui/DraftState.tsx'
import { RefusalList, TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft, type Draft, type DraftShown } from '../../ui/use-draft.ts'
import type { Trouble } from '../../ui/trouble.ts'
import { useNameOf } from '../law/law-book.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from '../words-casework.ts'

/** What every form of a step gets. */
export type StepFormProps = { readonly view: CaseView; readonly label: string; readonly onDone: () => void }

/** The draft of one step on one version of one case: a case that went on gets a fresh form. */
export const useStepDraft = <Value extends object>(
  { view }: StepFormProps,
  step: string,
  initial: Value,
): Draft<Value> => useDraft(`case/${view.case.id}/${step}/${view.case.version}`, initial)

/** Takes the step; the draft is forgotten when the server has taken it. */
export function useStep<I extends z.ZodType>(
  endpoint: Endpoint<I, typeof Case>,
  { label, onDone }: StepFormProps,
  draft: { done: () => void },
) {
  return useAct(endpoint, {
    done: words.form.done(label),
    after: () => {
      draft.done()
      onDone()
    },
  })
}

type Local<Input> = {
  readonly step: CaseStep<Input>
  readonly view: CaseView
  readonly by: Asker
  readonly input: Input
  /** Facts that the page knows better than the view: people named in the form, the derivation for changed acts. */
  readonly facts?: Partial<CaseView['facts']>
}

/** What the server would refuse, asked of the same rules before anything is sent. */
export const refusalsOf = <Input,>({ step, view, by, input, facts = {} }: Local<Input>): Refusal[] =>
  whyNot(
    step,
    { thing: view.case, input, facts: { ...view.facts, ...facts }, by, at: new Date().toISOString() },
    CASE_STATES,
  )

/** Officers whom a form names, with a phone that lists do not carry and no rule asks for. */
export const withPhones = (officers: readonly Omit<Officer, 'phone'>[]): Officer[] =>
  officers.map((officer) => ({ ...officer, phone: '' }))

/** Every field that has to be filled and is not, as a refusal beside the draft. */
export const missingOf = (fields: Readonly<Record<string, string | number | null | undefined>>): Refusal[] =>
  Object.entries(fields)
    .filter(([, value]) => value === null || value === undefined || String(value).trim() === '')
    .map(([label]) => ({ code: 'missing', facts: { label }, says: `请填写${label}` }))

type FrameProps = {
  readonly draft: DraftShown
  readonly refusals: readonly Refusal[]
  readonly busy: boolean
  readonly trouble: Trouble | null
  readonly label: string
  readonly danger?: boolean
  readonly onSubmit: () => void
  readonly children: ReactNode
}

/** The form, what it still lacks, and its button. */
export function StepFrame({ draft, refusals, busy, trouble, label, danger = false, onSubmit, children }: FrameProps) {
  const nameOf = useNameOf()
  return (
    <div style={{ marginTop: 12 }}>
      <DraftRestored draft={draft} />
      {children}
      <div style={{ marginTop: 12 }}>
        <RefusalList title={words.form.missing} refusals={refusals} nameOf={nameOf} />
      </div>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton busy={busy} refusals={refusals} nameOf={nameOf} danger={danger} quiet onClick={onSubmit}>
          {label}
        </SubmitButton>
        <DraftSaved draft={draft} />
      </div>
    </div>
  )
}
