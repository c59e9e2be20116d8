/** 自行撤销、变更: the bureau puts its own decision right (APL 48, 75). */
import { art } from '../../../kernel/citation.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { choice, date, long, maybeDate, money, service, textIn } from '../rules/proceeding.ts'
import { byHandlerBeside, headApproves, notInFuture } from '../rules/side-officers.ts'
import { DECIDED_OR_CLOSED, DRAFT, lifecycleOf, road } from './road.ts'
import { afterRemedy, decisionMade, decisionStands } from '../rules/remedy.ts'

const KINDS = { 撤销: '撤销', 变更: '变更', 确认违法: '确认违法', 确认无效: '确认无效' } as const

/** The bureau finds its own decision wrong and puts it right (APL 75(2)). */
export const revision = lifecycleOf(
  {
    name: 'revision',
    label: '自行撤销、变更决定',
    states: {
      proposed: '待审核决定',
      decided: '决定待送达',
      served: '已送达，待撤下（更正）公示',
      finished: '办结',
      refused: '不予撤销、变更',
    },
    final: ['finished', 'refused'],
    whileCase: DECIDED_OR_CLOSED,
  },
  [
    road({
      name: 'propose-revision',
      label: '提请撤销、变更决定',
      from: [DRAFT],
      to: 'proposed',
      may: 'casework.report',
      cites: art('APL', 75, 2),
      asks: {
        kind: choice('方式', KINDS),
        reasons: long('发现的错误和理由'),
        amountFen: money('变更后的罚款金额（未变更的填原金额）'),
        notBefore: maybeDate('重新作出决定的期限'),
      },
      gates: [byHandlerBeside, decisionMade],
    }),
    road({
      name: 'decide-revision',
      label: '作出撤销、变更决定',
      from: ['proposed'],
      to: 'decided',
      may: 'casework.decide',
      cites: art('APL', 75, 2),
      asks: { decision: long('决定内容'), withdrawal: long('公示撤回的说明') },
      gates: [...headApproves(art('APL', 75)), decisionStands],
      starts: [{ clock: 'D-24' }],
      writes: [{ code: 'CXJD', data: () => ({ basis: ['《中华人民共和国行政处罚法》第七十五条第二款'] }) }],
      onCase: (deed) =>
        afterRemedy(
          {
            ...deed,
            input: {
              outcome: textIn(deed.thing, 'propose-revision', 'kind') === '变更' ? 'changed' : 'revoked',
              amountFen: Number(deed.thing.said['propose-revision']?.['amountFen'] ?? 0),
              content: deed.input.decision,
            },
          },
          lawDateOf(deed.at),
        ),
    }),
    road({
      name: 'refuse-revision',
      label: '不予撤销、变更',
      from: ['proposed'],
      to: 'refused',
      may: 'casework.decide',
      cites: art('APL', 75),
      asks: { reason: long('理由') },
      gates: headApproves(art('APL', 75)),
    }),
    road({
      name: 'serve-revision',
      label: '送达撤销、变更决定',
      from: ['decided'],
      to: 'served',
      may: 'casework.serve',
      cites: art('APL', 61),
      asks: { service: service('送达撤销（变更、确认）决定书') },
      serves: ['CXJD'],
    }),
    road({
      name: 'finish-revision',
      label: '登记已撤下（更正）公示',
      from: ['served'],
      to: 'finished',
      may: 'casework.report',
      cites: art('APL', 48),
      asks: { withdrawnOn: date('撤下（更正）公示的日期') },
      checks: [notInFuture('withdrawnOn', art('APL', 48))],
      stops: ['D-24'],
    }),
  ],
)
