import type { z } from 'zod'
import type { InspectionFacts, OnSiteMax, PlanInput, PlannedItem } from '../../../contexts/inspection/model.ts'
import { INSPECTION_STATES, type Inspection } from '../../../contexts/inspection/model.ts'
import type { PlanAct } from '../../../contexts/inspection/rules/acts.ts'
import { draftPlan } from '../../../contexts/inspection/transitions.ts'
import type { Officer } from '../../../contexts/people/model.ts'
import type { yearOfVisits } from '../../../contexts/planning/contract.ts'
import type { CapFacts } from '../../../contexts/planning/model.ts'
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
}

type Ledger = z.output<(typeof yearOfVisits)['output']>

/** The ledger as the rules on caps read it, without the visit that is being planned. */
export function capFactsOf(
  ledger: Ledger,
  { bureau, plannedOn, inspectionId }: { bureau: string; plannedOn: LawDate; inspectionId: string },
): CapFacts {
  const others = ledger.visits.filter((visit) => visit.inspectionId !== inspectionId && visit.state !== 'released')
  const counted = others.filter((visit) => visit.counted)
  return {
    year: yearOf(plannedOn),
    cap: ledger.cap,
    capCites: ledger.capCites,
    used: counted.length,
    made: counted.filter(({ state }) => state === 'committed').length,
    responsibleBureau: ledger.responsibleBureau,
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

const blank = (id: string, enterprise: Enterprise, by: Asker): Inspection => ({
  id,
  state: 'drafted',
  version: 0,
  history: [],
  region: by.region,
  enterpriseId: enterprise.id,
  enterpriseName: enterprise.name,
  reason: 'plan',
  reasonRef: '',
  plannedOn: '',
  officers: [],
  assistants: [],
  checkItemIds: [],
  method: 'on-site',
  serial: null,
  draftedBy: by.id,
  approvedBy: null,
  approvalOpinion: '',
  entry: null,
  present: [],
  answers: [],
  record: null,
  measures: [],
  orderedOn: null,
  rectifyBy: null,
  recheckedOn: null,
  orders: [],
  cancelledBecause: '',
})

export type Known = {
  readonly inspectionId: string
  readonly enterprise: Enterprise | undefined
  readonly ledger: Ledger | undefined
  readonly officers: readonly Officer[]
  readonly items: readonly PlannedItem[]
  readonly onSiteMax: OnSiteMax | null
  readonly by: Asker
  readonly at: Instant
}

/**
 * Everything that stands in the way of this draft, by the very rules that the server asks; fields that are still empty
 * come first.
 */
export function whyNotPlan(
  draft: PlanDraft,
  { inspectionId, enterprise, ledger, officers, items, onSiteMax, by, at }: Known,
): Refusal[] {
  const empty = [
    enterprise ? null : words.plan.pickEnterprise,
    draft.plannedOn ? null : words.plan.pickDate,
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
    cap: capFactsOf(ledger, { bureau: by.region, plannedOn: draft.plannedOn, inspectionId }),
  }
  const { enterpriseId: _, ...input } = draft
  const act: PlanAct = { thing: blank(inspectionId, enterprise, by), input, facts, by, at }
  return whyNot(draftPlan, act, INSPECTION_STATES)
}
