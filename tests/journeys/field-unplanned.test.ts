/** INS-02, circular art. 3, 6: an urgent visit for which there is no plan, begun in a real browser with the network truly off. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import type { PlannedItem } from '../../src/contexts/inspection/model.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import { lawDateOf } from '../../src/kernel/time.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser } from '../support/browser.ts'
import { press, write } from './browser-hands.ts'
import { CAST } from './dongguan.ts'
import { business, openFieldHouse, type FieldHouse } from './field-house.ts'
import { PHONE, signInOnPhone } from './field-hands.ts'

/** With PLUMBLINE_SCREENSHOTS=folder each screen leaves its picture there, upright and lying. */
const PICTURES = process.env['PLUMBLINE_SCREENSHOTS']
async function picture(page: Page, name: string) {
  if (!PICTURES) return
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
}

async function twoBusinesses({ db }: FieldHouse): Promise<[Enterprise, Enterprise]> {
  const two: [Enterprise, Enterprise] = [business(1), business(2)]
  const told = {
    at: new Date().toISOString(),
    byId: 'test',
    byName: 'test',
    source: '演示数据',
    gradesFrom: '2022-01-01',
  }
  await db.transaction(NATIONWIDE, (tx) => createEnterprises(tx, two, told))
  return two
}

async function takeToPhone(page: Page, { name, creditCode }: Enterprise) {
  await page.getByRole('link', { name: '对没有方案的企业紧急检查' }).click()
  await write(page, '企业名称、地址、统一社会信用代码', creditCode)
  await press(page, `带到本机：${name}`)
  await page.getByText(/^文书将使用本机领取的文号/).waitFor()
}

/** From the first screen to the door, by what is on the phone alone. */
async function begin(page: Page, base: string, { name, creditCode }: Enterprise, cause: { says: string; ref: string }) {
  await page.goto(`${base}/field/urgent`)
  await write(page, '企业名称、地址、统一社会信用代码', creditCode)
  await press(page, `开始紧急检查：${name}`)
  await page.getByRole('radio', { name: cause.says }).click()
  await write(page, '线索或者文件编号', cause.ref)
  await press(page, '开始检查，去扫码入企')
  await page.getByText(/执法不得少于两名执法人员/).waitFor()
  await press(page, CAST.second.name)
  await picture(page, 'field-unplanned-begin')
  await press(page, '开始检查，去扫码入企')
  await write(page, '紧急事由', '群众举报正在违规动火，等待审批可能引发火灾')
  await write(page, '输入统一社会信用代码', creditCode)
  await press(page, '用输入的代码入企')
  await press(page, '紧急入企')
  await press(page, '已出示证件并告知')
  await page.getByText(/^已查 0/).waitFor()
}

async function fillTheYear({ ask }: FieldHouse, enterpriseId: string) {
  const on = lawDateOf(new Date().toISOString())
  const listed = await ask('first', 'GET', `/inspection/suggested-items?enterpriseId=${enterpriseId}&date=${on}`)
  const plan = {
    enterpriseId,
    reason: 'plan',
    reasonRef: '年度监督检查计划',
    plannedOn: on,
    officerIds: [CAST.first.id, CAST.second.id],
    assistants: [],
    checkItemIds: (listed.body['items'] as PlannedItem[]).slice(0, 1).map(({ id }) => id),
    method: 'on-site',
  }
  for (let made = 0; made < 9; made += 1)
    if ((await ask('first', 'POST', '/inspection/plans', plan)).status !== 200) return
  assert.fail('no cap binds')
}

test('INS-02: no plan and no network: the visit begins by the code of the door and its rights are told; after the sync the office has it counted with its clock; where the year filled up meanwhile both versions stand side by side', async (t) => {
  const house = await openFieldHouse(t)
  const [first, second] = await twoBusinesses(house)
  const context = await (await launchBrowser(t)).newContext(PHONE)
  const page = await signInOnPhone(context, house.base)
  for (const one of [first, second]) {
    await page.goto(`${house.base}/field/`)
    await takeToPhone(page, one)
  }
  assert.deepEqual(await violationsOf(page), [])
  await context.setOffline(true)
  await page.goto(`${house.base}/field/urgent`)
  await page.getByText(first.name).waitFor()
  await picture(page, 'field-unplanned-businesses')
  assert.deepEqual(await violationsOf(page), [])
  await begin(page, house.base, first, { says: '有人举报、投诉这家企业', ref: '举报〔2026〕17号' })
  const visit = /visit\/([\w-]+)/.exec(page.url())?.[1] ?? ''
  for (const conform of await page.getByRole('button', { name: '本组全部符合' }).all()) await conform.click()
  await page.getByRole('link', { name: '文书', exact: true }).click()
  const printed = await page.locator('.card-lines span').allTextContents()
  await begin(page, house.base, second, { says: '属于年度计划，情况紧急提前检查', ref: '年度监督检查计划' })
  await fillTheYear(house, second.id)

  await context.setOffline(false)
  await page.goto(`${house.base}/field/outbox`)
  const task = page.getByRole('article', { name: new RegExp(second.name) })
  await task.getByText(/年已计 \d 次，上限 \d 次/).waitFor({ timeout: 60_000 })
  await task.getByText('检查来源：年度计划').waitFor()
  await picture(page, 'field-unplanned-refused')
  assert.deepEqual(await violationsOf(page), [])
  const file = (await house.ask('unit', 'GET', `/inspection/${visit}`)).body as unknown as InspectionFile
  assert.equal(file.inspection.state, 'entered')
  assert.equal(file.inspection.urgent?.because, '群众举报正在违规动火，等待审批可能引发火灾')
  assert.deepEqual(
    file.clocks.map(({ id }) => id),
    ['D-02'],
  )
  const notice = file.papers.find(({ template }) => template === 'JCTZ')
  assert.ok(notice?.number && printed.some((text) => text.includes(notice.number ?? '')), printed.join())
  const said = { agreed: true, opinion: '情况属实，同意补办。' }
  assert.equal((await house.ask('unit', 'POST', `/inspection/${visit}/ratify`, said)).status, 200)
})
