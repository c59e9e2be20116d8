/** What an officer does beside the steps of a visit: an interview and a penalty on the spot, by what he reads there. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { violationsOf } from '../support/axe.ts'
import { press, sign, write } from './browser-hands.ts'
import { CAST } from './dongguan.ts'
import { nextMinute, signAsAll } from './field-hands.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'

/** With PLUMBLINE_SCREENSHOTS=folder each screen leaves its picture there, upright and lying. */
const PICTURES = process.env['PLUMBLINE_SCREENSHOTS']
export async function picture(page: Page, name: string) {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
}

export async function interview(page: Page) {
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

/** Answers the number and the words of the decision as they stand on the phone. */
export async function penalise(page: Page, description: string, enterprise: Enterprise) {
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
  await signAsAll(page, enterprise)
  await press(page, '作出当场处罚决定')
  await page.getByRole('heading', { name: DECISION }).waitFor()
  await press(page, `查看预览：${DECISION}`)
  const printed = await page.getByRole('dialog').innerText()
  const number = /（东岭）应急罚当〔\d{4}〕\d+号/.exec(printed)?.[0]
  assert.ok(number, printed)
  assert.match(printed, /罚款人民币1,000\.00元/)
  assert.match(printed, /先.{0,30}申请行政复议/)
  await press(page, '关闭')
  return number
}

const DECISION = '行政（当场）处罚决定书（单位）'

/** The paper by codes to the phone of the business, without network. */
export async function giveByCodes(page: Page) {
  await press(page, `扫码留存：${DECISION}`)
  await page.getByText(/^第 1 \/ \d+ 张$/).waitFor()
  await picture(page, 'field-paper-codes')
  assert.deepEqual(await violationsOf(page), [])
  await press(page, '关闭')
}
