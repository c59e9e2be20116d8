import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf, yearOf } from '../../../kernel/time.ts'
import type {
  AdjustPlanAct,
  ApprovePlanAct,
  ArrangePlanAct,
  BeginPlanAct,
  DeclinePlanAct,
  FilePlanAct,
  PlanVersionAct,
} from './annual-plan-acts.ts'
import { loadOf } from './annual-plan-arrange.ts'
import { capLeftOf, refusalOf, whyLeftOut } from './annual-plan-candidates.ts'
import { findQuotas } from '../../law/rules/quota-linter.ts'

const CIRCULAR = 'MEM-2025-02-27'
const FROM = '2025-02-27'
const PLAN = art(CIRCULAR, 2)

/** The first of what forbids a target in these texts, with the article that the linter names. */
function quotaIn(texts: readonly string[]): Refusal | null {
  const [found] = texts.flatMap(findQuotas)
  return found ? { ...no(found.code, { excerpt: found.excerpt }, found.says, found.mend), cites: found.cites } : null
}

/** A bureau has one plan a year; what is published is changed by an adjustment, which is approved and filed again. */
export const yearHasNoOtherPlan = rule<BeginPlanAct>({
  cites: art('WSL', 62, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ facts: { rival } }) =>
    rival === null
      ? null
      : no(
          'year-has-a-plan',
          { number: rival.number },
          rival.isFrozen ? '本年度计划{number}已经发布' : '本年度计划{number}正在办理',
          rival.isFrozen ? '需要改动的，办理计划调整' : '在该计划上继续办理，或先作废',
        ),
})

/** Plans are made for this year or the next; a year that is over has no plan. */
export const yearIsToCome = rule<BeginPlanAct>({
  cites: art('WSL', 62, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ input: { year }, at }) => {
    const running = yearOf(lawDateOf(at))
    return year === running || year === running + 1
      ? null
      : no('year-out-of-reach', { year, running }, '{year}年度不能编制计划', '编制本年度或下一年度的计划')
  },
})

/** Targets are forbidden wherever they stand (art. 14). */
export const planSetsNoQuota = rule<BeginPlanAct | ArrangePlanAct>({
  cites: art(CIRCULAR, 14),
  inForceFrom: FROM,
  refuses: ({ input: { note, inputs } }) => quotaIn([note, ...inputs.periods.map(({ label }) => label)]),
})

/** Time spoken for cannot be more than there is. */
export const sharesLeaveSomething = rule<BeginPlanAct | ArrangePlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input: { inputs } }) =>
    inputs.leavePercent + inputs.otherPercent < 100
      ? null
      : no(
          'no-time-left',
          { leave: inputs.leavePercent, other: inputs.otherPercent },
          '休假培训{leave}%和其他工作{other}%已占满全部工作日，没有可用于监督检查的时间',
          '核对比例',
        ),
})

/** An adjustment changes single visits, each with its reason in sight; nothing that was approved is shuffled anew. */
export const adjustmentMovesSingly = rule<ArrangePlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing: { adjusts } }) =>
    adjusts === null
      ? null
      : no(
          'adjustment-is-single',
          { number: adjusts.number },
          '这是对{number}的调整，不重新编排全年',
          '逐项调整检查安排',
        ),
})

export const planIsArranged = rule<PlanVersionAct>({
  cites: art('WSL', 62, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ thing, facts: { units } }) =>
    thing.capacity.length === 12 && (thing.solved !== null || units.some(({ months }) => months.length > 0))
      ? null
      : no('plan-is-empty', {}, '计划还没有编排', '先按执法力量编排全年检查'),
})

/** Art. 2: each key unit at least once a year; whoever is left out stands in the plan with the reason. */
export const everyKeyUnitIsAnswered = rule<PlanVersionAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, facts: { units, today } }) => {
    const answered = new Set(
      units
        .filter(({ months, leftOut }) => months.length > 0 || leftOut !== null)
        .map(({ enterpriseId }) => enterpriseId),
    )
    const missing = today.filter(
      ({ id, keyUnit, responsibleBureau }) => keyUnit && responsibleBureau === thing.region && !answered.has(id),
    )
    const [first] = missing
    return first
      ? no(
          'key-unit-unanswered',
          { name: first.name, count: missing.length },
          '重点检查单位{name}等{count}家既没有安排检查，也没有说明原因',
          thing.adjusts ? '逐家安排，或写明不安排的原因' : '重新编排计划',
        )
      : null
  },
})

