/** The phone dies in the middle, again and again (twenty times at full length): nothing typed more than two seconds before is lost, nothing is doubled. */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { launchPhone } from '../support/browser.ts'
import { press, write } from './browser-hands.ts'
import { aPhoto, openFieldHouse } from './field-house.ts'
import { keepProved } from './field-burden.ts'
import { lengthOf } from './field-length.ts'
import { PHONE, signInOnPhone, takeEverythingAlong } from './field-hands.ts'

const ROUNDS = lengthOf(5, 20)
const MAY_BE_LOST_MS = 2_000
/** The points at which the phone dies are random but the same in every run. */
const random = (
  (seed: number) => () =>
    (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
)(20_260_305)

/** Every process of the browser that runs on this folder: ours, and nobody else's. */
async function killBrowserOn(folder: string): Promise<void> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (!command.includes(`--user-data-dir=${folder}`)) continue
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It went with its parent.
    }
  }
}

type Typed = { readonly at: number; readonly text: string }

/** Types a letter at a time until the phone is dead; answers what stood in the box and when. */
async function typeUntilDead(page: Page, before: string, letters: string): Promise<Typed[]> {
  const typed: Typed[] = []
  const box = page.getByLabel('检查场所', { exact: true }).first()
  try {
    await box.focus()
    await page.keyboard.press('Control+End')
    for (const letter of letters) {
      await page.keyboard.type(letter)
      typed.push({ at: Date.now(), text: (typed.at(-1)?.text ?? before) + letter })
      await sleep(30)
    }
    await page.waitForEvent('close', { timeout: 10_000 })
  } catch {
    // The browser is gone.
  }
  return typed
}

test(`browser killed at ${ROUNDS} random points: on reopening nothing typed more than 2 s before is lost, nothing is doubled`, async (t) => {
  const house = await openFieldHouse(t)
  const { inspection, enterprise, items } = await house.visit(4)
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-kill-'))
  let context: BrowserContext = await launchPhone(folder, PHONE)
  t.after(async () => {
    await killBrowserOn(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  await takeEverythingAlong(await signInOnPhone(context, house.base))
  const reopen = async (part: string) => {
    context = await launchPhone(folder, PHONE)
    await context.setOffline(true)
    const page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(20_000)
    await page.goto(`${house.base}/field/visit/${inspection.id}/${part}`)
    return page
  }
  const die = async () => {
    const gone = new Promise((resolve) => context.once('close', resolve))
    await killBrowserOn(folder)
    await gone
  }

  // The first death comes in the middle of an act: it was done, or it was not, and it is never done twice.
  await die()
  for (let isEntered = false, tries = 0; !isEntered; tries += 1) {
    const page = await reopen('door')
    await page.getByText(enterprise.name).first().waitFor()
    isEntered = await page.getByText('现场检查中').first().isVisible()
    if (isEntered) await die()
    if (isEntered) break
    assert.ok(tries < 5, 'an act that was done two seconds before is there')
    await write(page, '输入统一社会信用代码', enterprise.creditCode)
    await press(page, '用输入的代码入企')
    await press(page, '确认入企')
    await sleep(tries * 700)
    await die()
  }
  const told = await reopen('rights')
  await press(told, '已出示证件并告知')
  await sleep(MAY_BE_LOST_MS)
  await die()

  let safe = ''
  let photos = 0
  let answered = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await reopen('check')
    const item = items[round % items.length]
    assert.ok(item)
    if (round < items.length) {
      await press(page.getByRole('group', { name: item.content, exact: true }), round === 0 ? '不符合' : '符合')
      answered += 1
      if (round === 0) await press(page.getByRole('dialog'), '完成')
    } else if (round % 5 === 0) {
      const first = items[0]
      assert.ok(first)
      await page.locator('.found').first().click()
      await page
        .locator('.camera input[accept^="image"]')
        .setInputFiles({ name: `${round}.jpg`, mimeType: 'image/jpeg', buffer: await aPhoto(round) })
      await page.locator('.photo').nth(photos).waitFor()
      photos += 1
      await press(page.getByRole('dialog'), '完成')
    }
    await page.getByText(`已查 ${answered} / ${items.length} 项`).waitFor()
    await sleep(500)
    await page.getByRole('link', { name: /^记录/ }).click()
    const box = page.getByLabel('检查场所', { exact: true }).first()
    await box.waitFor()
    const there = await box.inputValue()
    assert.equal(there, safe, `round ${round}: what was there before`)
    const dies = sleep(400 + random() * 3_600).then(async () => {
      const at = Date.now()
      await die()
      return at
    })
    const [at, typed] = await Promise.all([
      dies,
      typeUntilDead(page, there, `第${round}次abcdefghijklmnopqrstuvwxyz0123456789；`),
    ])
    const after = await reopen('record')
    const kept = await after.getByLabel('检查场所', { exact: true }).first().inputValue()
    const mustBe = typed.findLast((one) => one.at < at - MAY_BE_LOST_MS)?.text ?? there
    const all = typed.at(-1)?.text ?? there
    assert.ok(kept.startsWith(mustBe), `round ${round}: “${mustBe}” was typed in time, “${kept}” is there`)
    // A letter may have been on its way to the page when the browser died.
    assert.ok(all.startsWith(kept) || kept.startsWith(all), `round ${round}: “${kept}” is no beginning of “${all}”`)
    safe = kept
    await after.getByRole('link', { name: /^检查/ }).click()
    await after.getByText(`已查 ${answered} / ${items.length} 项`).waitFor()
    assert.equal(await after.locator('.found').count(), 1, `round ${round}: one finding`)
    if (photos > 0) await after.getByText(`照片 ${photos}`, { exact: true }).waitFor()
    await die()
  }

  context = await launchPhone(folder, PHONE)
  const page = context.pages()[0] ?? (await context.newPage())
  // The session ended with the browser, as the server wants it: whoever opens the phone again signs in, and all is there.
  await signInOnPhone(context, house.base)
  await page.goto(`${house.base}/field/outbox`)
  await page.getByText('没有待上传的内容').waitFor({ timeout: 60_000 })
  const { body } = await house.ask('unit', 'GET', `/inspection/${inspection.id}`)
  const file = body as unknown as InspectionFile
  assert.deepEqual(
    file.inspection.history.map(({ step }) => step),
    ['draft-plan', 'approve-plan', 'enter'],
  )
  assert.equal(file.facts.evidence.length, photos)
  keepProved({ kills: ROUNDS })
  await context.close()
})
