/** What every person does on a screen, by what he reads there. */
import type { Locator, Page } from 'playwright-core'

/** What looks like a button: a link to the page of an act is one, too. */
export const button = (page: Page | Locator, label: string): Locator =>
  page
    .getByRole('button', { name: label, exact: true })
    .or(page.getByRole('link', { name: label, exact: true }))
    .first()

export const press = (page: Page | Locator, label: string) => button(page, label).click()

export const write = (page: Page | Locator, label: string | RegExp, text: string): Promise<void> =>
  page.getByLabel(label, { exact: true }).first().fill(text)

/** Types a date, or a minute, into a calendar field. */
export async function writeDate(page: Page, label: string, date: string): Promise<void> {
  const box = page.getByLabel(label, { exact: true })
  await box.fill(date)
  await box.press('Enter')
}

/** Chooses from a list that opens under its field. */
export async function choose(page: Page, label: string | RegExp, ...options: string[]): Promise<void> {
  const box = page.getByRole('combobox', { name: label })
  for (const option of options) {
    await box.click()
    await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
  }
  await box.press('Escape')
}

/** Waits until the page tells that the act is done. */
export const told = (page: Page, says: string): Promise<void> => page.getByText(says).first().waitFor()

/** The strokes of a signature, in parts of its box. */
const INK: readonly (readonly (readonly [x: number, y: number])[])[] = [
  [
    [0.16, 0.3],
    [0.36, 0.24],
    [0.26, 0.48],
    [0.18, 0.72],
    [0.4, 0.6],
  ],
  [
    [0.46, 0.28],
    [0.6, 0.26],
    [0.5, 0.7],
  ],
  [
    [0.54, 0.5],
    [0.7, 0.3],
    [0.66, 0.74],
    [0.86, 0.58],
  ],
]

/** Draws a signature with the mouse; each name gets a hand of its own. */
export async function sign(page: Page, name: string): Promise<void> {
  const canvas = page.getByRole('group', { name, exact: true }).getByRole('img', { name: `${name}：尚未签名` })
  await canvas.scrollIntoViewIfNeeded()
  const box = await canvas.boundingBox()
  if (!box) throw new Error(`no place to sign for ${name}`)
  const sway = (nth: number, stroke: number) => ((((name.codePointAt(stroke % name.length) ?? 0) >> nth) % 8) - 4) / 50
  for (const [stroke, points] of INK.entries()) {
    const [from, ...rest] = points.map(
      ([x, y], nth) =>
        [box.x + box.width * (x + sway(nth, stroke)), box.y + box.height * (y + sway(nth + 1, stroke))] as const,
    )
    if (!from) continue
    await page.mouse.move(...from)
    await page.mouse.down()
    for (const to of rest) await page.mouse.move(...to, { steps: 6 })
    await page.mouse.up()
  }
  await page.getByRole('img', { name: `${name}：已签名` }).waitFor()
}
