/** Walks the lifecycles beside a case with answers that fit, so that every arrow can be tried from every state. */
import assert from 'node:assert/strict'
import { aCase, askerOf, ID, OFFICERS, someFacts } from '../../src/contexts/casework/fixtures.ts'
import type { Case, CaseFacts } from '../../src/contexts/casework/model.ts'
import { besideOf, draftOf, isOpen } from '../../src/contexts/casework/rules/side-view.ts'
import {
  type Ask,
  type Proceeding,
  type SideDeed,
  type SideFacts,
} from '../../src/contexts/casework/rules/proceeding.ts'
import { EFFECTS } from '../../src/contexts/casework/transitions.ts'
import type { CaseStep } from '../../src/contexts/casework/transitions/arrow.ts'
import type { BesideEffect, Road, SideStep } from '../../src/contexts/casework/transitions/road.ts'
import { loadLawBook } from '../../src/contexts/law/store.ts'
import type { Asker } from '../../src/kernel/asker.ts'
import { take, whyNot } from '../../src/kernel/step.ts'
import { addDays, lawDateOf } from '../../src/kernel/time.ts'

export type Walk = {
  readonly thing: Proceeding
  readonly case: Case | null
  readonly at: string
  /** The other procedures of the case. */
  readonly beside: readonly Proceeding[]
  /** What the case's own rules look at, where an arrow of the case is taken. */
  readonly facts?: Partial<CaseFacts>
}
type Answers = Record<string, unknown>

/** Days to wait, from none to years. */
export const JUMPS = [0, 1, 2, 5, 8, 12, 20, 31, 45, 70, 100, 190, 230, 380, 1100]
/** So many days after. */
export const later = (at: string, days: number) => new Date(Date.parse(at) + days * 86_400_000).toISOString()
const hours = (at: string, count: number) => new Date(Date.parse(at) + count * 3_600_000).toISOString()
const FUTURE = /延期至|最后|截止|期限|分期|听证日期|重新作出/

const serviceOf = (at: string) => ({
  method: 'direct',
  servedAt: hours(at, -1),
  place: '当事人住所',
  recipient: '演示某',
  recipientRelation: '法定代表人',
  servers: [{ name: '演示甲', certificate: 'Z101' }],
  witness: null,
  recorded: false,
  addressConfirmed: false,
  refused: false,
  note: null,
})

function answer({ kind, label, options, columns, standing }: Ask, at: string): unknown {
  const today = lawDateOf(at)
  if (kind === 'date') return FUTURE.test(label) ? addDays(today, 60) : today
  if (kind === 'minute') return hours(at, -2)
  if (kind === 'money') return 100_00
  if (kind === 'count') return 0
  if (kind === 'flag') return true
  if (kind === 'choice') return Object.keys(options ?? {})[0]
  if (kind === 'officers') return [ID.first, ID.second]
  if (kind === 'lines') return ['一项材料', '又一项材料']
  if (kind === 'rows') return [Object.fromEntries((columns ?? []).map(({ name }) => [name, '一']))]
  if (kind === 'file') return null
  if (kind === 'visit') return ID.case
  if (kind === 'bureau') return '441900120'
  if (kind === 'service') return serviceOf(at)
  return standing || `演示${label}`
}

const FINE = 4_900_000
const paid = (thing: Proceeding) => Number(thing.said['record-instalment']?.['paidFen'] ?? 0)

const COMPARED = [
  { measure: '停产停业整顿', days: '10', jobs: '80', turnover: '3', removes: '能', note: '' },
  { measure: '停止使用焊机', days: '2', jobs: '6', turnover: '0.4', removes: '能', note: '' },
]

