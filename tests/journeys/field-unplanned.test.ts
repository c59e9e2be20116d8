/** INS-02, circular art. 3, 6: an urgent visit for which there is no plan, begun in a real browser with the network truly off. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { spotClauseOf } from '../../src/contexts/casework/rules/on-site.ts'
import type { Inspection, PlannedItem } from '../../src/contexts/inspection/model.ts'
import { loadLawBook } from '../../src/contexts/law/store.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { createEnterprises } from '../../src/contexts/registry/public.ts'
import { lawDateOf } from '../../src/kernel/time.ts'
import { sha256Of } from '../../src/platform/files.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser } from '../support/browser.ts'
import { press, write } from './browser-hands.ts'
import { CAST } from './dongguan.ts'
import { aPhoto, business, openFieldHouse, type FieldHouse } from './field-house.ts'
import { findSomething, PHONE, signAsAll, signInOnPhone, whoWasThere } from './field-hands.ts'
import { giveByCodes, interview, penalise, picture } from './field-side-hands.ts'

const book = loadLawBook()
const today = () => lawDateOf(new Date().toISOString())

async function twoBusinesses({ db }: FieldHouse): Promise<[Enterprise, Enterprise]> {
  const two: [Enterprise, Enterprise] = [business(11), business(12)]
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

type Cause = { readonly says: string; readonly ref: string; readonly also?: string }

/** From the first screen to the checklist, by what is on the phone alone. */
async function begin(page: Page, base: string, { name, creditCode }: Enterprise, { says, ref, also }: Cause) {
  await page.goto(`${base}/field/urgent`)
  await write(page, '企业名称、地址、统一社会信用代码', creditCode)
  await press(page, `开始紧急检查：${name}`)
  await page.getByRole('radio', { name: says }).click()
  await write(page, '线索或者文件编号', ref)
  await press(page, '开始检查，去扫码入企')
  await page.getByText(/执法不得少于两名执法人员/).waitFor()
  await press(page, CAST.second.name)
  if (also) {
    await page.getByText('增减检查内容').click()
    await press(page, also)
  }
  await picture(page, 'field-unplanned-begin')
  await press(page, '开始检查，去扫码入企')
  await enterUrgently(page, creditCode)
}

async function enterUrgently(page: Page, creditCode: string) {
  await write(page, '紧急事由', BECAUSE)
  await write(page, '输入统一社会信用代码', creditCode)
  await press(page, '用输入的代码入企')
  await press(page, '紧急入企')
  await press(page, '已出示证件并告知')
  await page.getByText(/^已查 0/).waitFor()
}

const BECAUSE = '群众举报正在违规动火，等待审批可能引发火灾'
const PLACE = '车间'

const mattersOf = async ({ ask }: FieldHouse, enterpriseId: string) => {
  const listed = await ask('first', 'GET', `/inspection/suggested-items?enterpriseId=${enterpriseId}&date=${today()}`)
  return listed.body['items'] as PlannedItem[]
}

const isProposed = ({ mandatory, majorHazardCodes }: PlannedItem) => mandatory || majorHazardCodes.length > 0

/** What the phone proposes by itself, and one matter more, with a fine that begins at nothing. */
async function matters(house: FieldHouse, enterpriseId: string) {
  const all = await mattersOf(house, enterpriseId)
  const item = all.find((one) => {
    const range = spotClauseOf(book, { violationKey: one.violationKeys[0] ?? null }, today())?.range
    return !isProposed(one) && range && range.minFen <= 100_000 && range.maxFen >= 300_000
  })
  assert.ok(item)
  return { item, others: all.filter(isProposed) }
}

type Visit = { readonly enterprise: Enterprise; readonly photo: Buffer } & Awaited<ReturnType<typeof matters>>

/** From the checklist to the signed record and order. */
async function recordAndOrder(page: Page, { enterprise, item, others, photo }: Visit) {
  await press(page, '记录仪未开')
  await findSomething(page, { item: item.content, place: PLACE, photos: [{ name: '现场.jpg', bytes: photo }] })
  for (const { content } of others) await press(page.getByRole('group', { name: content, exact: true }), '符合')
  await interview(page)
  await page.getByRole('link', { name: '记录', exact: true }).click()
  await whoWasThere(page, enterprise)
  await press(page.getByRole('group', { name: '检查场所' }), PLACE)
  await signAsAll(page, enterprise)
  await press(page, '提交检查记录')
  await page.getByRole('heading', { name: '责令整改的问题' }).waitFor()
  await press(page, '15 天')
  await signAsAll(page, enterprise)
  await press(page, '签发责令限期整改指令书')
  await page.getByText('可以离开了').waitFor()
}

async function fillTheYear(house: FieldHouse, enterpriseId: string) {
  const plan = {
    enterpriseId,
    reason: 'plan',
    reasonRef: '年度监督检查计划',
    plannedOn: today(),
    officerIds: [CAST.first.id, CAST.second.id],
    assistants: [],
    checkItemIds: (await mattersOf(house, enterpriseId)).slice(0, 1).map(({ id }) => id),
    method: 'on-site',
  }
  for (let made = 0; made < 9; made += 1)
    if ((await house.ask('first', 'POST', '/inspection/plans', plan)).status !== 200) return
  assert.fail('no cap binds')
}

