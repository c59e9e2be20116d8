import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, type LawDate } from '../../../kernel/time.ts'
import { anOverlay } from '../fixtures.ts'
import { readLawData } from '../store.ts'
import { findCap } from './caps.ts'
import { findCheckItem, findCheckItems, findFactor, findLeniencyLists, findTierTable, lawBookOf } from './lawbook.ts'
import { asReadIn, layered, over, speaking, viewOf } from './overlay.ts'
import type { Overlay } from './overlay-kinds.ts'

const data = readLawData()
const CAP = 'inspection.yearly-cap.standardisation.other.none'
const DAY_ONE: LawDate = '2025-06-01'

const capOn = (overlays: readonly Overlay[], region: string, date: LawDate) =>
  findCap(lawBookOf(layered(data, overlays)), { isHighRisk: false, grade: 'none' }, { region, date })?.visitsMax

const tiers = (upTo: number) => ({
  violation: 'AQ-97-7',
  stage: 'first' as const,
  counts: '人次',
  tiers: [
    { tier: 'A', atLeast: null, atMost: 1, share: null, fen: [0, upTo], confidence: '✔' },
    { tier: 'B', atLeast: 2, atMost: null, share: null, fen: [upTo, 10_000_000], confidence: '✔' },
  ],
  note: null,
})
const tierOverlay = (upTo: number, more: Partial<Overlay> = {}) =>
  anOverlay({ kind: 'tier', key: 'AQ-97-7/first', content: tiers(upTo), ...more })
const upperOf = (overlays: readonly Overlay[], region: string, date: LawDate) =>
  findTierTable(lawBookOf(layered(data, overlays)), 'AQ-97-7', { stage: 'first', region, date })?.tiers[0]?.fen?.[1]

test('without an overlay the law is the very same', () => assert.equal(layered(data, []), data))

test('APL 34: the province speaks from its first to its last day, in its own region alone', () => {
  const overlays = [anOverlay({ until: '2026-12-31' })]
  assert.equal(capOn(overlays, '441302', '2026-06-30'), 6)
  assert.equal(capOn(overlays, '441302', '2026-07-01'), 4)
  assert.equal(capOn(overlays, '441302', '2026-12-31'), 4)
  assert.equal(capOn(overlays, '441302', '2027-01-01'), 6)
  assert.equal(capOn(overlays, '32', '2026-08-01'), 6)
  assert.equal(capOn(overlays, '', '2026-08-01'), 6)
})

test('of two changes of one bureau the later one speaks, and when it ends the earlier one again', () => {
  const overlays = [
    anOverlay({ change: 'a' }),
    anOverlay({ change: 'b', from: '2026-09-01', until: '2026-09-30', content: { value: 3, unit: '次/年' } }),
  ]
  assert.deepEqual(
    ['2026-08-31', '2026-09-01', '2026-09-30', '2026-10-01'].map((date) => capOn(overlays, '44', date)),
    [4, 3, 3, 4],
  )
})

test('the city narrows what the province says, follows the province when it changes, and the nation when it ends', () => {
  const province = tierOverlay(2_000_000, { change: 'p', until: '2026-09-30' })
  const city = tierOverlay(2_500_000, { change: 'c', region: '4413', mode: 'narrow' })
  const overlays = [city, province]
  assert.equal(upperOf(overlays, '441302', '2026-07-01'), 2_000_000, 'not above the province')
  assert.equal(upperOf(overlays, '441302', '2026-10-01'), 2_500_000, 'the nation allows 3,000,000 and the city less')
  assert.equal(upperOf(overlays, '4414', '2026-07-01'), 2_000_000)
  assert.equal(upperOf(overlays, '4414', '2026-10-01'), 3_000_000)
})

test('a narrowed list needs every condition of both, and takes the lesser quantity', () => {
  const overlay = anOverlay({
    kind: 'leniency',
    mode: 'narrow',
    key: 'JS-2023',
    region: '3205',
    from: '2024-01-01',
    content: {
      name: '演示市清单',
      kind: 'first_free',
      needs: ['commitment'],
      excludes: ['high_risk'],
      noFatalAccidentYears: 5,
      items: [
        { violation: 'AQ-97-4', quantityMax: 3 },
        { violation: 'AQ-97-7', quantityMax: 1 },
      ],
      note: null,
    },
  })
  const book = lawBookOf(layered(data, [overlay]))
  const [list, ...others] = findLeniencyLists(book, 'AQ-97-4', { region: '3205', date: '2024-05-01' })
  assert.deepEqual(others, [], 'the province is silent where the city narrows the same list')
  assert.deepEqual(list?.needs, ['commitment', 'corrected', 'first', 'no_harm', 'not_blacklisted'])
  assert.deepEqual(list?.excludes, ['high_risk', 'major_hazard'])
  assert.equal(list?.noFatalAccidentYears, 5)
  assert.deepEqual(list?.items, [{ violation: 'AQ-97-4', quantityMax: 3 }])
})

