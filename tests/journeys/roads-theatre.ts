/** A bureau with planted cases and one browser, for walks of the roads beside the straight one: each step is taken by hand. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Browser, Locator, Page } from 'playwright-core'
import { getCase } from '../../src/contexts/casework/contract.ts'
import { proceedingsOfCase } from '../../src/contexts/casework/contract/proceeding.ts'
import { aCase } from '../../src/contexts/casework/fixtures.ts'
import type { Case, CaseState } from '../../src/contexts/casework/model.ts'
import type { Ask } from '../../src/contexts/casework/rules/proceeding.ts'
import { insertCase, saveCase } from '../../src/contexts/casework/store.ts'
import { findSideStep, ROADS } from '../../src/contexts/casework/transitions/roads.ts'
import { recordCertificate } from '../../src/contexts/people/contract.ts'
import { createOfficer } from '../../src/contexts/people/public.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { words as casework } from '../../src/apps/desk/words-casework.ts'
import { words as visits } from '../../src/apps/desk/words-inspection.ts'
import { demoPhoto } from '../../src/demo/photos.ts'
import { launchBrowser } from '../support/browser.ts'
import { startTestPlumbline, type TestPlumbline } from '../support/plumbline.ts'
import { button, told, write, writeDate } from './browser-hands.ts'
import { askerFor, BUSINESS, CAST, stage, TOWN } from './dongguan.ts'
import { PRESIDER } from './roads.ts'

const PEOPLE = { ...CAST, presider: PRESIDER }
export type Who = keyof typeof PEOPLE

/** What is typed into a step beyond what stands there; the rest is filled in by the kind of question. */
export type Said = Readonly<Record<string, string | boolean | readonly string[]>>

export type Walker = {
  readonly plumbline: TestPlumbline
  readonly troubles: string[]
  /** A case in that state, as the straight road would leave it; answers its id. */
  plant(state: CaseState, part?: Partial<Case>): Promise<string>
  at(instant: string): void
  /** Begins a procedure beside the case, or takes its next step, on the case's page. */
  take(who: Who, caseId: string, step: string, said?: Said): Promise<Page>
  /** Begins a procedure that stands alone; answers the path of its page. */
  begin(who: Who, kind: string, said?: Said): Promise<string>
  /** Takes the next step on the page of a procedure that stands alone. */
  takeAlone(who: Who, path: string, step: string, said?: Said): Promise<Page>
  stateOf(caseId: string): Promise<{ state: string; ending: string | null; sides: string[]; papers: string[] }>
}

const PLANTED = { at: '2026-03-01T02:00:00.000Z', clocks: [] }

async function plantIn({ db }: TestPlumbline, state: CaseState, part: Partial<Case>): Promise<string> {
  const base = aCase(state)
  const handlers = [CAST.first, CAST.second].map(({ id, name, certificate }) => ({
    id,
    name,
    certificateNumber: certificate?.number ?? '',
  }))
  const [id, actId] = [randomUUID(), randomUUID()]
  const amounts = [{ actId, amountFen: 4_900_000 }]
  const thing: Case = {
    ...base,
    id,
    region: TOWN,
    enterpriseId: BUSINESS.id,
    number: `（演）应急立〔2026〕${id.slice(0, 4)}号`,
    handlers,
    acts: base.acts.map((act) => ({ ...act, id: actId, fact: id })),
    evidence: base.evidence.map((one) => ({ ...one, id: randomUUID(), proves: [actId] })),
    notice: base.notice && { ...base.notice, amounts },
    decision: base.decision && { ...base.decision, amounts },
    ...part,
  }
  await db.transaction(NATIONWIDE, async (tx) => {
    await insertCase(tx, { ...thing, state: 'submitted', version: 1, number: null }, PLANTED)
    await saveCase(tx, { ...thing, version: 2 }, PLANTED)
  })
  return id
}

const LOOKS_AGAIN = 3
const LIST_OPENS_MS = 2_000

/**
 * Opens the list of a box and waits until the box names it. A click on a page that is still being read may open the list and
 * lose it again; then the box is clicked once more.
 *
 * @returns the id of the list.
 */
