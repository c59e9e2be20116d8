import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { HEAD, openCounty, PLANNER } from '../../src/contexts/planning/routes/fixtures.ts'
import { aBusiness } from '../../src/contexts/planning/fixtures.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { launchBrowser } from '../support/browser.ts'
import { tour } from '../support/screens.ts'

/** With PLUMBLINE_SCREENSHOTS=folder every screen leaves its picture there. */
const pictures = process.env['PLUMBLINE_SCREENSHOTS']
const NOW = '2025-12-01T02:00:00.000Z'

const KEYS = Array.from({ length: 14 }, (_, at) =>
  aBusiness(100 + at, {
    name: `示例第${at + 1}危险化学品有限公司`,
    keyUnit: true,
    highRisk: at < 9,
    grade: at % 3 === 0 ? 'none' : at % 3 === 1 ? '3' : '1',
    sectors: at < 6 ? ['hazchem', 'dust'] : ['general'],
    employees: at === 0 ? 400 : 40,
  }),
)

const button = (page: Page, name: string) => page.getByRole('button', { name })

test('in the browser: a year from empty to a published plan, with an edit that the rules refuse', async (t) => {
  const county = await openCounty(t)
  county.clock.set(NOW)
  await county.db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, KEYS, { at: NOW, byId: 'test', byName: '测试', source: '测试', gradesFrom: '2025-01-01' }),
  )
  const base = await county.app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await launchBrowser(t)
  const signedIn = async (id: string | null) => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
    if (id) await context.addCookies([{ name: 'plumbline', value: id, url: base }])
    // The page and the server agree on the day: it is the clock of the test.
    await context.clock.setFixedTime(county.clock.now())
    return context
  }
  const planner = await signedIn(PLANNER.id)
  const looksWell = async (context: typeof planner, name: string, path: string) =>
    assert.deepEqual(await tour(context, { base, pictures }).look({ name, path }), [])
  await looksWell(planner, 'annual-empty', '/desk/planning/annual')
  await looksWell(planner, 'board-empty', '/desk/planning/year-board?year=2026')
  await looksWell(planner, 'annual-new', '/desk/planning/annual/new')

  const page = await planner.newPage()
  await page.goto(`${base}/desk/planning/annual/new`)
  await page.getByLabel('年度', { exact: true }).click()
  await page.locator('.ant-select-item-option', { hasText: '2026' }).click()
  await button(page, '测算执法力量').click()
  await page.waitForURL(/planning\/annual\/[0-9a-f-]{36}$/)
  const path = new URL(page.url()).pathname
  await looksWell(planner, 'annual-begun', path)

  await button(page, '开始编排').click()
  await page.getByRole('heading', { name: '重点检查单位', exact: true }).waitFor()
  await page.getByText('15 家，已安排').waitFor()
  await looksWell(planner, 'annual-arranged', path)

  await button(page, '调整示例第1危险化学品有限公司').click()
  const box = page.getByRole('region', { name: '调整：示例第1危险化学品有限公司' })
  await box.getByLabel('取消安排的原因').fill('停')
  await box.getByRole('button', { name: '取消这次检查' }).click()
  await box.getByText('请填写取消安排的原因').waitFor()
  await box.getByLabel('取消安排的原因').fill('全年停产技改，复产后补查')
  await box.getByRole('button', { name: '取消这次检查' }).click()
  await page.getByText('已调整', { exact: true }).waitFor()

  await button(page, '报送人民政府审批').click()
  await page.locator('.page-head').getByText('待政府审批').waitFor()
  await looksWell(planner, 'annual-submitted', path)

  const head = await signedIn(HEAD.id)
  const desk = await head.newPage()
  await desk.goto(`${base}${path}`)
  await desk.getByLabel('批准的人民政府').fill('示例区应急管理局')
  await desk.getByLabel('批准文号').fill('示府复〔2025〕31号')
  await desk.getByLabel('批准文件名称').fill('关于2026年度监督检查计划的批复')
  await button(desk, '登记批准').click()
  await desk.getByText('不是人民政府').waitFor()
  await desk.getByLabel('批准的人民政府').fill('示例区人民政府')
  await button(desk, '登记批准').click()
  await desk.locator('.page-head').getByText('政府已批准').waitFor()

  await page.goto(`${base}${path}`)
  await page.getByLabel('接受备案的上级部门').fill('示例市应急管理局')
  await page.getByLabel('备案号').fill('示应急备〔2025〕12号')
  await button(page, '登记备案').click()
  await page.locator('.page-head').getByText('已报上级备案').waitFor()

  await desk.goto(`${base}${path}`)
  await button(desk, '定稿公开').click()
  await desk.locator('.page-head').getByText('已发布').waitFor()
  await looksWell(head, 'annual-frozen', path)
  await looksWell(head, 'board-frozen', '/desk/planning/year-board?year=2026')
  await looksWell(planner, 'annual-list', '/desk/planning/annual')

  const somebody = await signedIn(null)
  await looksWell(somebody, 'portal-plans', '/portal/plans')
  await looksWell(somebody, 'portal-plan', path.replace('/desk/planning/annual', '/portal/plans'))
  const reader = await somebody.newPage()
  await reader.goto(`${base}${path.replace('/desk/planning/annual', '/portal/plans')}`)
  await reader.getByText('示例第14危险化学品有限公司').waitFor()
  await reader.getByText('示府复〔2025〕31号').waitFor()
})
