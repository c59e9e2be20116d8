import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SelfReport } from '../model.ts'
import { safeHarbourOf, whyNotReported } from './safe-harbour.ts'

const SCAN = '2026-03-05T02:00:00.000Z'
const CODE = 'GM-13-01'
const aReport = (part: Partial<SelfReport> = {}): SelfReport => ({
  id: '00000000-0000-4000-8000-000000000001',
  majorHazardCode: CODE,
  description: '有限空间作业前没有检测',
  place: '污水处理站',
  foundOn: '2026-03-04',
  measures: '已停止作业，封闭入口',
  treatedFrom: '2026-03-04',
  finishBy: '2026-03-20',
  leader: '甲某',
  evidenceIds: [],
  region: '441302003',
  enterpriseId: '00000000-0000-4000-8000-000000000002',
  reportedAt: '2026-03-04T08:00:00.000Z',
  enteredBy: { id: 'x', name: '示例企业', kind: 'enterprise' },
  onBehalfBecause: '',
  digest: 'a'.repeat(64),
  ...part,
})
const hazard = { id: 'h', majorHazardCode: CODE, place: '污水处理站' }
const branchOf = (reports: SelfReport[], found: Partial<typeof hazard> = {}, scannedAt = SCAN) =>
  safeHarbourOf({ hazard: { ...hazard, ...found } as typeof hazard, reports, scannedAt })

test('NEW-04, circular 10: one minute before the scan is exempt, the minute of the scan and one minute after are not', () => {
  const at = (reportedAt: string) => branchOf([aReport({ reportedAt })]).branch
  assert.equal(at('2026-03-05T01:59:00.000Z'), 'exempt')
  assert.equal(at(SCAN), 'punish-principal')
  assert.equal(at('2026-03-05T02:01:00.000Z'), 'punish-principal')
  const late = branchOf([aReport({ reportedAt: '2026-03-05T02:01:00.000Z' })])
  assert.match(late.because.join(), /2026-03-05 10:01不早于扫码入企时间2026-03-05 10:00/)
})

test('CAS-11: the treatment must run on the day of the scan, and the proof is the report itself', () => {
  assert.equal(branchOf([aReport({ finishBy: '2026-03-05' })]).branch, 'exempt', 'its last day still runs')
  const over = branchOf([aReport({ finishBy: '2026-03-04' })])
  assert.equal(over.branch, 'punish-principal')
  assert.match(over.because.join(), /已过期限而隐患仍在/)
  const held = branchOf([aReport({ id: 'later', reportedAt: '2026-03-05T01:00:00.000Z' }), aReport()])
  assert.equal(held.report?.id, aReport().id, 'the earliest report that holds')
  assert.match(branchOf([aReport({ place: '二号池' })]).because.join(), /请核对是否同一处/)
})

test('circular 10: another criterion, no report, an ordinary hazard and a visit before its day', () => {
  assert.equal(branchOf([aReport({ majorHazardCode: 'GM-03-01' })]).branch, 'punish-principal')
  assert.equal(branchOf([aReport({ majorHazardCode: null })]).branch, 'punish-principal')
  assert.equal(branchOf([]).branch, 'punish-principal')
  const ordinary = safeHarbourOf({
    hazard: { ...hazard, majorHazardCode: null },
    reports: [aReport()],
    scannedAt: SCAN,
  })
  assert.equal(ordinary.branch, 'not-covered')
  assert.equal(branchOf([aReport()], {}, '2025-02-26T02:00:00.000Z').branch, 'not-covered')
})

test('a self-report tells of a treatment that runs, of one’s own business or with the reason of the officer', () => {
  const {
    id: _id,
    reportedAt: _at,
    enteredBy: _by,
    digest: _digest,
    region,
    enterpriseId,
    onBehalfBecause,
    ...input
  } = aReport()
  const base = { input, enterpriseId, onBehalfBecause, heldEvidence: [], at: SCAN }
  const owner = { id: 'o', name: '企业', kind: 'enterprise' as const, region, roles: [], permissions: [], enterpriseId }
  const officer = { ...owner, kind: 'officer' as const, permissions: ['hazard.self-report'] }
  const codes = (change: object) => whyNotReported({ ...base, by: owner, ...change }).map(({ code }) => code)
  assert.deepEqual(codes({}), [])
  assert.deepEqual(codes({ by: { ...owner, enterpriseId: 'another' } }), ['not-permitted', 'on-behalf-without-reason'])
  assert.deepEqual(codes({ by: officer }), ['on-behalf-without-reason'])
  assert.deepEqual(codes({ by: officer, onBehalfBecause: '企业来电报告' }), [])
  assert.deepEqual(codes({ input: { ...input, finishBy: '2026-03-04' } }), ['treatment-over'])
  assert.deepEqual(codes({ input: { ...input, treatedFrom: '2026-03-06' } }), ['reported-ahead'])
  assert.deepEqual(codes({ input: { ...input, evidenceIds: ['e'] } }), ['evidence-not-received'])
  for (const refusal of whyNotReported({ ...base, by: officer })) assert.equal(refusal.cites?.article, 10)
})
