import { useEffect, useRef } from 'react'
import { art, articleText } from '../../kernel/citation.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { tellTrouble, type Trouble } from './trouble.ts'
import { words } from './words.ts'

/** Full or short Chinese name of an instrument; the app knows the names, the shared components do not. */
export type NameOf = (instrument: string) => string

/** A citation as it comes from rules or over the wire. */
export type Cited = {
  readonly instrument: string
  readonly article: number
  readonly paragraph?: number | undefined
  readonly item?: number | undefined
}

/** 《安全生产法》第六十五条第一款第（二）项 */
export const citeInWords = ({ instrument, article, paragraph, item }: Cited, nameOf?: NameOf) =>
  `《${nameOf?.(instrument) ?? instrument}》${articleText(art(instrument, article, paragraph, item))}`

type Props = { readonly refusals: readonly Refusal[]; readonly nameOf?: NameOf | undefined; readonly title?: string }

/** Every reason at once: what, why, on which article, and what would make it possible. */
export function RefusalList({ refusals, nameOf, title = words.refusals.title }: Props) {
  if (refusals.length === 0) return null
  return (
    <section className="refusals" aria-label={title}>
      <p className="refusals-title">{title}</p>
      <ol>
        {refusals.map((refusal) => (
          <li key={`${refusal.code}${refusal.says}`}>
            <div>{refusal.says}</div>
            {refusal.mend && (
              <div>
                {words.refusals.mend}：{refusal.mend}
              </div>
            )}
            {refusal.cites && (
              <div className="refusals-basis">
                {words.refusals.basis}：{citeInWords(refusal.cites, nameOf)}
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

type TroubleProps = {
  readonly trouble: Trouble | null
  readonly nameOf?: NameOf | undefined
  readonly labelOf?: (field: string) => string
}

/** Whatever went wrong with an act, in words, near its button; it stays until the next try. */
export function TroubleNotice({ trouble, nameOf, labelOf = (field) => field }: TroubleProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (trouble) place.current?.scrollIntoView({ block: 'nearest' })
  }, [trouble])
  if (!trouble) return null
  return (
    <div ref={place} className="trouble" role="alert">
      <Told trouble={trouble} nameOf={nameOf} labelOf={labelOf} />
    </div>
  )
}

function Told({
  trouble,
  nameOf,
  labelOf,
}: {
  trouble: Trouble
  nameOf: NameOf | undefined
  labelOf: (field: string) => string
}) {
  if (trouble.kind === 'refused') return <RefusalList refusals={trouble.refusals} nameOf={nameOf} />
  if (trouble.kind === 'invalid') {
    return (
      <section className="refusals" aria-label={words.troubles.invalid}>
        <p className="refusals-title">{words.troubles.invalid}</p>
        <ul>
          {trouble.fields.map(({ field, says }) => (
            <li key={field + says}>
              {labelOf(field)}：{says}
            </li>
          ))}
        </ul>
      </section>
    )
  }
  const { title, mend } = tellTrouble(trouble)
  return (
    <section className={trouble.kind === 'fault' ? 'trouble-told fault' : 'trouble-told'}>
      <p className="refusals-title">{title}</p>
      <div>{mend}</div>
    </section>
  )
}
