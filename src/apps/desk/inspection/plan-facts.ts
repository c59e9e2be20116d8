import type { z } from 'zod'
import {
  INSPECTION_STATES,
  type InspectionFacts,
  type OnSiteMax,
  type PlanInput,
  type PlannedItem,
} from '../../../contexts/inspection/model.ts'
import type { PlanAct } from '../../../contexts/inspection/rules/acts.ts'
import { blankInspection } from '../../../contexts/inspection/rules/blank.ts'
import { draftPlan } from '../../../contexts/inspection/transitions.ts'
import type { Officer } from '../../../contexts/people/model.ts'
import type { yearOfVisits } from '../../../contexts/planning/contract.ts'
import type { CapFacts, Deployment } from '../../../contexts/planning/model.ts'
import { wayTaken, waysToVisit, type OfferedWay, type VisitWay } from '../../../contexts/planning/rules/ways.ts'
import type { Enterprise } from '../../../contexts/registry/model.ts'
import type { Asker } from '../../../kernel/asker.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { whyNot } from '../../../kernel/step.ts'
import { yearOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import { words } from '../words-inspection.ts'

export type PlanDraft = Omit<PlanInput, 'reason' | 'method' | 'crowdBecause'> & {
  enterpriseId: string
  reason: PlanInput['reason']
  crowdBecause: string
  method: PlanInput['method']
  /** How the bureau comes, as far as somebody chose it. */
  way: VisitWay | null
}

type Ledger = z.output<(typeof yearOfVisits)['output']>

type Asked = {
  readonly bureau: string
  readonly plannedOn: LawDate
  readonly inspectionId: string
  /** Where the business lies, and the deployment orders that the asker sees. */
  readonly place: string
  readonly orders: readonly Deployment[]
}

/** The ledger as the rules on caps read it, without the visit that is being planned. */
export function capFactsOf(ledger: Ledger, { bureau, plannedOn, inspectionId, place, orders }: Asked): CapFacts {
  const others = ledger.visits.filter((visit) => visit.inspectionId !== inspectionId && visit.state !== 'released')
  const counted = others.filter((visit) => visit.counted)
  return {
    year: yearOf(plannedOn),
    cap: ledger.cap,
    capCites: ledger.capCites,
    used: counted.length,
    made: counted.filter(({ state }) => state === 'committed').length,
    responsibleBureau: ledger.responsibleBureau,
    enterpriseRegion: place,
    on: plannedOn,
    deployments: orders.filter(({ from, until }) => from <= plannedOn && plannedOn <= until),
    exceptions: ledger.exceptions.filter(({ from, until }) => from <= plannedOn && plannedOn <= until),
    checkedElsewhere: others
      .filter((visit) => visit.bureau !== bureau && visit.state === 'committed')
      .flatMap((visit) =>
        visit.checkItemIds.map((checkItemId) => ({
          checkItemId,
          bureau: visit.bureau,
          on: visit.on,
          inspectionId: visit.inspectionId,
        })),
      ),
  }
}

export type Known = {
  readonly inspectionId: string
  readonly enterprise: Enterprise | undefined
  readonly ledger: Ledger | undefined
  readonly orders: readonly Deployment[]
  readonly officers: readonly Officer[]
  readonly items: readonly PlannedItem[]
  readonly onSiteMax: OnSiteMax | null
  readonly by: Asker
  readonly at: Instant
}

type Wayfaring = Pick<Known, 'inspectionId' | 'enterprise' | 'ledger' | 'orders' | 'by'>

const capOf = (
  { region: place }: Enterprise,
  ledger: Ledger,
  { plannedOn, inspectionId, orders, by }: Pick<Wayfaring, 'inspectionId' | 'orders' | 'by'> & { plannedOn: LawDate },
): CapFacts => capFactsOf(ledger, { bureau: by.region, plannedOn, inspectionId, place, orders })

/** In which ways the bureau may come to the chosen business on that day (ORG-02); none before both are known. */
export function offeredWays({ plannedOn, reason, reasonRef }: PlanDraft, known: Wayfaring): OfferedWay[] {
  const { enterprise, ledger, by } = known
  if (!enterprise || !ledger || plannedOn === '') return []
  return waysToVisit({ cap: capOf(enterprise, ledger, { ...known, plannedOn }), bureau: by.region, reason, reasonRef })
}

/**
 * Everything that stands in the way of this draft, by the very rules that the server asks; fields that are still empty
 * come first.
 */
export function whyNotPlan(
  draft: PlanDraft,
  { inspectionId, enterprise, ledger, orders, officers, items, onSiteMax, by, at }: Known,
): Refusal[] {
  const ways = offeredWays(draft, { inspectionId, enterprise, ledger, orders, by })
  const empty = [
    enterprise ? null : words.plan.pickEnterprise,
    draft.plannedOn ? null : words.plan.pickDate,
    ways.length === 0 || wayTaken(ways, draft.way) ? null : words.plan.pickWay,
    draft.officerIds.length > 0 ? null : words.plan.pickOfficers,
    draft.checkItemIds.length > 0 ? null : words.plan.pickItems,
  ]
    .filter((says) => says !== null)
    .map((says) => no('missing', {}, says))
  if (!enterprise || !ledger || empty.length > 0) return empty
  const facts: InspectionFacts = {
    enterprise,
    officers: officers.filter(({ id }) => draft.officerIds.includes(id)),
    items: [...items],
    hazards: [],
    evidence: [],
    doorOf: null,
    onSiteMax,
    cap: capOf(enterprise, ledger, { plannedOn: draft.plannedOn, inspectionId, orders, by }),
  }
  const { enterpriseId: _, way: __, ...input } = draft
  const act: PlanAct = {
    thing: blankInspection({ id: inspectionId, enterprise: enterprise, region: by.region, on: '', draftedBy: by.id }),
    input,
    facts,
    by,
    at,
  }
  return whyNot(draftPlan, act, INSPECTION_STATES)
}
