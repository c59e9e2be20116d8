import { Button, Input, InputNumber, Select } from 'antd'
import {
  PERIOD_KINDS,
  PERIOD_SCOPES,
  type PlanInputs,
  type PlanPeriod,
} from '../../../contexts/planning/rules/annual-plan.ts'
import { findQuotas } from '../../../contexts/law/rules/quota-linter.ts'
import { SECTORS } from '../../../contexts/registry/model.ts'
import { Field } from '../../ui/Field.tsx'
import { words } from './words-annual.ts'
import './annual.css'

type Props = { readonly value: PlanInputs; readonly onChange: (value: PlanInputs) => void }

type Numbered = {
  readonly [Name in keyof PlanInputs]: PlanInputs[Name] extends number ? Name : never
}[keyof PlanInputs]

const NUMBERS: readonly { name: Numbered; label: string; least: number; most: number; note?: string }[] = [
  { name: 'leavePercent', label: words.inputs.leave, least: 0, most: 80 },
  { name: 'otherPercent', label: words.inputs.other, least: 0, most: 90 },
  { name: 'reservePercent', label: words.inputs.reserve, least: 0, most: 50, note: words.inputs.reserveNote },
  { name: 'easyPercent', label: words.inputs.easy, least: 0, most: 100, note: words.inputs.easyNote },
  { name: 'daysPerVisit', label: words.inputs.days, least: 2, most: 20 },
  { name: 'daysPerRiskyVisit', label: words.inputs.risky, least: 2, most: 40 },
  { name: 'riskyFromScore', label: words.inputs.riskyFrom, least: 0, most: 100 },
  { name: 'secondVisitFromScore', label: words.inputs.second, least: 0, most: 105, note: words.inputs.secondNote },
  { name: 'monthsApart', label: words.inputs.apart, least: 1, most: 6 },
  { name: 'drawPercent', label: words.inputs.draw, least: 0, most: 100 },
]

export const MONTH_OPTIONS = Array.from({ length: 12 }, (_, value) => ({ value, label: words.month(value) }))

/** What the bureau decides before its plan is arranged: shares of time, visits, key periods. */
export function AnnualInputs({ value, onChange }: Props) {
  const setPeriod = (at: number, change: Partial<PlanPeriod>) =>
    onChange({ ...value, periods: value.periods.map((one, place) => (place === at ? { ...one, ...change } : one)) })
  return (
    <>
      <p className="field-note">{words.inputs.under}</p>
      <div className="form-grid">
        {NUMBERS.map(({ name, label, least, most, note }) => (
          <Field key={name} label={label} note={note}>
            {({ id }) => (
              <InputNumber
                id={id}
                min={least}
                max={most}
                precision={0}
                value={value[name]}
                onChange={(number) => onChange({ ...value, [name]: number ?? least })}
              />
            )}
          </Field>
        ))}
      </div>
      <h3>{words.inputs.periods}</h3>
      <ul className="periods">
        {value.periods.map((period, at) => (
          <Period
            key={at}
            period={period}
            onChange={(change) => setPeriod(at, change)}
            onDrop={() => onChange({ ...value, periods: value.periods.filter((_, place) => place !== at) })}
          />
        ))}
      </ul>
      <Button onClick={() => onChange({ ...value, periods: [...value.periods, NEW_PERIOD] })}>
        {words.inputs.addPeriod}
      </Button>
    </>
  )
}

const NEW_PERIOD: PlanPeriod = { label: '', kind: 'closed', scope: 'general', months: [], sectors: [] }

type PeriodProps = {
  readonly period: PlanPeriod
  readonly onChange: (change: Partial<PlanPeriod>) => void
  readonly onDrop: () => void
}

function Period({ period, onChange, onDrop }: PeriodProps) {
  const quota = findQuotas(period.label)[0]
  return (
    <li className="period">
      <Field label={words.inputs.label} wrong={quota ? `${quota.says}。${quota.mend}` : undefined}>
        {(tied) => (
          <Input
            {...tied}
            maxLength={40}
            value={period.label}
            onChange={(event) => onChange({ label: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.inputs.kind}>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.inputs.kind}
            style={{ width: '100%' }}
            value={period.kind}
            onChange={(kind) => onChange({ kind })}
            options={optionsOf(PERIOD_KINDS)}
          />
        )}
      </Field>
      <Field label={words.inputs.scope}>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.inputs.scope}
            style={{ width: '100%' }}
            value={period.scope}
            onChange={(scope) => onChange({ scope })}
            options={optionsOf(PERIOD_SCOPES)}
          />
        )}
      </Field>
      <Field label={words.inputs.monthsOf}>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.inputs.monthsOf}
            mode="multiple"
            style={{ width: '100%' }}
            value={period.months}
            onChange={(months) => onChange({ months: months.toSorted((a, b) => a - b) })}
            options={MONTH_OPTIONS}
          />
        )}
      </Field>
      <Field label={words.inputs.sectors}>
        {({ id }) => (
          <Select
            id={id}
            aria-label={words.inputs.sectors}
            mode="multiple"
            style={{ width: '100%' }}
            value={period.sectors}
            onChange={(sectors) => onChange({ sectors })}
            options={Object.entries(SECTORS).map(([code, label]) => ({ value: code, label }))}
          />
        )}
      </Field>
      <Button aria-label={`${words.inputs.dropPeriod}${period.label}`} onClick={onDrop}>
        {words.inputs.dropPeriod}
      </Button>
    </li>
  )
}

const optionsOf = <Code extends string>(labels: Readonly<Record<Code, string>>) =>
  (Object.keys(labels) as Code[]).map((value) => ({ value, label: labels[value] }))
