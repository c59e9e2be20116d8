import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Checkbox, Select, Spin, Table, Tag, type TableColumnsType } from 'antd'
import { Link, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { clockBoard, type BoardEntry } from '../../../contexts/casework/contract/board.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Articles } from '../law/Articles.tsx'
import { useClockBasis, useClockName } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { words as cases } from '../words-casework.ts'
import { words as all } from '../words-proceeding.ts'
import { Alarms } from './Alarms.tsx'
import { clockLink, clockMatter } from './clock-link.ts'

const words = all.board
type Board = z.output<(typeof clockBoard)['output']>
type Count = Board['counts'][number]
const PARTS = ['overdue', 'today', 'week'] as const

type Told = { readonly clockName: (id: string) => string; readonly basis: ReturnType<typeof useClockBasis> }

const columnsOf = ({ clockName, basis }: Told): TableColumnsType<BoardEntry> => [
  {
    title: words.matter,
    render: (_, one) => (
      <Link className="cell-wide" to={clockLink(one)}>
        {clockMatter(one)}
      </Link>
    ),
  },
  { title: cases.party, render: (_, { partyName }) => <span className="cell-wide">{partyName}</span> },
  {
    title: words.clock,
    render: (_, { dueClock, opensOn, when }) => (
      <>
        {clockName(dueClock)}
        <div className="soft">
          <Articles cites={basis(dueClock)} />
          {opensOn && when === 'week' ? `　${words.opens(opensOn)}` : ''}
        </div>
      </>
    ),
  },
  { title: cases.due, dataIndex: 'dueOn' },
  {
    title: words.left,
    render: (_, { workdaysLeft, when }) => (
      <span className={when === 'overdue' ? 'breach' : undefined}>
        {when === 'overdue' ? words.over(-workdaysLeft) : words.leftDays(workdaysLeft)}
      </span>
    ),
  },
  { title: words.officers, render: (_, { officers }) => officers.join('、') || words.nobody },
  {
    title: words.escalates,
    render: (_, { escalatesTo, breach }) => (
      <span title={breach ? words.breach[breach] : undefined}>
        {escalatesTo ? words.escalatesTo[escalatesTo] : '—'}
      </span>
    ),
  },
]

/** What is overdue, due today and due within the week, of this person, this bureau and those below it. */
export function BoardPage() {
  const [params, setParams] = useSearchParams()
  const mine = params.get('mine') === 'true'
  const clockName = useClockName()
  const { data, error } = useQuery({
    queryKey: ['clock-board', mine],
    queryFn: () => ask(clockBoard, mine ? { mine: 'true' } : {}),
  })
  const basis = useClockBasis()
  const columns = columnsOf({ clockName, basis })
  const unit = params.get('unit')
  const units = unitsOf(data?.counts ?? [])
  const ofUnit = new Set((data?.counts ?? []).filter((one) => unit === keyOf(one)).map(({ officerId }) => officerId))
  const shown = (data?.entries ?? []).filter(({ officerIds }) => !unit || officerIds.some((id) => ofUnit.has(id)))
  return (
    <>
      <PageHeader
        title={words.title}
        under={data?.asOf ? `${words.under}${words.asOf(minuteOf(data.asOf))}` : words.under}
        actions={
          <div className="filters">
            {units.length > 1 && (
              <Select<string>
                aria-label={words.unit}
                allowClear
                placeholder={words.allUnits}
                value={unit}
                onChange={(value) => setParams(value ? { unit: value } : {}, { replace: true })}
                options={units}
                style={{ minWidth: 220 }}
              />
            )}
            <Checkbox
              checked={mine}
              onChange={(event) => setParams(event.target.checked ? { mine: 'true' } : {}, { replace: true })}
            >
              {words.mine}
            </Checkbox>
          </div>
        }
      />
      {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
      {!data && !error && <Spin />}
      <Alarms />
      {data && shown.length === 0 && (
        <div className="sheet">
          <EmptyState title={words.none}>{words.noneUnder}</EmptyState>
        </div>
      )}
      {data &&
        PARTS.map((part) => {
          const rows = shown.filter(({ when }) => when === part)
          return rows.length === 0 ? null : (
            <section key={part} className="sheet">
              <h2>
                {words[part]}　<Tag>{rows.length}</Tag>
              </h2>
              <Wide label={words[part]}>
                <Table<BoardEntry>
                  aria-label={words[part]}
                  size="small"
                  columns={columns}
                  dataSource={rows}
                  rowKey={({ id, dueClock }) => id + dueClock}
                  pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
                />
              </Wide>
            </section>
          )
        })}
      {data && data.counts.length > 0 && <Counts counts={data.counts} />}
    </>
  )
}

const keyOf = ({ region, unit }: Count) => `${region} ${unit}`
/** Bureaus and their offices, each once. */
const unitsOf = (counts: readonly Count[]) =>
  [...new Map(counts.map((one) => [keyOf(one), `${one.bureau}　${one.unit}`.trim()]))].map(([value, label]) => ({
    value,
    label,
  }))

/** A wide table scrolls in its own place, with the keyboard as well. */
function Wide({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it (WCAG 2.1.1)
    <div role="region" aria-label={label} tabIndex={0} className="table-scroll">
      {children}
    </div>
  )
}

function Counts({ counts }: { counts: readonly Count[] }) {
  return (
    <section className="sheet">
      <h2>{words.counts}</h2>
      <Wide label={words.counts}>
        <Table<Count>
          aria-label={words.counts}
          size="small"
          dataSource={[...counts]}
          rowKey={({ region, officerId }) => `${region}/${officerId}`}
          pagination={counts.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          columns={[
            { title: words.bureau, dataIndex: 'bureau' },
            { title: words.unit, render: (_, { unit }) => unit || '—' },
            { title: words.person, render: (_, { officer }) => officer || words.nobody },
            {
              title: words.overdue,
              align: 'right',
              render: (_, { overdue }) => <span className={overdue > 0 ? 'breach number' : 'number'}>{overdue}</span>,
            },
            { title: words.today, dataIndex: 'today', align: 'right' },
            { title: words.week, dataIndex: 'week', align: 'right' },
          ]}
        />
      </Wide>
    </section>
  )
}
