import type { ReactNode } from 'react'

export type Fact = { readonly label: string; readonly value: ReactNode; readonly wide?: boolean }

/** Labels and values of a record; what is not known says so instead of standing empty. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ label, value, wide }) => (
        <div key={label} className={wide ? 'wide' : undefined}>
          <dt>{label}</dt>
          <dd>{value === '' || value === null || value === undefined ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
