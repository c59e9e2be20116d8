import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aChange, anOverlay } from '../fixtures.ts'
import { readLawData } from '../store.ts'
import type { ChangeRow } from './change.ts'
import { layerLines, overlaysOf, whyNotLaw, whyNotRows } from './change-check.ts'
import { layered, rowsOfKind } from './overlay.ts'
import type { OverlayKind } from './overlay-kinds.ts'

const data = readLawData()
const CAP = 'inspection.yearly-cap.standardisation.other.none'
const REASONS = 'inspection.cap-exempt-reasons'

const why = (row: ChangeRow, kind: OverlayKind = 'parameter') =>
  whyNotRows(data, [row], { region: '44', from: '2026-07-01', kind }).map(({ field, says }) => `${field}：${says}`)
const value = (one: unknown) => ({ value: one, unit: '次/年' })

test('a row replaces what is there, adds what is not, and narrows only what has an inside', () => {
  assert.deepEqual(why({ mode: 'replace', key: CAP, content: value(4) }), [])
  assert.deepEqual(why({ mode: 'add', key: CAP, content: value(4) }), ['方式：上级或者本级已有这一行，不能增设'])
  assert.deepEqual(why({ mode: 'add', key: 'local.cap', content: value(4) }), [])
  assert.deepEqual(why({ mode: 'replace', key: 'local.cap', content: value(4) }), ['编号：没有可以替换或者收窄的行'])
  assert.deepEqual(why({ mode: 'narrow', key: CAP, content: value(4) }), ['方式：单一数值没有可收窄的范围'])
  assert.deepEqual(why({ mode: 'narrow', key: REASONS, content: { value: ['complaint'], unit: '检查事由' } }), [])
  assert.deepEqual(why({ mode: 'replace', key: CAP, content: value(6) }), ['内容：与现行规定相同，没有变化'])
})

test('PLN-18, circular art. 14: an indicator that counts visits or fines cannot be entered as a number of the law', () => {
  const indicator = (key: string, one: unknown, unit: string) =>
    why({ mode: 'add', key, content: { value: one, unit } }).map((says) => /通知第(\d+)条/.exec(says)?.[1] ?? says)
  assert.deepEqual(indicator('local.年度检查任务数', 40, '次'), ['14'])
  assert.deepEqual(indicator('local.goal', '每名执法人员全年检查不少于40家次', '指标'), ['14'])
  assert.deepEqual(indicator('local.goal', '隐患整改率', '指标'), [])
})

test('content that does not fit its kind, a key that names another row, and a key twice are told', () => {
  assert.equal(why({ mode: 'replace', key: CAP, content: { value: null, unit: '次' } }).length, 1)
  assert.equal(why({ mode: 'replace', key: CAP, content: 'nothing' }).length, 1)
  const tiers = {
    violation: 'AQ-97-7',
    stage: 'overdue',
    counts: '人次',
    tiers: [{ tier: 'A', atLeast: null, atMost: null, share: [0, 1], fen: null, confidence: '✔' }],
    note: null,
  }
  assert.deepEqual(why({ mode: 'replace', key: 'AQ-97-7/first', content: tiers }, 'tier'), [
    '编号：与违法行为和阶段（AQ-97-7/overdue）不符',
  ])
  const row: ChangeRow = { mode: 'replace', key: CAP, content: value(4) }
  assert.equal(whyNotRows(data, [row, row], { region: '44', from: '2026-07-01', kind: 'parameter' }).length, 1)
})

const proposed = (rows: readonly ChangeRow[], more: Parameters<typeof aChange>[0] = {}) =>
  overlaysOf(aChange(more), rows)
const complaintsOn = (rows: readonly ChangeRow[], more: Parameters<typeof aChange>[0] = {}) =>
  whyNotLaw(data, { approved: [], proposed: proposed(rows, more) }).map(({ field, reason }) => `${field}: ${reason}`)

test('a number below zero and an item of a violation that has ended would break the law and are told with their place', () => {
  assert.deepEqual(complaintsOn([{ mode: 'replace', key: CAP, content: value(4) }]), [])
  assert.deepEqual(complaintsOn([{ mode: 'replace', key: CAP, content: value(-1) }]), ['value: 不能小于零'])
  const [item] = data.checkItems
  if (!item) throw new Error('no check item')
  const {
    id: _i,
    region: _r,
    effectiveFrom: _f,
    effectiveTo: _t,
    confidence: _c,
    source: _s,
    layer: _l,
    ...content
  } = item
  const of = (violations: string[]): ChangeRow[] => [{ mode: 'add', key: 'GD-1', content: { ...content, violations } }]
  const kind = { kind: 'check-item' as const }
  assert.deepEqual(complaintsOn(of(['AQ-97-7']), kind), [])
  assert.deepEqual(complaintsOn(of(['TZ-38']), kind), ['violations: 对应的违法行为TZ-38在2026-07-01已无有效规定'])
  assert.deepEqual(
    complaintsOn(of(['TZ-38']), { ...kind, from: '2026-05-31' }),
    [],
    'the day before it was still there',
  )
  assert.deepEqual(complaintsOn(of(['no-such']), kind), ['violations: 没有编号为no-such的违法行为'])
})

test('mistakes that are there without the change are not laid at its door', () => {
  const broken = {
    ...data,
    parameters: data.parameters.map((row) => (row.key === 'fine.due' ? { ...row, value: -1 } : row)),
  }
  const found = whyNotLaw(broken, {
    approved: [],
    proposed: proposed([{ mode: 'replace', key: CAP, content: value(4) }]),
  })
  assert.deepEqual(found, [])
})

test('of the layers that reach a region exactly one speaks: the nearest', () => {
  const law = layered(data, [anOverlay(), anOverlay({ change: 'c2', region: '4413', content: value(3) })])
  const rows = rowsOfKind(law, 'parameter').get(CAP) ?? []
  const lines = (region: string) =>
    layerLines(rows, { region, date: '2026-08-01' }).map(
      ({ region: layer, speaks }) => `${layer || 'nation'}${speaks ? ' speaks' : ''}`,
    )
  assert.deepEqual(lines('441302'), ['nation', '44', '4413 speaks'])
  assert.deepEqual(lines('4414'), ['nation', '44 speaks'])
  assert.deepEqual(lines('32'), ['nation speaks'])
})
