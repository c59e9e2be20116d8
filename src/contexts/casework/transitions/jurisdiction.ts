/** 管辖争议、指定管辖、提级管辖: the earliest filing wins; those who differ negotiate, then the superior of both decides (APL 25). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { rule } from '../../../kernel/rule.ts'
import { numberParts } from '../../document/rules/numbering.ts'
import { bureau, choice, date, long, officers, text, type SideDeed } from '../rules/proceeding.ts'
import { byHandlerBeside, CITED_FROM, headApproves, notInFuture, twoOfOurOwn } from '../rules/side-officers.ts'
import { restart } from './ending.ts'
import { hearing } from './hearing.ts'
import { DRAFT, lifecycleOf, road, UNDECIDED, type CaseEffect } from './road.ts'

const DISPUTE = art('APL', 25, 2)

/** Only a bureau above the one that asks designates or takes over. */
const superiorDecides = rule<SideDeed>({
  cites: DISPUTE,
  inForceFrom: CITED_FROM,
  refuses: ({ thing, by }) =>
    by.region !== thing.region && covers(by.region, thing.region)
      ? null
      : no('not-the-superior', {}, '指定管辖、提级管辖应当由上一级机关决定', '由上一级机关的负责人办理'),
})
/**
 * The law sets no last moment for a designation but the decision itself; the party who asked for a hearing gets it from
 * whoever told him of it, or withdraws.
 */
const notDecidedNorHeard = rule<SideDeed>({
  cites: DISPUTE,
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) => {
    if (!facts.case || !UNDECIDED.includes(facts.case.state))
      return no('case-already-decided', {}, '案件已经作出决定或者终结，不再改变管辖', '由报请机关办理完毕')
    return facts.beside.some(({ kind, state }) => kind === 'hearing' && isOpenHearing(state))
      ? no('hearing-not-over', {}, '当事人要求的听证还没有结束', '听证结束或者当事人撤回之后再改变管辖')
      : null
  },
})
const isOpenHearing = (state: string) => !hearing.final.includes(state)

/** Where something was reviewed or told already, the receiver does so anew (APL 44, 57, 58). */
const goesOver = ({ facts, input }: SideDeed<{ toBureau: string }>): CaseEffect => {
  const movesTo = input.toBureau
  return facts.case && restart.from.includes(facts.case.state)
    ? { arrow: 'restart', input: {}, movesTo }
    : { arrow: null, change: (one) => one, movesTo }
}

