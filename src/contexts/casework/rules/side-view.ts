/** What lists, cases and screens see of the procedures beside a case. */
import { z } from 'zod'
import type { Asker } from '../../../kernel/asker.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { Officer } from '../../people/model.ts'
import type { Enterprise } from '../../registry/model.ts'
import type { Beside, Case } from '../model.ts'
import { DRAFT, openClocks, whyNotNowBeside, type Road } from '../transitions/road.ts'
import { findRoad, ROADS } from '../transitions/roads.ts'
import { startDay } from '../../law/rules/deadline-of.ts'
import { RIGHTS, type ClockRow, type ClockSubject } from './clocks.ts'
import type { Proceeding, SideClock, SideFacts } from './proceeding.ts'
import { partyOf, type Against } from './proposal.ts'

export const isOpen = ({ kind, state }: Pick<Proceeding, 'kind' | 'state'>): boolean =>
  !(findRoad(kind)?.final.includes(state) ?? true)

export const besideOf = (proceedings: readonly Proceeding[]): Beside[] =>
  proceedings.flatMap((one) => {
    const road = findRoad(one.kind)
    if (!road) return []
    const { id, kind, state } = one
    const stateLabel = road.states[state] ?? state
    return [{ id, kind, label: road.label, state, stateLabel, isOpen: isOpen(one), outlives: road.outlives }]
  })

/** The law date on which a clock ends, also for clocks in hours. */
export const dueDay = ({ due }: Pick<SideClock, 'due'>): string => (due.includes('T') ? lawDateOf(due) : due)

/** Periods in which nothing can be late: waiting before the court, and the surcharge on its way to its cap. */
const WAITING: ReadonlySet<string> = new Set(['D-26', 'D-29'])

/** The clocks that the bureau itself, or the party towards it, has to answer to; waiting periods alarm nobody. */
export const sideRows = (thing: Pick<Proceeding, 'kind' | 'state' | 'clocks'>): ClockRow[] =>
  isOpen(thing)
    ? openClocks(thing).flatMap(({ clock, start, opens, due, whose }) =>
        whose === 'other' || WAITING.has(clock) || RIGHTS.has(clock)
          ? []
          : [{ clock, startsOn: startDay(start), opensOn: opens, dueOn: dueDay({ due }), whose }],
      )
    : []

export const sideSubject = ({
  id,
  region,
  kind,
  caseId,
  title,
  party,
  state,
  officers,
}: Pick<Proceeding, 'id' | 'region' | 'kind' | 'caseId' | 'title' | 'party' | 'state' | 'officers'>): ClockSubject => ({
  id,
  region,
  kind,
  caseId,
  title,
  partyName: party?.name ?? '',
  state,
  officers,
})

const RefusalShape = z.object({
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  says: z.string(),
  mend: z.string().optional(),
  cites: z
    .object({
      instrument: z.string(),
      article: z.number(),
      paragraph: z.number().optional(),
      item: z.number().optional(),
    })
    .optional(),
})
export const SideNext = z.object({ step: z.string(), label: z.string(), refusals: z.array(RefusalShape) })
export type SideNext = z.infer<typeof SideNext>

const shown = (refusals: readonly Refusal[]) => refusals.map((refusal) => ({ ...refusal, facts: { ...refusal.facts } }))

/** Every step that leads on from where the procedure stands, with what stands against it for the asker now. */
export function nextBeside(
  thing: Proceeding,
  { facts, by, at }: { facts: SideFacts; by: Asker; at: Instant },
): SideNext[] {
  const road = findRoad(thing.kind)
  if (!road) return []
  return road.sideSteps
    .filter(({ from }) => from.includes(thing.state))
    .map((step) => ({
      step: step.name,
      label: step.label,
      refusals: shown(whyNotNowBeside(step, { thing, input: {}, facts, by, at }, road.states)),
    }))
}

/** A procedure before its first step. */
export const draftOf = (
  road: Road,
  { id, region, at, of }: { id: string; region: string; at: Instant; of: Case | null },
): Proceeding => ({
  id,
  kind: road.name,
  state: DRAFT,
  version: 0,
  history: [],
  region: of?.region ?? region,
  year: Number(lawDateOf(at).slice(0, 4)),
  caseId: of?.id ?? null,
  enterpriseId: of?.enterpriseId ?? null,
  party: of?.party ?? null,
  title: of ? `${road.label}：${of.title}` : road.label,
  number: null,
  officers: of?.handlers ?? [],
  openedOn: lawDateOf(at),
  said: {},
  clocks: [],
  papers: [],
})

type Alone = {
  readonly id: string
  readonly region: string
  readonly at: Instant
  readonly enterprise: Enterprise | null
  readonly against: Against
  readonly people: readonly Officer[]
}

/** A procedure that stands alone, before its first step: its party from the register, its officers as certified now. */
export const draftAlone = (road: Road, { enterprise, against, people, ...base }: Alone): Proceeding => ({
  ...draftOf(road, { ...base, of: null }),
  enterpriseId: enterprise?.id ?? null,
  party: enterprise ? partyOf(enterprise, against) : null,
  title: enterprise ? `${road.label}：${enterprise.name}` : road.label,
  officers: people.map(({ id, name, certificate }) => ({ id, name, certificateNumber: certificate?.number ?? '' })),
})

/** Kinds that may be begun beside a case, each way to begin with what stands against it; kinds of other states are left out. */
export const beginnings = (
  of: Case,
  { facts, by, at }: { facts: SideFacts; by: Asker; at: Instant },
): (SideNext & { kind: string; kindLabel: string })[] =>
  ROADS.filter(({ stands, whileCase }) => stands !== 'alone' && whileCase.includes(of.state)).flatMap((road) =>
    road.sideSteps
      .filter(({ from }) => from.includes(DRAFT))
      .map((step) => ({
        kind: road.name,
        kindLabel: road.label,
        step: step.name,
        label: step.label,
        refusals: shown(
          whyNotNowBeside(
            step,
            { thing: draftOf(road, { id: of.id, region: of.region, at, of }), input: {}, facts, by, at },
            road.states,
          ),
        ),
      })),
  )
