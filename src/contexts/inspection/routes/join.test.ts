/** Somebody joins on site without network, and the office decides again when the phone comes back. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { PROTOCOL } from '../../device/model.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { createOfficer } from '../../people/public.ts'
import { anInspection, anOfficer, NOW, signed, TODAY, uuid } from '../fixtures.ts'
import type { Joined } from '../model.ts'
import { insertInspection } from '../store.ts'
import { NORTH, openHouse, REGIONS, STAFF, type Answer } from './fixtures.ts'

const { north, south } = STAFF
const COLLEAGUE = anOfficer(60, { region: REGIONS.north, roles: ['officer'] })
/** His certificate ends on the day of the visit: at the replay, days later, it is over. */
const LAST_DAY = anOfficer(61, {
  region: REGIONS.north,
  roles: ['officer'],
  certificate: { number: 'EX-61', validFrom: '2024-01-01', validTo: TODAY, status: 'valid' },
})
const ID = uuid(71)
/** Another visit of the first officer, on which the second is not. */
const OTHER = uuid(72)
const AT_THE_DOOR = `${TODAY}T01:30:00.000Z`

type OnSite = { readonly id: string; readonly serial: number; readonly officers: readonly (typeof COLLEAGUE)[] }

const onSite = ({ id, serial, officers }: OnSite) =>
  anInspection('entered', {
    id,
    approvedBy: north.head.id,
    serial,
    region: REGIONS.north,
    enterpriseId: NORTH.id,
    enterpriseName: NORTH.name,
    officers: officers.map(({ id: officer, name, certificate }) => ({
      id: officer,
      name,
      certificateNumber: certificate?.number ?? '',
    })),
    entry: { at: AT_THE_DOOR, means: 'scanned', latitude: null, longitude: null },
  })

async function open(t: TestContext) {
  const house = await openHouse(t)
  await house.db.transaction(NATIONWIDE, async (tx) => {
    for (const officer of [COLLEAGUE, LAST_DAY])
      await createOfficer(tx, { officer, username: officer.id, at: NOW, by: 'test' })
    await insertInspection(tx, onSite({ id: ID, serial: 71, officers: [north.a, north.b] }))
    await insertInspection(tx, onSite({ id: OTHER, serial: 72, officers: [north.a, COLLEAGUE] }))
  })
  const phone = randomUUID()
  let seq = 0
  await house.post(north.a, '/device/hello', { phone, now: NOW, protocol: PROTOCOL, waiting: 0 })
  /** As the outbox sends it: done at that minute, arriving now. */
  const replay = (path: string, input: object, takenAt: string, sentAt: string) =>
    house.post(north.a, `/inspection/${ID}/${path}`, input, {
      'x-phone': phone,
      'x-protocol': String(PROTOCOL),
      'x-seq': String((seq += 1)),
      'x-taken-at': takenAt,
      'x-sent-at': sentAt,
      'idempotency-key': randomUUID(),
    })
  const file = async (): Promise<Answer['body']> => (await house.get(north.a, `/inspection/${ID}`)).body
  const joined = async () => ((await file())['facts'] as { joined: Joined[] }).joined
  return { house, phone, replay, file, joined }
}

const asOfficer = (officerId: string, changes: object = {}) => ({
  personId: randomUUID(),
  role: 'officer',
  officerId,
  name: '',
  post: '',
  recusal: 'none',
  ...changes,
})

