/**
 * What comes in wrong, forged, oversized or hostile, over a real port: refused plainly, nothing lost, nothing revealed.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { test, type TestContext } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import sharp from 'sharp'
import sql from 'sql-template-tag'
import { demoPhoto } from '../src/demo/photos.ts'
import { NATIONWIDE } from '../src/platform/db.ts'
import { sha256Of } from '../src/platform/files.ts'
import { latestJournal, verifyJournal } from '../src/platform/journal.ts'
import { BUSINESS, CAST, STARTS_AT } from './journeys/dongguan.ts'
import { serveStage, type Reply, type Served } from './support/served.ts'

const CHINESE = /[\u4e00-\u9fff]/
const codesOf = ({ body }: Reply) => ((body['refusals'] ?? []) as { code: string }[]).map(({ code }) => code)
const fieldsOf = ({ body }: Reply) => (body['fields'] ?? []) as { field: string; says: string }[]
const journalOf = (served: Served, limit = 5) => served.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, limit))
const open = (t: TestContext) => serveStage(t, STARTS_AT)

const aPlan = (id = randomUUID()) => ({
  id,
  enterpriseId: BUSINESS.id,
  reason: 'plan',
  reasonRef: '2022年度监督检查计划',
  plannedOn: '2022-06-08',
  officerIds: [CAST.first.id, CAST.second.id],
  assistants: [],
  checkItemIds: [] as string[],
  method: 'both',
})

/** A plan of the first three items of the list, as the officer would send it. */
async function draftedPlan(served: Served, cookie: string) {
  const { body } = await served.get(`/inspection/suggested-items?enterpriseId=${BUSINESS.id}&date=2022-06-08`, {
    cookie,
  })
  const items = (body['items'] as { id: string; mandatory: boolean }[]).filter(({ mandatory }) => mandatory).slice(0, 3)
  return { ...aPlan(), checkItemIds: items.map(({ id }) => id) }
}

test('a missing or wrong field is named, with what is wrong in Chinese, and nothing is kept', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('first')
  const empty = await served.post('/inspection/plans', { cookie })
  assert.equal(empty.status, 400)
  const named = fieldsOf(empty).map(({ field }) => field)
  for (const field of ['enterpriseId', 'reason', 'plannedOn', 'officerIds', 'checkItemIds', 'method'])
    assert.ok(named.includes(field), `${field} is not named`)
  const wrong = await served.post('/inspection/plans', {
    cookie,
    body: { ...aPlan(), plannedOn: '2022-13-45', officerIds: 'both', checkItemIds: ['a'] },
  })
  assert.equal(wrong.status, 400, wrong.text)
  assert.deepEqual(
    fieldsOf(wrong)
      .map(({ field }) => field)
      .sort(),
    ['officerIds', 'plannedOn'],
  )
  for (const { says } of [...fieldsOf(empty), ...fieldsOf(wrong)]) {
    assert.match(says, CHINESE)
    assert.doesNotMatch(says, /[A-Za-z]{4,}/, 'no word of a programmer')
  }
  const { body } = await served.get('/inspection', { cookie })
  assert.deepEqual(body['inspections'], [])
})

test('what is no JSON, no form or no address is refused without a fault', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('first')
  const tries: [Reply, number][] = [
    [await served.post('/inspection/plans', { cookie, body: '{"id": ' }), 400],
    [await served.post('/inspection/plans', { cookie, body: '{"__proto__": {"may": 1}}' }), 400],
    [await served.post('/inspection/plans', { cookie, body: 'a=b', headers: { 'content-type': 'text/plain' } }), 415],
    [await served.post('/evidence', { cookie, body: {} }), 400],
    [await served.get('/registry/door/%E0%A4%A', { cookie }), 400],
    [await served.get('/registry/enterprises?q=%00', { cookie }), 400],
    [await served.post('/inspection/plans', { cookie, body: { ...aPlan(), reasonRef: 'a\ud800' } }), 400],
    [await served.post('/inspection/plans', { cookie, body: { ...aPlan(), reasonRef: '长'.repeat(3_000_000) } }), 413],
    [await served.get('/nowhere', { cookie }), 404],
    [await served.post('/people/delete-all', { cookie }), 404],
  ]
  for (const [{ status, text }, wanted] of tries) assert.equal(status, wanted, text)
  for (const [{ text }] of tries.slice(0, 8)) assert.match(text, CHINESE)
  assert.doesNotMatch(tries.map(([{ text }]) => text).join(), /stack|at .*\.ts|node_modules|select /)
})

/** Streams so many bytes as one file of a form; answers the status and how much had been sent by then. */
function stream(served: Served, cookie: string, bytes: number): Promise<{ status: number; sent: number }> {
  return new Promise((answered, failed) => {
    let sent = 0
    let status = 0
    const chunk = Buffer.alloc(256 * 1024, 1)
    const call = request(
      `${served.base}/api/evidence`,
      { method: 'POST', headers: { cookie, 'content-type': 'multipart/form-data; boundary=edge' } },
      (answer) => {
        status = answer.statusCode ?? 0
        answer.resume()
        answer.on('end', () => {
          call.destroy()
          answered({ status, sent })
        })
      },
    )
    call.on('error', (error) => (status ? answered({ status, sent }) : failed(error)))
    call.write(
      '--edge\r\ncontent-disposition: form-data; name="file"; filename="video.mp4"\r\ncontent-type: video/mp4\r\n\r\n',
    )
    const more = () => {
      while (sent < bytes && !call.destroyed) {
        sent += chunk.length
        if (!call.write(chunk)) {
          call.once('drain', more)
          return
        }
      }
      if (!call.destroyed) call.end('\r\n--edge--\r\n')
    }
    more()
  })
}

