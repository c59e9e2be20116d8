import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLawData } from '../store.ts'
import { contentOfRow } from './change-check.ts'
import { rowsOfKind } from './overlay.ts'
import { OVERLAY_KINDS, type ContentOf, type OverlayKind } from './overlay-kinds.ts'
import { columnsOf, linesOfRow, readLines } from './overlay-sheet.ts'
import { guarded, readCitation, unguarded } from './sheet-cells.ts'

const data = readLawData()

const asLines = (kind: OverlayKind, rows: readonly (readonly unknown[])[]) =>
  rows.map((cells, at) => ({
    line: at + 2,
    cells: Object.fromEntries(
      columnsOf(kind).map((column, place) => [column, cells[place] === null ? '' : String(cells[place])]),
    ),
  }))

/** Confidence is the bureau's own and a source no cell: everything else must come back. */
const told = (kind: OverlayKind, content: unknown) => {
  const shape = content as { tiers?: { confidence: string }[] }
  return kind === 'tier' ? { ...shape, tiers: shape.tiers?.map((tier) => ({ ...tier, confidence: '✔' })) } : content
}

test('every row of the law data survives the way into a sheet and back', () => {
  let count = 0
  for (const kind of Object.keys(OVERLAY_KINDS) as OverlayKind[]) {
    for (const [key, [row]] of rowsOfKind(data, kind)) {
      if (!row) continue
      count += 1
      const content = contentOfRow(kind, row)
      const read = readLines(kind, asLines(kind, linesOfRow(kind, key, content as ContentOf<typeof kind>)), () => true)
      assert.deepEqual(read.problems, [], `${kind} ${key}`)
      assert.equal(read.rows[0]?.mode, 'replace')
      assert.deepEqual(told(kind, read.rows[0]?.content), told(kind, content), `${kind} ${key}`)
    }
  }
  assert.ok(count > 400)
})

test('text that a spreadsheet would run is kept as text and comes back as it was', () => {
  for (const text of ['=1+1', '+86', '-3', '@cmd', '\tx']) {
    assert.ok(guarded(text).startsWith("'"))
    assert.equal(unguarded(guarded(text)), text)
  }
  assert.equal(guarded('3-5人'), '3-5人')
  assert.equal(unguarded("'引文'"), "'引文'")
})

test('each bad cell is told with its line, its column and the mend; the good rows are still read', () => {
  const rows = [
    ['', 'a', '4', '次/年'],
    ['随便', 'b', '', '次/年'],
    ['', '', '4', '次'],
  ]
  const { rows: good, problems } = readLines('parameter', asLines('parameter', rows), (key) => key === 'a')
  assert.deepEqual(
    good.map(({ key, mode }) => [key, mode]),
    [['a', 'replace']],
  )
  assert.deepEqual(
    problems.map(({ line, column }) => [line, column]).sort(),
    [
      [3, '方式'],
      [3, '数值'],
      [4, '编号'],
    ].sort(),
  )
  assert.ok(problems.every(({ mend }) => mend !== ''))
})

test('a citation is read as it is written: article, paragraph and item', () => {
  assert.deepEqual(readCitation('WSL 21(1).3'), { instrument: 'WSL', article: 21, paragraph: 1, item: 3 })
  assert.deepEqual(readCitation('粤演示〔2026〕1号 3'), { instrument: '粤演示〔2026〕1号', article: 3 })
  assert.equal(readCitation('安全生产法第二十一条'), null)
})
