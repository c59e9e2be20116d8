import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { hashPassword } from '../../src/contexts/people/public.ts'
import type { Instant } from '../../src/kernel/time.ts'
import { clockAt } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/db.ts'
import { openLog } from '../../src/platform/log.ts'
import { composePlumbline } from '../../src/server.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser } from '../support/browser.ts'
import { freshDatabase } from '../support/database.ts'
import { ROOT } from '../support/source.ts'
import { STARTS_AT, stage, TOWN, USERNAMES } from './dongguan.ts'

export type Part = keyof typeof USERNAMES
export type App = 'desk' | 'field' | 'portal'

/** What a picture shows: from this heading down ('': from the top); how high it is when one screen is not enough. */
export type Frame = { readonly from?: string; readonly heightPx?: number }

/** The running product, a browser for each person, and one clock for all of them. */
export type Theatre = {
  readonly db: Database
  /** What went wrong on any page: console errors, uncaught errors, failed answers. Empty in a good journey. */
  readonly troubles: string[]
  /** Moves the server's clock; pages opened from now on believe it too. */
  at(instant: Instant): void
  /** Opens an app at a path below it, for one of the cast (signing in where the session is over) or for the public. */
  open(who: Part | 'public', app: App, path?: string): Promise<Page>
  /** A screen of the journey: checked with axe; kept as docs/screenshots/<name>.png when PLUMBLINE_SCREENSHOTS is 1. */
  picture(page: Page, name: string, frame?: Frame): Promise<void>
  /** Pictures of all open pages for whoever looks into a failure; answers the folder. */
  keepForLater(): Promise<string>
}

/** Where every app asks first who is signed in. */
const WHO = '/api/people/me'
const PASSWORD = 'a-password-for-the-journey'
const SCREENSHOTS = join(ROOT, 'docs/screenshots')
const WANTS_PICTURES = process.env['PLUMBLINE_SCREENSHOTS'] === '1'
/** Height of the bars that stay at the top of a page while it scrolls. */
const BAR_PX = 112
const PICTURE_BYTES_MAX = 150 * 1024

const DEVICES: Record<App, BrowserContextOptions> = {
  desk: { viewport: { width: 1440, height: 900 } },
  field: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  portal: { viewport: { width: 1024, height: 900 } },
}

async function serve(t: TestContext, clock: ReturnType<typeof clockAt>) {
  assert.ok(existsSync(join(ROOT, 'dist/apps/desk/index.html')), 'the apps are not built: run "npm run build" first')
  const database = await freshDatabase(t)
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-files-'))
  const plumbline = await composePlumbline({
    databaseUrl: database.url,
    files: filesFolder,
    log: openLog('silent'),
    clock,
    publicChain: TOWN,
    callsPerMinute: 1_000_000,
  })
  t.after(async () => {
    await plumbline.close()
    await rm(filesFolder, { recursive: true, force: true })
  })
  await stage(plumbline.db, await hashPassword(PASSWORD))
  await plumbline.app.listen({ host: '127.0.0.1', port: 0 })
  return { db: plumbline.db, address: `http://127.0.0.1:${(plumbline.app.server.address() as AddressInfo).port}` }
}

export async function openTheatre(t: TestContext): Promise<Theatre> {
  const clock = clockAt(STARTS_AT)
  // The browser comes first, so that it is closed first: a server waits for the connections of its pages.
  const browser = await launchBrowser(t)
  const { db, address } = await serve(t, clock)
  const troubles: string[] = []
  const pages = new Map<string, Page>()
  const pageOf = async (who: string, app: App) => {
    const known = pages.get(`${who} ${app}`)
    if (known) return known
    const page = await newPage(browser, app)
    listenTo(page, `${who} on ${app}`, troubles)
    pages.set(`${who} ${app}`, page)
    return page
  }
  return {
    db,
    troubles,
    at: (instant) => clock.set(instant),
    open: async (who, app, path = '/') => {
      const page = await pageOf(who, app)
      await page.clock.setFixedTime(clock.now())
      await enter(page, { who, app, address: `${address}/${app}${path}` })
      return page
    },
    picture: (page, name, frame = {}) => picture(page, name, frame),
    keepForLater: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'plumbline-journey-'))
      await Promise.all(
        [...pages].map(([name, page]) => page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })),
      )
      return folder
    },
  }
}

