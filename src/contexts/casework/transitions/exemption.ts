/** 尽职免责: an officer asks, over the file of a closed inspection, that what he did be found done as required (circular art. 15). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { choice, long, text, textIn, visit, type SideDeed } from '../rules/proceeding.ts'
import { CITED_FROM, headApproves, legalReviewerActs } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'

const CITED = art('MEM-2025-02-27', 15)

/** Only what is closed can be looked at whole. */
const visitIsClosed = rule<SideDeed>({
  cites: CITED,
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) =>
    facts.visit?.state === 'concluded'
      ? null
      : no('visit-not-closed', {}, '检查还没有办结，不能申请尽职免责', '检查办结之后再申请'),
})
/** Whoever did the work asks for it. */
const askedByOfficerOfTheVisit = rule<SideDeed>({
  cites: CITED,
  inForceFrom: CITED_FROM,
  refuses: ({ facts, by }) =>
    facts.visit?.officerIds.includes(by.id)
      ? null
      : no('not-an-officer-of-the-visit', {}, '您不是这次检查的执法人员', '由参加检查的执法人员申请'),
})
const deciderIsApart = rule<SideDeed>({
  cites: CITED,
  inForceFrom: CITED_FROM,
  refuses: ({ facts, by }) =>
    facts.visit?.officerIds.includes(by.id)
      ? no('decider-took-part', {}, '您参加了这次检查，不能决定', '由没有参加检查的负责人决定')
      : null,
})

const GROUNDS = {
  performed: '已经按照计划、清单和规定履行监督检查职责',
  concealed: '企业隐瞒、伪造或者在检查后新产生的问题',
  reported: '已经依法提出处理意见而未被执行',
  other: '其他不应当追究责任的情形',
} as const

export const exemption = lifecycleOf(
  {
    name: 'exemption',
    label: '尽职免责',
    states: { applied: '待核查', verified: '待决定', granted: '予以免责', refused: '不予免责' },
    final: ['granted', 'refused'],
    stands: 'alone',
  },
  [
    road({
      name: 'apply-exemption',
      label: '申请尽职免责',
      from: [DRAFT],
      to: 'applied',
      may: 'inspection.record',
      cites: CITED,
      asks: {
        visit: visit('所涉检查'),
        event: long('被追责或者可能被追责的事项'),
        performed: long('已经履行的职责（对照履职卷逐项写明）'),
        ground: choice('免责情形', GROUNDS),
      },
      checks: [visitIsClosed, askedByOfficerOfTheVisit],
      writes: [
        {
          code: 'MZSQ',
          data: ({ thing }) => ({
            ground: GROUNDS[textIn(thing, 'apply-exemption', 'ground') as keyof typeof GROUNDS],
          }),
        },
      ],
    }),
    road({
      name: 'verify-exemption',
      label: '核查履职情况',
      from: ['applied'],
      to: 'verified',
      may: 'casework.legal-review',
      cites: CITED,
      asks: { verification: long('核查情况（对照履职卷）') },
      gates: [legalReviewerActs, deciderIsApart],
    }),
    road({
      name: 'grant-exemption',
      label: '决定免责',
      from: ['verified'],
      to: 'granted',
      may: 'casework.decide',
      cites: CITED,
      asks: { decisionReasons: long('理由'), decisionNumber: text('决定文号') },
      gates: [...headApproves(CITED), deciderIsApart],
      writes: [{ code: 'MZJD', data: () => ({ decision: '已经尽职履责，予以免责。' }) }],
    }),
    road({
      name: 'refuse-exemption',
      label: '决定不予免责',
      from: ['verified'],
      to: 'refused',
      may: 'casework.decide',
      cites: CITED,
      asks: { decisionReasons: long('理由'), decisionNumber: text('决定文号') },
      gates: [...headApproves(CITED), deciderIsApart],
      writes: [{ code: 'MZJD', data: () => ({ decision: '不符合尽职免责的条件，不予免责。' }) }],
    }),
  ],
)
