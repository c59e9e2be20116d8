import type { CSSProperties } from 'react'
import type { AnnualPlanView } from '../../../contexts/planning/contract/annual-plans.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PlainTable } from '../../ui/KeysetTable.tsx'
import { words } from './words-annual.ts'
import './annual.css'

type Props = {
  readonly view: AnnualPlanView
  /** The month whose units are shown below; null for the whole year. */
  readonly month: number | null
  readonly onMonth: (month: number | null) => void
}

/** Capacity against load, month by month; a month is a button that shows its units. */
export function YearBoard({ view: { plan, board }, month, onMonth }: Props) {
  const most = board.reduce((top, { load, month: at }) => Math.max(top, load, plan.capacity[at]?.hard ?? 0), 1)
  if (plan.capacity.length === 0) return <EmptyState title={words.board.noPlan} />
  const share = (days: number) => `${Math.round((days / most) * 1000) / 10}%`
  return (
    <>
      <ul className="board-legend">
        <li className="board-key-load">{words.board.legendLoad}</li>
        <li className="board-key-hard">{words.board.legendHard}</li>
        <li className="board-key-easy">{words.board.legendEasy}</li>
      </ul>
      <ol className="board" aria-label={words.board.of(plan.number)}>
        {board.map(({ month: at, load, keyVisits, drawn, done }) => {
          const { hard = 0, easy = 0 } = plan.capacity[at] ?? {}
          const style = { '--load': share(load), '--hard': share(hard), '--easy': share(easy) } as CSSProperties
          return (
            <li key={at}>
              <button
                type="button"
                className="board-month"
                style={style}
                aria-pressed={month === at}
                data-crowded={load > easy ? true : undefined}
                onClick={() => onMonth(month === at ? null : at)}
              >
                <span className="board-name">{words.month(at)}</span>
                <span className="board-track" aria-hidden="true">
                  <span className="board-hard" />
                  <span className="board-load" />
                  <span className="board-easy" />
                </span>
                <span className="board-days">
                  <span className="visually-hidden">{words.board.days}</span>
                  {load} / {hard}
                  {load > easy ? <span className="board-over"> {words.board.over}</span> : null}
                </span>
                <span className="board-counts">
                  <span>{words.board.visits(keyVisits)}</span>
                  {drawn > 0 && <span>{words.board.drawn(drawn)}</span>}
                  {done > 0 && <span>{words.board.done(done)}</span>}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </>
  )
}

/** Where each number of the capacity comes from. */
export function CapacityTable({ view: { plan, board } }: { readonly view: AnnualPlanView }) {
  const isProvisional = plan.capacity.some(({ provisional }) => provisional)
  return (
    <details className="item-group">
      <summary>{words.board.table}</summary>
      {isProvisional && <p className="field-note">{words.board.provisional}</p>}
      <PlainTable
        label={words.board.table}
        rows={plan.capacity}
        rowKey={({ month }) => String(month)}
        empty={null}
        columns={[
          { title: words.lines.byMonth, render: (_, { month }) => words.month(month) },
          {
            title: words.board.workdays,
            align: 'right',
            render: (_, { workdays, provisional }) => `${workdays}${provisional ? words.board.provisionalMark : ''}`,
          },
          { title: words.board.officers, dataIndex: 'officers', align: 'right' },
          { title: words.board.gross, dataIndex: 'gross', align: 'right' },
          { title: words.board.leave, align: 'right', render: (_, { leave }) => `−${leave}` },
          { title: words.board.other, align: 'right', render: (_, { other }) => `−${other}` },
          { title: words.board.reserve, align: 'right', render: (_, { reserve }) => `−${reserve}` },
          { title: words.board.hard, dataIndex: 'hard', align: 'right' },
          { title: words.board.load, align: 'right', render: (_, { month }) => board[month]?.load ?? 0 },
        ]}
      />
    </details>
  )
}
