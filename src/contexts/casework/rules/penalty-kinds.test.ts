import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hazard } from '../../hazard/model.ts'
import { aCase, anAct, askerOf, ID, someFacts } from '../fixtures.ts'
import { isOrder, leftOutOf, orderIsNoPenalty } from './penalty-kinds.ts'

test('APL 9, trap 11: orders are told apart from the kinds of penalty; 责令停产停业整顿 is one of those', () => {
  for (const order of ['责令限期改正', '责令立即整改', '责令暂时停产停业', '责令停止使用配电箱'])
    assert.ok(isOrder(order), order)
  for (const penalty of ['警告', '责令停产停业整顿', '没收违法所得', '吊销许可证', '责令关闭'])
    assert.ok(!isOrder(penalty), penalty)
})

test('APL 28, trap 11: an order alone is no penalty; with a fine or a warning beside it, it stands', () => {
  const refuses = (measures: string[], amountFen: number) =>
    orderIsNoPenalty.refuses({
      thing: aCase('filed'),
      by: askerOf(ID.first),
      at: '2026-02-20T02:00:00.000Z',
      facts: someFacts(),
      input: { measures, amounts: [{ actId: ID.act, amountFen }] },
    })?.code ?? null
  assert.equal(refuses(['责令限期改正'], 0), 'order-is-no-penalty')
  assert.equal(refuses(['责令限期改正', '警告'], 0), null)
  assert.equal(refuses(['责令限期改正'], 1), null)
})

test('S003 4: what the visit found and could be punished must not be left out by choice', () => {
  const hazard = (id: string, part: object = {}) => ({ id, violationKey: 'AQ-97-7', caseId: null, ...part }) as Hazard
  const thing = { acts: [anAct({ hazardId: 'a', alsoHazardIds: ['b'] })] }
  const found = leftOutOf(
    [hazard('a'), hazard('b'), hazard('c'), hazard('d', { violationKey: null }), hazard('e', { caseId: 'other' })],
    { ...aCase('filed'), ...thing },
  )
  assert.deepEqual(
    found.map(({ id }) => id),
    ['c'],
  )
})
