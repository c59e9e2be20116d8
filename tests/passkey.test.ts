/** A passkey as second factor, with Chromium's own virtual security key: added, used, of no use elsewhere, removed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { NATIONWIDE } from '../src/platform/db.ts'
import { STARTS_AT, USERNAMES } from './journeys/dongguan.ts'
import { launchBrowser } from './support/browser.ts'
import { PASSWORD, serveStage } from './support/served.ts'

const KEY = '蓝色安全密钥'

test('a passkey confirms a sign-in in place of a code; its answer opens nothing twice and nothing that another site asked for', async (t) => {
  const served = await serveStage(t, STARTS_AT)
  const site = served.base.replace('127.0.0.1', 'localhost')
  const browser = await launchBrowser(t)
  const context = await browser.newContext()
  const page = await context.newPage()
  const device = await context.newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'usb', automaticPresenceSimulation: true },
  })
  const username = USERNAMES.first
  const fill = async () => {
    await page.getByLabel('账号').fill(username)
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: /^登\s*录$/ }).click()
  }
  const byPassword = (more: object = {}) =>
    served.post('/people/sign-in', { body: { username, password: PASSWORD, ...more } })
  const codeOf = ({ body }: Awaited<ReturnType<typeof byPassword>>) =>
    (body['refusals'] as { code: string; facts: Record<string, string> }[] | undefined)?.[0]

  await page.goto(`${site}/desk/account`)
  await fill()
  const form = page.locator('form#passkey')
  await form.getByLabel('名称').fill(KEY)
  await form.getByLabel('当前密码').fill(PASSWORD)
  await form.getByRole('button', { name: '添加通行密钥' }).click()
  await page.getByText('通行密钥已添加，下次登录时可用').waitFor()
  const [kept] = await served.db.transaction(NATIONWIDE, (tx) =>
    tx.rows<{ label: string; bytes: number }>(sql`select label, length(public_key) as bytes from people.passkey`),
  )
  assert.equal(kept?.label, KEY)
  assert.ok(kept.bytes > 40)

  // The password alone opens nothing any more, and a made-up code neither.
  assert.deepEqual(
    [codeOf(await byPassword())?.code, codeOf(await byPassword())?.facts['ways']],
    ['second-factor-needed', 'passkey'],
  )
  assert.equal(codeOf(await byPassword({ code: '123456' }))?.code, 'wrong-code')

  await context.clearCookies()
  await page.goto(`${site}/desk/account`)
  await fill()
  const sent = page.waitForRequest(
    (request) => request.url().endsWith('/people/sign-in') && !!request.postDataJSON().passkey,
  )
  await page.getByRole('button', { name: '用通行密钥验证' }).click()
  await page.getByRole('cell', { name: KEY }).waitFor()
  const { passkey } = (await sent).postDataJSON() as { passkey: string }
  assert.equal(codeOf(await byPassword({ passkey }))?.code, 'wrong-passkey', 'an answer counts once')

  // Asked under the other name of this machine, signed by the device for this one: what a false site would pass on.
  const asked = codeOf(await byPassword())?.facts['passkey'] ?? ''
  const options = JSON.stringify({ ...JSON.parse(asked), rpId: 'localhost' })
  const stolen = await page.evaluate<string>(`(async () => JSON.stringify(await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(${options}) })))()`)
  assert.equal(codeOf(await byPassword({ passkey: stolen }))?.code, 'wrong-passkey', 'bound to the site')

  await page.getByRole('button', { name: '移除' }).click()
  const removal = page.locator('form#passkey-remove')
  await removal.getByLabel('当前密码').fill(PASSWORD)
  await removal.getByRole('button', { name: '移除' }).click()
  await page.getByText('通行密钥已移除').waitFor()
  assert.equal((await byPassword()).status, 200)
})
