import { useId, type ReactNode } from 'react'

/** What an input needs to be tied to its label, its note and its complaint. */
export type Tied = {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
  readonly status?: 'error'
}

type Props = {
  readonly label: string
  readonly note?: string | undefined
  /** What is wrong with the field, and how to mend it. */
  readonly wrong?: string | undefined
  readonly wide?: boolean
  readonly children: (tied: Tied) => ReactNode
}

/** A labelled field whose state the page keeps itself, e.g. in a draft. */
export function Field({ label, note, wrong, wide = false, children }: Props) {
  const id = useId()
  const under = `${id}-under`
  const tied: Tied = {
    id,
    ...(note || wrong ? { 'aria-describedby': under } : {}),
    ...(wrong ? { 'aria-invalid': true, status: 'error' } : {}),
  }
  return (
    <div className={wide ? 'wide' : undefined} style={{ minWidth: 0 }}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(tied)}
      {(note || wrong) && (
        <div id={under}>
          {wrong && <p className="field-wrong">{wrong}</p>}
          {note && <p className="field-note">{note}</p>}
        </div>
      )}
    </div>
  )
}
