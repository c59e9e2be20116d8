import { Input, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { listStandards, type StandardEntry } from '../../../contexts/law/contract/standards.ts'
import { STANDARD_KINDS, type StandardKind } from '../../../contexts/law/rules/standard-number.ts'
import { STANDARD_STATUSES, type StandardStatus } from '../../../contexts/law/rules/standards.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { KeysetTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { Chosen } from '../enterprise/EnterprisesPage.tsx'
import { optionsOf } from '../fields.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { ask } from '../session/ask.ts'
import { useWhyNotPermitted } from '../session/session.tsx'
import { words as desk } from '../words.ts'
import './library.css'
import { StandardsImport } from './StandardsImport.tsx'
import { standardWords as words, words as library } from './words-library.ts'

type Entry = z.infer<typeof StandardEntry>

/** How a standard stands, in a word and with a colour that says no more than the word. */
export const StandardState = ({ status }: Pick<Entry, 'status'>) => (
  <Tag color={status === 'current' ? 'success' : status === 'unknown' ? 'default' : 'warning'}>
    {STANDARD_STATUSES[status]}
  </Tag>
)

const COLUMNS: TableColumnsType<Entry> = [
  {
    title: words.number,
    render: (_, { plain, number }) => (
      <Link to={`/law/standards/${encodeURIComponent(plain)}`} style={{ whiteSpace: 'nowrap' }}>
        {number}
      </Link>
    ),
  },
  {
    title: words.name,
    render: (_, { title }) => (
      <span className="cell-wide" style={{ maxWidth: '34em' }}>
        {title}
      </span>
    ),
  },
  { title: words.status, render: (_, { status }) => <StandardState status={status} /> },
  { title: words.kind, render: (_, { kind }) => STANDARD_KINDS[kind] },
  { title: words.from, render: (_, { from }) => <span className="number">{from ?? '—'}</span> },
  {
    title: words.replacedBy,
    render: (_, { replacedBy }) =>
      replacedBy ? (
        <Link to={`/law/standards/${encodeURIComponent(replacedBy)}`} style={{ whiteSpace: 'nowrap' }}>
          {replacedBy}
        </Link>
      ) : (
        '—'
      ),
  },
]

/** Standards by number or words of the title; who keeps the law brings in new lists here. */
export function StandardsPage() {
  const [params, setParams] = useSearchParams()
  const [total, setTotal] = useState('')
  const cannotImport = useWhyNotPermitted()('law.maintain')
  const change = (name: string, value: string | undefined) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const [asked, status, kind] = ['words', 'status', 'kind'].map((name) => params.get(name))
  const filter = {
    ...(asked ? { words: asked } : {}),
    ...(status ? { status: status as StandardStatus } : {}),
    ...(kind ? { kind: kind as StandardKind } : {}),
  }
  const isFiltered = Object.keys(filter).length > 0
  const pages = usePages(['standards', filter], async (after) => {
    const page = await ask(listStandards, { ...filter, ...(after ? { after } : {}) })
    setTotal(words.total(page.total, page.totalIsCapped))
    return { rows: page.entries, next: page.next }
  })
  return (
    <>
      <PageHeader
        title={words.title}
        under={`${words.under}${total}`}
        trail={[
          <Link key="law" to="/law">
            {library.back}
          </Link>,
        ]}
        actions={<LinkButton to="/law/library">{library.title}</LinkButton>}
      />
      {cannotImport.length === 0 && <StandardsImport />}
      <div className="sheet">
        <div role="search" className="filters">
          <label>
            {words.search}
            <Input.Search
              allowClear
              defaultValue={asked ?? ''}
              placeholder={words.placeholder}
              enterButton={desk.common.search}
              onSearch={(text) => change('words', text.trim())}
              style={{ width: 'min(320px, 80vw)' }}
            />
          </label>
          <Chosen
            label={words.status}
            value={status ?? undefined}
            options={optionsOf(STANDARD_STATUSES)}
            onChange={(value) => change('status', value)}
          />
          <Chosen
            label={words.kind}
            value={kind ?? undefined}
            options={optionsOf(STANDARD_KINDS)}
            onChange={(value) => change('kind', value)}
          />
        </div>
        <KeysetTable
          label={words.title}
          columns={COLUMNS}
          pages={pages}
          rowKey={({ plain }) => plain}
          size="small"
          empty={
            <EmptyState title={isFiltered ? words.none : words.empty}>
              {isFiltered ? words.noneUnder : words.emptyUnder}
            </EmptyState>
          }
        />
      </div>
    </>
  )
}
