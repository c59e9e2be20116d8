/** Lenient track and safe harbour: what stands in the file before nobody is punished (circular art. 9, 10; APL 33). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { HARBOUR_BRANCHES, type Harbour } from '../../hazard/model.ts'
import type { SideDeed } from './proceeding.ts'

const CIRCULAR_FROM = '2025-02-27'
const SIGNED_GROUNDS: readonly string[] = ['no-penalty-minor', 'no-penalty-first', 'no-penalty-self-report']

/** Pointed out, explained, demanded, and signed by the business: only then is nobody punished (circular art. 9). */
export const demandIsSigned = rule<SideDeed<{ ground: string; signedDemand: string | null }>>({
  cites: art('MEM-2025-02-27', 9),
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ input, facts }) =>
    !SIGNED_GROUNDS.includes(input.ground) || input.signedDemand !== null || facts.signedOrders.length > 0
      ? null
      : no(
          'demand-not-signed',
          {},
          '当事人没有在整改意见上签字，不能以包容审慎为由不予处罚',
          '由当事人负责人在整改意见上签字后上传；拒不签字、不整改的，依法处罚',
        ),
})

/** Every hazard behind the acts was reported and being treated before the door was scanned (circular art. 10). */
export const selfReportStands = rule<SideDeed<{ ground: string }>>({
  cites: art('MEM-2025-02-27', 10),
  inForceFrom: CIRCULAR_FROM,
  refuses: ({ input, facts }) => {
    if (input.ground !== 'no-penalty-self-report') return null
    const failing = facts.harbours.filter(({ branch }) => branch !== 'exempt')
    if (facts.harbours.length > 0 && failing.length === 0) return null
    const why = failing.flatMap(({ branch, because }) => [HARBOUR_BRANCHES[branch], ...because])
    return no(
      'no-safe-harbour',
      { why: [...new Set(why)].join('；') || '本案没有与检查相连的重大事故隐患' },
      '不符合自查自报免予处罚的条件：{why}',
      '依法处罚主要负责人和有关人员；有其他法定理由的，另选理由',
    )
  },
})

/** The proof as one line of the file and of the decision. */
export const proofOfHarbour = ({ report, because, journal }: Harbour): string =>
  report
    ? `${because.join('；')}。自报登记${minuteOf(report.reportedAt)}，校验值${report.digest.slice(0, 16)}${
        journal ? `，留痕链${journal.region}第${journal.seq}条（${journal.hash.slice(0, 16)}）` : ''
      }。`
    : because.join('；')