/** A plan that nobody has approved yet, taken along. */
async function takeUnapproved(page: Page, house: FieldHouse) {
  const { enterprise, items } = await house.visit(2)
  const drafted = await house.ask('first', 'POST', '/inspection/plans', {
    enterpriseId: enterprise.id,
    reason: 'complaint',
    reasonRef: '举报〔2026〕9号',
    plannedOn: today(),
    officerIds: [CAST.first.id, CAST.second.id],
    assistants: [],
    checkItemIds: items.map(({ id }) => id),
    method: 'on-site',
  })
  assert.equal(drafted.status, 200, JSON.stringify(drafted.body))
  await page.goto(`${house.base}/field/`)
  await page.getByRole('link', { name: `紧急检查：${enterprise.name}` }).click()
  await press(page, '先带走（没有网络也能入企）')
  await page.getByText(/^已带走。/).waitFor()
  await picture(page, 'field-urgent')
  assert.deepEqual(await violationsOf(page), [])
  return { enterprise, id: (drafted.body['inspection'] as Inspection).id }
}

/** The paper as the printer gets it: only the sheet, on the paper of the system's dialog. */
async function printed(page: Page, title: string) {
  await press(page, `查看预览：${title}`)
  await page.evaluate('window.print = () => undefined')
  await press(page, '打印')
  const pdf = await page.pdf({ format: 'A4' })
  await page.evaluate('window.dispatchEvent(new Event("afterprint"))')
  const text = await page.locator('.print-root').textContent()
  await press(page, '关闭')
  return { pdf, text: text ?? '' }
}

test('INS-02, APL 51, 55: no plan, no network, no visit taken along: record, interview, order and penalty are signed and printed from what the phone always carries; after the sync the office has each once, under the number that was printed', async (t) => {
  const house = await openFieldHouse(t)
  const [first, second] = await twoBusinesses(house)
  const context = await (await launchBrowser(t)).newContext(PHONE)
  const page = await signInOnPhone(context, house.base)
  for (const one of [first, second]) {
    await page.goto(`${house.base}/field/`)
    await takeToPhone(page, one)
  }
  assert.deepEqual(await violationsOf(page), [])
  const whole = { enterprise: first, photo: await aPhoto(50), ...(await matters(house, first.id)) }
  await context.setOffline(true)
  await page.goto(`${house.base}/field/urgent`)
  await page.getByText(first.name).waitFor()
  await picture(page, 'field-unplanned-businesses')
  assert.deepEqual(await violationsOf(page), [])
  const complaint = { says: '有人举报、投诉这家企业', ref: '举报〔2026〕17号', also: whole.item.content }
  await begin(page, house.base, first, complaint)
  const visit = /visit\/([\w-]+)/.exec(page.url())?.[1] ?? ''
  await recordAndOrder(page, whole)
  const penalty = await penalise(page, whole.item.statement, first)
  await giveByCodes(page)
  await picture(page, 'field-papers-ahead')
  const record = await printed(page, '现场检查记录')
  assert.ok(record.text.includes(first.name) && record.text.includes(PLACE), record.text)
  assert.ok(record.pdf.length > 10_000)
  const numbers = await page.locator('.card-lines span').allTextContents()
  assert.ok(numbers.includes(penalty))

  await context.setOffline(false)
  await page.goto(`${house.base}/field/outbox`)
  await page.getByText('没有待上传的内容').waitFor({ timeout: 60_000 })
  const file = (await house.ask('unit', 'GET', `/inspection/${visit}`)).body as unknown as InspectionFile
  assert.equal(file.inspection.state, 'ordered')
  assert.equal(file.inspection.urgent?.because, BECAUSE)
  assert.deepEqual(
    file.papers.map(({ template }) => template).toSorted(),
    ['D03', 'D05', 'D16', 'D32', 'JCTZ'],
    'notice, interview, record, order and penalty, each once',
  )
  for (const paper of file.papers)
    if (paper.number) assert.ok(numbers.includes(paper.number), `${paper.title} ${paper.number} among ${numbers}`)
  assert.equal(file.papers.find(({ template }) => template === 'D32')?.number, penalty)
  assert.deepEqual(
    file.hazards.map(({ place, state }) => [place, state]),
    [[PLACE, 'ordered']],
  )
  assert.deepEqual(
    file.facts.evidence.map(({ sha256 }) => sha256),
    [sha256Of(whole.photo)],
  )
  const said = { agreed: true, opinion: '情况属实，同意补办。' }
  assert.equal((await house.ask('unit', 'POST', `/inspection/${visit}/ratify`, said)).status, 200)
  await page.goto(`${house.base}/field/visit/${visit}/papers`)
  for (const { number } of file.papers) if (number) await page.getByText(number, { exact: true }).waitFor()

  const unapproved = await takeUnapproved(page, house)
  await context.setOffline(true)
  await page.goto(`${house.base}/field/visit/${unapproved.id}`)
  await enterUrgently(page, unapproved.enterprise.creditCode)
  await begin(page, house.base, second, { says: '属于年度计划，情况紧急提前检查', ref: '年度监督检查计划' })
  await fillTheYear(house, second.id)
  await context.setOffline(false)
  await page.goto(`${house.base}/field/outbox`)
  const task = page.getByRole('article', { name: new RegExp(second.name) })
  await task.getByText(/年已计 \d 次，上限 \d 次/).waitFor({ timeout: 60_000 })
  await task.getByText('检查来源：年度计划').waitFor()
  await picture(page, 'field-unplanned-refused')
  assert.deepEqual(await violationsOf(page), [])
  const entered = (await house.ask('unit', 'GET', `/inspection/${unapproved.id}`)).body as unknown as InspectionFile
  assert.equal(entered.inspection.state, 'entered')
  assert.equal(entered.inspection.urgent?.because, BECAUSE)
  assert.deepEqual(
    entered.clocks.map(({ id }) => id),
    ['D-02'],
  )
})
