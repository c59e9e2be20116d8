/** 涉嫌犯罪移送: a team of two, a report, the principal head within three days, the police within 24 hours (R310). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import {
  choice,
  date,
  flag,
  lines,
  long,
  minute,
  note,
  officers,
  text,
  textIn,
  type SideDeed,
} from '../rules/proceeding.ts'
import { legalReviewerActs, notInFuture, principalDecides } from '../rules/side-officers.ts'
import { countClock, DECIDED, DRAFT, lifecycleOf, road, UNDECIDED } from './road.ts'

const R310_FROM = '2020-08-07'

/** A task team of at least two officers, set up at once (R310 5). */
const teamOfTwo = rule<SideDeed<{ team: readonly string[] }>>({
  cites: art('R310', 5, 1),
  inForceFrom: R310_FROM,
  refuses: ({ input }) =>
    new Set(input.team).size >= 2
      ? null
      : no(
          'team-too-small',
          { count: new Set(input.team).size },
          '专案组只有{count}人，应当指定两名以上执法人员',
          '再指定一名执法人员',
        ),
})
const byTeam = rule<SideDeed>({
  cites: art('R310', 5, 1),
  inForceFrom: R310_FROM,
  refuses: ({ thing, by }) => {
    const team = thing.said['form-team']?.['team']
    return Array.isArray(team) && team.includes(by.id)
      ? null
      : no('not-in-the-team', {}, '您不是专案组成员', '由专案组提出书面报告')
  },
})
/** Transfer letter, investigation report, list of items, test results, other material (R310 6). */
const fullSet = rule<SideDeed<{ attachments: readonly string[]; hasReport: boolean; hasItemList: boolean }>>({
  cites: art('R310', 6),
  inForceFrom: R310_FROM,
  refuses: ({ input }) =>
    input.hasReport && input.hasItemList
      ? null
      : no(
          'transfer-set-incomplete',
          {},
          '移送材料缺少案件情况调查报告或者涉案物品清单',
          '补齐移送书、调查报告、涉案物品清单、检验鉴定意见和其他材料',
        ),
})

const OFFENCES = {
  '134-1': '危险作业罪',
  '134.1': '重大责任事故罪',
  '134.2': '强令、组织他人违章冒险作业罪',
  '135': '重大劳动安全事故罪',
  '136': '危险物品肇事罪',
  '137': '工程重大安全事故罪',
  '139-1': '不报、谎报安全事故罪',
  '229': '提供虚假证明文件罪',
  other: '其他',
} as const

const ended = (deed: SideDeed) => ({
  arrow: 'end' as const,
  input: {
    ending: {
      kind: 'transferred-crime',
      on: lawDateOf(deed.at),
      number: null,
      proceedingId: deed.thing.id,
      says: '公安机关立案侦查，依法追究刑事责任',
    },
  },
})
/** Whoever still has no decision ends with the police; a decision made before stays, its fine is offset (R310 11). */
const policeFiled = (deed: SideDeed) =>
  deed.facts.case && UNDECIDED.includes(deed.facts.case.state) ? ended(deed) : null