async function newPage(browser: Browser, app: App): Promise<Page> {
  const context = await browser.newContext({
    ...DEVICES[app],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    deviceScaleFactor: 1,
  })
  context.setDefaultTimeout(20_000)
  return context.newPage()
}

/** The browser writes every failed answer into the console by itself; that nobody is signed in yet is no failure. */
const isSignedOut = (text: string, url: string) => text.includes('401') && url.endsWith(WHO)

function listenTo(page: Page, who: string, troubles: string[]) {
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    if (isSignedOut(message.text(), message.location().url)) return
    troubles.push(`${who}: ${message.type()}: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => troubles.push(`${who}: ${error.stack ?? error.message}`))
}

/** Goes there and, when the server does not know the session, signs in on the form that comes up. */
async function enter(page: Page, { who, app, address }: { who: Part | 'public'; app: App; address: string }) {
  if (app === 'portal') return void (await page.goto(address))
  const isWho = (answer: { url(): string }) => answer.url().endsWith(WHO)
  const [me] = await Promise.all([page.waitForResponse(isWho), page.goto(address)])
  if (me.status() !== 401 || who === 'public') return
  await page.getByLabel('账号').fill(USERNAMES[who])
  await page.getByLabel('密码').fill(PASSWORD)
  const button = page.getByRole('button', { name: '登录', exact: true })
  await button.click()
  await button.waitFor({ state: 'detached' })
}

// Text, because tests are compiled without the DOM's types; through the debugger, because the pages forbid eval.
const SETTLED = `(async () => {
  const busy = '.ant-spin-spinning, .ant-btn-loading, .adm-spin-loading, .adm-toast-wrap, [aria-busy="true"]'
  const moves = () => document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
  // The sheets of the phone move by script: no animation tells of it, only what they look like.
  const looks = () => [...document.querySelectorAll('.adm-mask, .adm-popup-body')].map((one) => {
    const { opacity, transform, display } = getComputedStyle(one)
    return opacity + transform + display
  }).join()
  await document.fonts.ready
  for (let calm = 0, before = ''; calm < 3; before = looks()) {
    await new Promise(requestAnimationFrame)
    calm = document.querySelector(busy) || moves().length > 0 || looks() !== before ? 0 : calm + 1
  }
  return true
})()`

/** Nothing is loading and nothing moves, for three frames. */
const settled = (page: Page) => page.evaluate(SETTLED)

const headingUnderTheBar = (text: string) => `(() => {
  const headings = [...document.querySelectorAll('h1, h2, h3')]
  const heading = headings.find((one) => one.textContent === ${JSON.stringify(text)})
  window.scrollTo(0, heading ? heading.getBoundingClientRect().top + window.scrollY - ${BAR_PX} : 0)
})()`

async function picture(page: Page, name: string, { from, heightPx }: Frame) {
  const size = page.viewportSize()
  if (heightPx && size) await page.setViewportSize({ ...size, height: heightPx })
  if (from !== undefined) await page.evaluate(headingUnderTheBar(from))
  await settled(page)
  assert.deepEqual(await violationsOf(page), [], `${name}: axe finds something`)
  if (WANTS_PICTURES) await keep(name, await page.screenshot())
  if (heightPx && size) await page.setViewportSize(size)
}

async function keep(name: string, taken: Buffer) {
  const small = await sharp(taken).png({ palette: true, quality: 90, effort: 9 }).toBuffer()
  assert.ok(small.length <= PICTURE_BYTES_MAX, `${name}.png has ${small.length} bytes`)
  await mkdir(SCREENSHOTS, { recursive: true })
  await writeFile(join(SCREENSHOTS, `${name}.png`), small)
}
