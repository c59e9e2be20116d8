import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusesPaper } from '../../document/rules/field-rules.ts'
import { findTemplateOn } from '../../document/render/catalogue.ts'
import { aCase, aJudgement, anAct, bureau, ID, OFFICERS, periods } from '../fixtures.ts'
import type { Case } from '../model.ts'
import { decided, penaltyText, remedyOf } from './paper-words.ts'
import * as decision from './papers-decision.ts'
import * as investigation from './papers-investigation.ts'

const AT = '2026-03-16T02:00:00.000Z'
const ground = (thing: Case) => ({ thing, bureau, at: AT })
const head = { name: '演示戊', certificate: 'Z105' }
const remedy = remedyOf({ bureau, superior: { name: '演示省应急管理厅' }, on: '2026-03-16', periods })

const written = (template: string, data: Record<string, unknown>) => {
  const found = findTemplateOn(template, '2026-03-16')
  assert.ok(found, template)
  return refusesPaper({ template: found, data, on: '2026-03-16' })
}

test('every paper of the straight road fills its form so that nothing stands against it', () => {
  const review = { ...aCase('reviewed') }
  const points = [...'一二三四五六七'].map((point) => ({
    point: 'law' as const,
    opinion: `第${point}项经审查没有问题`,
  }))
  const all: Record<string, Record<string, unknown>> = {
    D01: investigation.filingForm(ground(aCase('filed')), head, aJudgement()),
    DCBG: investigation.investigationReport(ground(aCase('reported'))),
    FZSH: investigation.reviewOpinion(
      ground({
        ...review,
        legalReview: review.legalReview && { ...review.legalReview, points },
      }),
    ),
    D31: investigation.discussionRecord(ground(aCase('discussed')), {
      from: '2026-02-25T01:00:00.000Z',
      until: '2026-02-25T02:00:00.000Z',
      place: '会议室',
      chair: '演示戊',
      reporter: '演示甲',
      recorder: '演示己',
      conclusion: '同意',
      attendees: OFFICERS.slice(3, 5).map(({ id, name }) => ({
        officerId: id,
        name,
        post: '负责人',
        opinion: '赞成处罚，理由如报告',
      })),
    }),
    GZSP: decision.notificationApproval(ground(aCase('notice-issued')), { approver: head, opinion: '同意' }),
    D24: decision.notification(ground(aCase('notice-issued')), periods),
    D26: decision.notification(ground(aCase('notice-issued')), periods),
    D30: decision.proposalForm(ground(aCase('decided')), { approver: head, opinion: '同意' }),
    D34: decision.decisionPaper(ground(aCase('decided')), periods, remedy),
    D46: decision.closingForm(ground(aCase('closed')), { approver: head, opinion: '同意' }),
  }
  for (const [template, data] of Object.entries(all))
    assert.deepEqual(
      written(template, data).map(({ code, facts }) => [template, code, facts]),
      [],
    )
})

test('A19: two acts stand each with its article and amount, then one total', () => {
  const acts = [anAct(), anAct({ id: ID.otherAct, violationKey: 'AQ-97-4' })]
  const text = penaltyText(
    aJudgement({}, acts),
    [
      { actId: ID.act, amountFen: 4_900_000 },
      { actId: ID.otherAct, amountFen: 1_000_000 },
    ],
    ['责令限期改正'],
  )
  assert.match(
    text,
    /^1\. 责令限期改正。\n2\. .*肆万玖仟元整（¥49,000\.00）。\n3\. .*壹万元整（¥10,000\.00）。\n4\. 以上合并处罚，决定罚款合计人民币伍万玖仟元整（¥59,000\.00）。$/,
  )
})

test('A35, SZF 351: the decision has no 拟, though the report and the engine speak of proposals', () => {
  const thing = aCase('decided')
  const judgement = aJudgement()
  const proposed = {
    ...thing,
    report: thing.report && {
      ...thing.report,
      reasons: '拟从轻处罚',
      derivation: { ...judgement, acts: judgement.acts.map((act) => ({ ...act, because: ['拟按B档裁量'] })) },
    },
  }
  const paper = decision.decisionPaper(ground(proposed), periods, remedy)
  assert.doesNotMatch(JSON.stringify([paper['discretion'], paper['penalty'], paper['defence']]), /拟/)
  assert.deepEqual(written('D34', paper), [])
  assert.equal(decided('储存拟除虫菊酯，拟罚款'), '储存拟除虫菊酯，罚款')
})

