import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusesActBeforeTheLast } from './sequence.ts'

const history = (...times: string[]) => ({ history: times.map((at) => ({ step: 's', at, by: 'a', byName: '甲' })) })
const LAST = '2026-03-05T02:00:00.000Z'

test('APL 47: an act reported later is not older than the step before it, two minutes of two watches apart', () => {
  const before = history(LAST)
  assert.equal(refusesActBeforeTheLast(history(LAST, '2026-03-05T01:58:00.000Z'), before), null)
  const refusal = refusesActBeforeTheLast(history(LAST, '2026-03-05T01:57:59.999Z'), before)
  assert.equal(refusal?.code, 'act-before-the-last')
  assert.match(refusal?.says ?? '', /2026-03-05 09:57早于前一步（甲于2026-03-05 10:00办理）/)
  assert.equal(refusesActBeforeTheLast(history(LAST), history()), null)
})
