import { z } from 'zod'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import { IdShape, LawDateShape, StepTakenShape } from '../../../kernel/shapes.ts'

export const PLAN_STATES = {
  draft: '编制中',
  submitted: '待政府审批',
  approved: '政府已批准',
  filed: '已报上级备案',
  frozen: '已发布',
  declined: '政府未批准',
  superseded: '已由调整后的计划代替',
  abandoned: '已作废',
} as const
export type PlanState = keyof typeof PLAN_STATES
export const PlanStateShape = z.enum(Object.keys(PLAN_STATES) as [PlanState, ...PlanState[]])

const sentence = (what: string, least: number, most: number) =>
  z.string(`请填写${what}`).trim().min(least, `请填写${what}（不少于${least}个字）`).max(most, `${what}过长`)
const percent = (what: string, most: number) =>
  z.number(`请填写${what}`).int(`${what}应为整数`).min(0, `${what}不小于0`).max(most, `${what}不大于${most}`)

/** Months are counted from 0, January, to 11. */
export const MonthShape = z.number().int().min(0).max(11)

export const PERIOD_KINDS = { closed: '不安排', preferred: '优先安排' } as const
export const PERIOD_SCOPES = { all: '全部单位', general: '一般检查单位' } as const

/** A key period: months in which some units are not to be visited, or should be. */
export const PlanPeriod = z.object({
  label: sentence('时段名称', 2, 40),
  kind: z.enum(['closed', 'preferred']),
  scope: z.enum(['all', 'general']),
  months: z.array(MonthShape).min(1, '请选择月份').max(12),
  /** Only units of these sectors; every unit when empty. */
  sectors: z.array(z.string().max(40)).max(40),
})
export type PlanPeriod = z.infer<typeof PlanPeriod>

/** What the bureau decides itself before the plan is arranged. Percentages are of the officer-days of the roster. */
export const PlanInputs = z.object({
  leavePercent: percent('休假培训比例', 80),
  otherPercent: percent('其他执法和非执法工作比例', 90),
  reservePercent: percent('预留比例', 50),
  /** Share of a month's capacity that is planned without strain. */
  easyPercent: percent('均衡负荷比例', 100),
  /** Officer-days of one visit: two officers for a day, longer where the risk is high. */
  daysPerVisit: z.number().int().min(2, '每次检查不少于两名执法人员').max(20),
  daysPerRiskyVisit: z.number().int().min(2, '每次检查不少于两名执法人员').max(40),
  riskyFromScore: z.number().int().min(0).max(100),
  /** Key units from that score on are to be visited twice, as far as the cap leaves it. */
  secondVisitFromScore: z.number().int().min(0).max(105),
  monthsApart: z.number().int().min(1).max(6),
  /** Share of the general units that the draws of the year take. */
  drawPercent: percent('抽查比例', 100),
  periods: z.array(PlanPeriod).max(20),
})
export type PlanInputs = z.infer<typeof PlanInputs>

export const USUAL_INPUTS: PlanInputs = {
  leavePercent: 15,
  otherPercent: 55,
  reservePercent: 10,
  easyPercent: 90,
  daysPerVisit: 2,
  daysPerRiskyVisit: 4,
  riskyFromScore: 60,
  secondVisitFromScore: 70,
  monthsApart: 3,
  drawPercent: 10,
  periods: [
    { label: '春节前后不抽查一般单位', kind: 'closed', scope: 'general', months: [1], sectors: [] },
    {
      label: '汛期前检查危险化学品、矿山和有限空间单位',
      kind: 'preferred',
      scope: 'all',
      months: [2, 3, 4],
      sectors: ['hazchem', 'major_hazard_source', 'non_coal_mine', 'confined_space'],
    },
  ],
}

/** One month of capacity, each number with where it comes from. All in officer-days. */
export const MonthCapacity = z.object({
  month: MonthShape,
  workdays: z.number().int(),
  /** The year's notice on holidays is not out: weekdays are counted, legal holidays are not known. */
  provisional: z.boolean(),
  /** Officers with a valid certificate on at least one working day of the month. */
  officers: z.number().int(),
  gross: z.number().int(),
  leave: z.number().int(),
  other: z.number().int(),
  reserve: z.number().int(),
  /** What may be planned: whole pairs of officers. */
  hard: z.number().int(),
  easy: z.number().int(),
})
export type MonthCapacity = z.infer<typeof MonthCapacity>

export const RiskPart = z.object({ code: z.string(), points: z.number().int(), says: z.string() })
export type RiskPart = z.infer<typeof RiskPart>

export const LeftOut = z.object({
  code: z.string(),
  says: z.string(),
  mend: z.string(),
  cites: CitationShape,
})
export type LeftOut = z.infer<typeof LeftOut>

export const JointWith = z.object({ bureau: z.string(), bureauName: z.string() })
export type JointWith = z.infer<typeof JointWith>

