/** What everybody can see: the notice, and whether a paper is genuine. */
import assert from 'node:assert/strict'
import { press, write } from './browser-hands.ts'
import type { Theatre } from './browser-theatre.ts'
import { BUSINESS, WELDERS } from './dongguan.ts'

/** 2022-06-29, desk: published within seven working days, masked (WSL 78). */
export async function publish({ at, open, picture }: Theatre): Promise<void> {
  at('2022-06-29T07:00:00.000Z')
  const page = await open('unit', 'desk', '/publicity')
  await page.getByRole('button', { name: /应急罚〔2022〕\d+号/ }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('2022-07-08').first().waitFor()
  await picture(page, '22-publicity')
  await press(drawer, '公示')
  await drawer.waitFor({ state: 'hidden' })
}

/** The portal, not signed in: whoever searches finds the notice, and no person in it. */
export async function findInPublic({ open, picture }: Theatre): Promise<void> {
  const page = await open('public', 'portal')
  await write(page, '企业名称、统一社会信用代码或决定书文号', '丰禾')
  await press(page, '查询')
  await page.getByRole('link', { name: BUSINESS.name }).click()
  await page.getByText('违法事实').first().waitFor()
  const shown = await page.getByRole('main').innerText()
  assert.match(shown, /49,000/)
  const persons = [BUSINESS.principal, BUSINESS.safetyManager, ...Object.values(WELDERS).map(({ name }) => name)]
  assert.deepEqual(
    persons.filter((name) => shown.includes(name)),
    [],
    'the notice names persons',
  )
  await picture(page, '23-portal-notice')
}

/** The portal: the code printed on the decision says that the paper is genuine. */
export async function verifyTheDecision({ open, picture }: Theatre, token: string): Promise<void> {
  const page = await open('public', 'portal', '/verify')
  await write(page, '核验码', token)
  await press(page, '核验')
  await page.getByText('文书真实有效').waitFor()
  await picture(page, '24-portal-verify')
}
