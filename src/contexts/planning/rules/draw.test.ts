import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { aPool, SEEDS } from '../fixtures.ts'
import type { DrawPool } from '../model.ts'
import { bureauSeedHash, canonical, commitmentOf, drawFrom, hasPairFor, headerOf, lotOf } from './draw.ts'
import { DrawFile, drawFileOf, drawFileText, verifyDraw } from './draw-file.ts'

const aFile = (pool: DrawPool = aPool()) =>
  drawFileOf({
    pool,
    commitment: commitmentOf(pool),
    committedAt: '2026-03-01T01:00:00.000Z',
    ...SEEDS,
    drawnAt: '2026-03-05T01:00:00.000Z',
    drawn: drawFrom(pool, SEEDS),
  })

/** docs/draw.md written down a second time, with the runtime's own functions and nothing of ours. */
function byTheBook({ units, unitsWanted, ...rest }: DrawPool): string[] {
  const sha = (text: string) => createHash('sha256').update(text).digest('hex')
  const pool = { units, unitsWanted, ...rest }
  const lines = [headerOf(pool), ...units, ...pool.officers, ...pool.excluded, ...pool.recusals].map(canonical)
  const key = Buffer.from(
    sha(['plumbline-draw/1', sha(lines.join('\n')), SEEDS.bureauSeed, SEEDS.publicSeed].join('\n')),
    'hex',
  )
  const best = ({ id, weight }: { id: string; weight: number }) =>
    Array.from({ length: weight }, (_, at) =>
      createHmac('sha256', key)
        .update(`unit\n${id}\n${at + 1}`)
        .digest('hex'),
    ).toSorted()[0] ?? ''
  return units
    .map((unit) => [best(unit), unit.id] as const)
    .toSorted()
    .slice(0, unitsWanted)
    .map(([, id]) => id)
}

test('a third party that follows docs/draw.md with other tools finds the same list', () => {
  for (const units of [1, 7, 60]) {
    const pool = aPool({}, units)
    assert.deepEqual(
      drawFrom(pool, SEEDS).map(({ unitId }) => unitId),
      byTheBook(pool),
    )
  }
})

test('the same seeds give the same list, other seeds or another pool another one', () => {
  const pool = aPool({}, 60)
  const names = (changes: object = {}, seeds: object = {}) =>
    drawFrom({ ...pool, ...changes }, { ...SEEDS, ...seeds })
      .map(({ name }) => name)
      .join()
  assert.equal(names(), names())
  assert.notEqual(names(), names({}, { publicSeed: '2026030期 01 02 03' }))
  assert.notEqual(names(), names({}, { bureauSeed: 'f'.repeat(64) }))
  assert.notEqual(names(), names({ title: '另一次' }))
  assert.equal(names(), names({}, { publicSeed: ` ${SEEDS.publicSeed} ` }), 'blanks around the seed do not count')
})

test('a unit of weight 4 is drawn first four times as often as one of weight 1', () => {
  const key = (round: number) => createHash('sha256').update(String(round)).digest('hex')
  const rounds = 4_000
  let heavy = 0
  for (let round = 0; round < rounds; round += 1)
    if (lotOf(key(round), { id: 'a', weight: 4 }) < lotOf(key(round), { id: 'b', weight: 1 })) heavy += 1
  // Four fifths expected; five standard deviations of a fair draw are 0.032.
  assert.ok(Math.abs(heavy / rounds - 0.8) < 0.032, `${heavy} of ${rounds}`)
})

test('APL 42: each unit gets two officers, none who stands back from it, and the visits are shared evenly', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 3, max: 9 }), fc.nat(), (units, officers, salt) => {
      const plain = aPool({ title: `第${salt}次` }, units, officers)
      const recusals = plain.units.flatMap((unit, at) =>
        at % 3 === 0
          ? [{ officerId: plain.officers[at % officers]?.id ?? '', unitId: unit.id, reason: '近亲属任职' }]
          : [],
      )
      const drawn = drawFrom({ ...plain, recusals, unitsWanted: units }, SEEDS)
      const visits = new Map(plain.officers.map(({ id }) => [id, 0]))
      for (const { unitId, officers: pair } of drawn) {
        assert.equal(new Set(pair.map(({ id }) => id)).size, 2)
        assert.ok(!recusals.some((one) => one.unitId === unitId && pair.some(({ id }) => id === one.officerId)))
        for (const { id } of pair) visits.set(id, (visits.get(id) ?? 0) + 1)
      }
      if (recusals.length === 0) assert.ok(Math.max(...visits.values()) - Math.min(...visits.values()) <= 1)
    }),
    { numRuns: 60 },
  )
  const { officers } = aPool({}, 1, 3)
  const recusal = (officer: number) => ({ officerId: officers[officer]?.id ?? '', unitId: 'u', reason: '' })
  assert.equal(hasPairFor({ id: 'u' }, { officers, recusals: [recusal(0)] }), true)
  assert.equal(hasPairFor({ id: 'u' }, { officers, recusals: [recusal(0), recusal(1)] }), false)
})