test('ARL 24, trap 7: since 2024 only the government of the same level, before also the department above', () => {
  const at = (on: string) => remedyOf({ bureau, superior: { name: '演示省应急管理厅' }, on, periods }).organ
  assert.equal(at('2024-01-01'), '演示市人民政府')
  assert.equal(at('2023-12-31'), '演示市人民政府或者演示省应急管理厅')
})

test('A36, APL 59: the remedies name the very bodies and periods', () => {
  assert.deepEqual(remedy, {
    organ: '演示市人民政府',
    court: '演示市第一人民法院',
    reconsiderationDays: 60,
    litigationMonths: 6,
  })
  assert.match(
    written(
      'D34',
      decision.decisionPaper(ground(aCase('decided')), periods, { ...remedy, court: '有管辖权的人民法院' }),
    )[0]?.code ?? '',
    /court-vague/,
  )
})

test('SZF 104: behind a trade name stands its operator, on every paper in the same words', () => {
  const thing = aCase('decided')
  const shop = {
    ...thing,
    party: { ...thing.party, kind: 'self-employed' as const, name: '演示镇五金店', legalRepresentative: '演示某' },
  }
  for (const paper of [
    decision.notification(ground(shop), periods),
    decision.decisionPaper(ground(shop), periods, remedy),
  ]) {
    assert.equal(paper['party'], '演示镇五金店（经营者：演示某）')
  }
})

test('APL 45: the decision tells how the party was heard: silence, waiver or answers', () => {
  const defence = (part: Partial<NonNullable<Case['notice']>>) => {
    const thing = aCase('decided')
    return String(
      decision.decisionPaper(
        ground({ ...thing, notice: thing.notice && { ...thing.notice, ...part } }),
        periods,
        remedy,
      )['defence'],
    )
  }
  assert.match(defence({}), /未提出陈述、申辩，也未要求听证/)
  assert.match(defence({ waivedOn: '2026-03-06' }), /书面放弃/)
  assert.match(defence({ defence: '1. 已改正', defenceAnswer: '1. 不予采纳：不影响认定' }), /逐条复核/)
})

test('what the engine tells the bureau about its own data stays off the party’s papers and on the report', () => {
  const thing = aCase('decided')
  const judgement = aJudgement()
  const because = [
    '行为发生于2026-02-01，适用当时有效的规定',
    '按逾期未改正一档处罚，案卷须附责令限期改正文书、期限届满日和复查记录',
    '裁量权基准（推定，须核对原表）：数量3，B档',
  ]
  const derivation = { ...judgement, acts: judgement.acts.map((act) => ({ ...act, because })) }
  const noted = { ...thing, report: thing.report && { ...thing.report, derivation } }
  for (const paper of [
    decision.notification(ground(noted), periods),
    decision.decisionPaper(ground(noted), periods, remedy),
  ]) {
    const words = String(paper['discretion'])
    assert.match(words, /行为发生于2026年2月1日/)
    assert.match(words, /按逾期未改正一档处罚；裁量权基准：数量3，B档/)
    assert.doesNotMatch(words, /案卷须附|推定|\d{4}-\d\d-\d\d/)
  }
  assert.match(String(investigation.investigationReport(ground(noted))['discretion']), /推定，须核对原表/)
})

test('a decision without a fine asks for no payment', () => {
  const thing = aCase('decided')
  const free = { ...thing, decision: thing.decision && { ...thing.decision, amountFen: 0 } }
  assert.equal(decision.decisionPaper(ground(free), periods, remedy)['payDays'], undefined)
  assert.equal(decision.decisionPaper(ground(thing), periods, remedy)['payDays'], 15)
})

test('the receipt has a line for whoever takes the paper, and none for one who refused', () => {
  const service = {
    method: 'direct' as const,
    servedAt: AT,
    place: '演示镇',
    recipient: '演示某',
    recipientRelation: null,
    witness: null,
    recorded: true,
    servers: [{ name: '演示甲', certificate: 'Z101' }],
    addressConfirmed: false,
    refused: false,
    note: null,
  }
  const receipt = decision.serviceReceipt(ground(aCase('served')), service, [{ title: '行政处罚决定书', number: null }])
  assert.deepEqual([receipt['receivers'], receipt['servers']], [[{ name: '演示某' }], service.servers])
  assert.deepEqual(written('D40', receipt), [])
  const left = decision.serviceReceipt(ground(aCase('served')), { ...service, refused: true }, [
    { title: '行政处罚决定书', number: null },
  ])
  assert.equal(left['receivers'], undefined)
})

test('the cover counts what lies in the file', () => {
  const cover = decision.fileCover(ground(aCase('archived')), { paperCount: 21, originalCount: 2, pages: 34 })
  assert.equal(cover['volume'], '共23件34页，其中文书21件、证据材料2件')
})
