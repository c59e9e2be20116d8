import assert from 'node:assert/strict'
import { test } from 'node:test'
import ExcelJS from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import sql from 'sql-template-tag'
import { NATIONWIDE, type Database } from '../../../platform/db.ts'
import { aCreditCode, anEnterprise, openHouse, type Answer } from '../fixtures.ts'
import type { ImportBatch, ImportRow } from '../model.ts'
import { createEnterprise, getEnterprise } from '../public.ts'

const START = '2026-03-05T01:00:00.000Z'
const BY = { at: START, byId: 'test', byName: '测试', source: '测试数据' }
const HEAD = '统一社会信用代码,企业名称,所在地区划代码,行业代码,从业人数,标准化等级'
const csv = (...lines: string[]) => [HEAD, ...lines].join('\r\n')
const SOURCE = { source: '市场监管登记数据' }

const batchOf = (answer: Answer) => answer.body['batch'] as ImportBatch
const rowsOf = (answer: Answer) => answer.body['rows'] as ImportRow[]
const complaintOf = (answer: Answer) => (answer.body['fields'] as { says: string }[] | undefined)?.[0]?.says ?? ''
const countOf = async (db: Database) =>
  (
    await db.transaction(NATIONWIDE, (tx) =>
      tx.find<{ count: number }>(sql`select count(*) as count from registry.enterprise where state = 'live'`),
    )
  )?.count

test('a preview tells for each row what would happen and why not, and writes no enterprise', async (t) => {
  const { upload, db } = await openHouse(t, START)
  const there = anEnterprise({ creditCode: aCreditCode(31), employees: 5 })
  await db.transaction(NATIONWIDE, (tx) => createEnterprise(tx, there, BY))
  const preview = await upload(
    '441302',
    {
      name: '名单.csv',
      bytes: csv(
        `${aCreditCode(30)},测试甲厂,441302003,C3311,12,三级`,
        `${there.creditCode},${there.name},,,6,`,
        `${there.creditCode},${there.name},,,7,`,
        `${aCreditCode(32).slice(0, 17)}!,测试丙厂,441302003,C3311,1,`,
        `${aCreditCode(33)},测试丁厂,441303001,C3311,1,`,
      ),
    },
    SOURCE,
  )
  assert.equal(preview.status, 200, preview.text)
  assert.deepEqual(
    rowsOf(preview).map(({ line, verdict }) => `${line} ${verdict}`),
    ['2 create', '3 update', '4 refused', '5 refused', '6 refused'],
  )
  assert.deepEqual(batchOf(preview).counts, { create: 1, update: 1, same: 0, refused: 3 })
  assert.deepEqual(rowsOf(preview)[1]?.changes, [{ field: 'employees', old: 5, new: 6 }])
  assert.match(rowsOf(preview)[2]?.reasons[0]?.says ?? '', /第3行/)
  assert.match(rowsOf(preview)[4]?.reasons[0]?.says ?? '', /管辖范围/)
  assert.equal(await countOf(db), 1)
})

test('a confirmed import is written with its origin, and its undo gives back what was before', async (t) => {
  const { upload, call, db } = await openHouse(t, START)
  const there = anEnterprise({ creditCode: aCreditCode(41), employees: 5 })
  await db.transaction(NATIONWIDE, (tx) => createEnterprise(tx, there, BY))
  const { id } = batchOf(
    await upload(
      '441302',
      {
        name: 'a.csv',
        bytes: csv(`${aCreditCode(40)},测试甲厂,441302003,C3311,12,`, `${there.creditCode},${there.name},,,6,二级`),
      },
      SOURCE,
    ),
  )
  assert.equal((await call('441303', 'POST', `/registry/imports/${id}/confirm`)).status, 404)
  const confirmed = await call('441302', 'POST', `/registry/imports/${id}/confirm`)
  assert.equal(confirmed.body['state'], 'confirmed', confirmed.text)
  assert.equal((await call('441302', 'POST', `/registry/imports/${id}/confirm`)).status, 422)
  const fileNow = () => db.transaction(NATIONWIDE, (tx) => getEnterprise(tx, there.id))
  const changed = await fileNow()
  assert.deepEqual(
    [changed.employees, changed.grade, changed.version, changed.origins['employees']],
    [6, '2', 2, { source: SOURCE.source, on: '2026-03-05' }],
  )
  assert.equal(await countOf(db), 2)
  const undone = await call('441302', 'POST', `/registry/imports/${id}/undo`, { reason: '来源有误' })
  assert.equal(undone.body['state'], 'undone', undone.text)
  const restored = await fileNow()
  assert.deepEqual([restored.employees, restored.grade, restored.version], [5, 'none', 3])
  assert.equal(await countOf(db), 1)
  const again = batchOf(
    await upload('441302', { name: 'a.csv', bytes: csv(`${aCreditCode(40)},测试甲厂,441302003,C3311,12,`) }, SOURCE),
  )
  assert.deepEqual((await call('441302', 'POST', `/registry/imports/${again.id}/confirm`)).body['counts'], {
    create: 1,
    update: 0,
    same: 0,
    refused: 0,
  })
})

