import { Checkbox, Input, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { listCases } from '../../../contexts/casework/contract.ts'
import { CASE_STATES, type CaseEntry, type CaseState } from '../../../contexts/casework/model.ts'
import { yuanText } from '../../../kernel/money.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LawDateInput } from '../../ui/inputs.tsx'
import { KeysetTable } from '../../ui/KeysetTable.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { usePages } from '../../ui/use-pages.ts'
import { Chosen } from '../enterprise/EnterprisesPage.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { useClockName } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useWhyNotPermitted } from '../session/session.tsx'
import { words as desk } from '../words.ts'
import { words } from '../words-casework.ts'
import { words as roads } from '../words-proceeding.ts'
import { words as formWords } from '../paper/words.ts'
import { words as equalWords } from './words-equal-cases.ts'
import { words as reviewWords } from './words-file-review.ts'

type Entry = z.infer<typeof CaseEntry>
const STATE_OPTIONS = Object.entries(CASE_STATES).map(([value, label]) => ({ value, label }))

const columnsOf = (clockName: (id: string) => string): TableColumnsType<Entry> => [
  { title: words.number, render: (_, { number }) => number ?? '—' },
  {
    title: words.cause,
    render: (_, { id, cause }) => (
      <Link className="cell-wide" to={`/cases/${id}`}>
        {cause}
      </Link>
    ),
  },
  { title: words.party, render: (_, { partyName }) => <span className="cell-wide">{partyName}</span> },
  { title: words.handlers, render: (_, { handlers }) => handlers.join('、') },
  { title: words.stateLabel, render: (_, { state }) => CASE_STATES[state] },
  {
    title: words.amount,
    align: 'right',
    render: (_, { amountFen }) => <span className="number">{amountFen === null ? '—' : yuanText(amountFen)}</span>,
  },
  {
    title: words.due,
    render: (_, { dueOn, dueClock }) =>
      dueOn ? (
        <span className={dueOn < today() ? 'breach' : undefined}>
          {dueOn}
          <br />
          {dueClock ? clockName(dueClock) : ''}
        </span>
      ) : (
        '—'
      ),
  },
  { title: words.updated, render: (_, { updatedAt }) => minuteOf(updatedAt) },
]

export function CasesPage() {
  const [params, setParams] = useSearchParams()
  const [total, setTotal] = useState('')
  const cannotFile = useWhyNotPermitted()('casework.file')
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
  const state = params.get('state') as CaseState | null
  const search = params.get('search')
  const dueBy = params.get('dueBy')
  const mine = params.get('mine') === 'true'
  const filter = {
    ...(state ? { state } : {}),
    ...(search ? { search } : {}),
    ...(dueBy ? { dueBy } : {}),
    ...(mine ? { mine: 'true' as const } : {}),
  }
  const pages = usePages(['cases', filter], async (after) => {
    const {
      entries,
      next,
      total: count,
      totalIsCapped,
    } = await ask(listCases, { ...filter, ...(after ? { after } : {}) })
    setTotal(desk.common.total(count, totalIsCapped))
    return { rows: entries, next }
  })
  return (
    <>
      <PageHeader
        title={words.title}
        under={`${words.under}${total}`}
        actions={
          <>
            <LinkButton to="/board">{roads.board.title}</LinkButton>
            <LinkButton to="/proceedings">{roads.title}</LinkButton>
            <LinkButton to="/cases/orders">{roads.orders.title}</LinkButton>
            <LinkButton to="/cases/unequal">{equalWords.report.title}</LinkButton>
            <LinkButton to="/cases/reviews">{reviewWords.title}</LinkButton>
            <LinkButton to="/papers/forms">{formWords.title}</LinkButton>
            <LinkButton to="/cases/new" kind="primary" refusals={cannotFile}>
              {words.add}
            </LinkButton>
          </>
        }
      />
      <div className="sheet">
        <div role="search" className="filters">
          <label>
            {words.searchLabel}
            <Input.Search
              allowClear
              defaultValue={search ?? ''}
              enterButton={desk.common.search}
              onSearch={(text) => change('search', text.trim())}
              style={{ width: 240 }}
            />
          </label>
          <Chosen
            label={words.stateLabel}
            value={state ?? undefined}
            options={STATE_OPTIONS}
            onChange={(value) => change('state', value)}
          />
          <label>
            {words.dueBy}
            <LawDateInput aria-label={words.dueBy} value={dueBy ?? ''} onChange={(date) => change('dueBy', date)} />
          </label>
          <Checkbox checked={mine} onChange={(event) => change('mine', event.target.checked ? 'true' : undefined)}>
            {words.mine}
          </Checkbox>
        </div>
        <KeysetTable
          label={words.title}
          columns={columnsOf(useClockName())}
          pages={pages}
          rowKey={({ id }) => id}
          size="small"
          empty={<EmptyState title={words.empty}>{words.emptyUnder}</EmptyState>}
        />
      </div>
    </>
  )
}