async function openList(page: Page, box: Locator): Promise<string> {
  const naming = box.and(page.locator('[aria-controls]'))
  for (let look = 1; ; look += 1) {
    await box.click()
    const stands = naming.waitFor({ timeout: LIST_OPENS_MS }).then(
      () => true,
      (trouble: unknown) => {
        if (look === LOOKS_AGAIN) throw trouble
        return false
      },
    )
    if (await stands) return (await naming.getAttribute('aria-controls')) ?? ''
  }
}

/**
 * Chooses from the list that is open; a name is typed, so that long lists come down to it. A page that is still being read
 * may draw the list anew under the pointer: what stands in the box is looked at, and chosen again, as a person would.
 */
async function pick(page: Page, label: string, ...options: readonly string[]) {
  const box = page.getByRole('combobox', { name: label, exact: true }).last()
  const chosen = page.locator('.ant-select').filter({ has: box }).last()
  for (const option of options) {
    for (let look = 1; !(await chosen.innerText()).includes(option); look += 1) {
      assert.ok(look <= LOOKS_AGAIN, `${label}: ${option} is not chosen`)
      const list = await openList(page, box)
      const shown = page.locator(`.ant-select-dropdown:has([id="${list}"]) .ant-select-item-option`)
      if ((await box.getAttribute('readonly')) === null) await box.fill(option.slice(0, 20))
      await shown.filter({ hasText: option }).first().click()
      await page.waitForTimeout(50)
    }
  }
  await page.keyboard.press('Escape')
}

/** Uploads a picture under the name that was said, taken before the day of the walk. */
async function upload(page: Page, label: string, name: string) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-upload-'))
  const file = join(folder, name)
  await writeFile(file, await demoPhoto(5))
  await utimes(file, new Date(PLANTED.at), new Date(PLANTED.at))
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: label }).last().click(),
  ])
  await chooser.setFiles(file)
  await page.getByText(casework.form.uploaded(name)).waitFor()
  await rm(folder, { recursive: true })
}

const nameless = (asks: Ask) => asks.kind === 'service' || asks.isOptional

/** Answers one question as its kind is answered; what stands there already stays. */
async function answer(page: Page, asks: Ask, said: string | boolean | readonly string[] | undefined) {
  const { kind, label } = asks
  if (kind === 'flag') return said === false ? undefined : page.getByLabel(label, { exact: true }).check()
  if (kind === 'file') return typeof said === 'string' ? upload(page, label, said) : undefined
  if (kind === 'choice') return typeof said === 'string' ? pick(page, label, said) : undefined
  if (kind === 'officers') return pick(page, label, ...(Array.isArray(said) ? (said as string[]) : []))
  if (kind === 'date' || kind === 'minute') return typeof said === 'string' ? writeDate(page, label, said) : undefined
  if (kind === 'count') return typeof said === 'string' ? write(page, label, said) : undefined
  if (kind === 'rows') {
    const cells = Array.isArray(said) ? (said as string[]) : ['演示一项']
    for (const [nth, cell] of cells.entries()) {
      const width = asks.columns?.length ?? 1
      const row = Math.floor(nth / width)
      if (nth > 0 && nth % width === 0) await page.getByRole('group', { name: label }).getByText('添加一行').click()
      await write(page, `${label} ${row + 1} ${asks.columns?.[nth % width]?.label ?? ''}`, cell)
    }
    return undefined
  }
  if (nameless(asks) && said === undefined) return undefined
  if (typeof said === 'string') return write(page, label, said)
  return asks.standing ? undefined : write(page, label, kind === 'money' ? '49000' : `演示${label.slice(0, 20)}`)
}

function stepNamed(name: string) {
  for (const road of ROADS) {
    const step = findSideStep(road, name)
    if (step) return { road, step }
  }
  throw new Error(`no step ${name}`)
}

async function fillAndSend(page: Page, name: string, said: Said) {
  const { step } = stepNamed(name)
  for (const [field, asks] of Object.entries(step.asks)) await answer(page, asks, said[field])
  const send = page.getByRole('button', { name: step.label, exact: true }).last()
  await send.click()
  await told(page, `已办理：${step.label}`)
  return page
}

