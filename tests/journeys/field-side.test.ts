/** INS-02, APL 51, 55: an urgent visit with an interview and a penalty on the spot, in a real browser, the network truly off. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { spotClauseOf } from '../../src/contexts/casework/rules/on-site.ts'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import type { Inspection } from '../../src/contexts/inspection/model.ts'
import { loadLawBook } from '../../src/contexts/law/store.ts'
import { lawDateOf } from '../../src/kernel/time.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser } from '../support/browser.ts'
import { press, sign, write } from './browser-hands.ts'
import { CAST } from './dongguan.ts'
import { aPhoto, openFieldHouse, type FieldHouse } from './field-house.ts'
import { findSomething, nextMinute, PHONE, signAsAll, signInOnPhone, whoWasThere } from './field-hands.ts'

/** With PLUMBLINE_SCREENSHOTS=folder each screen leaves its picture there. */
const PICTURES = process.env['PLUMBLINE_SCREENSHOTS']
async function picture(page: Page, name: string) {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
}

const book = loadLawBook()
const today = () => lawDateOf(new Date().toISOString())

/** A plan that nobody has approved, with a matter whose fine begins at nothing. */
async function anUnapprovedPlan(house: FieldHouse) {
  const { enterprise, items } = await house.visit(40)
  const item = items.find(({ violationKeys: [key = null] }) => {
    const range = spotClauseOf(book, { violationKey: key }, today())?.range
    return range && range.minFen <= 100_000 && range.maxFen >= 300_000
  })
  const other = items.find(({ id, mandatory }) => id !== item?.id && !mandatory)
  assert.ok(item && other)
  const drafted = await house.ask('first', 'POST', '/inspection/plans', {
    enterpriseId: enterprise.id,
    reason: 'complaint',
    reasonRef: '举报〔2026〕9号',
    plannedOn: today(),
    officerIds: [CAST.first.id, CAST.second.id],
    assistants: [],
    checkItemIds: [item.id, other.id],
    method: 'on-site',
  })
  assert.equal(drafted.status, 200, JSON.stringify(drafted.body))
  return { inspection: drafted.body['inspection'] as Inspection, enterprise, item, other }
}

async function interview(page: Page) {
  await page.getByRole('link', { name: '询问', exact: true }).click()
  await write(page, '姓名', '李演示')
  await press(page, '已出示执法证件')
  await press(page, '已告知权利义务')
  const begun = Date.now()
  await press(page, '+ 开头')
  await write(page, '答 1', '看清楚了。')
  await write(page, '答 2', '听明白了，不申请回避。')
  await picture(page, 'field-interview')
  await write(page, '询问地点', '会议室')
  await nextMinute(page, begun)
  await press(page, '给被询问人看全文')
  const sheet = page.getByRole('dialog', { name: '核对笔录' })
  await sheet.getByText('看清楚了。').waitFor()
  await picture(page, 'field-read-back')
  assert.deepEqual(await violationsOf(page), [])
  await press(sheet, '已看过，与所述相符')
  for (const name of [CAST.first.name, CAST.second.name, '被询问人（签名印在笔录每一页下方）']) await sign(page, name)
  await press(page, '保存询问笔录')
  await page.getByRole('heading', { name: '询问笔录' }).waitFor()
}

async function penalise(page: Page, description: string) {
  await page.getByRole('link', { name: '当场处罚', exact: true }).click()
  await page.getByRole('radio', { name: new RegExp(description.slice(0, 12)) }).click()
  await write(page, '罚款金额（元）', '3001')
  await page.getByRole('button', { name: /^还缺/ }).click()
  await page.getByText(/当场处罚对法人或者其他组织的罚款最高3000元/).waitFor()
  await press(page, '关闭')
  await write(page, '罚款金额（元）', '1000')
  for (const told of ['两名执法人员已出示证件', '已告知事实、理由、依据和权利', '告知过程已录像'])
    await press(page, told)
  await page.getByText(/应当先自收到决定书之日起60日内向.*申请行政复议/).waitFor()
  await press(page, '当事人表示没有异议。')
  await picture(page, 'field-spot')
  assert.deepEqual(await violationsOf(page), [])
}

