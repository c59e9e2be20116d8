import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answersPile } from './piles.ts'

const aFinding = (id: string, region: string, state: 'waiting' | 'late' | 'answered') => ({
  id,
  deploymentId: 'd',
  number: '示例应急函〔2026〕21号',
  region,
  bureau: '441303',
  issuer: '4413',
  enterpriseId: 'e',
  enterpriseName: `企业${id}`,
  inspectionId: 'i',
  foundOn: '2026-03-05',
  hazards: [{ description: '积尘', place: '打磨车间', isMajor: false }],
  dueOn: '2026-03-20',
  answer: state === 'answered' ? '已整改' : null,
  answeredAt: null,
  answeredBy: null,
  state,
})

test('XRG-03: the host bureau finds what it must answer on its first page, the late marked; the issuer has nothing to answer', () => {
  const findings = [
    aFinding('1', '441302', 'waiting'),
    aFinding('2', '441302', 'late'),
    aFinding('3', '441302', 'answered'),
    aFinding('4', '441305', 'waiting'),
  ]
  const host = answersPile(findings, '441302')
  assert.deepEqual(
    host.rows.map(({ name, isLate }) => [name, isLate]),
    [
      ['企业1', false],
      ['企业2', true],
    ],
  )
  assert.equal(host.count, 2)
  assert.equal(answersPile(findings, '4413').count, 0)
})
