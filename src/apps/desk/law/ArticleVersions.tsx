import { Select } from 'antd'
import { diffArrays } from 'diff'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import type { showArticleHistory } from '../../../contexts/law/contract/library.ts'
import { words } from './words-library.ts'

type Versions = z.output<(typeof showArticleHistory)['output']>['versions']

/** Chinese words and punctuation, so that a change of one word is shown as a word and not as scattered characters. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const wordsIn = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment)

type Props = { readonly versions: Versions; readonly shown: string }

/** Two versions of one article beside each other, what was taken out and what was put in marked. */
export function ArticleVersions({ versions, shown }: Props) {
  const newest = versions.findIndex(({ version }) => version === shown)
  const right = newest > 0 ? newest : versions.length - 1
  const [pair, setPair] = useState<readonly [number, number]>([Math.max(0, right - 1), right])
  if (versions.length < 2) return <p className="soft">{words.history.one}</p>
  const [before, after] = [versions[pair[0]], versions[pair[1]]]
  const parts = diffArrays(wordsIn(before?.text ?? ''), wordsIn(after?.text ?? ''))
  const isSame = before?.text === after?.text
  const marked = (side: 'removed' | 'added') =>
    parts.flatMap((part, at): ReactNode[] => {
      const text = part.value.join('')
      if (part.added) return side === 'added' ? [<ins key={at}>{text}</ins>] : []
      if (part.removed) return side === 'removed' ? [<del key={at}>{text}</del>] : []
      return [text]
    })
  const column = (side: 0 | 1, label: string, text: string | null | undefined) => (
    <div>
      <Select
        aria-label={label}
        value={pair[side]}
        onChange={(chosen: number) => setPair(side === 0 ? [chosen, pair[1]] : [pair[0], chosen])}
        style={{ width: '100%', maxWidth: 360 }}
        options={versions.map((one, at) => ({
          value: at,
          label: `${words.version(one.version)}（${one.effectiveFrom} 至 ${one.effectiveTo ?? words.now}）`,
        }))}
      />
      <p className="version-text">{text ? marked(side === 0 ? 'removed' : 'added') : words.history.missing}</p>
    </div>
  )
  return (
    <>
      <p className="soft">{isSame ? words.history.same : words.history.legend}</p>
      <div className="versions">
        {column(0, words.history.before, before?.text)}
        {column(1, words.history.after, after?.text)}
      </div>
    </>
  )
}