async function pageOf(browser: Browser, address: string, { who, troubles }: { who: Who; troubles: string[] }) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  await context.addCookies([{ name: 'plumbline', value: PEOPLE[who].id, url: address }])
  await context.addInitScript(`localStorage.setItem('plumbline.signed-in', 'yes')`)
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`${who}: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => troubles.push(`${who}: ${error.message}`))
  return page
}

async function stateIn(plumbline: TestPlumbline, caseId: string) {
  const { case: thing } = await plumbline.as(askerFor(CAST.first)).must<{ case: Case }>(getCase, { id: caseId })
  const { proceedings } = await plumbline
    .as(askerFor(CAST.first))
    .must<{ proceedings: { proceeding: { kind: string; state: string; papers: { code: string }[] } }[] }>(
      proceedingsOfCase,
      { id: caseId },
    )
  return {
    state: thing.state,
    ending: thing.ending?.kind ?? null,
    sides: proceedings.map(({ proceeding }) => `${proceeding.kind} ${proceeding.state}`),
    papers: proceedings.flatMap(({ proceeding }) => proceeding.papers.map(({ code }) => code)),
  }
}

export async function openRoads(t: TestContext): Promise<Walker> {
  const browser = await launchBrowser(t)
  const plumbline = await startTestPlumbline(t, { now: '2026-03-10T02:00:00.000Z', publicChain: TOWN })
  await stage(plumbline.db)
  await plumbline.db.transaction(NATIONWIDE, (tx) =>
    createOfficer(tx, { officer: PRESIDER, username: 'wentz', at: '2026-03-01T02:00:00.000Z', by: 'test' }),
  )
  // The cast comes from 2022; here its certificates reach the days of the walks (APL 42).
  const admin = plumbline.as({ ...askerFor(CAST.unit), id: randomUUID(), permissions: ['people.manage'] })
  for (const { id, certificate } of Object.values(PEOPLE))
    if (certificate) await admin.must(recordCertificate, { id, ...certificate, validTo: '2030-12-31', reason: '换证' })
  for (const who of Object.values(PEOPLE)) plumbline.as(askerFor(who))
  await plumbline.app.listen({ host: '127.0.0.1', port: 0 })
  const address = `http://127.0.0.1:${(plumbline.app.server.address() as AddressInfo).port}`
  const troubles: string[] = []
  const pages = new Map<Who, Page>()
  const open = async (who: Who, path: string) => {
    const page = pages.get(who) ?? (await pageOf(browser, address, { who, troubles }))
    pages.set(who, page)
    await page.clock.setFixedTime(plumbline.clock.now())
    await page.goto(`${address}/desk/${path}`)
    return page
  }
  return {
    plumbline,
    troubles,
    plant: (state, part = {}) => plantIn(plumbline, state, part),
    at: (instant) => plumbline.clock.set(instant),
    take: async (who, caseId, name, said = {}) => {
      const { road, step } = stepNamed(name)
      const page = await open(who, `cases/${caseId}`)
      if (step.from.includes('draft')) await pick(page, '可以开始的程序', `${road.label}：${step.label}`)
      else await button(page, step.label).click()
      return fillAndSend(page, name, said)
    },
    begin: async (who, kind, said = {}) => {
      const road = ROADS.find(({ name }) => name === kind)
      assert.ok(road, kind)
      const page = await open(who, 'proceedings')
      await pick(page, '登记', road.label)
      await pick(page, visits.plan.chooseEnterprise, BUSINESS.name)
      await pick(page, '执法人员（两名以上）', CAST.second.name)
      if (Object.values(road.opening.asks).some((one) => one.kind === 'service'))
        for (const label of ['地点', '收件人', '收件人身份']) await write(page, label, '演示')
      await fillAndSend(page, road.opening.name, said)
      await page.waitForURL(/\/proceedings\/[\w-]{36}$/)
      return new URL(page.url()).pathname.replace('/desk/', '')
    },
    takeAlone: async (who, path, name, said = {}) => {
      const page = await open(who, path)
      await button(page, stepNamed(name).step.label).click()
      return fillAndSend(page, name, said)
    },
    stateOf: (caseId) => stateIn(plumbline, caseId),
  }
}
