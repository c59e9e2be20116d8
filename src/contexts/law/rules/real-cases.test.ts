/** Published decisions of 2021 to 2025: the engine must find the law they applied and hold their amounts lawful. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { anAct, aPenalty } from '../fixtures.ts'
import { loadLawBook } from '../store.ts'
import { penaltyAnswer } from './command-penalty.ts'
import { decidePenalty } from './discretion.ts'
import type { ActFacts } from './penalty.ts'

const Case = z.object({
  id: z.string(),
  date: z.string(),
  violation_keys: z.array(z.string()),
  completeness: z.string(),
  law_version: z.string(),
  penalties: z.array(
    z.object({
      subject: z.string(),
      type: z.string(),
      amount: z.number().nullable(),
      range: z.array(z.number()).nullish(),
    }),
  ),
})
const FILE = join(import.meta.dirname, '../../../../../shared/data/law/real-cases.json')
const book = loadLawBook()

/** What the published facts add to the keys: how many persons, the stage, one natural act under several provisions. */
const FACTS: Readonly<
  Record<
    string,
    {
      quantity?: number
      region?: string
      isOneAct?: boolean
      circumstances?: readonly string[]
      tiers?: readonly string[]
    }
  >
> = {
  RC01: { quantity: 2, region: '371082' },
  RC07: { region: '441802', circumstances: ['主动消除或减轻违法行为后果', '配合调查'] },
  RC12: { region: '320281' },
  RC17: { quantity: 3, region: '441900119' },
  RC18: { region: '440402' },
  RC21: { region: '430105', isOneAct: true },
  RC22: { quantity: 4, region: '430105' },
  RC34: { region: '4403', isOneAct: true },
  RC35: { region: '4211', tiers: ['A', 'C'] },
  RC39: { region: '441422' },
}

/** A month or a year alone is read as its middle; the act lies a month before the decision. */
function datesOf(date: string): { actDate: string; decisionDate: string } {
  const decisionDate = date.length === 4 ? `${date}-07-01` : date.length === 7 ? `${date}-28` : date
  const [year = 0, month = 0] = decisionDate.split('-').map(Number)
  const before = new Date(Date.UTC(year, month - 2, 15)).toISOString().slice(0, 10)
  return { decisionDate, actDate: before < '2021-09-01' && decisionDate >= '2021-09-01' ? '2021-09-01' : before }
}

function actsOf(keys: readonly string[], id: string): ActFacts[] {
  const { quantity = 1, isOneAct = false, circumstances = [], tiers = [] } = FACTS[id] ?? {}
  if (isOneAct) return [anAct({ violations: keys, quantity, circumstances })]
  return keys.map((violation, at) =>
    anAct({ violation, quantity, circumstances, ...(tiers[at] ? { tier: tiers[at] } : {}) }),
  )
}

test('every complete published case is decided inside the range that was published', (t) => {
  if (!existsSync(FILE)) return t.skip('the reference data are not there')
  const cases = z
    .array(Case)
    .parse(JSON.parse(readFileSync(FILE, 'utf8')))
    .filter((row) => row.completeness === 'complete' && row.violation_keys.length > 0)
  assert.ok(cases.length >= 15)
  for (const { id, date, violation_keys: keys, penalties } of cases) {
    const answer = decidePenalty(
      book,
      aPenalty({ ...datesOf(date), region: FACTS[id]?.region ?? '', acts: actsOf(keys, id) }),
    )
    assert.ok(!('refusals' in answer), `${id}: ${JSON.stringify(answer)}`)
    const [published] = penalties.filter(({ type }) => type === 'fine')
    const sum = (bound: 'minFen' | 'maxFen') =>
      answer.acts.reduce((total, { range }) => total + (range?.[bound] ?? 0), 0) / 100
    assert.ok(published?.amount !== null && published?.amount !== undefined, id)
    assert.ok(
      sum('minFen') <= published.amount && published.amount <= sum('maxFen'),
      `${id}: ${published.amount} in ${sum('minFen')}–${sum('maxFen')}`,
    )
    if (published.range) assert.deepEqual([sum('minFen'), sum('maxFen')], published.range, `${id}: the published range`)
    const [low = 0, high = Infinity] = published.range ?? []
    assert.ok(
      low <= answer.totalFen / 100 && answer.totalFen / 100 <= high,
      `${id}: suggested ${answer.totalFen / 100}`,
    )
    if (['RC01', 'RC07', 'RC12', 'RC17'].includes(id)) {
      t.diagnostic(`${id}: published ${published.amount}, suggested ${answer.totalFen / 100}`)
      for (const line of penaltyAnswer(book, answer).perAct.flatMap(({ because }) => because)) t.diagnostic(`  ${line}`)
    }
  }
})

test('the tier of the published amount is the tier of the engine where a benchmark was in force', (t) => {
  if (!existsSync(FILE)) return t.skip('the reference data are not there')
  const cases = z.array(Case).parse(JSON.parse(readFileSync(FILE, 'utf8')))
  for (const id of ['RC01', 'RC24', 'RC41', 'RC42']) {
    const row = cases.find((one) => one.id === id)
    assert.ok(row)
    const answer = decidePenalty(book, aPenalty({ ...datesOf(row.date), acts: actsOf(row.violation_keys, id) }))
    assert.ok(!('refusals' in answer))
    const band = answer.acts[0]?.band
    const amount = (row.penalties[0]?.amount ?? NaN) * 100
    assert.ok(band && band.minFen <= amount && amount <= band.maxFen, `${id}: ${amount} in ${JSON.stringify(band)}`)
  }
})

test('RC10, RC25 (APL 37): acts under the statute of 2014 are judged by its ranges, and the published fines lie inside', (t) => {
  for (const [id, published, keys, decisionDate] of [
    ['RC10', 40_000, ['AQ-99-2', 'AQ-99-3a', 'AQ-99-7', 'AQ-102'], '2021-06-08'],
    ['RC25', 45_000, ['AQ-99-2', 'AQ-99-3a', 'AQ-102'], '2021-07-15'],
  ] as const) {
    const acts = keys.map((violation) => anAct({ violation }))
    const answer = decidePenalty(book, aPenalty({ actDate: '2021-05-01', decisionDate, acts }))
    assert.ok(!('refusals' in answer), `${id}: ${JSON.stringify(answer)}`)
    const most = answer.acts.reduce((sum, { range }) => sum + (range?.maxFen ?? 0), 0) / 100
    assert.ok(published <= most, `${id}: ${published} of at most ${most}`)
    assert.deepEqual(
      penaltyAnswer(book, answer).perAct.map(({ version }) => version),
      keys.map(() => '2014修正'),
    )
    t.diagnostic(`${id}: published ${published}, at most ${most}, suggested ${answer.totalFen / 100}`)
  }
})
