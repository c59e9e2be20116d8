import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { NATIONWIDE } from '../../../platform/db.ts'
import { latestJournal } from '../../../platform/journal.ts'
import { aPhoto, openHouse, STAFF, type House } from '../../inspection/routes/fixtures.ts'

const { north, south, city } = STAFF
const because = '误拍相邻单位的场所'

async function photographed(house: House) {
  const subject = { subjectKind: 'inspection', subjectId: randomUUID() }
  const photo = await aPhoto()
  const { body } = await house.upload(north.a, photo, subject)
  const id = String(body['id'])
  const listed = async () =>
    (
      JSON.parse(
        (await house.get(north.a, `/evidence?subjectKind=inspection&subjectId=${subject.subjectId}`)).bytes.toString(),
      ) as { evidence: { id: string; removal: { granted: boolean | null } | null }[] }
    ).evidence
  return { id, photo, listed }
}

test('A37 (APL 47): an officer who wants a photo gone asks; somebody else decides; the original stays under the request', async (t) => {
  const house = await openHouse(t)
  const { id, photo, listed } = await photographed(house)
  const removalId = randomUUID()
  const asked = await house.post(north.a, `/evidence/${id}/removal`, { removalId, because })
  assert.equal(asked.status, 200, JSON.stringify(asked.body))
  const open = JSON.parse((await house.get(north.head, '/evidence/removals')).bytes.toString()) as {
    removals: { removal: { id: string }; item: { id: string } }[]
  }
  assert.deepEqual(
    open.removals.map(({ removal, item }) => [removal.id, item.id]),
    [[removalId, id]],
  )
  const granted = { granted: true, because: '同意停用，原件保留' }
  const decided = await house.post(north.head, `/evidence/removals/${removalId}/decision`, granted)
  assert.equal(decided.body['granted'], true, JSON.stringify(decided.body))
  assert.equal((await listed())[0]?.removal?.granted, true)
  assert.ok((await house.get(north.b, `/evidence/${id}/file`)).bytes.equals(photo), 'the original is as it was')
  const rows = await house.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 10))
  const acts = rows.map(({ action, outcome }) => `${action} ${outcome}`)
  assert.ok(acts.includes('evidence.removal-asked done') && acts.includes('evidence.removal-decided done'), acts.join())
})

test('A37: nobody decides his own request, another bureau decides none, and one request stands at a time', async (t) => {
  const house = await openHouse(t)
  const { id, listed } = await photographed(house)
  const removalId = randomUUID()
  assert.equal((await house.post(north.a, `/evidence/${id}/removal`, { removalId, because: '' })).status, 400)
  await house.post(north.a, `/evidence/${id}/removal`, { removalId, because })
  const again = await house.post(north.b, `/evidence/${id}/removal`, { removalId: randomUUID(), because })
  assert.deepEqual(again.codes, ['removal-pending'])
  const decision = (by: typeof north.a, granted: boolean) =>
    house.post(by, `/evidence/removals/${removalId}/decision`, { granted, because: '理由写在这里' })
  assert.equal((await decision(north.a, true)).codes[0], 'not-permitted')
  assert.equal((await decision(south.head, true)).status, 404)
  assert.deepEqual((await decision(city.head, true)).codes, ['not-the-bureau'])
  assert.equal((await decision(north.head, false)).body['granted'], false)
  assert.deepEqual((await decision(north.head, true)).codes, ['removal-decided'])
  assert.equal((await listed())[0]?.removal?.granted, false)
  // A refused request leaves the way open for a better reason.
  const second = await house.post(north.b, `/evidence/${id}/removal`, { removalId: randomUUID(), because: '新的理由' })
  assert.equal(second.status, 200)
})
