import type { Ask, Column, Proceeding } from '../../../contexts/casework/rules/proceeding.ts'
import type { Road } from '../../../contexts/casework/transitions/road.ts'
import { findSideStep } from '../../../contexts/casework/transitions/roads.ts'
import { yuanText } from '../../../kernel/money.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { Facts } from '../../ui/Facts.tsx'
import { words } from '../words-proceeding.ts'

/** Kinds whose answers are ids or are told elsewhere on the page. */
const UNTOLD: readonly Ask['kind'][] = ['file', 'officers', 'visit', 'service']

function told({ kind, options = {} }: Ask, value: unknown): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (kind === 'money' && typeof value === 'number') return `${yuanText(value)} 元`
  if (kind === 'minute' && typeof value === 'string') return minuteOf(value)
  if (kind === 'choice') return options[String(value)] ?? String(value)
  return Array.isArray(value) ? value.map(String).join('\n') : String(value)
}

/** What was said in the steps that were taken, the last first: nobody opens a paper to read what somebody typed. */
export function SaidInSteps({ thing, road }: { readonly thing: Proceeding; readonly road: Road }) {
  const steps = [...new Set(thing.history.map(({ step }) => step).toReversed())]
  return steps.map((name) => {
    const step = findSideStep(road, name)
    const said = thing.said[name]
    if (!step || !said) return null
    const asked = Object.entries(step.asks).filter(
      ([field, { kind }]) => !UNTOLD.includes(kind) && said[field] !== '' && said[field] !== null && field in said,
    )
    const tables = asked.filter(([, { kind }]) => kind === 'rows')
    return (
      <section key={name} aria-label={step.label} style={{ marginTop: 8 }}>
        <h4 style={{ margin: '0 0 4px' }}>{step.label}</h4>
        <Facts
          facts={asked
            .filter(([, { kind }]) => kind !== 'rows')
            .map(([field, one]) => ({
              label: one.label,
              value: told(one, said[field]),
              wide: one.kind === 'long' || one.kind === 'lines',
            }))}
        />
        {tables.map(([field, one]) => (
          <SaidRows key={field} label={one.label} columns={one.columns ?? []} rows={said[field]} />
        ))}
      </section>
    )
  })
}

type RowsProps = { readonly label: string; readonly columns: readonly Column[]; readonly rows: unknown }

function SaidRows({ label, columns, rows }: RowsProps) {
  const shown = Array.isArray(rows) ? (rows as Record<string, string>[]) : []
  return (
    <div className="scroll-x">
      <table className="plain-table" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ name, label: head }) => (
              <th key={name} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={JSON.stringify(row)}>
              {columns.map(({ name }) => (
                <td key={name}>{row[name] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