/** Art. 3, 4 and 11 once more, with the ledger of today: months may lie between arranging and submitting. */
export const nothingIsOverTheCapToday = rule<PlanVersionAct>({
  cites: art(CIRCULAR, 3),
  inForceFrom: FROM,
  refuses: ({ thing, facts: { units, today } }) => {
    const known = new Map(today.map((facts) => [facts.id, facts]))
    for (const { enterpriseId, name, months, jointWith } of units) {
      const facts = known.get(enterpriseId)
      if (!facts || months.length === 0) continue
      // Visits of an adjusted plan may be made already and fill the year that they were planned for.
      if (thing.adjusts !== null) continue
      const why = whyLeftOut(facts, { bureau: thing.region, year: thing.year })
      if (why && !(why.code === 'other-level' && jointWith !== null))
        return refusalOf({ ...why, says: `${name}：${why.says}`, mend: '取消该企业的安排，或重新编排' }, { name })
      const left = capLeftOf(facts, thing.region)
      if (left !== null && months.length > left)
        return no(
          'plan-over-cap',
          { name, planned: months.length, left },
          '{name}计划安排{planned}次，年度上限内只余{left}次',
          '减少该企业的安排',
        )
    }
    return null
  },
})

/** What the roster of today carries: somebody's certificate may have ended since the plan was arranged. */
export const nothingIsOverCapacity = rule<PlanVersionAct>({
  cites: art(CIRCULAR, 15),
  inForceFrom: FROM,
  refuses: ({ thing, facts: { units, capacityToday } }) => {
    const load = loadOf({ units, pools: thing.pools })
    const month = load.findIndex((days, at) => days > (capacityToday[at]?.hard ?? 0))
    return month < 0 || thing.adjusts !== null
      ? null
      : no(
          'month-is-full',
          { month: month + 1, load: load[month] ?? 0, hard: capacityToday[month]?.hard ?? 0 },
          '按目前在岗持证人员，{month}月只有{hard}个人日，计划安排了{load}个人日',
          '重新编排，或移走当月部分检查',
        )
  },
})

/** Who makes the plan does not record its approval. */
export const recorderDidNotDraft = rule<ApprovePlanAct | DeclinePlanAct | PlanVersionAct>({
  cites: art('WSL', 62),
  inForceFrom: '2021-09-01',
  refuses: ({ thing: { draftedBy, submittedBy }, by }) =>
    by.id !== draftedBy && by.id !== submittedBy
      ? null
      : no('approver-is-drafter', {}, '计划由您编制或报送，不能由您本人登记批准或发布', '交由部门负责人办理'),
})

/** The plan is approved by the people's government of the bureau's own level. */
export const approvedByAGovernment = rule<ApprovePlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ input: { government } }) =>
    /人民政府|管理委员会|管委会/.test(government)
      ? null
      : no(
          'not-a-government',
          { government },
          '年度计划由本级人民政府批准，“{government}”不是人民政府',
          '填写批准的人民政府全称',
        ),
})

const submittedOn = ({ history }: ApprovePlanAct['thing']) => {
  const last = history.filter(({ step }) => step === 'submit-plan').at(-1)
  return last ? lawDateOf(last.at) : null
}

export const decisionIsInTime = rule<ApprovePlanAct | DeclinePlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, input: { on }, at }) => {
    const from = submittedOn(thing)
    return on <= lawDateOf(at) && (from === null || on >= from)
      ? null
      : no(
          'date-out-of-order',
          { on, from: from ?? '' },
          '批复日期{on}早于报送日期{from}，或在今天以后',
          '核对批复日期',
        )
  },
})

/** Filed with the bureau above, after the approval (art. 2; procedure §1.2.2, AP4). */
export const filedAfterApproval = rule<FilePlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing, input: { on, organ }, at }) => {
    if (!/应急管理|安全生产监督/.test(organ))
      return no(
        'not-a-superior',
        { organ },
        '年度计划报上级应急管理部门备案，“{organ}”不是应急管理部门',
        '填写上级部门全称',
      )
    const approvedOn = thing.approval?.on ?? ''
    return on >= approvedOn && on <= lawDateOf(at)
      ? null
      : no(
          'date-out-of-order',
          { on, from: approvedOn },
          '备案日期{on}早于批准日期{from}，或在今天以后',
          '核对备案日期',
        )
  },
})

/** Only a running or coming year is adjusted, with a reason, and one adjustment at a time. */
export const adjustmentIsDue = rule<AdjustPlanAct>({
  cites: PLAN,
  inForceFrom: FROM,
  refuses: ({ thing: { year }, input: { because }, facts: { rival }, at }) => {
    if (rival)
      return no(
        'year-has-a-plan',
        { number: rival.number },
        '本年度的调整{number}正在办理',
        '在该调整上继续办理，或先作废',
      )
    if (year < yearOf(lawDateOf(at)))
      return no('year-is-over', { year }, '{year}年度已经结束，计划不再调整', '在下一年度计划中安排')
    return quotaIn([because])
  },
})
