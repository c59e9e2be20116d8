/** The case on the desk: from the inspection to the archive. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { button, choose, press, told, write, writeDate } from './browser-hands.ts'
import type { Part, Theatre } from './browser-theatre.ts'
import { BUSINESS } from './dongguan.ts'

/** Opens the step that waits for this person on the page 今日. */
async function takeUp({ open }: Theatre, who: Part, label: string): Promise<Page> {
  const page = await open(who, 'desk')
  await page.getByRole('region', { name: label, exact: true }).getByRole('link').first().click()
  await page.getByRole('button', { name: `收起：${label}` }).waitFor()
  return page
}

/** Sends the form of the step that is open. */
async function take(page: Page, label: string) {
  await press(page, label)
  await told(page, `已办理：${label}`)
}

/** An approver reads, agrees and signs. */
async function approve(theatre: Theatre, { who, label, name }: { who: Part; label: string; name?: string }) {
  const page = await takeUp(theatre, who, label)
  if (name) await theatre.picture(page, name)
  await take(page, label)
}

/** 2022-06-09: the case is proposed from the inspection, nothing is typed again; the head opens it (APL 54). */
export async function openTheCase(theatre: Theatre): Promise<string> {
  theatre.at('2022-06-09T02:00:00.000Z')
  const page = await theatre.open('first', 'desk')
  await page.getByRole('navigation').getByRole('link', { name: '检查' }).click()
  await page.getByRole('main').getByRole('link', { name: BUSINESS.name }).click()
  await button(page, '提请立案').waitFor()
  await theatre.picture(page, '15-inspection')
  await press(page, '提请立案')
  await page.getByRole('heading', { name: '提请立案' }).waitFor()
  await page.getByText('100,000').first().waitFor()
  await theatre.picture(page, '16-filing', { from: '' })
  await press(page, '提请立案')
  await told(page, '已提请立案')
  await page.waitForURL(/\/cases\/[\w-]{36}$/)
  theatre.at('2022-06-09T03:00:00.000Z')
  await approve(theatre, { who: 'head', label: '批准立案' })
  return page.url().split('/').at(-1) ?? ''
}

const ANSWERS = [
  '看清楚了。',
  '听明白了，不申请回避。',
  '我是公司的法定代表人、总经理，负责全面工作。',
  '公司有从业人员86人，从事通用零部件制造，焊接车间有三名焊工。',
  '我知情，情况属实。两人没有特种作业操作证，一人的证已经过期。',
]

/** 2022-06-14: the interview with the principal (APL 55). */
export async function interview({ at, open, picture }: Theatre, caseId: string): Promise<void> {
  at('2022-06-14T07:30:00.000Z')
  const page = await open('first', 'desk', `/cases/${caseId}/record-interview`)
  await choose(page, '性别', '男')
  await write(page, '年龄', '45')
  await page.getByLabel('询问前已出示执法证件').check()
  await page.getByLabel('已告知如实回答的义务和申请回避的权利').check()
  await page.getByRole('button', { name: '+ 开头' }).click()
  for (const [index, answer] of ANSWERS.entries()) await write(page, `答 ${index + 1}`, answer)
  await choose(page, '笔录核对方式（签名前必填）', '以上笔录我已看过')
  await picture(page, '17-interview')
  await take(page, '制作询问笔录')
}

/** 2022-06-20: the report with the derivation of the fine, and the reasons of the sum chosen (APL 34). */
export async function report({ at, open, picture }: Theatre, caseId: string): Promise<void> {
  at('2022-06-20T02:00:00.000Z')
  const page = await open('first', 'desk', `/cases/${caseId}/submit-report`)
  // The suggestion comes into the box when it is computed, and would come between the figures typed.
  await page.locator('input[value="50,000"]').waitFor()
  await write(page, '罚款金额（元）：违法行为 1', '49000')
  await write(page, '裁量理由', '三名焊工无有效操作证，检查后立即停止作业并安排培训取证，综合考虑数量和整改情况取值。')
  await write(page, '处理建议', '罚款四万九千元，责令限期改正。')
  await page.getByText('49,000.00 元').first().waitFor()
  await picture(page, '18-discretion', { from: '裁量' })
  await take(page, '提交调查报告')
}

