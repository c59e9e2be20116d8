/** 听证: asked for within five working days, told seven full working days before, held, reported (APL 63–65). */
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { earliestEventAfter } from '../../law/rules/deadline.ts'
import {
  choice,
  date,
  flag,
  lines,
  long,
  minute,
  note,
  officers,
  rows,
  service,
  text,
  textIn,
  type SideDeed,
} from '../rules/proceeding.ts'
import { CITED_FROM, headApproves, notInFuture } from '../rules/side-officers.ts'
import { DRAFT, lifecycleOf, road } from './road.ts'

/** Asked for within five working days of the service; a letter counts by its postmark (APL 64(1).1, CPL 85; trap 4). */
const askedInTime = rule<SideDeed<{ requestedOn: string }>>({
  cites: art('APL', 64, 1, 1),
  inForceFrom: CITED_FROM,
  refuses: ({ facts, input }) => {
    const until = facts.case?.notice?.hearingUntil
    if (!until)
      return no('hearing-does-not-apply', {}, '本案没有告知听证权利，或者告知书还没有送达', '核对听证告知书的送达情况')
    return input.requestedOn > until
      ? no(
          'hearing-asked-late',
          { until, on: input.requestedOn },
          '听证申请期限为{until}，当事人{on}才提出',
          '告知当事人不予受理，并说明理由',
        )
      : null
  },
})
const askedLate = rule<SideDeed<{ requestedOn: string }>>({
  cites: art('APL', 64, 1, 1),
  inForceFrom: CITED_FROM,
  refuses: ({ facts, input }) => {
    const until = facts.case?.notice?.hearingUntil
    return until && input.requestedOn <= until
      ? no(
          'hearing-asked-in-time',
          { until },
          '当事人在听证申请期限{until}之前提出，应当受理',
          '受理听证申请并组织听证',
        )
      : null
  },
})
const noWaiver = rule<SideDeed>({
  cites: art('APL', 62),
  inForceFrom: CITED_FROM,
  refuses: ({ facts }) =>
    facts.case?.notice?.waivedOn
      ? no(
          'hearing-waived',
          { on: facts.case.notice.waivedOn },
          '当事人已于{on}书面放弃听证权利',
          '核对书面放弃声明；当事人撤回放弃的，另行记录',
        )
      : null,
})

/** Seven full working days lie between the service of D27 and the hearing (APL 64(1).2, 85; E2). */
const sevenDaysBetween = rule<SideDeed<{ service: { servedAt: string } }>>({
  cites: art('APL', 64, 1, 2),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, facts }) => {
    const at = textIn(thing, 'notice-hearing', 'at')
    const served = facts.servedOn
    if (!at || !served) return null
    const earliest = earliestEventAfter(facts.book.calendar, served, 7)
    return lawDateOf(at) < earliest
      ? no(
          'hearing-notice-too-short',
          { served, hearing: lawDateOf(at), earliest },
          '通知书{served}送达，听证最早可以在{earliest}举行，不能在{hearing}举行',
          '改期：重新制作听证通知书',
        )
      : null
  },
})
const notBeforeItsDay = rule<SideDeed<{ startedAt: string; endedAt: string }>>({
  cites: art('APL', 64),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, input, at }) => {
    const set = textIn(thing, 'notice-hearing', 'at')
    if (set && input.startedAt < set)
      return no('hearing-before-time', {}, '听证早于通知的时间举行', '核对听证开始的时间')
    return input.endedAt <= input.startedAt || input.endedAt > at
      ? no('hearing-times-wrong', {}, '听证的起止时间不对', '结束时间应当晚于开始时间，且不晚于现在')
      : null
  },
})

