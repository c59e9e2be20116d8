import { Input } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import * as contract from '../../../contexts/planning/contract/annual-plans.ts'
import { PLAN_STATES } from '../../../contexts/planning/rules/annual-plan.ts'
import * as transitions from '../../../contexts/planning/transitions/annual-plan.ts'
import { whyNotOffered } from '../../../kernel/step.ts'
import { Field } from '../../ui/Field.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { useNameOf } from '../law/law-book.tsx'
import { today, useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { words } from './words-annual.ts'

type Props = { readonly plan: contract.AnnualPlanView['plan'] }

const useOffer = ({ plan }: Props) => {
  const by = useAsker()
  return (step: Parameters<typeof whyNotOffered>[0]) => whyNotOffered(step, plan, by, PLAN_STATES)
}

/** The next steps of the plan, by its state. */
export function AnnualSteps({ plan }: Props) {
  const { state } = plan
  if (state === 'superseded' || state === 'abandoned') return null
  return (
    <section className="sheet">
      <h2>{words.steps.title}</h2>
      {state === 'draft' && <Simple plan={plan} step="submit" />}
      {state === 'submitted' && <Decide plan={plan} />}
      {state === 'approved' && <FileUpward plan={plan} />}
      {state === 'filed' && <Simple plan={plan} step="freeze" />}
      {state === 'declined' && <Simple plan={plan} step="redraft" />}
      {state === 'frozen' && <Adjust plan={plan} />}
      {(state === 'draft' || state === 'declined') && <Abandon plan={plan} />}
    </section>
  )
}

const SIMPLE = {
  submit: { endpoint: contract.submitPlan, step: transitions.submitPlan, done: words.steps.submitted },
  freeze: { endpoint: contract.freezePlan, step: transitions.freezePlan, done: words.steps.frozen },
  redraft: { endpoint: contract.redraftPlan, step: transitions.redraftPlan, done: words.steps.redrafted },
} as const

/** A step that needs nothing but the decision to take it. */
function Simple({ plan, step }: Props & { readonly step: keyof typeof SIMPLE }) {
  const nameOf = useNameOf()
  const closedTo = useOffer({ plan })
  const one = SIMPLE[step]
  const { submit, busy, trouble } = useAct(one.endpoint, { done: one.done })
  return (
    <div className="step-box">
      {step === 'freeze' && <p className="field-note">{words.steps.freezeUnder}</p>}
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={busy}
          refusals={closedTo(one.step)}
          nameOf={nameOf}
          onClick={() => void submit({ id: plan.id, version: plan.version })}
        >
          {words.steps[step]}
        </SubmitButton>
      </div>
    </div>
  )
}

type TextProps = {
  readonly label: string
  readonly value: string
  readonly most?: number
  readonly wide?: boolean
  readonly onChange: (value: string) => void
}

const TextField = ({ label, value, most = 100, wide = false, onChange }: TextProps) => (
  <Field label={label} wide={wide}>
    {(tied) => <Input {...tied} maxLength={most} value={value} onChange={(event) => onChange(event.target.value)} />}
  </Field>
)

const DateField = ({ value, onChange }: { readonly value: string; readonly onChange: (on: string) => void }) => (
  <Field label={words.steps.on}>
    {({ id }) => <LawDateInput id={id} value={value} notAfter={today()} onChange={onChange} />}
  </Field>
)

/** What the government answered: approved, not approved; or the plan goes back before it answers. */
function Decide({ plan }: Props) {
  const nameOf = useNameOf()
  const closedTo = useOffer({ plan })
  const { id, version } = plan
  const { value, set, done } = useDraft(`planning/annual/${id}/${version}`, {
    government: '',
    number: '',
    instrument: '',
    on: today(),
    because: '',
  })
  const approve = useAct(contract.approvePlan, { done: words.steps.approved, after: done })
  const { government, number, instrument, on } = value
  return (
    <>
      <div className="step-box">
        <h3>{words.steps.approveTitle}</h3>
        <div className="form-grid">
          <TextField
            label={words.steps.government}
            value={government}
            most={60}
            onChange={(text) => set({ government: text })}
          />
          <TextField label={words.steps.approvalNumber} value={number} onChange={(text) => set({ number: text })} />
          <TextField
            label={words.steps.instrument}
            value={instrument}
            most={200}
            onChange={(text) => set({ instrument: text })}
          />
          <DateField value={on} onChange={(day) => set({ on: day })} />
        </div>
        <TroubleNotice trouble={approve.trouble} nameOf={nameOf} />
        <div className="actions">
          <SubmitButton
            busy={approve.busy}
            refusals={closedTo(transitions.approvePlan)}
            nameOf={nameOf}
            onClick={() => void approve.submit({ id, version, government, number, instrument, on })}
          >
            {words.steps.approve}
          </SubmitButton>
        </div>
      </div>
      <WithReason plan={plan} step="decline" />
      <WithReason plan={plan} step="return" />
    </>
  )
}

const REASONED = {
  return: {
    endpoint: contract.returnPlan,
    step: transitions.returnPlan,
    label: words.steps.returnBecause,
    done: words.steps.returned,
  },
  decline: {
    endpoint: contract.declinePlan,
    step: transitions.declinePlan,
    label: words.steps.declineBecause,
    done: words.steps.declined,
  },
} as const

/** A step against the plan, folded away, with its reason. */
function WithReason({ plan, step }: Props & { readonly step: keyof typeof REASONED }) {
  const nameOf = useNameOf()
  const closedTo = useOffer({ plan })
  const { id, version } = plan
  const { value, set, done } = useDraft(`planning/annual/${id}/${version}/${step}`, { because: '', on: today() })
  const one = REASONED[step]
  const decline = useAct(contract.declinePlan, { done: words.steps.declined, after: done })
  const back = useAct(contract.returnPlan, { done: words.steps.returned, after: done })
  const { because, on } = value
  return (
    <Folded title={words.steps[step]}>
      <TextField label={one.label} value={because} most={500} wide onChange={(text) => set({ because: text })} />
      {step === 'decline' && <DateField value={on} onChange={(day) => set({ on: day })} />}
      <TroubleNotice trouble={decline.trouble ?? back.trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          kind="default"
          danger
          busy={decline.busy || back.busy}
          refusals={closedTo(one.step)}
          nameOf={nameOf}
          onClick={() =>
            void (step === 'decline'
              ? decline.submit({ id, version, because, on })
              : back.submit({ id, version, because }))
          }
        >
          {words.steps[step]}
        </SubmitButton>
      </div>
    </Folded>
  )
}

const Folded = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <details className="item-group">
    <summary>{title}</summary>
    {children}
  </details>
)

function FileUpward({ plan }: Props) {
  const nameOf = useNameOf()
  const closedTo = useOffer({ plan })
  const { id, version } = plan
  const { value, set, done } = useDraft(`planning/annual/${id}/${version}`, { organ: '', number: '', on: today() })
  const file = useAct(contract.filePlan, { done: words.steps.filed, after: done })
  return (
    <div className="step-box">
      <h3>{words.steps.fileTitle}</h3>
      <div className="form-grid">
        <TextField label={words.steps.organ} value={value.organ} most={60} onChange={(organ) => set({ organ })} />
        <TextField label={words.steps.fileNumber} value={value.number} onChange={(number) => set({ number })} />
        <DateField value={value.on} onChange={(on) => set({ on })} />
      </div>
      <TroubleNotice trouble={file.trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={file.busy}
          refusals={closedTo(transitions.filePlan)}
          nameOf={nameOf}
          onClick={() => void file.submit({ id, version, ...value })}
        >
          {words.steps.file}
        </SubmitButton>
      </div>
    </div>
  )
}

function Adjust({ plan }: Props) {
  const nameOf = useNameOf()
  const navigate = useNavigate()
  const closedTo = useOffer({ plan })
  const { value, set, done } = useDraft(`planning/annual/${plan.id}/adjust`, { because: '' })
  const adjust = useAct(contract.adjustPlan, {
    done: words.steps.adjusted,
    after: async ({ plan: draft }) => {
      done()
      await navigate(`/planning/annual/${draft.id}`)
    },
  })
  return (
    <Folded title={words.steps.adjust}>
      <TextField
        label={words.steps.adjustBecause}
        value={value.because}
        most={500}
        wide
        onChange={(because) => set({ because })}
      />
      <TroubleNotice trouble={adjust.trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          busy={adjust.busy}
          refusals={closedTo(transitions.adjustPlan)}
          nameOf={nameOf}
          onClick={() => void adjust.submit({ id: plan.id, version: plan.version, because: value.because })}
        >
          {words.steps.adjust}
        </SubmitButton>
      </div>
    </Folded>
  )
}

function Abandon({ plan }: Props) {
  const nameOf = useNameOf()
  const closedTo = useOffer({ plan })
  const { value, set, done } = useDraft(`planning/annual/${plan.id}/abandon`, { because: '' })
  const abandon = useAct(contract.abandonPlan, { done: words.steps.abandoned, after: done })
  return (
    <Folded title={words.steps.abandon}>
      <TextField
        label={words.steps.abandonBecause}
        value={value.because}
        most={500}
        wide
        onChange={(because) => set({ because })}
      />
      <TroubleNotice trouble={abandon.trouble} nameOf={nameOf} />
      <div className="actions">
        <SubmitButton
          kind="default"
          danger
          busy={abandon.busy}
          refusals={closedTo(transitions.abandonPlan)}
          nameOf={nameOf}
          onClick={() => void abandon.submit({ id: plan.id, version: plan.version, because: value.because })}
        >
          {words.steps.abandon}
        </SubmitButton>
      </div>
    </Folded>
  )
}
