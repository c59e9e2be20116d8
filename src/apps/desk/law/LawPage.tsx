import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Spin, Tabs, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { listCheckItems, listMajorHazards, listViolations } from '../../../contexts/law/contract.ts'
import type { Confidence, Violation } from '../../../contexts/law/model.ts'
import { yuanText } from '../../../kernel/money.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { ask } from '../session/ask.ts'
import { useMe } from '../session/session.tsx'
import { words as sampleWords } from '../hazard/words-samples.ts'
import { LinkButton } from '../LinkButton.tsx'
import { words } from '../words.ts'
import { useInstruments } from './law-book.tsx'
import { SearchHits } from './SearchHits.tsx'
import { words as changeWords } from './words-changes.ts'
import { words as compendiumWords } from './words-compendium.ts'
import { standardWords, words as library } from './words-library.ts'

const SHOWN_MAX = 60
type Kind = keyof typeof words.law.kinds

/** From an observation in plain words to the matter, the article and the penalty clause. */
export function LawPage() {
  const { region } = useMe()
  const [params, setParams] = useSearchParams()
  const wanted = params.get('q') ?? ''
  const kind = (params.get('kind') ?? 'all') as Kind
  const set = (change: Record<string, string>) =>
    setParams((before) => new URLSearchParams({ ...Object.fromEntries(before), ...change }), { replace: true })
  return (
    <>
      <PageHeader
        title={words.law.title}
        under={
          <>
            {words.law.under}
            <a className="text-link" href={`/portal/powers?region=${region}`} target="_blank" rel="noreferrer">
              {words.law.powers}
            </a>
          </>
        }
        actions={
          <>
            <LinkButton to="/law/library">{library.title}</LinkButton>
            <LinkButton to="/law/standards">{standardWords.title}</LinkButton>
            <LinkButton to="/law/matters">{changeWords.matters.title}</LinkButton>
            <LinkButton to="/law/compendium">{compendiumWords.title}</LinkButton>
            <LinkButton to="/law/samples">{sampleWords.title}</LinkButton>
            <LinkButton to="/law/changes">{changeWords.title}</LinkButton>
          </>
        }
      />
      <section className="sheet">
        <Input.Search
          defaultValue={wanted}
          enterButton={words.law.search}
          size="large"
          allowClear
          placeholder={words.law.placeholder}
          aria-label={words.law.search}
          onSearch={(q) => set({ q: q.trim() })}
        />
      </section>
      <section className="sheet">
        <Tabs
          activeKey={kind}
          onChange={(next) => set({ kind: next })}
          destroyOnHidden
          items={[
            { key: 'all', label: words.law.kinds.all, children: <SearchHits wanted={wanted} /> },
            { key: 'violation', label: words.law.kinds.violation, children: <Violations wanted={wanted} /> },
            { key: 'item', label: words.law.kinds.item, children: <CheckItems wanted={wanted} /> },
            { key: 'hazard', label: words.law.kinds.hazard, children: <MajorHazards wanted={wanted} /> },
            { key: 'article', label: words.law.kinds.article, children: <FindArticle /> },
          ]}
        />
      </section>
    </>
  )
}

type Query<Data> = { readonly data: Data | undefined; readonly error: unknown }

function Found<Data>({
  query,
  count,
  children,
}: {
  query: Query<Data>
  count: (data: Data) => number
  children: (data: Data) => ReactNode
}) {
  if (query.error) return <TroubleNotice trouble={troubleOf(query.error)} />
  if (!query.data) return <Spin />
  return count(query.data) === 0 ? (
    <EmptyState title={words.law.empty}>{words.law.emptyUnder}</EmptyState>
  ) : (
    <ol className="plain-list">{children(query.data)}</ol>
  )
}

/** Whether the text holds every word that was typed. */
const fits = (text: string, wanted: string) => wanted.split(/\s+/).every((word) => text.includes(word))

export function fineInWords({ fine }: Pick<Violation, 'fine'>): string {
  if (!fine) return words.law.noFine
  if (fine.unit === 'fen') return `${yuanText(fine.min)} 至 ${yuanText(fine.max)} 元`
  const unit = {
    percent_of_annual_income: '% 上一年年收入',
    multiple_of_illegal_gains: '倍违法所得',
    multiple_of_goods_value: '倍货值',
  }[fine.unit]
  return `${fine.min}–${fine.max}${unit}`
}

