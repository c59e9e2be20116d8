import { useNavigate, useParams } from 'react-router'
import type { CaseView, NextStep } from '../../../contexts/casework/contract.ts'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import type { Refusal } from '../../../kernel/refusal.ts'
import { useNameOf } from '../law/law-book.tsx'
import { words } from '../words-casework.ts'
import { STEP_FORMS } from './step-forms.ts'

/** Refusals as they came over the wire. */
const refusalsOf = ({ refusals }: NextStep) => refusals as readonly Refusal[]

/** Sending back and declining stand behind the steps that lead on. */
const leadsBack = ({ step }: Pick<NextStep, 'step'>) => /^(return|reject|decline)-/.test(step)

const OUTDATED: Readonly<Record<string, readonly string[]>> = {
  'review-again': ['review-outdated', 'not-reviewed'],
  'discuss-again': ['discussion-outdated', 'not-discussed'],
}
/** A second opinion stands in front only where the first no longer fits the facts and amounts (SZF 138). */
const isIdleRepeat = ({ step }: Pick<NextStep, 'step'>, all: readonly NextStep[]) =>
  OUTDATED[step] !== undefined &&
  !all.some(({ refusals }) => refusals.some(({ code }) => OUTDATED[step]?.includes(code)))

/**
 * Steps that lead on from here: those that may be taken now in front, the others with what they lack. The open form
 * stands in the address.
 */
export function CaseSteps({ view }: { view: CaseView }) {
  const { step: opened } = useParams()
  const navigate = useNavigate()
  const base = `/cases/${view.case.id}`
  const isBehind = (one: NextStep) => leadsBack(one) || isIdleRepeat(one, view.nextSteps)
  const open = view.nextSteps
    .filter(({ refusals }) => refusals.length === 0)
    .sort((a, b) => Number(isBehind(a)) - Number(isBehind(b)))
  const closed = view.nextSteps.filter(({ refusals }) => refusals.length > 0)
  const current = open.find(({ step }) => step === opened)
  const Form = current ? STEP_FORMS[current.step] : undefined
  return (
    <section className="sheet">
      <h2>{words.page.next}</h2>
      {open.length === 0 && <p className="soft">{words.page.noNext}</p>}
      <div className="actions" style={{ marginTop: 0 }}>
        {open.map(({ step, label }) => (
          <SubmitButton
            key={step}
            kind={step === opened || isBehind({ step, label, refusals: [] }) ? 'default' : 'primary'}
            onClick={() => void navigate(step === opened ? base : `${base}/${step}`, { replace: true })}
          >
            {step === opened ? `${words.form.back}：${label}` : label}
          </SubmitButton>
        ))}
      </div>
      {current && Form && (
        <Form
          key={`${current.step}${view.case.version}`}
          view={view}
          label={current.label}
          onDone={() => void navigate(base, { replace: true })}
        />
      )}
      {closed.length > 0 && <ClosedSteps steps={closed} isOpen={open.length === 0} />}
    </section>
  )
}

function ClosedSteps({ steps, isOpen }: { steps: readonly NextStep[]; isOpen: boolean }) {
  const nameOf = useNameOf()
  return (
    <details className="item-group" style={{ marginTop: 12 }} open={isOpen}>
      <summary>{words.page.others(steps.length)}</summary>
      <ul className="plain-list">
        {steps.map((step) => (
          <li key={step.step}>
            <SubmitButton kind="default" refusals={refusalsOf(step)} nameOf={nameOf}>
              {step.label}
            </SubmitButton>
          </li>
        ))}
      </ul>
    </details>
  )
}
