import { art } from '../../../kernel/citation.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { LeniencyList } from '../model.ts'
import { addMonths } from './deadline.ts'
import { citationOf, findFactor, findLeniencyLists, getNumber, type LawBook } from './lawbook.ts'
import { derived, type ActFacts, type Derivation, type Exemption, type PenaltyAsk } from './penalty.ts'

export type ExemptionAnswer = { readonly exempt: Exemption | null; readonly derivation: readonly Derivation[] }
type Asked = { readonly violation: string; readonly act: ActFacts; readonly ask: PenaltyAsk }

/** Two years from the end of the act, five when life, health or finance is touched and harm came of it (APL 36). */
export function isTimeBarred(
  book: LawBook,
  { act, ask }: Omit<Asked, 'violation'>,
): { barred: boolean; lastDay: LawDate; years: number } {
  const years = getNumber(book, act.hasHarm ? 'time-bar.harm' : 'time-bar.normal', {
    region: ask.region,
    date: ask.decisionDate,
  })
  const lastDay = addMonths(act.endedOn ?? ask.actDate, years * 12)
  return { barred: (ask.foundOn ?? ask.decisionDate) > lastDay, lastDay, years }
}

/**
 * Whether the party was punished for the same violation within the look-back before the act; without a date it is
 * unknown.
 */
export function isRepeat(book: LawBook, { violation, ask }: { violation: string; ask: PenaltyAsk }): boolean {
  const years = getNumber(book, 'discretion.repeat-look-back', { region: ask.region, date: ask.decisionDate })
  return ask.party.lastViolations.some(
    ({ violation: last, on }) =>
      last === violation && on !== undefined && on <= ask.actDate && ask.actDate <= addMonths(on, years * 12),
  )
}

const isMajor = (book: LawBook, act: ActFacts) =>
  act.isMajorHazard === true || act.circumstances.some((word) => findFactor(book, word)?.code === 'major-hazard')

/**
 * Why a "first violation" cannot be left unpunished: the common conditions of APL 33(1) and those of the local lists.
 */
function whyNotFirst(book: LawBook, { violation, act, ask }: Asked, lists: readonly LeniencyList[]): string[] {
  const { party } = ask
  const years = getNumber(book, 'discretion.first-violation-look-back', { region: ask.region, date: ask.decisionDate })
  const earliest = addMonths(ask.actDate, -years * 12)
  const isKnown = party.lastViolations.some(
    (last) =>
      last.violation === violation && (last.on === undefined || (last.on >= earliest && last.on <= ask.decisionDate)),
  )
  const common = [
    act.stage !== 'first' && '已责令改正而逾期未改或者情节严重，不属于及时改正',
    act.hasHarm === true && '已造成危害后果',
    isKnown && `回溯期${years}年内有同一违法行为，不是初次违法`,
    isMajor(book, act) && '涉及重大事故隐患',
  ].filter((why) => why !== false)
  if (lists.length === 0 || common.length > 0) return common
  const perList = lists.map((list) => whyNotOnList(list, { violation, act, ask }))
  return perList.some((reasons) => reasons.length === 0) ? [] : [...new Set(perList.flat())]
}

function whyNotOnList(list: LeniencyList, { violation, act, ask }: Asked): string[] {
  const { party } = ask
  const limit = list.items.find((item) => item.violation === violation)?.quantityMax ?? null
  const safeSince =
    list.noFatalAccidentYears === null ? null : addMonths(ask.decisionDate, -list.noFatalAccidentYears * 12)
  return [
    limit !== null && act.quantity > limit && `数量${act.quantity}超过清单限额${limit}（${list.name}）`,
    safeSince !== null &&
      party.lastFatalAccidentOn !== undefined &&
      party.lastFatalAccidentOn > safeSince &&
      `${list.noFatalAccidentYears}年内发生过死亡事故（${list.name}）`,
    list.needs.includes('not_blacklisted') && party.isBlacklisted === true && `在严重失信主体名单内（${list.name}）`,
    list.needs.includes('commitment') && party.hasCommitment !== true && `未签订改正承诺书（${list.name}）`,
    list.excludes.includes('high_risk') && party.isHighRisk === true && `高危行业不适用（${list.name}）`,
  ].filter((why) => why !== false)
}

/**
 * Must not be punished, may be left unpunished, or neither — with the reasons, also for what was asserted and not
 * granted.
 */
export function exemptionOf(book: LawBook, asked: Asked): ExemptionAnswer {
  const { act, ask } = asked
  const bar = isTimeBarred(book, asked)
  const found = ask.foundOn ? `发现于${ask.foundOn}` : `未填发现日期，按决定日期${ask.decisionDate}核算`
  if (bar.barred) {
    const says = `违法行为已超过${bar.years}年（至${bar.lastDay}），${found}，不再给予行政处罚`
    const exempt: Exemption = { kind: 'must', code: 'time-barred', says, cites: [art('APL', 36)], lists: [] }
    return {
      exempt,
      derivation: [derived('处罚时效', says, [art('APL', 36)], { lastDay: bar.lastDay, years: bar.years })],
    }
  }
  const factors = act.circumstances.flatMap((word) => findFactor(book, word) ?? [])
  const must = factors.find(
    ({ effect, effectiveFrom }) => effect === 'exempt-must' && effectiveFrom <= ask.decisionDate,
  )
  if (must && !(must.code === 'slight-corrected-no-harm' && (act.stage !== 'first' || act.hasHarm === true))) {
    const says = `${must.says}，不予行政处罚，责令改正并教育`
    const cites = must.basis.map(citationOf)
    return {
      exempt: { kind: 'must', code: must.code, says, cites, lists: [] },
      derivation: [derived('不予处罚', says, cites)],
    }
  }
  const may = factors.find(({ effect }) => effect === 'exempt-may')
  return may
    ? firstViolation(book, asked, may.code)
    : { exempt: null, derivation: must ? [derived('不予处罚', `主张“${must.says}”与查明事实不符，不予采纳`, [])] : [] }
}

function firstViolation(book: LawBook, asked: Asked, code: string): ExemptionAnswer {
  const { violation, ask } = asked
  const lists = findLeniencyLists(book, violation, { region: ask.region, date: ask.decisionDate })
  const reasons = whyNotFirst(book, asked, lists)
  const cites = [art('APL', 33, 1)]
  if (reasons.length > 0)
    return { exempt: null, derivation: [derived('不予处罚', `不符合“首违不罚”条件：${reasons.join('；')}`, cites)] }
  const where = lists.length > 0 ? lists.map(({ name }) => name).join('、') : '本地清单（尚未载入，须核对）'
  const says = `初次违法、危害后果轻微并及时改正，依${where}可以不予处罚；到期未改的恢复处罚`
  return {
    exempt: { kind: 'may', code, says, cites, lists: lists.map(({ id }) => id) },
    derivation: [derived('不予处罚', says, cites, {}, lists.length > 0 ? '◐' : '○')],
  }
}
