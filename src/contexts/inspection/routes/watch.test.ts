import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NATIONWIDE } from '../../../platform/db.ts'
import { anInspection, uuid } from '../fixtures.ts'
import type { Inspection } from '../model.ts'
import { insertInspection } from '../store.ts'
import { NORTH, openHouse, REGIONS, STAFF, type House } from './fixtures.ts'

type Seen = { visits: number; alarms: { watch: string; key: string; says: string; note: { because: string } | null }[] }

/** A visit of so many minutes on a day before NOW, with one answer to each item that is given. */
const made = (
  number: number,
  { on, minutes, answered }: { on: string; minutes: number; answered: number },
): Inspection => {
  const from = `${on}T02:00:00.000Z`
  const checkItemIds = ['A-1', 'A-2', 'A-3', 'A-4']
  return anInspection('concluded', {
    id: uuid(number),
    approvedBy: STAFF.north.head.id,
    serial: number,
    region: REGIONS.north,
    enterpriseId: NORTH.id,
    enterpriseName: NORTH.name,
    plannedOn: on,
    checkItemIds,
    entry: { at: from, means: 'scanned', latitude: null, longitude: null },
    answers: checkItemIds.slice(0, answered).map((checkItemId) => ({ checkItemId, result: 'conforming', note: '' })),
    record: {
      from,
      until: new Date(Date.parse(from) + minutes * 60_000).toISOString(),
      places: '车间',
      situation: '检查',
      signatures: [],
      partySignature: null,
      refusalNote: '',
    },
  })
}

const keep = (house: House, inspections: readonly Inspection[]) =>
  house.db.transaction(NATIONWIDE, async (tx) => {
    for (const inspection of inspections) await insertInspection(tx, inspection)
  })

test('circular art. 4 and 11: the supervisor reads alarms over the visits of his region and says what he found', async (t) => {
  const house = await openHouse(t)
  await keep(house, [
    made(60, { on: '2025-10-10', minutes: 90, answered: 4 }),
    made(61, { on: '2025-12-10', minutes: 80, answered: 4 }),
    made(62, { on: '2026-02-10', minutes: 6, answered: 1 }),
  ])
  const look = async (who: { id: string }) => (await house.get(who, '/inspection/watch')).body as unknown as Seen
  const { alarms, visits } = await look(STAFF.north.head)
  assert.equal(visits, 3)
  assert.deepEqual(alarms.map(({ watch }) => watch).toSorted(), ['low-yield', 'model-route', 'punch-card'])
  assert.match(
    alarms.find(({ watch }) => watch === 'punch-card')?.says ?? '',
    /停留6分钟，4项检查内容中1项有结论（25%）/,
  )
  const key = alarms.find(({ watch }) => watch === 'punch-card')?.key ?? ''
  const note = { watch: 'punch-card', key, because: '核对执法记录仪，当日因停电提前离场' }
  assert.equal((await house.post(STAFF.north.head, '/inspection/watch/notes', note)).status, 200)
  assert.equal((await look(STAFF.north.head)).alarms.find((alarm) => alarm.key === key)?.note?.because, note.because)
  assert.equal(
    (await house.post(STAFF.north.head, '/inspection/watch/notes', { ...note, key: 'punch-card:x' })).status,
    409,
  )
  assert.equal((await look(STAFF.south.head)).visits, 0, 'another county sees nothing of it')
  assert.equal((await house.get(STAFF.north.a, '/inspection/watch')).status, 403, 'an officer does not watch himself')
})
