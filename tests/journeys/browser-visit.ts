/** The inspection: planned and approved on the desk, made in the field. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { demoPhoto } from '../../src/demo/photos.ts'
import { button, choose, press, sign, told, write, writeDate } from './browser-hands.ts'
import type { Theatre } from './browser-theatre.ts'
import { BUSINESS, CAST, WELDERS } from './dongguan.ts'

type Welder = keyof typeof WELDERS

const WELDING = '焊接与热切割作业人员是否持有效证件'
const CHECKED = [
  WELDING,
  '电工作业人员是否持有效证件',
  '操作证是否按期复审、延期',
  '全员安全生产责任制是否建立并考核落实',
  '是否组织制定并实施年度教育培训计划',
  '动火作业是否审批并落实防火隔离、清理、监护',
]

/** 2022-06-06, desk: the officer finds the business and prints the code for its door. Answers that code as a PNG. */
export async function findTheBusiness({ open, picture }: Theatre): Promise<Buffer> {
  await picture(await open('public', 'desk'), '01-sign-in')
  const page = await open('first', 'desk')
  await page.getByRole('heading', { name: '今日' }).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: '企业' }).click()
  await write(page, /企业名称或信用代码开头/, '丰禾')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: BUSINESS.name }).click()
  await page.getByRole('heading', { name: BUSINESS.name }).waitFor()
  await picture(page, '02-business')
  const [printed] = await Promise.all([page.waitForEvent('download'), press(page, '下载二维码（PNG）')])
  return readFile(await printed.path())
}

/** 2022-06-06, desk: the plan, with the certificates of the welders among its matters. */
export async function planTheVisit({ open, picture }: Theatre): Promise<void> {
  const page = await open('first', 'desk', `/enterprises/${BUSINESS.id}`)
  await press(page, '编制检查方案')
  const must = page.locator('details').filter({ hasText: '必查事项' })
  await press(must, '本组不选')
  for (const item of CHECKED) await must.getByRole('checkbox', { name: item }).check()
  await write(page, '依据编号', '2022年度监督检查计划')
  await writeDate(page, '计划检查日期', '2022-06-08')
  await choose(page, '检查方式', '现场检查和书面检查')
  await choose(page, /^执法人员/, CAST.first.name, CAST.second.name)
  await page.getByText('可以提交审批').waitFor()
  await picture(page, '03-plan', { from: '' })
  await press(page, '提交审批')
  await told(page, '检查方案已提交审批')
}

/** An hour later, desk: another person approves. */
export async function approveThePlan({ at, open, picture }: Theatre): Promise<void> {
  at('2022-06-06T02:00:00.000Z')
  const page = await open('unit', 'desk')
  await page.getByRole('region', { name: '待批检查方案' }).getByRole('link', { name: BUSINESS.name }).click()
  await button(page, '批准检查方案').waitFor()
  await picture(page, '04-approval')
  await press(page, '批准检查方案')
  await told(page, '检查方案已批准')
}

/** 2022-06-08, 09:30, field: the door's code is photographed, identity shown and rights told. */
export async function enterByTheDoor({ at, open, picture }: Theatre, doorCode: Buffer): Promise<void> {
  at('2022-06-08T01:30:00.000Z')
  const page = await open('first', 'field')
  await page.getByRole('link', { name: `入企检查：${BUSINESS.name}` }).waitFor()
  await picture(page, '05-field-today')
  await page.getByRole('link', { name: `入企检查：${BUSINESS.name}` }).click()
  await page.getByLabel('拍照识别二维码').setInputFiles({ name: 'door.png', mimeType: 'image/png', buffer: doorCode })
  await page.getByText('已识别企业码').waitFor()
  await picture(page, '06-door')
  await press(page, '确认入企')
  await page.getByRole('heading', { name: '表明身份、告知权利' }).waitFor()
  await picture(page, '07-rights')
  await press(page, '已出示证件并告知')
  await page.getByText(`已查 0 / ${CHECKED.length} 项`).waitFor()
}

/** Field: the register is asked about one welder, and its answer goes into the finding. */
async function askAbout(page: Page, sheet: Locator, { welder, verdict }: { welder: Welder; verdict: string }) {
  await press(sheet, '核验特种作业证')
  const asking = page.getByRole('dialog', { name: '特种作业证核验' })
  await write(asking, '姓名', WELDERS[welder].name)
  await write(asking, '公民身份号码', WELDERS[welder].identity)
  await press(asking, '查询')
  await asking.getByText(verdict, { exact: true }).waitFor()
  return asking
}

