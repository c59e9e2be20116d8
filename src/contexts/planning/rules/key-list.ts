import { z } from 'zod'
import type { Citation } from '../../../kernel/citation.ts'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import type { Region } from '../../../kernel/region.ts'
import { IdShape, StepTakenShape } from '../../../kernel/shapes.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { Confidence } from '../../law/model.ts'
import { citationOf, findParameter, type LawBook } from '../../law/rules/lawbook.ts'
import { SECTORS, type Enterprise } from '../../registry/model.ts'

/** The list of key units of a year (重点检查单位, circular art. 2): what the rules name, and what somebody changed by hand. */
export const KEY_LIST_STATES = { draft: '编制中', frozen: '已定稿' } as const
export type KeyListState = keyof typeof KEY_LIST_STATES

export const KeyList = z.object({
  id: IdShape,
  state: z.enum(Object.keys(KEY_LIST_STATES) as [KeyListState, ...KeyListState[]]),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  bureauName: z.string(),
  year: z.number().int(),
  /** Who made it by the rules, and last when. */
  madeBy: z.string(),
  madeAt: z.string(),
  frozenAt: z.string().nullable(),
})
export type KeyList = z.infer<typeof KeyList>

/** Why the rules name a business, with the row of the law data. */
export const KeyReason = z.object({
  code: z.string(),
  says: z.string(),
  cites: CitationShape,
  confidence: Confidence,
  source: z.string(),
})
export type KeyReason = z.infer<typeof KeyReason>

export const KeyUnit = z.object({
  enterpriseId: IdShape,
  name: z.string(),
  creditCode: z.string(),
  isListed: z.boolean(),
  /** Empty for a business that no rule names. */
  reasons: z.array(KeyReason),
  /** The last change by hand; what it says outlives the rules. */
  byHand: z.object({ because: z.string(), number: z.string(), byName: z.string(), at: z.string() }).nullable(),
  /** Whether the register called it a key unit when the list was made. */
  wasInRegister: z.boolean(),
})
export type KeyUnit = z.infer<typeof KeyUnit>

export const KeyListChange = z.object({
  seq: z.number().int(),
  enterpriseId: IdShape,
  name: z.string(),
  isListed: z.boolean(),
  because: z.string(),
  number: z.string(),
  at: z.string(),
  byName: z.string(),
})
export type KeyListChange = z.infer<typeof KeyListChange>

/** What the rules ask about a business. */
export type KeyFacts = Pick<Enterprise, 'id' | 'name' | 'creditCode' | 'kind' | 'sectors' | 'highRisk' | 'keyUnit'>

type Row = { readonly cites: Citation } & Pick<KeyReason, 'confidence' | 'source'>
export type KeyRules = {
  /** Trades whose units of high risk are key units. */
  readonly trades: Row & { readonly sectors: readonly string[] }
  /** What makes a business a safety-evaluation agency. */
  readonly agencies: Row & { readonly sectors: readonly string[] }
  /** Whether units of high risk of other trades are key units too; null where they are not. */
  readonly otherHighRisk: Row | null
}

const words = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** The rules in force at a place on a day; null before there were any. */
export function keyRulesOn(book: LawBook, at: { readonly region: Region; readonly date: LawDate }): KeyRules | null {
  const found = (key: string) => {
    const row = findParameter(book, `planning.key-units.${key}`, at)
    const basis = row?.basis[0]
    if (!row || !basis) return null
    return { value: row.value, cites: citationOf(basis), confidence: row.confidence, source: row.source }
  }
  const [trades, agencies, other] = [found('trades'), found('agencies'), found('other-high-risk')]
  if (!trades || !agencies) return null
  return {
    trades: { ...trades, sectors: words(trades.value) },
    agencies: { ...agencies, sectors: words(agencies.value) },
    otherHighRisk: other?.value === 1 ? other : null,
  }
}

const reason = (code: string, { cites, confidence, source }: Row, says: string): KeyReason => ({
  code,
  says,
  cites,
  confidence,
  source,
})

/** Why a business is a key unit by the rules; empty when it is none. */
export function whyKeyUnit({ kind, sectors, highRisk }: KeyFacts, rules: KeyRules): KeyReason[] {
  const trades = sectors.filter((sector) => rules.trades.sectors.includes(sector))
  if (highRisk && trades.length > 0) {
    const named = trades.map((sector) => SECTORS[sector] ?? sector).join('、')
    return [reason('trade', rules.trades, `${named}行业领域，高危企业`)]
  }
  if (kind === 'agency' || sectors.some((sector) => rules.agencies.sectors.includes(sector)))
    return [reason('agency', rules.agencies, '安全评价等安全服务机构')]
  return highRisk && rules.otherHighRisk ? [reason('other-high-risk', rules.otherHighRisk, '其他高危企业')] : []
}

/**
 * The list as the rules make it from the register, business by business. What somebody decided by hand stays decided. A
 * business that the register calls a key unit and no rule names is shown unlisted, so that nobody is dropped in silence.
 */
export function keyUnitsBy(rules: KeyRules, facts: readonly KeyFacts[], before: readonly KeyUnit[] = []): KeyUnit[] {
  const decided = new Map(before.map((unit) => [unit.enterpriseId, unit]))
  return facts.flatMap((one) => {
    const reasons = whyKeyUnit(one, rules)
    const { byHand = null, isListed = false } = decided.get(one.id) ?? {}
    if (reasons.length === 0 && !one.keyUnit && !byHand) return []
    return [
      {
        enterpriseId: one.id,
        name: one.name,
        creditCode: one.creditCode,
        isListed: byHand ? isListed : reasons.length > 0,
        reasons,
        byHand,
        wasInRegister: one.keyUnit,
      },
    ]
  })
}
