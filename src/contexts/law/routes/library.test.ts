import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import type { Asker } from '../../../kernel/asker.ts'
import { listStatutes, showArticleHistory, showStatute } from '../contract/library.ts'
import { importStandards, listStandards, showStandard } from '../contract/standards.ts'
import { takeOverLaw } from '../public/library.ts'
import { loadLawBook } from '../store.ts'
import { importFolder } from '../store/import.ts'
import { addToLibrary } from '../store/library-writing.ts'
import { addStandards } from '../store/standards.ts'

const KEEPER: Asker = {
  id: '0a000000-0000-4000-8000-0000000000c1',
  name: '演示管理员',
  kind: 'officer',
  region: '4413',
  roles: ['admin'],
  permissions: ['law.read', 'law.maintain'],
}

const TEXTS = {
  '演示法_2020-01-01.md':
    '# 演示法\n\n## 第一章 总则\n\n**第一条** 单位应当配备灭火器材。\n\n## 第二章 责任\n\n**第二条** 违反本法第一条的，处一万元以下的罚款。',
  '演示法_2024-01-01.md':
    '# 演示法\n\n## 第一章 总则\n\n**第一条** 单位应当配备灭火器材，并定期检查。\n\n## 第二章 责任\n\n**第二条** 违反本法第一条的，处五万元以下的罚款。\n\n**第三条** 本法自2024年6月1日起施行。',
  '广东省演示条例_2021-01-01.md': '# 广东省演示条例\n\n**第一条** 违反《演示法》第一条的，依照其第二条处理。',
}

async function house(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-routes-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const plumbline = await startTestPlumbline(t, { now: '2026-06-01T01:00:00.000Z', publicChain: '4413' })
  const texts = join(folder, 'texts')
  mkdirSync(texts)
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(texts, name), text)
  const help = { instruments: loadLawBook().instruments, regions: [{ name: '广东省', code: '44' }] }
  const take = () => takeOverLaw(plumbline.db, folder)
  const library = () => addToLibrary(folder, importFolder(texts, help).statutes)
  return { keeper: plumbline.as(KEEPER), take, library, texts, folder }
}

type Listed = { entries: { title: string; version: string; versions: number }[]; total: number; isEmpty: boolean }

test('an empty library says so; what was imported is taken over once, and a second time writes nothing', async (t) => {
  const { keeper, take, library, texts } = await house(t)
  assert.equal((await keeper.must<Listed>(listStatutes)).isEmpty, true)
  library()
  assert.deepEqual(await take(), { statutes: 3, standards: 376 })
  assert.deepEqual(await take(), { statutes: 0, standards: 0 })
  const titles = async (filter: object) =>
    (await keeper.must<Listed>(listStatutes, { ...filter })).entries.map(({ title, version }) => [title, version])
  assert.deepEqual(await titles({}), [
    ['演示法', '2024-01-01'],
    ['广东省演示条例', '2021-01-01'],
  ])
  assert.deepEqual(await titles({ on: '2024-05-31', words: '演示法' }), [['演示法', '2020-01-01']])
  assert.deepEqual(await titles({ on: '2024-06-01', words: '演示法' }), [['演示法', '2024-01-01']])
  assert.deepEqual(await titles({ on: '2019-01-01', standing: 'in-force' }), [])
  assert.deepEqual(await titles({ level: 'local' }), [['广东省演示条例', '2021-01-01']])
  assert.deepEqual(await titles({ region: '' }), [['演示法', '2024-01-01']])
  writeFileSync(join(texts, '演示法_2020-01-01.md'), TEXTS['演示法_2020-01-01.md'].replace('一万元', '二万元'))
  library()
  assert.deepEqual(await take(), { statutes: 1, standards: 0 }, 'only the version that changed is written again')
})

