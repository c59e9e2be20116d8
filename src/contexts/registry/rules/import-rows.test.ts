import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCreditCode, anEnterprise } from '../fixtures.ts'
import { columnsOf, judgeRow, readCells, whyNoTable } from './import-rows.ts'

const HEADINGS = [
  '统一社会信用代码*',
  '单位名称',
  '所在地区划代码',
  '行业代码',
  '从业人数',
  '高危企业（是/否）',
  '标准化等级',
  '备注',
]
const { columns, ignored } = columnsOf(HEADINGS)
const known = { scope: '441302', isRegion: () => true, isIndustry: () => true }
const judge = (cells: string[], given: Partial<Parameters<typeof judgeRow>[0]> = {}) =>
  judgeRow({ cells, columns, known, existing: null, namesakes: [], codesAbove: null, ...given })
const ROW = [aCreditCode(1), '测试一号厂', '441302003', 'C3311', '30', '是', '三级', '旧']

test('headings of other registers are understood, and columns that nobody takes are told', () => {
  assert.equal(columns.get('name'), 1)
  assert.equal(columns.get('highRisk'), 5)
  assert.deepEqual(ignored, ['备注'])
  assert.equal(whyNoTable(columnsOf(['备注', '名称']).columns).length, 1)
})

test('a new code makes a new file with words as the model has them', () => {
  const row = judge(ROW)
  assert.equal(row.verdict, 'create')
  assert.deepEqual(
    [row.fields?.grade, row.fields?.highRisk, row.fields?.employees, row.fields?.responsibleBureau],
    ['3', true, 30, '441302'],
  )
})

test('an empty cell leaves what the file holds', () => {
  const existing = { ...anEnterprise({ employees: 12 }) }
  const row = judge([existing.creditCode, existing.name, '', '', '', '', '', ''], { existing })
  assert.equal(row.verdict, 'same')
  assert.deepEqual(judge([existing.creditCode, existing.name, '', '', '13', '', '', ''], { existing }).changes, [
    { field: 'employees', old: 12, new: 13 },
  ])
})

test('a wrong row is refused with every reason', () => {
  const row = judge(['123', '', '44130', 'C3311', 'viele', '也许', '四级', ''])
  assert.equal(row.verdict, 'refused')
  assert.deepEqual(
    row.reasons.map(({ field }) => field),
    ['highRisk', 'creditCode', 'name', 'region', 'grade', 'employees'],
  )
})

test('the second row with one code is refused and names the line of the first', () => {
  const row = judge(ROW, { codesAbove: 2 })
  assert.match(row.reasons[0]?.says ?? '', /第2行/)
})

test('a file of the same name nearby is a warning, not a refusal', () => {
  const row = judge(ROW, { namesakes: [aCreditCode(9)] })
  assert.equal(row.verdict, 'create')
  assert.equal(row.warnings.length, 1)
})

test('a formula in a cell is a text like any other', () => {
  assert.equal(
    readCells([aCreditCode(1), '=HYPERLINK("http://example.org","测试")'], columns).given.name,
    '=HYPERLINK("http://example.org","测试")',
  )
})