test('an import is not undone once one of its enterprises was changed', async (t) => {
  const { upload, call } = await openHouse(t, START)
  const { id } = batchOf(
    await upload('441302', { name: 'a.csv', bytes: csv(`${aCreditCode(50)},测试甲厂,441302003,C3311,12,`) }, SOURCE),
  )
  await call('441302', 'POST', `/registry/imports/${id}/confirm`)
  const [row] = rowsOf(await call('441302', 'GET', `/registry/imports/${id}`))
  assert.equal(
    (await call('441302', 'POST', `/registry/enterprises/${row?.enterpriseId}`, { version: 1, phone: '0752-1111111' }))
      .status,
    200,
  )
  const refused = await call('441302', 'POST', `/registry/imports/${id}/undo`, { reason: '来源有误' })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /测试甲厂/)
})

test('a row changed since the preview, or a code that another county took, is refused at confirm', async (t) => {
  const { upload, call, db } = await openHouse(t, START)
  const there = anEnterprise({ creditCode: aCreditCode(61) })
  await db.transaction(NATIONWIDE, (tx) => createEnterprise(tx, there, BY))
  const { id } = batchOf(
    await upload(
      '441302',
      {
        name: 'a.csv',
        bytes: csv(`${aCreditCode(60)},测试甲厂,441302003,C3311,12,`, `${there.creditCode},${there.name},,,6,`),
      },
      SOURCE,
    ),
  )
  await db.transaction(NATIONWIDE, (tx) =>
    createEnterprise(
      tx,
      anEnterprise({ creditCode: aCreditCode(60), region: '441303001', responsibleBureau: '441303' }),
      BY,
    ),
  )
  await call('441302', 'POST', `/registry/enterprises/${there.id}`, { version: 1, phone: '0752-1111111' })
  const confirmed = await call('441302', 'POST', `/registry/imports/${id}/confirm`)
  assert.deepEqual(confirmed.body['counts'], { create: 0, update: 0, same: 0, refused: 2 })
})

test('HTML and formulas in a CSV stay text, and an export does not let a spreadsheet run them', async (t) => {
  const { upload, call } = await openHouse(t, START)
  const name = '=HYPERLINK(""http://example.org"",""测试"")'
  const { id } = batchOf(
    await upload(
      '441302',
      {
        name: 'a.csv',
        bytes: csv(
          `${aCreditCode(70)},<script>alert(1)</script>,441302003,C3311,1,`,
          `${aCreditCode(71)},"${name}",441302003,C3311,1,`,
        ),
      },
      SOURCE,
    ),
  )
  await call('441302', 'POST', `/registry/imports/${id}/confirm`)
  const list = (await call('441302', 'GET', '/registry/enterprises')).body['enterprises'] as { name: string }[]
  assert.deepEqual(list.map((file) => file.name).sort(), [
    '<script>alert(1)</script>',
    '=HYPERLINK("http://example.org","测试")',
  ])
  const exported = (await call('441302', 'GET', '/registry/export')).text
  assert.ok(exported.includes("'=HYPERLINK"))
})

