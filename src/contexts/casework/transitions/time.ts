/** The case waits or takes longer, and who must step aside: extension D45, suspension, recusal. */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { choice, date, long, officers, text, textIn, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, headApproves, CITED_FROM } from '../rules/side-officers.ts'
import { countClock, DRAFT, lifecycleOf, road, UNDECIDED } from './road.ts'

/** An extension is approved before the time has run out; afterwards there is nothing to extend (trap 45). */
const limitStillRuns = rule<SideDeed>({
  cites: art('APL', 60),
  inForceFrom: CITED_FROM,
  refuses: ({ facts, at }) => {
    const { filedOn = null, decideBy = null } = facts.case ?? {}
    const due = decideBy ?? (filedOn ? countClock(facts.book, { id: 'D-12', start: filedOn })?.due : null)
    return due && lawDateOf(at) > due
      ? no('limit-already-over', { due }, '办案期限{due}已经届满，届满之后不能再延长', '尽快作出决定，并说明超期的原因')
      : null
  },
})
const extensionIsLater = rule<SideDeed<{ extendTo: string }>>({
  cites: art('APL', 60),
  inForceFrom: CITED_FROM,
  refuses: ({ facts, input }) => {
    const { filedOn = null, decideBy = null } = facts.case ?? {}
    const due = decideBy ?? (filedOn ? countClock(facts.book, { id: 'D-12', start: filedOn })?.due : null)
    return due && input.extendTo <= due
      ? no('not-an-extension', { due, to: input.extendTo }, '延期至{to}不晚于现有期限{due}', '填写晚于现有期限的日期')
      : null
  },
})

export const extension = lifecycleOf(
  {
    name: 'extension',
    label: '案件延期',
    states: { applied: '延期待批', granted: '已延期', refused: '不予延期' },
    final: ['granted', 'refused'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'apply-extension',
      label: '申请案件延期',
      from: [DRAFT],
      to: 'applied',
      may: 'casework.report',
      cites: art('APL', 60),
      asks: {
        extendTo: date('延期至'),
        reasons: long('延期理由'),
        basis: text('延期依据（法律、法规、规章另有规定的条款）'),
        handlerOpinion: long('承办人意见', '建议延长办案期限。'),
      },
      gates: [byHandlerBeside, limitStillRuns],
      checks: [extensionIsLater],
    }),
    road({
      name: 'grant-extension',
      label: '批准延期',
      from: ['applied'],
      to: 'granted',
      may: 'casework.decide',
      cites: art('APL', 60),
      asks: { approvalOpinion: long('审批意见', '同意延期。') },
      gates: [...headApproves(art('APL', 60)), limitStillRuns],
      writes: ['D45'],
      onCase: ({ thing }) => ({
        arrow: null,
        change: (one) => ({ ...one, decideBy: textIn(thing, 'apply-extension', 'extendTo') ?? one.decideBy }),
      }),
    }),
    road({
      name: 'refuse-extension',
      label: '不批准延期',
      from: ['applied'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('APL', 60),
      asks: { reason: long('理由') },
      gates: headApproves(art('APL', 60)),
    }),
  ],
)

export const suspension = lifecycleOf(
  {
    name: 'suspension',
    label: '案件中止',
    states: { applied: '中止待批', suspended: '已中止', resumed: '已恢复', refused: '不予中止' },
    final: ['resumed', 'refused'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'apply-suspension',
      label: '申请中止办理',
      from: [DRAFT],
      to: 'applied',
      may: 'casework.report',
      cites: art('APL', 57),
      asks: {
        ground: choice('中止事由', {
          'party-unreachable': '当事人下落不明或者丧失行为能力',
          'other-case': '须以另一案件的结果为依据',
          appraisal: '须等待检测检验、鉴定或者有权机关解释',
          'force-majeure': '不可抗力',
          other: '其他',
        }),
        reasons: long('具体情况'),
      },
      gates: [byHandlerBeside],
    }),
    road({
      name: 'approve-suspension',
      label: '批准中止',
      from: ['applied'],
      to: 'suspended',
      may: 'casework.decide',
      cites: art('APL', 57),
      asks: { approvalOpinion: long('审批意见', '同意中止。') },
      gates: headApproves(),
    }),
    road({
      name: 'refuse-suspension',
      label: '不批准中止',
      from: ['applied'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('APL', 57),
      asks: { reason: long('理由') },
      gates: headApproves(),
    }),
    road({
      name: 'resume-case',
      label: '恢复办理',
      from: ['suspended'],
      to: 'resumed',
      may: 'casework.report',
      cites: art('APL', 57),
      asks: { reasons: long('中止原因消除的情况') },
      gates: [byHandlerBeside],
    }),
  ],
)

/** Who has an interest steps aside; until that is decided the investigation does not stop (APL 43). */
export const recusal = lifecycleOf(
  {
    name: 'recusal',
    label: '回避',
    states: { applied: '待决定', decided: '已决定' },
    final: ['decided'],
  },
  [
    road({
      name: 'apply-recusal',
      label: '登记回避申请',
      from: [DRAFT],
      to: 'applied',
      may: 'casework.investigate',
      cites: art('APL', 43, 2),
      asks: { applicant: text('申请人'), subject: text('被申请回避的人员'), reasons: long('理由') },
    }),
    road({
      name: 'decide-recusal',
      label: '作出回避决定',
      from: ['applied'],
      to: 'decided',
      may: 'casework.decide',
      cites: art('APL', 43, 3),
      asks: {
        decision: choice('决定', { recused: '回避', 'not-recused': '驳回申请' }),
        decisionReasons: long('决定的理由'),
        replacedBy: officers('接替办理的执法人员（不回避的，填原承办人）'),
      },
      gates: headApproves(art('APL', 43, 3)),
      writes: [
        {
          code: 'HBJD',
          data: ({ input }) => ({
            decision: `${input.decision === 'recused' ? '准予回避' : '驳回回避申请'}。${input.decisionReasons}`,
            basis: ['《中华人民共和国行政处罚法》第四十三条'],
          }),
        },
      ],
      onCase: ({ thing, input, facts }) =>
        input.decision === 'recused'
          ? {
              arrow: null,
              change: (one) => {
                const subject = textIn(thing, 'apply-recusal', 'subject')
                const staying = one.handlers.filter(({ name }) => name !== subject)
                const coming = facts.officers
                  .filter(({ id }) => input.replacedBy.includes(id) && !staying.some((each) => each.id === id))
                  .map(({ id, name, certificate }) => ({ id, name, certificateNumber: certificate?.number ?? '' }))
                const handlers = [...staying, ...coming]
                return handlers.length >= 2 ? { ...one, handlers } : one
              },
            }
          : null,
    }),
  ],
)
