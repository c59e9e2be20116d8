import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { violationsOf } from './axe.ts'

/** One screen as one person sees it. */
export type Screen = {
  /** Names the picture; letters, digits and dashes. */
  readonly name: string
  readonly path: string
  /** What is pressed after the page stands, one after the other: CSS selectors or Playwright's text selectors. */
  readonly presses?: readonly string[]
  /** Status codes that the browser may complain of here, e.g. 404 where the address is wrong on purpose. */
  readonly mayAnswer?: readonly number[]
}

export const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

const QUIET_MS = 120
const QUIET_WITHIN_MS = 20_000
const HEADING_WITHIN_MS = 5_000
/** What Playwright sets no limit to (code run in the page, closing it) must not hold up everything else. */
const SCREEN_WITHIN_MS = 60_000

/** Requests under way, and what the page complained of since it was last asked. */
export type Watch = { settled(): Promise<void>; complaints(mayAnswer?: readonly number[]): string[] }

export function watch(page: Page): Watch {
  const underWay = new Set<unknown>()
  let heard: { status: number | null; says: string }[] = []
  page.on('request', (request) => underWay.add(request))
  page.on('requestfinished', (request) => underWay.delete(request))
  page.on('requestfailed', (request) => {
    underWay.delete(request)
    // A page that is left takes its questions back; that is no failure.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED')
      heard.push({ status: null, says: `${request.method()} ${request.url()}: ${request.failure()?.errorText}` })
  })
  page.on('response', (answer) => {
    if (answer.status() >= 400)
      heard.push({ status: answer.status(), says: `${answer.request().method()} ${answer.url()}: ${answer.status()}` })
  })
  page.on('pageerror', (error) => heard.push({ status: null, says: `uncaught: ${error.message}` }))
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    // The answers themselves are counted above; the browser repeats them here.
    if (message.text().startsWith('Failed to load resource')) return
    heard.push({ status: null, says: `${message.type()}: ${message.text()}` })
  })
  return {
    async settled() {
      const until = Date.now() + QUIET_WITHIN_MS
      for (let quietSince = Date.now(); Date.now() - quietSince < QUIET_MS; ) {
        if (Date.now() > until)
          throw new Error(`${page.url()} does not come to rest: ${underWay.size} requests under way`)
        await page.waitForTimeout(30)
        if (underWay.size > 0) quietSince = Date.now()
      }
      await page.evaluate(MOVEMENT_ENDED)
    },
    complaints(mayAnswer = []) {
      const told = heard.filter(({ status }) => status === null || !mayAnswer.includes(status)).map(({ says }) => says)
      heard = []
      return told
    },
  }
}

/**
 * Code for the page is text: the tests are compiled without the DOM's types. An animation of a page behind another may
 * never end.
 */
const MOVEMENT_ENDED = `Promise.race([
  Promise.allSettled(document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity).map((one) => one.finished)),
  new Promise((ended) => setTimeout(ended, 1500)),
]).then(() => true)`

