import { LEASE_HOURS } from '../../../contexts/device/rules/phone.ts'
import type { draftPlan as draftPlanEndpoint, InspectionFile } from '../../../contexts/inspection/contract.ts'
import type { TakenAlong } from '../../../contexts/inspection/contract/take-along.ts'
import { INSPECTION_STATES, type PlanInput, type Reason } from '../../../contexts/inspection/model.ts'
import { blankInspection } from '../../../contexts/inspection/rules/blank.ts'
import { numbersAhead } from '../../../contexts/inspection/rules/take-along.ts'
import { draftPlan } from '../../../contexts/inspection/transitions.ts'
import type { Me } from '../../../contexts/people/contract.ts'
import { take } from '../../../kernel/step.ts'
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { z } from 'zod'
import { newId } from '../../ui/device.ts'
import { askerOf } from '../api.ts'
import { rightNow } from '../offline/clock.ts'
import type { LocalVisit, Pack, Phone } from '../offline/phone.ts'
import type { Write } from '../offline/vault.ts'
import { words as offline } from '../words-offline.ts'
import { noticeHere, peopleOf, withoutNotice, type StandBy } from './stand-by.ts'

/** What the officer says before he goes in; what could not wait is asked at the door, as at every urgent visit. */
export type Beginning = {
  readonly reason: Reason
  readonly reasonRef: string
  readonly officerIds: readonly string[]
  readonly checkItemIds: readonly string[]
}

type Ground = { readonly business: StandBy; readonly me: Me; readonly id: string; readonly at: Instant }

/** The plan as it is sent and the visit as it then is, by the step of the office. Throws Refused with every reason. */
export function planHere(
  { business, me, id, at }: Ground,
  beginning: Beginning,
): { readonly input: z.input<typeof draftPlanEndpoint.input>; readonly file: InspectionFile } {
  const { enterprise, facts, bureau } = business.along
  const on = lawDateOf(at)
  const plan: PlanInput = {
    ...beginning,
    reasonRef: beginning.reasonRef.trim(),
    officerIds: [...beginning.officerIds],
    checkItemIds: [...beginning.checkItemIds],
    plannedOn: on,
    assistants: [],
    method: 'on-site',
  }
  const here = {
    ...facts,
    officers: peopleOf(business).flatMap(({ officer }) => (plan.officerIds.includes(officer.id) ? officer : [])),
    items: facts.items.filter((item) => plan.checkItemIds.includes(item.id)),
  }
  const thing = blankInspection({ id, enterprise, region: bureau.region, on, draftedBy: me.id })
  const inspection = take(draftPlan, { thing, input: plan, facts: here, by: askerOf(me), at }, INSPECTION_STATES)
  return {
    input: { ...plan, id, enterpriseId: enterprise.id },
    file: { inspection, facts: here, enterprise, hazards: [], papers: [], clocks: [], plumbLine: [] },
  }
}

type Packing = Ground & { readonly file: InspectionFile; readonly phone: string; readonly number: string | null }

/** What is on the phone about the business becomes what was taken along for the visit. */
export function packHere({ business, me, at, id, file, phone, number }: Packing): Pack {
  const { facts: _all, notices: _spare, enterprise: _same, ...along } = business.along
  // Whoever does not go now may join later.
  const going = new Set(file.inspection.officers.map((officer) => officer.id))
  const colleagues = peopleOf(business).filter(({ officer }) => !going.has(officer.id))
  const forms = along.forms.map(({ template }) => template)
  const until = new Date(Date.parse(at) + LEASE_HOURS * 3_600_000).toISOString()
  const lease = { inspectionId: id, phoneId: phone, officerId: me.id, officerName: me.name, leasedAt: at, until }
  const numbers: TakenAlong['numbers'] = number
    ? numbersAhead({ papers: [], forms, bureau: along.bureau, leased: number })
    : []
  const { hazards, lastVisitOn } = business
  return { along: { ...along, colleagues, file, numbers, lease }, hazards, lastVisitOn }
}

export type Begun = {
  readonly id: string
  readonly command: string
  /** Takes everything back that was written, for a plan that the office refuses at once. */
  readonly undo: readonly Write[]
}

/** Begins a visit on the phone: its plan waits in the outbox, and everything of the visit lies here from now on. */
export async function beginHere(
  phone: Phone,
  { business, all, me, beginning }: Pick<Ground, 'business' | 'me'> & { all: readonly StandBy[]; beginning: Beginning },
): Promise<Begun> {
  const ground = { business, me, id: newId(), at: rightNow() }
  const { id } = ground
  const { input, file } = planHere(ground, beginning)
  const number = noticeHere(all)
  const { name } = business.along.enterprise
  const pack = packHere({ ...ground, file, phone: phone.id, number })
  const visit: LocalVisit = { file, papersAhead: [] }
  const command = newId()
  const spent = withoutNotice(all, number)
  await phone.add(
    {
      id: command,
      kind: 'act',
      action: 'draftPlan',
      subject: id,
      title: `${name} ${offline.acts.draftPlan}`,
      input,
    },
    [{ kind: 'pack', id, value: pack }, { kind: 'visit', id, value: visit }, ...spent],
  )
  return {
    id,
    command,
    undo: [
      { kind: 'pack', id, value: null },
      { kind: 'visit', id, value: null },
      ...all
        .filter(({ along }) => spent.some((write) => write.id === along.enterprise.id))
        .map((value) => ({ kind: 'business' as const, id: value.along.enterprise.id, value })),
    ],
  }
}
