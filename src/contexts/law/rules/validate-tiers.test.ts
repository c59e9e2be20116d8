import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Tier, TierTable } from '../model.ts'
import { readLawData } from '../store.ts'
import { cyclicReplacements, deadCitations } from './validate-links.ts'
import { benchmarkComplaints, gapsAndOverlaps } from './validate-tiers.ts'
import { validateLaw } from './validate.ts'

const data = readLawData()
const yuan = (low: number, high: number): [number, number] => [low * 100, high * 100]

const tier = (nth: number, { unit, person }: { unit: [number, number]; person: [number, number] }): Tier => ({
  tier: `${nth}`,
  atLeast: nth === 1 ? null : nth,
  atMost: nth === 5 ? null : nth,
  share: null,
  fen: unit,
  personFen: person,
  confidence: '◐',
})

/** The count ladder of Shanxi 2021 for places without warning signs, overdue, as discretion.md §5 gives it. */
const SHANXI: TierTable = {
  id: 'shanxi-ladder',
  document: 'SX260',
  number: null,
  violation: 'AQ-99-1',
  stage: 'overdue',
  counts: '处',
  tiers: [
    tier(1, { unit: yuan(50_000, 50_000), person: yuan(5_000, 5_000) }),
    tier(2, { unit: yuan(50_000, 80_000), person: yuan(5_000, 10_000) }),
    tier(3, { unit: yuan(80_000, 130_000), person: yuan(10_000, 20_000) }),
    tier(4, { unit: yuan(130_000, 170_000), person: yuan(10_000, 15_000) }),
    tier(5, { unit: yuan(170_000, 200_000), person: yuan(15_000, 20_000) }),
  ],
  note: null,
  region: '14',
  effectiveFrom: '2021-12-31',
  effectiveTo: '2024-10-31',
  confidence: '◐',
  source: 'discretion.md §5',
}

const withTable = (table: TierTable) => ({ ...data, tiers: [table] })
const told = (table: TierTable) =>
  benchmarkComplaints(withTable(table)).map(({ field, reason }) => `${field}: ${reason}`)

test('WSL 99: the lapsed Shanxi row fines persons 5,000 yuan where the statute begins at 10,000', () => {
  assert.deepEqual(told(SHANXI), [
    'tiers.1.personFen: 5,000元—5,000元超出法定幅度10,000元—20,000元',
    'tiers.2.personFen: 5,000元—10,000元超出法定幅度10,000元—20,000元',
    'tiers.4: 对个人的金额10,000元—15,000元轻于前一档10,000元—20,000元',
  ])
  assert.ok(validateLaw(withTable(SHANXI)).length >= 3, 'and it would not be loaded')
})

test('WSL 99: at the edge of the statutory range the row for persons stands', () => {
  const at = (low: number, high: number): TierTable => ({
    ...SHANXI,
    tiers: [tier(1, { unit: yuan(50_000, 80_000), person: yuan(low, high) })],
  })
  assert.deepEqual(told(at(10_000, 20_000)), [])
  assert.equal(told(at(9_999, 20_000)).length, 1)
  assert.equal(told(at(10_000, 20_001)).length, 1)
  assert.deepEqual(told(at(20_000, 10_000)), ['tiers.1.personFen: 幅度颠倒'])
})

test('amounts between two tiers or in both are told as doubts', () => {
  const two = (first: [number, number], second: [number, number]) =>
    gapsAndOverlaps(
      withTable({
        ...SHANXI,
        tiers: [first, second].map((fen, at) => ({
          tier: 'AB'[at] ?? '',
          atLeast: at === 0 ? null : 2,
          atMost: at === 0 ? 1 : null,
          share: null,
          fen,
          confidence: '✔',
        })),
      }),
    ).map(({ reason }) => reason)
  assert.deepEqual(two(yuan(50_000, 80_000), yuan(80_000, 130_000)), [])
  assert.deepEqual(two(yuan(50_000, 80_000), yuan(90_000, 130_000)), ['金额80,000元—90,000元没有对应的阶次'])
  assert.deepEqual(two(yuan(50_000, 80_000), yuan(70_000, 130_000)), ['金额70,000元—80,000元同属两个阶次'])
})

test('instruments that replace each other in a circle are found, once, with the way round', () => {
  const [first, second, third] = data.instruments
  if (!first || !second || !third) throw new Error('too few instruments')
  const circle = [
    { ...first, replacedBy: second.code },
    { ...second, replacedBy: third.code },
    { ...third, replacedBy: first.code },
  ]
  const found = cyclicReplacements({ instruments: circle })
  assert.equal(found.length, 1)
  assert.match(found[0]?.reason ?? '', new RegExp(`${first.code} → ${second.code} → ${third.code} → ${first.code}`))
  assert.deepEqual(cyclicReplacements({ instruments: circle.slice(0, 2) }), [])
})

test('a row that outlives the rule it cites is a dead citation from the day after', () => {
  const of = (on: string) => deadCitations(data, on).filter(({ row, field }) => row === 'TZZ-009' && field === 'basis')
  assert.deepEqual(of('2026-05-31'), [])
  assert.equal(of('2026-06-01').length, 1)
})
