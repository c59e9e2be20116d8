import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { levelOf, parentOf } from '../../kernel/region.ts'
import { isCovered } from '../../kernel/workday.ts'
import { checkedLawBook, loadLawBook, readRows } from './store.ts'
import { Parameter } from './model.ts'

const DATA = join(import.meta.dirname, '../../../data')
const csv = (name: string): Record<string, string>[] => parse(readFileSync(join(DATA, name), 'utf8'), { columns: true })
const sources = new Set(csv('sources.csv').map(({ key }) => key))

test('the law that ships is whole', () => {
  const book = loadLawBook()
  const [of2014, violations] = [true, false].map((old) =>
    book.violations.filter(({ instrument }) => (instrument === 'WSL-2014') === old),
  )
  assert.deepEqual(
    [violations?.length, of2014?.length, book.majorHazards.length, book.checkItems.length, book.clocks.length],
    [722, 47, 186, 310, 78],
  )
  assert.ok(
    isCovered(book.calendar, '2007-01-01') &&
      isCovered(book.calendar, '2026-12-31') &&
      !isCovered(book.calendar, '2027-01-01'),
  )
})

test('every row of the law names its source, its first day and how sure it is', () => {
  const book = loadLawBook()
  const rows = [
    book.instruments,
    book.violations,
    book.majorHazards,
    book.checkItems,
    book.parameters,
    book.clocks,
    book.tiers,
    book.factors,
    book.leniency,
  ].flat()
  assert.ok(rows.length > 1400)
  assert.deepEqual(
    rows.filter(({ source, effectiveFrom, confidence }) => !source || !effectiveFrom || !confidence),
    [],
  )
})

test('every region stands under a region of the list, at the level of its code', () => {
  const rows = csv('regions.csv')
  const codes = new Set(rows.map(({ code }) => code))
  assert.ok(rows.length > 44_000)
  assert.equal(codes.size, rows.length, 'no code twice')
  const wrong = rows.filter(
    ({ code = '', level, parent = '' }) =>
      levelOf(code) !== level || parentOf(code) !== parent || (parent !== '' && !codes.has(parent)),
  )
  assert.deepEqual(wrong.slice(0, 5), [])
})

test('towns of Dongguan, Zhongshan and Danzhou stand directly under the city', () => {
  const rows = csv('regions.csv')
  for (const city of ['4419', '4420', '4604']) {
    assert.ok(
      rows.some(({ parent, level }) => parent === city && level === 'town'),
      city,
    )
    assert.ok(!rows.some(({ parent, level }) => parent === city && level === 'county'), city)
  }
})

test('every table names its source, and that source is described', () => {
  for (const name of [
    'regions.csv',
    'industries.csv',
    'chemicals.csv',
    'chemical-processes.csv',
    'special-operations.csv',
    'workdays.csv',
    'standards.csv',
  ]) {
    const rows = csv(name)
    assert.ok(rows.length > 0, name)
    assert.deepEqual(
      rows
        .filter(
          ({ source = '', confidence = '' }) =>
            !sources.has(source) || !'✔◐○⚠'.includes(confidence) || confidence === '',
        )
        .slice(0, 3),
      [],
      name,
    )
  }
})

test('CAS numbers of the catalogue pass their check digit', () => {
  const isValid = (cas: string) => {
    const digits = cas.replaceAll('-', '')
    const sum = digits
      .slice(0, -1)
      .split('')
      .toReversed()
      .reduce((total, digit, at) => total + Number(digit) * (at + 1), 0)
    return sum % 10 === Number(digits.at(-1))
  }
  const numbers = csv('chemicals.csv').flatMap(({ cas = '' }) => cas.match(/\d{2,7}-\d{2}-\d/g) ?? [])
  assert.ok(numbers.length > 2_600)
  assert.deepEqual(
    numbers.filter((cas) => !isValid(cas)),
    [],
  )
})

test('a row that does not fit its shape stops the start and is named', () => {
  assert.throws(() => readRows(DATA, 'clocks', Parameter), /data\/law\/clocks\.json row 0: key/)
})

test('law data with a mistake do not load: file, row, field and reason are named', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-data-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(join(DATA, 'law'), join(folder, 'law'), { recursive: true })
  cpSync(join(DATA, 'workdays.csv'), join(folder, 'workdays.csv'))
  assert.equal(checkedLawBook(folder).violations.length, 769)
  const file = join(folder, 'law/check-items.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"AQ-94-p1-1"', '"AQ-94-p1-99"'))
  assert.throws(
    () => checkedLawBook(folder),
    /1 mistakes:\ndata\/law\/check-items\.json GEN-001 violations: 没有编号为AQ-94-p1-99的违法行为/,
  )
})
