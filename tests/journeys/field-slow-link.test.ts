/** W11: photos over a poor link that is cut three times; at full length with `plumbline bench field-proofs`. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { sha256Of } from '../../src/platform/files.ts'
import { latestJournal } from '../../src/platform/journal.ts'
import { launchBrowser } from '../support/browser.ts'
import { slowLink } from '../support/slow-link.ts'
import { press } from './browser-hands.ts'
import { openFieldHouse } from './field-house.ts'
import { keepProved } from './field-burden.ts'
import { isLong } from './field-length.ts'
import { enterByCode, findSomething, PHONE, signInOnPhone, takeEverythingAlong } from './field-hands.ts'

const CHUNK = 256 * 1024
const CUTS = 3
const LOSS = 0.1
/** Headers, questions of how far it came, and the announcements. */
const TALK = 1.02

const SHORT = { photos: 6, side: 900, bytesPerSecond: 500_000 }
/** 30 photos of 4 MB over 1 Mbit/s. */
const LONG = { photos: 30, side: 2_200, bytesPerSecond: 125_000 }
const SIZE = isLong ? LONG : SHORT

/** At full length the bytes alone take sixteen minutes; the short form lives with the limit of all tests. */
const LIMIT = isLong ? { timeout: 45 * 60_000 } : {}

/** Noise does not compress: a photo of about 0.8 byte a pixel. */
const noise = (side: number, seed: number) => {
  const raw = Buffer.alloc(side * side * 3)
  for (let at = 0, value = seed; at < raw.length; at += 1) raw[at] = (value = (value * 48_271) % 2_147_483_647) & 255
  return sharp(raw, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** How many pieces began at or before a byte of their upload from which another had begun already. */
function sentAgain(pieces: readonly { readonly upload: string; readonly offset: number }[]): number {
  const furthest = new Map<string, number>()
  let again = 0
  for (const { upload, offset } of pieces) {
    if (offset <= (furthest.get(upload) ?? -1)) again += 1
    furthest.set(upload, Math.max(offset, furthest.get(upload) ?? -1))
  }
  return again
}

test(
  'W11: photos over a narrow link with loss and three cuts: each goes on where it was, nothing is kept twice, bytes equal by hash',
  LIMIT,
  async (t) => {
    const house = await openFieldHouse(t)
    const { inspection, enterprise, items } = await house.visit(2)
    const link = await slowLink(t, {
      port: Number(new URL(house.base).port),
      bytesPerSecond: SIZE.bytesPerSecond,
      loss: LOSS,
    })
    const browser = await launchBrowser(t)
    const context = await browser.newContext(PHONE)
    const page = await signInOnPhone(context, link.base)
    await takeEverythingAlong(page)
    await enterByCode(page, enterprise)
    await page.goto(`${link.base}/field/outbox`)
    await page.getByText('没有待上传的内容').waitFor()
    await context.setOffline(true)
    await page.goto(`${link.base}/field/visit/${inspection.id}/check`)
    const photos: Buffer[] = []
    for (let nth = 0; nth < SIZE.photos; nth += 1) photos.push(await noise(SIZE.side, 11 + nth * 7))
    const shots = photos.map((bytes, nth) => ({ name: `${nth}.jpg`, bytes }))
    const half = Math.ceil(shots.length / 2)
    await findSomething(page, { item: items[0]?.content ?? '', place: '车间', photos: shots.slice(0, half) })
    await findSomething(page, { item: items[1]?.content ?? '', place: '仓库', photos: shots.slice(half) })
    const all = photos.reduce((sum, { length }) => sum + length, 0)
    await page.goto(`${link.base}/field/outbox`)
    const before = link.up()
    const from = Date.now()
    await context.setOffline(false)
    for (let cut = 1; cut <= CUTS; cut += 1) {
      while (link.up() - before < (all * cut) / (CUTS + 1)) await page.waitForTimeout(100)
      await link.cut(1_000)
      await press(page, '立即上传').catch(() => undefined)
    }
    const expected = (all / SIZE.bytesPerSecond) * 1_000
    await page.getByText('没有待上传的内容').waitFor({ timeout: expected + 90_000 })
    const seconds = Math.round((Date.now() - from) / 1_000)
    const { facts } = (await house.ask('unit', 'GET', `/inspection/${inspection.id}`)).body as unknown as InspectionFile
    assert.deepEqual(facts.evidence.map(({ sha256 }) => sha256).toSorted(), photos.map(sha256Of).toSorted())
    const sent = link.up() - before
    t.diagnostic(
      `${photos.length} photos, ${all} bytes; ${sent} bytes left the phone in ${seconds} s over ${SIZE.bytesPerSecond * 8} bit/s with ${LOSS * 100} % loss and ${CUTS} cuts`,
    )
    assert.ok(sent <= all * TALK + (CUTS + 1) * CHUNK, 'at most the pieces that were on their way are sent again')
    const again = sentAgain(link.pieces())
    t.diagnostic(`${link.pieces().length} pieces left the phone, ${again} of them from a byte that had left before`)
    assert.ok(again <= CUTS, 'a piece goes again only when the link broke under it')
    keepProved({
      photos: { count: photos.length, bytes: all, sent, seconds, cuts: CUTS, lossPercent: LOSS * 100, again },
    })
    const journal = await house.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 500))
    for (const action of ['evidence.captured', 'evidence.added'])
      assert.equal(
        journal.filter((row) => row.action === action && row.outcome === 'done').length,
        photos.length,
        `${action} once a photo`,
      )
  },
)
