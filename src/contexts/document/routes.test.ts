import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { freshDatabase } from '../../../tests/support/database.ts'
import type { Asker } from '../../kernel/asker.ts'
import { clockAt } from '../../platform/clock.ts'
import { openDatabase } from '../../platform/db.ts'
import { listeners } from '../../platform/events.ts'
import { openFiles, sha256Of } from '../../platform/files.ts'
import { buildServer } from '../../platform/http.ts'
import { openLog } from '../../platform/log.ts'
import { aBureau } from './fixtures.ts'
import { sampleData } from './rules/sample.ts'
import type { Paper, ServiceAct, Verification } from './model.ts'
import { issuePaper } from './public.ts'
import { findTemplateOn } from './render/catalogue.ts'
import { routes } from './routes.ts'

const at = '2026-03-20T02:00:00.000Z'
const PERMISSIONS = ['document.read', 'document.write', 'document.serve']
const officer = (id: string, region: string): Asker => ({
  id,
  name: '李淼',
  kind: 'officer',
  region,
  roles: ['officer'],
  permissions: PERMISSIONS,
})
const ASKERS = new Map([
  ['here', officer('here', '4419')],
  ['elsewhere', officer('elsewhere', '441302')],
])

async function openRoutes(t: TestContext) {
  const database = await freshDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-papers-'))
  const db = openDatabase(database.url, 3)
  const files = openFiles(folder)
  const app = await buildServer({
    db,
    files,
    clock: clockAt('2026-03-21T02:00:00.000Z'),
    log: openLog('silent'),
    routes,
    listeners: listeners({}),
    publicChain: '44',
    resolveAsker: async (token) => ASKERS.get(token) ?? null,
  })
  t.after(async () => {
    await app.close()
    await db.close()
    await rm(folder, { recursive: true, force: true })
  })
  const form = findTemplateOn('D34', '2026-03-20')
  if (!form) throw new Error('no D34')
  const paper = await db.transaction({ region: '4419' }, (tx) =>
    issuePaper(tx, {
      template: 'D34',
      bureau: aBureau(),
      subject: { kind: 'case', id: 'case-1' },
      data: sampleData(form),
      by: 'here',
      at,
      files,
    }),
  )
  const as = (who: string) => ({
    get: (path: string) => app.inject({ method: 'GET', url: `/api/document${path}`, cookies: { plumbline: who } }),
    post: (path: string, payload: object) =>
      app.inject({ method: 'POST', url: `/api/document${path}`, cookies: { plumbline: who }, payload }),
  })
  return { app, paper, as }
}

test('an officer of the bureau reads, downloads and serves; one of another county finds nothing', async (t) => {
  const { paper, as } = await openRoutes(t)
  const here = as('here')
  const pdf = await here.get(`/${paper.id}/pdf`)
  assert.equal(sha256Of(pdf.rawPayload), paper.pdfSha256)
  assert.match(String(pdf.headers['content-disposition']), /^inline; filename\*=UTF-8''/)
  assert.equal((await here.get(`/${paper.id}/docx`)).rawPayload.subarray(0, 2).toString(), 'PK')
  assert.equal((await here.get(`/papers/${paper.id}`)).json<{ paper: Paper }>().paper.number, paper.number)
  assert.equal((await here.get('/papers?kind=case&id=case-1')).json<{ papers: unknown[] }>().papers.length, 1)
  assert.equal((await here.get('/register')).json<{ papers: unknown[] }>().papers.length, 1)

  const elsewhere = as('elsewhere')
  for (const path of [`/${paper.id}/pdf`, `/${paper.id}/docx`, `/papers/${paper.id}`])
    assert.equal((await elsewhere.get(path)).statusCode, 404)
  assert.deepEqual((await elsewhere.get('/papers?kind=case&id=case-1')).json(), { papers: [] })
  assert.deepEqual((await elsewhere.get('/register')).json(), { papers: [] })
  assert.equal((await elsewhere.post(`/${paper.id}/correct`, { data: {}, reason: '试' })).statusCode, 404)
})

test('service is recorded once it holds', async (t) => {
  const { paper, as } = await openRoutes(t)
  const service: ServiceAct = {
    method: 'electronic',
    servedAt: at,
    place: '电子邮箱',
    recipient: '张喆',
    recipientRelation: null,
    servers: [{ name: '李淼' }],
    witness: null,
    recorded: false,
    addressConfirmed: false,
    refused: false,
    note: null,
  }
  const refused = await as('here').post(`/${paper.id}/service`, { service })
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /electronic-service-without-consent/)
  const served = await as('here').post(`/${paper.id}/service`, { service: { ...service, addressConfirmed: true } })
  assert.equal(served.json<{ deemedServedOn: string }>().deemedServedOn, '2026-03-20')
})

test('the public verifies by code and by file; one changed byte is found', async (t) => {
  const { app, paper, as } = await openRoutes(t)
  const nobody = as('nobody')
  const code = paper.verifyToken.match(/.{4}/g)?.join('-').toLowerCase()
  const byCode = (await nobody.get(`/verify/${code}`)).json<Verification>()
  assert.deepEqual([byCode.genuine, byCode.number], [true, paper.number])
  assert.equal((await nobody.get('/verify/AAAABBBBCCCCDDDD')).json<Verification>().found, false)
  assert.equal((await nobody.get(`/${paper.id}/pdf`)).statusCode, 401)

  const bytes = (await as('here').get(`/${paper.id}/pdf`)).rawPayload
  const check = async (file: Buffer) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(file)]), 'paper.pdf')
    const encoded = new Response(form)
    const answer = await app.inject({
      method: 'POST',
      url: '/api/document/verify-file',
      headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
      payload: Buffer.from(await encoded.arrayBuffer()),
    })
    return answer.json<Verification>()
  }
  assert.equal((await check(bytes)).genuine, true)
  const altered = Buffer.from(bytes)
  altered[1_000] = (altered[1_000] ?? 0) ^ 1
  const verdict = await check(altered)
  assert.deepEqual([verdict.found, verdict.genuine, verdict.number], [true, false, paper.number])
  assert.equal((await check(Buffer.from('not a paper'))).found, false)
})
