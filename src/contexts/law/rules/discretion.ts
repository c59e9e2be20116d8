import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { chooseLaw, highestFine, type ChosenLaw } from './choice-of-law.ts'
import { isRefusal } from './deadline.ts'
import { exemptionOf, isRepeat } from './exemption.ts'
import { fixAmount, moneyRange, roundedWithin } from './fine-amount.ts'
import { citationText, findFactor, getNumber, penaltyCitation, type LawBook } from './lawbook.ts'
import { personBand, type PersonBand } from './person-band.ts'
import { procedureOf } from './penalty-procedure.ts'
import {
  derived,
  fallsOnUnit,
  SUBJECT_NAMES,
  yuan,
  type ActDecision,
  type ActFacts,
  type MoneyRange,
  type PenaltyAsk,
  type PenaltyDecision,
  type PersonDecision,
} from './penalty.ts'
import { dailyFineOf } from './surcharge.ts'
import type { Subject, Violation } from '../model.ts'

export type PenaltyAnswer = PenaltyDecision | { readonly refusals: readonly Refusal[] }

const STAGES = ['first', 'overdue', 'grave'] as const

/** Entries of one natural act: of the same name, or of the same violation when they have no name. */
const factOf = ({ fact, violations }: ActFacts) => fact ?? [...violations].sort().join('+')

/**
 * One natural act is punished once (APL 29): entries of the same violation are added up, so that splitting three
 * welders into three entries neither fines three times nor stays in the lowest tier.
 */
function naturalActs(acts: readonly ActFacts[]): { fact: string; act: ActFacts }[] {
  const groups = new Map<string, ActFacts[]>()
  for (const act of acts) groups.set(factOf(act), [...(groups.get(factOf(act)) ?? []), act])
  return [...groups].map(([fact, parts]) => ({ fact, act: mergedAct(parts) }))
}

function mergedAct(parts: readonly ActFacts[]): ActFacts {
  const [first] = parts
  if (!first) throw new Error('an empty group')
  if (parts.length === 1) return first
  const violations = [...new Set(parts.flatMap((part) => part.violations))].sort()
  const quantityOf = (key: string) =>
    parts.filter((part) => part.violations.includes(key)).reduce((sum, { quantity }) => sum + quantity, 0)
  const quantity = Math.max(...violations.map(quantityOf))
  const stage = STAGES[Math.max(...parts.map((part) => STAGES.indexOf(part.stage)))] ?? 'first'
  const circumstances = [...new Set(parts.flatMap((part) => part.circumstances))].sort()
  const joined: ActFacts = Object.assign(
    {},
    ...[...parts].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  )
  return {
    ...joined,
    violations,
    quantity,
    stage,
    circumstances,
    hasHarm: parts.some(({ hasHarm }) => hasHarm),
    isMajorHazard: parts.some((part) => part.isMajorHazard),
  }
}

/**
 * How the fine is fixed (discretion.md §4): choice of law, one act one fine, time bar and exemption, statutory range,
 * tier, circumstances, amount, persons beside the unit, sum, and what the procedure then demands. Pure: the same facts
 * give the same answer, in whatever order the acts are named.
 */
export function decidePenalty(book: LawBook, ask: PenaltyAsk): PenaltyAnswer {
  const wrong = whyNotAsked(book, ask)
  if (wrong.length > 0) return { refusals: wrong }
  const decided = naturalActs(ask.acts).map(({ fact, act }) => decideAct(book, { fact, act, ask }))
  const refusals = decided.flatMap((answer) => (isRefusal(answer) ? [answer] : []))
  if (refusals.length > 0) return { refusals }
  const answers = decided.flatMap((answer) => (isRefusal(answer) ? [] : [answer]))
  const acts = answers.map(({ act }) => act)
  const persons = answers.flatMap((answer) => answer.persons)
  const totalFen = acts.reduce((sum, { suggestedFen }) => sum + (suggestedFen ?? 0), 0)
  const personsTotalFen = persons.reduce((sum, { suggestedFen }) => sum + (suggestedFen ?? 0), 0)
  const maxFen = acts.reduce((sum, { range }) => sum + (range?.maxFen ?? 0), 0)
  return {
    acts,
    persons,
    totalFen,
    personsTotalFen,
    procedure: procedureOf(book, { ask, acts, persons }),
    derivation:
      acts.length < 2
        ? []
        : [
            derived(
              '合并处罚',
              `${acts.length}项违法行为分别裁量、合并处罚：${acts.map(({ suggestedFen }) => yuan(suggestedFen ?? 0)).join(' + ')} = ${yuan(totalFen)}，不超过各项上限之和${yuan(maxFen)}`,
              [art('S003', 4)],
              { totalFen, maxFen },
              '◐',
            ),
          ],
  }
}

