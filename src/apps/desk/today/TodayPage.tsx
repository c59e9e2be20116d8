import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { casesToDo, listCases } from '../../../contexts/casework/contract.ts'
import { listHazards } from '../../../contexts/hazard/contract.ts'
import { HAZARD_STATES } from '../../../contexts/hazard/model.ts'
import { listInspections, todaysInspections } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, REASONS } from '../../../contexts/inspection/model.ts'
import { ROLES, type Role } from '../../../contexts/people/model.ts'
import { dueEnterprises } from '../../../contexts/planning/contract.ts'
import { publicityQueue } from '../../../contexts/publicity/contract.ts'
import { listEnterprises } from '../../../contexts/registry/contract.ts'
import { addDays, minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { draftsKept } from '../../ui/use-draft.ts'
import { useClockName } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { words } from '../words.ts'
import { draftLink } from './draft-link.ts'

type Row = { readonly key: string; readonly to: string; readonly name: string; readonly says?: ReactNode; readonly under?: string; readonly isLate?: boolean }
type Pile = { readonly title: string; readonly count: number; readonly all?: string; readonly rows: readonly Row[] }

const ROWS_MAX = 8
const DUE_SOON_DAYS = 3
const CLOCK_SOON_DAYS = 15

/** What I can act on now, counted; one click leads there. */
export function TodayPage() {
  const me = useMe()
  const { piles, isReading } = usePiles()
  const filled = piles.filter(({ count }) => count > 0)
  const who = `${me.name}　${me.roles.map((role) => ROLES[role as Role] ?? role).join('、')}`
  return (
    <>
      <PageHeader title={words.today.title} under={words.today.under(today(), who)} />
      {isReading && filled.length === 0 && <Spin />}
      {!isReading && filled.length === 0 && <div className="sheet"><EmptyState title={words.today.nothing}>{words.today.nothingUnder}</EmptyState></div>}
      <div className="todo">{filled.map((pile) => <PileSheet key={pile.title} pile={pile} />)}</div>
    </>
  )
}

function PileSheet({ pile: { title, count, all, rows } }: { pile: Pile }) {
  return (
    <section className="sheet" aria-label={title}>
      <div className="sheet-head"><h2>{title}</h2><span className="big-number" aria-label={words.today.count(count)}>{count}</span></div>
      <ul className="plain-list">
        {rows.slice(0, ROWS_MAX).map(({ key, to, name, says, under, isLate }) => (
          <li key={key}>
            <div className="row-line"><Link to={to}>{name}</Link><span className={isLate ? 'breach' : 'soft'}>{says}</span></div>
            {under && <div className="soft">{under}</div>}
          </li>
        ))}
      </ul>
      {all && count > ROWS_MAX && <p><Link to={all}>{words.today.seeAll}</Link></p>}
    </section>
  )
}

/** The first page of key units, and of these the ones that nobody has visited this year. */
async function keyUnitsWithoutVisit() {
  const { enterprises } = await ask(listEnterprises, { keyUnit: 'true', limit: 100 })
  return enterprises.length === 0 ? { year: 0, enterprises: [] } : ask(dueEnterprises, { ids: enterprises.map(({ id }) => id).join(',') })
}

/** Reads only what this person's permissions can do something about. */
function usePiles(): { piles: Pile[]; isReading: boolean } {
  const { id, permissions } = useMe()
  const may = (permission: string) => permissions.includes(permission)
  const soon = addDays(today(), DUE_SOON_DAYS)
  const approvals = useQuery({ queryKey: ['inspections', { state: 'drafted' }], enabled: may('inspection.approve-plan'), queryFn: () => ask(listInspections, { state: 'drafted' }) })
  const visits = useQuery({ queryKey: ['inspections-today'], enabled: may('inspection.enter'), queryFn: () => ask(todaysInspections, {}) })
  const cases = useQuery({ queryKey: ['cases-todo'], enabled: may('casework.read'), queryFn: () => ask(casesToDo, {}) })
  const clockName = useClockName()
  const clocks = useQuery({ queryKey: ['cases', { dueBy: addDays(today(), CLOCK_SOON_DAYS) }], enabled: may('casework.read'), queryFn: () => ask(listCases, { dueBy: addDays(today(), CLOCK_SOON_DAYS) }) })
  const hazards = useQuery({ queryKey: ['hazards', { dueBy: soon, mine: true }], enabled: may('inspection.recheck'), queryFn: () => ask(listHazards, { dueBy: soon, mine: 'true' }) })
  const notices = useQuery({ queryKey: ['publicity', 'queued'], enabled: may('publicity.publish'), queryFn: () => ask(publicityQueue, {}) })
  const due = useQuery({ queryKey: ['due-enterprises'], enabled: may('inspection.draft') || may('planning.plan'), queryFn: keyUnitsWithoutVisit })
  const toApprove = (approvals.data?.inspections ?? []).filter(({ draftedBy }) => draftedBy !== id)
  const kept = draftsKept().flatMap((draft) => {
    const link = draftLink(draft.key)
    return link ? [{ key: draft.key, to: link.to, name: link.name, says: draft.at ? words.today.savedAt(minuteOf(draft.at)) : '' }] : []
  })
  const piles: Pile[] = [
    {
      title: words.today.approvals, count: toApprove.length, all: '/inspections?state=drafted',
      rows: toApprove.map((one) => ({ key: one.id, to: `/inspections/${one.id}`, name: one.enterpriseName, says: one.plannedOn, under: `${REASONS[one.reason]}　${one.officers.map(({ name }) => name).join('、')}`, isLate: one.plannedOn < today() })),
    },
    ...(cases.data?.groups ?? []).map((group): Pile => ({
      title: group.label, count: group.count, all: '/cases',
      rows: group.entries.map((one) => ({
        key: one.id, to: `/cases/${one.id}/${group.step}`, name: one.cause, says: one.dueOn ? words.today.dueOn(one.dueOn) : '', under: [one.partyName, one.dueClock && clockName(one.dueClock)].filter(Boolean).join('　'),
        isLate: one.dueOn !== null && one.dueOn < today(),
      })),
    })),
    {
      title: words.today.clocks, count: clocks.data?.total ?? 0, all: `/cases?dueBy=${addDays(today(), CLOCK_SOON_DAYS)}`,
      rows: (clocks.data?.entries ?? []).map((one) => ({
        key: one.id, to: `/cases/${one.id}`, name: one.cause, says: one.dueOn ? words.today.dueOn(one.dueOn) : '', under: [one.partyName, one.dueClock && clockName(one.dueClock)].filter(Boolean).join('　'),
        isLate: one.dueOn !== null && one.dueOn < today(),
      })),
    },
    {
      title: words.today.visits, count: visits.data?.inspections.length ?? 0, all: '/inspections?mine=true',
      rows: (visits.data?.inspections ?? []).map((one) => ({
        key: one.id, to: `/inspections/${one.id}`, name: one.enterpriseName, says: one.dueOn ? words.today.dueOn(one.dueOn) : one.plannedOn, under: `${INSPECTION_STATES[one.state]}　${one.address}`,
        isLate: one.dueOn !== null && one.dueOn < today(),
      })),
    },
    {
      title: words.today.hazards, count: hazards.data?.total ?? 0,
      rows: (hazards.data?.hazards ?? []).map((one) => ({
        key: one.id, to: `/inspections/${one.inspectionId}`, name: one.description, says: one.rectifyBy ? words.today.dueOn(one.rectifyBy) : '', under: HAZARD_STATES[one.state],
        isLate: one.rectifyBy !== null && one.rectifyBy < today(),
      })),
    },
    {
      title: words.today.publicity, count: notices.data?.notices.length ?? 0, all: '/publicity',
      rows: (notices.data?.notices ?? []).map((one) => ({ key: one.id, to: '/publicity', name: one.number, says: words.today.dueOn(one.publishBy), under: one.partyName, isLate: one.late })),
    },
    { title: words.today.drafts, count: kept.length, rows: kept },
    {
      title: words.today.due, count: due.data?.enterprises.length ?? 0, all: '/enterprises?keyUnit=true',
      rows: (due.data?.enterprises ?? []).map((one) => ({ key: one.enterpriseId, to: `/enterprises/${one.enterpriseId}`, name: one.name, says: one.highRisk ? words.enterprise.highRisk : '', under: words.today.lastVisit(one.lastVisitOn) })),
    },
  ]
  return { piles, isReading: [approvals, visits, cases, clocks, hazards, notices, due].some(({ isLoading }) => isLoading) }
}