export const criminal = lifecycleOf(
  {
    name: 'criminal',
    label: '涉嫌犯罪移送',
    states: {
      suspected: '待组成专案组',
      team: '专案组核实中',
      reported: '待法制审核、主要负责人决定',
      approved: '已批准，24小时内移送',
      sent: '已移送，待公安机关答复',
      refiled: '已转送有管辖权的公安机关',
      'not-filed': '公安机关不予立案，可提请复议',
      'asked-again': '已提请公安机关复议',
      'still-not-filed': '复议仍不立案，可建议检察机关监督',
      supervised: '已建议检察机关立案监督',
      filed: '公安机关已立案，待移交物品',
      handed: '已移交物品，待司法结论',
      returned: '退回，恢复行政处罚程序',
      'convicted-ended': '司法机关已处理',
      'not-transferred': '决定不移送',
    },
    final: ['returned', 'convicted-ended', 'not-transferred'],
    whileCase: [...UNDECIDED, ...DECIDED],
  },
  [
    road({
      name: 'suspect-crime',
      label: '登记涉嫌犯罪线索',
      from: [DRAFT],
      to: 'suspected',
      may: 'casework.investigate',
      cites: art('R310', 3),
      asks: { offence: choice('涉嫌罪名', OFFENCES), grounds: long('事实、情节、后果，为什么涉嫌犯罪') },
    }),
    road({
      name: 'form-team',
      label: '指定专案组',
      from: ['suspected'],
      to: 'team',
      may: 'casework.approve-notification',
      cites: art('R310', 5, 1),
      asks: { team: officers('专案组成员（两名以上执法人员）') },
      checks: [teamOfTwo],
    }),
    road({
      name: 'report-crime',
      label: '专案组提出书面报告',
      from: ['team'],
      to: 'reported',
      may: 'casework.investigate',
      cites: art('R310', 5, 1),
      asks: {
        findings: long('核实情况'),
        proposal: choice('意见', { transfer: '移送公安机关', 'not-transfer': '不移送' }),
      },
      gates: [byTeam],
      starts: [{ clock: 'D-55' }],
    }),
    road({
      name: 'review-crime',
      label: '法制审核移送报告',
      from: ['reported'],
      to: 'reported',
      may: 'casework.legal-review',
      cites: art('R310', 5),
      asks: { reviewOpinion: long('审核意见') },
      gates: [legalReviewerActs],
    }),
    road({
      name: 'approve-transfer-to-police',
      label: '主要负责人批准移送',
      from: ['reported'],
      to: 'approved',
      may: 'casework.principal',
      cites: art('R310', 5, 2),
      asks: {
        receiver: text('受移送的公安机关（同级）'),
        copiedTo: text('抄送的人民检察院'),
        hasReport: flag('案件情况调查报告齐备'),
        hasItemList: flag('涉案物品清单齐备'),
        attachments: lines('移送材料（每行一份）'),
      },
      gates: [principalDecides(art('R310', 5, 2))],
      checks: [fullSet],
      stops: ['D-55'],
      starts: [{ clock: 'D-56', from: ({ at }) => at }],
      writes: [
        {
          code: 'SXYS',
          data: ({ thing }) => ({
            facts: textIn(thing, 'report-crime', 'findings'),
            basis: ['《行政执法机关移送涉嫌犯罪案件的规定》第三条'],
          }),
        },
      ],
    }),
    road({
      name: 'refuse-transfer-to-police',
      label: '主要负责人决定不移送',
      from: ['reported'],
      to: 'not-transferred',
      may: 'casework.principal',
      cites: art('R310', 5, 2),
      asks: { reason: long('不移送的理由（记录在案）') },
      gates: [principalDecides(art('R310', 5, 2))],
    }),
    road({
      name: 'send-to-police',
      label: '移送公安机关（24小时内）',
      from: ['approved'],
      to: 'sent',
      may: 'casework.serve',
      cites: art('R310', 5, 2),
      asks: { sentAt: minute('移送时间'), signedBy: text('公安机关签收人'), copied: flag('已抄送人民检察院') },
      checks: [notInFuture('sentAt', art('R310', 5))],
      stops: ['D-56'],
      starts: [
        { clock: 'D-57', from: ({ input }) => input.sentAt, whose: 'other' },
        { clock: 'D-58', from: ({ input }) => lawDateOf(input.sentAt), whose: 'other' },
      ],
    }),
    road({
      name: 'forwarded-by-police',
      label: '登记转送有管辖权的公安机关',
      from: ['sent'],
      to: 'refiled',
      may: 'casework.investigate',
      cites: art('R310', 7),
      asks: { forwardedTo: text('转送的公安机关'), forwardedOn: date('转送日期') },
      checks: [notInFuture('forwardedOn', art('R310', 7))],
      stops: ['D-57'],
      starts: [{ clock: 'D-58', from: ({ input }) => input.forwardedOn, whose: 'other' }],
    }),
    road({
      name: 'police-file',
      label: '登记公安机关立案',
      from: ['sent', 'refiled', 'asked-again', 'supervised'],
      to: 'filed',
      may: 'casework.investigate',
      cites: art('R310', 8),
      asks: { noticeReceivedOn: date('收到立案通知书的日期'), policeNumber: text('立案文号') },
      checks: [notInFuture('noticeReceivedOn', art('R310', 12))],
      stops: ['D-57', 'D-58', 'D-61', 'D-60', 'D-62'],
      starts: [{ clock: 'D-63', from: ({ input }) => input.noticeReceivedOn }],
      onCase: policeFiled,
    }),
    road({
      name: 'police-refuse',
      label: '登记公安机关不予立案',
      from: ['sent', 'refiled'],
      to: 'not-filed',
      may: 'casework.investigate',
      cites: art('R310', 8),
      asks: { noticeReceivedOn: date('收到不予立案通知书的日期'), reason: long('理由') },
      checks: [notInFuture('noticeReceivedOn', art('R310', 8))],
      stops: ['D-57', 'D-58'],
      starts: [{ clock: 'D-60', from: ({ input }) => input.noticeReceivedOn }],
    }),
    road({
      name: 'ask-police-again',
      label: '提请公安机关复议',
      from: ['not-filed'],
      to: 'asked-again',
      may: 'casework.investigate',
      cites: art('R310', 9),
      asks: { askedOn: date('提请日期'), reasons: long('理由') },
      checks: [notInFuture('askedOn', art('R310', 9))],
      stops: ['D-60'],
      starts: [{ clock: 'D-61', from: ({ input }) => input.askedOn, whose: 'other' }],
    }),
    road({
      name: 'police-refuse-again',
      label: '登记复议仍不予立案',
      from: ['asked-again'],
      to: 'still-not-filed',
      may: 'casework.investigate',
      cites: art('R310', 9),
      asks: { noticeReceivedOn: date('收到复议决定的日期'), reason: long('理由') },
      checks: [notInFuture('noticeReceivedOn', art('R310', 9))],
      stops: ['D-61'],
      starts: [{ clock: 'D-62', from: ({ input }) => input.noticeReceivedOn }],
    }),
    road({
      name: 'ask-procuratorate',
      label: '建议人民检察院立案监督',
      from: ['not-filed', 'still-not-filed'],
      to: 'supervised',
      may: 'casework.investigate',
      cites: art('R310', 9),
      asks: { askedOn: date('建议日期'), procuratorate: text('人民检察院') },
      checks: [notInFuture('askedOn', art('R310', 9))],
      stops: ['D-60', 'D-62'],
    }),
    road({
      name: 'hand-over-items',
      label: '移交涉案物品和材料',
      from: ['filed'],
      to: 'handed',
      may: 'casework.investigate',
      cites: art('R310', 12),
      asks: { handedOn: date('移交日期'), items: lines('移交的物品和材料（每行一项）') },
      checks: [notInFuture('handedOn', art('R310', 12))],
      stops: ['D-63'],
    }),
    road({
      name: 'record-judicial-result',
      label: '登记司法机关处理结果',
      from: ['handed'],
      to: 'convicted-ended',
      may: 'casework.investigate',
      cites: art('APL', 35),
      asks: {
        result: choice('结果', {
          convicted: '判处刑罚',
          'fined-by-court': '判处罚金（行政机关不再罚款，已缴的折抵）',
          other: '其他',
        }),
        on: date('生效日期'),
        content: long('内容'),
      },
      checks: [notInFuture('on', art('APL', 35))],
    }),
    road({
      name: 'case-comes-back',
      label: '登记退回，恢复行政处罚程序',
      from: ['not-filed', 'still-not-filed', 'supervised', 'handed', 'filed'],
      to: 'returned',
      may: 'casework.investigate',
      cites: art('R310', 10),
      asks: {
        ground: choice('原因', {
          'not-filed': '不予立案',
          'not-prosecuted': '不起诉',
          acquitted: '判决无罪或者免予刑事处罚',
        }),
        receivedOn: date('收到日期'),
        reason: note('说明'),
      },
      checks: [notInFuture('receivedOn', art('R310', 10))],
      onCase: (deed) =>
        deed.facts.case?.state === 'ended'
          ? {
              arrow: 'reopen',
              input: { decideBy: countClock(deed.facts.book, { id: 'D-12', start: lawDateOf(deed.at) })?.due ?? null },
            }
          : null,
    }),
  ],
)
