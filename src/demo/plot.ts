import type { Enterprise } from '../contexts/registry/model.ts'
import { addDays, type LawDate } from '../kernel/time.ts'
import { workdayOnOrAfter, workdayOnOrBefore, type WorkCalendar } from '../kernel/workday.ts'
import { CITY, COUNTIES } from './bureaus.ts'
import { CASE_ENDS, type CaseEnd, type CasePlan } from './case.ts'
import type { DemoPerson } from './people.ts'
import type { Random } from './random.ts'
import type { Team, VisitEnd, VisitPlan } from './visit.ts'

/** Days a case needs from its filing until the given end, with room for weekends and long holidays. */
const DAYS_UNTIL: Record<CaseEnd, number> = {
  submitted: 1,
  declined: 4,
  filed: 12,
  reported: 24,
  reviewed: 28,
  discussed: 32,
  'notice-issued': 34,
  notified: 40,
  proposed: 56,
  decided: 60,
  served: 64,
  paid: 84,
  closing: 90,
  closed: 96,
  archived: 108,
  ended: 40,
}

/** Who works together: two officers, and the people of the same bureau who approve and review. */
export function teamsOf(people: readonly DemoPerson[]): Map<string, Team> {
  const find = (region: string, word: string): DemoPerson => {
    const found = people.find(({ officer, username }) => officer.region === region && username.endsWith(word))
    if (!found) throw new Error(`no ${word} at ${region}`)
    return found
  }
  const teamAt = (region: string): Team => ({
    region,
    first: find(region, '-officer1'),
    second: find(region, '-officer2'),
    head: find(region, '-head'),
    deputy: find(region, '-deputy'),
    legal: find(region, '-legal'),
    unit: find(region, '-unit'),
  })
  return new Map([CITY, ...COUNTIES.map(({ region }) => region)].map((region) => [region, teamAt(region)]))
}

export type Plot = { readonly visits: readonly VisitPlan[]; readonly cases: readonly CasePlan[] }

/** Visits that stand at each step just now: how far each came, and how many days ago it is or will be. */
const UNDER_WAY = [
  ['drafted', -1],
  ['drafted', -2],
  ['approved', 0],
  ['approved', -1],
  ['cancelled', 40],
  ['entered', 1],
  ['recorded', 1],
  ['recorded', 4],
] as const

/**
 * Two years of work in every state. No business is visited twice in a year, so that no cap is touched by the demo
 * itself.
 */
export function plotOf({
  enterprises,
  people,
  random,
  today,
  calendar,
}: {
  enterprises: readonly Enterprise[]
  people: readonly DemoPerson[]
  random: Random
  today: LawDate
  calendar: WorkCalendar
}): Plot {
  const teams = teamsOf(people)
  const waiting = new Map(
    [...teams.keys()].map((region) => [
      region,
      enterprises.filter(({ responsibleBureau }) => responsibleBureau === region),
    ]),
  )
  const visits: VisitPlan[] = []
  const cases: CasePlan[] = []
  let picture = 1
  const add = (region: string, on: LawDate, end: VisitEnd, findings: number): VisitPlan | null => {
    const team = teams.get(region)
    const enterprise = waiting.get(region)?.shift()
    if (!team || !enterprise) return null
    const reason = random.pick(['plan', 'plan', 'plan', 'draw', 'draw', 'complaint'] as const)
    const worked = on > today ? workdayOnOrAfter(calendar, on) : workdayOnOrBefore(calendar, on)
    const plan: VisitPlan = { id: random.uuid(), enterprise, team, on: worked, end, reason, findings, picture }
    picture += 7
    visits.push(plan)
    return plan
  }
  const punished = (region: string, end: CaseEnd, ago: number) => {
    const filedOn = addDays(today, -ago)
    const visit = add(region, addDays(filedOn, -32), 'failed', random.int(1, 2))
    if (visit) cases.push({ id: random.uuid(), visit, on: filedOn, end })
  }
  for (const [place, region] of [...teams.keys()].entries()) {
    const share = region === CITY ? 0.4 : 1
    const count = (full: number) => Math.max(1, Math.round(full * share))
    for (let nth = 0; nth < count(16); nth += 1)
      add(region, addDays(today, -random.int(30, 700)), 'concluded', random.int(1, 4))
    for (let nth = 0; nth < count(9); nth += 1) add(region, addDays(today, -random.int(10, 700)), 'clean', 0)
    for (const [end, ago] of UNDER_WAY) {
      if (share === 1 || end === 'drafted') add(region, addDays(today, -ago), end, random.int(1, 3))
    }
    for (let nth = 0; nth < count(4); nth += 1)
      add(region, addDays(today, -random.int(3, 11)), 'ordered', random.int(1, 3))
    for (let nth = 0; nth < count(2); nth += 1)
      add(region, addDays(today, -random.int(22, 30)), 'overdue', random.int(1, 3))
    add(region, addDays(today, -random.int(24, 40)), 'failed', 2)
    const ends = CASE_ENDS.filter((_, nth) => (region === CITY ? nth % 4 === 0 : (nth + place) % 2 === 0))
    for (const end of ends) punished(region, end, DAYS_UNTIL[end] + random.int(1, 6))
    for (let nth = 0; nth < count(3); nth += 1) punished(region, 'archived', random.int(130, 560))
  }
  // Last, so that no other story changes: one visit a county that could not wait for its approval.
  for (const region of teams.keys()) if (region !== CITY) add(region, addDays(today, -1), 'urgent', 0)
  return { visits, cases }
}