const anotherBureauBelow = rule<SideDeed<{ toBureau: string }>>({
  cites: DISPUTE,
  inForceFrom: CITED_FROM,
  refuses: ({ thing, input, by }) =>
    input.toBureau === thing.region
      ? no('same-bureau', {}, '指定的机关就是报请机关', '办理“指定由报请机关管辖”')
      : covers(by.region, input.toBureau)
        ? null
        : no('bureau-not-below', {}, '只能指定本机关或者本辖区的下级机关', '在本辖区内另选机关'),
})
/** Whoever got the case takes it in himself. */
const receiverAccepts = rule<SideDeed>({
  cites: DISPUTE,
  inForceFrom: CITED_FROM,
  refuses: ({ thing, by }) =>
    by.region === thing.region ? null : no('not-the-receiver', {}, '案件由被指定的机关接收', '由该机关的负责人办理'),
})
export const jurisdiction = lifecycleOf(
  {
    name: 'jurisdiction',
    label: '管辖争议、指定管辖',
    states: {
      negotiating: '协商中',
      asked: '报请上级待批',
      agreed: '协商一致',
      referred: '已报请上级，待决定',
      designated: '上级已指定',
      ordered: '已指定其他机关，待接收',
      accepted: '已接收',
      withdrawn: '不再报请',
    },
    final: ['agreed', 'designated', 'accepted', 'withdrawn'],
    whileCase: UNDECIDED,
  },
  [
    road({
      name: 'dispute-jurisdiction',
      label: '登记管辖争议',
      from: [DRAFT],
      to: 'negotiating',
      may: 'casework.report',
      cites: art('APL', 25, 2),
      asks: {
        otherBody: text('争议的机关'),
        theirFiledOn: text('对方立案时间（到分）'),
        grounds: long('双方理由'),
      },
      gates: [byHandlerBeside],
    }),
    road({
      name: 'ask-upward',
      label: '提请报上级管辖',
      from: [DRAFT],
      to: 'asked',
      may: 'casework.report',
      cites: DISPUTE,
      asks: {
        ground: choice('情形', {
          unable: '重大、疑难、复杂，本机关难以办理',
          recusal: '本机关负责人需要回避',
          crossing: '涉及两个以上地区',
          other: '其他需要由上级管辖或者指定的',
        }),
        grounds: long('事实和理由'),
      },
      gates: [byHandlerBeside],
    }),
    road({
      name: 'keep-case',
      label: '不报请上级',
      from: ['asked'],
      to: 'withdrawn',
      may: 'casework.decide',
      cites: DISPUTE,
      asks: { reason: long('理由') },
      gates: headApproves(DISPUTE),
    }),
    road({
      name: 'agree-jurisdiction',
      label: '登记协商结果',
      from: ['negotiating'],
      to: 'agreed',
      may: 'casework.decide',
      cites: art('APL', 25, 2),
      asks: {
        result: choice('由谁管辖', { us: '本机关', them: '对方机关（另行办理移送）' }),
        agreement: long('协商意见'),
      },
    }),
    road({
      name: 'refer-jurisdiction',
      label: '报请上一级机关',
      from: ['negotiating', 'asked'],
      to: 'referred',
      may: 'casework.decide',
      cites: art('APL', 25, 2),
      asks: { superior: text('上一级机关'), referredOn: date('报请日期') },
      gates: headApproves(art('APL', 25)),
      checks: [notInFuture('referredOn', art('APL', 25))],
    }),
    road({
      name: 'designate-jurisdiction',
      label: '登记指定管辖',
      from: ['negotiating', 'referred'],
      to: 'designated',
      may: 'casework.report',
      cites: art('APL', 25, 2),
      asks: {
        result: choice('指定由谁管辖', { us: '本机关', them: '对方机关（另行办理移送）' }),
        number: text('指定管辖文号'),
      },
    }),
    road({
      name: 'leave-with-asker',
      label: '指定由报请机关管辖',
      from: ['referred'],
      to: 'designated',
      may: 'casework.designate',
      cites: DISPUTE,
      asks: { reasons: long('理由') },
      gates: [superiorDecides, ...headApproves(DISPUTE)],
      inNameOf: 'asker',
      writes: [
        {
          code: 'ZDGX',
          data: ({ input, facts }) => ({
            decision: '由报请机关继续管辖。',
            reasons: input.reasons,
            caseNumber: facts.case?.number,
          }),
        },
      ],
    }),
    road({
      name: 'designate-other',
      label: '指定其他机关管辖或者提级管辖',
      from: ['referred'],
      to: 'ordered',
      may: 'casework.designate',
      cites: DISPUTE,
      asks: { toBureau: bureau('管辖机关（选本机关为提级管辖）'), reasons: long('理由') },
      gates: [superiorDecides, notDecidedNorHeard, ...headApproves(DISPUTE)],
      checks: [anotherBureauBelow],
      inNameOf: 'asker',
      writes: [
        {
          code: 'ZDGX',
          data: ({ input, facts, by }) => ({
            decision:
              input.toBureau === by.region
                ? '本案由本机关提级管辖，报请机关移交全部案卷。'
                : `本案由${facts.bureauNames.get(input.toBureau) ?? input.toBureau}管辖，报请机关移交全部案卷。`,
            reasons: input.reasons,
            caseNumber: facts.case?.number,
          }),
        },
      ],
      onCase: goesOver,
    }),
    road({
      name: 'accept-case',
      label: '接收案件并指定承办人',
      from: ['ordered'],
      to: 'accepted',
      may: 'casework.approve-filing',
      cites: DISPUTE,
      asks: { handlers: officers('承办人（两名以上）'), approvalOpinion: long('意见', '同意接收，依法办理。') },
      gates: [receiverAccepts],
      checks: [twoOfOurOwn],
      writes: [
        {
          code: 'JSAJ',
          opensSerial: true,
          data: ({ input, facts }) => ({
            handlers: facts.officers
              .filter(({ id }) => input.handlers.includes(id))
              .map(({ name, certificate }) => ({ name, ...(certificate ? { certificate: certificate.number } : {}) })),
            formerNumber: facts.case?.number,
          }),
        },
      ],
      onCase: ({ thing, input, facts }) => ({
        arrow: null,
        change: (one) => {
          const paper = thing.papers.findLast(({ code }) => code === 'JSAJ')
          const serial = numberParts(paper?.number ?? '')?.serial
          const coming = facts.officers
            .filter(({ id }) => input.handlers.includes(id))
            .map(({ id, name, certificate }) => ({ id, name, certificateNumber: certificate?.number ?? '' }))
          return {
            ...one,
            handlers: coming,
            number: paper?.number ?? one.number,
            filingPaperId: paper?.paperId ?? one.filingPaperId,
            ...(serial ? { serial: serial.serial, year: serial.year } : {}),
          }
        },
      }),
    }),
  ],
)
