/** What an officer does on the phone, by what he reads there. */
import type { BrowserContext, Page } from 'playwright-core'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { press, sign, write } from './browser-hands.ts'
import { CAST, USERNAMES } from './dongguan.ts'
import { PASSWORD } from './field-house.ts'

export const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  reducedMotion: 'reduce' as const,
}

/**
 * Whether the app's worker serves this page, once it is there. A page that was loading while the worker took over is served
 * by it only when it is opened again, and is never told. Waits by itself: the app forbids what polls with eval.
 */
const CONTROLLED = `navigator.serviceWorker.ready.then(
  () => navigator.serviceWorker.controller !== null || Promise.race([
    new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', () => done(true), { once: true })),
    new Promise((done) => setTimeout(() => done(false), 3000)),
  ]),
)`

/** Signs in and waits until the app lies on the phone, ready to start without network. */
export async function signInOnPhone(context: BrowserContext, base: string, part: keyof typeof USERNAMES = 'first') {
  const page = context.pages()[0] ?? (await context.newPage())
  page.setDefaultTimeout(20_000)
  await page.goto(`${base}/field/`)
  await page.getByLabel('账号').fill(USERNAMES[part])
  await page.getByLabel('密码').fill(PASSWORD)
  await press(page, '登录')
  await page.getByRole('heading', { name: '今日' }).waitFor()
  if (!(await page.evaluate<boolean>(CONTROLLED))) {
    await page.reload()
    await page.getByRole('heading', { name: '今日' }).waitFor()
  }
  return page
}

export async function takeEverythingAlong(page: Page) {
  await page.getByRole('button', { name: /^带走今日/ }).click()
  await page.getByText(/本机已带走/).waitFor()
}

export async function enterByCode(page: Page, enterprise: Enterprise) {
  await page.getByRole('link', { name: `入企检查：${enterprise.name}` }).click()
  await write(page, '输入统一社会信用代码', enterprise.creditCode)
  await press(page, '用输入的代码入企')
  await press(page, '确认入企')
  await press(page, '已出示证件并告知')
  await page.getByText(/^已查 0/).waitFor()
}

export async function findSomething(
  page: Page,
  { item, place, photos }: { item: string; place: string; photos: readonly { name: string; bytes: Buffer }[] },
) {
  await press(page.getByRole('group', { name: item, exact: true }), '不符合')
  const sheet = page.getByRole('dialog', { name: '发现的问题' })
  await write(sheet, '地点或部位', place)
  for (const [nth, { name, bytes }] of photos.entries()) {
    const [camera] = await Promise.all([
      page.waitForEvent('filechooser'),
      sheet.getByText('拍照', { exact: true }).click(),
    ])
    await camera.setFiles({ name, mimeType: 'image/jpeg', buffer: bytes })
    await sheet.locator('.photo').nth(nth).waitFor()
  }
  await press(sheet, '完成')
  await sheet.waitFor({ state: 'detached' })
}

export async function whoWasThere(page: Page, enterprise: Enterprise) {
  await press(page.getByRole('group', { name: '主要负责人' }), '未到场')
  await write(page, '主要负责人未到场原因', '外出，已电话告知')
  await press(page.getByRole('group', { name: '安全管理人员' }), enterprise.safetyManager)
  await write(page, '岗位操作人员姓名', '李演示')
}

export async function signAsAll(page: Page, enterprise: Enterprise) {
  await sign(page, CAST.first.name)
  await sign(page, CAST.second.name)
  await write(page, '签名人姓名', enterprise.safetyManager)
  await write(page, '职务', '安全管理人员')
  await sign(page, '被检查单位负责人')
}

/** A record ends in a later minute than the visit was entered: papers show minutes. */
export async function nextMinute(page: Page, entered: number) {
  const now = Date.now()
  if (Math.floor(now / 60_000) === Math.floor(entered / 60_000)) await page.waitForTimeout(60_500 - (now % 60_000))
}
