import assert from 'node:assert/strict'
import { test } from 'node:test'
import { visitAfter } from './ahead.ts'
import { A, aFacts, anInspection, anOfficer, aRecord, B, by, NOW, TODAY, uuid } from '../fixtures.ts'
import type { InspectionFacts, JoinInput } from '../model.ts'
import { joinedBy, whyNotJoined, withJoined, type JoinAct, type Joiner } from './join.ts'

const COLLEAGUE = anOfficer(40)
const INPUT: JoinInput = {
  personId: uuid(800),
  role: 'officer',
  officerId: COLLEAGUE.id,
  name: '',
  post: '',
  crowdBecause: '',
  recusal: 'none',
}
const EXPERT = { ...INPUT, role: 'helper' as const, officerId: null, name: '专家某', post: '粉尘防爆专家' }

type Changes = {
  input?: Partial<JoinInput>
  facts?: Partial<InspectionFacts>
  joiner?: Partial<Joiner>
  state?: Parameters<typeof anInspection>[0]
  who?: typeof A
}
const act = ({ input, facts, joiner, state = 'entered', who = A }: Changes = {}): JoinAct => ({
  thing: anInspection(state),
  input: { ...INPUT, ...input },
  facts: aFacts({ onSiteMax: { people: 4, confidence: '○' }, ...facts }),
  joiner: { officer: COLLEAGUE, recusedBecause: null, ...joiner },
  by: by(who),
  at: NOW,
})
const no = { officer: null }
const refused = (changes: Changes) => whyNotJoined(act(changes)).map(({ code, cites }) => [code, cites?.article])

test('PLN-15: a certified colleague, a helper and somebody in company may join between the door and the record', () => {
  assert.deepEqual(refused({}), [])
  assert.deepEqual(refused({ input: EXPERT, joiner: no }), [])
  assert.deepEqual(refused({ input: { ...EXPERT, role: 'companion' }, joiner: no }), [])
  for (const state of ['drafted', 'approved', 'recorded', 'concluded'] as const)
    assert.deepEqual(refused({ state }), [['join-not-on-site', 68]], state)
  assert.deepEqual(refused({ who: anOfficer(41) }), [['not-one-of-the-officers', 67]], 'nobody else adds them')
})

test('WSL 67: who joins as an officer is certified on that very day, both ends of the validity counted', () => {
  const until = (validTo: string) => ({
    officer: { ...COLLEAGUE, certificate: COLLEAGUE.certificate && { ...COLLEAGUE.certificate, validTo } },
  })
  assert.deepEqual(refused({ joiner: until(TODAY) }), [])
  assert.deepEqual(refused({ joiner: until('2026-03-04') }), [['joiner-without-certificate', 67]])
  assert.deepEqual(refused({ joiner: { officer: { ...COLLEAGUE, certificate: null } } }), [
    ['joiner-without-certificate', 67],
  ])
  assert.deepEqual(refused({ joiner: { officer: { ...COLLEAGUE, roles: ['technical-inspector'] } } }), [
    ['joiner-without-certificate', 67],
  ])
  assert.deepEqual(refused({ joiner: { officer: { ...COLLEAGUE, region: '441303' } } }), [
    ['joiner-of-another-bureau', 4],
  ])
  assert.deepEqual(refused({ joiner: no }), [['joiner-unknown', 68]])
  assert.deepEqual(refused({ input: { ...EXPERT, name: '' }, joiner: no }), [['joiner-unnamed', 68]])
})

test('circular art. 6 (PLN-15): whoever joins counts, also on top of those who joined before; more than the most need a reason', () => {
  const first = joinedBy(act())
  const second = joinedBy(act({ input: { ...EXPERT, personId: uuid(801) }, joiner: no }))
  const other = { officer: anOfficer(42) }
  const third = { input: { officerId: other.officer.id, personId: uuid(802) }, joiner: other }
  assert.deepEqual(refused({ ...third, facts: { joined: [first] } }), [], 'the fourth is within the most')
  const facts = { joined: [first, second] }
  assert.deepEqual(refused({ ...third, facts }), [['crowd-on-site', 6]])
  assert.deepEqual(refused({ ...third, input: { ...third.input, crowdBecause: '涉及两条生产线' }, facts }), [])
  assert.deepEqual(refused({ facts: { joined: [first] } }), [['joiner-is-there', 6]], 'nobody joins twice')
  assert.deepEqual(refused({ input: { officerId: B.id }, joiner: { officer: B } }), [['joiner-is-there', 6]])
})

test('APL 43: who was left out for this business, or whom the business asks to stay away, does not join', () => {
  assert.deepEqual(refused({ joiner: { recusedBecause: '亲属在该企业任职' } }), [['joiner-is-recused', 43]])
  assert.deepEqual(refused({ input: { recusal: 'asked' } }), [['recusal-asked', 43]])
})

test('WSL 68: the record names whoever joined, on the phone as in the office, and nobody twice', () => {
  const joined = [joinedBy(act()), joinedBy(act({ input: { ...EXPERT, personId: uuid(801) }, joiner: no }))]
  const facts = aFacts({ officers: [A, B, COLLEAGUE], joined })
  const seen = withJoined(anInspection('entered'), facts)
  assert.deepEqual(
    seen.officers.map(({ id }) => id),
    [A.id, B.id, COLLEAGUE.id],
  )
  assert.deepEqual(withJoined(seen, facts), seen)
  const after = visitAfter({ inspection: seen, facts }, { name: 'record', input: aRecord }, { by: by(A), at: NOW })
  assert.deepEqual(after.inspection.officers.at(-1), {
    id: COLLEAGUE.id,
    name: COLLEAGUE.name,
    certificateNumber: COLLEAGUE.certificate?.number,
  })
  assert.deepEqual(after.inspection.assistants, [{ name: '专家某', post: '粉尘防爆专家' }])
  assert.deepEqual(withJoined(after.inspection, facts), after.inspection)
})
