import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAct, aPenalty, decisionOn } from '../fixtures.ts'
import { loadLawBook } from '../store.ts'
import type { ActFacts, PenaltyAsk } from './penalty.ts'

const book = loadLawBook()
const FIRST = '首违不罚'
const party = (more: Partial<PenaltyAsk['party']> = {}) => ({ ...aPenalty().party, ...more })

function outcome(ask: Partial<PenaltyAsk>, act: Parameters<typeof anAct>[0] = {}) {
  const [decided] = decisionOn(book, { ...ask, acts: [anAct(act)] }).acts
  assert.ok(decided)
  return decided
}

test('APL 36: found on the last day of two years it is punished, a day later no more', () => {
  const dates = { actDate: '2023-05-01', decisionDate: '2025-06-01' }
  assert.equal(outcome({ ...dates, foundOn: '2025-05-01' }).exempt, null)
  const barred = outcome({ ...dates, foundOn: '2025-05-02' })
  assert.deepEqual([barred.exempt?.kind, barred.exempt?.code, barred.suggestedFen], ['must', 'time-barred', 0])
})

test('A21, A22 (APL 36): with harm to life the bar is five years; a continuing act counts from its end', () => {
  const dates = { actDate: '2023-05-01', decisionDate: '2026-03-01', foundOn: '2026-03-01' }
  assert.equal(outcome(dates).exempt?.code, 'time-barred')
  assert.equal(outcome(dates, { hasHarm: true }).exempt, null)
  assert.equal(outcome(dates, { endedOn: '2025-12-01' }).exempt, null)
})

test('APL 33(1): slight, corrected and harmless must not be punished; harm or an overdue order contradicts it', () => {
  const circumstances = ['slight-corrected-no-harm']
  assert.equal(outcome({}, { circumstances }).exempt?.kind, 'must')
  assert.equal(outcome({}, { circumstances, hasHarm: true }).exempt, null)
  assert.equal(outcome({}, { circumstances, stage: 'overdue' }).exempt, null)
})

test('S000 10: a major hazard that the business found, reported and is removing is not punished, from 2025-02-27 on', () => {
  const act = { violation: 'AQ-102', circumstances: ['self-found-reported'] }
  assert.equal(outcome({ actDate: '2025-02-01', decisionDate: '2025-02-27' }, act).exempt?.kind, 'must')
  assert.equal(outcome({ actDate: '2025-02-01', decisionDate: '2025-02-26' }, act).exempt, null)
})

test('LAW-11, APL 33(1): a first violation may go unpunished, a second within two years may not', () => {
  const granted = outcome({}, { circumstances: [FIRST] })
  assert.deepEqual([granted.exempt?.kind, granted.suggestedFen], ['may', 0])
  assert.equal(
    outcome(
      { party: party({ lastViolations: [{ violation: 'AQ-97-7', on: '2023-06-01' }] }) },
      { circumstances: [FIRST] },
    ).exempt,
    null,
  )
  assert.equal(
    outcome(
      { party: party({ lastViolations: [{ violation: 'AQ-97-7', on: '2022-06-01' }] }) },
      { circumstances: [FIRST] },
    ).exempt?.kind,
    'may',
  )
  assert.equal(outcome({}, { circumstances: [FIRST], isMajorHazard: true }).exempt, null)
})

test('Jiangsu list of 2023: ten persons are within it, eleven are not; A33: no fatal accident within three years, not blacklisted', () => {
  const jiangsu = { region: '320281', actDate: '2024-03-01', decisionDate: '2024-04-01' }
  const act = (quantity: number): Partial<ActFacts> & { violation: string } => ({
    violation: 'AQ-97-4',
    circumstances: [FIRST],
    quantity,
  })
  assert.deepEqual(outcome(jiangsu, act(10)).exempt?.lists, ['JS-2023'])
  const refused = outcome(jiangsu, act(11))
  assert.equal(refused.exempt, null)
  assert.ok(refused.derivation.some(({ says }) => says.includes('数量11超过清单限额10')))
  assert.equal(outcome({ ...jiangsu, party: party({ lastFatalAccidentOn: '2022-04-02' }) }, act(1)).exempt, null)
  assert.equal(outcome({ ...jiangsu, party: party({ lastFatalAccidentOn: '2021-03-31' }) }, act(1)).exempt?.kind, 'may')
  assert.equal(outcome({ ...jiangsu, party: party({ isBlacklisted: true }) }, act(1)).exempt, null)
})

test('APL 32: lightened stays in the lower third, aggravated in the upper, both cancel out; mitigation goes below the minimum', () => {
  const at = (circumstances: string[], violation = 'YHX-32-6') => outcome({}, { violation, circumstances, quantity: 2 })
  assert.ok((at(['self-removed-harm']).suggestedFen ?? 0) <= 12_500_00)
  assert.ok((at(['resisting']).suggestedFen ?? 0) >= 22_500_00)
  assert.equal(at(['resisting', 'self-removed-harm']).suggestedFen, at([]).suggestedFen)
  const mitigated = at(['mitigate'])
  assert.deepEqual([mitigated.isMitigated, (mitigated.suggestedFen ?? 0) < 5_000_00], [true, true])
})

test('the same violation within a year of the last penalty is aggravated, a day after the year it is not', () => {
  const last = (on: string) => outcome({ party: party({ lastViolations: [{ violation: 'AQ-97-7', on }] }) })
  assert.equal(last('2024-02-10').tier, 'C')
  assert.equal(last('2024-02-09').tier, 'A')
  assert.equal(
    outcome({ party: party({ lastViolations: [{ violation: 'AQ-97-7' }] }) }).tier,
    'A',
    'without a date nothing is aggravated',
  )
})