function whyNotAsked(book: LawBook, ask: PenaltyAsk): Refusal[] {
  const unknown = [...new Set(ask.acts.flatMap(({ circumstances }) => circumstances))].filter(
    (word) => !findFactor(book, word),
  )
  const known = book.factors.map(({ code, says }) => `${code}（${says}）`).join('、')
  return [
    ...(ask.acts.length === 0 ? [no('no-acts', {}, '没有填写违法行为', '至少填写一项违法行为')] : []),
    ...(ask.decisionDate < ask.actDate
      ? [
          no(
            'decided-before-act',
            { actDate: ask.actDate, decisionDate: ask.decisionDate },
            '决定日期{decisionDate}早于行为日期{actDate}',
            '核对两个日期',
          ),
        ]
      : []),
    ...unknown.map((word) =>
      no(
        'unknown-circumstance',
        { circumstance: word, known },
        '不认识的裁量情节“{circumstance}”',
        '可用的情节：{known}',
      ),
    ),
    ...ask.acts
      .filter(({ quantity }) => !(quantity >= 0))
      .map(({ violations }) =>
        no('bad-quantity', { violation: violations.join('、') }, '“{violation}”的数量无效', '填写不小于0的数字'),
      ),
  ]
}

type Asked = { readonly fact: string; readonly act: ActFacts; readonly ask: PenaltyAsk }

type Decided = { readonly act: ActDecision; readonly persons: PersonDecision[] }

function decideAct(book: LawBook, { fact, act, ask }: Asked): Decided | Refusal {
  const found = act.violations.map((key) => chooseLaw(book, { key, act, where: ask }))
  const chosen = found.filter((answer): answer is ChosenLaw => !isRefusal(answer))
  const refusal = found.find(isRefusal)
  if (refusal || chosen.length === 0)
    return refusal ?? no('no-violation', { fact }, '违法行为“{fact}”没有编号', '填写违法行为编号')
  const law = highestFine(book, chosen, act)
  const { row } = law
  const exemption = exemptionOf(book, { violation: row.key, act, ask })
  const money = row.fine ? moneyRange(row.fine, act) : dailyRange(row, act)
  const base = {
    fact,
    violation: row.key,
    row,
    says: row.says,
    quantity: act.quantity,
    range: money.range,
    ratio: money.ratio,
    absorbed: law.absorbed,
    exempt: exemption.exempt,
    gainsFen: row.measures.some((measure) => measure.includes('没收违法所得')) ? (act.gainsFen ?? 0) : 0,
  }
  const head = [...law.derivation, ...subjectSteps(ask, row), ...stageSteps(act), ...exemption.derivation]
  if (exemption.exempt) {
    const measures = ['责令改正', '批评教育']
    return { act: { ...base, ...UNFINED, suggestedFen: 0, measures, derivation: head }, persons: [] }
  }
  const isCountedAlready = act.circumstances.some((word) => findFactor(book, word)?.code === 'repeat')
  const extra = !isCountedAlready && isRepeat(book, { violation: row.key, ask }) ? ['repeat'] : []
  return money.range
    ? finedAct(book, { fact, act, ask, base: { ...base, range: money.range }, head, extra })
    : unfinedAct(book, { fact, act, ask, base, head, extra })
}

const UNFINED = { tier: null, band: null, isMitigated: false } as const

