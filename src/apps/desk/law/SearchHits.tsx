import { useQuery } from '@tanstack/react-query'
import { Alert, Checkbox, Input, Select, Spin, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { searchLaw } from '../../../contexts/law/contract.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { useMe } from '../session/session.tsx'
import { words } from '../words.ts'

type Hit = z.output<(typeof searchLaw)['output']>['hits'][number]

const HITS_MAX = 40

type Narrowed = {
  readonly kind: Hit['kind'] | 'all'
  readonly on: LawDate | ''
  readonly law: string
  readonly isLocal: boolean
}
const OPEN: Narrowed = { kind: 'all', on: '', law: '', isLocal: false }
/** How often to ask again while the index is made. */
const AGAIN_MS = 2_000

/** Everything that fits the words, best first: clauses, matters, criteria, standards, decisions and articles together. */
export function SearchHits({ wanted }: { wanted: string }) {
  const [narrowed, setNarrowed] = useState(OPEN)
  if (wanted === '') return <EmptyState title={words.law.start}>{words.law.startUnder}</EmptyState>
  return (
    <>
      <Narrow value={narrowed} onChange={(change) => setNarrowed((before) => ({ ...before, ...change }))} />
      <Found wanted={wanted} narrowed={narrowed} />
    </>
  )
}

function Narrow({ value, onChange }: { value: Narrowed; onChange: (change: Partial<Narrowed>) => void }) {
  const { filters, hitKinds, kinds } = words.law
  return (
    <div className="filters">
      <label>
        {filters.kind}
        <Select
          value={value.kind}
          onChange={(kind) => onChange({ kind })}
          options={[
            { value: 'all' as const, label: kinds.all },
            ...Object.entries(hitKinds).map(([kind, label]) => ({ value: kind as Hit['kind'], label })),
          ]}
          style={{ width: 120 }}
          aria-label={filters.kind}
        />
      </label>
      <label>
        {filters.on}
        <LawDateInput value={value.on} onChange={(on) => onChange({ on })} aria-label={filters.on} />
      </label>
      <label>
        {filters.law}
        <Input
          allowClear
          placeholder={filters.lawPlaceholder}
          maxLength={60}
          defaultValue={value.law}
          onChange={(event) => onChange({ law: event.target.value.trim() })}
          aria-label={filters.law}
        />
      </label>
      <Checkbox checked={value.isLocal} onChange={(event) => onChange({ isLocal: event.target.checked })}>
        {filters.isLocal}
      </Checkbox>
    </div>
  )
}

function Found({ wanted, narrowed: { kind, on, law, isLocal } }: { wanted: string; narrowed: Narrowed }) {
  const { region } = useMe()
  const { data, error } = useQuery({
    queryKey: ['law-search', wanted, kind, on, law, isLocal && region],
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.waiting ? AGAIN_MS : false),
    queryFn: () =>
      ask(searchLaw, {
        words: wanted,
        limit: HITS_MAX,
        ...(kind === 'all' ? {} : { kind }),
        ...(on ? { on } : {}),
        ...(law ? { law } : {}),
        ...(isLocal ? { region } : {}),
      }),
  })
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <Spin />
  const { hits, waiting } = data
  return (
    <>
      {waiting ? <Alert type="info" showIcon title={words.law.waiting(waiting.done, waiting.of)} /> : null}
      {hits.length === 0 ? (
        <EmptyState title={words.law.empty}>{words.law.emptyUnder}</EmptyState>
      ) : (
        <ol className="plain-list">
          {hits.map((hit) => (
            <li key={`${hit.kind}${hit.id}`}>
              <div className="row-line">
                <strong>
                  {hit.kind === 'case' ? (
                    <a className="text-link" href={`/portal/penalty/${hit.id}`} target="_blank" rel="noreferrer">
                      {hit.title}
                    </a>
                  ) : hit.kind === 'compendium' ? (
                    <Link className="text-link" to={`/law/compendium/${hit.id}`}>
                      {hit.title}
                    </Link>
                  ) : (
                    hit.title
                  )}
                </strong>
                <Tag>{words.law.hitKinds[hit.kind]}</Tag>
              </div>
              <div>{marked(hit)}</div>
              <Place hit={hit} />
            </li>
          ))}
        </ol>
      )}
    </>
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
