import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import {
  listAnnualLines,
  type AnnualLine,
  type AnnualPlanView,
} from '../../../contexts/planning/contract/annual-plans.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { citeInWords, TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useNameOf } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { AnnualAdd, AnnualEdit } from './AnnualEdit.tsx'
import { MONTH_OPTIONS } from './AnnualInputs.tsx'
import { words } from './words-annual.ts'
import './annual.css'

type Props = {
  readonly view: AnnualPlanView
  readonly month: number | null
  readonly onMonth: (month: number | null) => void
}

const ONLY = [
  { value: 'all', label: words.lines.all },
  { value: 'unvisited', label: words.lines.onlyUnvisited },
  { value: 'left-out', label: words.lines.onlyLeftOut },
] as const
type Only = (typeof ONLY)[number]['value']

/** Key units of the plan: why each ranks where it ranks, its months, what is left of its year, or why it is left out. */
export function AnnualLines({ view: { plan }, month, onMonth }: Props) {
  const [only, setOnly] = useState<Only>('all')
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const asked = {
    id: plan.id,
    ...(month === null ? {} : { month }),
    ...(only === 'all' ? {} : { only }),
    ...(q ? { q } : {}),
  }
  const { data, error, isPending } = useQuery({
    queryKey: ['annual-lines', plan.version, asked],
    queryFn: () => ask(listAnnualLines, asked),
    placeholderData: (before) => before,
  })
  const line = data?.units.find(({ enterpriseId }) => enterpriseId === chosen)
  const isDraft = plan.state === 'draft'
  return (
    <section className="sheet">
      <div className="sheet-head">
        <h2>{words.lines.title}</h2>
        <span className="soft">
          {data &&
            (data.total > data.units.length
              ? words.lines.shown(data.units.length, data.total)
              : words.lines.total(data.total))}
        </span>
      </div>
      <div className="line-filter">
        <Input.Search
          aria-label={words.lines.search}
          placeholder={words.lines.search}
          allowClear
          maxLength={60}
          style={{ maxWidth: 240 }}
          onSearch={setQ}
        />
        <Select<number | 'year'>
          aria-label={words.lines.byMonth}
          value={month ?? 'year'}
          onChange={(value) => onMonth(value === 'year' ? null : value)}
          options={[{ value: 'year', label: words.lines.anyMonth }, ...MONTH_OPTIONS]}
        />
        <Select<Only> aria-label={words.lines.filter} value={only} onChange={setOnly} options={[...ONLY]} />
      </div>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {isDraft && line && (
        <AnnualEdit key={line.enterpriseId} plan={plan} line={line} onClose={() => setChosen(null)} />
      )}
      <LinesTable plan={plan} rows={data?.units ?? []} loading={isPending} onEdit={isDraft ? setChosen : null} />
      {isDraft && <AnnualAdd plan={plan} />}
    </section>
  )
}

type TableProps = {
  readonly plan: AnnualPlanView['plan']
  readonly rows: readonly AnnualLine[]
  readonly loading: boolean
  readonly onEdit: ((enterpriseId: string) => void) | null
}

function LinesTable({ plan, rows, loading, onEdit }: TableProps) {
  const nameOf = useNameOf()
  return (
    <PlainTable
      label={words.lines.title}
      rows={rows}
      loading={loading}
      rowKey={({ enterpriseId }) => enterpriseId}
      empty={<EmptyState title={words.lines.none} />}
      columns={[
        {
          title: words.lines.unit,
          render: (_, { enterpriseId, name, lastVisitOn, jointWith }) => (
            <div style={{ minWidth: 130 }}>
              <Link to={`/enterprises/${enterpriseId}`}>{name}</Link>
              <div className="soft">{words.lines.lastVisit(lastVisitOn)}</div>
              {jointWith && <div>{words.lines.joint(jointWith.bureauName)}</div>}
            </div>
          ),
        },
        { title: words.lines.score, align: 'right', render: (_, { score }) => <span className="score">{score}</span> },
        {
          title: words.lines.why,
          render: (_, { parts }) => (
            <ul className="score-parts" style={{ minWidth: 150, maxWidth: 220 }}>
              {parts.map(({ code, points, says }) => (
                <li key={code}>
                  {says}　{points > 0 ? `+${points}` : points}
                </li>
              ))}
            </ul>
          ),
        },
        {
          title: words.lines.months,
          render: (_, { months, made, capLeft, leftOut }) => (
            <div style={{ minWidth: 150, maxWidth: 260 }}>
              {months.length > 0 && (
                <>
                  <strong>{words.months(months)}</strong>
                  <div className="soft">{words.lines.made(Math.min(made, months.length), months.length, capLeft)}</div>
                </>
              )}
              {leftOut && (
                <div>
                  {leftOut.says}
                  <div className="soft">
                    {citeInWords(leftOut.cites, nameOf)}。{leftOut.mend}
                  </div>
                </div>
              )}
            </div>
          ),
        },
        {
          title: words.lines.act,
          render: (_, { enterpriseId, name, made, months }) =>
            onEdit ? (
              <Button size="small" aria-label={`${words.lines.edit}${name}`} onClick={() => onEdit(enterpriseId)}>
                {words.lines.edit}
              </Button>
            ) : plan.state === 'frozen' && made < months.length ? (
              <Link to={`/inspections/new?enterprise=${enterpriseId}&ref=${encodeURIComponent(plan.number)}`}>
                {words.lines.visit}
              </Link>
            ) : null,
        },
      ]}
    />
  )
}
