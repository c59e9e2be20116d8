import type { Region } from '../../kernel/region.ts'
import type { LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { lawbook } from '../law/public.ts'
import { findParameter } from '../law/rules/lawbook.ts'
import { getBureau } from '../people/public.ts'
import type { Case, CaseEntry } from './model.ts'
import { dueOf } from './rules/clocks.ts'
import * as store from './store.ts'

/** One case as far as the transaction's scope allows. Throws NotFound. */
export const getCase = (tx: Tx, id: string): Promise<Case> => store.getCase(tx, id)

/** The cases that grew from one inspection, the oldest first. */
export const casesOfInspection = (tx: Tx, inspectionId: string): Promise<CaseEntry[]> =>
  store.casesOfInspection(tx, inspectionId)

/** Last day of a clock of the catalogue (D-22 …) that starts on a law date; null where the law sets no number. */
export const dueOn = (clock: string, start: LawDate): LawDate | null => dueOf(lawbook(), clock, start)

/** The name in which the case's bureau decides. */
export const bureauNameOf = async (tx: Tx, region: Region): Promise<string> => (await getBureau(tx, region)).name

const CREDIT_KEYS = {
  minorMax: 'credit.minor-max',
  generalMin: 'credit.general-min',
  generalMax: 'credit.general-max',
  seriousMin: 'credit.serious-min',
  seriousMax: 'credit.serious-max',
} as const

/**
 * Months for which decisions of each credit class are shown, in force on the day of the decision; null before the rules
 * began.
 */
export function creditMonthsOn(region: Region, date: LawDate): Record<keyof typeof CREDIT_KEYS, number> | null {
  const months = Object.entries(CREDIT_KEYS).map(
    ([name, key]) => [name, findParameter(lawbook(), key, { region, date })?.value] as const,
  )
  return months.every(([, value]) => typeof value === 'number')
    ? (Object.fromEntries(months) as Record<keyof typeof CREDIT_KEYS, number>)
    : null
}