test('a statute is shown whole in the version of a date; an article with all versions and what cites it', async (t) => {
  const { keeper, take, library } = await house(t)
  library()
  await take()
  type Shown = { shown: { version: string }; versions: unknown[]; articles: { path: string }[] }
  const statute = await keeper.must<Shown>(showStatute, { title: '演示法', on: '2026-01-01' })
  assert.deepEqual([statute.shown.version, statute.versions.length, statute.articles.length], ['2024-01-01', 2, 3])
  const older = await keeper.must<Shown>(showStatute, { title: '演示法', version: '2020-01-01' })
  assert.equal(older.articles.length, 2)
  type History = {
    versions: { text: string | null }[]
    citedBy: { articles: { title: string; number: number }[]; articlesTotal: number }
  }
  const history = await keeper.must<History>(showArticleHistory, { title: '演示法', article: '第一条' })
  assert.deepEqual(
    history.versions.map(({ text }) => text),
    ['单位应当配备灭火器材。', '单位应当配备灭火器材，并定期检查。'],
  )
  assert.deepEqual(
    history.citedBy.articles.map(({ title, number }) => [title, number]),
    [
      ['演示法', 2],
      ['广东省演示条例', 1],
    ],
    'only versions in force cite, national law first',
  )
  const third = await keeper.must<History>(showArticleHistory, { title: '演示法', article: '3' })
  assert.deepEqual(
    third.versions.map(({ text }) => text === null),
    [true, false],
  )
  assert.equal((await keeper.call(showArticleHistory, { title: '演示法', article: '9' })).status, 404)
  assert.equal((await keeper.call(showStatute, { title: '没有的法' })).status, 404)
})

const LIST =
  '标准编号,标准名称,状态,代替\nGB 90001-2024,演示甲通则,现行,GB 90001-2008\nGB 90001-2008,演示甲通则,被代替,\n坏,演示,,\n'
type Report = { isApplied: boolean; added: number; changed: number; unchanged: number; unreadable: number }
type Standards = { entries: { number: string }[]; total: number }

test('what the screens changed survives a restart; a list imported into the data folder afterwards goes before it', async (t) => {
  const { keeper, take, folder } = await house(t)
  await take()
  const bytes = Buffer.from('标准编号,标准名称,状态\nGB 55036-2022,消防设施通用规范,废止（2026-05-01）\n')
  await keeper.upload<Report>(importStandards, { apply: 'true' }, { name: 'list.csv', mime: 'text/csv', bytes })
  const status = async () =>
    (await keeper.must<{ standard: { status: string } }>(showStandard, { number: 'GB 55036-2022' })).standard.status
  assert.equal(await status(), 'withdrawn')
  assert.deepEqual((await take()).standards, 0)
  assert.equal(await status(), 'withdrawn')
  await addStandards(folder, {
    name: 'list.csv',
    bytes: Buffer.from('标准编号,标准名称,状态\nGB 55036-2022,消防设施通用规范,部分废止\n'),
  })
  await take()
  assert.equal(await status(), 'partial')
})

test('a list of standards is previewed, applied once, and found by number and title with its chain', async (t) => {
  const { keeper, take } = await house(t)
  await take()
  const upload = (text: string, apply: string) =>
    keeper.upload<Report>(importStandards, { apply }, { name: 'list.csv', mime: 'text/csv', bytes: Buffer.from(text) })
  const preview = await upload(LIST, 'false')
  assert.deepEqual([preview.isApplied, preview.added, preview.unreadable], [false, 2, 1])
  const find = async (words: string) =>
    (await keeper.must<Standards>(listStandards, { words })).entries.map(({ number }) => number)
  assert.deepEqual(await find('演示甲'), [], 'a preview writes nothing')
  assert.equal((await upload(LIST, 'true')).isApplied, true)
  const again = await upload(LIST, 'true')
  assert.deepEqual([again.isApplied, again.added, again.changed, again.unchanged], [false, 0, 0, 2])
  assert.deepEqual(await find('演示甲'), ['GB 90001-2008', 'GB 90001-2024'])
  assert.deepEqual(await find('gb90001—2024'), ['GB 90001-2024'])
  assert.deepEqual(await find('ＧＢ　９０００１'), ['GB 90001-2008', 'GB 90001-2024'])
  type Shown = { chain: { number: string }[] }
  for (const number of ['GB 90001-2024', 'GB90001-2008'])
    assert.deepEqual(
      (await keeper.must<Shown>(showStandard, { number })).chain.map((one) => one.number),
      ['GB 90001-2008', 'GB 90001-2024'],
    )
  const circle = '标准编号,标准名称,被代替\nGB 90001-2024,演示甲通则,GB 90001-2008\n'
  await assert.rejects(upload(circle, 'true'), /422.*standards-in-circle/s)
  await assert.rejects(upload('a,b\n1,2', 'true'), /400/)
  assert.equal((await keeper.call(showStandard, { number: 'GB 90009-2024' })).status, 404)
})