/** What some steps need beyond answers of the right kind; several where a step can be answered in several lawful ways. */
const SPECIAL: Record<string, (walk: Walk, at: string) => readonly Answers[]> = {
  'request-hearing': () => [{ requestedOn: '2026-03-10' }],
  'refuse-hearing': (_, at) => [{ requestedOn: lawDateOf(at) }],
  'notice-hearing': (_, at) => [
    { at: hours(later(at, 16), -6), presiderId: [ID.presider], hearerIds: [ID.archivist] },
    { at: hours(later(at, 30), -6), presiderId: [ID.presider], hearerIds: [ID.archivist] },
  ],
  'hold-hearing': (_, at) => [{ endedAt: hours(at, -1), agents: [] }],
  'propose-no-penalty': () => [
    { ground: 'no-penalty-minor' },
    { ground: 'no-penalty-first', listEntry: '演示清单第1项' },
  ],
  'take-sample': (_, at) => [{ startedAt: hours(at, -3), endedAt: hours(at, -2) }],
  'assess-impact': () => [{ chosen: '停止使用焊机', options: COMPARED }],
  'propose-cancellation': () => [{ ground: 'withdrawn' }, { ground: 'terminated-no-party' }],
  'apply-deferral': (_, at) => [
    { mode: '延期', deferredTo: addDays(lawDateOf(at), 60) },
    {
      mode: '分期',
      deferredTo: addDays(lawDateOf(at), 60),
      instalments: [
        { ordinal: '1', dueOn: addDays(lawDateOf(at), 30), amount: '20000' },
        { ordinal: '2', dueOn: addDays(lawDateOf(at), 60), amount: '29000' },
      ],
    },
  ],
  'finish-deferral': ({ thing }) => [{ amountFen: FINE - paid(thing) }],
  'pay-daily-fine': ({ thing, case: of }) => [
    { amountFen: 5 * (of?.decision?.amountFen ?? 0) },
    { amountFen: Number(thing.said['none'] ?? 0) },
  ],
  'propose-daily-fine': (_, at) => [{ orderedOn: addDays(lawDateOf(at), -5) }],
  'penalise-on-spot': () => [
    { penaltyKind: 'fine', amountFen: 300_000, collect: 'bank' },
    { penaltyKind: 'fine', amountFen: 10_000, collect: 'spot-small' },
  ],
  'approve-cut': (_, at) => [{ stopsAt: hours(at, 48), isEmergency: false }],
  'register-lead': () => [{ deaths: false }, { deaths: true }],
  'update-casualties': () => [{ deaths: 0, injuries: 0, lossFen: 0 }],
  'apply-recusal': () => [{ subject: '演示甲' }],
  'hear-demanded': () => [{}],
}

const EARLIER: Record<string, readonly string[]> = {
  D20: ['D19'],
  D49: ['D20'],
  D21: ['D20'],
  D22: ['D21'],
  D09: ['D08'],
  D10: ['D08'],
  D11: ['D08'],
  D12: ['D13'],
  D14: ['D12'],
  D28: ['D27'],
  D29: ['D28'],
  D37: ['D36'],
  D39: ['D38'],
  D42: ['D41'],
  D44: ['D43'],
  LRJD: ['LRGZ'],
  YCJD: ['LRJD'],
  DCBA: ['D32', 'D33'],
}

const book = loadLawBook()
const askers = Object.fromEntries(OFFICERS.map(({ id }) => [id, askerOf(id)])) as Record<string, Asker>
const inTurn = Object.values(askers)

const factsOf = (walk: Walk, servedOn: string | null): SideFacts => ({
  officers: OFFICERS,
  case: walk.case,
  visit: { id: ID.case, state: 'concluded', officerIds: [ID.first, ID.second] },
  beside: walk.beside,
  book,
  servedOn,
  harbours: [],
  bureauNames: new Map([['441900120', '演示另一镇应急管理分局']]),
  signedOrders: [{ number: '（演）应急责改〔2026〕7号', by: '安演示' }],
  capacity: 'own',
})

/** What a case must be for a road to lead from it. */
const ON_CASES: Readonly<Record<string, Partial<Case>>> = { 'report-up': { source: 'assigned' } }

function begin(road: Road): Walk {
  const of = road.stands === 'alone' ? null : aCase(caseStateFor(road), ON_CASES[road.name])
  const at = road.name === 'hearing' ? '2026-03-10T08:00:00.000Z' : '2026-03-20T08:00:00.000Z'
  const thing = draftOf(road, { id: ID.case, region: '441900119', at, of })
  const { party, handlers } = aCase()
  return { thing: of ? thing : { ...thing, party, officers: handlers }, case: of, at, beside: [] }
}

function answersOf(walk: Walk, step: SideStep, at: string): Answers[] {
  const base = Object.fromEntries(Object.entries(step.asks).map(([name, ask]) => [name, answer(ask, at)]))
  return (SPECIAL[step.name]?.(walk, at) ?? [{}]).map((special) => ({ ...base, ...special }))
}

function deedOf(
  walk: Walk,
  { step, at, input, by }: { step: SideStep; at: string; input: Answers; by: Asker },
): SideDeed<Answers> {
  const servedOn = 'service' in step.asks ? lawDateOf(at) : null
  return { thing: walk.thing, input, facts: factsOf(walk, servedOn), by, at }
}