test('the row says which instrument spoke, and citations find its name', () => {
  const book = lawBookOf(layered(data, [anOverlay()]))
  const cap = findCap(book, { isHighRisk: false, grade: 'none' }, { region: '44', date: '2026-08-01' })
  assert.deepEqual(cap?.cites, { instrument: '粤演示〔2026〕1号', article: 3 })
  assert.equal(book.instrumentsByCode.get('粤演示〔2026〕1号')?.name, '演示省年度检查次数规定')
  const row = speaking(book.parametersByKey.get(CAP) ?? [], { region: '441302', date: '2026-08-01' })
  assert.deepEqual([row?.region, row?.layer?.change], ['44', 'c1'])
})

test('check items and circumstances are read by the bureau of its own layers, one a day', () => {
  const [item] = data.checkItems
  if (!item) throw new Error('no check item')
  const { id, region: _r, effectiveFrom: _f, effectiveTo: _t, confidence: _c, source: _s, layer: _l, ...content } = item
  const overlays = [
    anOverlay({ kind: 'check-item', key: id, content: { ...content, statement: '【单位】未落实责任制' } }),
    anOverlay({
      kind: 'factor',
      key: 'under-14',
      content: { says: '不满十四周岁', aliases: [], effect: 'weight', weight: 0.1 },
    }),
  ]
  const bookOf = (region: string, on: LawDate) => lawBookOf(asReadIn(layered(data, overlays), { region, on }))
  const here = bookOf('441302', '2026-08-01')
  assert.equal(findCheckItem(here, id)?.statement, '【单位】未落实责任制')
  assert.equal(findCheckItems(here, [], '2026-08-01').filter((row) => row.id === id).length, 1)
  assert.equal(findCheckItems(here, [], '2026-06-30').filter((row) => row.id === id)[0]?.statement, item.statement)
  assert.equal(findFactor(here, '不满十四周岁')?.weight, 0.1)
  const before = bookOf('441302', '2026-06-30')
  assert.equal(findCheckItem(before, id)?.statement, item.statement)
  assert.equal(findFactor(before, '不满十四周岁')?.weight, 0)
  assert.equal(findCheckItem(bookOf('32', '2026-08-01'), id)?.statement, item.statement)
})

type Piece = { key: string; region: string; effectiveFrom: LawDate; effectiveTo: LawDate | null }
const piece = (nth: number): fc.Arbitrary<Piece> =>
  fc.tuple(fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: 0, max: 30 }))).map(([start, length]) => ({
    key: `row ${nth}`,
    region: '44',
    effectiveFrom: addDays(DAY_ONE, start),
    effectiveTo: length === null ? null : addDays(DAY_ONE, start + length),
  }))
const sorted = (rows: readonly Piece[]) => rows.map((row) => JSON.stringify(row)).sort()

test('property: laying rows over rows is associative', () => {
  fc.assert(
    fc.property(piece(1), piece(2), piece(3), (a, b, c) => {
      assert.deepEqual(sorted(over(over([a], [b]), [c])), sorted(over([a], over([b], [c]))))
    }),
  )
})

const overlayOf = (nth: number, region: string) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 60 }),
      fc.option(fc.integer({ min: 0, max: 40 })),
      fc.boolean(),
      fc.integer({ min: 0, max: 40 }),
    )
    .map(([start, length, narrows, upTo]) =>
      tierOverlay(upTo * 100_000, {
        change: `change ${nth}`,
        region,
        mode: narrows ? 'narrow' : 'replace',
        from: addDays(DAY_ONE, start),
        until: length === null ? null : addDays(DAY_ONE, start + length),
        instrument: { name: `演示文件${nth}`, number: `演示〔2025〕${nth}号`, article: 1 },
      }),
    )

test('property: merging is associative by layer order, and the order in which overlays are given does not matter', () => {
  fc.assert(
    fc.property(overlayOf(1, '44'), overlayOf(2, '4413'), overlayOf(3, '441302'), (province, city, county) => {
      const at = { region: '441302', date: DAY_ONE }
      const dates = Array.from({ length: 12 }, (_, step) => addDays(at.date, step * 10))
      const reading = (law: ReturnType<typeof layered>) =>
        dates.map(
          (date) =>
            speaking(
              law.tiers.filter(({ violation, stage }) => violation === 'AQ-97-7' && stage === 'first'),
              { ...at, date },
            )?.tiers,
        )
      const together = reading(layered(data, [province, city, county]))
      assert.deepEqual(reading(layered(layered(data, [province]), [city, county])), together)
      assert.deepEqual(reading(layered(layered(data, [province, city]), [county])), together)
      assert.deepEqual(reading(layered(data, [county, province, city])), together)
    }),
    { numRuns: 60 },
  )
})

test('property: before its first and after its last day an overlay leaves no trace, anywhere', () => {
  const without = ({ instruments: _, ...law }: ReturnType<typeof viewOf>) => law
  fc.assert(
    fc.property(overlayOf(1, '44'), fc.constantFrom('44', '441302', '32', ''), (overlay, region) => {
      const law = layered(data, [overlay])
      const days = [addDays(overlay.from, -1), ...(overlay.until === null ? [] : [addDays(overlay.until, 1)])]
      for (const date of days) {
        const plain = (rows: ReturnType<typeof viewOf>) =>
          without(rows).tiers.map(({ id, tiers: own, region: where }) => ({ id, own, where }))
        assert.deepEqual(plain(viewOf(law, { region, date })), plain(viewOf(data, { region, date })))
      }
    }),
    { numRuns: 60 },
  )
})
