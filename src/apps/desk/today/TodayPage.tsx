import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { Link } from 'react-router'
import { casesToDo, listCases } from '../../../contexts/casework/contract.ts'
import { clockBoard } from '../../../contexts/casework/contract/board.ts'
import { casesLeftBehind } from '../../../contexts/casework/contract/left-behind.ts'
import { openRemovals } from '../../../contexts/evidence/contract/removal.ts'
import { listHazards } from '../../../contexts/hazard/contract.ts'
import { listInspections, todaysInspections } from '../../../contexts/inspection/contract.ts'
import { visitsLeftBehind } from '../../../contexts/inspection/contract/left-behind.ts'
import { ROLES, type Role } from '../../../contexts/people/model.ts'
import { dueEnterprises } from '../../../contexts/planning/contract.ts'
import { listCampaigns } from '../../../contexts/planning/contract/campaigns.ts'
import { publicityQueue } from '../../../contexts/publicity/contract.ts'
import { listEnterprises } from '../../../contexts/registry/contract.ts'
import { addDays, type LawDate } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { draftsKept } from '../../ui/use-draft.ts'
import { useClockName } from '../law/law-book.tsx'
import { ask } from '../session/ask.ts'
import { today, useMe } from '../session/session.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { words as roads } from '../words-proceeding.ts'
import { words } from '../words.ts'
import {
  answersPile,
  approvalsPile,
  CLOCK_SOON_DAYS,
  clocksPile,
  draftsPile,
  duePile,
  hazardsPile,
  leftCasesPile,
  leftVisitsPile,
  noticesPile,
  removalsPile,
  sidePile,
  stepPiles,
  unratifiedPile,
  visitsPile,
  type Pile,
} from './piles.ts'

const ROWS_MAX = 8
const DUE_SOON_DAYS = 3

/** What I can act on now, counted; one click leads there. */
export function TodayPage() {
  const me = useMe()
  const { piles, isReading, error } = usePiles()
  const filled = piles.filter(({ count }) => count > 0)
  const who = `${me.name}　${me.roles.map((role) => ROLES[role as Role] ?? role).join('、')}`
  return (
    <>
      <PageHeader
        title={words.today.title}
        under={words.today.under(today(), who)}
        actions={
          me.permissions.includes('casework.read') ? (
            <LinkButton to="/board">{roads.board.title}</LinkButton>
          ) : undefined
        }
      />
      {error ? <TroubleNotice trouble={troubleOf(error)} /> : null}
      {isReading && filled.length === 0 && <Spin />}
      {!isReading && !error && filled.length === 0 && (
        <div className="sheet">
          <EmptyState title={words.today.nothing}>{words.today.nothingUnder}</EmptyState>
        </div>
      )}
      <div className="todo">
        {filled.map((pile) => (
          <PileSheet key={pile.title} pile={pile} />
        ))}
      </div>
    </>
  )
}

function PileSheet({ pile: { title, count, all, rows } }: { pile: Pile }) {
  return (
    <section className="sheet" aria-label={title}>
      <div className="sheet-head">
        <h2>{title}</h2>
        <span className="big-number">{count}</span>
      </div>
      <ul className="plain-list">
        {rows.slice(0, ROWS_MAX).map(({ key, to, name, says, under, isLate }) => (
          <li key={key}>
            <div className="row-line">
              <Link to={to}>{name}</Link>
              <span className={isLate ? 'breach' : 'soft'}>{says}</span>
            </div>
            {under && <div className="soft">{under}</div>}
          </li>
        ))}
      </ul>
      {all && count > ROWS_MAX && (
        <p>
          <Link to={all}>{words.today.seeAll}</Link>
        </p>
      )}
    </section>
  )
}

/** The first page of key units, and of these the ones that nobody has visited this year. */
async function keyUnitsWithoutVisit() {
  const { enterprises } = await ask(listEnterprises, { keyUnit: 'true', limit: 100 })
  return enterprises.length === 0
    ? { enterprises: [] }
    : ask(dueEnterprises, { ids: enterprises.map(({ id }) => id).join(',') })
}

