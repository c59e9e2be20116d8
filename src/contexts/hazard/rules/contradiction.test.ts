import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Opinion } from '../model.ts'
import { disagreementOf, disagreementsOf } from './contradiction.ts'

test('INS-15, circular 6: the same demand in other punctuation agrees; another differs; the reverse is opposite', () => {
  assert.equal(disagreementOf('安装通风设备。', '安装通风设备'), null)
  assert.equal(disagreementOf('', '安装通风设备'), null)
  assert.equal(disagreementOf('安装通风设备', '更换通风设备'), 'different')
  assert.equal(disagreementOf('作业时保持防火门关闭', '作业时保持防火门开启'), 'opposite')
  assert.equal(disagreementOf('拆除隔墙，保留通道', '加装隔墙'), 'opposite')
  assert.equal(disagreementOf('加装隔墙', '拆除隔墙'), 'opposite')
  assert.equal(disagreementOf('拆除旧管道，安装新管道', '安装新管道'), 'different')
})

const opinion = (part: Partial<Opinion>): Opinion => ({
  hazardId: 'h0',
  inspectionId: 'i0',
  bureauName: '示例市应急管理局',
  checkItemId: 'A',
  violationKey: 'V',
  requirement: '保持防火门关闭',
  place: '',
  saidAt: '2026-01-05T02:00:00.000Z',
  ...part,
})

test('INS-15: matters meet by check item or by violation, opposites first, the latest first', () => {
  const now = { hazardId: 'h1', checkItemId: 'A', violationKey: null, requirement: '保持防火门开启' }
  const found = disagreementsOf(
    [now],
    [
      opinion({ requirement: '更换防火门', saidAt: '2026-02-05T02:00:00.000Z' }),
      opinion({}),
      opinion({ checkItemId: 'B', requirement: '别的事项' }),
    ],
  )
  assert.deepEqual(
    found.map(({ kind, earlier }) => [kind, earlier.requirement]),
    [
      ['opposite', '保持防火门关闭'],
      ['different', '更换防火门'],
    ],
  )
  const byViolation = { ...now, checkItemId: 'C', violationKey: 'V' }
  assert.equal(disagreementsOf([byViolation], [opinion({})]).length, 1)
  assert.equal(disagreementsOf([{ ...byViolation, violationKey: null }], [opinion({})]).length, 0)
})
