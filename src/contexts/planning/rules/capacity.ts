import { addDays, type LawDate } from '../../../kernel/time.ts'
import { isCovered, isWorkday, type WorkCalendar } from '../../../kernel/workday.ts'
import { isCertified, type Officer } from '../../people/model.ts'
import type { MonthCapacity, PlanInputs } from './annual-plan.ts'
import { MONTHS, type MonthRoom } from './optimise-problem.ts'

type Shares = Pick<PlanInputs, 'leavePercent' | 'otherPercent' | 'reservePercent' | 'easyPercent'>

export type CapacityFacts = {
  readonly year: number
  readonly officers: readonly Pick<Officer, 'roles' | 'certificate'>[]
  readonly calendar: WorkCalendar
  readonly shares: Shares
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** Every day of a month (0–11), in order. */
function daysOfMonth(year: number, month: number): LawDate[] {
  const first = `${year}-${twoDigits(month + 1)}-01`
  const days: LawDate[] = []
  for (let day = first; day.startsWith(first.slice(0, 7)); day = addDays(day, 1)) days.push(day)
  return days
}

/** Only who is posted as an officer is counted: heads, reviewers and technical inspectors make no visits. */
const isOnRoster = ({ roles }: Pick<Officer, 'roles'>) => roles.includes('officer')

/**
 * Officer-days of each month (procedure §1.2.2, AP1): working days times officers whose certificate is valid on the day,
 * less leave and training, less other duties, less a reserve, in whole pairs (WSL 67, APL 42: never one alone).
 */
export function capacityOf({ year, officers, calendar, shares }: CapacityFacts): MonthCapacity[] {
  const roster = officers.filter(isOnRoster)
  return Array.from({ length: MONTHS }, (_, month) => {
    const workdays = daysOfMonth(year, month).filter((day) => isWorkday(calendar, day))
    const onDuty = roster.map((officer) => workdays.filter((day) => isCertified(officer, day)).length)
    const gross = onDuty.reduce((sum, days) => sum + days, 0)
    const leave = Math.round((gross * shares.leavePercent) / 100)
    const other = Math.min(gross - leave, Math.round((gross * shares.otherPercent) / 100))
    const reserve = Math.ceil(((gross - leave - other) * shares.reservePercent) / 100)
    const inPairs = 2 * Math.floor((gross - leave - other - reserve) / 2)
    // One officer alone has days and makes no visit.
    const hard = onDuty.filter((days) => days > 0).length < 2 ? 0 : inPairs
    return {
      month,
      workdays: workdays.length,
      provisional: !isCovered(calendar, `${year}-${twoDigits(month + 1)}-15`),
      officers: onDuty.filter((days) => days > 0).length,
      gross,
      leave,
      other,
      reserve,
      hard,
      easy: 2 * Math.floor((hard * shares.easyPercent) / 200),
    }
  })
}

/** What the solver may fill: the capacity less what is placed already. */
export const roomsOf = (capacity: readonly MonthCapacity[], placed: readonly number[]): MonthRoom[] =>
  capacity.map(({ hard, easy }, month) => ({
    hard: Math.max(0, hard - (placed[month] ?? 0)),
    easy: Math.max(0, easy - (placed[month] ?? 0)),
  }))
