import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { freshDatabase } from '../../../../tests/support/database.ts'
import { charactersOf } from '../../../../tests/support/pdf.ts'
import type { Asker } from '../../../kernel/asker.ts'
import { clockAt } from '../../../platform/clock.ts'
import { openDatabase } from '../../../platform/db.ts'
import { listeners } from '../../../platform/events.ts'
import { openFiles } from '../../../platform/files.ts'
import { buildServer } from '../../../platform/http.ts'
import { openLog } from '../../../platform/log.ts'
import { createBureau } from '../../people/public.ts'
import { aBureau } from '../fixtures.ts'
import { sampleData } from '../rules/sample.ts'
import type { Edition } from '../model.ts'
import { issuePaper } from '../public.ts'
import { findTemplateOn, layoutOf } from '../render/catalogue.ts'
import type { Layout } from '../rules/layout.ts'
import { routes } from '../routes.ts'

const DRAFTS = ['document.read', 'document.draft-form']
const APPROVES = ['document.read', 'document.approve-form']
const person = (id: string, region: string, permissions: string[]): Asker => ({
  id,
  name: id,
  kind: 'officer',
  region,
  roles: [],
  permissions,
})
const ASKERS = new Map(
  [
    person('drafter', '4413', DRAFTS),
    person('both', '4413', [...DRAFTS, ...APPROVES]),
    person('head', '4413', APPROVES),
    person('county', '441322', ['document.read']),
    person('elsewhere', '441900', ['document.read']),
  ].map((one) => [one.id, one]),
)

