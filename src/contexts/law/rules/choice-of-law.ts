import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { covers, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Stage, Subject, Violation } from '../model.ts'
import {
  citationText,
  findFactor,
  findInstrument,
  findViolations,
  inForce,
  penaltyCitation,
  type LawBook,
} from './lawbook.ts'
import { derived, STAGE_NAMES, type ActFacts, type Derivation } from './penalty.ts'

type Where = {
  readonly actDate: LawDate
  readonly decisionDate: LawDate
  readonly region: Region
  readonly subject: Subject
}
export type ChosenLaw = { readonly row: Violation; readonly derivation: readonly Derivation[] }

const GAINS_LIMIT_FEN = 100_000_00

/**
 * Provisions with two ranges for one stage choose by the case's facts: illegal gains or goods of 100,000 yuan and more,
 * any gains at all, circumstances that are especially grave (WSL 92, 103, 114(2)), or by who is punished (WSL 93(2)).
 */
function rowFor(
  book: LawBook,
  all: readonly Violation[],
  { act, subject }: { act: ActFacts; subject: Subject },
): Violation | undefined {
  const own = all.filter((row) => row.subject === subject)
  const rows = own.length > 0 ? own : all
  if (rows.length < 2) return rows[0]
  const isEspeciallyGrave = act.circumstances.some((word) => findFactor(book, word)?.effect === 'grave')
  const grave = rows.find(({ condition }) => condition?.includes('特别严重'))
  if (grave) return isEspeciallyGrave ? grave : rows.find((row) => row !== grave)
  const baseFen = Math.max(act.gainsFen ?? 0, act.goodsValueFen ?? 0)
  const ratio = rows.find(({ fine }) => fine !== null && fine.unit !== 'fen')
  const fixed = rows.find((row) => row !== ratio)
  if (!ratio) return rows[0]
  const isReached = ratio.condition?.includes('十万元以上') ? baseFen >= GAINS_LIMIT_FEN : baseFen > 0
  return isReached ? ratio : fixed
}

const rowsOn = (book: LawBook, key: string, { stage, region, date }: { stage: Stage; region: Region; date: LawDate }) =>
  findViolations(book, key, { stage, region, date })

/** The row in force on a date, following the higher law that took the act over, forward and back. */
function rowsInForce(book: LawBook, key: string, at: { stage: Stage; region: Region; date: LawDate }): Violation[] {
  const own = rowsOn(book, key, at)
  const higher = own
    .flatMap(({ supersededBy }) => (supersededBy && supersededBy.from <= at.date ? supersededBy.keys : []))
    .flatMap((other) => rowsOn(book, other, at))
  if (higher.length > 0) return higher
  if (own.length > 0) return own
  return book.violations.filter(
    (row) =>
      row.supersededBy?.keys.includes(key) &&
      row.stage === at.stage &&
      covers(row.region, at.region) &&
      inForce(row, at.date),
  )
}

/**
 * Lighter means a lower maximum, and with equal maxima a lower minimum; ratios cannot be compared without the case's
 * amounts.
 */
function isLighter(newer: Violation, older: Violation): boolean {
  if (newer.fine?.unit !== 'fen' || older.fine?.unit !== 'fen') return false
  return newer.fine.max < older.fine.max || (newer.fine.max === older.fine.max && newer.fine.min < older.fine.min)
}

function whyNone(book: LawBook, key: string, stage: Stage, where: Where): Refusal {
  const all = book.violationsByKey.get(key) ?? []
  const facts = { violation: key, actDate: where.actDate, stage: STAGE_NAMES[stage] }
  if (all.length === 0)
    return no(
      'unknown-violation',
      facts,
      '没有编号为“{violation}”的违法行为',
      '用 law search --kind violation 查找正确的编号',
    )
  if (!all.some(({ region }) => covers(region, where.region))) {
    return no(
      'violation-of-another-region',
      facts,
      '“{violation}”是其他地方的地方性法规，不适用于本地',
      '改用国家法律或者本地法规的违法行为',
    )
  }
  const here = all.filter((row) => inForce(row, where.actDate))
  if (here.length > 0) {
    const stages = [...new Set(here.map((row) => STAGE_NAMES[row.stage]))].join('、')
    return no(
      'no-such-stage',
      { ...facts, stages },
      '“{violation}”没有“{stage}”这一档，可选：{stages}',
      '核对违法行为所处阶段',
    )
  }
  const expired = all.find(({ effectiveTo }) => effectiveTo !== null && effectiveTo < where.actDate)
  const successor = expired ? findInstrument(book, findInstrument(book, expired.instrument)?.replacedBy ?? '') : null
  const next = successor ? `，已由${successor.number ?? successor.name}替代，其条文尚未载入` : ''
  return no(
    'no-law-on-act-date',
    { ...facts, next },
    '{actDate}没有生效的“{violation}”规定{next}',
    '核对行为日期，或由法制机构载入当时有效的规定',
  )
}

