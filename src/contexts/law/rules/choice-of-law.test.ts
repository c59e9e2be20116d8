import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAct, decisionOn, refusalsOn } from '../fixtures.ts'
import type { Violation } from '../model.ts'
import { loadLawBook, readLawData } from '../store.ts'
import { lawBookOf } from './lawbook.ts'

const book = loadLawBook()
const actOf = (more: Parameters<typeof decisionOn>[1], law = book) => {
  const [act] = decisionOn(law, more).acts
  assert.ok(act)
  return act
}

test('APL 37: the law of the day of the act, although a heavier statute is in force when it is decided', () => {
  const act = actOf({ actDate: '2026-04-30', decisionDate: '2026-07-01', acts: [anAct({ violation: 'WHT-77-p3' })] })
  assert.equal(act.violation, 'WHT-77-p3')
  assert.ok(act.derivation.some(({ says }) => says.includes('处罚不轻于行为时的规定')))
})

test('APL 37: the new statute from its first day on, and for a key of the new statute the regulation before it', () => {
  assert.equal(
    actOf({ actDate: '2026-05-01', decisionDate: '2026-07-01', acts: [anAct({ violation: 'WHT-77-p3' })] }).violation,
    'WHF-100-p3',
  )
  assert.equal(
    actOf({ actDate: '2026-04-30', decisionDate: '2026-07-01', acts: [anAct({ violation: 'WHF-100-p3' })] }).violation,
    'WHT-77-p3',
  )
})

test('APL 37: a newer provision that is lighter is applied', () => {
  const data = readLawData()
  const lighter = (row: Violation): Violation =>
    row.key === 'WHF-100-p3' && row.fine ? { ...row, fine: { ...row.fine, min: 0, max: 50_000_00 } } : row
  const act = actOf(
    { actDate: '2026-04-30', decisionDate: '2026-07-01', acts: [anAct({ violation: 'WHT-77-p3' })] },
    lawBookOf({ ...data, violations: data.violations.map(lighter) }),
  )
  assert.equal(act.violation, 'WHF-100-p3')
  assert.ok(act.derivation.some(({ says }) => says.includes('处罚较轻')))
})

test('APL 29: one act that breaks three provisions is fined once, by the highest (RC34)', () => {
  const decision = decisionOn(book, {
    actDate: '2025-09-01',
    decisionDate: '2025-10-10',
    region: '440307',
    acts: [anAct({ violations: ['YKJ-19-2', 'AQ-99-3a', 'FC-27-3'] })],
  })
  const [act] = decision.acts
  assert.equal(decision.acts.length, 1)
  assert.equal(act?.violation, 'AQ-99-3a')
  assert.deepEqual([...(act?.absorbed ?? [])].sort(), ['FC-27-3', 'YKJ-19-2'])
  assert.equal(act?.range?.maxFen, 50_000_00)
})

test('APL 29: the same violation named three times for one welder each is one act with three welders', () => {
  const decision = decisionOn(book, { acts: [anAct(), anAct(), anAct()] })
  assert.deepEqual([decision.acts.length, decision.acts[0]?.quantity, decision.acts[0]?.tier], [1, 3, 'C'])
})

test('WSL 92: illegal gains of 100,000 and more turn the fine into two to five times the gains', () => {
  const below = actOf({ subject: 'service_org', acts: [anAct({ violation: 'AQ-92-p2a', gainsFen: 99_999_99 })] })
  assert.deepEqual([below.range?.minFen, below.range?.maxFen], [100_000_00, 200_000_00])
  const from = actOf({ subject: 'service_org', acts: [anAct({ violation: 'AQ-92-p2a', gainsFen: 180_000_00 })] })
  assert.deepEqual([from.range?.minFen, from.range?.maxFen], [360_000_00, 900_000_00])
})

