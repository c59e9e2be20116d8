import { art } from '../../../kernel/citation.ts'
import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Factor, FineRange, Tier, TierTable } from '../model.ts'
import { citationOf, findFactor, findInstrument, findTierTable, getNumber, type LawBook } from './lawbook.ts'
import { derived, yuan, type ActFacts, type Derivation, type MoneyRange, type RatioRange } from './penalty.ts'

/** The range in money, or only as a ratio while its base is not known. */
export function moneyRange(fine: FineRange, act: ActFacts): { range: MoneyRange | null; ratio: RatioRange | null } {
  if (fine.unit === 'fen') return { range: { minFen: fine.min, maxFen: fine.max }, ratio: null }
  const ratio = { min: fine.min, max: fine.max, unit: fine.unit }
  const base =
    fine.unit === 'percent_of_annual_income'
      ? act.annualIncomeFen
      : fine.unit === 'multiple_of_goods_value'
        ? act.goodsValueFen
        : act.gainsFen
  if (base === undefined) return { range: null, ratio }
  const per = fine.unit === 'percent_of_annual_income' ? 100 : 1
  const maxFen = Math.min(Math.floor((fine.max * base) / per), fine.ceilingFen ?? Infinity)
  // "Less than the floor: the floor" speaks of the highest multiple; then the floor is the fine.
  if (fine.floorFen !== undefined && maxFen < fine.floorFen)
    return { range: { minFen: fine.floorFen, maxFen: fine.floorFen }, ratio }
  return { range: { minFen: Math.min(Math.ceil((fine.min * base) / per), maxFen), maxFen }, ratio }
}

const part = ({ minFen, maxFen }: MoneyRange, share: number) => minFen + share * (maxFen - minFen)

const sliceOf = (range: MoneyRange, from: number, to: number): MoneyRange => ({
  minFen: Math.round(part(range, from)),
  maxFen: Math.round(part(range, to)),
})

const clampTo = ({ minFen, maxFen }: MoneyRange, fen: number) => Math.min(Math.max(fen, minFen), maxFen)

const bandOf = (range: MoneyRange, { share, fen }: Tier): MoneyRange =>
  fen
    ? { minFen: clampTo(range, fen[0]), maxFen: clampTo(range, fen[1]) }
    : share
      ? sliceOf(range, share[0], share[1])
      : range

const selects = ({ atLeast, atMost }: Tier, quantity: number) =>
  (atLeast === null || quantity >= atLeast) && (atMost === null || quantity <= atMost)

const tierFor = (table: TierTable, act: ActFacts) =>
  table.tiers.find(({ tier }) => tier === act.tier) ??
  table.tiers.find((tier) => selects(tier, act.quantity)) ??
  table.tiers.at(-1)

/** Rounded to whole hundreds of yuan, as decisions are written, but never out of the band. */
export function roundedWithin(band: MoneyRange, fen: number, stepFen: number): number {
  const nearest = Math.round(fen / stepFen) * stepFen
  const inside =
    nearest > band.maxFen
      ? Math.floor(band.maxFen / stepFen) * stepFen
      : nearest < band.minFen
        ? Math.ceil(band.minFen / stepFen) * stepFen
        : nearest
  return inside >= band.minFen && inside <= band.maxFen ? inside : Math.round(clampTo(band, fen))
}

type Weighing = {
  readonly place: number
  readonly factors: readonly Factor[]
  readonly course: 'normal' | 'lighten' | 'mitigate' | 'aggravate'
}

/**
 * Where in the band, and whether the circumstances lighten, mitigate or aggravate. Those that contradict each other
 * cancel out.
 */
export function weigh(book: LawBook, act: ActFacts, extra: readonly string[]): Weighing {
  const factors = [...new Set([...act.circumstances, ...extra].flatMap((word) => findFactor(book, word) ?? []))]
  const weights = factors.filter(({ effect }) => effect === 'weight').reduce((sum, { weight }) => sum + weight, 0)
  const place = act.place ?? Math.min(1, Math.max(0, Math.round((0.5 + weights) * 1000) / 1000))
  const has = (effect: Factor['effect']) => factors.some((factor) => factor.effect === effect)
  const eases = has('mitigate') ? 'mitigate' : has('lighten') ? 'lighten' : 'normal'
  const course = !has('aggravate') ? eases : eases === 'normal' ? 'aggravate' : 'normal'
  return { place, factors, course }
}

export type Fixed = {
  readonly tier: string | null
  readonly band: MoneyRange
  readonly fen: number
  readonly isMitigated: boolean
  readonly derivation: readonly Derivation[]
}

type FixAsk = {
  readonly range: MoneyRange
  readonly violation: string
  readonly act: ActFacts
  readonly region: Region
  readonly decisionDate: LawDate
  readonly extra: readonly string[]
}