test('INS-02, APL 51, 55: an urgent visit, an interview and a penalty on the spot without network; after the sync the office has each under the number that was printed', async (t) => {
  const house = await openFieldHouse(t)
  const { inspection, enterprise, item, other } = await anUnapprovedPlan(house)
  const browser = await launchBrowser(t)
  const context = await browser.newContext(PHONE)
  const page = await signInOnPhone(context, house.base)
  await page.getByRole('link', { name: `紧急检查：${enterprise.name}` }).click()
  await press(page, '先带走（没有网络也能入企）')
  await page.getByText(/^已带走。/).waitFor()
  await picture(page, 'field-urgent')
  assert.deepEqual(await violationsOf(page), [])

  await context.setOffline(true)
  await page.goto(`${house.base}/field/visit/${inspection.id}`)
  await write(page, '紧急事由', '群众举报正在违规动火，等待审批可能引发火灾')
  await write(page, '输入统一社会信用代码', enterprise.creditCode)
  await press(page, '用输入的代码入企')
  await press(page, '紧急入企')
  await press(page, '已出示证件并告知')
  await press(page, '记录仪未开')
  await findSomething(page, {
    item: item.content,
    place: '车间',
    photos: [{ name: '现场.jpg', bytes: await aPhoto(50) }],
  })
  await press(page.getByRole('group', { name: other.content, exact: true }), '符合')
  await interview(page)

  await page.getByRole('link', { name: '记录', exact: true }).click()
  await whoWasThere(page, enterprise)
  await press(page.getByRole('group', { name: '检查场所' }), '车间')
  await signAsAll(page, enterprise)
  await press(page, '提交检查记录')
  await page.getByRole('heading', { name: '责令整改的问题' }).waitFor()
  await penalise(page, item.statement)
  await signAsAll(page, enterprise)
  await press(page, '作出当场处罚决定')
  await page.getByRole('heading', { name: '行政（当场）处罚决定书（单位）' }).waitFor()
  await press(page, '查看预览：行政（当场）处罚决定书（单位）')
  const printed = await page.getByRole('dialog').innerText()
  const number = /（东岭）应急罚当〔\d{4}〕\d+号/.exec(printed)?.[0]
  assert.ok(number, printed)
  assert.match(printed, /罚款人民币1,000\.00元/)
  assert.match(printed, /先.{0,30}申请行政复议/)
  await press(page, '关闭')
  await press(page, '扫码留存：行政（当场）处罚决定书（单位）')
  await page.getByText(/^第 1 \/ \d+ 张$/).waitFor()
  await picture(page, 'field-paper-codes')
  assert.deepEqual(await violationsOf(page), [])
  await press(page, '关闭')
  await picture(page, 'field-papers-ahead')
  const numbers = await page.locator('.card-lines span').allTextContents()

  await context.setOffline(false)
  await page.goto(`${house.base}/field/outbox`)
  await page.getByText('没有待上传的内容').waitFor({ timeout: 60_000 })
  const file = (await house.ask('unit', 'GET', `/inspection/${inspection.id}`)).body as unknown as InspectionFile
  assert.deepEqual(
    file.papers.map(({ template }) => template).toSorted(),
    ['D03', 'D16', 'D32', 'JCTZ'],
    'notice, interview, record and penalty, each once',
  )
  for (const paper of file.papers)
    if (paper.number) assert.ok(numbers.includes(paper.number), `${paper.title} ${paper.number} among ${numbers}`)
  assert.equal(file.papers.find(({ template }) => template === 'D32')?.number, number)
  assert.equal(file.inspection.urgent?.because, '群众举报正在违规动火，等待审批可能引发火灾')
})
