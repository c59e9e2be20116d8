import { z } from 'zod'
import { articleText } from '../../../kernel/citation.ts'
import { LawDateShape, Stage, Subject, type Violation } from '../model.ts'
import { citationsText, findInstrument, penaltyCitation, type LawBook } from './lawbook.ts'
import type {
  ActDecision,
  ActFacts,
  Derivation,
  MoneyRange,
  PenaltyAsk,
  PenaltyDecision,
  RatioRange,
} from './penalty.ts'

/** A division code, with or without its trailing zeros: 440000 and 44 are the same province. */
export const RegionInput = z
  .string()
  .regex(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?$/, '行政区划代码应为2、4、6或9位数字')
  .transform((code) =>
    (/^\d{12}$/.test(code) ? code.slice(0, 9) : code)
      .replace(/^(\d{2})0000(000)?$/, '$1')
      .replace(/^(\d{4})00(000)?$/, '$1')
      .replace(/^(\d{6})000$/, '$1'),
  )

const Yuan = z.number().nonnegative('金额不能小于0').max(1e12)

const ActInput = z.object({
  violation: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  stage: Stage.default('first'),
  quantity: z.number().nonnegative('数量不能小于0').default(1),
  circumstances: z
    .array(z.union([z.string(), z.object({ code: z.string() }).transform(({ code }) => code)]))
    .default([]),
  fact: z.string().optional(),
  tier: z.string().optional(),
  place: z.number().min(0).max(1).optional(),
  gains: Yuan.optional(),
  goodsValue: Yuan.optional(),
  annualIncome: Yuan.optional(),
  originalFine: Yuan.optional(),
  endedOn: LawDateShape.optional(),
  harm: z.boolean().optional(),
  majorHazard: z.boolean().optional(),
  order: z
    .object({ issuedOn: LawDateShape, dueOn: LawDateShape.optional(), recheckedOn: LawDateShape.optional() })
    .optional(),
})

const LastViolation = z.union([
  z.string().transform((violation) => ({ violation, on: undefined })),
  z
    .object({
      violation: z.string().optional(),
      key: z.string().optional(),
      on: LawDateShape.optional(),
      date: LawDateShape.optional(),
    })
    .transform(({ violation, key, on, date }) => ({ violation: violation ?? key ?? '', on: on ?? date })),
])

const PartyInput = z.object({
  kind: z.enum(['enterprise', 'self_employed', 'individual']).default('enterprise'),
  lastViolations: z.array(LastViolation).default([]),
  lastFatalAccidentOn: LawDateShape.optional(),
  blacklisted: z.boolean().optional(),
  highRisk: z.boolean().optional(),
  commitment: z.boolean().optional(),
})

/** What `law penalty` reads: money in yuan, regions with or without zeros. */
export const PenaltyInput = z.object({
  actDate: LawDateShape,
  decisionDate: LawDateShape,
  foundOn: LawDateShape.optional(),
  region: RegionInput.default(''),
  subject: Subject.default('enterprise'),
  acts: z.array(ActInput).max(200, '一次不超过200项'),
  party: PartyInput.default({ kind: 'enterprise', lastViolations: [] }),
})
export type PenaltyInput = z.output<typeof PenaltyInput>

/** Drops what was not given, so that an absent fact stays absent. */
const given = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

const fen = (yuan: number | undefined) => (yuan === undefined ? undefined : Math.round(yuan * 100))

const actOf = ({
  violation,
  stage,
  quantity,
  circumstances,
  gains,
  goodsValue,
  annualIncome,
  originalFine,
  harm,
  majorHazard,
  order,
  ...act
}: PenaltyInput['acts'][number]): ActFacts => ({
  violations: [violation].flat(),
  stage,
  quantity,
  circumstances,
  ...given(act),
  ...given({
    gainsFen: fen(gains),
    goodsValueFen: fen(goodsValue),
    annualIncomeFen: fen(annualIncome),
    originalFen: fen(originalFine),
    hasHarm: harm,
    isMajorHazard: majorHazard,
  }),
  ...(order
    ? { order: { issuedOn: order.issuedOn, ...given({ dueOn: order.dueOn, recheckedOn: order.recheckedOn }) } }
    : {}),
})

export function penaltyAskOf({ party, acts, foundOn, ...ask }: PenaltyInput): PenaltyAsk {
  const { kind, lastViolations, blacklisted, highRisk, commitment, lastFatalAccidentOn } = party
  return {
    ...ask,
    ...given({ foundOn }),
    acts: acts.map(actOf),
    party: {
      kind,
      lastViolations: lastViolations.map(({ violation, on }) => ({ violation, ...given({ on }) })),
      ...given({ lastFatalAccidentOn, isBlacklisted: blacklisted, isHighRisk: highRisk, hasCommitment: commitment }),
    },
  }
}

const yuanOf = (amountFen: number) => amountFen / 100

const bounds = (range: MoneyRange) => ({ min: yuanOf(range.minFen), max: yuanOf(range.maxFen) })

function rangeShown(range: MoneyRange | null, ratio: RatioRange | null) {
  return range ? { ...bounds(range), unit: 'CNY' } : ratio
}

/** 【步骤】说明（依据） — a line that a person reads. */
const lineOf = (book: LawBook, { step, says, cites, confidence }: Derivation) =>
  `【${step}】${says}${cites.length > 0 ? `（${citationsText(book, cites, 'short')}）` : ''}${confidence === '✔' ? '' : confidence}`

const lawOf = (book: LawBook, row: Violation) => {
  const instrument = findInstrument(book, row.instrument)
  return {
    law: instrument?.name ?? row.instrument,
    article: articleText(penaltyCitation(row)),
    version: instrument?.version ?? row.effectiveFrom,
    effectiveFrom: row.effectiveFrom,
  }
}

function actShown(book: LawBook, act: ActDecision) {
  return {
    violation: act.violation,
    says: act.says,
    fact: act.fact,
    quantity: act.quantity,
    ...lawOf(book, act.row),
    subject: act.row.subject,
    stage: act.row.stage,
    range: rangeShown(act.range, act.ratio),
    tier: act.tier,
    band: act.band ? bounds(act.band) : null,
    suggested: act.suggestedFen === null ? null : yuanOf(act.suggestedFen),
    measures: act.measures,
    exempt: act.exempt,
    absorbed: act.absorbed,
    confidence: act.row.confidence,
    because: act.derivation.map((step) => lineOf(book, step)),
    derivation: act.derivation,
  }
}

/**
 * What `law penalty` prints: the decision with money in yuan. `persons` are parties of their own and not in the total.
 */
export function penaltyAnswer(
  book: LawBook,
  { acts, persons, totalFen, personsTotalFen, procedure, derivation }: PenaltyDecision,
) {
  const { hearing, legalReview, collectiveDiscussion, withinSimple } = procedure
  return {
    perAct: acts.map((act) => actShown(book, act)),
    persons: persons.map((person) => ({
      violation: person.violation,
      fact: person.fact,
      subject: person.subject,
      ...lawOf(book, person.row),
      range: rangeShown(person.range, person.ratio),
      suggested: person.suggestedFen === null ? null : yuanOf(person.suggestedFen),
      because: person.derivation.map((step) => lineOf(book, step)),
    })),
    total: yuanOf(totalFen),
    personsTotal: yuanOf(personsTotalFen),
    procedure: {
      hearing,
      legalReview,
      collectiveDiscussion,
      withinSimple,
      because: procedure.derivation.map((step) => lineOf(book, step)),
    },
    because: derivation.map((step) => lineOf(book, step)),
  }
}