/** The deed that would be tried, for steps that are expected to be refused. */
const wayOf = (walk: Walk, step: SideStep): SideDeed<Answers> => {
  const by = inTurn.find(({ permissions }) => permissions.includes(step.may)) ?? inTurn[0]
  return deedOf(walk, { step, at: walk.at, input: answersOf(walk, step, walk.at)[0] ?? {}, by: by as Asker })
}

function after(walk: Walk, step: SideStep, deed: SideDeed<Answers>): Walk | null {
  const taken = take(step, deed)
  const papers = step.papers
    .filter(({ when }) => !when || when({ ...deed, thing: taken }))
    .map(({ code, data }) => {
      data?.({ ...deed, thing: taken })
      return { code, step: step.name, paperId: code, number: `（演）${code}〔2026〕7号`, servedOn: null }
    })
  const thing = { ...taken, papers: [...taken.papers, ...papers] }
  const moved = { ...walk, thing, beside: besideAfter(walk.beside, step.onBeside({ ...deed, thing })), at: deed.at }
  const effect = walk.case ? step.onCase({ ...deed, thing }) : null
  if (!effect || !walk.case) return moved
  if (effect.arrow === null) return { ...moved, case: effect.change ? effect.change(walk.case) : walk.case }
  const arrow = EFFECTS[effect.arrow] as unknown as CaseStep<Record<string, unknown>>
  const facts = someFacts({ ...walk.facts, beside: besideOf([thing, ...moved.beside]) })
  const moving = { thing: walk.case, input: effect.input, facts, by: deed.by, at: deed.at }
  // A step that the case itself refuses is refused whole, as on the server.
  return whyNot(arrow, moving).length === 0 ? { ...moved, case: take(arrow, moving) } : null
}

const besideAfter = (beside: readonly Proceeding[], effects: readonly BesideEffect[]) =>
  beside.map((one) =>
    effects
      .filter(({ kind }) => kind === one.kind && isOpen(one))
      .reduce((changed, { change }) => change(changed), one),
  )

function takeAt(road: Road, walk: Walk, { step, at }: { step: SideStep; at: string }): Walk | null {
  if (!step.from.includes(walk.thing.state)) return null
  for (const input of answersOf(walk, step, at)) {
    for (const by of inTurn) {
      if (!by.permissions.includes(step.may)) continue
      const deed = deedOf(walk, { step, at, input, by })
      const taken = whyNot(step, deed, road.states).length === 0 ? after({ ...walk, at }, step, deed) : null
      if (taken) return taken
    }
  }
  return null
}

const walker = {
  askers,
  begin,
  wayOf,
  takeNow: (road: Road, walk: Walk, step: SideStep) => takeAt(road, walk, { step, at: walk.at }),
  /** Takes the step on the first day on which nothing stands against it; null when no day is found. */
  takeWhenLawful(road: Road, walk: Walk, { step, days = JUMPS }: { step: SideStep; days?: readonly number[] }) {
    for (const wait of days) {
      const found = takeAt(road, walk, { step, at: later(walk.at, wait) })
      if (found) return found
    }
    return null
  },
  /** Every lawful way to take the step: other answers lead to other roads. */
  allWays(road: Road, walk: Walk, step: SideStep): Walk[] {
    const found: Walk[] = []
    for (const days of JUMPS) {
      const at = later(walk.at, days)
      for (const input of answersOf(walk, step, at)) {
        const by = inTurn.find(
          (one) => whyNot(step, deedOf(walk, { step, at, input, by: one }), road.states).length === 0,
        )
        const taken = by ? after({ ...walk, at }, step, deedOf(walk, { step, at, input, by })) : null
        if (taken) found.push(taken)
      }
      if (found.length > 0) return found
    }
    return found
  },
  predecessorsStand({ papers }: Proceeding) {
    papers.forEach(({ code }, index) => {
      const before = EARLIER[code]
      if (before)
        assert.ok(
          papers.slice(0, index).some((one) => before.includes(one.code)),
          `${code} stands without ${before.join(' or ')}`,
        )
    })
  },
}

/** The walker over every lifecycle beside the case; it holds the law book once. */
export const walkerOf = () => walker

function caseStateFor({ whileCase }: Road): Case['state'] {
  return whileCase.includes('served') && !whileCase.includes('filed') ? 'served' : (whileCase[0] ?? 'filed')
}

/** A small generator with a seed, so that a failure can be walked again. */
export function randomOf(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}
