import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { AxeResults } from 'axe-core'

const SOURCE = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8')

export type Violation = {
  /** axe's rule, e.g. color-contrast. */
  readonly rule: string
  readonly impact: string
  readonly help: string
  /** CSS selectors of the elements at fault. */
  readonly where: readonly string[]
}

/**
 * What axe-core finds wrong for people with disabilities on the page as it stands; empty when nothing.
 * @param contrast false leaves out the contrast of colours, half of the work, where the same page was measured already
 */
export async function violationsOf(page: Page, { contrast = true } = {}): Promise<Violation[]> {
  // Through the debugger, so that the page's content security policy stays as it is.
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(SOURCE)
  // Style sheets are loaded beforehand for one experimental rule only, which is off.
  const options = { resultTypes: ['violations'], preload: false, rules: { 'color-contrast': { enabled: contrast } } }
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return violations.map(({ id, impact, help, nodes }) => ({
    rule: id,
    impact: impact ?? 'unknown',
    help,
    where: nodes.map((node) => node.target.join(' ')),
  }))
}
