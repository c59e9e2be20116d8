import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftSpecial, listSpecials } from '../../src/contexts/planning/contract.ts'
import { verifyDraw } from '../../src/contexts/planning/rules/draw-file.ts'
import { HEAD, openCounty, PLANNER } from '../../src/contexts/planning/routes/fixtures.ts'
import type { Special } from '../../src/contexts/planning/model.ts'
import { launchBrowser } from '../support/browser.ts'
import { tour } from '../support/screens.ts'

/** With PLUMBLINE_SCREENSHOTS=folder every screen leaves its picture there. */
const pictures = process.env['PLUMBLINE_SCREENSHOTS']

test('in the browser: a double-random draw from the bound list to the published file, and a special inspection', async (t) => {
  const county = await openCounty(t)
  const base = await county.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser(t)
  const signedIn = async (id: string) => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
    await context.addCookies([{ name: 'plumbline', value: id, url: base }])
    // The page and the server agree on the day: it is the clock of the test.
    await context.clock.setFixedTime(county.clock.now())
    return context
  }
  const planner = await signedIn(PLANNER.id)
  const looksWell = async (context: typeof planner, name: string, path: string) =>
    assert.deepEqual(await tour(context, { base, pictures }).look({ name, path }), [])
  await looksWell(planner, 'plan-empty', '/desk/planning')
  await looksWell(planner, 'draw-new', '/desk/planning/draws/new')

  const page = await planner.newPage()
  await page.goto(`${base}/desk/planning/draws/new`)
  await page.getByLabel('抽查名称').fill('2026年第一季度双随机抽查')
  await page.getByLabel('抽取家数').fill('4')
  await page.getByLabel('公开种子的来源').fill('中国福利彩票双色球第2026026期开奖号码')
  await page.getByRole('button', { name: '封存名单' }).click()
  await page.waitForURL(/planning\/draws\/[0-9a-f-]{36}$/)
  const path = new URL(page.url()).pathname
  await looksWell(planner, 'draw-committed', path)

  county.clock.set('2026-03-06T14:00:00.000Z')
  await page.getByLabel('公开种子', { exact: true }).fill('2026026期 03 08 15 21 27 32 + 11')
  await page.getByRole('button', { name: '抽取', exact: true }).click()
  await page.getByRole('link', { name: '下载公示文件' }).waitFor()
  await looksWell(planner, 'draw-drawn', path)

  const head = await signedIn(HEAD.id)
  const desk = await head.newPage()
  await desk.goto(`${base}${path}`)
  await desk.getByRole('button', { name: '批准并公示' }).click()
  await desk.getByText('已公示，检查任务已下达（').waitFor()
  const file = await desk.request.get(`${base}/api${path.replace('/desk', '')}/file`)
  assert.deepEqual([verifyDraw(await file.text()).ok, verifyDraw(await file.text()).drawn], [true, 4])
  await looksWell(head, 'draw-published', path)

  await looksWell(planner, 'special-new', '/desk/planning/specials/new')
  await county.planner.must(draftSpecial, {
    title: '粉尘涉爆企业专项检查',
    trigger: 'typical-accident',
    evidence: '某地2026年1月发生粉尘爆炸较大事故，市安委办通报要求排查',
    regions: ['441302'],
    sectors: ['dust'],
    checkItemIds: ['GEN-001'],
    from: '2026-03-10',
    until: '2026-04-10',
    visitsMax: 2,
  })
  const {
    specials: [special],
  } = await county.planner.must<{ specials: Special[] }>(listSpecials)
  await looksWell(head, 'special-drafted', `/desk/planning/specials/${special?.id}`)
  await desk.goto(`${base}/desk/planning/specials/${special?.id}`)
  await desk.getByRole('button', { name: '批准' }).click()
  await desk.getByText('已批准待备案').waitFor()
  await looksWell(planner, 'special-approved', `/desk/planning/specials/${special?.id}`)
  await looksWell(planner, 'plan-full', '/desk/planning')
})
