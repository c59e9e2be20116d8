/** What people of a bureau do at their screens, as calls: used by the benches that live through an office day. */
import { randomBytes, randomUUID } from 'node:crypto'
import { createHash } from 'node:crypto'
import { demoPhoto } from '../../src/demo/photos.ts'
import { DEMO_PASSWORD } from '../../src/demo/people.ts'
import { randomOf } from '../../src/demo/random.ts'
import { signature } from '../../src/demo/voice.ts'
import { lawDateOf, type Instant } from '../../src/kernel/time.ts'
import type { BenchBureau, BenchOfficer } from './province.ts'
import type { Wire } from './wire.ts'

export const signIn = (wire: Wire, { username }: Pick<BenchOfficer, 'username'>) =>
  wire.ask({
    kind: 'sign-in',
    method: 'POST',
    path: '/api/people/sign-in',
    body: { username, password: DEMO_PASSWORD },
  })

export type Business = BenchBureau['businesses'][number]
type Items = { items: { id: string; mandatory: boolean; statement: string; violationKeys: string[] }[] }
type Taken = { inspection: { id: string; version: number } }

export type VisitParts = {
  readonly officer: Wire
  readonly unit: Wire
  readonly team: readonly [BenchOfficer, BenchOfficer]
  readonly business: Business
  /** The servers' time. */
  readonly now: () => Instant
  /** With findings, photos and an order. */
  readonly hasFindings: boolean
}

const PHOTOS = await Promise.all([1, 2, 3, 4].map(demoPhoto))
const FINDINGS = 2
const ITEMS = 12

/** The plan of a visit and nothing more. */
export async function planVisit({ officer, team, business, now }: Omit<VisitParts, 'unit' | 'hasFindings'>) {
  const on = lawDateOf(now())
  const { items } = await officer.ask<Items>({
    kind: 'suggest items',
    method: 'GET',
    path: `/api/inspection/suggested-items?enterpriseId=${business.id}&date=${on}`,
  })
  const chosen = [...items.filter(({ mandatory }) => mandatory), ...items.filter(({ mandatory }) => !mandatory)].slice(
    0,
    ITEMS,
  )
  const plan = {
    reason: 'plan',
    reasonRef: `${on.slice(0, 4)}年度安全生产监督检查计划`,
    plannedOn: on,
    officerIds: team.map(({ id }) => id),
    assistants: [],
    checkItemIds: chosen.map(({ id }) => id),
    method: 'both',
  }
  const { inspection } = await officer.ask<Taken>({
    kind: 'draft plan',
    method: 'POST',
    path: '/api/inspection/plans',
    body: { ...plan, id: randomUUID(), enterpriseId: business.id },
  })
  return { plan, chosen, inspection }
}

/** A whole visit, from its plan to the signed record, and the order where something was found. */
export async function wholeVisit(parts: VisitParts): Promise<void> {
  const { officer, unit, team, business, now, hasFindings } = parts
  const { chosen, inspection } = await planVisit(parts)
  const take = async (by: Wire, step: string, input: Record<string, unknown>) => {
    const { inspection: taken } = await by.ask<Taken>({
      kind: step,
      method: 'POST',
      path: `/api/inspection/${inspection.id}/${step}`,
      body: { version: inspection.version, ...input },
    })
    inspection.version = taken.version
  }
  await take(unit, 'approve-plan', { opinion: '同意按方案实施检查。' })
  await officer.ask({ kind: 'inspection page', method: 'GET', path: `/api/inspection/${inspection.id}` })
  await take(officer, 'enter', { means: 'typed', doorCode: business.creditCode, latitude: null, longitude: null })
  const bad = hasFindings ? chosen.filter(({ violationKeys }) => violationKeys.length > 0).slice(0, FINDINGS) : []
  const findings = []
  for (const item of bad) {
    findings.push({
      id: randomUUID(),
      checkItemId: item.id,
      description: item.statement,
      place: '一号车间',
      violationKey: item.violationKeys[0] ?? null,
      quantity: 1,
      majorHazardCode: null,
      evidenceIds: [await photograph(officer, { inspectionId: inspection.id, at: now(), proves: item.statement })],
    })
  }
  const signed = signaturesOf(team, business, now())
  const until = now()
  await take(officer, 'record', {
    from: new Date(Date.parse(until) - 45 * 60_000).toISOString(),
    until,
    places: '生产车间、仓库及配电房',
    situation: `按方案检查，发现${bad.length}项问题。`,
    present: [{ role: 'safety-manager', name: business.safetyManager, absentBecause: '' }, ...ABSENT],
    answers: chosen.map((item) => ({
      checkItemId: item.id,
      result: bad.includes(item) ? 'nonconforming' : 'conforming',
      note: '',
    })),
    findings,
    ...signed,
  })
  if (bad.length > 0) await take(officer, 'order', { rectifyBy: inDays(now(), 15), measures: [], ...signed })
  else await take(officer, 'conclude', {})
}

const ABSENT = [
  { role: 'principal', name: '', absentBecause: '外出，已电话告知' },
  { role: 'operator', name: '当班操作人员', absentBecause: '' },
]

const inDays = (at: Instant, days: number) => lawDateOf(new Date(Date.parse(at) + days * 86_400_000).toISOString())

const signaturesOf = (team: VisitParts['team'], business: Business, at: Instant) => ({
  signatures: team.map(({ name }) => signature(name, '执法人员', at)),
  partySignature: signature(business.safetyManager, '安全管理人员', at),
  refusalNote: '',
})

/** Every photo is another one: a few bytes behind the end of the picture make it so. */
async function photograph(
  officer: Wire,
  { inspectionId, at, proves }: { inspectionId: string; at: Instant; proves: string },
): Promise<string> {
  const bytes = Buffer.concat([PHOTOS[Math.floor(Math.random() * PHOTOS.length)] ?? Buffer.alloc(0), randomBytes(16)])
  const form = new FormData()
  const fields = {
    subjectKind: 'inspection',
    subjectId: inspectionId,
    name: '现场照片',
    proves,
    takenAt: at,
    place: '一号车间',
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg')
  const encoded = new Response(form)
  const kept = await officer.ask<{ id: string }>({
    kind: 'photo',
    method: 'POST',
    path: '/api/evidence',
    form: {
      type: encoded.headers.get('content-type') ?? '',
      bytes: Buffer.from(await encoded.arrayBuffer()),
    },
  })
  return kept.id
}

/** Two characters as somebody types them who looks for a business. */
export const wordsIn = (name: string, turn: number): string => {
  const brand = /演示(.{2})/.exec(name)?.[1] ?? name.slice(0, 2)
  return turn % 2 === 0 ? brand : name.slice(name.indexOf(brand), name.indexOf(brand) + 4)
}

export const seeded = randomOf
