import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import ExcelJS from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import { addStandards, bytesOfFile, shippedStandards, standardRows } from './standards.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-standards-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const add = (bytes: Buffer | string) => addStandards(folder, { name: 'list.csv', bytes: Buffer.from(bytes) })
const stored = join(folder, 'law-standards/standards.jsonl')
const rows = async () => {
  const found = []
  for await (const row of standardRows(folder)) found.push(row)
  return found
}

const LIST =
  '标准编号,标准名称,状态,实施日期,代替\nGB 90001-2024,演示甲,现行,2024-05-01,GB 90001-2008\nGB 90001-2008,演示甲,被代替,2008/5/1,\n坏编号,演示,现行,,\n'

test('the shipped standards are read without a single bad row', async () => {
  assert.equal((await shippedStandards()).size, 376)
})

test('a list is taken in with its differences; again it changes nothing, to the byte', async () => {
  const first = await add(LIST)
  assert.ok('rows' in first)
  assert.deepEqual([first.added.length, first.unreadable], [2, [{ line: 4, why: '“坏编号”不是标准编号' }]])
  const before = readFileSync(stored, 'utf8')
  const again = await add(LIST)
  assert.ok('rows' in again)
  assert.deepEqual([again.rows.length, again.unchanged, readFileSync(stored, 'utf8') === before], [0, 2, true])
  const old = (await rows()).find(({ number }) => number === 'GB 90001-2008')
  assert.deepEqual(old, {
    number: 'GB 90001-2008',
    title: '演示甲',
    status: '被代替',
    replacedBy: 'GB90001-2024',
    from: '2008-05-01',
    until: null,
    source: 'list.csv',
  })
})

test('a spreadsheet is read like the list that it was saved from', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('标准')
  sheet.addRow(['标准号', '中文名称', '实施日期'])
  sheet.addRow(['GB/T 90002-2020', '演示乙', new Date('2020-10-01T00:00:00Z')])
  const answer = await add(Buffer.from(await book.xlsx.writeBuffer()))
  assert.ok('rows' in answer)
  assert.deepEqual(
    answer.rows.map(({ number, from }) => [number, from]),
    [['GB/T 90002-2020', '2020-10-01']],
  )
})

test('files that are no list are refused with place and reason and leave what is held as it was', async () => {
  const before = readFileSync(stored, 'utf8')
  const bad: readonly (readonly [Buffer | string, RegExp, number | null])[] = [
    [Buffer.alloc(0), /空/, null],
    [Buffer.from('﻿标准编号,标准名称', 'utf16le'), /UTF-16/, 1],
    [Buffer.concat([Buffer.from('标准编号,标准名称\n'), Buffer.from([0, 1, 2])]), /二进制/, 2],
    [Buffer.from([0xff, 0xff, 0x41]), /GB 18030/, null],
    ['a,b\n1,2\n', /表头/, 1],
    ['标准编号,标准名称\n"GB 1', /引号/, null],
    [Buffer.from(zipSync({ 'word/document.xml': strToU8('x') })), /不是 XLSX/, null],
    [Buffer.from([0x50, 0x4b, 3, 4, 9, 9]), /XLSX|损坏/, null],
  ]
  for (const [bytes, why, line] of bad) {
    const answer = await add(bytes as string)
    assert.ok('why' in answer, String(why))
    assert.match(answer.why, why)
    if (line !== null) assert.equal(answer.line, line)
  }
  const circle = await add('标准编号,标准名称,被代替\nGB 90003-2001,甲,GB 90004-2001\nGB 90004-2001,乙,GB 90003-2001\n')
  assert.ok('circle' in circle)
  assert.equal(readFileSync(stored, 'utf8'), before)
  assert.deepEqual(bytesOfFile(folder), { why: '不是文件', line: null })
  assert.deepEqual(bytesOfFile(join(folder, 'nowhere.csv')), { why: '没有这个文件', line: null })
  assert.equal(existsSync(`${stored}.new`), false)
})
