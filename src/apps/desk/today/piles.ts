import type { z } from 'zod'
import type { casesToDo, listCases } from '../../../contexts/casework/contract.ts'
import type { clockBoard } from '../../../contexts/casework/contract/board.ts'
import { FINDING_KIND } from '../../../contexts/casework/rules/answers.ts'
import type { openRemovals } from '../../../contexts/evidence/contract/removal.ts'
import { HAZARD_STATES, type Hazard } from '../../../contexts/hazard/model.ts'
import type { InspectionEntry, todaysInspections } from '../../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, REASONS } from '../../../contexts/inspection/model.ts'
import type { FindingView } from '../../../contexts/planning/contract/campaigns.ts'
import type { DueEnterprise } from '../../../contexts/planning/model.ts'
import { refusesAnswer } from '../../../contexts/planning/rules/campaign.ts'
import type { publicityQueue } from '../../../contexts/publicity/contract.ts'
import { addDays, minuteOf, type LawDate } from '../../../kernel/time.ts'
import { clockLink, clockMatter } from '../casework/clock-link.ts'
import { words as inspections } from '../words-inspection.ts'
import { words as roads } from '../words-proceeding.ts'
import { words } from '../words.ts'
import { draftLink } from './draft-link.ts'

export type Row = {
  readonly key: string
  readonly to: string
  readonly name: string
  readonly says?: string
  readonly under?: string
  readonly isLate?: boolean
}

/** One kind of thing to do: how many, the first of them, and where the rest is. */
export type Pile = {
  readonly title: string
  readonly count: number
  readonly all?: string
  readonly rows: readonly Row[]
}

type Answer<Listed extends { readonly output: z.ZodType }> = z.output<Listed['output']>
type CaseRow = Answer<typeof listCases>['entries'][number]
type VisitRow = Answer<typeof todaysInspections>['inspections'][number]
type NoticeRow = Answer<typeof publicityQueue>['notices'][number]
type ClockName = (id: string) => string

/** Days before a clock runs out on which its case comes to the desk. */
export const CLOCK_SOON_DAYS = 15

const dueOn = (date: LawDate | null) => (date ? words.today.dueOn(date) : '')

const visitRow = ({ id, enterpriseName, plannedOn }: InspectionEntry, today: LawDate) => ({
  key: id,
  to: `/inspections/${id}`,
  name: enterpriseName,
  says: plannedOn,
  isLate: plannedOn < today,
})

export const approvalsPile = (plans: readonly InspectionEntry[], today: LawDate): Pile => ({
  title: words.today.approvals,
  count: plans.length,
  all: '/inspections?state=drafted',
  rows: plans.map((plan) => ({
    ...visitRow(plan, today),
    under: `${REASONS[plan.reason]}　${plan.officers.map(({ name }) => name).join('、')}`,
  })),
})

/** Urgent visits that wait for the head's word; one of an earlier day is late, since the hours are few (D-02). */
export const unratifiedPile = (visits: readonly InspectionEntry[], today: LawDate): Pile => ({
  title: inspections.urgent.pile,
  count: visits.length,
  rows: visits.map((visit) => ({
    ...visitRow(visit, today),
    under: visit.urgent?.because ?? '',
  })),
})

const caseRow = (
  one: CaseRow,
  { today, clockName, step }: { today: LawDate; clockName: ClockName; step?: string },
): Row => ({
  key: one.id,
  to: `/cases/${one.id}${step ? `/${step}` : ''}`,
  name: one.cause,
  says: dueOn(one.dueOn),
  isLate: one.dueOn !== null && one.dueOn < today,
  under: [one.partyName, one.dueClock && clockName(one.dueClock)].filter(Boolean).join('　'),
})

/** One pile for each step that waits for this person. */
export const stepPiles = ({ groups }: Answer<typeof casesToDo>, today: LawDate, clockName: ClockName): Pile[] =>
  groups.map((group) => ({
    title: group.label,
    count: group.count,
    all: '/cases',
    rows: group.entries.map((one) => caseRow(one, { today, clockName, step: group.step })),
  }))

export const clocksPile = (
  { entries, total }: Answer<typeof listCases>,
  today: LawDate,
  clockName: ClockName,
): Pile => ({
  title: words.today.clocks,
  count: total,
  all: `/cases?dueBy=${addDays(today, CLOCK_SOON_DAYS)}`,
  rows: entries.map((one) => caseRow(one, { today, clockName })),
})

/** Whoever handled them has left: other handlers must be named before anything goes on (APL 42). */
export const leftCasesPile = (cases: readonly CaseRow[], today: LawDate, clockName: ClockName): Pile => ({
  title: words.today.leftCases,
  count: cases.length,
  rows: cases.map((one) => ({ ...caseRow(one, { today, clockName }), under: one.handlers.join('、') })),
})

