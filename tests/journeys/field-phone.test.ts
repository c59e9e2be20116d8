/** What the phone itself must stand, in a real browser: sessions that end, full lists, cleared browsers, spoiled stores. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { build, type Rolldown } from 'vite'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { sha256Of } from '../../src/platform/files.ts'
import { launchBrowser } from '../support/browser.ts'
import { ROOT } from '../support/source.ts'
import { press, write } from './browser-hands.ts'
import { CAST } from './dongguan.ts'
import { aPhoto, openFieldHouse, PASSWORD, type FieldHouse } from './field-house.ts'
import { enterByCode, findSomething, PHONE, signInOnPhone, takeEverythingAlong } from './field-hands.ts'

let house: FieldHouse
let browser: Browser
const cleanups: (() => Promise<unknown>)[] = []
before(async () => {
  const later = { after: (work: () => Promise<unknown>) => void cleanups.unshift(work) }
  house = await openFieldHouse(later)
  browser = await launchBrowser(later)
})
after(async () => {
  for (const work of cleanups) await work()
})

const sentAll = (page: Page) => page.getByText('没有待上传的内容').waitFor({ timeout: 60_000 })
const fileOf = async (id: string) =>
  (await house.ask('unit', 'GET', `/inspection/${id}`)).body as unknown as InspectionFile

/** The vault as the app has it, as a module of its own, for storms that no finger could make. */
async function vaultModule(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: join(ROOT, 'src/apps/field/offline/vault.ts'), formats: ['es'] },
    },
  })) as Rolldown.RolldownOutput[]
  const [chunk] = built[0]?.output ?? []
  assert.ok(chunk)
  return chunk.code
}

async function withVault(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const body = await vaultModule()
  await page.route('**/vault-under-test.js', (route) => route.fulfill({ contentType: 'text/javascript', body }))
  await page.goto(`${house.base}/field/`)
  return page
}

test('U2: the session ends while there is no network: nothing is lost, the app asks to sign in, and the queue goes on', async () => {
  const { inspection, enterprise } = await house.visit(2)
  const context = await browser.newContext(PHONE)
  const page = await signInOnPhone(context, house.base)
  await takeEverythingAlong(page)
  await context.setOffline(true)
  await page.reload()
  await enterByCode(page, enterprise)
  await context.clearCookies()
  await context.setOffline(false)
  await page.goto(`${house.base}/field/`)
  await page.getByLabel('账号').fill('chengsz')
  await page.getByLabel('密码').fill(PASSWORD)
  await press(page, '登录')
  await page.getByRole('heading', { name: '今日' }).waitFor()
  await page.goto(`${house.base}/field/outbox`)
  await sentAll(page)
  assert.equal((await fileOf(inspection.id)).inspection.state, 'entered')
  await context.close()
})

test('a refusal at the sync is a task with both versions side by side; given up alone, the rest goes', async () => {
  const one = await house.visit(2)
  const two = await house.visit(2)
  const context = await browser.newContext(PHONE)
  const page = await signInOnPhone(context, house.base)
  await takeEverythingAlong(page)
  await context.setOffline(true)
  await page.goto(`${house.base}/field/`)
  await enterByCode(page, one.enterprise)
  await page.goto(`${house.base}/field/`)
  await enterByCode(page, two.enterprise)
  const atTheDesk = { version: 2, means: 'typed', doorCode: one.enterprise.creditCode, latitude: null, longitude: null }
  assert.equal((await house.ask('second', 'POST', `/inspection/${one.inspection.id}/enter`, atTheDesk)).status, 200)
  await context.setOffline(false)
  await page.goto(`${house.base}/field/outbox`)
  const task = page.getByRole('article', { name: `${one.enterprise.name} 入企` })
  await task.getByText(new RegExp(`${CAST.second.name}已于.*办理“扫码入企”`)).waitFor({ timeout: 30_000 })
  await task.getByText('本机的内容').waitFor()
  await task.getByText('现场检查中').waitFor()
  const sent = page.getByRole('region', { name: '已送达' })
  await sent.getByText(`${two.enterprise.name} 入企`).waitFor()
  assert.equal((await fileOf(two.inspection.id)).inspection.state, 'entered', 'the other visit was not held up')
  await press(task, '放弃此项')
  await write(task, '放弃的原因', '同事已在办公端办理')
  await task.getByRole('button', { name: '放弃此项' }).last().click()
  await sentAll(page)
  const told = await house.ask('unit', 'GET', `/device/commands?subjectId=${one.inspection.id}`)
  assert.deepEqual(
    (told.body['commands'] as { outcome: string }[]).map(({ outcome }) => outcome),
    ['discarded'],
  )
  await context.close()
})

