import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import sharp from 'sharp'
import { NATIONWIDE } from '../../platform/db.ts'
import { latestJournal } from '../../platform/journal.ts'
import { sha256Of } from '../../platform/files.ts'
import { aPhoto, openHouse, OTHER_OWNER, OWNER, STAFF } from '../inspection/routes/fixtures.ts'
import { NOW } from '../inspection/fixtures.ts'

const { north, south } = STAFF
const subject = { subjectKind: 'inspection', subjectId: randomUUID() }

test('APL 46: a photo is kept byte for byte with a small picture without the camera’s data, and every reading is journalled', async (t) => {
  const house = await openHouse(t)
  const photo = await sharp(await aPhoto())
    .withExif({ IFD0: { Copyright: 'secret-of-the-camera' } })
    .jpeg()
    .toBuffer()
  const added = await house.upload(north.a, photo, subject)
  assert.equal(added.status, 200, JSON.stringify(added.body))
  assert.deepEqual(
    [added.body['sha256'], added.body['mime'], added.body['hasThumbnail']],
    [sha256Of(photo), 'image/jpeg', true],
  )
  const original = await house.get(north.b, `/evidence/${added.body['id']}/file`)
  assert.ok(original.bytes.equals(photo))
  assert.match(String(original.headers['content-disposition']), /^inline; filename\*=UTF-8''/)
  assert.match(String(original.headers['content-security-policy']), /^default-src 'none';.*; sandbox$/)
  const small = await house.get(north.b, `/evidence/${added.body['id']}/thumbnail`)
  assert.equal(small.mime, 'image/jpeg')
  assert.ok(!small.bytes.includes('secret-of-the-camera') && photo.includes('secret-of-the-camera'))
  assert.equal((await sharp(small.bytes).metadata()).width, 480)
  const rows = await house.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 3))
  assert.deepEqual(rows.map(({ action, outcome }) => `${action} ${outcome}`).sort(), [
    'evidence.added done',
    'evidence.read read',
    'evidence.thumbnail-read read',
  ])
  assert.ok(rows.every(({ subjectId }) => subjectId === added.body['id']))
})

test('APL 46: what is no evidence by its bytes is refused, whatever it is called', async (t) => {
  const house = await openHouse(t)
  const photo = await aPhoto()
  const cases: [string, Buffer, Record<string, string>][] = [
    ['file-kind-unknown', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), {}],
    ['file-kind-unknown', Buffer.from('<!doctype html><script>alert(1)</script>'), {}],
    [
      'file-kind-unknown',
      await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
        .gif()
        .toBuffer(),
      {},
    ],
    ['photo-unreadable', photo.subarray(0, photo.length / 2), {}],
    ['photo-unreadable', Buffer.concat([photo.subarray(0, 24), Buffer.alloc(4000, 7)]), {}],
    ['hash-differs', photo, { sha256: 'a'.repeat(64) }],
    ['taken-in-the-future', photo, { takenAt: '2026-03-05T02:05:01.000Z' }],
  ]
  for (const [code, bytes, fields] of cases) {
    const answer = await house.upload(north.a, bytes, { ...subject, ...fields })
    assert.equal(answer.status, 422, code)
    assert.deepEqual(answer.codes, [code])
  }
  const list = await house.get(north.a, `/evidence?subjectKind=inspection&subjectId=${subject.subjectId}`)
  assert.deepEqual(list.body['evidence'], [])
  assert.equal((await house.upload(north.a, photo, { ...subject, takenAt: '2026-03-05T02:05:00.000Z' })).status, 200)
})

test('a picture with more pixels than any camera takes is refused before it fills the memory', async (t) => {
  const house = await openHouse(t)
  const dot = sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
  const bomb = await dot
    .resize(14_501, 14_500, { kernel: 'nearest' })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer()
  assert.ok(bomb.length < 2_000_000)
  assert.deepEqual((await house.upload(north.a, bomb, subject)).codes, ['photo-unreadable'])
})

test('the same id twice is a conflict, the same bytes under two ids are kept once', async (t) => {
  const house = await openHouse(t)
  const id = randomUUID()
  const photo = await aPhoto()
  assert.equal((await house.upload(north.a, photo, { ...subject, id })).status, 200)
  assert.equal((await house.upload(north.a, photo, { ...subject, id })).status, 409)
  assert.equal((await house.upload(north.a, photo, subject)).status, 200)
})

test('another county reads, lists and adds nothing here; a business sees what it added itself and no more', async (t) => {
  const house = await openHouse(t)
  const officers = (await house.upload(north.a, await aPhoto(), subject)).body['id']
  const hazard = { subjectKind: 'hazard', subjectId: randomUUID() }
  const own = await house.upload(OWNER, await aPhoto(10), hazard)
  assert.equal(own.status, 200, JSON.stringify(own.body))
  assert.deepEqual((await house.upload(OWNER, await aPhoto(), subject)).codes, ['evidence-not-yours'])
  for (const part of ['file', 'thumbnail']) {
    assert.equal((await house.get(south.a, `/evidence/${officers}/${part}`)).status, 404)
    assert.equal((await house.get(OWNER, `/evidence/${officers}/${part}`)).status, 404)
    assert.equal((await house.get(OTHER_OWNER, `/evidence/${own.body['id']}/${part}`)).status, 404)
    assert.equal((await house.get(OWNER, `/evidence/${own.body['id']}/${part}`)).status, 200)
    assert.equal((await house.get(north.a, `/evidence/${own.body['id']}/${part}`)).status, 200)
  }
  assert.deepEqual(
    (await house.get(south.a, `/evidence?subjectKind=inspection&subjectId=${subject.subjectId}`)).body['evidence'],
    [],
  )
  assert.equal((await house.get({ id: 'nobody' }, `/evidence/${officers}/file`)).status, 401)
})

test('a document is served as a download and never opened in the page', async (t) => {
  const house = await openHouse(t)
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')
  const added = await house.upload(north.a, pdf, {
    ...subject,
    kind: 'documentary',
    name: '营业执照.pdf',
    takenAt: NOW,
  })
  assert.equal(added.body['hasThumbnail'], false, JSON.stringify(added.body))
  const answer = await house.get(north.a, `/evidence/${added.body['id']}/file`)
  assert.equal(answer.mime, 'application/pdf')
  assert.match(String(answer.headers['content-disposition']), /^attachment; filename\*=UTF-8''%E8%90%A5[\w%]+\.pdf$/)
  assert.equal((await house.get(north.a, `/evidence/${added.body['id']}/thumbnail`)).status, 404)
})
