import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNot } from '../../../kernel/step.ts'
import { A, aCap, aFacts, aHazard, anItem, aPlan, anInspection, by, MAY, MUST, NOW, signed, uuid } from '../fixtures.ts'
import { PlanInput as Input, type InspectionFacts, type PlanInput } from '../model.ts'
import { conclude, draftPlan, enter, recheck } from '../transitions.ts'

const planned = (input: Partial<PlanInput>, facts: Partial<InspectionFacts> = {}, at = NOW) =>
  whyNot(draftPlan, {
    thing: anInspection('drafted'),
    input: { ...aPlan, ...input },
    facts: aFacts(facts),
    by: by(A),
    at,
  }).map(({ code }) => code)

test('circular art. 3 (A1): a plan beyond the cap of 8 is refused with article 3 and the number', () => {
  const [refusal] = whyNot(draftPlan, {
    thing: anInspection('drafted'),
    input: aPlan,
    facts: aFacts({ cap: aCap({ used: 8 }) }),
    by: by(A),
    at: NOW,
  })
  assert.equal(refusal?.facts['cap'], 8)
  assert.deepEqual(refusal?.cites, { instrument: 'MEM-2025-02-27', article: 3 })
  assert.deepEqual(planned({}, { cap: aCap({ used: 7 }) }), [])
})

test('circular art. 3 (A2): the same plan on a complaint with its number is allowed', () => {
  assert.deepEqual(planned({ reason: 'complaint', reasonRef: '举报〔2026〕17号' }, { cap: aCap({ used: 8 }) }), [])
  assert.deepEqual(planned({ reason: 'complaint' }, { cap: aCap({ used: 8 }) }), [
    'cause-without-proof',
    'yearly-visit-cap-reached',
  ])
})

test('circular art. 4 (A3, trap 28): a re-check linked to an order asks for no slot', () => {
  const input = {
    version: 3,
    place: '',
    results: [{ hazardId: aHazard(1).id, passed: true, note: '', evidenceIds: [] }],
    ...signed,
  }
  const facts = aFacts({
    cap: aCap({ used: 8, made: 8 }),
    hazards: [aHazard(1, { state: 'ordered', rectifyBy: '2026-03-04' })],
  })
  assert.deepEqual(whyNot(recheck, { thing: anInspection('ordered'), input, facts, by: by(A), at: NOW }), [])
})

test('circular art. 3: the cap is asked again at the door, where only visits made count', () => {
  const input = { version: 3, means: 'scanned' as const, doorCode: 'x', latitude: null, longitude: null }
  const codes = (cap: InspectionFacts['cap']) =>
    whyNot(enter, { thing: anInspection('approved'), input, facts: aFacts({ cap }), by: by(A), at: NOW }).map(
      ({ code }) => code,
    )
  assert.deepEqual(codes(aCap({ cap: 2, used: 5, made: 1 })), [])
  assert.deepEqual(codes(aCap({ cap: 2, used: 5, made: 2 })), ['yearly-visit-cap-reached'])
})

test('circular art. 3: only the door of this business opens the visit', () => {
  const input = { version: 3, means: 'typed' as const, doorCode: 'x', latitude: null, longitude: null }
  const codes = (doorOf: string | null) =>
    whyNot(enter, { thing: anInspection('approved'), input, facts: aFacts({ doorOf }), by: by(A), at: NOW }).map(
      ({ code }) => code,
    )
  assert.deepEqual(codes(null), ['door-code-unknown'])
  assert.deepEqual(codes(uuid(99)), ['door-of-another-business'])
  assert.deepEqual(codes(uuid(1)), [])
})

test('LAW-04, circular art. 5 (A7): a matter that is not published by the planned day is refused, one published on that day is not', () => {
  assert.deepEqual(planned({}, { items: [MUST, { ...MAY, publishedOn: null }] }), ['item-not-published'])
  assert.deepEqual(planned({}, { items: [MUST, { ...MAY, publishedOn: '2026-03-06' }] }), ['item-not-published'])
  assert.deepEqual(planned({}, { items: [MUST, { ...MAY, publishedOn: '2026-03-05' }] }), [])
  assert.deepEqual(planned({ checkItemIds: ['NO-SUCH-1'] }, { items: [anItem('GEN-003')] }), ['item-not-published'])
})

test('circular art. 6: a visit is planned for today or later', () => {
  assert.deepEqual(planned({ plannedOn: '2026-03-04' }), ['planned-in-the-past'])
  assert.deepEqual(planned({ plannedOn: '2026-03-05' }), [])
})

test('INS-02, circular art. 6: without an approved plan nobody starts', () => {
  const input = { version: 2, means: 'typed' as const, doorCode: 'x', latitude: null, longitude: null }
  const codes = (state: 'drafted' | 'approved') =>
    whyNot(enter, { thing: anInspection(state), input, facts: aFacts({ doorOf: uuid(1) }), by: by(A), at: NOW }).map(
      ({ code }) => code,
    )
  assert.deepEqual(codes('drafted'), ['wrong-state'])
  assert.deepEqual(codes('approved'), [])
})

test('INS-11, circular art. 4: a visit without a matter cannot be planned, one without a result stays open', () => {
  assert.equal(Input.safeParse({ ...aPlan, checkItemIds: [] }).success, false)
  assert.equal(Input.safeParse(aPlan).success, true)
  const act = { thing: anInspection('entered'), input: { version: 3 }, facts: aFacts({}), by: by(A), at: NOW }
  assert.deepEqual(
    whyNot(conclude, act).map(({ code }) => code),
    ['wrong-state'],
  )
})

test('PLN-15, circular art. 6: who accompanies counts as well; one more than the most needs a reason for the approver', () => {
  const onSiteMax = { people: 3, confidence: '○' as const }
  const helper = { name: '丙某', post: '技术检查员' }
  const companion = { name: '丁某', post: '示例镇', accompanies: true }
  assert.deepEqual(planned({ assistants: [helper] }, { onSiteMax }), [])
  assert.deepEqual(planned({ assistants: [helper, companion] }, { onSiteMax }), ['crowd-on-site'])
  assert.deepEqual(planned({ assistants: [helper, companion], crowdBecause: '涉及两个行业' }, { onSiteMax }), [])
  assert.deepEqual(planned({ assistants: [helper, companion] }, { onSiteMax: null }), [], 'no figure, no refusal')
})

test('INS-13, circular art. 14: research, observation or guidance is no reason to inspect', () => {
  for (const reason of ['research', 'observation', 'guidance'])
    assert.equal(Input.safeParse({ ...aPlan, reason }).success, false, reason)
})