type Base = Omit<ActDecision, 'tier' | 'band' | 'suggestedFen' | 'measures' | 'isMitigated' | 'derivation'>
type Weighed<B extends Base = Base> = Asked & {
  readonly base: B
  readonly head: ActDecision['derivation']
  readonly extra: readonly string[]
}

/** A stage without a fine of its own, or a ratio whose base is not known yet. */
function unfinedAct(book: LawBook, { fact, act, ask, base, head, extra }: Weighed): Decided {
  const { row, ratio } = base
  const says = ratio
    ? '幅度为比例，缺少计算基数（违法所得、货值或者上一年年收入），暂不能算出金额'
    : '该阶段没有罚款，依法采取其他处罚或者措施'
  const derivation = [...head, derived('法定幅度', says, [penaltyCitation(row)])]
  return {
    act: { ...base, ...UNFINED, suggestedFen: null, measures: row.measures, derivation },
    persons: personsBeside(book, { fact, act, ask, row, unitPlace: null, extra }),
  }
}

/** A fine within the statutory range, and the persons who answer beside the unit at the same place of theirs. */
function finedAct(
  book: LawBook,
  { fact, act, ask, base, head, extra }: Weighed<Base & { readonly range: MoneyRange }>,
): Decided {
  const { row, range } = base
  const { region, decisionDate } = ask
  const fixed = fixAmount(book, { range, violation: row.key, act, region, decisionDate, extra })
  const { minFen, maxFen } = range
  const says = `${citationText(book, penaltyCitation(row))}：${row.fineIsOptional ? '可以处' : '处'}${yuan(minFen)}至${yuan(maxFen)}罚款`
  const rangeStep = derived('法定幅度', says, [penaltyCitation(row)], { minFen, maxFen }, row.confidence)
  return {
    act: {
      ...base,
      tier: fixed.tier,
      band: fixed.band,
      suggestedFen: fixed.fen,
      measures: row.measures,
      isMitigated: fixed.isMitigated,
      derivation: [...head, rangeStep, ...fixed.derivation],
    },
    persons: personsBeside(book, {
      fact,
      act,
      ask,
      row,
      unitPlace: placeIn(range, fixed.fen),
      own: personBand(book, { row, ask, fixed }),
      extra,
    }),
  }
}

const placeIn = ({ minFen, maxFen }: MoneyRange, fen: number): number | null =>
  maxFen > minFen ? Math.max(0, (fen - minFen) / (maxFen - minFen)) : null

/** The daily fine repeats the earlier one for each day of refusal (WSL 112): there is nothing to weigh. */
function dailyRange(row: Violation, act: ActFacts): { range: MoneyRange | null; ratio: null } {
  const { order, originalFen } = act
  if (!row.isDaily || originalFen === undefined || !order?.recheckedOn) return { range: null, ratio: null }
  const { amountFen } = dailyFineOf({ originalFen, orderedOn: order.issuedOn, recheckedOn: order.recheckedOn })
  return { range: { minFen: amountFen, maxFen: amountFen }, ratio: null }
}

/**
 * The provision names the punished subject; asking for another one is answered with the right one, not with a wrong
 * fine.
 */
function subjectSteps(ask: PenaltyAsk, row: Violation) {
  if (row.subject === ask.subject || (fallsOnUnit(row.subject) && fallsOnUnit(ask.subject))) return []
  return [
    derived('处罚对象', `该条的被处罚人是${SUBJECT_NAMES[row.subject]}，不是${SUBJECT_NAMES[ask.subject]}`, [
      penaltyCitation(row),
    ]),
  ]
}

function stageSteps({ stage, order }: ActFacts) {
  if (stage !== 'overdue' || (order?.dueOn && order.recheckedOn)) return []
  return [
    derived(
      '法定幅度',
      '按逾期未改正一档处罚，案卷须附责令限期改正文书、期限届满日和复查记录',
      [art('WSL', 65)],
      {},
      '◐',
    ),
  ]
}

type Beside = Asked & {
  readonly row: Violation
  readonly unitPlace: number | null
  readonly own?: PersonBand | null
  readonly extra: readonly string[]
}

