import { NotFound } from '../../../kernel/answer.ts'
import type { Region } from '../../../kernel/region.ts'
import { addDays, lawDateOf, yearOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { openHazardsOf, treatmentOf } from '../../hazard/public.ts'
import { lawbook } from '../../law/public.ts'
import { addMonths } from '../../law/rules/deadline.ts'
import { getBureau, officersOfBureau } from '../../people/public.ts'
import { findInspectedUnits, type InspectedUnit } from '../../registry/public.ts'
import { standingsOn } from '../../registry/public/conduct.ts'
import type { MonthCapacity, PlanInputs } from '../rules/annual-plan.ts'
import type { UnitFacts } from '../rules/annual-plan-candidates.ts'
import { careOf, careRulesOn, USUAL_CARE, type Care } from '../rules/care.ts'
import { capacityOf } from '../rules/capacity.ts'
import { capFor, schemesOf } from '../rules/risk-scheme.ts'
import * as store from '../store.ts'
import * as plans from '../store/annual-plans.ts'
import { riskGradesOf } from '../store/guards.ts'
import { frozenKeyUnits } from '../store/key-lists.ts'
import { unitsByList } from './units.ts'

export type Asked = { readonly bureau: Region; readonly year: number; readonly at: Instant }

const CAUSES_LOOK_BACK_DAYS = 730

async function namesOf(tx: Tx, regions: Iterable<Region>): Promise<Map<Region, string>> {
  const names = new Map<Region, string>()
  for (const region of new Set(regions)) {
    const bureau = await getBureau(tx, region).catch((error: unknown) => {
      if (error instanceof NotFound) return null
      throw error
    })
    names.set(region, bureau?.name ?? region)
  }
  return names
}

/** The cap counts as on the first day of a coming year, and as of today in the running one. */
const capDay = ({ year, at }: Asked) => (yearOf(lawDateOf(at)) >= year ? lawDateOf(at) : `${year}-01-01`)

/** The yearly cap of a business: by the region's own risk scheme where it grades by one (circular art. 3, last sentence). */
async function capOf(tx: Tx, { id, region, highRisk, grade }: InspectedUnit, date: LawDate): Promise<number | null> {
  const at = { region, date }
  const riskGrades = schemesOf(lawbook(), at).length > 0 ? await riskGradesOf(tx, id) : []
  return capFor(lawbook(), { highRisk, grade, riskGrades }, at)?.visitsMax ?? null
}

type Careful = Pick<InspectedUnit, 'id' | 'region' | 'keyUnit' | 'grade'>

/** Who of these units is inspected more or less often, and why (ENT-06), as of a day. */
export async function caresOf(tx: Tx, units: readonly Careful[], on: LawDate): Promise<Map<string, Care>> {
  const ids = units.map(({ id }) => id)
  const standing = await standingsOn(tx, ids, on)
  // The rows of a region bind it whole: one look-up for each place, one question for each length of time.
  const rules = new Map(units.map(({ region }) => [region, careRulesOn(lawbook(), { region, date: on })]))
  const months = new Set([...rules.values()].flatMap((row) => (row ? [row['hazards-months'].value] : [])))
  const treated = new Map<number, Awaited<ReturnType<typeof treatmentOf>>>()
  for (const count of months) treated.set(count, await treatmentOf(tx, ids, { on, since: addMonths(on, -count) }))
  const byMonths = new Map(
    [...treated].map(([count, rows]) => [count, new Map(rows.map((row) => [row.enterpriseId, row]))]),
  )
  return new Map(
    units.map(({ id, region, keyUnit, grade }) => {
      const own = rules.get(region) ?? null
      const { majorUntreated = 0, found = 0 } = (own && byMonths.get(own['hazards-months'].value)?.get(id)) || {}
      const facts = { keyUnit, grade, standing: standing(id), majorUntreated, hazardsFound: found }
      return [id, careOf(facts, own, on)]
    }),
  )
}

async function factsOf(tx: Tx, units: readonly InspectedUnit[], asked: Asked): Promise<UnitFacts[]> {
  const { bureau, year, at } = asked
  const ids = units.map(({ id }) => id)
  const since = addDays(lawDateOf(at), -CAUSES_LOOK_BACK_DAYS)
  const used = new Map((await store.countsIn(tx, ids, year)).map((row) => [row.enterpriseId, row.used]))
  const last = new Map((await store.lastVisits(tx, ids)).map((row) => [row.enterpriseId, row.on]))
  const causes = new Map((await plans.causedVisitsSince(tx, ids, since)).map((row) => [row.enterpriseId, row.count]))
  const hazards = new Map((await openHazardsOf(tx, ids)).map((row) => [row.enterpriseId, row]))
  const made = (await plans.visitsInYear(tx, ids, year)).filter(
    (visit) => visit.bureau !== bureau && visit.counted && visit.state === 'committed',
  )
  const lines = Map.groupBy(
    await plans.linesElsewhere(tx, { enterpriseIds: ids, year, bureau }),
    ({ enterpriseId }) => enterpriseId,
  )
  const names = await namesOf(
    tx,
    made.map((visit) => visit.bureau),
  )
  // Visits come by day: the first of a business is the one that is told.
  const checked = new Map(
    made
      .toReversed()
      .map((visit) => [
        visit.enterpriseId,
        { bureau: visit.bureau, bureauName: names.get(visit.bureau) ?? visit.bureau, on: visit.on },
      ]),
  )
  const cares = await caresOf(tx, units, lawDateOf(at))
  const caps = new Map<string, number | null>()
  for (const unit of units) caps.set(unit.id, await capOf(tx, unit, capDay(asked)))
  return units.map((unit) => ({
    ...unit,
    cap: caps.get(unit.id) ?? null,
    used: used.get(unit.id) ?? 0,
    lastVisitOn: last.get(unit.id) ?? null,
    causedVisits: causes.get(unit.id) ?? 0,
    openHazards: hazards.get(unit.id)?.open ?? 0,
    openMajorHazards: hazards.get(unit.id)?.major ?? 0,
    care: cares.get(unit.id) ?? USUAL_CARE,
    checkedBy: checked.get(unit.id) ?? null,
    otherPlans: lines.get(unit.id) ?? [],
  }))
}

/** Every unit of the bureau, as the register, the ledger, the hazards and published plans have it now. */
export const factsOfBureau = async (tx: Tx, asked: Asked): Promise<UnitFacts[]> =>
  factsOf(tx, await unitsByList(tx, asked.bureau, asked.year), asked)

/** The same for single businesses; one that is withdrawn or out of scope is missing. */
export async function factsOfUnits(tx: Tx, ids: readonly string[], asked: Asked): Promise<UnitFacts[]> {
  const units = await findInspectedUnits(tx, ids)
  const listed = await frozenKeyUnits(tx, { region: asked.bureau, year: asked.year })
  const known = listed ? units.map((unit) => ({ ...unit, keyUnit: listed.has(unit.id) })) : units
  return factsOf(tx, known, asked)
}

/** Capacity of a year from the roster of today: a certificate that ends within the year counts until its last day. */
export async function capacityOfBureau(
  tx: Tx,
  { bureau, year, inputs }: { bureau: Region; year: number; inputs: PlanInputs },
): Promise<MonthCapacity[]> {
  const officers = await officersOfBureau(tx, bureau)
  return capacityOf({ year, officers, calendar: lawbook().calendar, shares: inputs })
}
