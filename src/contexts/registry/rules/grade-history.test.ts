import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gradeOn, whyNotEffective } from './grade-history.ts'

const HISTORY = [
  { grade: 'none', highRisk: true, effectiveFrom: '2024-01-01' },
  { grade: '3', highRisk: true, effectiveFrom: '2025-06-01' },
  { grade: '2', highRisk: false, effectiveFrom: '2026-03-05' },
] as const

test('a grade counts from its date on, not the day before', () => {
  assert.deepEqual(gradeOn(HISTORY, '2026-03-04'), { grade: '3', highRisk: true })
  assert.deepEqual(gradeOn(HISTORY, '2026-03-05'), { grade: '2', highRisk: false })
})

test('a visit of last year keeps the grade of its day', () => {
  assert.equal(gradeOn(HISTORY, '2025-05-31').grade, 'none')
  assert.equal(gradeOn(HISTORY, '2025-06-01').grade, '3')
})

test('before the first record nothing was graded', () => {
  assert.deepEqual(gradeOn(HISTORY, '2023-12-31'), { grade: 'none', highRisk: true })
  assert.deepEqual(gradeOn([], '2026-01-01'), { grade: 'none', highRisk: false })
})

test('of two records for one day the later one counts', () => {
  assert.equal(
    gradeOn([...HISTORY, { grade: '1', highRisk: false, effectiveFrom: '2026-03-05' }], '2026-03-05').grade,
    '1',
  )
})

test('a grade is recorded neither for tomorrow nor before the last change', () => {
  const at = (effectiveFrom: string) =>
    whyNotEffective({ effectiveFrom, last: '2026-03-01', today: '2026-03-05' }).length
  assert.deepEqual([at('2026-02-28'), at('2026-03-01'), at('2026-03-05'), at('2026-03-06')], [1, 0, 0, 1])
})