/** Neither presider nor hearers investigated the case, and the presider did not review it (APL 64(1).4; SZF 136). */
const presiderIsApart = rule<SideDeed<{ presiderId: readonly string[]; hearerIds: readonly string[] }>>({
  cites: art('APL', 64, 1, 4),
  inForceFrom: CITED_FROM,
  refuses: ({ facts, input }) => {
    const sits = [...input.presiderId, ...input.hearerIds]
    const investigates = facts.case?.handlers.filter(({ id }) => sits.includes(id)).map(({ name }) => name) ?? []
    if (investigates.length > 0)
      return no(
        'presider-investigated',
        { names: investigates.join('、') },
        '{names}是本案调查人员，不能主持或者参加听证',
        '指定非本案调查人员',
      )
    return facts.case?.legalReview && sits.includes(facts.case.legalReview.reviewer.id)
      ? no('presider-reviewed', {}, '本案法制审核人员不能主持或者参加听证', '另行指定')
      : null
  },
})
const onePresider = rule<SideDeed<{ presiderId: readonly string[] }>>({
  cites: art('APL', 64, 1, 4),
  inForceFrom: CITED_FROM,
  refuses: ({ input }) =>
    input.presiderId.length === 1 ? null : no('one-presider', {}, '主持人应当是一名', '只选择一名主持人'),
})
const presides = rule<SideDeed>({
  cites: art('APL', 64, 1, 4),
  inForceFrom: CITED_FROM,
  refuses: ({ thing, by }) => {
    const named = thing.said['notice-hearing']?.['presiderId']
    return Array.isArray(named) && named.includes(by.id)
      ? null
      : no('not-the-presider', {}, '您不是本次听证的主持人', '由主持人办理')
  },
})
const agentsAtMostTwo = rule<SideDeed<{ agents: readonly unknown[] }>>({
  cites: art('APL', 64, 1, 5),
  inForceFrom: CITED_FROM,
  refuses: ({ input }) =>
    input.agents.length <= 2
      ? null
      : no('too-many-agents', { count: input.agents.length }, '委托代理人{count}人，最多两人', '核对授权委托书'),
})

const nameOf = ({ facts }: Pick<SideDeed, 'facts'>, ids: unknown) =>
  Array.isArray(ids) ? facts.officers.filter(({ id }) => ids.includes(id)).map(({ name }) => ({ name })) : []
const sitting = (deed: SideDeed) => {
  const said = deed.thing.said['notice-hearing'] ?? {}
  const [presider] = nameOf(deed, said['presiderId'])
  return { presider: presider?.name ?? '', hearers: nameOf(deed, said['hearerIds']) }
}

