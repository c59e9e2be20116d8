import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCase, anAct, askerOf, ID, someFacts } from '../fixtures.ts'
import type { CaseAct, Deed } from '../model.ts'
import type { ProposeFiling } from './asks.ts'
import { datesRunForward, notFinedBefore, timeBarOf, withinTimeBar } from './filing.ts'

const deed = (act: Partial<CaseAct>, foundOn: string): Deed => ({
  thing: aCase('submitted', { acts: [anAct(act)], foundOn }),
  input: null,
  facts: someFacts(),
  by: askerOf(ID.deputy),
  at: '2026-03-05T02:00:00.000Z',
})

test('A21, APL 36: an act that ended 2023-05-01 and was found 2026-03-01 without harm is not punished any more', () => {
  assert.equal(withinTimeBar.refuses(deed({ actDate: '2023-05-01' }, '2026-03-01'))?.code, 'time-barred')
})

test('A22, APL 36: the same act with a fatality is, up to five years', () => {
  assert.equal(withinTimeBar.refuses(deed({ actDate: '2023-05-01', harmed: true }, '2026-03-01')), null)
  assert.equal(withinTimeBar.refuses(deed({ actDate: '2023-05-01', harmed: true }, '2028-05-01')), null)
  assert.equal(withinTimeBar.refuses(deed({ actDate: '2023-05-01', harmed: true }, '2028-05-02'))?.code, 'time-barred')
})

test('APL 36: the last day of the two years still counts', () => {
  assert.equal(withinTimeBar.refuses(deed({ actDate: '2024-03-05' }, '2026-03-05')), null)
  assert.equal(withinTimeBar.refuses(deed({ actDate: '2024-03-05' }, '2026-03-06'))?.code, 'time-barred')
})

test('T7: two years from 29 February end on 28 February', () => {
  assert.equal(timeBarOf({ actDate: '2024-02-29', harmed: false }), '2026-02-28')
  assert.equal(timeBarOf({ actDate: '2023-02-28', harmed: true }), '2028-02-28')
})

test('trap 25 (APL 29): an act that was fined before is not fined again', () => {
  const fresh = deed({}, '2026-02-02')
  assert.equal(notFinedBefore.refuses(fresh), null)
  const again = notFinedBefore.refuses({
    ...fresh,
    facts: someFacts({ finedBefore: [{ actId: ID.act, caseNumber: '（演）应急立〔2025〕3号' }] }),
  })
  assert.equal(again?.code, 'fined-before')
  assert.match(again?.says ?? '', /（演）应急立〔2025〕3号/)
})

test('APL 54: neither the finding nor the act lies after today; an act that lasts until the re-check may be found before its end', () => {
  const at = (foundOn: string, actDate = '2026-02-02') =>
    datesRunForward.refuses({ ...deed({}, foundOn), input: { foundOn, acts: [anAct({ actDate })] } as ProposeFiling })
  assert.equal(at('2026-02-02'), null)
  assert.equal(at('2026-01-01'), null)
  assert.equal(at('2026-03-05', '2026-03-05'), null)
  assert.equal(at('2026-03-05', '2026-03-06')?.code, 'act-in-the-future')
  assert.equal(at('2026-03-06')?.code, 'found-in-the-future')
})