test('PLN-15, WSL 67: who joins without network stands in the visit at once; the office judges again, and whom it refuses is a task that holds nothing up', async () => {
  const { inspection, enterprise } = await house.visit(2)
  const context = await browser.newContext(PHONE)
  const page = await signInOnPhone(context, house.base)
  await takeEverythingAlong(page)
  await context.setOffline(true)
  await page.goto(`${house.base}/field/`)
  await enterByCode(page, enterprise)
  const sheet = page.getByRole('dialog', { name: '现场加入人员' })
  const join = async (fill: () => Promise<unknown>) => {
    await press(page, '＋ 现场加入')
    await fill()
    await press(sheet, '不申请回避')
    await press(sheet, '加入本次检查')
    await sheet.waitFor({ state: 'detached' })
  }
  await join(async () => {
    await press(sheet, '协助人员')
    await write(sheet, '姓名', '专家某')
    await write(sheet, '单位或职务', '粉尘防爆专家')
  })
  await join(() => sheet.getByRole('radio', { name: CAST.deputy.name }).click())
  await press(page, `${CAST.deputy.name} 在场`)
  // In the office his certificate has been suspended; the phone could not know.
  const certificate = { number: '粤S000005', validFrom: '2021-01-01', validTo: '2039-12-31', status: 'suspended' }
  await house.certify('deputy', certificate)
  await context.setOffline(false)
  await page.goto(`${house.base}/field/outbox`)
  const task = page.getByRole('article', { name: `${enterprise.name} 现场加入人员` })
  await task.getByText(/没有有效的行政执法证/).waitFor({ timeout: 30_000 })
  const { inspection: known, facts } = await fileOf(inspection.id)
  assert.equal(known.state, 'entered', 'the entry before it went')
  assert.deepEqual(
    facts.joined?.map(({ name }) => name),
    ['专家某'],
  )
  await press(task, '放弃此项')
  await write(task, '放弃的原因', '改派他人')
  await task.getByRole('button', { name: '放弃此项' }).last().click()
  await sentAll(page)
  await context.close()
})

test('U10, U14: the browser’s data are exported sealed, cleared, put back and sent once; receipts can be taken out', async () => {
  const { inspection, enterprise, items } = await house.visit(2)
  const context = await browser.newContext({ ...PHONE, acceptDownloads: true })
  const page = await signInOnPhone(context, house.base)
  await takeEverythingAlong(page)
  await context.setOffline(true)
  await page.goto(`${house.base}/field/`)
  await enterByCode(page, enterprise)
  const photo = await aPhoto(77)
  await findSomething(page, {
    item: items[0]?.content ?? '',
    place: '仓库',
    photos: [{ name: '仓库.jpg', bytes: photo }],
  })
  await page.goto(`${house.base}/field/outbox`)
  await write(page, '备份口令', 'eight-letters')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出未上传的内容' }).click(),
  ])
  const bundle = await readFile(await file.path())
  assert.ok(!bundle.includes(enterprise.name) && !bundle.includes('仓库'), 'nothing can be read in it')
  await context.close()

  const fresh = await browser.newContext({ ...PHONE, acceptDownloads: true })
  const again = await signInOnPhone(fresh, house.base)
  await again.goto(`${house.base}/field/outbox`)
  await write(again, '备份口令', 'wrong-letters')
  const upload = { name: 'unsent.json', mimeType: 'application/json', buffer: bundle }
  await again.getByLabel('导入备份').setInputFiles(upload)
  await again.getByText('口令不对，或者文件不完整').waitFor()
  await write(again, '备份口令', 'eight-letters')
  await again.getByLabel('导入备份').setInputFiles(upload)
  await again.getByText(/已导入 3 项/).waitFor()
  await again.getByLabel('导入备份').setInputFiles(upload)
  await again.getByText(/已导入 0 项/).waitFor()
  await sentAll(again)
  const [receipts] = await Promise.all([
    again.waitForEvent('download'),
    again.getByRole('button', { name: '导出送达凭证' }).click(),
  ])
  const told = JSON.parse(await readFile(await receipts.path(), 'utf8')) as { action: string; settledAt: string }[]
  assert.deepEqual(
    told.map(({ action }) => action),
    ['enter', 'capture', 'photo'],
  )
  assert.ok(told.every(({ settledAt }) => settledAt))
  const { inspection: there, facts } = await fileOf(inspection.id)
  assert.equal(there.state, 'entered')
  assert.deepEqual(
    facts.evidence.map(({ sha256 }) => sha256),
    [sha256Of(photo)],
  )
  await fresh.close()
})