export const leftVisitsPile = (visits: readonly InspectionEntry[], today: LawDate): Pile => ({
  title: words.today.leftVisits,
  count: visits.length,
  rows: visits.map((visit) => ({
    ...visitRow(visit, today),
    under: visit.officers.map(({ name }) => name).join('、'),
  })),
})

/** Clocks of hearings, measures, remedies and the like that end within the week or are over; answers have their own pile. */
export const sidePile = ({ entries }: Answer<typeof clockBoard>, today: LawDate, clockName: ClockName): Pile => {
  const beside = entries.filter(({ kind }) => kind !== 'case' && kind !== FINDING_KIND)
  return {
    title: roads.board.sides,
    count: beside.length,
    all: '/board',
    rows: beside.map((one) => ({
      key: one.id,
      to: clockLink(one),
      name: `${clockMatter(one)}：${clockName(one.dueClock)}`,
      says: dueOn(one.dueOn),
      under: [one.partyName, one.escalatesTo && roads.board.escalatesTo[one.escalatesTo]].filter(Boolean).join('　'),
      isLate: one.dueOn < today,
    })),
  }
}

export const visitsPile = (visits: readonly VisitRow[], today: LawDate): Pile => ({
  title: words.today.visits,
  count: visits.length,
  all: '/inspections?mine=true',
  rows: visits.map((visit) => ({
    key: visit.id,
    to: `/inspections/${visit.id}`,
    name: visit.enterpriseName,
    says: dueOn(visit.dueOn) || visit.plannedOn,
    under: `${INSPECTION_STATES[visit.state]}　${visit.address}`,
    isLate: visit.dueOn !== null && visit.dueOn < today,
  })),
})

export const hazardsPile = (hazards: readonly Hazard[], total: number, today: LawDate): Pile => ({
  title: words.today.hazards,
  count: total,
  rows: hazards.map((hazard) => ({
    key: hazard.id,
    to: `/inspections/${hazard.inspectionId}`,
    name: hazard.description,
    says: dueOn(hazard.rectifyBy),
    under: HAZARD_STATES[hazard.state],
    isLate: hazard.rectifyBy !== null && hazard.rectifyBy < today,
  })),
})

/** What visits under a deployment found here and nobody has answered yet (XRG-03), for the bureau that must. */
export function answersPile(findings: readonly FindingView[], region: string): Pile {
  const open = findings.filter((finding) => refusesAnswer(finding, region) === null)
  return {
    title: words.today.answers,
    count: open.length,
    all: '/planning/deployments',
    rows: open.map(({ id, enterpriseName, number, hazards, dueOn: due, state }) => ({
      key: id,
      to: '/planning/deployments',
      name: enterpriseName,
      says: dueOn(due),
      isLate: state === 'late',
      under: words.today.handed(number, hazards.length),
    })),
  }
}

export const removalsPile = ({ removals }: Answer<typeof openRemovals>): Pile => ({
  title: words.today.removals,
  count: removals.length,
  rows: removals.map(({ removal, item: { name, subject } }) => ({
    key: removal.id,
    to: subject.kind === 'case' ? `/cases/${subject.id}` : `/inspections/${subject.id}`,
    name,
    says: minuteOf(removal.askedAt),
    under: `${removal.askedBy}　${removal.because}`,
  })),
})

export const noticesPile = (notices: readonly NoticeRow[]): Pile => ({
  title: words.today.publicity,
  count: notices.length,
  all: '/publicity',
  rows: notices.map((notice) => ({
    key: notice.id,
    to: '/publicity',
    name: notice.number,
    says: dueOn(notice.publishBy),
    under: notice.partyName,
    isLate: notice.late,
  })),
})

export function draftsPile(drafts: readonly { key: string; at: string }[]): Pile {
  const rows = drafts.flatMap(({ key, at }): Row[] => {
    const link = draftLink(key)
    return link ? [{ key, ...link, says: at ? words.today.savedAt(minuteOf(at)) : '' }] : []
  })
  return { title: words.today.drafts, count: rows.length, rows }
}

export const duePile = (enterprises: readonly DueEnterprise[]): Pile => ({
  title: words.today.due,
  count: enterprises.length,
  all: '/enterprises?keyUnit=true',
  rows: enterprises.map((one) => ({
    key: one.enterpriseId,
    to: `/enterprises/${one.enterpriseId}`,
    name: one.name,
    says: one.highRisk ? words.enterprise.highRisk : '',
    under: words.today.lastVisit(one.lastVisitOn),
  })),
})