/**
 * 双罚: persons are fined on their own range at the place where the unit stands on its own. They are parties of their own
 * (APL 29 does not bar it).
 */
function personsBeside(book: LawBook, { fact, act, ask, row, unitPlace, own, extra }: Beside): PersonDecision[] {
  if (!row.double) return []
  const { range, ratio } = moneyRange(row.double.fine, act)
  const cites = [penaltyCitation(row)]
  const one = (subject: Subject): PersonDecision => {
    const base = { fact, violation: row.key, row, subject, range, ratio }
    const name = SUBJECT_NAMES[subject]
    if (!range)
      return {
        ...base,
        suggestedFen: null,
        derivation: [
          derived('处罚对象', `并处${name}上一年年收入${ratio?.min}%至${ratio?.max}%罚款，须查明年收入`, cites),
        ],
      }
    const bounds = `${yuan(range.minFen)}至${yuan(range.maxFen)}`
    if (unitPlace === null) {
      const fixed = fixAmount(book, {
        range,
        violation: row.key,
        act,
        region: ask.region,
        decisionDate: ask.decisionDate,
        extra,
      })
      return {
        ...base,
        suggestedFen: fixed.fen,
        derivation: [derived('处罚对象', `并处${name}${bounds}罚款`, cites, {}, row.confidence), ...fixed.derivation],
      }
    }
    const stepFen = getNumber(book, 'discretion.rounding', { region: ask.region, date: ask.decisionDate })
    if (own) {
      const { band, place, tier } = own
      const fen = roundedWithin(band, band.minFen + place * (band.maxFen - band.minFen), stepFen)
      const says = `并处${name}${bounds}罚款，${tier}档对个人为${yuan(band.minFen)}至${yuan(band.maxFen)}，建议${yuan(fen)}`
      return {
        ...base,
        suggestedFen: fen,
        derivation: [derived('处罚对象', says, cites, { place, suggestedFen: fen })],
      }
    }
    const fen = roundedWithin(range, range.minFen + unitPlace * (range.maxFen - range.minFen), stepFen)
    const says = `并处${name}${bounds}罚款，与单位同一比例${Math.round(unitPlace * 1000) / 10}%，建议${yuan(fen)}`
    return {
      ...base,
      suggestedFen: fen,
      derivation: [derived('处罚对象', says, cites, { place: unitPlace, suggestedFen: fen }, '◐')],
    }
  }
  return row.double.subjects.map(one)
}

/**
 * Why an officer's amount cannot stand: outside the statutory range, or outside the tier's band without a written
 * reason.
 */
export function whyNotAmount(
  { range, band, exempt, isMitigated }: ActDecision,
  amountFen: number,
  reason?: string,
): Refusal[] {
  const cites = art('APL', 34)
  if (!range)
    return amountFen === 0
      ? []
      : [{ ...no('no-fine-provided', {}, '该违法行为在此阶段没有罚款', '改用其他处罚种类'), cites }]
  const facts = {
    amount: yuan(amountFen),
    min: yuan(range.minFen),
    max: yuan(range.maxFen),
    low: yuan(band?.minFen ?? 0),
    high: yuan(band?.maxFen ?? 0),
  }
  if (exempt?.kind === 'must' && amountFen > 0)
    return [{ ...no('must-not-be-punished', facts, '依法不予处罚，不得罚款', '作出不予处罚决定'), cites }]
  const isBelow = amountFen < range.minFen && !isMitigated && exempt === null
  if (amountFen > range.maxFen || isBelow)
    return [
      {
        ...no(
          'outside-statutory-range',
          facts,
          '{amount}不在法定幅度{min}至{max}之内',
          '在法定幅度内确定数额；低于下限须有减轻情节',
        ),
        cites,
      },
    ]
  if (band && (amountFen < band.minFen || amountFen > band.maxFen) && !reason?.trim() && exempt === null) {
    return [
      {
        ...no(
          'outside-tier-band',
          facts,
          '{amount}不在裁量阶次{low}至{high}之内',
          '说明偏离裁量基准的理由并集体讨论，或者调整数额',
        ),
        cites,
      },
    ]
  }
  return []
}
