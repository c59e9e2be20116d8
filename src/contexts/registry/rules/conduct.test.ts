import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusesConduct, standingOn, type ConductEntry } from './conduct.ts'

const entry = (kind: ConductEntry['kind'], on: string): ConductEntry => ({ kind, on, reference: `文号${on}` })

test('ENT-06: nobody is free of accidents by silence; a check or the last accident says since when', () => {
  const since = (...entries: ConductEntry[]) => standingOn(entries, '2026-03-05').accidentFreeSince?.on ?? null
  assert.equal(since(), null)
  assert.equal(since(entry('accident-free', '2022-01-01')), '2022-01-01')
  assert.equal(since(entry('accident-free', '2022-01-01'), entry('accident', '2024-06-01')), '2024-06-01')
  assert.equal(since(entry('accident', '2020-06-01'), entry('accident-free', '2022-01-01')), '2022-01-01')
  assert.equal(since(entry('accident', '2026-03-06')), null, 'of a day to come nothing is known')
})

test('WSL 78: a listing runs until a decision ends it, and may begin anew', () => {
  const listed = (...entries: ConductEntry[]) => standingOn(entries, '2026-03-05').listed?.on ?? null
  assert.equal(listed(entry('listed', '2021-01-01')), '2021-01-01')
  assert.equal(listed(entry('listed', '2024-01-01'), entry('delisted', '2025-02-01')), null)
  assert.equal(
    listed(entry('listed', '2024-01-01'), entry('delisted', '2025-02-01'), entry('listed', '2025-09-01')),
    '2025-09-01',
  )
})

test('ENT-07: a business closes once, and opens again only after it was closed', () => {
  const closed = [entry('closed', '2026-01-10')]
  assert.equal(standingOn(closed, '2026-03-05').closedOn, '2026-01-10')
  assert.equal(standingOn(closed, '2026-01-09').closedOn, null)
  assert.equal(standingOn([...closed, entry('reopened', '2026-02-10')], '2026-03-05').closedOn, null)
  const refused = (one: ConductEntry, entries: ConductEntry[]) =>
    refusesConduct(one, { entries, today: '2026-03-05' })?.code ?? null
  assert.equal(refused(entry('closed', '2026-02-01'), closed), 'already-so')
  assert.equal(refused(entry('reopened', '2026-02-01'), []), 'already-so')
  assert.equal(refused(entry('reopened', '2026-02-01'), closed), null)
})

test('conduct is recorded after the day, once, and only a listing that runs is ended (WSL 78)', () => {
  const refused = (one: ConductEntry, entries: ConductEntry[] = []) =>
    refusesConduct(one, { entries, today: '2026-03-05' })?.code ?? null
  assert.equal(refused(entry('accident', '2026-03-05')), null)
  assert.equal(refused(entry('accident', '2026-03-06')), 'conduct-in-future')
  assert.equal(refused(entry('accident', '2026-03-05'), [entry('accident', '2026-03-05')]), 'conduct-known')
  assert.equal(refused(entry('delisted', '2026-03-05')), 'not-listed')
  assert.equal(refused(entry('delisted', '2026-03-05'), [entry('listed', '2026-01-05')]), null)
})
