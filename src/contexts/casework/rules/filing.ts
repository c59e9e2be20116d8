import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import type { CaseAct, CaseFacts, Deed } from '../model.ts'
import type { ProposeFiling } from './asks.ts'
import { APL_FROM } from './officers.ts'

/**
 * APL 36: an act found only after two years is no longer punished; after five where safety was touched and harm
 * resulted.
 */
const TIME_BAR_YEARS = { plain: 2, withHarm: 5 } as const

/** The same day so many years later; 29 February becomes the last day of February (procedure.md T7). */
function yearsLater(date: LawDate, years: number): LawDate {
  const [year = 0, month = '', day = ''] = [Number(date.slice(0, 4)), date.slice(5, 7), date.slice(8, 10)]
  const target = `${year + years}-${month}-${day}`
  const isLeap = (y: number) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0
  return month === '02' && day === '29' && !isLeap(year + years) ? `${year + years}-02-28` : target
}

/** Last day on which the act could be found and still be punished. */
export const timeBarOf = (act: Pick<CaseAct, 'actDate' | 'harmed'>): LawDate =>
  yearsLater(act.actDate, act.harmed ? TIME_BAR_YEARS.withHarm : TIME_BAR_YEARS.plain)

type FilingThing = { readonly acts: readonly CaseAct[]; readonly foundOn: LawDate }

const timeBarred = ({ acts, foundOn }: FilingThing) => {
  const late = acts.find((act) => foundOn > timeBarOf(act))
  return late
    ? no(
        'time-barred',
        {
          actDate: late.actDate,
          foundOn,
          until: timeBarOf(late),
          fact: late.fact.slice(0, 60),
        },
        '违法行为终了于{actDate}，到{foundOn}才被发现，已过追责期限（{until}届满），不再给予行政处罚',
        '对该行为不予立案；行为有连续或者继续状态的，按终了之日填写；造成危害后果的，注明后果',
      )
    : null
}

const finedTwice = ({ finedBefore }: CaseFacts) => {
  const before = finedBefore[0]
  return before
    ? no(
        'fined-before',
        { caseNumber: before.caseNumber },
        '当事人的同一违法行为已在{caseNumber}案中处以罚款，不得再次罚款',
        '删去该违法行为；确属另一行为的，写明时间、地点或者对象的不同',
      )
    : null
}

export const withinTimeBar = rule<Deed>({
  cites: art('APL', 36),
  inForceFrom: APL_FROM,
  refuses: ({ thing }) => timeBarred(thing),
})
/** One act is not fined twice (一事不再罚). */
export const notFinedBefore = rule<Deed>({
  cites: art('APL', 29),
  inForceFrom: APL_FROM,
  refuses: ({ facts }) => finedTwice(facts),
})

/** The provision itself says whom it punishes: the principal's duty is not the unit's violation (APL 4, WSL 94). */
export const actsPunishTheParty = rule<Deed>({
  cites: art('APL', 4),
  inForceFrom: APL_FROM,
  refuses: ({ thing, facts }) => {
    const wanted = thing.party.kind === 'individual' ? 'person' : 'unit'
    const astray = facts.judgement?.acts.find(({ punishes }) => punishes !== wanted)
    if (!astray) return null
    const whom = astray.punishes === 'person' ? '主要负责人等个人' : '单位'
    return no(
      'act-punishes-another',
      { act: astray.title, whom },
      '“{act}”的处罚对象是{whom}，不能在本案中处罚本案当事人',
      '对{whom}另行立案',
    )
  },
})

/**
 * Nothing lies after today. A continuing act may well have been found to last after the day on which it was first found
 * (APL 36).
 */
export const datesRunForward = rule<Deed<ProposeFiling>>({
  cites: art('APL', 54),
  inForceFrom: APL_FROM,
  refuses: ({ input: { acts, foundOn }, at }) => {
    const today = lawDateOf(at)
    const ahead = acts.find((act) => act.actDate > today)
    if (foundOn > today) return no('found-in-the-future', { foundOn }, '发现日期{foundOn}晚于今天', '核对发现日期')
    return ahead
      ? no(
          'act-in-the-future',
          { actDate: ahead.actDate, today },
          '违法行为的日期{actDate}晚于今天',
          '核对违法行为的日期',
        )
      : null
  },
})