/** Range → tier by quantity → circumstances → a suggested amount, each step with its authority (discretion.md §4). */
export function fixAmount(book: LawBook, { range, violation, act, region, decisionDate, extra }: FixAsk): Fixed {
  const at = { region, date: decisionDate }
  const { place, factors, course } = weigh(book, act, extra)
  const table = findTierTable(book, violation, { ...at, stage: act.stage })
  const tier = table ? tierFor(table, act) : undefined
  const normal = tier ? bandOf(range, tier) : range
  const ceiling = getNumber(book, 'discretion.lighten-ceiling', at)
  const floor = getNumber(book, 'discretion.aggravate-floor', at)
  const bands = {
    normal,
    lighten: sliceOf(range, 0, ceiling),
    aggravate: sliceOf(range, floor, 1),
    mitigate: range.minFen > 0 ? { minFen: 0, maxFen: range.minFen } : sliceOf(range, 0, ceiling / 2),
  }
  // 从轻 never raises and 从重 never lowers what the tier alone would give.
  const band =
    course === 'lighten' && bands.lighten.maxFen > normal.maxFen
      ? normal
      : course === 'aggravate' && bands.aggravate.minFen < normal.minFen
        ? normal
        : bands[course]
  const stepFen = getNumber(book, 'discretion.rounding', at)
  const fen = roundedWithin(band, part(band, place), stepFen)
  const name =
    course === 'normal'
      ? (tier?.tier ?? null)
      : course === 'aggravate'
        ? (table?.tiers.at(-1)?.tier ?? null)
        : (table?.tiers[0]?.tier ?? null)
  return {
    tier: name,
    band,
    fen,
    isMitigated: course === 'mitigate',
    derivation: [
      tierStep(book, { table, tier, act, normal }),
      ...factors.map((factor) => factorStep(factor)),
      ...(course === 'normal' ? [] : [courseStep(course, band, range)]),
      derived(
        '建议数额',
        `在${yuan(band.minFen)}至${yuan(band.maxFen)}之间取${Math.round(place * 1000) / 10}%处，建议${yuan(fen)}`,
        [],
        {
          minFen: band.minFen,
          maxFen: band.maxFen,
          place,
          suggestedFen: fen,
        },
      ),
    ],
  }
}

function tierStep(
  book: LawBook,
  { table, tier, act, normal }: { table: TierTable | null; tier: Tier | undefined; act: ActFacts; normal: MoneyRange },
): Derivation {
  if (!table || !tier)
    return derived('裁量阶次', '作出决定时没有生效的裁量阶次表，在法定幅度内裁量', [], { quantity: act.quantity })
  const document = findInstrument(book, table.document)
  const name = `${document?.name ?? table.document}${table.number ? `第${table.number}项` : ''}`
  const chosen = act.tier === tier.tier ? `按适用条件选${tier.tier}档` : `数量${act.quantity}，${tier.tier}档`
  const mark = tier.confidence === '○' || table.violation === null ? '（推定，须核对原表）' : ''
  return derived(
    '裁量阶次',
    `${name}${mark}：${chosen}，${yuan(normal.minFen)}至${yuan(normal.maxFen)}`,
    [],
    {
      quantity: act.quantity,
      tier: tier.tier,
      minFen: normal.minFen,
      maxFen: normal.maxFen,
      table: table.id,
    },
    tier.confidence,
  )
}

const EFFECTS: Readonly<Record<Factor['effect'], string>> = {
  'exempt-must': '应当不予处罚',
  'exempt-may': '可以不予处罚',
  lighten: '应当从轻',
  mitigate: '减轻',
  aggravate: '从重',
  weight: '调整',
  grave: '加重档',
}

const factorStep = ({ says, effect, weight, basis, basisNote, code, confidence }: Factor): Derivation =>
  derived(
    '裁量情节',
    `${says}：${EFFECTS[effect]}${weight ? `${weight > 0 ? '上' : '下'}移${Math.abs(weight) * 100}%` : ''}${basisNote ? `（${basisNote}）` : ''}`,
    basis.map(citationOf),
    { code, weight },
    confidence,
  )

function courseStep(course: 'lighten' | 'mitigate' | 'aggravate', band: MoneyRange, range: MoneyRange): Derivation {
  const within = `${yuan(band.minFen)}至${yuan(band.maxFen)}`
  if (course === 'lighten') return derived('裁量情节', `从轻：取法定幅度内较低部分${within}`, [art('APL', 32)], {}, '◐')
  if (course === 'aggravate')
    return derived('裁量情节', `从重：取法定幅度内较高部分${within}，不超过法定上限${yuan(range.maxFen)}`, [], {}, '◐')
  return derived(
    '裁量情节',
    `减轻：低于法定下限${yuan(range.minFen)}处罚，须说明理由并集体讨论`,
    [art('APL', 32), art('APL', 57, 2)],
    {},
    '◐',
  )
}