/** Reads only what this person's permissions can do something about. */
function usePiles(): { piles: Pile[]; isReading: boolean; error: unknown } {
  const { id, region, permissions } = useMe()
  const clockName = useClockName()
  const may = (permission: string) => permissions.includes(permission)
  const now = today()
  const soon = addDays(now, DUE_SOON_DAYS)
  const dueBy = addDays(now, CLOCK_SOON_DAYS)
  const approvals = useQuery({
    queryKey: ['inspections', { state: 'drafted' }],
    enabled: may('inspection.approve-plan'),
    queryFn: () => ask(listInspections, { state: 'drafted' }),
  })
  const unratified = useQuery({
    queryKey: ['inspections', { unratified: 'true' }],
    enabled: may('inspection.approve-plan'),
    queryFn: () => ask(listInspections, { unratified: 'true' }),
  })
  const visits = useQuery({
    queryKey: ['inspections-today'],
    enabled: may('inspection.enter'),
    queryFn: () => ask(todaysInspections, {}),
  })
  const cases = useQuery({ queryKey: ['cases-todo'], enabled: may('casework.read'), queryFn: () => ask(casesToDo, {}) })
  const clocks = useQuery({
    queryKey: ['cases', { dueBy }],
    enabled: may('casework.read'),
    queryFn: () => ask(listCases, { dueBy }),
  })
  const sides = useQuery({
    queryKey: ['clock-board', 'today'],
    enabled: may('casework.read'),
    queryFn: () => ask(clockBoard, may('casework.decide') ? {} : { mine: 'true' }),
  })
  const hazards = useQuery({
    queryKey: ['hazards', { soon, mine: true }],
    enabled: may('inspection.recheck'),
    queryFn: () => ask(listHazards, { dueBy: soon, mine: 'true' }),
  })
  const notices = useQuery({
    queryKey: ['publicity', 'queued'],
    enabled: may('publicity.publish'),
    queryFn: () => ask(publicityQueue, {}),
  })
  const removals = useQuery({
    queryKey: ['evidence-removals'],
    enabled: may('evidence.approve-removal'),
    queryFn: () => ask(openRemovals, {}),
  })
  const answers = useQuery({
    queryKey: ['campaigns'],
    enabled: may('planning.plan'),
    queryFn: () => ask(listCampaigns, {}),
  })
  const due = useQuery({
    queryKey: ['due-enterprises'],
    enabled: may('inspection.draft') || may('planning.plan'),
    queryFn: keyUnitsWithoutVisit,
  })
  const left = useLeftBehind(now)
  const queries = [
    ...left.queries,
    approvals,
    unratified,
    visits,
    cases,
    clocks,
    sides,
    hazards,
    notices,
    removals,
    answers,
    due,
  ]
  const toApprove = approvals.data?.inspections.filter(({ draftedBy }) => draftedBy !== id)
  const toVisit = visits.data?.inspections.filter(({ state }) => state !== 'drafted')
  const piles = [
    ...(unratified.data ? [unratifiedPile(unratified.data.inspections, now)] : []),
    ...(toApprove ? [approvalsPile(toApprove, now)] : []),
    ...(cases.data ? stepPiles(cases.data, now, clockName) : []),
    ...(clocks.data ? [clocksPile(clocks.data, now, clockName)] : []),
    ...(sides.data ? [sidePile(sides.data, now, clockName)] : []),
    ...left.piles,
    ...(toVisit ? [visitsPile(toVisit, now)] : []),
    ...(hazards.data ? [hazardsPile(hazards.data.hazards, hazards.data.total, now)] : []),
    ...(notices.data ? [noticesPile(notices.data.notices)] : []),
    ...(answers.data ? [answersPile(answers.data.findings, region)] : []),
    ...(removals.data ? [removalsPile(removals.data)] : []),
    draftsPile(draftsKept()),
    ...(due.data ? [duePile(due.data.enterprises)] : []),
  ]
  return {
    piles,
    isReading: queries.some(({ isLoading }) => isLoading),
    error: queries.find((query) => query.error)?.error ?? null,
  }
}

/** What officers who have left held, for whoever names others. */
function useLeftBehind(now: LawDate) {
  const { permissions } = useMe()
  const clockName = useClockName()
  const leftCases = useQuery({
    queryKey: ['left-behind', 'cases'],
    enabled: permissions.includes('casework.approve-filing') || permissions.includes('casework.review'),
    queryFn: () => ask(casesLeftBehind, {}),
  })
  const leftVisits = useQuery({
    queryKey: ['left-behind', 'visits'],
    enabled: permissions.includes('inspection.approve-plan'),
    queryFn: () => ask(visitsLeftBehind, {}),
  })
  return {
    queries: [leftCases, leftVisits],
    piles: [
      ...(leftCases.data ? [leftCasesPile(leftCases.data.cases, now, clockName)] : []),
      ...(leftVisits.data ? [leftVisitsPile(leftVisits.data.inspections, now)] : []),
    ],
  }
}
