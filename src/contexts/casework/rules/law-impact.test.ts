import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesWithin, mattersTouched } from '../../law/rules/law-changes.ts'
import { lawBookOf } from '../../law/rules/lawbook.ts'
import { layered } from '../../law/rules/overlay.ts'
import type { Overlay } from '../../law/rules/overlay-kinds.ts'
import { lawbook } from '../../law/public.ts'
import { aCase, anAct } from '../fixtures.ts'
import { impactsOn, violationsOf } from './law-impact.ts'

const book = lawbook()
const TURN = { region: '441900119', from: '2026-05-01', until: '2026-05-01' }
/** Using dangerous chemicals without the licence: regulation of 2013, taken over by the law of 2025 on 2026-05-01. */
const without = (more: object = {}) =>
  aCase('filed', {
    acts: [anAct({ violationKey: 'WHT-77-p2', fact: '未取得使用许可证', quantity: 1, actDate: '2026-03-10', ...more })],
  })

test('LAW-12, NEW-10: hazardous chemicals law: what reads otherwise from 2026-05-01 on, and nothing of it the day before', () => {
  const changes = changesWithin(book, TURN)
  assert.ok(changes.some(({ kind, key }) => kind === 'instrument' && key === 'WHF'))
  const one = changes.find(({ key }) => key === 'WHT-77-p2')
  assert.deepEqual(one?.before[0], 'WHT-77-p2 首次：100,000元至200,000元')
  assert.deepEqual(one?.after[0], 'WHF-100-p2 首次：100,000元至500,000元')
  assert.deepEqual(changesWithin(book, { ...TURN, from: '2026-04-30', until: '2026-04-30' }), [])
  assert.ok(mattersTouched(book, changes).length > 0)
})

test('APL 37: an act before 2026-05-01 keeps the old range when the new law is not lighter', () => {
  const changes = changesWithin(book, TURN)
  const [impact] = impactsOn(book, { thing: without(), changes, decidedOn: '2026-05-20' })
  assert.equal(impact?.impact, 'older-stays')
  assert.deepEqual([impact?.after?.minFen, impact?.after?.maxFen], [10_000_000, 20_000_000])
  assert.ok(impact?.because.some((line) => line.includes('处罚不轻于行为时的规定')))
})

test('APL 37: an act on the day of the new law is judged by it and is not listed', () => {
  const changes = changesWithin(book, TURN)
  assert.equal(
    impactsOn(book, { thing: without({ actDate: '2026-04-30' }), changes, decidedOn: '2026-05-20' }).length,
    1,
  )
  assert.deepEqual(impactsOn(book, { thing: without({ actDate: '2026-05-01' }), changes, decidedOn: '2026-05-20' }), [])
})

test('APL 37: a newer law that is lighter is proposed with both ranges', () => {
  const milder = lawBookOf({
    ...book,
    violations: book.violations.map((row) =>
      row.key === 'WHF-100-p2' && row.fine ? { ...row, fine: { ...row.fine, min: 5_000_000, max: 15_000_000 } } : row,
    ),
  })
  const changes = changesWithin(milder, TURN)
  const [impact] = impactsOn(milder, { thing: without(), changes, decidedOn: '2026-05-20' })
  assert.equal(impact?.impact, 'lighter')
  assert.deepEqual([impact?.before?.maxFen, impact?.after?.maxFen], [20_000_000, 15_000_000])
  assert.ok(impact?.because.some((line) => line.includes('从轻适用新规定')))
})

const overlay = (third: [number, number]): Overlay => ({
  change: 'c1',
  kind: 'tier',
  mode: 'replace',
  key: 'AQ-97-7/first',
  region: '44',
  from: '2026-06-10',
  until: null,
  approvedAt: '2026-05-01T00:00:00.000Z',
  instrument: { name: '演示省裁量规定', number: '粤演示〔2026〕9号', article: 2 },
  content: {
    violation: 'AQ-97-7',
    stage: 'first',
    counts: '人次',
    tiers: [
      { tier: 'A', atLeast: null, atMost: 2, share: null, fen: [0, third[0]], confidence: '✔' },
      { tier: 'C', atLeast: 3, atMost: null, share: null, fen: third, confidence: '✔' },
    ],
    note: null,
  },
})

test('a benchmark of the province that takes effect lists the open case, lighter or heavier; before its day it does not', () => {
  const window = { region: '441900119', from: '2026-06-10', until: '2026-06-10' }
  const impactOf = (third: [number, number]) => {
    const law = lawBookOf(layered(book, [overlay(third)]))
    const changes = changesWithin(law, window)
    assert.deepEqual(violationsOf(changes), ['AQ-97-7'])
    return impactsOn(law, { thing: aCase('filed'), changes, decidedOn: '2026-06-11' })[0]?.impact
  }
  assert.equal(impactOf([3_000_000, 6_000_000]), 'lighter', 'three welders: from 70,000–100,000 to 30,000–60,000')
  assert.equal(impactOf([7_000_000, 10_000_000]), 'same')
  assert.equal(impactOf([9_000_000, 10_000_000]), 'heavier')
  const later = lawBookOf(layered(book, [overlay([3_000_000, 6_000_000])]))
  const overdue = aCase('filed', { acts: [anAct({ stage: 'overdue' })] })
  const tiers = changesWithin(later, window)
  assert.deepEqual(impactsOn(later, { thing: overdue, changes: tiers, decidedOn: '2026-06-11' }), [], 'another stage')
  const law = lawBookOf(layered(book, [overlay([3_000_000, 6_000_000])]))
  assert.deepEqual(changesWithin(law, { ...window, from: '2026-06-09', until: '2026-06-09' }), [])
  assert.deepEqual(changesWithin(law, { ...window, region: '320500' }), [])
})
