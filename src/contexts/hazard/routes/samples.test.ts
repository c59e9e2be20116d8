import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { demoPhoto } from '../../../demo/photos.ts'
import { NOW, uuid } from '../../inspection/fixtures.ts'
import { askerOf, NORTH, openHouse, REGIONS, STAFF, type House } from '../../inspection/routes/fixtures.ts'
import { createHazards, orderHazards } from '../public.ts'
import type { SampleView } from '../contract/samples.ts'

const { north, south, city } = STAFF

/** A photo with the camera's data, as a phone takes it. */
const photoOf = async (seed: number) =>
  sharp(await demoPhoto(seed))
    .withExif({ IFD0: { Make: 'DEMO-PHONE', Copyright: '演示甲' }, IFD3: { GPSLatitude: '23/1 6/1 0/1' } })
    .jpeg()
    .toBuffer()

/** A hazard with one photo; ordered unless the test wants only a suspicion. */
async function hazardWith(
  house: House,
  photo: Buffer,
  { ordered = true, place = 'north' }: { ordered?: boolean; place?: 'north' | 'city' } = {},
) {
  const region = REGIONS[place]
  const inspection = { id: uuid(2), region, enterpriseId: NORTH.id }
  const asker = askerOf(STAFF[place].a)
  const told = { subjectKind: 'inspection', subjectId: inspection.id }
  const evidenceId = String((await house.upload(asker, photo, told)).body['id'])
  const id = randomUUID()
  await house.db.transaction({ region }, async (tx) => {
    const finding = {
      id,
      checkItemId: 'GEN-036',
      description: '动火作业未办理审批',
      place: '焊接区',
      violationKey: 'AQ-101-3',
      quantity: 1,
      majorHazardCode: null,
      evidenceIds: [evidenceId],
    }
    await createHazards(tx, { findings: [finding], inspection, asker, at: NOW })
    if (ordered) await orderHazards(tx, { deadlines: [{ hazardId: id, rectifyBy: '2026-03-20' }], asker, at: NOW })
  })
  return { hazardId: id, evidenceId }
}

const proposal = (of: { hazardId: string; evidenceId: string }, more: object = {}) => ({
  id: randomUUID(),
  ...of,
  subject: 'process',
  name: '动火作业',
  description: '焊接前没有办理动火审批，周围堆放纸箱',
  ...more,
})

async function alike(house: House, who: { id: string }, photo: Buffer) {
  const answer = await house.uploadTo(who, '/hazard/samples/alike', photo)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as unknown as { alike: (SampleView & { word: string })[]; compared: number }
}

const codesOf = async (house: House, who: { id: string }, body: object) =>
  (await house.post(who, '/hazard/samples', body)).codes

async function foundByPhoto(house: House) {
  const photo = await photoOf(3)
  const confirmed = await hazardWith(house, photo)
  const proposed = await house.post(north.a, '/hazard/samples', proposal(confirmed))
  assert.equal(proposed.status, 200, JSON.stringify(proposed.body))
  const { id, version } = proposed.body as unknown as SampleView
  assert.equal((await alike(house, north.a, photo)).compared, 0, 'nobody finds what was not looked through')

  const keep = (who: { id: string }, showsNobody = true) =>
    house.post(who, `/hazard/samples/${id}/keep`, { version, showsNobody })
  assert.equal((await keep(north.a)).status, 403, 'an officer keeps none')
  assert.deepEqual((await keep(north.head, false)).codes, ['picture-not-looked-through'])
  assert.equal((await keep(north.head)).body['state'], 'kept')

  const { compared, alike: found } = await alike(house, north.b, await sharp(photo).resize(400).toBuffer())
  assert.equal(compared, 1)
  assert.equal(found[0]?.id, id)
  assert.equal(found[0].word, 'close')
  assert.match(found[0].matter.content, /动火/)
  assert.match(found[0].matter.cites, /安全生产法/)
  assert.ok(found[0].violation !== '')
  assert.deepEqual(
    (await alike(house, north.a, await photoOf(40))).alike.filter(({ word }) => word === 'close'),
    [],
  )

  const listed = async (who: { id: string }, words: string) =>
    ((await house.get(who, `/hazard/samples?words=${words}`)).body['samples'] as SampleView[]).map((one) => one.id)
  assert.deepEqual(await listed(north.b, '纸箱'), [id])
  assert.deepEqual(await listed(north.b, '动火 审批'), [id], 'words of the matter count too')
  assert.deepEqual(await listed(north.b, '尾矿库'), [])
  assert.deepEqual(await listed(south.a, '纸箱'), [], 'another county has its own library')

  const picture = await house.get(north.b, `/hazard/samples/${id}/picture`)
  const { exif, format } = await sharp(picture.bytes).metadata()
  assert.deepEqual([exif, format], [undefined, 'jpeg'], 'position, device and author are gone')
  assert.ok((await sharp(photo).metadata()).exif, 'and the original had them')
  assert.equal((await house.get(south.a, `/hazard/samples/${id}/picture`)).status, 404)
}

