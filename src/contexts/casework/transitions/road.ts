/** How a lifecycle beside the case is written down: steps that ask, start and stop clocks, write papers and move the case. */
import type { Citation } from '../../../kernel/citation.ts'
import type { Rule } from '../../../kernel/rule.ts'
import { whyNot, type Lifecycle, type Step } from '../../../kernel/step.ts'
import { lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { Interval } from '../../law/rules/deadline.ts'
import { deadlineOf, startDay, type CountAsk } from '../../law/rules/deadline-of.ts'
import { findClock, type LawBook } from '../../law/rules/lawbook.ts'
import type { Case } from '../model.ts'
import type { Asks, Proceeding, Said, SideClock, SideDeed, Whose } from '../rules/proceeding.ts'

/** A clock that a step starts. Left out, it starts on the day of service that the step records, or today. */
export type Start<Input> = {
  readonly clock: string
  readonly from?: (deed: SideDeed<Input>) => LawDate | Instant | null
  readonly variant?: (deed: SideDeed<Input>) => string | undefined
  readonly length?: (deed: SideDeed<Input>) => { n: number; unit: 'WD' | 'CD' } | undefined
  readonly whose?: Whose
}

/** A paper that a step writes: fields of the form are taken from the case and from what was said; `data` adds others. */
export type Writes<Input> = {
  readonly code: string
  readonly when?: (deed: SideDeed<Input>) => boolean
  readonly data?: (deed: SideDeed<Input>) => Record<string, unknown>
  /** It draws a serial of its own, which later papers of the case share. */
  readonly opensSerial?: true
}

/** What a step does to the case itself, through an arrow of the case's own lifecycle or on its fields alone. */
/** Told to whoever made the decision public: it has fallen or is another one now (APL 48). */
type Fell = { readonly ground: 'revoked' | 'changed' | 'unlawful' | 'void'; readonly on: LawDate }
export type CaseEffect = {
  readonly fell?: Fell
  /** The bureau to which the case goes with its file. */
  readonly movesTo?: string
} & (
  | { readonly arrow: 'end' | 'revoke' | 'reopen' | 'settle' | 'restart'; readonly input: Record<string, unknown> }
  /** The change is null where the file is locked: only the news goes out. */
  | { readonly arrow: null; readonly change: ((thing: Case) => Case) | null }
)

/** What a step changes in another procedure of the case that is still open, e.g. days that do not count for a seizure. */
export type BesideEffect = { readonly kind: string; readonly change: (thing: Proceeding) => Proceeding }

export type SideRule<Input = unknown> = Rule<SideDeed<Input>>

export type SideStep<S extends Asks = Asks> = Step<string, Proceeding, Said<S>, SideDeed['facts']> & {
  readonly asks: S
  readonly gates: readonly SideRule[]
  readonly papers: readonly Writes<Said<S>>[]
  /** Codes of the papers whose service this step records. */
  readonly serves: readonly string[]
  /** In whose name its papers are written: the bureau of the procedure, or that of whoever takes the step. */
  readonly inNameOf: 'bureau' | 'asker'
  readonly onCase: (deed: SideDeed<Said<S>>) => CaseEffect | null
  readonly onBeside: (deed: SideDeed<Said<S>>) => readonly BesideEffect[]
}

type Written<S extends Asks> = {
  readonly name: string
  readonly label: string
  readonly from: readonly string[]
  readonly to: string
  readonly may: string
  readonly cites: Citation
  readonly asks: S
  readonly gates?: readonly SideRule[]
  readonly checks?: readonly SideRule<Said<S>>[]
  readonly starts?: readonly Start<Said<S>>[]
  readonly stops?: readonly string[]
  readonly writes?: readonly (string | Writes<Said<S>>)[]
  readonly serves?: readonly string[]
  readonly inNameOf?: 'asker'
  readonly onCase?: (deed: SideDeed<Said<S>>) => CaseEffect | null
  readonly onBeside?: (deed: SideDeed<Said<S>>) => readonly BesideEffect[]
  /** What else changes in the thing itself, e.g. days excluded from a clock. */
  readonly also?: (thing: Proceeding, deed: SideDeed<Said<S>>) => Proceeding
}

/** Counts a clock of the catalogue; null where the law of that day has no such clock or the start is not known. */
export function countClock(book: LawBook, ask: CountAsk & { readonly whose?: Whose }): SideClock | null {
  const answer = deadlineOf(book, ask)
  const clock = answer && findClock(book, ask.id, startDay(ask.start))
  if (!answer || !clock) return null
  return {
    clock: ask.id,
    label: clock.what,
    start: ask.start,
    due: answer.due,
    opens: answer.opens,
    whose: ask.whose ?? 'bureau',
    breach: clock.breach,
    basis: clock.basis,
    endedOn: null,
    excluded: [...(ask.excluded ?? [])],
    variant: ask.variant ?? null,
    length: ask.length ?? null,
  }
}

const HOURS = new Set(['D-02', 'D-06', 'D-07', 'D-56', 'D-57', 'D-68', 'D-69'])

function started<Input>(start: Start<Input>, deed: SideDeed<Input>): SideClock[] {
  const from = start.from
    ? start.from(deed)
    : HOURS.has(start.clock)
      ? deed.at
      : (deed.facts.servedOn ?? lawDateOf(deed.at))
  if (!from) return []
  const clock = countClock(deed.facts.book, {
    id: start.clock,
    start: from,
    variant: start.variant?.(deed),
    length: start.length?.(deed),
    whose: start.whose ?? 'bureau',
  })
  return clock ? [clock] : []
}

const stopped = (clocks: readonly SideClock[], ids: readonly string[] | null, on: LawDate): SideClock[] =>
  clocks.map((clock) =>
    clock.endedOn === null && (ids === null || ids.includes(clock.clock)) ? { ...clock, endedOn: on } : clock,
  )

/** One arrow. What is said is kept under the step's name, the last time it was said. */
export function road<S extends Asks>(written: Written<S>): SideStep {
  const { gates = [], checks = [], starts = [], stops = [], writes = [], serves = [], also, asks, ...head } = written
  const papers = writes.map((paper) => (typeof paper === 'string' ? { code: paper } : paper))
  const step: SideStep<S> = {
    ...head,
    asks,
    gates,
    unless: [...gates, ...checks],
    papers,
    serves,
    inNameOf: written.inNameOf ?? 'bureau',
    writes: papers.map(({ code }) => code),
    starts: starts.map(({ clock }) => clock),
    stops,
    onCase: written.onCase ?? (() => null),
    onBeside: written.onBeside ?? (() => []),
    apply: (deed) => {
      const on = lawDateOf(deed.at)
      const said = {
        ...deed.input,
        on,
        by: deed.by.name,
        ...(deed.facts.servedOn ? { servedOn: deed.facts.servedOn } : {}),
      }
      // A clock that starts anew takes the place of the one that ran before.
      const fresh = starts.flatMap((start) => started(start, deed))
      const running = stopped(deed.thing.clocks, [...stops, ...fresh.map(({ clock }) => clock)], on)
      const next: Proceeding = {
        ...deed.thing,
        said: { ...deed.thing.said, [head.name]: said },
        clocks: [...running, ...fresh],
        papers: deed.thing.papers.map((paper) =>
          serves.includes(paper.code) && paper.servedOn === null ? { ...paper, servedOn: deed.facts.servedOn } : paper,
        ),
      }
      return also ? also(next, deed) : next
    },
  }
  // A step keeps the type of its own answers where it is written; in a list it takes whatever its shape has passed.
  return step as unknown as SideStep
}

export type Road = Lifecycle & {
  readonly name: string
  /** Belongs to a case, or stands alone. */
  readonly stands: 'beside' | 'alone'
  /** States of the case in which it may be begun. */
  readonly whileCase: readonly Case['state'][]
  /** Closing the case does not wait for it. */
  readonly outlives: boolean
  readonly sideSteps: readonly SideStep[]
  /** The first arrow, out of the draft. */
  readonly opening: SideStep
}

/** Before its first step a procedure is a draft that nobody keeps. */
export const DRAFT = 'draft'

type Plan = {
  readonly name: string
  readonly label: string
  readonly states: Readonly<Record<string, string>>
  readonly final: readonly string[]
  readonly stands?: Road['stands']
  readonly whileCase?: readonly Case['state'][]
  readonly outlives?: boolean
}

/** States of a case that was filed and has no decision yet. */
export const UNDECIDED: readonly Case['state'][] = [
  'filed',
  'reported',
  'reviewed',
  'discussed',
  'notice-issued',
  'notified',
  'proposed',
]
/** States of a case whose decision is made and not yet closed. */
export const DECIDED: readonly Case['state'][] = ['decided', 'served', 'paid']
/** A remedy may come when the fine has long been paid: within sixty days, six months, or later (ARL 20, ALL 46). */
export const DECIDED_OR_CLOSED: readonly Case['state'][] = [...DECIDED, 'closing', 'closed', 'archived']

/** A lifecycle of its steps. Whatever ends ends all its clocks. */
export function lifecycleOf(plan: Plan, steps: readonly SideStep[]): Road {
  const wrapped = steps.map(
    (step): SideStep =>
      plan.final.includes(step.to)
        ? {
            ...step,
            apply: (deed) => {
              const after = step.apply(deed)
              return { ...after, clocks: stopped(after.clocks, null, lawDateOf(deed.at)) }
            },
          }
        : step,
  )
  const opening = wrapped.find(({ from }) => from.includes(DRAFT))
  if (!opening) throw new Error(`the lifecycle ${plan.name} has no beginning`)
  return {
    name: plan.name,
    label: plan.label,
    initial: DRAFT,
    states: { [DRAFT]: '未提交', ...plan.states },
    final: plan.final,
    steps: wrapped,
    stands: plan.stands ?? 'beside',
    whileCase: plan.whileCase ?? [...UNDECIDED, ...DECIDED],
    outlives: plan.outlives ?? false,
    sideSteps: wrapped,
    opening,
  }
}

/** Clocks that somebody still has to answer to, the nearest first. */
export const openClocks = ({ clocks }: Pick<Proceeding, 'clocks'>): SideClock[] =>
  clocks.filter(({ endedOn }) => endedOn === null).sort((a, b) => (a.due < b.due ? -1 : 1))
export const clockIn = (thing: Proceeding, id: string): SideClock | null =>
  thing.clocks.filter(({ clock }) => clock === id).at(-1) ?? null

/** How a clock that runs was counted, to count it again. */
export const askOf = ({ clock, start, whose, variant, length, excluded }: SideClock) => ({
  id: clock,
  start,
  whose,
  variant: variant ?? undefined,
  length: length ?? undefined,
  excluded,
})

/** Starts the latest clock of that name anew with days that do not count (ACL 25). */
export function excluding(thing: Proceeding, book: LawBook, { id, days }: { id: string; days: Interval }): Proceeding {
  const clock = clockIn(thing, id)
  if (!clock) return thing
  const excluded = [...clock.excluded, days]
  const again = countClock(book, { ...askOf(clock), excluded })
  return again
    ? { ...thing, clocks: thing.clocks.map((each) => (each === clock ? { ...again, endedOn: clock.endedOn } : each)) }
    : thing
}

/** Ends days that do not count at an earlier day than was told; counted anew. `until` before `from` takes them all away. */
export function withoutDaysFrom(
  thing: Proceeding,
  book: LawBook,
  { id, from, until }: { id: string; from: LawDate; until: LawDate },
): Proceeding {
  const clock = clockIn(thing, id)
  if (!clock?.excluded.some((days) => days.from === from)) return thing
  const excluded = clock.excluded.flatMap((days) =>
    days.from !== from || days.to <= until ? [days] : until < from ? [] : [{ from, to: until }],
  )
  const again = countClock(book, { ...askOf(clock), excluded })
  return again
    ? { ...thing, clocks: thing.clocks.map((each) => (each === clock ? { ...again, endedOn: clock.endedOn } : each)) }
    : thing
}

/** Whether a step may be offered now, whatever will be typed. */
export const whyNotNowBeside = (step: SideStep, deed: SideDeed, states: Road['states']) =>
  whyNot({ ...step, unless: step.gates, apply: ({ thing }: SideDeed) => thing }, deed, states)