function Violations({ wanted }: { wanted: string }) {
  const { region } = useMe()
  const query = useQuery({
    queryKey: ['violations', wanted, region],
    enabled: wanted !== '',
    placeholderData: (before) => before,
    queryFn: () => ask(listViolations, { words: wanted, region, limit: SHOWN_MAX }),
  })
  if (wanted === '') return <EmptyState title={words.law.start}>{words.law.startUnder}</EmptyState>
  return (
    <Found query={query} count={({ violations }) => violations.length}>
      {({ violations }) =>
        violations.map((violation) => (
          <li key={violation.id}>
            <div className="row-line">
              <strong>{violation.says}</strong>
              <span>
                <Tag>{words.law.stages[violation.stage]}</Tag>
                <span className="number">{fineInWords(violation)}</span>
              </span>
            </div>
            {violation.breaks && (
              <div>
                {words.law.duty}：{violation.breaks}
              </div>
            )}
            <div>
              {words.law.basis}：
              <Link className="text-link" to={`/law/${encodeURIComponent(violation.instrument)}/${violation.article}`}>
                {violation.cites}
              </Link>
              　{words.law.subject}：{words.law.subjects[violation.subject]}
            </div>
            {violation.measures.length > 0 && (
              <div className="soft">
                {words.law.measures}：{violation.measures.join('、')}
              </div>
            )}
            <Source row={violation} />
          </li>
        ))
      }
    </Found>
  )
}

type Sourced = { readonly effectiveFrom: string; readonly effectiveTo: string | null; readonly confidence: Confidence }

const Source = ({ row }: { row: Sourced }) => (
  <div className="soft">
    {words.law.inForce}：{row.effectiveFrom}
    {row.effectiveTo ? ` 至 ${row.effectiveTo}` : ' 起'}　{words.law.confidences[row.confidence]}
  </div>
)

function CheckItems({ wanted }: { wanted: string }) {
  const query = useQuery({ queryKey: ['check-items'], staleTime: 3_600_000, queryFn: () => ask(listCheckItems, {}) })
  const pick = (data: NonNullable<typeof query.data>) =>
    data.items
      .filter((item) => fits(`${item.matter}${item.content}${item.statement}${item.industryName}${item.cites}`, wanted))
      .slice(0, SHOWN_MAX)
  return (
    <Found query={query} count={(data) => pick(data).length}>
      {(data) =>
        pick(data).map((item) => (
          <li key={item.id}>
            <div className="row-line">
              <strong>{item.content}</strong>
              <span>
                {item.isMust && <Tag>{words.law.must}</Tag>}
                <Tag>{item.industryName}</Tag>
              </span>
            </div>
            <div>
              {words.law.statement}：{item.statement}
            </div>
            <div className="soft">{item.cites || item.basisNote}</div>
            <Source row={item} />
          </li>
        ))
      }
    </Found>
  )
}

function MajorHazards({ wanted }: { wanted: string }) {
  const query = useQuery({
    queryKey: ['major-hazards'],
    staleTime: 3_600_000,
    queryFn: () => ask(listMajorHazards, {}),
  })
  const pick = (data: NonNullable<typeof query.data>) =>
    data.hazards
      .filter((hazard) => fits(`${hazard.says}${hazard.sectorName}${hazard.triggers.join('')}`, wanted))
      .slice(0, SHOWN_MAX)
  return (
    <Found query={query} count={(data) => pick(data).length}>
      {(data) =>
        pick(data).map((hazard) => (
          <li key={hazard.code}>
            <div className="row-line">
              <strong>{hazard.says}</strong>
              <Tag>{hazard.sectorName}</Tag>
            </div>
            <div className="soft">
              {words.law.criterion}：{hazard.cites}
            </div>
            <Source row={hazard} />
          </li>
        ))
      }
    </Found>
  )
}

function FindArticle() {
  const navigate = useNavigate()
  const instruments = useInstruments()
  const [instrument, setInstrument] = useState('WSL')
  const [article, setArticle] = useState('')
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault()
        if (article.trim())
          void navigate(`/law/${encodeURIComponent(instrument)}/${encodeURIComponent(article.trim())}`)
      }}
    >
      <label>
        {words.law.source}
        <Select
          value={instrument}
          onChange={setInstrument}
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 'min(420px, 80vw)' }}
          aria-label={words.law.source}
          options={instruments.map(({ code, name, version }) => ({
            value: code,
            label: `${name}${version ? `（${version}）` : ''}`,
          }))}
        />
      </label>
      <label>
        {words.law.kinds.article}
        <Input
          value={article}
          inputMode="numeric"
          style={{ width: 120 }}
          onChange={(event) => setArticle(event.target.value)}
        />
      </label>
      <Button type="primary" htmlType="submit">
        {words.common.open}
      </Button>
    </form>
  )
}