async function tellsOfNobody(house: House) {
  const [suspected, confirmed] = [
    await hazardWith(house, await photoOf(5), { ordered: false }),
    await hazardWith(house, await photoOf(6)),
  ]
  assert.deepEqual(await codesOf(house, north.a, proposal(suspected)), ['hazard-not-confirmed'])
  const mixed = { ...confirmed, evidenceId: suspected.evidenceId }
  assert.deepEqual(await codesOf(house, north.a, proposal(mixed)), ['picture-of-another'])
  for (const telling of [NORTH.name, NORTH.creditCode, '13800138000', '441322199001011234'])
    assert.deepEqual(
      await codesOf(house, north.a, proposal(confirmed, { description: `焊接区未审批，${telling}` })),
      ['sample-names-somebody'],
      telling,
    )
  assert.equal((await house.post(south.a, '/hazard/samples', proposal(confirmed))).status, 404)
  assert.equal((await house.post(north.a, '/hazard/samples', proposal(confirmed))).status, 200)
  assert.equal((await house.post(north.b, '/hazard/samples', proposal(confirmed))).status, 409, 'one photo, one sample')
}

async function servesBelow(house: House) {
  const photo = await photoOf(9)
  const { body } = await house.post(
    city.a,
    '/hazard/samples',
    proposal(await hazardWith(house, photo, { place: 'city' })),
  )
  const { id, version } = body as unknown as SampleView
  const seenBy = async () => (await alike(house, north.a, photo)).alike.map((one) => one.id)
  assert.ok(!(await seenBy()).includes(id), 'not before it is kept')
  const kept = await house.post(city.head, `/hazard/samples/${id}/keep`, { version, showsNobody: true })
  assert.equal((await seenBy())[0], id)
  assert.equal((await house.get(north.a, `/hazard/samples/${id}/picture`)).status, 200)

  const withdraw = (who: { id: string }) =>
    house.post(who, `/hazard/samples/${id}/withdraw`, { version: kept.body['version'], because: '照片已过时' })
  assert.equal((await withdraw(north.head)).status, 404)
  assert.equal((await withdraw(city.head)).body['state'], 'withdrawn')
  assert.ok(!(await seenBy()).includes(id))
}

test('LAW-14: the library of samples, in one house', async (t) => {
  const house = await openHouse(t)
  await t.test('a confirmed find becomes a sample by two persons, and a photo returns it with its matter', () =>
    foundByPhoto(house),
  )
  await t.test('APL 50: no suspicion, no photo of something else, no business and no number becomes part of it', () =>
    tellsOfNobody(house),
  )
  await t.test(
    'what the level above keeps serves the counties below, which may not touch it; withdrawn it is gone',
    () => servesBelow(house),
  )
})