test('an honest file is accepted, also when it was written anew by another program', () => {
  const text = drawFileText(aFile())
  assert.deepEqual(DrawFile.parse(JSON.parse(text)), aFile())
  assert.deepEqual(verifyDraw(text).problems, [])
  assert.equal(verifyDraw(JSON.stringify(JSON.parse(text))).ok, true)
  assert.equal(verifyDraw(text, commitmentOf(aPool())).ok, true)
})

test('whatever value of an honest file is altered, the file is refused and the altered line is named', () => {
  const lines = drawFileText(aFile()).split('\n')
  const alterable = lines.flatMap((line, at) =>
    [...line.matchAll(/: ?("(?:[^"\\]|\\.)*"|\d+)/g)].map((found) => ({ at, from: found.index, was: found[0] })),
  )
  assert.ok(alterable.length > 100, `${alterable.length} values`)
  let named = 0
  for (const { at, from, was } of alterable) {
    const now = /\d$/.test(was) ? `${was}1` : `${was.slice(0, -1)}甲"`
    const text = lines
      .map((line, place) => (place === at ? line.slice(0, from) + now + line.slice(from + was.length) : line))
      .join('\n')
    const verdict = verifyDraw(text)
    assert.equal(verdict.ok, false, `${was} in line ${at + 1} was altered in silence`)
    if (verdict.problems.some(({ line }) => line === at + 1)) named += 1
  }
  assert.equal(named, alterable.length)
})

test('units added, left out or exchanged are found, even when the marks are made to fit', () => {
  const honest = aFile(aPool({}, 12))
  const forged = (pool: DrawPool, marks = honest.marks) =>
    verifyDraw(drawFileText({ ...honest, pool, marks })).problems.map(({ where }) => where)
  const [first, ...others] = honest.pool.units
  assert.deepEqual(forged({ ...honest.pool, units: others }).length > 0, true)
  const renamed = {
    ...honest.pool,
    units: [{ ...(first ?? others[0]), name: '换上的公司' } as (typeof others)[0], ...others].filter(
      (unit) => unit !== undefined,
    ),
  }
  assert.deepEqual(forged(renamed), ['pool.units[0]'])
  assert.deepEqual(forged(renamed, drawFileOf({ ...honest, pool: renamed }).marks), ['commitment'])
  assert.deepEqual(
    verifyDraw(drawFileText(aFile(renamed)), honest.commitment).problems.map(({ where }) => where),
    ['commitment'],
    'a wholly new draw, held against what was published before',
  )
})

test('a dishonest list is named by its place, and a seed that was not bound before is refused', () => {
  const honest = aFile(aPool({}, 12))
  const [one, two, ...rest] = honest.drawn
  const swapped = { ...honest, drawn: [two, one, ...rest].filter((drawn) => drawn !== undefined) }
  assert.deepEqual(
    verifyDraw(drawFileText(swapped)).problems.map(({ where }) => where),
    ['drawn[0]', 'drawn[1]'],
  )
  assert.deepEqual(
    verifyDraw(drawFileText(drawFileOf(swapped))).problems.map(({ where }) => where),
    ['drawn[0]', 'drawn[1]'],
  )
  const other = { ...honest, bureauSeed: 'e'.repeat(64) }
  assert.deepEqual(
    verifyDraw(drawFileText(drawFileOf({ ...other, drawn: drawFrom(other.pool, other) }))).problems.map(
      ({ where }) => where,
    ),
    ['bureauSeed'],
  )
  assert.equal(bureauSeedHash(SEEDS.bureauSeed), honest.pool.bureauSeedHash)
  assert.deepEqual(verifyDraw('{ not json').ok, false)
})
