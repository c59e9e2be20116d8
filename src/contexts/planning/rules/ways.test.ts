import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCap, REGION } from '../fixtures.ts'
import type { CapFacts, Deployment } from '../model.ts'
import { waysToVisit, wayTaken } from './ways.ts'

const PROVINCE = '44'
const ORDER: Deployment = {
  id: '1',
  region: REGION.city,
  number: '示例应急函〔2026〕21号',
  way: 'regional',
  purpose: '交叉检查',
  bureaus: [REGION.neighbour],
  regions: [REGION.county],
  from: '2026-03-01',
  until: '2026-03-31',
}
const offered = (bureau: string, cap: Partial<CapFacts> = {}, cause = { reason: 'plan', reasonRef: '' }) =>
  waysToVisit({ cap: aCap(cap), bureau, ...cause })
const openTo = (...given: Parameters<typeof offered>) =>
  offered(...given).flatMap(({ way, refusals }) => (refusals.length === 0 ? [way] : []))
const against = (way: string, ...given: Parameters<typeof offered>) =>
  offered(...given)
    .find((one) => one.way === way)
    ?.refusals.map(({ code, cites }) => [code, cites?.article])

test('ORG-02: a province that opens a routine inspection of a county’s business is offered the spot check or the cross-region task alone', () => {
  assert.deepEqual(openTo(PROVINCE), ['joint', 'cross-region'])
  assert.deepEqual(against('own', PROVINCE), [['one-enterprise-one-level', 4]])
  assert.equal(wayTaken(offered(PROVINCE), null), null, 'it must choose')
  assert.equal(wayTaken(offered(PROVINCE), 'own'), null, 'a way that is closed is not taken')
  assert.equal(wayTaken(offered(PROVINCE), 'joint'), 'joint')
  assert.deepEqual(openTo(REGION.city), ['joint', 'cross-region'], 'the city stands above the county as well')
})

test('ORG-02, circular art. 4: the responsible bureau goes by itself; a spot check is somebody else’s', () => {
  assert.deepEqual(openTo(REGION.county), ['own'])
  assert.deepEqual(against('joint', REGION.county), [['spot-check-of-oneself', 4]])
  assert.deepEqual(against('cross-region', REGION.county), [['own-ground', 6]])
  assert.equal(wayTaken(offered(REGION.county), null), 'own')
})

test('ORG-02, circular art. 6: a neighbour comes under an order that sends it, and in no other way', () => {
  assert.deepEqual(openTo(REGION.neighbour), [])
  assert.deepEqual(against('cross-region', REGION.neighbour), [['not-deployed', 6]])
  const sent = { deployments: [ORDER] }
  assert.ok(openTo(REGION.neighbour, sent).includes('cross-region'))
  assert.deepEqual(
    offered(REGION.neighbour, sent)
      .at(-1)
      ?.orders.map(({ number }) => number),
    [ORDER.number],
  )
  assert.deepEqual(against('cross-region', REGION.neighbour, { ...sent, on: '2026-04-01' }), [['not-deployed', 6]])
})

test('circular art. 3 and 4: a proven cause or a recorded exception opens the routine way to another level', () => {
  assert.ok(openTo(PROVINCE, {}, { reason: 'complaint', reasonRef: '线索〔2026〕7号' }).includes('own'))
  assert.ok(!openTo(PROVINCE, {}, { reason: 'complaint', reasonRef: '' }).includes('own'))
  const exception = { id: '1', bureau: PROVINCE, code: 'raised' as const, number: '1号', from: '', until: '9' }
  assert.ok(openTo(PROVINCE, { exceptions: [exception] }).includes('own'))
})