export const hearing = lifecycleOf(
  {
    name: 'hearing',
    label: '听证',
    states: {
      requested: '待指定主持人、通知',
      noticed: '听证通知书待送达',
      served: '已通知，待举行',
      held: '已举行，待听证报告',
      reported: '听证报告待审核',
      finished: '听证终结',
      terminated: '听证终止（视为放弃）',
      withdrawn: '当事人撤回',
      'not-accepted': '不予受理',
    },
    final: ['finished', 'terminated', 'withdrawn', 'not-accepted'],
    whileCase: ['notified'],
  },
  [
    road({
      name: 'request-hearing',
      label: '登记听证申请',
      from: [DRAFT],
      to: 'requested',
      may: 'casework.notify',
      cites: art('APL', 64, 1, 1),
      asks: {
        requestedOn: date('提出（邮戳）日期'),
        means: choice('方式', { written: '书面', oral: '口头（已记入笔录）', post: '邮寄' }),
        statement: long('申请的内容'),
      },
      gates: [noWaiver],
      checks: [notInFuture('requestedOn', art('APL', 64)), askedInTime],
    }),
    road({
      name: 'refuse-hearing',
      label: '不予受理听证申请',
      from: [DRAFT],
      to: 'not-accepted',
      may: 'casework.notify',
      cites: art('APL', 64, 1, 1),
      asks: { requestedOn: date('提出（邮戳）日期'), reason: long('不予受理的理由') },
      checks: [notInFuture('requestedOn', art('APL', 64)), askedLate],
    }),
    road({
      name: 'notice-hearing',
      label: '指定主持人并制作听证通知书',
      from: ['requested', 'served'],
      to: 'noticed',
      may: 'casework.approve-notification',
      cites: art('APL', 64, 1, 2),
      asks: {
        at: minute('听证时间'),
        place: text('听证地点'),
        presiderId: officers('听证主持人'),
        presiderTitle: text('主持人职务'),
        hearerIds: officers('听证员'),
        clerk: text('书记员'),
        isPublic: flag('公开举行（涉及国家秘密、商业秘密、个人隐私的除外）'),
      },
      gates: headApproves(art('APL', 64)),
      checks: [onePresider, presiderIsApart],
      starts: [{ clock: 'D-17', from: ({ input }) => lawDateOf(input.at) }],
      writes: [
        {
          code: 'D27',
          data: (deed) => ({
            ...sitting({
              ...deed,
              thing: { ...deed.thing, said: { ...deed.thing.said, 'notice-hearing': deed.input } },
            }),
            rights:
              '当事人可以亲自参加听证，也可以委托一至二人代理；认为主持人与本案有直接利害关系的，有权申请回避；无正当理由拒不出席或者未经许可中途退出的，视为放弃听证权利。',
            bring: '身份证明；委托代理的，授权委托书应当写明代理的具体事项和权限；有关证据。',
          }),
        },
      ],
    }),
    road({
      name: 'serve-hearing-notice',
      label: '送达听证通知书',
      from: ['noticed'],
      to: 'served',
      may: 'casework.serve',
      cites: art('APL', 64, 1, 2),
      asks: { service: service('送达听证通知书') },
      checks: [sevenDaysBetween],
      serves: ['D27'],
      stops: ['D-17'],
    }),
    road({
      name: 'hold-hearing',
      label: '举行听证并制作笔录',
      from: ['served'],
      to: 'held',
      may: 'casework.preside',
      cites: art('APL', 64, 1, 7),
      asks: {
        startedAt: minute('开始时间'),
        endedAt: minute('结束时间'),
        partyDetails: text('当事人（代理人）出席情况'),
        agents: rows('委托代理人', [
          { name: 'name', label: '姓名' },
          { name: 'title', label: '单位和职务' },
        ]),
        rightsTold: flag('已告知权利义务，询问是否申请回避'),
        statements: lines('听证记录（一段一行：谁说了什么）'),
        signed: flag('笔录经当事人核对并签字（拒绝签字的，主持人已注明）'),
      },
      gates: [presides],
      checks: [notBeforeItsDay, agentsAtMostTwo],
      writes: [
        { code: 'D28', data: (deed) => ({ ...sitting(deed), clerk: textIn(deed.thing, 'notice-hearing', 'clerk') }) },
      ],
    }),
    road({
      name: 'terminate-hearing',
      label: '终止听证（无正当理由不出席或者中途退出）',
      from: ['served'],
      to: 'terminated',
      may: 'casework.preside',
      cites: art('APL', 64, 1, 6),
      asks: { on: date('应当举行听证的日期'), reason: long('情况') },
      gates: [presides],
      checks: [notInFuture('on', art('APL', 64))],
    }),
    road({
      name: 'withdraw-hearing',
      label: '登记当事人撤回听证申请',
      from: ['requested', 'noticed', 'served'],
      to: 'withdrawn',
      may: 'casework.notify',
      cites: art('APL', 64),
      asks: { statement: long('当事人的书面表示') },
    }),
    road({
      name: 'report-hearing',
      label: '提交听证报告',
      from: ['held'],
      to: 'reported',
      may: 'casework.preside',
      cites: art('APL', 65),
      asks: {
        summary: long('听证会基本情况摘要'),
        presiderOpinion: long('主持人意见'),
        factsChanged: flag('听证后事实、依据或者拟处罚内容有变化，须重新审核和告知'),
      },
      gates: [presides],
    }),
    road({
      name: 'approve-hearing-report',
      label: '审核听证报告',
      from: ['reported'],
      to: 'finished',
      may: 'casework.decide',
      cites: art('APL', 65),
      asks: { headOpinion: long('审核意见', '同意主持人意见。'), note: note('下一步要求') },
      gates: headApproves(art('APL', 65)),
      writes: [
        { code: 'D29', data: (deed) => ({ ...sitting(deed), clerk: textIn(deed.thing, 'notice-hearing', 'clerk') }) },
      ],
    }),
  ],
)
