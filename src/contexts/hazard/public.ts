import { NotFound, Conflict } from '../../kernel/answer.ts'
import type { Asker } from '../../kernel/asker.ts'
import { take, type Step } from '../../kernel/step.ts'
import type { Instant, LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { placeInJournal } from '../../platform/journal.ts'
import { reportHazard } from './contract/self-report.ts'
import { HAZARD_STATES, type Harbour, type Hazard, type HazardState, type Opinion } from './model.ts'
import { hazardsFound, type FoundAt } from './rules/found.ts'
import { safeHarbourOf } from './rules/safe-harbour.ts'
import * as transitions from './transitions.ts'
import * as store from './store.ts'
import { insertOpinion, opinionsOn } from './store/opinion.ts'
import { selfReportsOf } from './store/self-report.ts'

type By = { readonly asker: Asker; readonly at: Instant }

/**
 * Opens one hazard for each finding of a signed record, in its order. Ids come with the findings, so that nothing is
 * made twice.
 */
export async function createHazards(tx: Tx, found: FoundAt & By): Promise<Hazard[]> {
  const hazards = hazardsFound(found)
  for (const hazard of hazards) await store.insertHazard(tx, hazard, { at: found.at, by: found.asker.id })
  return hazards
}

/** Orders hazards to be put right, each until its date. The order of the inspection asked the rules before. */
export const orderHazards = (
  tx: Tx,
  {
    deadlines,
    asker,
    at,
  }: By & {
    readonly deadlines: readonly {
      readonly hazardId: string
      readonly rectifyBy: LawDate
      readonly requirement?: string | null
    }[]
  },
): Promise<Hazard[]> =>
  takeEach(
    tx,
    deadlines.map(({ hazardId, rectifyBy, requirement = null }) => ({
      id: hazardId,
      step: transitions.order,
      input: { rectifyBy, requirement },
    })),
    { asker, at },
  )

/** Answers a business that asked for more time; `until` null refuses. The inspection asked who may answer before. */
export const answerMoreTime = (
  tx: Tx,
  { hazardId, until, because, asker, at }: By & { hazardId: string; until: LawDate | null; because: string },
): Promise<Hazard[]> =>
  takeEach(
    tx,
    [
      {
        id: hazardId,
        step: until === null ? transitions.refuseMoreTime : transitions.grantMoreTime,
        input: { until, because },
      },
    ],
    { asker, at },
  )

/** Keeps what an order demands in words, so that the next one on the same matter is held against it. */
export async function keepOpinions(
  tx: Tx,
  {
    hazards,
    bureauName,
    differences,
    asker,
    at,
  }: By & {
    readonly hazards: readonly Hazard[]
    readonly bureauName: string
    readonly differences: ReadonlyMap<string, string>
  },
): Promise<void> {
  for (const { id, region, enterpriseId, inspectionId, checkItemId, violationKey, requirement, place } of hazards) {
    if (!requirement) continue
    await insertOpinion(tx, {
      hazardId: id,
      region,
      bureauName,
      enterpriseId,
      inspectionId,
      checkItemId,
      violationKey,
      requirement,
      place,
      saidAt: at,
      saidBy: asker.name,
      differsBecause: differences.get(id) ?? '',
    })
  }
}

/** Demands of all levels on one business, the latest first. Ask only about a business that the asker sees. */
export const opinionsOnBusiness = (tx: Tx, enterpriseId: string): Promise<Opinion[]> => opinionsOn(tx, enterpriseId)

export type Rechecked = {
  readonly hazardId: string
  readonly passed: boolean
  readonly note: string
  readonly evidenceIds: readonly string[]
}

/** Passes or fails hazards under order. */
export const recheckHazards = (
  tx: Tx,
  { results, on, asker, at }: By & { readonly results: readonly Rechecked[]; readonly on: LawDate },
): Promise<Hazard[]> =>
  takeEach(
    tx,
    results.map(({ hazardId, passed, note, evidenceIds }) => ({
      id: hazardId,
      step: passed ? transitions.pass : transitions.fail,
      input: { on, note, evidenceIds },
    })),
    { asker, at },
  )

type Move<Input> = { readonly id: string; readonly step: Step<HazardState, Hazard, Input, null>; readonly input: Input }

async function takeEach<Input>(tx: Tx, moves: readonly Move<Input>[], { asker, at }: By): Promise<Hazard[]> {
  const locked = await lockHazards(
    tx,
    moves.map(({ id }) => id),
  )
  const after: Hazard[] = []
  for (const [place, { step, input }] of moves.entries()) {
    const before = locked[place]
    if (!before) throw new NotFound('hazard')
    const taken = take(step, { thing: before, input, facts: null, by: asker, at }, HAZARD_STATES)
    if (!(await store.saveHazard(tx, taken, before.version))) throw new Conflict('隐患已被他人更新，请刷新后重试')
    after.push(taken)
  }
  return after
}

async function lockHazards(tx: Tx, ids: readonly string[]): Promise<Hazard[]> {
  return inOrder(ids, await store.lockHazards(tx, ids))
}

function inOrder(ids: readonly string[], found: readonly Hazard[]): Hazard[] {
  const byId = new Map(found.map((hazard) => [hazard.id, hazard]))
  return ids.map((id) => {
    const hazard = byId.get(id)
    if (!hazard) throw new NotFound('hazard')
    return hazard
  })
}

/** Hands hazards to a case. Throws NotFound outside the scope, Conflict when another case has one of them. */
export async function linkCase(
  tx: Tx,
  { hazardIds, caseId }: { readonly hazardIds: readonly string[]; readonly caseId: string },
): Promise<Hazard[]> {
  const linked: Hazard[] = []
  for (const hazard of await lockHazards(tx, hazardIds)) {
    if (hazard.caseId !== null && hazard.caseId !== caseId) throw new Conflict('该隐患已移交另一案件')
    const after = { ...hazard, caseId, version: hazard.version + 1 }
    if (!(await store.saveHazard(tx, after, hazard.version))) throw new Conflict('隐患已被他人更新，请刷新后重试')
    linked.push(after)
  }
  return linked
}

/** Gives hazards back whose case was declined: they are open again for the inspection. */
export async function unlinkCase(
  tx: Tx,
  { hazardIds, caseId }: { readonly hazardIds: readonly string[]; readonly caseId: string },
): Promise<void> {
  for (const hazard of await lockHazards(tx, hazardIds)) {
    if (hazard.caseId !== caseId) continue
    if (!(await store.saveHazard(tx, { ...hazard, caseId: null, version: hazard.version + 1 }, hazard.version))) {
      throw new Conflict('隐患已被他人更新，请刷新后重试')
    }
  }
}

/** The hazards of an inspection in the order of its record, as far as the scope shows them. */
export const hazardsOfInspection = (tx: Tx, inspectionId: string): Promise<Hazard[]> =>
  store.hazardsOfInspection(tx, inspectionId)

/** The hazards in the order of the ids. Throws NotFound when one is missing or outside the scope. */
export const getHazards = async (tx: Tx, ids: readonly string[]): Promise<Hazard[]> =>
  inOrder(ids, await store.findHazards(tx, ids))

/** How many hazards of each business are not put right yet, and how many of them are major ones. */
export const openHazardsOf = (tx: Tx, enterpriseIds: readonly string[]): Promise<store.OpenHazards[]> =>
  store.openHazardsOf(tx, enterpriseIds)

/** How businesses treat what was found at them: by a day, and counted since another one. */
export const treatmentOf = (
  tx: Tx,
  enterpriseIds: readonly string[],
  days: { readonly on: LawDate; readonly since: LawDate },
): Promise<store.Treatment[]> => store.treatmentOf(tx, enterpriseIds, days)

/** The safe harbour of each hazard of one business, found on a visit whose door was scanned then, with its proof. */
export async function harboursOf(
  tx: Tx,
  { hazards, enterpriseId, scannedAt }: { hazards: readonly Hazard[]; enterpriseId: string; scannedAt: Instant },
): Promise<Harbour[]> {
  const reports = hazards.length > 0 ? await selfReportsOf(tx, enterpriseId) : []
  const found: Harbour[] = []
  for (const hazard of hazards) {
    const verdict = safeHarbourOf({ hazard, reports, scannedAt })
    const { report } = verdict
    const journal = report
      ? await placeInJournal(tx, { kind: 'self-report', id: report.id, action: reportHazard.audit })
      : null
    found.push({ ...verdict, journal })
  }
  return found
}

/** Major hazards of one business that are not put right, as far as the scope shows them. */
export const openMajorsOf = (tx: Tx, enterpriseId: string): Promise<Hazard[]> => store.openMajorsOf(tx, enterpriseId)
