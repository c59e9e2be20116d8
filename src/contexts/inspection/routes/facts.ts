import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { minuteOf, type LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { capturesOf, evidenceOf } from '../../evidence/public.ts'
import { hazardsOfInspection, opinionsOnBusiness } from '../../hazard/public.ts'
import type { CheckItem } from '../../law/model.ts'
import { lawbook } from '../../law/public.ts'
import { findCheckItem, findCheckItems, findMajorHazard, findParameter, inForce } from '../../law/rules/lawbook.ts'
import { getOfficers } from '../../people/public.ts'
import { capFacts } from '../../planning/public.ts'
import type { Enterprise } from '../../registry/model.ts'
import { findByDoorToken, getEnterprise } from '../../registry/public.ts'
import type { Inspection, InspectionFacts, OnSiteMax, PlannedItem } from '../model.ts'
import { refusesActBeforeTheLast } from '../rules/sequence.ts'
import { draftPlan, lifecycle } from '../transitions.ts'
import * as store from '../store.ts'
import { joinedTo } from '../store/joined.ts'
import { findRatification } from '../store/ratification.ts'

const isCriterionOn = (code: string, on: LawDate) => {
  const criterion = findMajorHazard(lawbook(), code)
  return criterion !== null && inForce(criterion, on)
}

/** A check item as the law book has it; published when it is in force on the date. */
export const plannedItem = (row: CheckItem, on: LawDate): PlannedItem => ({
  id: row.id,
  sector: row.industry,
  title: row.matter,
  content: row.content,
  method: row.methods.join('、'),
  statement: row.statement,
  mandatory: row.isMust,
  publishedOn: inForce(row, on) ? row.effectiveFrom : null,
  violationKeys: row.violations,
  majorHazardCodes: row.majorHazards.filter((code) => isCriterionOn(code, on)),
  evidenceHints: row.evidence,
})

const itemsOf = (ids: readonly string[], on: LawDate): PlannedItem[] =>
  ids.flatMap((id) => {
    const row = findCheckItem(lawbook(), id)
    return row ? [plannedItem(row, on)] : []
  })

/** What may be inspected in these sectors on that day, what must be first, then what may be a major hazard. */
export function suggestedItems(sectors: Enterprise['sectors'], date: LawDate): PlannedItem[] {
  const rank = (item: PlannedItem) => (item.mandatory ? 0 : 2) + (item.majorHazardCodes.length > 0 ? 0 : 1)
  return findCheckItems(lawbook(), sectors, date)
    .map((row) => plannedItem(row, date))
    .toSorted((a, b) => rank(a) - rank(b))
}

export type FactsAsk = {
  readonly inspection: Pick<Inspection, 'id' | 'region' | 'enterpriseId' | 'officers' | 'checkItemIds' | 'urgent'>
  /** The law date of the act: cap and items follow from it. */
  readonly on: LawDate
  /** Who acts, when not the officers of the inspection. */
  readonly officerIds?: readonly string[] | undefined
  readonly checkItemIds?: readonly string[]
  /** What was read from the door. */
  readonly doorCode?: string
  /** Holds the year's count of the business; for acts that change it. */
  readonly lock?: boolean
}

/** Everything that the rules of an inspection look at, loaded under the asker's scope. */
export async function factsOf(tx: Tx, ask: FactsAsk): Promise<InspectionFacts> {
  const { inspection, on } = ask
  const of = { kind: 'inspection', id: inspection.id } as const
  const joined = await joinedTo(tx, inspection.id)
  const there = [...inspection.officers.map(({ id }) => id), ...joined.flatMap(({ officerId }) => officerId ?? [])]
  // Asked together: they travel to the database in one go.
  const [enterprise, officers, hazards, evidence, captures] = await Promise.all([
    getEnterprise(tx, inspection.enterpriseId),
    getOfficers(tx, [...new Set(ask.officerIds ?? there)]),
    hazardsOfInspection(tx, inspection.id),
    evidenceOf(tx, of),
    capturesOf(tx, of),
  ])
  return {
    enterprise,
    officers,
    cap: await capFacts(tx, {
      enterprise,
      on,
      bureau: inspection.region,
      inspectionId: inspection.id,
      lock: ask.lock ?? false,
    }),
    items: itemsOf(ask.checkItemIds ?? inspection.checkItemIds, on),
    hazards,
    joined,
    opinions: await opinionsOnBusiness(tx, inspection.enterpriseId),
    evidence,
    announced: captures.flatMap(({ id, hasArrived }) => (hasArrived ? [] : [id])),
    doorOf:
      ask.doorCode === undefined
        ? null
        : await doorOf(tx, { doorCode: ask.doorCode, enterprise, known: inspection.enterpriseId }),
    recordingDue: recordingDue(inspection.region, on),
    ...(inspection.urgent ? await ratificationOf(tx, inspection.id) : {}),
    onSiteMax: onSiteMax(inspection.region, on),
  }
}

/** How many people may be on site without a reason (circular art. 6 gives no number). */
export function onSiteMax(region: string, date: LawDate): OnSiteMax | null {
  const row = findParameter(lawbook(), 'inspection.on-site-max', { region, date })
  return row && typeof row.value === 'number' ? { people: row.value, confidence: row.confidence } : null
}

/** From how many minutes on a visit without any recording says why (procedure §12.3, A39). */
function recordingDue(region: string, date: LawDate): InspectionFacts['recordingDue'] {
  const row = findParameter(lawbook(), 'inspection.recording-due', { region, date })
  return row && typeof row.value === 'number' ? { minutes: row.value, confidence: row.confidence } : null
}

async function ratificationOf(tx: Tx, id: string): Promise<Pick<InspectionFacts, 'ratification'>> {
  const ratification = await findRatification(tx, id)
  return ratification ? { ratification } : {}
}

/**
 * A scanned code may be an address that ends in the token; a typed one is the credit code. A merged file stands for
 * both of its ids.
 */
async function doorOf(
  tx: Tx,
  { doorCode, enterprise, known }: { doorCode: string; enterprise: Enterprise; known: string },
): Promise<string | null> {
  if (doorCode.toUpperCase() === enterprise.creditCode) return known
  const token = doorCode.split('/').at(-1) ?? ''
  const found = await findByDoorToken(tx, token)
  return found === null ? null : found.id === enterprise.id ? known : found.id
}

const labelOf = (step: string) => [draftPlan, ...lifecycle.steps].find(({ name }) => name === step)?.label ?? step

/** Throws with who changed it and when, so that the officer knows whom to ask. */
export function conflictOver({ history }: Pick<Inspection, 'history'>): Conflict {
  const last = history.at(-1)
  return new Conflict(
    last
      ? `${last.byName}已于${minuteOf(last.at)}办理“${labelOf(last.step)}”，请刷新后重试`
      : '检查已被他人更新，请刷新后重试',
  )
}

/** The inspection, locked, in the version that the asker saw. Throws NotFound or Conflict. */
export async function lockVersion(tx: Tx, id: string, version: number): Promise<Inspection> {
  const inspection = await store.lockInspection(tx, id)
  if (!inspection) throw new NotFound('inspection')
  if (inspection.version !== version) throw conflictOver(inspection)
  return inspection
}

export async function save(tx: Tx, after: Inspection, before: Inspection): Promise<void> {
  unlessRefused([refusesActBeforeTheLast(after, before)])
  if (!(await store.saveInspection(tx, after, before.version))) throw conflictOver(before)
}
