import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { editPlan, type AnnualLine } from '../../../contexts/planning/contract/annual-plans.ts'
import { PLAN_STATES, type AnnualPlan, type PlanChange } from '../../../contexts/planning/rules/annual-plan.ts'
import * as transitions from '../../../contexts/planning/transitions/annual-plan.ts'
import { whyNotOffered } from '../../../kernel/step.ts'
import { Field } from '../../ui/Field.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { SubmitButton } from '../../ui/SubmitButton.tsx'
import { EnterpriseInput } from '../inspection/EnterpriseInput.tsx'
import { useNameOf } from '../law/law-book.tsx'
import { useAsker } from '../session/session.tsx'
import { useAct } from '../session/use-act.ts'
import { MONTH_OPTIONS } from './AnnualInputs.tsx'
import { words } from './words-annual.ts'

/** One change of the plan; refused by the same rules that bind the solver. */
export function usePlanEdit(plan: AnnualPlan) {
  const by = useAsker()
  const act = useAct(editPlan, { done: words.edit.done })
  return {
    busy: act.busy,
    trouble: act.trouble,
    refusals: whyNotOffered(transitions.editPlan, plan, by, PLAN_STATES),
    send: (change: PlanChange) => void act.submit({ id: plan.id, version: plan.version, change }),
  }
}

type MonthProps = {
  readonly label: string
  readonly value: number
  readonly only?: readonly number[]
  readonly onChange: (month: number) => void
}

function MonthChoice({ label, value, only, onChange }: MonthProps) {
  return (
    <Field label={label}>
      {({ id }) => (
        <Select
          id={id}
          aria-label={label}
          style={{ width: '100%' }}
          value={value}
          onChange={onChange}
          options={only ? MONTH_OPTIONS.filter((option) => only.includes(option.value)) : MONTH_OPTIONS}
        />
      )}
    </Field>
  )
}

type Props = { readonly plan: AnnualPlan; readonly line: AnnualLine; readonly onClose: () => void }

/** Moves, adds or takes out visits of one business. */
export function AnnualEdit({ plan, line, onClose }: Props) {
  const nameOf = useNameOf()
  const { busy, trouble, refusals, send } = usePlanEdit(plan)
  const [from, setFrom] = useState(line.months[0] ?? 0)
  const [to, setTo] = useState(line.months[0] ?? 0)
  const [because, setBecause] = useState('')
  const { enterpriseId } = line
  const common = { busy, refusals, nameOf, kind: 'default' as const, quiet: true }
  return (
    <section className="edit-box" aria-label={words.edit.title(line.name)}>
      <h3>{words.edit.title(line.name)}</h3>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      {line.months.length > 0 && (
        <div className="edit-row">
          <MonthChoice label={words.edit.from} value={from} only={line.months} onChange={setFrom} />
          <MonthChoice label={words.edit.to} value={to} onChange={setTo} />
          <SubmitButton {...common} onClick={() => send({ kind: 'move', enterpriseId, from, to })}>
            {words.edit.moveSubmit}
          </SubmitButton>
          <SubmitButton
            {...common}
            onClick={() => send({ kind: 'add', enterpriseId, month: to, joint: line.jointWith !== null })}
          >
            {words.edit.addSubmit}
          </SubmitButton>
        </div>
      )}
      {line.months.length === 0 && (
        <div className="edit-row">
          <MonthChoice label={words.edit.addMonth} value={to} onChange={setTo} />
          <SubmitButton {...common} onClick={() => send({ kind: 'add', enterpriseId, month: to, joint: false })}>
            {words.edit.addSubmit}
          </SubmitButton>
        </div>
      )}
      {line.months.length > 0 && (
        <div className="edit-row">
          <Field label={words.edit.removeBecause}>
            {(tied) => (
              <Input {...tied} maxLength={200} value={because} onChange={(event) => setBecause(event.target.value)} />
            )}
          </Field>
          <SubmitButton {...common} danger onClick={() => send({ kind: 'remove', enterpriseId, month: from, because })}>
            {words.edit.removeSubmit}
          </SubmitButton>
        </div>
      )}
      <Button onClick={onClose}>{words.edit.close}</Button>
    </section>
  )
}

/** Takes a business into the plan that is not in it: a new key unit, or one of another bureau jointly (art. 4). */
export function AnnualAdd({ plan }: { readonly plan: AnnualPlan }) {
  const nameOf = useNameOf()
  const { busy, trouble, refusals, send } = usePlanEdit(plan)
  const [enterpriseId, setEnterprise] = useState('')
  const [month, setMonth] = useState(11)
  const [joint, setJoint] = useState(false)
  const [because, setBecause] = useState('')
  const common = { busy, refusals, nameOf, kind: 'default' as const }
  return (
    <details className="item-group">
      <summary>{words.edit.addUnit}</summary>
      <p className="field-note">{words.edit.addUnitUnder}</p>
      <TroubleNotice trouble={trouble} nameOf={nameOf} />
      <Field label={words.edit.chooseUnit} wide>
        {({ id }) => <EnterpriseInput id={id} value={enterpriseId} name={undefined} onChange={setEnterprise} />}
      </Field>
      <div className="edit-row">
        <MonthChoice label={words.edit.addMonth} value={month} onChange={setMonth} />
        <Checkbox checked={joint} onChange={(event) => setJoint(event.target.checked)}>
          {words.edit.joint}
        </Checkbox>
        <SubmitButton
          {...common}
          onClick={() => {
            if (enterpriseId) send({ kind: 'add', enterpriseId, month, joint })
          }}
        >
          {words.edit.addSubmit}
        </SubmitButton>
      </div>
      <div className="edit-row">
        <Field label={words.edit.omitBecause}>
          {(tied) => (
            <Input {...tied} maxLength={200} value={because} onChange={(event) => setBecause(event.target.value)} />
          )}
        </Field>
        <SubmitButton
          {...common}
          quiet
          onClick={() => {
            if (enterpriseId) send({ kind: 'omit', enterpriseId, because })
          }}
        >
          {words.edit.omitSubmit}
        </SubmitButton>
      </div>
    </details>
  )
}
