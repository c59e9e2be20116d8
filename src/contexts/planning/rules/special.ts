import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, yearOf } from '../../../kernel/time.ts'
import { TRIGGERS } from '../model.ts'
import type { ApproveSpecialAct, AssignAct, DraftSpecialAct, FileSpecialAct } from './acts.ts'
import { findQuotas } from '../../law/rules/quota-linter.ts'

const PLAN = art('MEM-2025-02-27', 2)
const FROM = '2025-02-27'

/** Art. 2 knows three grounds and no fourth, each with what shows it. */
export const triggerIsOneOfThree = rule<DraftSpecialAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input }) =>
    Object.hasOwn(TRIGGERS, input.trigger) && input.evidence.trim().length >= 10
      ? null
      : no(
          'special-without-trigger',
          {},
          '专项检查只能因群众反映强烈、社会关注度高、典型事故暴露的重点问题部署，并写明事实',
          '没有这三种情形的，纳入年度计划检查',
        ),
})

export const scopeIsBounded = rule<DraftSpecialAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, input }) => {
    const outside = input.regions.filter((region) => !covers(thing.region, region))
    if (outside.length > 0)
      return no(
        'special-scope-outside',
        { regions: outside.join('、') },
        '检查范围{regions}不在本机关管辖区域内',
        '只列本机关管辖的区域',
      )
    return input.sectors.length > 0
      ? null
      : no('special-scope-open', {}, '没有限定行业领域，不能部署专项检查', '选择行业领域')
  },
})

export const contentIsBounded = rule<DraftSpecialAct>({
  cites: art('MEM-2025-02-27', 5),
  inForceFrom: FROM,
  refuses: ({ input, facts }) =>
    input.checkItemIds.length > 0 && facts.unpublishedItems.length === 0
      ? null
      : no(
          'special-content-open',
          { items: facts.unpublishedItems.join('、') },
          '检查内容没有限定，或含有未公布的检查事项{items}',
          '只选择已公布的行政检查事项',
        ),
})

/** A period has two ends, both in one year: caps and plans are made by the year. */
export const periodIsBounded = rule<DraftSpecialAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input, at }) => {
    const { from, until } = input
    if (from > until || until < lawDateOf(at))
      return no(
        'special-period-backwards',
        { from, until },
        '检查期限{from}至{until}不成立或已过',
        '填写今天以后结束的期限',
      )
    return yearOf(from) === yearOf(until)
      ? null
      : no('special-period-over-new-year', { from, until }, '检查期限{from}至{until}跨越年度', '按年度分别部署')
  },
})

export const numberIsBounded = rule<DraftSpecialAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input }) =>
    Number.isInteger(input.visitsMax) && input.visitsMax > 0
      ? null
      : no('special-number-open', {}, '没有限定检查家数，不能部署专项检查', '填写检查家数上限'),
})

/** Targets are forbidden wherever they stand (art. 14). */
export const specialSetsNoQuota = rule<DraftSpecialAct>({
  cites: art('MEM-2025-02-27', 14),
  inForceFrom: FROM,
  refuses: ({ input }) => {
    const [found] = [input.title, input.evidence].flatMap(findQuotas)
    return found ? { ...no(found.code, { excerpt: found.excerpt }, found.says, found.mend), cites: found.cites } : null
  },
})

export const approverDidNotDraft = rule<ApproveSpecialAct>({
  cites: art('MEM-2025-02-27', 6),
  inForceFrom: FROM,
  refuses: ({ thing, by }) =>
    thing.draftedBy !== by.id
      ? null
      : no('approver-is-drafter', {}, '方案由您编制，不能由您本人审批', '交由部门负责人审批'),
})

/** The people's government of a county or above it; a town's or sub-district's is none (art. 2). */
const IS_COUNTY_OR_ABOVE = /(?<![镇乡])(?:省|自治区|市|区|县|旗|州|盟)人民政府$/

export const filedWithAGovernment = rule<FileSpecialAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input, at }) => {
    if (!IS_COUNTY_OR_ABOVE.test(input.government.trim())) {
      return no(
        'special-filed-elsewhere',
        { government: input.government },
        '“{government}”不是县级以上人民政府',
        '报县级以上人民政府备案，填写其全称和备案号',
      )
    }
    return input.on <= lawDateOf(at)
      ? null
      : no('special-filed-in-future', { on: input.on }, '备案日期{on}晚于今天', '备案后再登记')
  },
})

export const periodIsRunning = rule<AssignAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, at }) =>
    lawDateOf(at) <= thing.until
      ? null
      : no('special-period-over', { until: thing.until }, '专项检查期限已于{until}届满', '期满未查的，纳入年度计划'),
})

export const businessesAreInScope = rule<AssignAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, facts }) => {
    const outside = facts.businesses.filter(
      ({ region, sectors }) =>
        !thing.regions.some((one) => covers(one, region)) || !sectors.some((sector) => thing.sectors.includes(sector)),
    )
    return outside.length === 0
      ? null
      : no(
          'special-business-outside',
          { names: outside.map(({ name }) => name).join('、') },
          '{names}不在专项检查的地区或行业领域内',
          '只选择范围内的企业',
        )
  },
})

export const numberIsKept = rule<AssignAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, facts }) => {
    const twice = facts.businesses.filter(({ hasTask }) => hasTask)
    if (twice.length > 0)
      return no(
        'special-business-twice',
        { names: twice.map(({ name }) => name).join('、') },
        '{names}已在任务名单内',
        '删去重复的企业',
      )
    const after = facts.tasksBefore + facts.businesses.length
    return after <= thing.visitsMax
      ? null
      : no(
          'special-number-exceeded',
          { most: thing.visitsMax, before: facts.tasksBefore, after },
          '专项检查限{most}家，已安排{before}家，加上本次共{after}家',
          '减少本次的企业',
        )
  },
})