test('an upload of 200 MB is refused at the limit while the memory stays small', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('first')
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 5)
  const { status, sent } = await stream(served, cookie, 200 * 1024 * 1024).finally(() => clearInterval(watch))
  assert.equal(status, 413)
  t.diagnostic(
    `${Math.round(sent / 2 ** 20)} MB were sent, the memory grew by ${Math.round((most - before) / 2 ** 20)} MB`,
  )
  assert.ok(most - before < 150 * 1024 * 1024, 'the file must never stand in memory as a whole')
  assert.equal((await served.get('/people/me', { cookie })).status, 200, 'the server goes on')
})

test('a spreadsheet bomb is refused by what it declares and by what it hides', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('unit')
  const bomb = Buffer.from(
    zipSync(
      { 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(170 * 1024 * 1024) },
      { level: 1 },
    ),
  )
  const liar = Buffer.from(bomb)
  liar.writeUInt32LE(1_000, liar.lastIndexOf(Buffer.from('504b0102', 'hex')) + 24)
  for (const bytes of [bomb, liar]) {
    const answer = await served.upload(
      '/registry/imports',
      { name: '企业.xlsx', mime: 'application/vnd.ms-excel', bytes },
      { cookie, fields: { source: '测试' } },
    )
    assert.equal(answer.status, 400, answer.text)
    assert.match(answer.text, /拒绝导入/)
  }
})

test('APL 46: a photo that is no photo is refused, whatever it calls itself, and the refusal is journalled', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('first')
  const photo = await demoPhoto(1)
  const pixels = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
    .resize(14_501, 14_500, { kernel: 'nearest' })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer()
  const tries: [string, Uint8Array, string][] = [
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'file-kind-unknown'],
    [
      'a drawing with a program',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      'file-kind-unknown',
    ],
    ['half a photo', photo.subarray(0, photo.length / 2), 'photo-unreadable'],
    ['a bomb of pixels', pixels, 'photo-unreadable'],
  ]
  for (const [what, bytes, code] of tries) {
    const answer = await served.upload(
      '/evidence',
      { name: 'photo.jpg', mime: 'image/jpeg', bytes },
      {
        cookie,
        fields: {
          subjectKind: 'inspection',
          subjectId: randomUUID(),
          name: 'photo',
          sha256: sha256Of(bytes),
          takenAt: STARTS_AT,
        },
      },
    )
    assert.equal(answer.status, 422, `${what}: ${answer.text}`)
    assert.deepEqual(codesOf(answer), [code], what)
    const [row] = await journalOf(served, 1)
    assert.deepEqual([row?.action, row?.outcome, row?.asker], ['evidence.added', 'refused', CAST.first.id])
    assert.match(JSON.stringify(row?.detail), new RegExp(code))
  }
})

test('a session that ended, was signed out or was altered speaks for nobody', async (t) => {
  const served = await open(t)
  const stolen = await served.signIn('first')
  assert.equal((await served.get('/people/me', { cookie: stolen })).status, 200)
  await served.post('/people/sign-out', { cookie: stolen })
  const ended = await served.signIn('first')
  const own = await served.signIn('first')
  const { body } = await served.get('/people/sessions', { cookie: own })
  const sessions = body['sessions'] as { id: string; isThisOne: boolean; endedAt: string | null }[]
  for (const { id } of sessions.filter(({ isThisOne, endedAt }) => !isThisOne && !endedAt))
    await served.post(`/people/sessions/${id}/end`, { cookie: own })
  const altered = own.slice(0, -2) + (own.endsWith('AA') ? 'BB' : 'AA')
  const forged = [
    stolen,
    ended,
    altered,
    'plumbline=',
    'plumbline=%00',
    `plumbline=${CAST.first.id}`,
    `plumbline=' or true --`,
  ]
  for (const cookie of forged) {
    const answer = await served.get('/people/me', { cookie })
    assert.equal(answer.status, 401, `${cookie.slice(0, 20)}: ${answer.text}`)
    assert.equal((await served.post('/inspection/plans', { cookie, body: aPlan() })).status, 401)
  }
  assert.equal((await served.get('/people/me', { cookie: own })).status, 200)
  served.clock.forward(61)
  assert.equal((await served.get('/people/me', { cookie: own })).status, 401, 'an hour without a call ends the session')
})

