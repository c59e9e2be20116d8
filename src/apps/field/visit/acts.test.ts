import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Inspection, RecordInput, type InspectionFacts } from '../../../contexts/inspection/model.ts'
import { orderOf, partyOf, recordOf, situationOf } from './acts.ts'
import { tokenOf } from './door-code.ts'
import { answerItem, EMPTY_DRAFT, newFinding, saveFinding, signAsOfficer, signPaper } from './draft.ts'

const ID = '00000000-0000-4000-8000-000000000001'
const OTHER = '00000000-0000-4000-8000-000000000002'
const NOW = '2022-06-09T03:30:00.000Z'
const ink = { strokes: 'M1 1L2 2', at: NOW }

const inspection: Inspection = Inspection.parse({
  id: ID,
  state: 'entered',
  version: 3,
  history: [],
  region: '441900119',
  enterpriseId: OTHER,
  enterpriseName: '演示五金制品有限公司',
  reason: 'plan',
  reasonRef: '',
  plannedOn: '2022-06-09',
  officers: [
    { id: ID, name: '甲', certificateNumber: '1' },
    { id: OTHER, name: '乙', certificateNumber: '2' },
  ],
  assistants: [],
  checkItemIds: ['A', 'B'],
  method: 'on-site',
  serial: 1,
  draftedBy: ID,
  approvedBy: OTHER,
  approvalOpinion: '同意',
  entry: { at: '2022-06-09T02:00:00.000Z', means: 'scanned', latitude: null, longitude: null },
  present: [],
  answers: [],
  record: null,
  measures: [],
  orderedOn: null,
  rectifyBy: null,
  recheckedOn: null,
})
const item = (id: string) => ({
  id,
  sector: 'general',
  title: '',
  content: '',
  method: '',
  statement: `${id}不符合要求`,
  mandatory: false,
  publishedOn: null,
  violationKeys: ['AQ-97-7'],
  majorHazardCodes: [],
  evidenceHints: [],
})
const hazard = (id: string, majorHazardCode: string | null) => ({ id, state: 'found', majorHazardCode, caseId: null })
const factsWith = (hazards: unknown[]) => ({ items: [item('A'), item('B')], hazards }) as unknown as InspectionFacts

test('WSL 68: the record takes entry and now as its times, every item of the plan, and a situation that nobody typed', () => {
  const draft = saveFinding(answerItem(EMPTY_DRAFT, 'B', 'conforming'), {
    ...newFinding(ID, item('A')),
    place: '焊接车间',
    quantity: 2,
  })
  const record = recordOf({ inspection, facts: factsWith([]) }, { ...draft, places: '焊接车间' }, NOW)
  assert.equal(record.from, inspection.entry?.at)
  assert.equal(record.until, NOW)
  assert.deepEqual(
    record.answers.map(({ result }) => result),
    ['nonconforming', 'conforming'],
  )
  assert.match(record.situation, /共检查 2 项，符合 1 项，不符合 1 项/)
  assert.match(record.situation, /1\. 焊接车间：A不符合要求（共 2 处）/)
  assert.ok(RecordInput.safeParse(record).success)
})

test('WSL 68: a record without findings says that none was made', () => {
  assert.match(situationOf([item('A')], answerItem(EMPTY_DRAFT, 'A', 'conforming')), /未发现问题。$/)
})

test('WSL 68: a party that refuses leaves no signature, and a party that signs leaves no refusal', () => {
  const signed = signPaper(signAsOfficer(EMPTY_DRAFT, 'record', { officerId: ID, ink }), 'record', {
    partyName: '丙',
    party: ink,
    refusalNote: '先前写的',
  })
  const record = recordOf({ inspection, facts: factsWith([]) }, signed, NOW)
  assert.deepEqual(
    record.signatures.map(({ name }) => name),
    ['甲'],
  )
  assert.equal(record.partySignature?.name, '丙')
  assert.equal(record.refusalNote, '')
  const refused = recordOf(
    { inspection, facts: factsWith([]) },
    signPaper(signed, 'record', { partyRefuses: true }),
    NOW,
  )
  assert.equal(refused.partySignature, null)
  assert.equal(refused.refusalNote, '先前写的')
})

test('who signed the record is offered for the order, until another name is typed', () => {
  const record = {
    from: NOW,
    until: NOW,
    places: '',
    situation: '',
    signatures: [],
    partySignature: { name: '丙', post: '厂长', ...ink },
    refusalNote: '',
  }
  assert.deepEqual(partyOf({ ...inspection, record }, { partyName: null, partyPost: null }), {
    name: '丙',
    post: '厂长',
  })
  assert.deepEqual(partyOf({ ...inspection, record }, { partyName: '', partyPost: '' }), { name: '', post: '' })
})

test('WSL 65(1)(3): a measure goes with major hazards only, and an own date only where it differs', () => {
  const draft = {
    ...EMPTY_DRAFT,
    rectifyBy: '2022-06-20',
    rectifyEach: { h1: '2022-06-20', h2: '2022-06-12' },
    measures: { h1: 'suspend', h2: 'stop-use' } as const,
  }
  const order = orderOf({ inspection, facts: factsWith([hazard('h1', null), hazard('h2', 'GM-03-02')]) }, draft)
  assert.deepEqual(order.measures, [{ hazardId: 'h2', measure: 'stop-use' }])
  assert.deepEqual(order.items, [{ hazardId: 'h2', rectifyBy: '2022-06-12' }])
})

test('a door code is known by the token in its address; a credit code stays as typed', () => {
  assert.equal(tokenOf('https://example.org/portal/door/bCwxuD7lVFX73PGD8Vq8bg'), 'bCwxuD7lVFX73PGD8Vq8bg')
  assert.equal(tokenOf('https://example.org/field/door/bCwxuD7lVFX73PGD8Vq8bg?x=1'), 'bCwxuD7lVFX73PGD8Vq8bg')
  assert.equal(tokenOf(' 91441900MA4X00000X '), '91441900MA4X00000X')
})