/**
 * Which provision punishes the act: the one in force when it was done, unless a newer one that took it over is lighter
 * when the decision is made (APL 37).
 */
export function chooseLaw(
  book: LawBook,
  { key, act, where }: { key: string; act: ActFacts; where: Where },
): ChosenLaw | Refusal {
  const at = { stage: act.stage, region: where.region }
  const whom = { act, subject: where.subject }
  const older = rowFor(book, rowsInForce(book, key, { ...at, date: where.actDate }), whom)
  if (!older) return whyNone(book, key, act.stage, where)
  const cited = citationText(book, penaltyCitation(older))
  const numbers = { actDate: where.actDate, effectiveFrom: older.effectiveFrom }
  const steps = [
    derived(
      '适用法律',
      `行为发生于${where.actDate}，适用当时有效的${cited}`,
      [art('APL', 37), penaltyCitation(older)],
      numbers,
      older.confidence,
    ),
  ]
  if (older.key !== key)
    steps.push(
      derived('适用法律', `“${key}”与“${older.key}”为同一行为，按行为时的上位规定适用`, [penaltyCitation(older)]),
    )
  const newer = rowFor(book, rowsInForce(book, older.key, { ...at, date: where.decisionDate }), whom)
  if (newer && newer.id !== older.id) {
    const newerText = citationText(book, penaltyCitation(newer))
    if (isLighter(newer, older)) {
      return {
        row: newer,
        derivation: [
          ...steps,
          derived('适用法律', `作出决定时${newerText}处罚较轻，从轻适用新规定`, [
            art('APL', 37),
            penaltyCitation(newer),
          ]),
        ],
      }
    }
    steps.push(
      derived('适用法律', `作出决定时已有${newerText}，处罚不轻于行为时的规定，仍适用行为时的规定`, [
        art('APL', 37),
        penaltyCitation(newer),
      ]),
    )
  } else if (!newer) {
    steps.push(
      derived(
        '适用法律',
        '行为时的规定在作出决定时已失效，新规定条文尚未载入，是否较轻须由法制机构比较',
        [art('APL', 37)],
        {},
        '⚠',
      ),
    )
  }
  return { row: older, derivation: steps }
}

const LEVELS = ['law', 'regulation', 'local', 'interpretation', 'rule', 'guidance', 'standard']

/**
 * The highest fine the provision allows, to compare provisions that one act breaks; ratios count by their money where
 * known.
 */
const ceilingOf = ({ fine }: Violation, act: ActFacts): number => {
  if (!fine) return -1
  if (fine.unit === 'fen') return fine.max
  const baseFen =
    fine.unit === 'percent_of_annual_income'
      ? (act.annualIncomeFen ?? 0) / 100
      : fine.unit === 'multiple_of_goods_value'
        ? (act.goodsValueFen ?? 0)
        : (act.gainsFen ?? 0)
  return Math.min(fine.max * baseFen, fine.ceilingFen ?? Infinity)
}

/**
 * One act, several provisions: the one with the highest fine (APL 29); with equal fines the higher law, then the key.
 */
export function highestFine(
  book: LawBook,
  chosen: readonly ChosenLaw[],
  act: ActFacts,
): ChosenLaw & { absorbed: readonly string[] } {
  const rank = ({ row }: ChosenLaw) => LEVELS.indexOf(findInstrument(book, row.instrument)?.level ?? 'standard')
  const [first, ...rest] = [...chosen].sort(
    (a, b) => ceilingOf(b.row, act) - ceilingOf(a.row, act) || rank(a) - rank(b) || (a.row.key < b.row.key ? -1 : 1),
  )
  if (!first) throw new Error('an act without a provision')
  const absorbed = rest.map(({ row }) => row.key).filter((key) => key !== first.row.key)
  if (absorbed.length === 0) return { ...first, absorbed }
  const says = `同一违法行为同时触犯${absorbed.join('、')}，按罚款数额高的${first.row.key}处罚，不重复罚款`
  return { ...first, absorbed, derivation: [...first.derivation, derived('择一重罚', says, [art('APL', 29)])] }
}
