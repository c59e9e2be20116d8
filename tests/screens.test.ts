/**
 * The demo county loaded once: what it holds, and every screen of the three apps as each kind of person sees it, wide
 * and on a phone.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { BrowserContext } from 'playwright-core'
import sql from 'sql-template-tag'
import { CASE_STATES } from '../src/contexts/casework/model.ts'
import { INSPECTION_STATES } from '../src/contexts/inspection/model.ts'
import { DEMO_PASSWORD } from '../src/demo/people.ts'
import { checkCharacterOf } from '../src/kernel/credit-code.ts'
import { NATIONWIDE } from '../src/platform/db.ts'
import { verifyJournal } from '../src/platform/journal.ts'
import { launchBrowser } from './support/browser.ts'
import { serveDemo } from './support/demo.ts'
import { idsOf } from './support/demo-ids.ts'
import { visitorsOf, type Visitor } from './support/demo-screens.ts'
import { SIZES, tour } from './support/screens.ts'

/** With PLUMBLINE_SCREENSHOTS=folder every screen leaves its pictures there. */
const PICTURES = process.env['PLUMBLINE_SCREENSHOTS']
/** Two pages at a time keep two cores busy. */
const PAGES = 2

/** What must live to the end of the file is collected here. */
const cleanups: (() => unknown)[] = []
const atTheEnd = {
  after: (cleanup: () => unknown) => {
    cleanups.push(cleanup)
  },
}
after(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})
// Before any test is named: the demo says which screens there are.
const demo = await serveDemo(atTheEnd)
const browser = await launchBrowser(atTheEnd)
await previewAnImport()
const ids = await idsOf(demo.db)

test('the demo county shows every state of inspection and case', () => {
  assert.deepEqual(
    Object.keys(INSPECTION_STATES).filter((state) => !ids.inspections.some((one) => one.state === state)),
    [],
  )
  assert.deepEqual(
    Object.keys(CASE_STATES).filter((state) => !ids.cases.some((one) => one.state === state)),
    [],
  )
  assert.deepEqual(
    Object.entries(ids)
      .filter(([, id]) => id === 'missing')
      .map(([what]) => what),
    [],
  )
})

test('circular 2025-02-27, art. 3: no business of the demo county is visited beyond its cap', async () => {
  const [seen] = await demo.db.transaction(NATIONWIDE, (tx) =>
    tx.rows<{ counters: number; over: number }>(
      sql`select count(*) as counters,
            count(*) filter (where exists (
              select from planning.visit v where v.enterprise_id = c.enterprise_id and v.year = c.year and v.counted and c.used > v.cap)) as over
          from planning.year_counter c where used > 0`,
    ),
  )
  assert.ok((seen?.counters ?? 0) > 100)
  assert.equal(seen?.over, 0)
})

test('the journal that two years of work have left verifies', async () => {
  const verdict = await demo.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))
  assert.equal(verdict.ok, true, JSON.stringify(verdict.firstBroken))
  assert.ok(verdict.rows > 1_500 && verdict.chains >= 4, JSON.stringify(verdict))
})

async function signedIn(username: string | null): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: SIZES.wide,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  if (username === null) return context
  const answer = await context.request.post(`${demo.base}/api/people/sign-in`, {
    data: { username, password: DEMO_PASSWORD },
  })
  assert.equal(answer.status(), 200, `${username} was not signed in`)
  await context.addInitScript(`localStorage.setItem('plumbline.signed-in', 'yes')`)
  return context
}

/** A list with one good row and one that is refused, so that the preview has something to show. */
async function previewAnImport() {
  const unit = await signedIn('bl-unit')
  const code = '91990000DMNEW0001'
  const list = `统一社会信用代码,企业名称,所在地区划代码,行业代码,从业人数\r\n${code}${checkCharacterOf(code)},博罗演示新厂,441322119,C3311,12\r\n1,写错的一行,,,`
  const answer = await unit.request.post(`${demo.base}/api/registry/imports`, {
    multipart: { source: '演示名单', file: { name: '企业名单.csv', mimeType: 'text/csv', buffer: Buffer.from(list) } },
  })
  assert.equal(answer.status(), 200, await answer.text())
  await unit.close()
}

async function lookAtAll({ username, screens }: Visitor): Promise<string[]> {
  const context = await signedIn(username)
  const waiting = [...screens]
  const wrong: string[] = []
  const lookOn = async () => {
    const { look } = tour(context, { base: demo.base, pictures: PICTURES })
    for (let screen = waiting.shift(); screen; screen = waiting.shift()) wrong.push(...(await look(screen)))
  }
  await Promise.all(Array.from({ length: PAGES }, lookOn))
  await context.close()
  return wrong
}

for (const visitor of visitorsOf(ids)) {
  test(`${visitor.screens.length} screens as ${visitor.who}: each is whole, in Chinese, fits the screen, complains of nothing and has no violation that axe knows`, async () =>
    assert.deepEqual(await lookAtAll(visitor), []))
}
