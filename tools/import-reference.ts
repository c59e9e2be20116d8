/**
 * Makes the files under data/ that come from the reference sets (regions, industries, chemicals, calendar, violations,
 * major hazards, check items). Run again when a set is refreshed; the rows of data/law that we keep by hand
 * (instruments, clocks, parameters, discretion, leniency) are read for codes and left alone.
 *
 *   node tools/import-reference.ts ../shared/data
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { importCheckItems, importMajorHazards, importViolations, type Instruments } from './reference/law.ts'
import { violationsOf2014 } from './reference/work-safety-2014.ts'
import { importRegions } from './reference/regions.ts'

const from = process.argv[2] ?? join(import.meta.dirname, '../../shared/data')
const to = join(import.meta.dirname, '../data')

type CsvRow = Record<string, string>

const textOf = (path: string) => {
  const bytes = readFileSync(join(from, path))
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
const csvOf = (path: string): CsvRow[] => parse(textOf(path), { columns: true, bom: true })

/** One row a line, so that a change of one row is one line of a diff. */
function saveJson(name: string, rows: readonly object[]) {
  writeFileSync(join(to, name), `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`)
  console.error(`${name}: ${rows.length}`)
}

function saveCsv(name: string, columns: string[], rows: readonly (readonly (string | number)[])[]) {
  writeFileSync(join(to, name), stringify([columns, ...rows]))
  console.error(`${name}: ${rows.length}`)
}

/** Common last columns: where the row was read, from when to when it holds, how sure it is. See data/sources.csv. */
const PROVENANCE = ['source', 'effective_from', 'effective_to', 'confidence']

function importIndustries() {
  saveCsv(
    'industries.csv',
    ['code', 'name', 'level', 'parent', 'trade', 'trade_basis', 'high_risk_hint', ...PROVENANCE],
    csvOf('industry/gbt4754_2017.csv').map((row) => [
      row.code ?? '',
      row.name ?? '',
      row.level ?? '',
      row.parent ?? '',
      row.gongmao_industry ?? '',
      row.gongmao_basis ?? '',
      row.high_risk_hint ?? '',
      'gbt4754-2017',
      '2017-10-01',
      '',
      '✔',
    ]),
  )
}

function importChemicals() {
  const keyed = new Map(
    csvOf('chemicals/key_supervised_chemicals_74.csv').map((row) => [row.catalogue_2015_no, row.batch ?? '']),
  )
  const thresholds = new Map(
    csvOf('chemicals/gb18218_2018_table1_thresholds.csv').map((row) => [row.catalogue_2015_no, row.threshold_t ?? '']),
  )
  saveCsv(
    'chemicals.csv',
    ['no', 'name', 'aliases', 'cas', 'is_highly_toxic', 'key_batch', 'threshold_t', ...PROVENANCE],
    csvOf('chemicals/hazardous_chemicals_catalogue_2015.csv').map((row) => [
      row.no ?? '',
      row.name ?? '',
      [row.name_variants, row.aliases].filter(Boolean).join('；'),
      row.cas ?? '',
      row.highly_toxic ?? '',
      keyed.get(row.no ?? '') ?? '',
      thresholds.get(row.no ?? '') ?? '',
      'chemicals-2015',
      '2015-05-01',
      '',
      row.no === '1674' ? '⚠' : '✔',
    ]),
  )
  saveCsv(
    'chemical-processes.csv',
    ['no', 'name', 'batch', 'document', ...PROVENANCE],
    csvOf('chemicals/key_processes_18.csv').map((row) => [
      row.no ?? '',
      row.process ?? '',
      row.batch ?? '',
      row.document ?? '',
      'key-processes',
      row.batch === '1' ? '2009-06-12' : '2013-01-15',
      '',
      '○',
    ]),
  )
}

function importOtherTables() {
  saveCsv(
    'special-operations.csv',
    ['category_no', 'category', 'no', 'name', ...PROVENANCE],
    csvOf('special_ops/special_operations_2010.csv').map((row) => [
      row.category_no ?? '',
      row.category ?? '',
      row.item_no ?? '',
      row.item ?? '',
      'special-operations-2010',
      '2010-07-01',
      row.valid_until ?? '',
      '○',
    ]),
  )
  saveCsv(
    'standards.csv',
    ['number', 'title', 'effective_date', 'status', ...PROVENANCE],
    csvOf('standards/standards_list.csv').map((row) => [
      row.number ?? '',
      row.title ?? '',
      row.effective_date ?? '',
      row.status ?? '',
      'standards-list',
      row.effective_date ?? '',
      '',
      row.status ? '◐' : '○',
    ]),
  )
  saveCsv(
    'workdays.csv',
    ['date', 'kind', 'name', ...PROVENANCE],
    csvOf('calendar/holidays_2007_2026.csv').map((row) => [
      row.date ?? '',
      (row.kind ?? '').replace('_', '-'),
      row.name ?? '',
      'state-council-holidays',
      row.date ?? '',
      row.date ?? '',
      '✔',
    ]),
  )
}

mkdirSync(join(to, 'law'), { recursive: true })
const instruments = JSON.parse(readFileSync(join(to, 'law/instruments.json'), 'utf8')) as Instruments
const violations = importViolations(JSON.parse(textOf('law/violations.json')), instruments)
// Behind the rows of today, which name a violation wherever no date is asked for.
saveJson('law/violations.json', [...violations, ...violationsOf2014(violations)])
saveJson('law/major-hazards.json', importMajorHazards(JSON.parse(textOf('law/major-hazards.json')), instruments))
saveJson('law/check-items.json', importCheckItems(JSON.parse(textOf('law/check-items.json')), instruments))
importIndustries()
importChemicals()
importOtherTables()
saveCsv(
  'regions.csv',
  ['code', 'name', 'level', 'parent', 'kind', ...PROVENANCE],
  importRegions({
    divisions: csvOf('divisions/divisions_2023_province_city_county_town.csv'),
    counties: csvOf('divisions/county_codes_2026-04.csv'),
    towns: csvOf('divisions/towns_2025-11.csv.gz'),
    changes: csvOf('divisions/code_changes.csv'),
  }),
)