/** 2022-06-21: the notification is approved and served; the party's time runs (APL 44, 45, 63). */
export async function notify(theatre: Theatre): Promise<void> {
  theatre.at('2022-06-20T06:00:00.000Z')
  await approve(theatre, { who: 'deputy', label: '批准告知' })
  theatre.at('2022-06-21T02:00:00.000Z')
  const page = await takeUp(theatre, 'first', '送达告知书')
  await page.getByLabel('送达过程已拍照或录像').check()
  await theatre.picture(page, '19-service', { from: '' })
  await take(page, '送达告知书')
}

/** 2022-06-28, 17:00: still the party's time; the button is closed and says on which article (APL 62). */
export async function isTooEarly({ at, open, picture }: Theatre, caseId: string): Promise<void> {
  at('2022-06-28T09:00:00.000Z')
  const page = await open('first', 'desk', `/cases/${caseId}`)
  const closed = button(page, '提请处罚决定')
  await page.getByText('尚不能办理的步骤').waitFor()
  if (!(await closed.isVisible())) await page.getByText('尚不能办理的步骤').click()
  await page
    .getByText(/期满前不得作出行政处罚决定.*《行政处罚法》第六十二条/)
    .first()
    .waitFor()
  assert.equal(await closed.getAttribute('aria-disabled'), 'true')
  await picture(page, '20-too-early')
}

/** 2022-06-29: proposed and decided. */
export async function decide(theatre: Theatre): Promise<void> {
  theatre.at('2022-06-29T02:00:00.000Z')
  const page = await takeUp(theatre, 'first', '提请处罚决定')
  await write(page, '承办人意见', '当事人未提出陈述申辩，建议罚款四万九千元。')
  await take(page, '提请处罚决定')
  theatre.at('2022-06-29T03:00:00.000Z')
  await approve(theatre, { who: 'head', label: '作出处罚决定', name: '21-decision' })
}

/** 2022-06-30: the decision is served (APL 61). */
export async function serveTheDecision(theatre: Theatre): Promise<void> {
  theatre.at('2022-06-30T02:00:00.000Z')
  const page = await takeUp(theatre, 'first', '送达处罚决定书')
  await page.getByLabel('送达过程已拍照或录像').check()
  await take(page, '送达处罚决定书')
}

/** 2022-07-08: paid, closed, archived; the whole case on its plumb line. */
export async function payCloseArchive(theatre: Theatre, caseId: string): Promise<void> {
  theatre.at('2022-07-08T02:00:00.000Z')
  const page = await takeUp(theatre, 'first', '登记缴款')
  await writeDate(page, '缴款日期', '2022-07-07')
  await write(page, '财政票据号', '演示票据000001')
  await take(page, '登记缴款')
  const closing = await takeUp(theatre, 'first', '提请结案')
  await write(closing, '处理结果', '罚款四万九千元。')
  await write(closing, '执行情况', '罚款已缴清，违法行为已改正。')
  await write(closing, '承办人意见', '建议结案。')
  await theatre.picture(closing, '26-closing')
  await take(closing, '提请结案')
  theatre.at('2022-07-08T03:00:00.000Z')
  await approve(theatre, { who: 'head', label: '批准结案' })
  theatre.at('2022-07-08T07:00:00.000Z')
  const archiving = await takeUp(theatre, 'unit', '归档')
  await write(archiving, '归档号', '20220001')
  await take(archiving, '归档')
  const whole = await theatre.open('first', 'desk', `/cases/${caseId}`)
  await whole.getByText('已归档').first().waitFor()
  await theatre.picture(whole, 'desk-case', { heightPx: 1440 })
}
