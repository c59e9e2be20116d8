import assert from 'node:assert/strict'
import { test } from 'node:test'
import { art } from '../../../kernel/citation.ts'
import { loadLawBook, readLawData } from '../store.ts'
import {
  citationsText,
  citationText,
  findCheckItems,
  findClock,
  findInstrumentNamed,
  findParameter,
  findTierTable,
  findViolations,
  getNumber,
  inForce,
  lawBookOf,
} from './lawbook.ts'

const book = loadLawBook()

test('a citation reads as papers write it, and names an instrument once', () => {
  assert.equal(citationText(book, art('WSL', 97, undefined, 7)), '《中华人民共和国安全生产法》第九十七条第（七）项')
  assert.equal(citationText(book, art('AQ', 30, 1), 'short'), '《安全生产法》第三十条第一款')
  assert.equal(
    citationsText(book, [art('APL', 64, 1, 1), art('APL', 85), art('WSL', 78)], 'short'),
    '《行政处罚法》第六十四条第一款第（一）项、第八十五条、《安全生产法》第七十八条',
  )
  assert.equal(citationText(book, art('UNKNOWN', 1)), '《UNKNOWN》第一条')
})

test('a row is in force on its first and on its last day, and on no other side', () => {
  const row = { effectiveFrom: '2024-01-01', effectiveTo: '2024-12-31' }
  assert.deepEqual(
    ['2023-12-31', '2024-01-01', '2024-12-31', '2025-01-01'].map((date) => inForce(row, date)),
    [false, true, true, false],
  )
})

test('an instrument is found by code, alias, short and full name, in the version of the date', () => {
  for (const words of ['WSL', 'aq', '安全生产法', '《中华人民共和国安全生产法》'])
    assert.equal(findInstrumentNamed(book, words, '2026-01-01')?.code, 'WSL', words)
  assert.equal(findInstrumentNamed(book, '安全生产法', '2020-01-01')?.code, 'WSL-2014')
  assert.equal(findInstrumentNamed(book, '处罚办法', '2026-01-31')?.code, 'O77')
  assert.equal(findInstrumentNamed(book, '处罚办法', '2026-02-01')?.code, 'O18')
  assert.equal(findInstrumentNamed(book, '没有这部法', '2026-01-01'), null)
})

test("a region's own parameter comes before its province's and the nation's", () => {
  const key = 'hearing.fine-threshold.unit'
  const data = readLawData()
  const [nation] = data.parameters.filter((row) => row.key === key && row.effectiveTo === null)
  assert.ok(nation)
  const own = lawBookOf({
    ...data,
    parameters: [
      ...data.parameters,
      { ...nation, region: '44', value: 3_000_000 },
      { ...nation, region: '4403', value: 1_000_000 },
    ],
  })
  const at = (region: string) => getNumber(own, key, { region, date: '2026-01-01' })
  assert.deepEqual([at('440305'), at('441302'), at('320281')], [1_000_000, 3_000_000, 5_000_000])
  assert.equal(findParameter(own, 'no.such-key', { region: '', date: '2026-01-01' }), null)
  assert.throws(() => getNumber(own, 'no.such-key', { region: '', date: '2026-01-01' }), /no number no\.such-key/)
})

test('violations are filtered by stage, region and date', () => {
  assert.deepEqual(
    findViolations(book, 'AQ-97-7', { date: '2026-01-01' }).map(({ stage }) => stage),
    ['first', 'overdue'],
  )
  assert.deepEqual(findViolations(book, 'AQ-97-7', { stage: 'overdue', date: '2014-11-30' }), [])
})

test('a table of its own comes before the general split, and the national one before 2024-11-01 does not exist', () => {
  const table = (violation: string, region: string, date: string) =>
    findTierTable(book, violation, { stage: 'first', region, date })?.id ?? null
  assert.equal(table('AQ-97-7', '441302', '2024-11-01'), 'B90-26-first')
  assert.equal(table('AQ-99-2', '441302', '2024-11-01'), 'B90-general')
  assert.equal(table('AQ-97-7', '441302', '2024-10-31'), null)
  assert.equal(table('AQ-97-7', '410425', '2024-10-31'), 'HN2021-13', 'Henan had its own until the national one')
  assert.equal(table('AQ-97-7', '410425', '2024-11-01'), 'B90-26-first')
})

test('check items of an industry come with the general ones', () => {
  const industries = new Set(findCheckItems(book, ['dust'], '2026-01-01').map(({ industry }) => industry))
  assert.deepEqual([...industries].sort(), ['dust', 'general'])
})

test('a clock is the one in force on its start, and an old start still gets its number', () => {
  assert.equal(findClock(book, 'D-16', '2026-03-05')?.n, 5)
  assert.equal(findClock(book, 'D-16', '2015-03-05')?.n, 5)
  assert.equal(findClock(book, 'D-99', '2026-03-05'), null)
})
