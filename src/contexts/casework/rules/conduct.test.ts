import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conductTold } from './conduct.ts'
import type { Proceeding } from './proceeding.ts'

const party = (kind: 'enterprise' | 'individual') => ({
  kind,
  name: '示例公司',
  creditCode: '',
  legalRepresentative: '',
  post: '',
  address: '',
  phone: '',
})
const aProceeding = (changes: Partial<Proceeding>): Proceeding => ({
  id: '00000000-0000-4000-8000-000000000001',
  kind: 'dishonesty',
  state: 'listed',
  version: 3,
  history: [],
  region: '441302',
  year: 2026,
  caseId: null,
  enterpriseId: '00000000-0000-4000-8000-000000000002',
  party: party('enterprise'),
  title: '严重失信名单和信用修复：示例公司',
  number: null,
  officers: [],
  openedOn: '2026-02-01',
  said: {},
  clocks: [],
  papers: [],
  ...changes,
})

test('ENT-06, WSL 78: a listing and its end are told to the register with their day and the number of their paper', () => {
  const paper = { code: 'LRJD', number: '惠应急列〔2026〕1号' } as Proceeding['papers'][number]
  const listed = aProceeding({ said: { list: { on: '2026-03-05' } }, papers: [paper] })
  assert.deepEqual(conductTold(listed, 'list'), { kind: 'listed', on: '2026-03-05', reference: paper.number })
  const removed = aProceeding({ said: { 'remove-early': { on: '2027-04-01' } } })
  assert.deepEqual(conductTold(removed, 'remove-early'), {
    kind: 'delisted',
    on: '2027-04-01',
    reference: removed.title,
  })
  assert.equal(conductTold(listed, 'inform-listing'), null)
  assert.equal(
    conductTold({ ...listed, party: party('individual') }, 'list'),
    null,
    'a person’s listing is not the business’s',
  )
})

test('ENT-06, ACC 9: a reported accident counts on the day on which it happened', () => {
  const accident = aProceeding({
    kind: 'accident',
    number: '事故〔2026〕1号',
    said: { 'receive-accident': { on: '2026-03-06', happenedAt: '2026-03-05T20:30:00.000Z' } },
  })
  assert.deepEqual(conductTold(accident, 'receive-accident'), {
    kind: 'accident',
    on: '2026-03-06',
    reference: '事故〔2026〕1号',
  })
})
