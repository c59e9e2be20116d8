import { Input, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { listStatutes, STANDINGS, type Standing } from '../../../contexts/law/contract/library.ts'
import type { LawLevel } from '../../../contexts/law/model.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { KeysetTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { Chosen } from '../enterprise/EnterprisesPage.tsx'
import { useRegionName } from '../enterprise/RegionInput.tsx'
import { optionsOf } from '../fields.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { words as desk } from '../words.ts'
import './library.css'
import { RegionName } from './RegionName.tsx'
import { standardWords, words } from './words-library.ts'

type Entry = z.output<(typeof listStatutes)['output']>['entries'][number]

function standingOf({ effectiveFrom, effectiveTo }: Entry, on: string): string {
  if (effectiveFrom > on) return `（${words.notYet}）`
  return effectiveTo !== null && effectiveTo < on ? `（${words.over}）` : ''
}

const columnsOf = (on: string): TableColumnsType<Entry> => [
  {
    title: words.name,
    render: (_, entry) => (
      <Link
        className="cell-wide"
        style={{ maxWidth: '34em' }}
        to={`/law/library/${encodeURIComponent(entry.title)}?on=${on}`}
      >
        {entry.title}
        {standingOf(entry, on)}
      </Link>
    ),
  },
  { title: words.level, render: (_, { level }) => words.levels[level] },
  { title: words.region, render: (_, { region }) => <RegionName region={region} /> },
  { title: words.from, render: (_, { effectiveFrom }) => <span className="number">{effectiveFrom}</span> },
  { title: words.until, render: (_, { effectiveTo }) => <span className="number">{effectiveTo ?? '—'}</span> },
  { title: words.articles, align: 'right', render: (_, { articles }) => <span className="number">{articles}</span> },
  { title: words.versions, align: 'right', render: (_, { versions }) => <span className="number">{versions}</span> },
]

/** Everything that was imported: by name, level, place, and what was in force on a date. */
export function StatutesPage() {
  const { region: own } = useMe()
  const province = useRegionName(own.slice(0, 2))
  const [params, setParams] = useSearchParams()
  const [state, setState] = useState<{ total: number; isEmpty: boolean } | null>(null)
  const change = (name: string, value: string | undefined) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === undefined || value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const on = params.get('on') ?? today()
  const place = params.get('region')
  const filter = {
    on,
    ...(params.get('words') ? { words: params.get('words') ?? '' } : {}),
    ...(params.get('level') ? { level: params.get('level') as LawLevel } : {}),
    ...(params.get('standing') ? { standing: params.get('standing') as Standing } : {}),
    ...(place ? { region: place === 'national' ? '' : place } : {}),
  }
  const pages = usePages(['statutes', filter], async (after) => {
    const { entries, next, total, isEmpty } = await ask(listStatutes, { ...filter, ...(after ? { after } : {}) })
    setState({ total, isEmpty })
    return { rows: entries, next }
  })
  const places = [
    { value: 'national', label: words.national },
    ...(own.length >= 2 ? [{ value: own.slice(0, 2), label: province }] : []),
  ]
  return (
    <>
      <PageHeader
        title={words.title}
        under={`${words.under}${state && !state.isEmpty ? words.total(state.total) : ''}`}
        trail={[
          <Link key="law" to="/law">
            {words.back}
          </Link>,
        ]}
        actions={<LinkButton to="/law/standards">{standardWords.title}</LinkButton>}
      />
      {state?.isEmpty ? (
        <NothingImported />
      ) : (
        <div className="sheet">
          <div role="search" className="filters">
            <label>
              {words.search}
              <Input.Search
                allowClear
                defaultValue={params.get('words') ?? ''}
                enterButton={desk.common.search}
                onSearch={(text) => change('words', text.trim())}
                style={{ width: 240 }}
              />
            </label>
            <Chosen
              label={words.level}
              value={params.get('level') ?? undefined}
              options={optionsOf(words.levels)}
              onChange={(value) => change('level', value)}
            />
            <Chosen
              label={words.region}
              value={place ?? undefined}
              options={places}
              onChange={(value) => change('region', value)}
            />
            <Chosen
              label={words.standing}
              value={params.get('standing') ?? undefined}
              options={optionsOf(STANDINGS)}
              onChange={(value) => change('standing', value)}
            />
            <label>
              {words.on}
              <LawDateInput aria-label={words.on} value={on} onChange={(date) => change('on', date)} />
            </label>
          </div>
          <KeysetTable
            label={words.title}
            columns={columnsOf(on)}
            pages={pages}
            rowKey={({ title }) => title}
            size="small"
            empty={<EmptyState title={words.none}>{words.noneUnder}</EmptyState>}
          />
        </div>
      )}
    </>
  )
}

function NothingImported() {
  return (
    <div className="sheet">
      <EmptyState title={words.empty} action={<LinkButton to="/law">{words.toSearch}</LinkButton>}>
        {words.emptyUnder}
        <code className="command">{words.emptyCommand}</code>
        {words.emptySearch}
      </EmptyState>
    </div>
  )
}