async function openHouse(t: TestContext) {
  const database = await freshDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-editions-'))
  const db = openDatabase(database.url, 3)
  const files = openFiles(folder)
  const clock = clockAt('2026-03-20T02:00:00.000Z')
  const app = await buildServer({
    db,
    files,
    clock,
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
  await db.transaction({ region: '44' }, (tx) =>
    createBureau(tx, {
      region: '4413',
      name: '惠州市应急管理局',
      shortName: '惠',
      capacity: 'own',
      address: '',
      phone: '',
      reconsiderationOrgan: '惠州市人民政府',
      court: '惠州市惠城区人民法院',
      collectingBank: '',
      collectingAccount: '',
    }),
  )
  const post = async (who: string, path: string, payload: object) =>
    app.inject({ method: 'POST', url: `/api/document${path}`, cookies: { plumbline: who }, payload })
  const get = (who: string, path: string) =>
    app.inject({ method: 'GET', url: `/api/document${path}`, cookies: { plumbline: who } })
  const issue = async (region: string, at: string) => {
    const form = findTemplateOn('D34', '2026-03-20')
    if (!form) throw new Error('no D34')
    const paper = await db.transaction({ region }, (tx) =>
      issuePaper(tx, {
        template: 'D34',
        bureau: aBureau({ region, name: `${region}应急管理局`, shortName: region }),
        subject: { kind: 'case', id: randomUUID() },
        data: sampleData(form),
        by: 'x',
        at,
        files,
      }),
    )
    return { paper, words: charactersOf(await files.read(paper.pdfSha256)) }
  }
  return { db, clock, post, get, issue }
}

const form = findTemplateOn('D34', '2026-03-20')
const layout = form && layoutOf(form)
if (!layout) throw new Error('no layout of D34')

/** 经查 in other words; everything else as it was. */
const reworded: Layout = {
  ...layout,
  blocks: layout.blocks.map((block) =>
    'p' in block && block.p.startsWith('经查') ? { ...block, p: '本局查明，你单位实施了下列行为：' } : block,
  ),
}
const aDraft = (changes: object = {}) => ({
  id: randomUUID(),
  code: 'D34',
  effectiveFrom: '2026-04-01',
  reason: '与本省公布的文书用语一致',
  labels: {},
  layout: reworded,
  ...changes,
})
const codes = (answer: { body: string }) =>
  (JSON.parse(answer.body) as { refusals: { code: string }[] }).refusals.map(({ code }) => code)

test('LAW-13, procedure §2.1: an edition counts from its day on, for the bureau and those below; papers before keep their form', async (t) => {
  const { db, clock, post, get, issue } = await openHouse(t)
  const draft = aDraft()
  assert.equal((await post('drafter', '/editions', draft)).statusCode, 200)
  const before = await issue('441322', '2026-04-02T02:00:00.000Z')
  assert.match(before.words, /经查，你单位/)
  assert.equal((await post('head', `/editions/${draft.id}/approve`, {})).statusCode, 200)
  const day = await issue('441322', '2026-03-31T02:00:00.000Z')
  assert.match(day.words, /经查，你单位/)
  const after = await issue('441322', '2026-04-01T02:00:00.000Z')
  assert.match(after.words, /本局查明，你单位实施了/)
  assert.equal(after.paper.templateVersion, '1.4413.1')
  assert.match((await issue('441900', '2026-04-02T02:00:00.000Z')).words, /经查，你单位/)
  clock.set('2026-04-10T02:00:00.000Z')
  const docx = await get('county', `/${after.paper.id}/docx`)
  assert.equal(docx.statusCode, 200)
  const printed = await get('county', `/print?ids=${before.paper.id},${after.paper.id}`)
  const words = charactersOf(printed.rawPayload)
  assert.match(words, /经查，你单位.*本局查明，你单位/s)
  const again = db.transaction({ region: '4413' }, (tx) =>
    tx.run(sql`update document.edition set state = 'withdrawn' where id = ${draft.id}`),
  )
  await assert.rejects(again, /never altered/)
})

test('procedure §6.1: nobody approves what he drafted, nor backdates it; a draft is withdrawn once', async (t) => {
  const { clock, post } = await openHouse(t)
  const draft = aDraft()
  await post('both', '/editions', draft)
  assert.deepEqual(codes(await post('both', `/editions/${draft.id}/approve`, {})), ['drafter-approves'])
  clock.set('2026-04-02T02:00:00.000Z')
  assert.deepEqual(codes(await post('head', `/editions/${draft.id}/approve`, {})), ['edition-backdated'])
  assert.equal((await post('drafter', `/editions/${draft.id}/withdraw`, {})).statusCode, 200)
  assert.deepEqual(codes(await post('drafter', `/editions/${draft.id}/withdraw`, {})), ['edition-not-drafted'])
  assert.deepEqual(codes(await post('drafter', '/editions', aDraft())), ['edition-backdated'])
})

test('APL 59: facts, remedies, signatures and the seal cannot be edited out of a decision', async (t) => {
  const { post } = await openHouse(t)
  const without = (gone: (block: Layout['blocks'][number]) => boolean) =>
    aDraft({ layout: { ...layout, blocks: layout.blocks.filter((block) => !gone(block)) } })
  const remedy = without((block) => 'remedy' in block)
  assert.deepEqual(codes(await post('drafter', '/editions', remedy)), ['required-field-lost'])
  const facts = without((block) => 'p' in block && block.p === '{facts}')
  assert.deepEqual(codes(await post('drafter', '/editions', facts)), ['required-field-lost'])
  const seal = without((block) => 'closing' in block)
  assert.deepEqual(codes(await post('drafter', '/editions', seal)), ['closing-lost'])
  const strange = aDraft({ layout: { ...layout, blocks: [...layout.blocks, { p: '{password}' }] } })
  assert.deepEqual(codes(await post('drafter', '/editions', strange)), ['slot-unknown'])
  assert.deepEqual(codes(await post('drafter', '/editions', aDraft({ labels: { nobody: '无' } }))), ['label-wrong'])
})

test('a preview shows the words at once and keeps nothing', async (t) => {
  const { post, get } = await openHouse(t)
  const answer = await post('drafter', '/editions/preview', { code: 'D34', labels: {}, layout: reworded })
  assert.match(charactersOf(answer.rawPayload), /本局查明，你单位实施了下列行为/)
  const { editions } = JSON.parse((await get('drafter', '/editions')).body) as { editions: Edition[] }
  assert.deepEqual(editions, [])
})