test('what another site sends is refused and journalled, whatever it says of itself', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('first')
  for (const origin of ['https://evil.example', 'null', 'not an address', 'http://127.0.0.1:1']) {
    const answer = await served.post('/inspection/plans', { cookie, body: aPlan(), headers: { origin } })
    assert.equal(answer.status, 422, `${origin}: ${answer.text}`)
    assert.deepEqual(codesOf(answer), ['foreign-origin'])
  }
  assert.deepEqual(
    (await journalOf(served, 4)).map(({ action, outcome }) => `${action} ${outcome}`),
    Array(4).fill('inspection.plan-drafted refused'),
  )
  assert.equal(
    (await served.post('/inspection/plans', { cookie, headers: { origin: served.base } })).status,
    400,
    'the own page is heard',
  )
})

test('a key used again with the same body answers the same and writes one row; with another body it is a conflict', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('first')
  const plan = await draftedPlan(served, cookie)
  const headers = { 'idempotency-key': randomUUID() }
  const [first, twin] = await Promise.all([
    served.post('/inspection/plans', { cookie, body: plan, headers }),
    served.post('/inspection/plans', { cookie, body: plan, headers }),
  ])
  const late = await served.post('/inspection/plans', { cookie, body: plan, headers })
  assert.deepEqual([first.status, twin.status, late.status], [200, 200, 200], first.text)
  assert.deepEqual([twin.body, late.body], [first.body, first.body])
  assert.equal(((await served.get('/inspection', { cookie })).body['inspections'] as unknown[]).length, 1)
  assert.equal((await journalOf(served, 50)).filter(({ action }) => action === 'inspection.plan-drafted').length, 1)
  const other = await served.post('/inspection/plans', { cookie, body: { ...plan, reasonRef: '另一项计划' }, headers })
  assert.equal(other.status, 409)
  assert.match(String(other.body['conflict']), CHINESE)
})

test('who acts on a version that somebody else changed is told so, and changes nothing', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('first')
  const plan = await draftedPlan(served, cookie)
  assert.equal((await served.post('/inspection/plans', { cookie, body: plan })).status, 200)
  const revise = (version: number, reasonRef: string) =>
    served.post(`/inspection/${plan.id}/revise-plan`, { cookie, body: { ...plan, reasonRef, version } })
  assert.equal((await revise(1, '第一次修改')).status, 200)
  const stale = await revise(1, '第二次修改')
  assert.equal(stale.status, 409, stale.text)
  assert.match(String(stale.body['conflict']), CHINESE)
  const { body } = await served.get(`/inspection/${plan.id}`, { cookie })
  assert.equal((body['inspection'] as { reasonRef: string }).reasonRef, '第一次修改')
})

test('a fault answers with its number alone and leaves everything as it was', async (t) => {
  const served = await open(t)
  const [first, unit] = [await served.signIn('first'), await served.signIn('unit')]
  const plan = await draftedPlan(served, first)
  await served.post('/inspection/plans', { cookie: first, body: plan })
  const approve = () =>
    served.post(`/inspection/${plan.id}/approve-plan`, { cookie: unit, body: { version: 1, opinion: '同意。' } })
  const aside = `${served.filesFolder}-aside`
  await rename(served.filesFolder, aside)
  await writeFile(served.filesFolder, 'a file where the folder was')
  const before = await journalOf(served, 1)
  const fault = await approve()
  assert.equal(fault.status, 500)
  assert.deepEqual(Object.keys(fault.body), ['fault'])
  assert.match(String(fault.body['fault']), /^[0-9a-f-]{36}$/)
  assert.deepEqual(await journalOf(served, 1), before, 'an act that was not done stands in no journal')
  await rm(served.filesFolder)
  await rename(aside, served.filesFolder)
  const mended = await approve()
  assert.equal(mended.status, 200, mended.text)
  const papers = mended.body['papers'] as { template: string; number: string }[]
  assert.match(papers[0]?.number ?? '', /〔2022〕1号/, 'no number was lost')
  assert.equal((await served.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))).ok, true)
})

test('a formula in a list of businesses stays text, in the system and in the export', async (t) => {
  const served = await open(t)
  const cookie = await served.signIn('unit')
  const list = `统一社会信用代码,企业名称,所在地区划代码,行业代码,从业人数\r\n${BUSINESS.creditCode},"=HYPERLINK(""http://evil.example"",""东莞演示"")",,,`
  const preview = await served.upload(
    '/registry/imports',
    { name: '=cmd.csv', mime: 'text/csv', bytes: strToU8(list) },
    { cookie, fields: { source: '测试' } },
  )
  const { id, counts } = preview.body['batch'] as { id: string; counts: unknown }
  assert.deepEqual(counts, { create: 0, update: 1, same: 0, refused: 0 }, preview.text)
  assert.equal((await served.post(`/registry/imports/${id}/confirm`, { cookie })).status, 200)
  const row = await served.db.transaction(NATIONWIDE, (tx) =>
    tx.find<{ name: string }>(sql`select name from registry.enterprise where id = ${BUSINESS.id}`),
  )
  assert.equal(row?.name, '=HYPERLINK("http://evil.example","东莞演示")')
  const { text } = await served.get('/registry/export', { cookie })
  assert.ok(text.includes(`'=HYPERLINK`), text)
  assert.doesNotMatch(text, /(^|[,"\n])=HYPERLINK/)
})
