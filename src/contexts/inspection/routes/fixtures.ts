import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { pino } from 'pino'
import sharp from 'sharp'
import { freshDatabase } from '../../../../tests/support/database.ts'
import type { Asker } from '../../../kernel/asker.ts'
import { checkCharacterOf } from '../../../kernel/credit-code.ts'
import type { Event } from '../../../kernel/event.ts'
import { clockAt } from '../../../platform/clock.ts'
import { NATIONWIDE, openDatabase, type Database } from '../../../platform/db.ts'
import { openFiles, sha256Of } from '../../../platform/files.ts'
import { buildServer } from '../../../platform/http.ts'
import { routes as device } from '../../device/routes.ts'
import { routes as document } from '../../document/routes.ts'
import { routes as evidence } from '../../evidence/routes.ts'
import { routes as hazard } from '../../hazard/routes.ts'
import type { Bureau, Officer } from '../../people/model.ts'
import { createBureau, createOfficer } from '../../people/public.ts'
import { permissionsOf } from '../../people/rules/permissions.ts'
import { routes as planning } from '../../planning/routes.ts'
import { createEnterprises } from '../../registry/public.ts'
import { anEnterprise, anOfficer, NOW, uuid } from '../fixtures.ts'
import { routes as inspection } from '../routes.ts'

const bureau = (region: string, name: string): Bureau => ({
  region,
  name,
  shortName: name.slice(0, 1),
  capacity: 'own',
  address: '示例路9号',
  phone: '0752-0000000',
  reconsiderationOrgan: '示例市人民政府',
  court: '示例区人民法院',
  collectingBank: '示例银行',
  collectingAccount: '0000',
})

/** Two counties of one city and the city itself, with two officers and a head each. */
export const REGIONS = { city: '4413', north: '441302', south: '441303' } as const
type Place = keyof typeof REGIONS
const PLACES = Object.entries(REGIONS) as [Place, string][]

const staff = (place: Place): { a: Officer; b: Officer; head: Officer } => {
  const base = PLACES.findIndex(([name]) => name === place) * 10 + 10
  const of = (number: number, roles: Officer['roles']) => anOfficer(base + number, { region: REGIONS[place], roles })
  return { a: of(1, ['officer']), b: of(2, ['officer']), head: of(3, ['deputy-head']) }
}
export const STAFF = { city: staff('city'), north: staff('north'), south: staff('south') }

const creditCode = (number: number) => {
  const first17 = `91990000MA${String(number).padStart(7, '0')}`
  return first17 + checkCharacterOf(first17)
}
/** High risk and grade 1: two visits a year. */
export const NORTH = anEnterprise({
  id: uuid(1),
  creditCode: creditCode(1),
  region: '441302003',
  responsibleBureau: '441302',
  grade: '1',
})
export const SOUTH = anEnterprise({
  id: uuid(3),
  creditCode: creditCode(3),
  name: '南部示例制衣有限公司',
  region: '441303001',
  responsibleBureau: '441303',
  grade: 'none',
})

export const askerOf = ({ id, name, region, roles }: Officer): Asker => ({
  id,
  name,
  kind: 'officer',
  region,
  roles,
  permissions: permissionsOf(roles),
})
/** The account of a business in the portal. */
export const OWNER: Asker = {
  id: uuid(900),
  name: '北部企业账号',
  kind: 'enterprise',
  region: NORTH.region,
  roles: [],
  permissions: [],
  enterpriseId: NORTH.id,
}
export const OTHER_OWNER: Asker = {
  ...OWNER,
  id: uuid(901),
  name: '南部企业账号',
  region: SOUTH.region,
  enterpriseId: SOUTH.id,
}

export type Answer = {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly codes: string[]
  readonly bytes: Buffer
  readonly mime: string
  readonly headers: Readonly<Record<string, unknown>>
}
export type House = Awaited<ReturnType<typeof openHouse>>