/** 10:30, field: the checklist; the welders without a valid certificate become a finding with a photo. */
export async function findTheWelders({ at, open, picture }: Theatre): Promise<void> {
  at('2022-06-08T02:00:00.000Z')
  const page = await open('first', 'field')
  await page.getByRole('link', { name: `继续检查：${BUSINESS.name}` }).click()
  await press(page, '记录仪未开')
  for (const item of CHECKED) if (item !== WELDING) await press(page.getByRole('group', { name: item }), '符合')
  await press(page.getByRole('group', { name: WELDING }), '不符合')
  const sheet = page.getByRole('dialog', { name: '发现的问题' })
  for (const [welder, verdict] of [
    ['deng', '未查到证件'],
    ['xu', '未查到证件'],
    ['li', '已过期'],
  ] as const) {
    const asking = await askAbout(page, sheet, { welder, verdict })
    if (welder === 'li') await picture(page, '08-certificate-expired')
    await press(asking, '写入问题描述')
    await asking.waitFor({ state: 'detached' })
  }
  const [camera] = await Promise.all([
    page.waitForEvent('filechooser'),
    sheet.getByText('拍照', { exact: true }).click(),
  ])
  await camera.setFiles({ name: 'welding.jpg', mimeType: 'image/jpeg', buffer: await demoPhoto(3) })
  await sheet.getByText('已上传').waitFor()
  await write(sheet, '地点或部位', '焊接车间')
  for (const _ of ['second', 'third']) await press(sheet, '加一')
  await picture(page, '09-finding')
  await press(sheet, '完成')
  await sheet.waitFor({ state: 'detached' })
  await page.getByText(`已查 ${CHECKED.length} / ${CHECKED.length} 项`).waitFor()
  await picture(page, '10-checklist', { from: '' })
}

async function whoWasThere(page: Page) {
  await press(page.getByRole('group', { name: '主要负责人' }), '未到场')
  await write(page, '主要负责人未到场原因', '外出，已电话告知')
  await press(page.getByRole('group', { name: '安全管理人员' }), BUSINESS.safetyManager)
  await write(page, '岗位操作人员姓名', WELDERS.li.name)
}

async function signAsAll(page: Page) {
  await sign(page, CAST.first.name)
  await sign(page, CAST.second.name)
  await write(page, '签名人姓名', BUSINESS.safetyManager)
  await write(page, '职务', '安全管理人员')
  await sign(page, '被检查单位负责人')
}

/** 11:00, field: who was there, the record read and signed on glass (WSL 68). */
export async function recordOnSite({ at, open, picture }: Theatre): Promise<void> {
  at('2022-06-08T03:00:00.000Z')
  const page = await open('first', 'field')
  await page.getByRole('link', { name: `继续检查：${BUSINESS.name}` }).click()
  await press(page, '填写记录')
  await whoWasThere(page)
  await press(page.getByRole('group', { name: '检查场所' }), '焊接车间')
  await picture(page, '11-record', { from: '' })
  await signAsAll(page)
  await picture(page, '12-signatures', { from: '签名' })
  await press(page, '提交检查记录')
  await page.getByRole('heading', { name: '责令整改的问题' }).waitFor()
}

/** 11:15, field: fifteen days to put it right (WSL 65). */
export async function orderToPutRight({ at, open, picture }: Theatre): Promise<void> {
  at('2022-06-08T03:15:00.000Z')
  const page = await open('first', 'field')
  await page.getByRole('link', { name: new RegExp(BUSINESS.name) }).click()
  await press(page, '15 天')
  await picture(page, '13-order', { from: '' })
  await signAsAll(page)
  await press(page, '签发责令限期整改指令书')
  await page.getByText('可以离开了').waitFor()
  await picture(page, '14-papers')
}

/** 2022-07-04, field: seen again, and the visit is concluded. */
export async function recheck({ at, open, picture }: Theatre): Promise<void> {
  at('2022-07-04T02:00:00.000Z')
  const page = await open('first', 'field')
  await page.getByRole('link', { name: `复查：${BUSINESS.name}` }).click()
  await press(page, '合格')
  await write(page, '复查情况', '三人均已取得有效的特种作业操作证。')
  await write(page, '复查场所', '焊接车间')
  await picture(page, '25-recheck', { from: '' })
  await signAsAll(page)
  await press(page, '出具整改复查意见书')
  await page.getByRole('heading', { name: '整改复查意见书' }).waitFor()
  await page.getByRole('link', { name: '处理' }).click()
  await press(page, '办结本次检查')
  await page.getByText('已办结 ·').waitFor()
}
