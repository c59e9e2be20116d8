/** A town bureau of today for the journeys of the phone: real sessions, real files, visits that are approved. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Inspection, PlannedItem } from '../../src/contexts/inspection/model.ts'
import { createBureau, createOfficer, hashPassword } from '../../src/contexts/people/public.ts'
import { createEnterprises, doorTokenOf } from '../../src/contexts/registry/public.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { checkCharacterOf } from '../../src/kernel/credit-code.ts'
import { lawDateOf } from '../../src/kernel/time.ts'
import { NATIONWIDE, type Database } from '../../src/platform/db.ts'
import { openLog } from '../../src/platform/log.ts'
import { composePlumbline } from '../../src/server.ts'
import type { Cleanup } from '../support/database.ts'
import { freshDatabase } from '../support/database.ts'
import { ROOT } from '../support/source.ts'
import { BUREAU, BUSINESS, CAST, USERNAMES } from './dongguan.ts'

export const PASSWORD = 'a-password-for-the-field'
/** A county, so that no list of matters of a town binds. */
const COUNTY = '441302'
/** Who keeps the register of officers. */
const ADMIN = { id: '00000000-0000-4000-8000-000000000900', username: 'fieldadmin' } as const
const ACCOUNTS = { ...USERNAMES, admin: ADMIN.username } as const
type Part = keyof typeof ACCOUNTS

export type Reply = { readonly status: number; readonly body: Record<string, unknown>; readonly bytes: Buffer }

export type FieldHouse = {
  readonly db: Database
  readonly base: string
  readonly plumbline: Awaited<ReturnType<typeof composePlumbline>>
  /** Calls an endpoint as one of the cast; headers of a replay may be added. */
  ask(part: Part, method: 'GET' | 'POST', path: string, body?: object, headers?: Record<string, string>): Promise<Reply>
  /** The session of one of the cast, as a browser would send it; signed in by the first call. */
  cookie(part: Part): string
  /** Writes a row into the history of an officer's certificate. */
  certify(part: keyof typeof CAST, certificate: object): Promise<void>
  /** An approved visit to a business of its own, today, with so many matters. */
  visit(items?: number): Promise<{ inspection: Inspection; enterprise: Enterprise; door: string; items: PlannedItem[] }>
}

const creditCode = (nth: number) => {
  const first17 = `91990000DM${String(nth).padStart(7, '0')}`
  return first17 + checkCharacterOf(first17)
}

/** The business of the journey again, under another name: each visit has its own door and its own year. */
export const business = (nth: number): Enterprise => ({
  ...BUSINESS,
  id: randomUUID(),
  region: `${COUNTY}003`,
  responsibleBureau: COUNTY,
  creditCode: creditCode(nth),
  name: `东莞演示丰禾${'甲乙丙丁戊己庚辛壬癸'[nth % 10]}${nth}号机械有限公司`,
})

export const aPhoto = (shade: number) =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: { r: shade % 256, g: 90, b: 120 } } })
    .jpeg()
    .toBuffer()

async function peopleOf(db: Database) {
  const passwordHash = await hashPassword(PASSWORD)
  await db.transaction(NATIONWIDE, async (tx) => {
    await createBureau(tx, { ...BUREAU, region: COUNTY })
    const admin = { ...CAST.first, id: ADMIN.id, name: '管演示', roles: ['admin' as const] }
    for (const [part, member] of Object.entries({ ...CAST, admin })) {
      const certificate = member.certificate && { ...member.certificate, validTo: '2039-12-31' }
      await createOfficer(tx, {
        officer: { ...member, region: COUNTY, certificate },
        username: ACCOUNTS[part as Part],
        at: new Date().toISOString(),
        by: 'test',
        passwordHash,
      })
    }
  })
}

export async function openFieldHouse(t: Cleanup): Promise<FieldHouse> {
  const apps = process.env['PLUMBLINE_APPS'] ?? join(ROOT, 'dist/apps')
  assert.ok(existsSync(join(apps, 'field/index.html')), 'the apps are not built: run "npm run build" first')
  const database = await freshDatabase(t)
  const filesFolder = await mkdtemp(join(tmpdir(), 'plumbline-field-'))
  const parts = { databaseUrl: database.url, files: filesFolder, publicChain: COUNTY, callsPerMinute: 1_000_000 }
  const plumbline = await composePlumbline({
    ...parts,
    log: openLog(process.env['PLUMBLINE_TEST_LOG'] === '1' ? 'error' : 'silent'),
  })
  t.after(async () => {
    await plumbline.close()
    await rm(filesFolder, { recursive: true, force: true })
  })
  await peopleOf(plumbline.db)
  await plumbline.app.listen({ host: '127.0.0.1', port: 0 })
  const base = `http://127.0.0.1:${(plumbline.app.server.address() as AddressInfo).port}`
  const cookies = new Map<Part, string>()
  const signIn = async (part: Part) => {
    const answer = await fetch(`${base}/api/people/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: ACCOUNTS[part], password: PASSWORD }),
    })
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
    assert.ok(cookie, await answer.text())
    cookies.set(part, cookie)
    return cookie
  }
  const ask: FieldHouse['ask'] = async (part, method, path, body, headers = {}) => {
    const cookie = cookies.get(part) ?? (await signIn(part))
    const answer = await fetch(`${base}/api${path}`, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const isJson = String(answer.headers.get('content-type')).includes('json')
    return {
      status: answer.status,
      bytes,
      body: isJson ? (JSON.parse(bytes.toString()) as Record<string, unknown>) : {},
    }
  }
  let nth = 0
  return {
    db: plumbline.db,
    base,
    plumbline,
    ask,
    cookie: (part) => cookies.get(part) ?? '',
    certify: async (part, certificate) => {
      const told = { ...certificate, reason: '演示' }
      const answer = await ask('admin', 'POST', `/people/officers/${CAST[part].id}/certificate`, told)
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
    },
    visit: (items = 6) => approved({ db: plumbline.db, ask }, { nth: (nth += 1), items }),
  }
}

type Office = Pick<FieldHouse, 'db' | 'ask'>

async function approved({ db, ask }: Office, { nth, items: count }: { nth: number; items: number }) {
  const enterprise = business(nth)
  const at = new Date().toISOString()
  const door = await db.transaction(NATIONWIDE, async (tx) => {
    const told = { at, byId: 'test', byName: 'test', source: '演示数据', gradesFrom: '2022-01-01' }
    await createEnterprises(tx, [enterprise], told)
    return doorTokenOf(tx, { enterprise, at, by: 'test' })
  })
  const today = lawDateOf(at)
  const listed = await ask('first', 'GET', `/inspection/suggested-items?enterpriseId=${enterprise.id}&date=${today}`)
  const items = (listed.body['items'] as PlannedItem[]).slice(0, count)
  const drafted = await ask('first', 'POST', '/inspection/plans', {
    enterpriseId: enterprise.id,
    reason: 'plan',
    reasonRef: '年度监督检查计划',
    plannedOn: today,
    officerIds: [CAST.first.id, CAST.second.id],
    assistants: [],
    checkItemIds: items.map(({ id }) => id),
    method: 'on-site',
  })
  assert.equal(drafted.status, 200, JSON.stringify(drafted.body))
  const { id } = drafted.body['inspection'] as Inspection
  const answer = await ask('unit', 'POST', `/inspection/${id}/approve-plan`, { version: 1, opinion: '同意。' })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return { inspection: answer.body['inspection'] as Inspection, enterprise, door, items }
}
