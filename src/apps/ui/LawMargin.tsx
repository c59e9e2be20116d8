import { Spin } from 'antd'
import { useState } from 'react'
import { art, citationKey } from '../../kernel/citation.ts'
import { citeInWords, type Cited, type NameOf } from './RefusalList.tsx'
import { words } from './words.ts'

export type LawEntry = {
  readonly cites: Cited
  /** What the screen takes from this article, in a few words. */
  readonly why?: string
}

/** The wording of one article in the version in force; null where the bureau has not imported the instrument. */
export type ArticleWording = {
  readonly text: string
  readonly inForceFrom: string
  readonly inForceUntil: string | null
}

type Props = {
  readonly entries: readonly LawEntry[]
  readonly nameOf: NameOf
  readonly loadText: (cites: Cited) => Promise<ArticleWording | null>
  readonly title?: string
}

const keyOf = ({ cites }: LawEntry) => citationKey(art(cites.instrument, cites.article, cites.paragraph, cites.item))

/** The law in the margin: the clauses a screen stands on, each one click from its text. */
export function LawMargin({ entries, nameOf, loadText, title = words.law.margin }: Props) {
  const once = entries.filter((entry, index) => entries.findIndex((one) => keyOf(one) === keyOf(entry)) === index)
  return (
    <section className="sheet law-margin" aria-label={title}>
      <h2>{title}</h2>
      {once.length === 0 ? (
        <p className="soft">{words.law.none}</p>
      ) : (
        <ul>
          {once.map((entry) => (
            <Clause key={keyOf(entry)} entry={entry} nameOf={nameOf} loadText={loadText} />
          ))}
        </ul>
      )}
    </section>
  )
}

type State = 'closed' | 'loading' | 'missing' | ArticleWording

function Clause({ entry, nameOf, loadText }: { entry: LawEntry; nameOf: NameOf; loadText: Props['loadText'] }) {
  const [state, setState] = useState<State>('closed')
  const toggle = async () => {
    if (state !== 'closed') return setState('closed')
    setState('loading')
    setState((await loadText(entry.cites).catch(() => null)) ?? 'missing')
  }
  return (
    <li>
      <button type="button" aria-expanded={state !== 'closed'} onClick={() => void toggle()}>
        {citeInWords(entry.cites, nameOf)}
      </button>
      {entry.why && <p className="law-why">{entry.why}</p>}
      <div aria-live="polite">
        <Wording state={state} />
      </div>
    </li>
  )
}

function Wording({ state }: { state: State }) {
  if (state === 'closed') return null
  if (state === 'loading') return <Spin size="small" />
  if (state === 'missing') return <p className="law-text">{words.law.noText}</p>
  return (
    <div className="law-text">
      <div className="soft">{words.law.inForce(state.inForceFrom, state.inForceUntil)}</div>
      {state.text}
    </div>
  )
}