const OVERFLOW = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return ''
  const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
  return scrollWidth + ' > ' + clientWidth + ' by ' + wide.slice(-1).map((one) => one.tagName + '.' + one.className).join()
})()`

/** What no reader should meet: holes in sentences, values that were never made into words, names of programs. */
const HOLES = [
  /\bundefined\b/,
  /\bNaN\b/,
  /\[object/,
  /\bInvalid Date\b/,
  /\bnull\b/,
  /\{\w+\}/,
  /\b(?:people|law|audit|registry|evidence|document|planning|hazard|inspection|casework|publicity)\.[a-z]+(?:-[a-z]+)*\b/,
]

function holesIn(text: string): string[] {
  return HOLES.flatMap((hole) => {
    const found = hole.exec(text)
    return found
      ? [`the text says “${text.slice(Math.max(0, found.index - 30), found.index + 40).replaceAll('\n', ' ')}”`]
      : []
  })
}

async function wrongAt(page: Page, contrast: boolean): Promise<string[]> {
  const text = await page.innerText('body')
  const overflow = await page.evaluate<string>(OVERFLOW)
  return [
    ...(text.trim().length < 10 ? ['the page is empty'] : []),
    ...holesIn(text),
    ...(overflow ? [`wider than the screen: ${overflow}`] : []),
    ...(await violationsOf(page, { contrast })).map(
      ({ rule, help, where }) => `axe ${rule}: ${help} at ${where.slice(0, 3).join(' | ')}`,
    ),
  ]
}

export type Looking = { readonly base: string; readonly pictures?: string | undefined }

/** Somebody who looks at one screen after the other. */
export type Tour = {
  /** Looks at a screen at each size; answers everything that is wrong with it, empty when nothing is. */
  look(screen: Screen): Promise<string[]>
}

type Standing = { readonly page: Page; readonly heard: Watch; readonly app: string; readonly isUntouched: boolean }

const appOf = ({ path }: Screen) => path.split('/')[1] ?? ''
/** The size at which a screen is used most, where its colours are measured: they are the same at the other. */
const madeFor = (screen: Screen): keyof typeof SIZES => (appOf(screen) === 'desk' ? 'wide' : 'phone')

/**
 * Walks from screen to screen inside an app, as a person does, which takes a third of the time of loading each anew. A
 * page is loaded where an app begins, and after a screen on which something was pressed or that hung.
 */
export function tour(context: BrowserContext, { base, pictures }: Looking): Tour {
  let standing: Standing | null = null

  async function look(screen: Screen, wrong: string[]) {
    const page = standing?.page ?? (await context.newPage())
    const heard = standing?.heard ?? watch(page)
    await page.setViewportSize(SIZES.wide)
    const stays = standing?.isUntouched === true && standing.app === appOf(screen)
    standing = { page, heard, app: appOf(screen), isUntouched: !screen.presses && !screen.mayAnswer }
    if (!stays || !(await walk(page, screen, heard))) await load(page, { base, screen, heard })
    for (const press of screen.presses ?? []) {
      await page.locator(press).first().click({ timeout: 5_000 })
      await heard.settled()
    }
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.setViewportSize(viewport)
      await heard.settled()
      const contrast = size === madeFor(screen)
      wrong.push(...(await wrongAt(page, contrast)).map((says) => `${screen.name} (${size}): ${says}`))
      if (pictures) await takePicture(page, join(pictures, `${screen.name}-${size}.png`))
    }
    wrong.push(...heard.complaints(screen.mayAnswer).map((says) => `${screen.name}: ${says}`))
  }

  return {
    async look(screen) {
      const wrong: string[] = []
      const tooLong = AbortSignal.timeout(SCREEN_WITHIN_MS)
      const late = once(tooLong, 'abort').then(() => {
        throw new Error(`not seen whole within ${SCREEN_WITHIN_MS} ms`)
      })
      await Promise.race([look(screen, wrong), late]).catch((error: Error) => {
        wrong.push(`${screen.name}: ${error.message}`)
        // A page that hangs does not close either; its context takes it along.
        standing = null
      })
      return wrong
    },
  }
}

/** Code for the page: the address changes and the app is told, as by the browser's own buttons. */
const turnTo = (path: string) => `(() => {
  history.pushState({}, '', ${JSON.stringify(path)})
  dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  return new Promise((drawn) => requestAnimationFrame(() => setTimeout(() => drawn(true), 0)))
})()`

/** @returns whether the app went along: a form that keeps its reader, or a redirection, does not. */
async function walk(page: Page, { path }: Screen, heard: Watch): Promise<boolean> {
  await page.evaluate(turnTo(path))
  await heard.settled()
  await headed(page, heard)
  const { pathname, search } = new URL(page.url())
  return pathname + search === path
}

async function load(page: Page, { base, screen, heard }: Looking & { readonly screen: Screen; readonly heard: Watch }) {
  await page.goto(`${base}${screen.path}`)
  await headed(page, heard)
}

/** A page without a heading, or one that never stops loading, is told by the looks that follow. */
async function headed(page: Page, heard: Watch): Promise<void> {
  await page.waitForSelector('h1:visible', { timeout: HEADING_WITHIN_MS }).catch(() => null)
  await heard.settled()
}

async function takePicture(page: Page, path: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  await page.screenshot({ path, fullPage: true })
}