test('U3: 20,000 businesses and 2,947 matters lie sealed on the phone within a minute, and one is found at once', async (t) => {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' })
  const page = await withVault(context)
  const { wroteMs, readMs, count } = (await page.evaluate(`(async () => {
    const { openVault } = await import('/field/vault-under-test.js')
    const vault = await openVault('officer-of-the-storm')
    const thing = (kind, nth) => ({ kind: 'register', id: kind + nth, value: { id: kind + nth, name: '演示企业' + nth, address: '演示路'.repeat(20) + nth } })
    const all = [...Array.from({ length: 20000 }, (_, nth) => thing('e', nth)), ...Array.from({ length: 2947 }, (_, nth) => thing('m', nth))]
    const from = performance.now()
    for (let at = 0; at < all.length; at += 1000) await vault.write(all.slice(at, at + 1000))
    const wrote = performance.now()
    const one = await vault.get('register', 'e19999')
    return { wroteMs: Math.round(wrote - from), readMs: performance.now() - wrote, count: (await vault.ids('register')).length, name: one.name }
  })()`)) as { wroteMs: number; readMs: number; count: number }
  t.diagnostic(`written in ${wroteMs} ms, one read in ${readMs.toFixed(1)} ms`)
  assert.equal(count, 22_947)
  assert.ok(wroteMs < 60_000 && readMs < 200)
  await context.close()
})

test('U4: records of many visits and two officers never mix: every write is read back where it was put, and nowhere else', async () => {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' })
  const page = await withVault(context)
  const wrong = (await page.evaluate(`(async () => {
    const { openVault } = await import('/field/vault-under-test.js')
    const vaults = { a: await openVault('officer-a'), b: await openVault('officer-b') }
    const model = new Map()
    const kinds = ['draft', 'visit', 'command']
    let seed = 7
    const next = (n) => (seed = (seed * 48271) % 2147483647) % n
    const wrong = []
    for (let step = 0; step < 1500; step += 1) {
      const who = next(2) ? 'a' : 'b', kind = kinds[next(3)], id = 'visit-' + next(12)
      const value = next(5) === 0 ? null : { who, kind, id, step }
      await vaults[who].write([{ kind, id, value }])
      model.set([who, kind, id].join('|'), value)
      if (step % 50) continue
      for (const [key, kept] of model) {
        const [w, k, i] = key.split('|')
        if (JSON.stringify(await vaults[w].get(k, i)) !== JSON.stringify(kept)) wrong.push(key)
      }
    }
    const db = await new Promise((done) => { const ask = indexedDB.open('plumbline-field-vault'); ask.onsuccess = () => done(ask.result) })
    const things = db.transaction('things', 'readwrite').objectStore('things')
    const run = (ask) => new Promise((done) => { ask.onsuccess = () => done(ask.result) })
    const names = await run(things.getAllKeys())
    const [from, to] = names.filter((name) => name.startsWith('officer-a|draft|'))
    await run(things.put(await run(things.get(from)), to))
    const moved = await vaults.a.get('draft', to.split('|')[2]).then(() => 'opened', () => 'sealed')
    if (moved !== 'sealed') wrong.push('a record moved to another name opened')
    const texts = await run(db.transaction('things').objectStore('things').getAll())
    if (texts.some(({ bytes }) => new TextDecoder().decode(bytes).includes('visit-'))) wrong.push('plain text on the disk')
    const key = await run(db.transaction('keys').objectStore('keys').get('officer-a'))
    if (key.extractable) wrong.push('the key can be taken out')
    return wrong
  })()`)) as string[]
  assert.deepEqual(wrong, [])
  await context.close()
})

test('U5: two hundred visits with drafts are listed and searched without network', async () => {
  const { inspection } = await house.visit(3)
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' })
  const page = await withVault(context)
  await page.getByLabel('账号').fill('chengsz')
  await page.getByLabel('密码').fill(PASSWORD)
  await press(page, '登录')
  await page.getByRole('heading', { name: '今日' }).waitFor()
  const file = await fileOf(inspection.id)
  await page.evaluate(`(async () => {
    const { openVault } = await import('/field/vault-under-test.js')
    const vault = await openVault(${JSON.stringify(CAST.first.id)})
    const file = ${JSON.stringify(file)}
    for (let nth = 0; nth < 200; nth += 1) {
      const id = '00000000-0000-4000-9000-' + String(nth).padStart(12, '0')
      const name = '演示第' + nth + '号企业'
      const visit = { ...file, inspection: { ...file.inspection, id, enterpriseName: name } }
      await vault.write([
        { kind: 'visit', id, value: { file: visit, papersAhead: [] } },
        { kind: 'draft', id, value: { at: new Date().toISOString(), value: { places: '车间' + nth } } },
      ])
    }
  })()`)
  await context.setOffline(true)
  await page.getByLabel('查找企业名称或地址').fill('第199号')
  await page.getByRole('heading', { name: '演示第199号企业' }).waitFor()
  await page.getByText('有未提交的草稿').waitFor()
  await page.getByRole('link', { name: /演示第199号企业/ }).click()
  await page.getByRole('heading', { level: 1, name: /演示第199号企业/ }).waitFor()
  await context.close()
})
