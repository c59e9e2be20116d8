import { useQuery } from '@tanstack/react-query'
import { Spin, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { searchLaw } from '../../../contexts/law/contract.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { words } from '../words.ts'

type Hit = z.output<(typeof searchLaw)['output']>['hits'][number]

const HITS_MAX = 40

/** Everything that fits the words, best first: clauses, matters, criteria, standards and articles together. */
export function SearchHits({ wanted }: { wanted: string }) {
  const { data, error } = useQuery({
    queryKey: ['law-search', wanted],
    enabled: wanted !== '',
    placeholderData: (before) => before,
    queryFn: () => ask(searchLaw, { words: wanted, limit: HITS_MAX }),
  })
  if (wanted === '') return <EmptyState title={words.law.start}>{words.law.startUnder}</EmptyState>
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <Spin />
  if (data.hits.length === 0) return <EmptyState title={words.law.empty}>{words.law.emptyUnder}</EmptyState>
  return (
    <ol className="plain-list">
      {data.hits.map((hit) => (
        <li key={`${hit.kind}${hit.id}`}>
          <div className="row-line">
            <strong>{hit.title}</strong>
            <Tag>{words.law.hitKinds[hit.kind]}</Tag>
          </div>
          <div>{marked(hit)}</div>
          <Place hit={hit} />
        </li>
      ))}
    </ol>
  )
}

/** The article without its paragraph and item: 第九十七条第（七）项 stands in 第九十七条. */
const wholeArticle = (article: string) => /^第[^条]+条(?:之[一二三四五六七八九十]+)?/.exec(article)?.[0]

function Place({ hit: { law, article, until } }: { hit: Hit }) {
  if (!law) return null
  const whole = wholeArticle(article)
  const text = `《${law}》${article}`
  return (
    <div className="soft">
      {whole ? (
        <Link className="text-link" to={`/law/${encodeURIComponent(law)}/${encodeURIComponent(whole)}`}>
          {text}
        </Link>
      ) : (
        text
      )}
      {until ? `　${words.law.until(until)}` : ''}
    </div>
  )
}

/** The snippet with the words that were looked for. */
function marked({ snippet, marks }: Hit): ReactNode[] {
  const parts: ReactNode[] = []
  let at = 0
  for (const [from, to] of marks) {
    parts.push(snippet.slice(at, from), <mark key={from}>{snippet.slice(from, to)}</mark>)
    at = to
  }
  return [...parts, snippet.slice(at)]
}
