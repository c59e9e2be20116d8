/** For each arrow of the case: who takes it and with what, so that on a case of the straight road nothing stands against it. */
import assert from 'node:assert/strict'
import { aCase, askerOf, ID, OFFICERS, someFacts } from '../../src/contexts/casework/fixtures.ts'
import { REVIEW_POINTS, type Case, type CaseState, type Deed, type Ending } from '../../src/contexts/casework/model.ts'
import type { Asker } from '../../src/kernel/asker.ts'
import type { AnyStep } from '../../src/kernel/step.ts'

const AT = '2026-03-16T02:00:00.000Z'

const handler = askerOf(ID.first)
const deputy = askerOf(ID.deputy)
const principal = askerOf(ID.principal)
const reviewer = askerOf(ID.reviewer)

const service = {
  method: 'direct',
  servedAt: '2026-03-05T02:00:00.000Z',
  place: '当事人住所',
  recipient: '演示某',
  recipientRelation: '法定代表人',
  servers: [{ name: '演示甲', certificate: 'Z101' }],
  witness: null,
  recorded: false,
  addressConfirmed: false,
  refused: false,
  note: null,
} as const
const points = Object.keys(REVIEW_POINTS).map((point) => ({
  point,
  opinion: '经查阅全卷，该项事实与所附证据相互印证，未见不当。',
}))
const discussion = {
  from: '2026-03-16T00:00:00.000Z',
  until: '2026-03-16T01:00:00.000Z',
  place: '会议室',
  chair: '演示戊',
  reporter: '演示甲',
  recorder: '演示己',
  conclusion: '按告知内容处罚',
  attendees: OFFICERS.slice(3, 5).map(({ id, name }) => ({
    officerId: id,
    name,
    post: '负责人',
    opinion: '事实清楚，裁量在B档之内，赞成处罚。',
  })),
}
const amounts = [{ actId: ID.act, amountFen: 4_900_000 }]

const ENDING: Ending = {
  kind: 'transferred-other',
  on: '2026-03-16',
  number: null,
  proceedingId: ID.case,
  says: '移送其他机关处理',
}

export const WAYS: Record<
  string,
  { by: Asker; input: unknown; facts?: Partial<Deed['facts']>; thing?: Partial<Case> }
> = {
  'approve-filing': { by: deputy, input: { opinion: '同意立案' } },
  'decline-filing': { by: deputy, input: { reason: '违法行为轻微并已改正' } },
  'record-interview': {
    by: handler,
    input: {
      interviewId: '0a000000-0000-4000-8000-0000000000d1',
      from: '2026-03-10T01:00:00.000Z',
      until: '2026-03-10T02:00:00.000Z',
      place: '会议室',
      respondent: '演示某',
      gender: '男',
      age: 40,
      idNumber: '',
      employer: '演示机械有限公司',
      jobTitle: '法定代表人',
      home: '',
      phone: '',
      officerIds: [ID.first, ID.second],
      recorder: '演示乙',
      certificatesShown: true,
      rightsTold: true,
      recusal: '不申请',
      readBack: 'read',
      questions: [{ question: '三名焊工有证吗？', answer: '没有。' }],
      proves: [ID.act],
    },
  },
  'add-evidence': {
    by: handler,
    input: {
      items: [
        {
          id: '0a000000-0000-4000-8000-0000000000e2',
          kind: 'documentary',
          name: '营业执照',
          source: '当事人',
          takenOn: '2026-03-10',
          proves: [ID.act],
          evidenceId: null,
          paperId: null,
        },
      ],
    },
  },
  'submit-report': {
    by: handler,
    input: { course: '检查、询问', acts: aCase().acts, amounts, measures: [], proposal: '罚款49,000元', reasons: '' },
  },
  'return-report': { by: reviewer, input: { reason: '证据不足' } },
  'reject-report': { by: deputy, input: { reason: '再核实人数' } },
  review: { by: reviewer, input: { points, conclusion: '同意' } },
  'review-again': { by: reviewer, input: { points, conclusion: '同意' } },
  discuss: { by: principal, input: discussion },
  'discuss-again': { by: principal, input: discussion },
  'approve-notification': { by: deputy, input: { opinion: '同意' } },
  'serve-notification': {
    by: handler,
    input: { service },
    facts: { servedOn: '2026-03-05', due: { 'D-16': '2026-03-12', 'D-18': '2026-03-12' } },
  },
  'record-defence': {
    by: handler,
    input: { points: [{ said: '已安排培训', answer: '属改正行为，裁量时已考虑。', adopted: false }], evidenceId: null },
  },
  'waive-rights': {
    by: handler,
    input: { on: '2026-03-06', statement: '放弃陈述申辩和听证', defence: true, hearing: true, evidenceId: ID.evidence },
  },
  'propose-decision': { by: handler, input: { amounts, measures: ['责令限期改正'], opinion: '按告知内容处罚' } },
  'return-decision': { by: deputy, input: { reason: '再核实' } },
  decide: { by: principal, input: { opinion: '同意' } },
  'serve-decision': {
    by: handler,
    input: { service },
    facts: { servedOn: '2026-03-16', due: { 'D-25': '2026-03-31' } },
  },
  'record-payment': {
    by: handler,
    input: { on: '2026-03-16', amountFen: 4_900_000, receipt: '粤财0001', evidenceId: null },
  },
  'propose-closing': { by: handler, input: { outcome: '罚款49,000元', execution: '已缴清', opinion: '建议结案' } },
  'return-closing': { by: deputy, input: { reason: '缺票据' } },
  'approve-closing': { by: deputy, input: { opinion: '同意' } },
  'review-filing': { by: reviewer, input: { opinion: '材料齐全，建议立案' } },
  'review-decision': { by: reviewer, input: { opinion: '同意承办人意见' } },
  'review-closing': { by: reviewer, input: { opinion: '同意结案' } },
  'return-ended': { by: deputy, input: { reason: '缺移送回执' }, thing: { ending: ENDING } },
  end: { by: deputy, input: { ending: ENDING } },
  revoke: { by: deputy, input: { ending: ENDING } },
  restart: { by: deputy, input: {} },
  reopen: { by: deputy, input: { decideBy: '2026-06-14' } },
  settle: { by: handler, input: { on: '2026-03-16', amountFen: 4_900_000, receipt: '粤财0001', evidenceId: null } },
  archive: { by: askerOf(ID.archivist), input: { number: '20260007', retention: '30年' } },
}

export const deedOf = (step: AnyStep, state: CaseState): Deed => {
  const way = WAYS[step.name]
  assert.ok(way, `no way to take ${step.name} in this test`)
  return { thing: aCase(state, way.thing ?? {}), input: way.input, facts: someFacts(way.facts), by: way.by, at: AT }
}
