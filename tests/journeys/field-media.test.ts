/** INS-07: photo, marked copy, sound and video taken without network; originals arrive as they were. */
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import type { Capture } from '../../src/contexts/evidence/model.ts'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { sha256Of } from '../../src/platform/files.ts'
import { violationsOf } from '../support/axe.ts'
import { launchBrowser } from '../support/browser.ts'
import { press } from './browser-hands.ts'
import { aPhoto, openFieldHouse } from './field-house.ts'
import { enterByCode, findSomething, PHONE, signInOnPhone, takeEverythingAlong } from './field-hands.ts'

/** A microphone for a browser that has none: a tone, recorded by the browser's own recorder. */
const MICROPHONE = `navigator.mediaDevices.getUserMedia = async () => {
  const sound = new AudioContext()
  const tone = sound.createOscillator()
  const out = sound.createMediaStreamDestination()
  tone.connect(out)
  tone.start()
  return out.stream
}`

/** The head of an MP4: what a file is is read from its bytes. */
const video = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypisom'),
  Buffer.from([0, 0, 2, 0]),
  Buffer.from('isommp41'),
  Buffer.alloc(4_000, 7),
])

test('INS-07: photo, marked copy beside the untouched original, voice note and video, all hashed at capture without network', async (t) => {
  const house = await openFieldHouse(t)
  const { inspection, enterprise, items } = await house.visit(2)
  const browser = await launchBrowser(t)
  const context = await browser.newContext(PHONE)
  await context.addInitScript(MICROPHONE)
  const page = await signInOnPhone(context, house.base)
  await takeEverythingAlong(page)
  await context.setOffline(true)
  await enterByCode(page, enterprise)
  const photo = await aPhoto(42)
  await findSomething(page, {
    item: items[0]?.content ?? '',
    place: '车间',
    photos: [{ name: '配电箱.jpg', bytes: photo }],
  })
  await page.locator('.found').first().click()
  const sheet = page.getByRole('dialog', { name: '发现的问题' })

  await press(sheet, '录音')
  await sheet.getByText('正在录音 1 秒').waitFor()
  await sheet.getByRole('button', { name: /^停止录音/ }).click()
  await sheet.locator('.photo').nth(1).waitFor()
  await sheet
    .locator('input[accept="video/*"]')
    .setInputFiles({ name: '现场.mp4', mimeType: 'video/mp4', buffer: video })
  await sheet.locator('.photo').nth(2).waitFor()

  await press(sheet, '标注 配电箱.jpg')
  const marking = page.getByRole('dialog', { name: '在副本上标注' })
  const glass = marking.getByRole('img', { name: '在副本上标注' })
  const box = await glass.boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.3)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.6, { steps: 8 })
  await page.mouse.up()
  assert.deepEqual(await violationsOf(page), [])
  await pictureOf(page, 'annotate')
  await press(marking, '保存标注')
  await sheet.getByText('标注件').waitFor()
  await pictureOf(page, 'media')
  await press(sheet, '完成')

  await context.setOffline(false)
  await page.goto(`${house.base}/field/outbox`)
  await page.getByText('没有待上传的内容').waitFor({ timeout: 30_000 })
  const { facts } = (await house.ask('unit', 'GET', `/inspection/${inspection.id}`)).body as unknown as InspectionFile
  const { captures } = (await house.ask('unit', 'GET', `/evidence/captures?subjectId=${inspection.id}`)).body as {
    captures: (Capture & { hasArrived: boolean })[]
  }
  assert.equal(captures.length, 4)
  assert.ok(captures.every(({ hasArrived }) => hasArrived))
  const original = facts.evidence.find(({ sha256 }) => sha256 === sha256Of(photo))
  assert.ok(original, 'the original is byte for byte what the camera gave')
  const marked = captures.find(({ annotates }) => annotates !== null)
  assert.equal(marked?.annotates, original.id)
  assert.notEqual(marked?.sha256, original.sha256)
  assert.deepEqual(facts.evidence.map(({ mime }) => mime).toSorted(), [
    'image/jpeg',
    'image/jpeg',
    'video/mp4',
    'video/webm',
  ])
  for (const { id, sha256 } of facts.evidence)
    assert.equal(sha256Of((await house.ask('unit', 'GET', `/evidence/${id}/file`)).bytes), sha256)
})

/** For those who want to look at the screens. */
async function pictureOf(page: Page, name: string) {
  const folder = process.env['PLUMBLINE_SCREENSHOTS']
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `field-${name}.png`) })
}
