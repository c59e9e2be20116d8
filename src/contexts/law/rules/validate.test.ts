import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarOf } from '../../../kernel/workday.ts'
import type { LawData } from '../model.ts'
import { readLawData } from '../store.ts'
import { validateLaw } from './validate.ts'

const data = readLawData()

test('the shipped law data have no mistake', () => assert.deepEqual(validateLaw(data), []))

/** Changes the first row of a list that fits and returns what the check says about exactly this mistake. */
function withMistake<K extends Exclude<keyof LawData, 'calendar'>>(
  list: K,
  change: Partial<LawData[K][number]>,
  fits: (row: LawData[K][number]) => boolean = () => true,
) {
  const rows: readonly LawData[K][number][] = data[list]
  const at = rows.findIndex(fits)
  assert.ok(at >= 0, `no row of ${list} to spoil`)
  return validateLaw({ ...data, [list]: rows.map((row, index) => (index === at ? { ...row, ...change } : row)) })
}

type Found = ReturnType<typeof validateLaw>
const names = (found: Found, file: string, field: string, reason: RegExp) =>
  assert.ok(
    found.some((one) => one.file === file && one.field.startsWith(field) && reason.test(one.reason)),
    JSON.stringify(found.slice(0, 5)),
  )

const FINED = (row: LawData['violations'][number]) => row.key === 'AQ-97-7'
const fen = (min: number, max: number) => ({ min, max, unit: 'fen' as const })

test('a fine range upside down is found, in the fine and in the fine of persons', () => {
  names(withMistake('violations', { fine: fen(200, 100) }, FINED), 'violations', 'fine', /幅度颠倒/)
  names(
    withMistake('violations', { double: { subjects: ['direct_responsible'], fine: fen(3, 2) } }, FINED),
    'violations',
    'double',
    /幅度颠倒/,
  )
  names(withMistake('violations', { fine: fen(0.5, 100) }, FINED), 'violations', 'fine', /整数分/)
  names(
    withMistake('violations', { fine: { min: 20, max: 500, unit: 'percent_of_annual_income' } }, FINED),
    'violations',
    'fine',
    /超出可能范围/,
  )
})

test('a citation of an unknown instrument or of an article that the statute does not have is found', () => {
  names(withMistake('violations', { instrument: 'XYZ' }, FINED), 'violations', 'article', /没有代号为XYZ/)
  names(withMistake('violations', { article: 197 }, FINED), 'violations', 'article', /安全生产法只有119条/)
  names(withMistake('violations', { article: 96 }, FINED), 'violations', 'key', /与条号第96条不符/)
  names(
    withMistake('checkItems', { basis: [{ instrument: 'WSL', article: 120 }] }),
    'check-items',
    'basis',
    /没有第120条/,
  )
  names(withMistake('clocks', { basis: [{ instrument: 'APL', article: 87 }] }), 'clocks', 'basis', /只有86条/)
  names(withMistake('majorHazards', { instrument: 'NONE' }), 'major-hazards', 'article', /没有代号为NONE/)
})

test('a dangling reference is found wherever it stands', () => {
  names(withMistake('checkItems', { violations: ['AQ-0'] }), 'check-items', 'violations', /没有编号为AQ-0/)
  names(withMistake('checkItems', { violations: [] }), 'check-items', 'violations', /没有对应/)
  names(withMistake('checkItems', { majorHazards: ['GM-99'] }), 'check-items', 'majorHazards', /没有编号为GM-99/)
  names(withMistake('majorHazards', { violations: ['AQ-0'] }), 'major-hazards', 'violations', /没有编号为AQ-0/)
  names(withMistake('tiers', { document: 'B91' }), 'discretion-tiers', 'document', /B91/)
  names(
    withMistake('leniency', { items: [{ violation: 'AQ-0', quantityMax: null }] }),
    'leniency-lists',
    'violations',
    /AQ-0/,
  )
  names(
    withMistake('violations', { supersededBy: { keys: ['AQ-0'], says: '', from: '2026-05-01' } }),
    'violations',
    'supersededBy',
    /AQ-0/,
  )
  names(withMistake('instruments', { replacedBy: 'O99' }), 'instruments', 'replacedBy', /O99/)
})

test('two rows for the same question on the same day are found, one after the other is not', () => {
  const [parameter] = data.parameters
  assert.ok(parameter)
  const withOther = (effectiveFrom: string, effectiveTo: string | null) =>
    validateLaw({
      ...data,
      parameters: [
        { ...parameter, effectiveTo: '2026-06-30' },
        { ...parameter, effectiveFrom, effectiveTo },
        ...data.parameters.slice(1),
      ],
    })
  names(withOther('2026-06-30', null), 'parameters', 'effectiveFrom', /有效期重叠/)
  assert.deepEqual(withOther('2026-07-01', null), [])
  names(
    validateLaw({
      ...data,
      violations: [...data.violations, ...data.violations.filter(FINED).map((row) => ({ ...row, id: `${row.id}2` }))],
    }),
    'violations',
    'effectiveFrom',
    /有效期重叠/,
  )
  names(
    withMistake('instruments', { effectiveTo: null }, ({ code }) => code === 'O77'),
    'instruments',
    'effectiveFrom',
    /有效期重叠/,
  )
})

test('the same id twice, an end before the beginning and a day that does not exist are found', () => {
  names(
    withMistake('violations', { id: 'AQ-97-7-O' }, ({ id }) => id === 'AQ-97-7-F'),
    'violations',
    'id',
    /重复/,
  )
  names(withMistake('instruments', { aliases: ['APL'] }), 'instruments', 'code', /重复/)
  names(withMistake('parameters', { effectiveTo: '2000-01-01' }), 'parameters', 'effectiveTo', /早于生效日/)
  names(withMistake('parameters', { effectiveFrom: '2025-02-30' }), 'parameters', 'effectiveFrom', /没有这一天/)
  names(
    withMistake('violations', { effectiveFrom: '2021-08-31' }, FINED),
    'violations',
    'effectiveFrom',
    /早于安全生产法的施行日/,
  )
})

test('a tier outside the statutory range, with a gap in the quantities or with two bounds is found', () => {
  const table = data.tiers.find(({ id }) => id === 'B90-26-first')
  assert.ok(table)
  const [a, b, c] = table.tiers
  assert.ok(a && b && c)
  const spoiled = (tiers: typeof table.tiers) => withMistake('tiers', { tiers }, ({ id }) => id === table.id)
  names(spoiled([a, b, { ...c, fen: [7_000_000, 10_000_001] }]), 'discretion-tiers', 'tiers.C', /超出法定幅度/)
  names(spoiled([a, { ...b, fen: [7_000_000, 3_000_000] }, c]), 'discretion-tiers', 'tiers.B', /幅度颠倒/)
  names(spoiled([a, { ...b, atLeast: 3, atMost: 3 }, { ...c, atLeast: 4 }]), 'discretion-tiers', 'tiers.B', /不连续/)
  names(spoiled([a, b]), 'discretion-tiers', 'tiers.B', /不连续/)
  names(spoiled([{ ...a, share: [0, 0.3] }, b, c]), 'discretion-tiers', 'tiers.A', /只须填写一项/)
})

test('a year that is missing between two others is found in the calendar', () => {
  const hole = calendarOf(
    [...data.calendar.special].filter(([date]) => !date.startsWith('2020')).map(([date, kind]) => ({ date, kind })),
  )
  names(validateLaw({ ...data, calendar: hole }), 'workdays', 'date', /缺少法定节假日2020-10-01/)
})