test('WSL 114(2): the multiplied range only when the circumstances are especially grave', () => {
  const accident = (circumstances: string[]) =>
    actOf({ acts: [anAct({ violation: 'AQ-114-1', stage: 'grave', circumstances })] }).range?.maxFen
  assert.equal(accident([]), 1_000_000_00)
  assert.equal(accident(['especially-grave']), 5_000_000_00)
})

test('WSL 95: a share of the yearly income is money only once the income is known', () => {
  const unknown = actOf({ subject: 'principal_responsible', acts: [anAct({ violation: 'AQ-95-1', stage: 'grave' })] })
  assert.deepEqual([unknown.range, unknown.ratio?.min, unknown.suggestedFen], [null, 40, null])
  const known = actOf({
    subject: 'principal_responsible',
    acts: [anAct({ violation: 'AQ-95-1', stage: 'grave', annualIncomeFen: 500_000_00 })],
  })
  assert.equal(known.suggestedFen, 200_000_00)
})

test('WSL 93(2): the principal is removed from office, the investor of a one-man business is fined', () => {
  const acts = [anAct({ violation: 'AQ-93-p2', stage: 'grave' })]
  assert.equal(actOf({ acts }).range, null)
  assert.equal(actOf({ subject: 'individual', acts }).range?.maxFen, 200_000_00)
})

test('NEW-10, APL 37: an act of 2021-08-31 is judged by the statute of 2014, which is lighter; one of 2021-09-01 by that of 2021 (RC10, RC25)', () => {
  const on = (actDate: string) =>
    actOf({ actDate, decisionDate: '2021-10-01', acts: [anAct({ violation: 'AQ-97-7' })] })
  assert.deepEqual([on('2021-08-31').range?.maxFen, on('2021-09-01').range?.maxFen], [50_000_00, 100_000_00])
  const { row } = on('2021-08-31')
  assert.deepEqual([row.instrument, row.article], ['WSL-2014', 94])
})

test('what the statute of 2014 did not punish is not punished for an act of its time (APL 37)', () => {
  const acts = [anAct({ violation: 'AQ-99-8' })]
  assert.deepEqual(refusalsOn(book, { actDate: '2021-08-31', decisionDate: '2021-10-01', acts }), [
    'no-law-on-act-date',
  ])
})

test('a rule that lapsed is applied to older acts and refused for newer ones', () => {
  const cf = book.violations.find(
    ({ key, fine, stage }) => key.startsWith('CF-') && fine?.unit === 'fen' && stage === 'first',
  )
  assert.ok(cf)
  const acts = [anAct({ violation: cf.key })]
  assert.deepEqual(
    refusalsOn(book, { actDate: '2026-01-31', decisionDate: '2026-03-01', subject: cf.subject, acts }),
    [],
  )
  assert.deepEqual(refusalsOn(book, { actDate: '2026-02-01', decisionDate: '2026-03-01', subject: cf.subject, acts }), [
    'no-law-on-act-date',
  ])
})

test('local law is for its region, unknown keys, stages and circumstances are refused by name', () => {
  const shandong = book.violations.find(({ region }) => region === '37')
  assert.ok(shandong)
  const acts = [anAct({ violation: shandong.key, stage: shandong.stage })]
  assert.deepEqual(refusalsOn(book, { region: '4413', acts }), ['violation-of-another-region'])
  assert.deepEqual(refusalsOn(book, { region: '370202', acts }), [])
  assert.deepEqual(refusalsOn(book, { acts: [anAct({ violation: 'AQ-999' })] }), ['unknown-violation'])
  assert.deepEqual(refusalsOn(book, { acts: [anAct({ stage: 'grave' })] }), ['no-such-stage'])
  assert.deepEqual(refusalsOn(book, { acts: [anAct({ circumstances: ['nice-people'] })] }), ['unknown-circumstance'])
  assert.deepEqual(refusalsOn(book, { acts: [] }), ['no-acts'])
  assert.deepEqual(refusalsOn(book, { actDate: '2025-03-19' }), ['decided-before-act'])
})
