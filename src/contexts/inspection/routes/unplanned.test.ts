/** INS-02, circular art. 3, 6: an urgent visit that a phone began without a plan, as the office gets it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { PROTOCOL } from '../../device/model.ts'
import type { InspectionFile } from '../contract.ts'
import type { BusinessAlong } from '../contract/take-along.ts'
import { NOW, TODAY } from '../fixtures.ts'
import { NORTH, openHouse, OWNER, SOUTH, STAFF, type Answer } from './fixtures.ts'

const { north, south } = STAFF
const LATER = '2026-03-08T02:00:00.000Z'
const ok = (answer: Answer) => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body
}

/** The phone of an officer with the business on it, and what it sends when it is back days later. */
async function open(t: TestContext) {
  const house = await openHouse(t)
  const phone = randomUUID()
  ok(await house.post(north.a, '/device/hello', { phone, now: NOW, protocol: PROTOCOL, waiting: 0 }))
  const take = () => house.post(north.a, `/inspection/businesses/${NORTH.id}/take-along`, { phone })
  const along = ok(await take()) as unknown as BusinessAlong
  let seq = 0
  const sent = (path: string, body: object, takenAt = NOW) =>
    house.post(north.a, path, body, {
      'x-phone': phone,
      'x-protocol': String(PROTOCOL),
      'x-seq': String(++seq),
      'x-taken-at': takenAt,
      'x-sent-at': LATER,
      'idempotency-key': randomUUID(),
    })
  const plan = (id: string, says: object = {}) => ({
    id,
    enterpriseId: NORTH.id,
    reason: 'complaint',
    reasonRef: '举报〔2026〕17号',
    plannedOn: TODAY,
    officerIds: [north.a.id, north.b.id],
    assistants: [],
    checkItemIds: along.facts.items.slice(0, 2).map(({ id: item }) => item),
    method: 'on-site',
    ...says,
  })
  const door = (number: string | null) => ({
    version: 1,
    means: 'typed',
    doorCode: NORTH.creditCode,
    latitude: null,
    longitude: null,
    because: '群众举报正在违规动火，等待审批可能引发火灾',
    number,
  })
  const ledger = async () => {
    const told = ok(await house.get(north.a, `/planning/visits?enterpriseId=${NORTH.id}&year=2026`))
    const visits = told['visits'] as { state: string; on: string }[]
    return { used: told['used'], visits: visits.map(({ state, on }) => `${state} ${on}`) }
  }
  const fileOf = async (id: string) => ok(await house.get(north.a, `/inspection/${id}`)) as unknown as InspectionFile
  return { house, phone, along, take, sent, plan, door, ledger, fileOf }
}

test('INS-02: a business on the phone brings officers certified that day, its matters, law, forms and two numbers that stay the same', async (t) => {
  const { house, along, take, phone } = await open(t)
  assert.deepEqual(
    along.facts.officers.map(({ id }) => id),
    [north.a.id],
  )
  const colleague = along.colleagues.find(({ officer }) => officer.id === north.b.id)
  assert.deepEqual([colleague?.recusedBecause, colleague?.officer.phone], [null, ''], 'no number is given away')
  assert.ok(along.colleagues.every(({ officer }) => officer.region === north.a.region))
  assert.ok(along.facts.items.length > 2)
  assert.equal(along.law.checkItems.length, along.facts.items.length)
  assert.deepEqual(along.forms.map(({ template }) => template.code).toSorted(), ['D03', 'D04', 'D05', 'D06', 'JCTZ'])
  assert.equal(along.notices.length, 2)
  assert.deepEqual((ok(await take()) as unknown as BusinessAlong).notices, along.notices, 'asked again, nothing new')
  const path = (id: string) => `/inspection/businesses/${id}/take-along`
  assert.deepEqual((await house.post(south.a, path(SOUTH.id), { phone })).codes, ['phone-unknown'])
  assert.equal((await house.post(north.a, path(SOUTH.id), { phone })).status, 404)
  assert.equal((await house.post(OWNER, path(NORTH.id), { phone })).status, 403)
})

test('circular art. 3, 6: begun without plan and network, synced three days later: counted on its day, under the printed number, the clock runs from the entry, the head has the word', async (t) => {
  const { house, along, sent, plan, door, ledger, fileOf } = await open(t)
  const id = randomUUID()
  house.clock.set(LATER)
  ok(await sent('/inspection/plans', plan(id)))
  assert.deepEqual(
    (await house.post(north.head, `/inspection/${id}/approve-plan`, { version: 1, opinion: '同意。' })).codes,
    ['draft-taken-along'],
    'nobody approves it while its phone has the rest to tell',
  )
  const [number = ''] = along.notices
  const entered = ok(await sent(`/inspection/${id}/enter-urgently`, door(number)))
  assert.equal((entered['papers'] as { number: string }[])[0]?.number, number)
  assert.deepEqual(await ledger(), { used: 1, visits: [`committed ${TODAY}`] })
  const file = await fileOf(id)
  assert.deepEqual([file.inspection.entry?.at, file.inspection.reason], [NOW, 'complaint'])
  assert.deepEqual(
    file.clocks.map(({ id: clock, startedOn }) => [clock, startedOn]),
    [['D-02', TODAY]],
  )
  const ratify = (who: { id: string }) =>
    house.post(who, `/inspection/${id}/ratify`, { agreed: false, opinion: '情况并不紧急。' })
  assert.deepEqual((await ratify(north.a)).status, 403, 'who went there decides nothing')
  ok(await ratify(north.head))
  assert.equal((await fileOf(id)).facts.ratification?.agreed, false)
})

test('circular art. 3: where the year filled up meanwhile the plan is refused; a complaint with its number goes beyond the cap', async (t) => {
  const { house, sent, plan, ledger } = await open(t)
  for (const _ of [1, 2])
    ok(await house.post(north.b, '/inspection/plans', plan(randomUUID(), { reason: 'plan', reasonRef: '计划' })))
  const refused = await sent('/inspection/plans', plan(randomUUID(), { reasonRef: '' }))
  assert.deepEqual(refused.codes, ['cause-without-proof', 'yearly-visit-cap-reached'])
  ok(await sent('/inspection/plans', plan(randomUUID())))
  assert.equal((await ledger()).visits.length, 3)
})
