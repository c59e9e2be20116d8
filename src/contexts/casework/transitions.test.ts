import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asker } from '../../kernel/asker.ts'
import { Refused } from '../../kernel/refusal.ts'
import { take, whyNot, whyNotOffered, type AnyStep } from '../../kernel/step.ts'
import { randomOf } from '../../../tests/support/walking.ts'
import { lawbook } from '../law/public.ts'
import { aCase, askerOf, ID, OFFICERS, someFacts } from './fixtures.ts'
import { CASE_STATES, Case, type Ending, REVIEW_POINTS, type CaseState, type Deed } from './model.ts'
import { PERMISSIONS_OF } from '../people/rules/permissions.ts'
import { clocksOf } from './rules/clocks.ts'
import { proposeFiling } from './transitions/investigation.ts'
import { EFFECTS, lifecycle, steps, STEPS } from './transitions.ts'

const STATES = Object.keys(CASE_STATES) as CaseState[]
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

/** For each step: who takes it and with what, so that on a case of the straight road nothing stands against it. */
const WAYS: Record<string, { by: Asker; input: unknown; facts?: Partial<Deed['facts']>; thing?: Partial<Case> }> = {
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
  reopen: { by: deputy, input: { decideBy: '2026-06-14' } },
  settle: { by: handler, input: { on: '2026-03-16', amountFen: 4_900_000, receipt: '粤财0001', evidenceId: null } },
  archive: { by: askerOf(ID.archivist), input: { number: '20260007', retention: '30年' } },
}

const deedOf = (step: AnyStep, state: CaseState): Deed => {
  const way = WAYS[step.name]
  assert.ok(way, `no way to take ${step.name} in this test`)
  return { thing: aCase(state, way.thing ?? {}), input: way.input, facts: someFacts(way.facts), by: way.by, at: AT }
}

for (const step of lifecycle.steps) {
  test(`${step.name}: taken from ${step.from.join(', ')} and from no other state`, () => {
    for (const state of STATES) {
      const deed = deedOf(step, state)
      if (step.from.includes(state)) {
        const after = take(step, deed)
        assert.equal(after.state, step.to)
        assert.equal(after.version, deed.thing.version + 1)
        assert.equal(after.history.at(-1)?.step, step.name)
        assert.doesNotThrow(() => Case.parse(after))
      } else {
        assert.deepEqual(
          whyNot(step, deed).map(({ code }) => code),
          ['wrong-state'],
          `${step.name} from ${state}`,
        )
        assert.throws(() => take(step, deed), Refused)
      }
    }
  })

  test(`${step.name}: refused to whoever lacks ${step.may}, which some role holds`, () => {
    const [state] = step.from as CaseState[]
    assert.ok(state)
    const way = WAYS[step.name]
    const bare = { ...handler, permissions: [] }
    assert.deepEqual(whyNotOffered(step, aCase(state), way?.by ?? handler), [])
    assert.deepEqual(
      whyNotOffered(step, aCase(state), bare).map(({ code }) => code),
      ['not-permitted'],
    )
    assert.ok(
      Object.values<readonly string[]>(PERMISSIONS_OF).some((words) => words.includes(step.may)),
      `${step.may} belongs to no role`,
    )
  })
}

test('every state but the first is reached by an arrow, and every state but the final ones has a way out', () => {
  const reached = new Set(lifecycle.steps.map(({ to }) => to))
  for (const state of STATES) {
    if (state !== lifecycle.initial) assert.ok(reached.has(state), `${state} is never reached`)
    const out = lifecycle.steps.some(({ from, to }) => from.includes(state) && to !== state)
    assert.equal(out, !lifecycle.final.includes(state), state)
  }
})

test('A40, guard G19: nothing at all may be done to an archived case', () => {
  for (const step of lifecycle.steps) assert.ok(!step.from.includes('archived'), step.name)
})

test('every step and every rule cites an article', () => {
  for (const step of [proposeFiling, ...STEPS, ...Object.values(EFFECTS)]) {
    assert.ok(step.cites.article > 0)
    for (const rule of step.unless) assert.ok(rule.cites.article > 0)
  }
})

test('APL 42, 54, 57: the whole straight road runs from filing to archive with each refusal answered', () => {
  let thing = aCase('submitted')
  const go = (step: AnyStep, at: string, input?: unknown) => {
    const way = WAYS[step.name]
    assert.ok(way)
    thing = take(step, { thing, input: input ?? way.input, facts: someFacts(way.facts), by: way.by, at })
  }
  go(steps.approveFiling, '2026-02-03T01:00:00.000Z')
  assert.equal(thing.filedOn, '2026-02-03')
  go(steps.recordInterview, '2026-03-11T01:00:00.000Z')
  assert.equal(thing.evidence.at(-1)?.kind, 'statement')
  go(steps.addEvidence, '2026-03-11T01:00:00.000Z')
  go(steps.submitReport, '2026-03-11T01:00:00.000Z')
  go(steps.review, '2026-03-12T01:00:00.000Z')
  go(steps.discuss, '2026-03-16T02:00:00.000Z')
  go(steps.approveNotification, '2026-03-16T03:00:00.000Z')
  go(steps.serveNotification, '2026-03-17T01:00:00.000Z')
  assert.equal(thing.notice?.defenceUntil, '2026-03-12')
  go(steps.recordDefence, '2026-03-18T01:00:00.000Z')
  go(steps.proposeDecision, '2026-03-18T01:00:00.000Z')
  go(steps.decide, '2026-03-18T02:00:00.000Z')
  go(steps.serveDecision, '2026-03-18T03:00:00.000Z')
  go(steps.recordPayment, '2026-03-20T03:00:00.000Z', {
    on: '2026-03-20',
    amountFen: 4_900_000,
    receipt: '粤财0001',
    evidenceId: null,
  })
  go(steps.proposeClosing, '2026-03-21T03:00:00.000Z')
  go(steps.approveClosing, '2026-03-22T03:00:00.000Z')
  go(steps.archive, '2026-03-23T03:00:00.000Z')
  assert.equal(thing.state, 'archived')
  assert.equal(thing.history.length, 16)
})