test('PLN-15, WSL 67: who joined without network is judged by the day of the visit; the record then names him as an officer', async (t) => {
  const { house, replay, file, joined } = await open(t)
  // Two days later the phone has network again, and his certificate is over.
  const sent = '2026-03-07T02:00:00.000Z'
  house.clock.set(sent)
  const expert = { ...asOfficer('', { role: 'helper', officerId: null, name: '专家某', post: '粉尘防爆专家' }) }
  assert.equal((await replay('join', asOfficer(LAST_DAY.id), `${TODAY}T01:40:00.000Z`, sent)).status, 200)
  assert.equal((await replay('join', expert, `${TODAY}T01:41:00.000Z`, sent)).status, 200)
  assert.deepEqual(
    (await joined()).map(({ name, role, at }) => [name, role, at]),
    [
      [LAST_DAY.name, 'officer', `${TODAY}T01:40:00.000Z`],
      ['专家某', 'helper', `${TODAY}T01:41:00.000Z`],
    ],
  )
  assert.equal(((await file())['inspection'] as { version: number }).version, 3, 'it moves no step of the visit')
  const record = {
    version: 3,
    present: [{ role: 'safety-manager', name: '乙某', absentBecause: '' }],
    answers: ['GEN-001', 'GEN-002'].map((checkItemId) => ({ checkItemId, result: 'conforming', note: '' })),
    findings: [],
    from: AT_THE_DOOR,
    until: `${TODAY}T01:50:00.000Z`,
    places: '焊接车间',
    situation: '检查了焊接车间。',
    recorderOn: AT_THE_DOOR,
    ...signed,
    signatures: [north.a, LAST_DAY].map(({ name }) => ({ name, post: '', strokes: 'M1 1 L9 9', at: NOW })),
  }
  const told = await replay('record', record, `${TODAY}T01:52:00.000Z`, sent)
  assert.equal(told.status, 200, JSON.stringify(told.body))
  const { officers, assistants } = told.body['inspection'] as {
    officers: { id: string; certificateNumber: string }[]
    assistants: { name: string }[]
  }
  assert.deepEqual(
    officers.map(({ id }) => id),
    [north.a.id, north.b.id, LAST_DAY.id],
  )
  assert.equal(officers.at(-1)?.certificateNumber, 'EX-61')
  assert.deepEqual(
    assistants.map(({ name }) => name),
    ['专家某'],
  )
  const late = await replay('join', asOfficer(COLLEAGUE.id), `${TODAY}T01:55:00.000Z`, sent)
  assert.deepEqual([late.status, late.codes], [422, ['join-not-on-site']])
})

test('PLN-15, APL 43: the office asks certificate, bureau, count and recusal again; each no names its article, so that the phone has its task', async (t) => {
  const { house, phone, replay, joined } = await open(t)
  const taken = `${TODAY}T01:40:00.000Z`
  const codes = async (input: object) => {
    const answer = await replay('join', input, taken, NOW)
    assert.ok(answer.status === 200 || JSON.stringify(answer.body).includes('"article"'), JSON.stringify(answer.body))
    return answer.codes
  }
  assert.deepEqual(await codes(asOfficer(north.head.id)), [], 'the head is certified as well')
  assert.deepEqual(await codes(asOfficer(south.a.id)), ['joiner-unknown'])
  assert.deepEqual(await codes(asOfficer(north.b.id)), ['joiner-is-there'])
  assert.deepEqual(await codes(asOfficer(COLLEAGUE.id, { recusal: 'asked' })), ['recusal-asked'])
  const company = (name: string, crowdBecause = '') =>
    asOfficer('', { role: 'companion', officerId: null, name, post: '镇应急办', crowdBecause })
  let people = 3
  for (; people < 20; people += 1) if ((await codes(company(`陪同${people}`))).includes('crowd-on-site')) break
  assert.ok(people < 20, 'there is a most')
  assert.deepEqual(await codes(company('陪同末', '市局现场督导')), [])
  assert.equal((await joined()).find(({ name }) => name === '陪同末')?.crowdBecause, '市局现场督导')
  const along = await house.post(north.a, `/inspection/${ID}/take-along`, { phone })
  const colleagues = along.body['colleagues'] as { officer: { id: string; phone: string } }[]
  assert.ok(colleagues.some(({ officer }) => officer.id === COLLEAGUE.id))
  assert.ok(colleagues.every(({ officer }) => officer.id !== north.a.id && officer.phone === ''))
  assert.equal((await house.post(south.a, `/inspection/${ID}/join`, asOfficer(south.b.id))).status, 404)
})

test('NEW-14, WSL 67: who joined on site finds the visit among his own and takes it along before the record is made, with the keys of a hand-over; nobody else does', async (t) => {
  const { house } = await open(t)
  const phone = randomUUID()
  await house.post(north.b, '/device/hello', { phone, now: NOW, protocol: PROTOCOL, waiting: 0 })
  const take = () => house.post(north.b, `/inspection/${OTHER}/take-along`, { phone, companion: true })
  const todays = async () =>
    ((await house.get(north.b, '/inspection/today')).body['inspections'] as { id: string }[]).map(({ id }) => id)
  assert.deepEqual((await take()).codes, ['not-an-officer-of-the-visit'])
  assert.deepEqual(await todays(), [ID])
  assert.equal((await house.post(north.a, `/inspection/${OTHER}/join`, asOfficer(north.b.id))).status, 200)
  const along = await take()
  assert.equal(along.status, 200, JSON.stringify(along.body))
  assert.deepEqual(
    (along.body['linkKeys'] as { officerId: string }[]).map(({ officerId }) => officerId),
    [north.a.id, COLLEAGUE.id, north.b.id],
  )
  assert.deepEqual((await todays()).toSorted(), [ID, OTHER].toSorted())
})
