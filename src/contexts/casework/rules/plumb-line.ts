import type { Citation } from '../../../kernel/citation.ts'
import { hang, type BreachLevel, type HungStep } from '../../../kernel/plumb-line.ts'
import { lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import { citationOf, findClock, type LawBook } from '../../law/rules/lawbook.ts'
import type { Case, CaseState } from '../model.ts'
import { proposeFiling } from '../transitions/investigation.ts'
import { EFFECTS, STEPS } from '../transitions.ts'
import { dueOf } from './clocks.ts'
import { procedureOf } from './review.ts'

/** The clock that binds a step: by when it has to be taken. */
const CLOCK_OF: Readonly<Record<string, string>> = {
  decide: 'D-12',
  'serve-decision': 'D-20',
  'record-payment': 'D-25',
}
const LEVELS: Readonly<Record<string, Exclude<BreachLevel, 'lawful' | 'pending'>>> = {
  F: 'fatal',
  S: 'serious',
  R: 'reportable',
}
const BY_NAME = new Map([proposeFiling, ...STEPS, ...Object.values(EFFECTS)].map((step) => [step.name, step] as const))

function startOf(name: string, { filedOn, decision }: Case): LawDate | null {
  if (name === 'decide') return filedOn
  if (name === 'serve-decision') return decision?.on ?? null
  return name === 'record-payment' ? (decision?.servedOn ?? null) : null
}

/** The step of the straight road that comes next in each state, and who takes it. */
function nextOf(thing: Case): { name: string; who: string } | null {
  const handlers = thing.handlers.map(({ name }) => name).join('、')
  const procedure = procedureOf({
    thing,
    facts: { judgement: null, officers: [], finedBefore: [], due: {}, servedOn: null, unrectified: [], beside: [] },
  })
  const notify =
    thing.state !== 'discussed' && procedure.discussion && !thing.discussion
      ? { name: 'discuss', who: '行政机关负责人' }
      : { name: 'approve-notification', who: '行政机关负责人' }
  const road: Partial<Record<CaseState, { name: string; who: string }>> = {
    submitted: { name: 'approve-filing', who: '行政机关负责人' },
    filed: { name: 'submit-report', who: handlers },
    reported: procedure.legalReview ? { name: 'review', who: '法制审核人员' } : notify,
    reviewed: notify,
    discussed: notify,
    'notice-issued': {
      name: 'serve-notification',
      who: handlers,
    },
    notified: { name: 'propose-decision', who: handlers },
    proposed: { name: 'decide', who: '行政机关负责人' },
    decided: { name: 'serve-decision', who: handlers },
    served: { name: 'record-payment', who: '当事人' },
    paid: { name: 'propose-closing', who: handlers },
    ended: { name: 'propose-closing', who: handlers },
    closing: {
      name: 'approve-closing',
      who: '行政机关负责人',
    },
    closed: { name: 'archive', who: '档案管理员' },
  }
  return road[thing.state] ?? null
}

type Hung = { readonly name: string; readonly at: Instant | null; readonly by: string }

function hung(
  { name, at, by }: Hung,
  { thing, book, today }: { thing: Case; book: LawBook; today: LawDate },
): HungStep[] {
  const step = BY_NAME.get(name)
  if (!step) return []
  const clockId = CLOCK_OF[name]
  const start = clockId ? startOf(name, thing) : null
  const clock = clockId && start ? findClock(book, clockId, start) : null
  const due =
    clockId && start
      ? ((clockId === 'D-25' ? thing.decision?.payBy : clockId === 'D-12' ? thing.decideBy : null) ??
        dueOf(book, clockId, start))
      : null
  const cites: Citation[] = [step.cites, ...(clock?.basis.map(citationOf) ?? [])]
  return [
    hang(
      { step: name, label: step.label, at, by, due, cites, whenLate: LEVELS[clock?.breach ?? 'R'] ?? 'reportable' },
      today,
    ),
  ]
}

/**
 * The line shows a payment on the day of its receipt. Of that day no hour is known: recorded on the same day it stands
 * where it was recorded, so that it never falls behind what followed it; otherwise at the end of its day.
 */
function paidAt(on: LawDate, recordedAt: Instant): Instant {
  return lawDateOf(recordedAt) <= on ? recordedAt : `${on}T09:00:00.000Z`
}

/**
 * Every step taken, in order, and the ones that the law is waiting for: the next one, and the decision with its ninety
 * days.
 */
export function plumbLineOf(thing: Case, { book, at }: { book: LawBook; at: Instant }): HungStep[] {
  const context = { thing, book, today: lawDateOf(at) }
  const taken = thing.history.flatMap((each) =>
    hung(
      {
        name: each.step,
        at: each.step === 'record-payment' && thing.payment ? paidAt(thing.payment.on, each.at) : each.at,
        by: each.insteadOf ? `${each.byName}（代${each.insteadOf}）` : each.byName,
      },
      context,
    ),
  )
  const next = nextOf(thing)
  const pending = next ? hung({ name: next.name, at: null, by: next.who }, context) : []
  const decidesLater =
    thing.filedOn && !thing.decision?.on && !thing.ending && next?.name !== 'decide'
      ? hung({ name: 'decide', at: null, by: '行政机关负责人' }, context)
      : []
  return [...taken, ...pending, ...decidesLater]
}