export const aPhoto = (red = 200) =>
  sharp({ create: { width: 640, height: 400, channels: 3, background: { r: red, g: 30, b: 30 } } })
    .jpeg()
    .toBuffer()

function photoForm(bytes: Buffer, fields: Record<string, string>): Response {
  const form = new FormData()
  const told = { kind: 'audio-visual', name: '现场照片', takenAt: NOW, sha256: sha256Of(bytes), ...fields }
  for (const [name, value] of Object.entries(told)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), 'photo.jpg')
  return new Response(form)
}

/** Puts the bureaus, their officers and two businesses in place; answers everybody who may ask, by id. */
async function settle(db: Database): Promise<Map<string, Asker>> {
  const people = new Map<string, Asker>([
    [OWNER.id, OWNER],
    [OTHER_OWNER.id, OTHER_OWNER],
  ])
  await db.transaction(NATIONWIDE, async (tx) => {
    for (const [place, region] of PLACES) {
      await createBureau(tx, bureau(region, `${place}应急管理局`))
      for (const officer of Object.values(STAFF[place])) {
        await createOfficer(tx, { officer, username: officer.id, at: NOW, by: 'test' })
        people.set(officer.id, askerOf(officer))
      }
    }
    await createEnterprises(tx, [NORTH, SOUTH], {
      at: NOW,
      byId: 'test',
      byName: '测试',
      source: '测试数据',
      gradesFrom: '2025-01-01',
    })
  })
  return people
}

function answerFrom(answer: LightMyRequestResponse): Answer {
  const { statusCode, headers, rawPayload } = answer
  const mime = String(headers['content-type'])
  const body = mime.includes('json') ? answer.json<Record<string, unknown>>() : {}
  const refusals = (body['refusals'] ?? []) as { code: string }[]
  return { status: statusCode, body, codes: refusals.map(({ code }) => code), bytes: rawPayload, mime, headers }
}

/** The contexts of a visit on a database of their own; the cookie is the id of who asks. */
export async function openHouse(t: TestContext) {
  const database = await freshDatabase(t)
  const db = openDatabase(database.url, 8)
  t.after(() => db.close())
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-inspection-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const people = await settle(db)
  const clock = clockAt(NOW)
  const events: Event[] = []
  const files = openFiles(folder)
  const app = await buildServer({
    db,
    files,
    clock,
    log: pino({ level: 'silent' }),
    routes: [...inspection, ...planning, ...hazard, ...evidence, ...device, ...document],
    listeners: {
      deliver: async (event) => {
        events.push(event)
      },
    },
    resolveAsker: async (token) => people.get(token) ?? null,
    publicChain: REGIONS.city,
    callsPerMinute: 100_000,
  })
  t.after(() => app.close())
  const answerOf = async (options: InjectOptions, who: { id: string }): Promise<Answer> => {
    const answer = await app.inject({ ...options, cookies: { plumbline: who.id } })
    return answerFrom(answer)
  }
  /** Uploads bytes to a path that takes a file; the hash is that of the bytes unless another one is given. */
  const uploadTo = async (who: { id: string }, path: string, bytes: Buffer, fields: Record<string, string> = {}) => {
    const encoded = photoForm(bytes, fields)
    return answerOf(
      {
        method: 'POST',
        url: `/api${path}`,
        headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
        payload: Buffer.from(await encoded.arrayBuffer()),
      },
      who,
    )
  }
  return {
    db,
    database,
    clock,
    events,
    files,
    uploadTo,
    get: (who: { id: string }, path: string) => answerOf({ method: 'GET', url: `/api${encodeURI(path)}` }, who),
    post: (who: { id: string }, path: string, payload: object = {}, headers: Record<string, string> = {}) =>
      answerOf({ method: 'POST', url: `/api${path}`, payload, headers }, who),
    /** Uploads bytes as evidence. */
    upload: (who: { id: string }, bytes: Buffer, fields: Record<string, string>) =>
      uploadTo(who, '/evidence', bytes, fields),
  }
}
