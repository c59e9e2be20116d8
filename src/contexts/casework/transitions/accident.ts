/** 生产安全事故: reported, investigated, approved; penalties follow the approval (ACC 9–32, WSL 86). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { choice, count, date, long, minute, money, text, textIn, type SideDeed } from '../rules/proceeding.ts'
import { notInFuture } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'

const afterApproval = rule<SideDeed>({
  cites: art('ACC', 32),
  inForceFrom: '2007-06-01',
  refuses: ({ thing }) =>
    thing.said['approve-accident-report']
      ? null
      : no(
          'report-not-approved',
          {},
          '事故调查报告还没有批复，此时立案会占用九十日的办案期限',
          '人民政府批复之后再立案处罚',
        ),
})
/** ACC 3: 以上 includes the number, 以下 does not. Amounts in fen. */
export function accidentGrade({ deaths, injuries, lossFen }: { deaths: number; injuries: number; lossFen: number }) {
  const yi = lossFen / 100
  if (deaths >= 30 || injuries >= 100 || yi >= 100_000_000) return 'extraordinary'
  if (deaths >= 10 || injuries >= 50 || yi >= 50_000_000) return 'major'
  if (deaths >= 3 || injuries >= 10 || yi >= 10_000_000) return 'larger'
  return 'general'
}
const GRADES = { general: '一般事故', larger: '较大事故', major: '重大事故', extraordinary: '特别重大事故' } as const

export const accident = lifecycleOf(
  {
    name: 'accident',
    label: '生产安全事故',
    states: {
      reported: '已接报，待上报',
      passed: '已上报，待成立调查组',
      investigating: '调查中',
      submitted: '调查报告待批复',
      approved: '已批复，待立案处罚',
      punished: '已立案，待评估整改',
      finished: '办结',
    },
    final: ['finished'],
    stands: 'alone',
    outlives: true,
  },
  [
    road({
      name: 'receive-accident',
      label: '登记事故接报',
      from: [DRAFT],
      to: 'reported',
      may: 'casework.file',
      cites: art('ACC', 9),
      asks: {
        happenedAt: minute('发生时间'),
        learnedAt: minute('单位负责人接到报告的时间'),
        receivedAt: minute('本机关接到报告的时间'),
        place: text('地点'),
        deaths: count('死亡人数'),
        injuries: count('重伤人数'),
        lossFen: money('直接经济损失'),
        kind: choice('类别', { production: '一般生产安全事故', 'road-fire': '道路交通、火灾事故' }),
        course: long('简要经过'),
      },
      checks: [notInFuture('receivedAt', art('ACC', 11))],
      starts: [
        { clock: 'D-68', from: ({ input }) => input.learnedAt, whose: 'party' },
        { clock: 'D-69', from: ({ input }) => input.receivedAt },
        {
          clock: 'D-70',
          from: ({ input }) => lawDateOf(input.happenedAt),
          variant: ({ input }) => (input.kind === 'road-fire' ? 'road-fire' : undefined),
          whose: 'party',
        },
        { clock: 'D-71', from: ({ input }) => lawDateOf(input.happenedAt), whose: 'other' },
      ],
    }),
    road({
      name: 'pass-accident-on',
      label: '登记逐级上报',
      from: ['reported'],
      to: 'passed',
      may: 'casework.file',
      cites: art('ACC', 11),
      asks: { passedAt: minute('上报时间'), to: text('上报对象'), unitReportedAt: minute('单位报告本机关的时间') },
      checks: [notInFuture('passedAt', art('ACC', 11))],
      stops: ['D-69', 'D-68'],
    }),
    road({
      name: 'update-casualties',
      label: '登记伤亡变化',
      from: ['reported', 'passed', 'investigating'],
      to: 'passed',
      may: 'casework.file',
      cites: art('ACC', 13),
      asks: {
        deaths: count('死亡人数'),
        injuries: count('重伤人数'),
        lossFen: money('直接经济损失'),
        changedOn: date('变化日期'),
      },
      checks: [notInFuture('changedOn', art('ACC', 13))],
    }),
    road({
      name: 'form-investigation',
      label: '登记成立调查组',
      from: ['passed'],
      to: 'investigating',
      may: 'casework.file',
      cites: art('ACC', 19),
      asks: {
        grade: choice('事故等级', GRADES),
        government: text('组织调查的人民政府'),
        leader: text('调查组组长'),
      },
      checks: [
        rule<SideDeed<{ grade: string }>>({
          cites: art('ACC', 3),
          inForceFrom: '2007-06-01',
          refuses: ({ thing, input }) => {
            const said = { ...thing.said['receive-accident'], ...thing.said['update-casualties'] }
            const is = accidentGrade({
              deaths: Number(said['deaths'] ?? 0),
              injuries: Number(said['injuries'] ?? 0),
              lossFen: Number(said['lossFen'] ?? 0),
            })
            return is === input.grade
              ? null
              : no('grade-differs', { is: GRADES[is] }, '按伤亡和损失应为{is}', '核对伤亡人数和损失')
          },
        }),
      ],
    }),
    road({
      name: 'extend-investigation',
      label: '登记延长调查期限',
      from: ['investigating'],
      to: 'investigating',
      may: 'casework.file',
      cites: art('ACC', 29),
      asks: { approvedBy: text('批准的人民政府'), reason: long('理由') },
      starts: [
        {
          clock: 'D-71',
          from: ({ thing }) => {
            const at = textIn(thing, 'receive-accident', 'happenedAt')
            return at ? lawDateOf(at) : null
          },
          variant: () => 'extended',
          whose: 'other',
        },
      ],
    }),
    road({
      name: 'submit-accident-report',
      label: '登记提交调查报告',
      from: ['investigating'],
      to: 'submitted',
      may: 'casework.file',
      cites: art('ACC', 29),
      asks: { submittedOn: date('提交日期') },
      checks: [notInFuture('submittedOn', art('ACC', 29))],
      stops: ['D-71', 'D-70'],
      starts: [
        {
          clock: 'D-72',
          from: ({ input }) => input.submittedOn,
          variant: ({ thing }) =>
            textIn(thing, 'form-investigation', 'grade') === 'extraordinary' ? 'extraordinary' : undefined,
          whose: 'other',
        },
      ],
    }),
    road({
      name: 'approve-accident-report',
      label: '登记人民政府批复',
      from: ['submitted'],
      to: 'approved',
      may: 'casework.file',
      cites: art('ACC', 32),
      asks: { approvedOn: date('批复日期'), number: text('批复文号'), measures: long('对责任单位、人员的处理意见') },
      checks: [notInFuture('approvedOn', art('ACC', 32))],
      stops: ['D-72'],
      starts: [{ clock: 'D-73', from: ({ input }) => input.approvedOn }],
    }),
    road({
      name: 'open-accident-cases',
      label: '登记立案处罚情况',
      from: ['approved'],
      to: 'punished',
      may: 'casework.file',
      cites: art('WSL', 114),
      asks: { cases: long('对单位、主要负责人和其他责任人员的立案情况（文号）') },
      gates: [afterApproval],
    }),
    road({
      name: 'evaluate-rectification',
      label: '登记整改和防范措施评估',
      from: ['punished', 'approved'],
      to: 'finished',
      may: 'casework.file',
      cites: art('WSL', 86),
      asks: { evaluatedOn: date('评估日期'), result: long('评估结果') },
      checks: [notInFuture('evaluatedOn', art('WSL', 86))],
      stops: ['D-73'],
    }),
  ],
)