test('G17, APL 27: while the police look at it no fine is proposed or decided; without a procedure beside it both may be', () => {
  const beside = [
    {
      id: ID.act,
      kind: 'criminal',
      label: '涉嫌犯罪移送',
      state: 'sent',
      stateLabel: '已移送',
      isOpen: true,
      outlives: false,
    },
  ]
  for (const step of [steps.proposeDecision, steps.decide] as AnyStep[]) {
    const [state] = step.from
    const way = deedOf(step, state as CaseState)
    assert.deepEqual(whyNot(step, way), [])
    const held = whyNot(step, { ...way, facts: { ...way.facts, beside } })
    assert.deepEqual(
      held.map(({ code }) => code),
      ['criminal-pending'],
    )
    assert.equal(held[0]?.cites?.article, 27)
  }
})

test('G18: a case is not closed over an open procedure; a listing of three years does not hold it', () => {
  const one = {
    id: ID.act,
    label: '查封、扣押',
    state: 'executed',
    stateLabel: '查封中',
    isOpen: true,
    outlives: false,
  }
  const way = deedOf(steps.proposeClosing, 'paid')
  const codes = (beside: Deed['facts']['beside']) =>
    whyNot(steps.proposeClosing as AnyStep, { ...way, facts: { ...way.facts, beside } }).map(({ code }) => code)
  assert.deepEqual(codes([{ ...one, kind: 'seizure' }]), ['procedure-still-open'])
  assert.deepEqual(codes([{ ...one, kind: 'seizure', isOpen: false }]), [])
  assert.deepEqual(codes([{ ...one, kind: 'dishonesty', outlives: true }]), [])
})

/** A paper stands only behind these: one of them was written by an earlier step of the same case. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  DCBG: ['D01'],
  FZSH: ['DCBG'],
  D31: ['DCBG'],
  D24: ['DCBG'],
  D40: ['D24', 'D34'],
  D25: ['D24'],
  D30: ['D24'],
  D34: ['D30'],
  D47: ['D01'],
}
const writtenBy = ({ step }: { step: string }) => lifecycle.steps.find(({ name }) => name === step)?.writes ?? []

function papersStand({ history }: Case, walk: string) {
  const written = new Set(['D01'])
  for (const taken of history) {
    for (const code of writtenBy(taken))
      if (code in BEHIND)
        assert.ok(
          BEHIND[code]?.some((one) => written.has(one)),
          `${walk}: ${code} stands alone`,
        )
    for (const code of writtenBy(taken)) written.add(code)
  }
}

const CASE_WALKS = 10_000
const CASE_STEPS_MAX = 40
test('ten thousand random walks of a case: always a lawful way on, no clock on what has ended, no paper alone', () => {
  const random = randomOf(20_260_316)
  const book = lawbook()
  const ends = new Map<CaseState, number>()
  for (let nth = 0; nth < CASE_WALKS; nth += 1) {
    let thing = aCase('submitted')
    for (let length = 0; length < CASE_STEPS_MAX && !lifecycle.final.includes(thing.state); length += 1) {
      const told = `walk ${nth}, ${thing.history.map(({ step }) => step).join(' → ')}`
      const open = lifecycle.steps.filter(({ from }) => from.includes(thing.state))
      const at = random(open.length)
      const chosen = [...open.slice(at), ...open.slice(0, at)]
        .map((step) => ({ step, deed: { ...deedOf(step, thing.state), thing } }))
        .find(({ step, deed }) => whyNot(step, deed).length === 0)
      assert.ok(chosen, `${told}: no lawful way out of ${thing.state}`)
      const { step, deed } = chosen
      thing = take(step, { ...deed, thing: { ...thing, ...WAYS[step.name]?.thing } })
      papersStand(thing, told)
    }
    ends.set(thing.state, (ends.get(thing.state) ?? 0) + 1)
    if (!lifecycle.final.includes(thing.state)) continue
    const running = clocksOf(thing, { book, at: AT }).filter(
      ({ endedOn, whose }) => endedOn === null && whose === 'bureau',
    )
    assert.deepEqual(running, [], `walk ${nth}: a clock runs on in ${thing.state}`)
  }
  for (const state of lifecycle.final as CaseState[])
    assert.ok((ends.get(state) ?? 0) > 100, `${state}: ${ends.get(state)}`)
})