/** One business in the plan: why it stands where it stands, when it is visited, or why not. */
export const PlanUnit = z.object({
  enterpriseId: IdShape,
  name: z.string(),
  creditCode: z.string(),
  region: z.string(),
  score: z.number().int(),
  parts: z.array(RiskPart),
  visitsWanted: z.number().int(),
  /** Visits that the cap leaves for this plan; null where no cap binds. */
  capLeft: z.number().int().nullable(),
  days: z.number().int(),
  openMonths: z.number().int(),
  preferredMonths: z.number().int(),
  months: z.array(MonthShape),
  /** The other bureau of a joint visit, which takes one slot for both (circular art. 4). */
  jointWith: JointWith.nullable(),
  /** Why it has no visit, or fewer than sought; null when it has all. */
  leftOut: LeftOut.nullable(),
  lastVisitOn: z.string().nullable(),
})
export type PlanUnit = z.infer<typeof PlanUnit>

/** General units that are alike: the plan says how many are drawn and when, chance says which (circular art. 2). */
export const PlanPool = z.object({
  id: z.string(),
  score: z.number().int(),
  sectors: z.array(z.string()),
  units: z.number().int(),
  wanted: z.number().int(),
  days: z.number().int(),
  openMonths: z.number().int(),
  preferredMonths: z.number().int(),
  drawn: z.array(z.number().int()).length(12),
})
export type PlanPool = z.infer<typeof PlanPool>

export const GeneralLeftOut = LeftOut.extend({ units: z.number().int() })

export const Approval = z.object({ government: z.string(), number: z.string(), instrument: z.string(), on: z.string() })
export const Filing = z.object({ organ: z.string(), number: z.string(), on: z.string() })

export const AnnualPlan = z.object({
  id: IdShape,
  state: PlanStateShape,
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  bureauName: z.string(),
  year: z.number().int(),
  number: z.string(),
  note: z.string(),
  inputs: PlanInputs,
  capacity: z.array(MonthCapacity),
  pools: z.array(PlanPool),
  generalLeftOut: z.array(GeneralLeftOut),
  /** How near the arranged plan lies to the best possible one; null before it was arranged. */
  solved: z.object({ at: z.string(), gap: z.number(), classes: z.number().int() }).nullable(),
  draftedBy: z.string(),
  submittedBy: z.string().nullable(),
  returnedBecause: z.string(),
  approval: Approval.nullable(),
  declined: z.object({ because: z.string(), on: z.string() }).nullable(),
  filing: Filing.nullable(),
  hash: z.string().nullable(),
  frozenAt: z.string().nullable(),
  adjusts: z.object({ id: IdShape, number: z.string(), because: z.string() }).nullable(),
  abandonedBecause: z.string(),
})
export type AnnualPlan = z.infer<typeof AnnualPlan>

const version = z.number().int()
export const BeginPlanInput = z.object({
  year: z.number('请填写年度').int().min(2000).max(2100),
  note: z.string().trim().max(2000, '说明过长').default(''),
  inputs: PlanInputs,
})
export const ArrangePlanInput = z.object({ version, inputs: PlanInputs, note: z.string().trim().max(2000).default('') })
export const PlanChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), enterpriseId: IdShape, from: MonthShape, to: MonthShape }),
  z.object({ kind: z.literal('add'), enterpriseId: IdShape, month: MonthShape, joint: z.boolean().default(false) }),
  z.object({
    kind: z.literal('remove'),
    enterpriseId: IdShape,
    month: MonthShape,
    because: sentence('取消安排的原因', 4, 200),
  }),
  z.object({ kind: z.literal('omit'), enterpriseId: IdShape, because: sentence('不安排的原因', 4, 200) }),
  z.object({
    kind: z.literal('draw'),
    poolId: z.string().max(100),
    month: MonthShape,
    units: z.number().int().min(0).max(100_000),
  }),
])
export type PlanChange = z.infer<typeof PlanChange>
export const EditPlanInput = z.object({ version, change: PlanChange })
export const PlanVersionInput = z.object({ version })
export const ReturnPlanInput = z.object({ version, because: sentence('退回原因', 4, 500) })
export const ApprovePlanInput = z.object({
  version,
  government: sentence('批准的人民政府', 4, 60),
  number: sentence('批准文号', 2, 100),
  instrument: sentence('批准文件名称', 4, 200),
  on: LawDateShape,
})
export const DeclinePlanInput = z.object({ version, because: sentence('未批准的原因', 4, 500), on: LawDateShape })
export const FilePlanInput = z.object({
  version,
  organ: sentence('接受备案的上级部门', 4, 60),
  number: sentence('备案号', 2, 100),
  on: LawDateShape,
})
export const AbandonPlanInput = z.object({ version, because: sentence('作废原因', 4, 500) })
export const AdjustPlanInput = z.object({ version, because: sentence('调整原因', 4, 500) })

/** 年度计划〔2026〕第441322-001号; adjustments count on. No draw or special inspection has such a number. */
export const planNumber = ({ year, region, serial }: { year: number; region: string; serial: number }): string =>
  `年度计划〔${year}〕第${region}-${String(serial).padStart(3, '0')}号`
