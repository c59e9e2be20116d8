/** NFR-02, NEW-14: a whole inspection in airplane mode, in a real browser with the network truly off. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Hazard } from '../../src/contexts/hazard/model.ts'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { sha256Of } from '../../src/platform/files.ts'
import { latestJournal, verifyJournal } from '../../src/platform/journal.ts'
import { violationsOf } from '../support/axe.ts'
import { launchPhone } from '../support/browser.ts'
import { BURDEN_BUDGET, judged } from '../../src/contexts/device/rules/burden.ts'
import { press } from './browser-hands.ts'
import { BURDEN_METER, keepMeasured, type Burden } from './field-burden.ts'
import { aPhoto, openFieldHouse } from './field-house.ts'
import {
  enterByCode,
  findSomething,
  nextMinute,
  PHONE,
  signAsAll,
  signInOnPhone,
  takeEverythingAlong,
  whoWasThere,
} from './field-hands.ts'

test('NFR-02: from the door to the signed record and order without network; after the sync office and phone show the same', async (t) => {
  const house = await openFieldHouse(t)
  const { inspection, enterprise, items } = await house.visit(20)
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-phone-'))
  const context = await launchPhone(folder, PHONE)
  t.after(async () => {
    await context.close()
    await rm(folder, { recursive: true, force: true })
  })
  const troubles: string[] = []
  await context.addInitScript(BURDEN_METER)
  const page = await signInOnPhone(context, house.base)
  page.on('pageerror', (error) => troubles.push(error.stack ?? error.message))
  await takeEverythingAlong(page)
  assert.deepEqual(await violationsOf(page), [])
  const photos = await Promise.all([10, 60, 110, 160].map(aPhoto))
  const [first, second, ...others] = items
  assert.ok(first && second)

  await context.setOffline(true)
  const cold = Date.now()
  await page.goto(`${house.base}/field/`)
  await page.getByRole('heading', { name: '今日' }).waitFor()
  t.diagnostic(`cold start offline: ${Date.now() - cold} ms`)
  await page.evaluate('countAnew()')
  await enterByCode(page, enterprise)
  const entered = Date.now()
  const reminders = page.getByRole('alert', { name: '执法提醒' })
  await reminders.getByText('执法记录仪还没有开启').waitFor()
  await press(page, '记录仪未开')
  await reminders.waitFor({ state: 'detached' })
  const shots = photos.map((bytes, nth) => ({ name: `现场${nth + 1}.jpg`, bytes }))
  await findSomething(page, { item: first.content, place: '焊接车间', photos: shots.slice(0, 2) })
  await findSomething(page, { item: second.content, place: '配电室', photos: shots.slice(2) })
  for (const { content } of others) await press(page.getByRole('group', { name: content, exact: true }), '符合')
  await press(page, '填写记录')
  await whoWasThere(page, enterprise)
  await press(page.getByRole('group', { name: '检查场所' }), '焊接车间、配电室')
  await nextMinute(page, entered)
  await signAsAll(page, enterprise)
  await press(page, '提交检查记录')
  await page.getByRole('heading', { name: '责令整改的问题' }).waitFor()
  await press(page, '15 天')
  await signAsAll(page, enterprise)
  await press(page, '签发责令限期整改指令书')
  await page.getByText('可以离开了').waitFor()
  assert.deepEqual(await violationsOf(page), [])
  const burden = (await page.evaluate('JSON.parse(sessionStorage.burden)')) as Burden
  t.diagnostic(`burden: ${JSON.stringify(burden)}`)
  assert.ok(burden.taps <= BURDEN_BUDGET.taps, `${burden.taps} taps`)
  const shown = await page.locator('.card-lines span').allTextContents()
  await press(page, '查看预览：责令限期整改指令书')
  const preview = await page.getByRole('dialog').innerText()
  assert.match(preview, /本机按同一式样排出的预览/)
  assert.match(preview, /焊接车间/)
  await press(page, '关闭')
  const meanwhile = (await house.ask('first', 'GET', `/inspection/${inspection.id}`)).body as unknown as InspectionFile
  assert.equal(meanwhile.inspection.state, 'approved', 'nothing has left the phone yet')

  const signedAt = Date.now()
  await context.setOffline(false)
  await page.goto(`${house.base}/field/outbox`)
  await page.getByText('没有待上传的内容').waitFor({ timeout: 60_000 })
  t.diagnostic(`sync: ${Date.now() - signedAt} ms`)

  const { body } = await house.ask('unit', 'GET', `/inspection/${inspection.id}`)
  const file = body as unknown as InspectionFile
  assert.equal(file.inspection.state, 'ordered')
  const told = (await house.ask('unit', 'GET', '/device/burden?from=2020-01-01')).body
  const [counted] = told['visits'] as (Burden & { bytes: number; findings: number })[]
  assert.ok(counted)
  const { taps, checklist, photos: photoTaps, strokes, typed, findings, bytes } = counted
  // The tap on the list of today comes before the visit is open.
  assert.deepEqual(
    { taps: taps + 1, checklist, photos: photoTaps, strokes, typed },
    burden,
    'the app counts what happens',
  )
  const verdict = judged(counted, findings)
  assert.ok(verdict.keepsTaps && verdict.keepsTyped, JSON.stringify(counted))
  assert.ok(bytes > photos.reduce((sum, { length }) => sum + length, 0), 'the originals are in the bytes')
  keepMeasured({ visit: { items: items.length, findings, taps: burden.taps, checklist, photoTaps, strokes, typed } })
  assert.deepEqual(file.inspection.history.map(({ step }) => step).slice(-3), ['enter', 'record', 'order'])
  assert.ok(
    file.inspection.history.slice(-3).every(({ at }) => Date.parse(at) < signedAt),
    'the acts count when they were done',
  )
  assert.deepEqual(
    file.hazards.map(({ place }: Hazard) => place),
    ['焊接车间', '配电室'],
  )
  const numbers = file.papers.flatMap(({ number }) => number ?? [])
  assert.equal(new Set(numbers).size, numbers.length)
  for (const { number, title } of file.papers.slice(1))
    assert.ok(shown.includes(number ?? ''), `${title} ${number} was shown on the phone as ${shown}`)

  const hashes = new Set<string>()
  for (const { id, sha256 } of file.facts.evidence) {
    const { bytes } = await house.ask('unit', 'GET', `/evidence/${id}/file`)
    assert.equal(sha256Of(bytes), sha256)
    hashes.add(sha256)
  }
  assert.deepEqual([...hashes].sort(), photos.map(sha256Of).sort())

  await page.goto(`${house.base}/field/visit/${inspection.id}/papers`)
  for (const number of numbers) await page.getByText(number, { exact: true }).waitFor()

  const journal = await house.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 200))
  const acts = journal.filter(
    ({ action, outcome }) =>
      outcome === 'done' && /^inspection\.(entered|recorded|ordered)$|^evidence\.captured$/.test(action),
  )
  assert.equal(acts.length, 7)
  for (const { deviceAt, at, detail } of acts) {
    assert.ok(
      deviceAt !== null && deviceAt < at && typeof detail['phone'] === 'string',
      JSON.stringify({ deviceAt, at, detail }),
    )
  }
  assert.ok((await house.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))).ok)
  assert.deepEqual(troubles, [])
})