async function xlsx(rows: ExcelJS.CellValue[][]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  workbook.addWorksheet('企业').addRows(rows)
  workbook.addWorksheet('说明').addRow(['别的'])
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

test('an XLSX file gives the same rows as a CSV: text, numbers, rich text and the result of a formula', async (t) => {
  const { upload } = await openHouse(t, START)
  const bytes = await xlsx([
    HEAD.split(','),
    [
      { richText: [{ text: aCreditCode(80).slice(0, 9) }, { text: aCreditCode(80).slice(9) }] },
      { formula: 'A1&B1', result: '测试甲厂' },
      441302003,
      'C3311',
      12,
      '三级',
    ],
  ])
  const preview = await upload('441302', { name: '名单.xlsx', bytes }, SOURCE)
  assert.equal(preview.status, 200, preview.text)
  assert.deepEqual(
    rowsOf(preview).map(({ verdict, creditCode, name }) => [verdict, creditCode, name]),
    [['create', aCreditCode(80), '测试甲厂']],
  )
})

test('a CSV in GB18030, as spreadsheets save it, is read', async (t) => {
  const { upload } = await openHouse(t, START)
  const head = Buffer.concat([
    Buffer.from('cdb3d2bbc9e7bbe1d0c5d3c3b4fac2eb', 'hex'),
    Buffer.from(','),
    Buffer.from('c6f3d2b5c3fbb3c6', 'hex'),
  ]) // the first two headings
  const preview = await upload(
    '441302',
    { name: 'a.csv', bytes: Buffer.concat([head, Buffer.from(`\r\n${aCreditCode(1)},ABC`)]) },
    SOURCE,
  )
  assert.equal(rowsOf(preview)[0]?.name, 'ABC')
})

test('a spreadsheet bomb is refused by what it declares and by what it hides', async (t) => {
  const { upload } = await openHouse(t, START)
  const workbook = { 'xl/workbook.xml': strToU8('<workbook/>') }
  const bomb = Buffer.from(
    zipSync({ ...workbook, 'xl/worksheets/sheet1.xml': new Uint8Array(170 * 1024 * 1024) }, { level: 9 }),
  )
  assert.ok(bomb.length < 1_000_000)
  assert.match(complaintOf(await upload('441302', { name: 'a.xlsx', bytes: bomb }, SOURCE)), /解压后超过/)
  const liar = Buffer.from(
    zipSync({ ...workbook, 'xl/worksheets/sheet1.xml': new Uint8Array(50_000_000) }, { level: 9 }),
  )
  const entry = liar.lastIndexOf(Buffer.from('504b0102', 'hex'))
  liar.writeUInt32LE(1_000, entry + 24)
  assert.match(complaintOf(await upload('441302', { name: 'a.xlsx', bytes: liar }, SOURCE)), /结构异常/)
})

test('files that are no table are refused with the mend', async (t) => {
  const { upload } = await openHouse(t, START)
  const good = await xlsx([HEAD.split(','), [aCreditCode(1), '测试甲厂']])
  const cases: [Buffer | string, RegExp][] = [
    ['', /空的/],
    ['a', /只有表头/],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), /旧版/],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), /不是表格/],
    [good.subarray(0, good.length - 200), /不完整/],
    [Buffer.from(zipSync({ 'a.txt': strToU8('a') })), /不是 XLSX/],
    ['企业名称,备注\r\n甲,乙', /没有找到“统一社会信用代码”/],
    [HEAD, /只有表头/],
    [csv(`${aCreditCode(1)},"没有关上的引号`), /格式不正确/],
    [csv('x,'.repeat(201)), /超过200列/],
    [csv(`${aCreditCode(1)},${'长'.repeat(2001)}`), /超过2000个字/],
    [
      Buffer.from(
        zipSync({
          'xl/workbook.xml': strToU8('<'),
          'xl/worksheets/sheet1.xml': strToU8('<worksheet><sheetData><row r="1"><c'),
        }),
      ),
      /无法读取|没有内容/,
    ],
    [`${HEAD}\r\n${'1,a\r\n'.repeat(50_001)}`, /超过50000行/],
  ]
  for (const [bytes, says] of cases) {
    const answer = await upload('441302', { name: 'a', bytes }, SOURCE)
    assert.equal(answer.status, 400, String(says))
    assert.match(complaintOf(answer), says)
  }
})

test('nobody sees the imports of another county', async (t) => {
  const { upload, call } = await openHouse(t, START)
  const { id } = batchOf(
    await upload('441302', { name: 'a.csv', bytes: csv(`${aCreditCode(90)},测试甲厂,441302003,C3311,12,`) }, SOURCE),
  )
  assert.equal((await call('441303', 'GET', `/registry/imports/${id}`)).status, 404)
  assert.deepEqual((await call('441303', 'GET', '/registry/imports')).body['batches'], [])
  assert.equal((await call('4413', 'GET', `/registry/imports/${id}`)).status, 200)
})
