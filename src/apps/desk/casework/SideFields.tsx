import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import type { Ask, Column } from '../../../contexts/casework/rules/proceeding.ts'
import type { ServiceAct } from '../../../contexts/document/model.ts'
import { listInspections } from '../../../contexts/inspection/contract.ts'
import { listOfficers } from '../../../contexts/people/contract.ts'
import type { OfficerSnapshot } from '../../../contexts/people/model.ts'
import { Field } from '../../ui/Field.tsx'
import { MoneyInput } from '../../ui/inputs.tsx'
import {
  AreaField,
  ChoiceField,
  CountField,
  DateField,
  MinuteField,
  optionsOf,
  SeveralField,
  TextField,
} from '../fields.tsx'
import { useBureaus } from '../people/bureaus.ts'
import { ask } from '../session/ask.ts'
import { words } from '../words-proceeding.ts'
import { EvidenceUpload } from './EvidenceUpload.tsx'
import { ServiceFields } from './forms/ServeForm.tsx'

/** What a form holds while it is filled in, by the name of the question. */
export type Answers = Record<string, unknown>

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const several = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

type Props = {
  readonly name: string
  readonly asks: Ask
  readonly value: unknown
  readonly caseId: string | null
  readonly handlers: readonly OfficerSnapshot[]
  readonly set: (change: Answers) => void
}

/** One question of a step in the way that its kind is answered. */
export function SideField({ name, asks, value, caseId, handlers, set }: Props) {
  const { kind, label } = asks
  const change = (next: unknown) => set({ [name]: next })
  switch (kind) {
    case 'text':
      return <TextField label={label} value={text(value)} onChange={change} max={300} />
    case 'long':
      return <AreaField label={label} value={text(value)} onChange={change} wide />
    case 'lines':
      return <AreaField label={label} note={words.perLine} value={text(value)} onChange={change} wide />
    case 'date':
      return <DateField label={label} value={text(value)} onChange={change} />
    case 'minute':
      return <MinuteField label={label} value={text(value)} onChange={change} />
    case 'money':
      return (
        <Field label={label}>
          {({ id }) => <MoneyInput id={id} value={typeof value === 'number' ? value : null} onChange={change} />}
        </Field>
      )
    case 'count':
      return <CountField label={label} value={Number(value ?? 0)} least={0} whenEmpty={0} onChange={change} />
    case 'choice':
      return <ChoiceField label={label} value={text(value)} options={optionsOf(asks.options ?? {})} onChange={change} />
    case 'flag':
      return (
        <div className="wide">
          <Checkbox checked={value === true} onChange={(event) => change(event.target.checked)}>
            {label}
          </Checkbox>
        </div>
      )
    case 'officers':
      return <OfficersField label={label} value={several(value)} onChange={change} />
    case 'rows':
      return <RowsField label={label} columns={asks.columns ?? []} value={value} onChange={change} />
    case 'file':
      return caseId ? (
        <Field label={label}>
          {({ id }) => (
            <EvidenceUpload
              id={id}
              caseId={caseId}
              kind="documentary"
              label={label}
              value={typeof value === 'string' ? value : null}
              onChange={(kept) => change(kept.id)}
            />
          )}
        </Field>
      ) : null
    case 'visit':
      return <VisitField label={label} value={text(value)} onChange={change} />
    case 'bureau':
      return <BureauField label={label} value={text(value)} onChange={change} />
    case 'service':
      return (
        <fieldset className="wide" style={{ border: 'none', padding: 0, margin: 0 }}>
          <legend>{label}</legend>
          <ServiceFields
            value={value as ServiceAct}
            handlers={handlers}
            set={(part) =>
              change(typeof part === 'function' ? part(value as ServiceAct) : { ...(value as ServiceAct), ...part })
            }
          />
        </fieldset>
      )
  }
}

export function OfficersField({
  label,
  value,
  onChange,
}: {
  label: string
  value: readonly string[]
  onChange: (ids: string[]) => void
}) {
  const { data } = useQuery({ queryKey: ['officers', {}], queryFn: () => ask(listOfficers, {}) })
  const options = (data?.officers ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return <SeveralField label={label} value={value} options={options} onChange={onChange} />
}

/** The own bureau or one below it. */
function BureauField({ label, value, onChange }: VisitProps) {
  const { bureaus } = useBureaus()
  const options = bureaus.map(({ region, name }) => ({ value: region, label: name }))
  return <ChoiceField label={label} value={value} options={options} onChange={onChange} />
}

type VisitProps = { readonly label: string; readonly value: string; readonly onChange: (id: string) => void }

/** One of the asker's own closed inspections. */
function VisitField({ label, value, onChange }: VisitProps) {
  const { data } = useQuery({
    queryKey: ['inspections', { mine: 'true', state: 'concluded' }],
    queryFn: () => ask(listInspections, { mine: 'true', state: 'concluded' }),
  })
  const options = (data?.inspections ?? []).map(({ id, enterpriseName, plannedOn }) => ({
    value: id,
    label: `${plannedOn} ${enterpriseName}`,
  }))
  return <ChoiceField label={label} value={value} options={options} onChange={onChange} />
}

type RowsProps = {
  readonly label: string
  readonly columns: readonly Column[]
  readonly value: unknown
  readonly onChange: (rows: Record<string, string>[]) => void
}

/** A small table to fill in: inventories, instalments, agents. */
function RowsField({ label, columns, value, onChange }: RowsProps) {
  const rows = Array.isArray(value) ? (value as Record<string, string>[]) : []
  const put = (index: number, name: string, said: string) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, [name]: said } : row)))
  return (
    <fieldset className="wide" style={{ border: 'none', padding: 0, margin: 0 }}>
      <legend>{label}</legend>
      {rows.map((row, index) => (
        // oxlint-disable-next-line no-array-index-key -- a row has no other name than its place
        <div key={index} style={{ display: 'flex', gap: 8, marginBottom: 8, flexWrap: 'wrap', alignItems: 'end' }}>
          {columns.map((column) => (
            <label key={column.name} style={{ flex: '1 1 110px' }}>
              {column.label}
              <Input
                aria-label={`${label} ${index + 1} ${column.label}`}
                value={row[column.name] ?? ''}
                onChange={(event) => put(index, column.name, event.target.value)}
              />
            </label>
          ))}
          <Button
            type="link"
            aria-label={`${words.removeRow} ${index + 1}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            {words.removeRow}
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange([...rows, {}])}>{words.addRow}</Button>
    </fieldset>
  )
}
