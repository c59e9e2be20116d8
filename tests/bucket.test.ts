/** Originals in storage that speaks S3, against a real server of another make (ADR 35). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import sharp from 'sharp'
import { makeBackup } from '../src/platform/backup/make.ts'
import { restoreBackup } from '../src/platform/backup/restore.ts'
import { clockAt } from '../src/platform/clock.ts'
import { NATIONWIDE } from '../src/platform/db.ts'
import { openFiles, sha256Of, type FilesPlace } from '../src/platform/files.ts'
import { versioningOf, type Bucket } from '../src/platform/files/bucket.ts'
import { latestJournal } from '../src/platform/journal.ts'
import { openLog } from '../src/platform/log.ts'
import { composePlumbline } from '../src/server.ts'
import { settingsOf, WrongSettings } from '../src/settings.ts'
import { CAST, askerFor, stage, STARTS_AT, TOWN } from './journeys/dongguan.ts'
import { emptyDatabase, freshDatabase, type FreshDatabase } from './support/database.ts'
import { HOW_TO_GET_SWIFT, startSwift, type Swift } from './support/swift.ts'

const officer = askerFor(CAST.first)
const cookie = `plumbline=${officer.id}`
const subject = { subjectKind: 'inspection', subjectId: randomUUID() }

const photoOf = (shade: number) =>
  sharp({ create: { width: 320, height: 240, channels: 3, background: { r: shade, g: 90, b: 160 } } })
    .jpeg()
    .toBuffer()

/** One of several servers of a database, all with their originals in one place. */
async function serve(t: TestContext, { url }: FreshDatabase, files: FilesPlace) {
  const plumbline = await composePlumbline({
    databaseUrl: url,
    files,
    log: openLog('silent'),
    clock: clockAt(STARTS_AT),
    publicChain: TOWN,
    callsPerMinute: 1_000_000,
    resolve: async (token) => (token === officer.id ? officer : null),
  })
  t.after(() => plumbline.close())
  const base = await plumbline.app.listen({ port: 0, host: '127.0.0.1' })
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${base}${path}`, { ...init, headers: { cookie, ...(init.headers as Record<string, string>) } })
  const send = async (bytes: Buffer, key: string = randomUUID()) => {
    const form = new FormData()
    const told = { ...subject, name: '现场照片', sha256: sha256Of(bytes), takenAt: STARTS_AT }
    for (const [name, value] of Object.entries(told)) form.append(name, value)
    form.append('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), 'photo.jpg')
    return ask('/api/evidence', { method: 'POST', headers: { 'idempotency-key': key }, body: form })
  }
  const list = async () =>
    (
      (await (await ask(`/api/evidence?${new URLSearchParams(subject)}`)).json()) as {
        evidence: { id: string; sha256: string }[]
      }
    ).evidence
  return { ...plumbline, ask, send, list }
}

type Server = Awaited<ReturnType<typeof serve>>

const TUS = { 'tus-resumable': '1.0.0' }
const piece = (server: Server, id: string, offset: number, bytes: Buffer) =>
  server.ask(`/api/uploads/${officer.id}~${id}`, {
    method: 'PATCH',
    headers: { ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    body: Uint8Array.from(bytes),
  })

async function announce(server: Server, id: string, bytes: Buffer) {
  const capture = { id, ...subject, sha256: sha256Of(bytes), size: bytes.length, deviceAt: STARTS_AT, elapsedMs: 0 }
  const announced = await server.ask('/api/evidence/captures', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...capture, latitude: null, longitude: null }),
  })
  assert.equal(announced.status, 200, await announced.text())
  const begun = await server.ask('/api/uploads', {
    method: 'POST',
    headers: { ...TUS, 'upload-length': String(bytes.length), 'upload-metadata': `id ${btoa(id)}` },
  })
  assert.equal(begun.status, 201, await begun.text())
}

const claim = (server: Server, id: string) =>
  server.ask(`/api/evidence/captures/${id}/arrived`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: '现场照片' }),
  })

test('EVI-03: originals in a bucket: kept, read, continued by another server, refused while the storage is away, backed up and restored', async (t) => {
  const swift = await startSwift(t)
  if (!swift) return t.skip(HOW_TO_GET_SWIFT)
  const [bucket, database] = [await swift.bucket('plumbline'), await freshDatabase(t)]
  const [one, two] = [await serve(t, database, bucket), await serve(t, database, bucket)]
  await stage(one.db)
  const client = swift.client(bucket)
  const first = await photoOf(10)
  const keyOf = (bytes: Buffer) =>
    `originals/${sha256Of(bytes).slice(0, 2)}/${sha256Of(bytes).slice(2, 4)}/${sha256Of(bytes)}`
  await t.test('what is acknowledged lies in the bucket under its SHA-256, and every server reads it', async () => {
    assert.equal((await one.send(first)).status, 200)
    const [item] = await two.list()
    assert.deepEqual(Buffer.from((await client.getObjectArrayBuffer(keyOf(first))) ?? new ArrayBuffer(0)), first)
    const read = await two.ask(`/api/evidence/${item?.id}/file`)
    assert.ok(Buffer.from(await read.arrayBuffer()).equals(first))
  })

  await t.test('a resumable upload that one server began is finished by the other', async () => {
    const [id, bytes] = [randomUUID(), await photoOf(60)]
    const middle = Math.floor(bytes.length / 2)
    await announce(one, id, bytes)
    assert.equal((await piece(one, id, 0, bytes.subarray(0, middle))).status, 204)
    assert.equal((await claim(two, id)).status, 400, 'half of it is not it')
    const head = await two.ask(`/api/uploads/${officer.id}~${id}`, { method: 'HEAD', headers: TUS })
    assert.equal(head.headers.get('upload-offset'), String(middle))
    assert.equal((await piece(two, id, middle, bytes.subarray(middle))).status, 204)
    const claimed = await claim(two, id)
    assert.equal(claimed.status, 200, await claimed.text())
    const gone = await one.ask(`/api/uploads/${officer.id}~${id}`, { method: 'DELETE', headers: TUS })
    assert.equal(gone.status, 204)
    assert.deepEqual(await openFiles(bucket).arriving(), { waiting: 0, oldestAt: null })
  })

  await t.test(
    'while the storage is away nothing is acknowledged, the rest works, and it comes back by itself',
    async () => {
      const [id, begun, photo, key] = [randomUUID(), await photoOf(80), await photoOf(110), randomUUID()]
      await announce(one, id, begun)
      swift.away()
      const before = await journal(one)
      const refused = await one.send(photo, key)
      assert.equal(refused.status, 503)
      assert.equal(refused.headers.get('retry-after'), '5')
      assert.match(((await refused.json()) as { away: string }).away, /证据存储.*稍后再提交/)
      assert.equal((await piece(one, id, 0, begun)).status, 503)
      assert.equal(await journal(one), before, 'an act that was not done stands in no journal')
      assert.equal((await one.list()).length, 2)
      const ready = await one.ask('/readyz')
      const { missing } = (await ready.json()) as { missing: { what: string; mend: string }[] }
      const [storage] = missing.filter(({ what }) => what !== 'apps')
      assert.equal(storage?.what, 's3')
      assert.match(storage?.mend ?? '', /does not answer/)
      if (missing.length === 1) assert.equal(ready.status, 200, 'a server that can answer other calls is not left out')
      swift.back()
      assert.equal((await one.send(photo, key)).status, 200)
      assert.equal((await one.send(photo, key)).status, 200)
      assert.equal((await one.list()).length, 3, 'once, however often it was sent')
      assert.equal((await piece(one, id, 0, begun)).status, 204)
      assert.equal((await claim(one, id)).status, 200)
    },
  )

  await t.test(
    'bytes that change on the way there are refused, bytes that changed in the bucket are not handed out',
    async () => {
      const photo = await photoOf(160)
      await swift.spoiled(() => assert.rejects(openFiles(bucket).save(photo), /BadDigest/))
      assert.equal(await client.objectExists(keyOf(photo)), false)
      await client.putObject(keyOf(first), Buffer.from('other bytes'))
      await assert.rejects(openFiles(bucket).read(sha256Of(first)), /no longer matches its hash/)
      const item = (await one.list()).find(({ sha256 }) => sha256 === sha256Of(first))
      assert.equal((await one.ask(`/api/evidence/${item?.id}/file`)).status, 500)
      await client.putObject(keyOf(first), first)
    },
  )

  await t.test('a backup of a bucket is restored into a folder and into another bucket', (nested) =>
    movesOn(nested, { swift, bucket, database }),
  )

  await t.test('a bucket that cannot be used is told with what to do about it', async () => {
    const troubleWith = (change: Partial<Bucket>) => openFiles({ ...bucket, ...change }).trouble()
    assert.equal(await troubleWith({}), null)
    const wrong = await troubleWith({ secretAccessKey: 'wrong' })
    assert.match(wrong?.mend ?? '', /SignatureDoesNotMatch.*AWS_SECRET/)
    assert.equal(wrong?.isWrong, true)
    assert.match((await troubleWith({ name: 'nowhere' }))?.mend ?? '', /make the bucket nowhere/)
    assert.deepEqual(await versioningOf(bucket), 'Off')
    await client.setBucketVersioning('Enabled')
    assert.deepEqual(await versioningOf(bucket), 'Enabled')
    swift.away()
    assert.equal((await troubleWith({}))?.isWrong, false, 'it may come back by itself')
  })
})

const journal = ({ db }: Server) => db.transaction(NATIONWIDE, async (tx) => JSON.stringify(await latestJournal(tx, 1)))

async function movesOn(
  t: TestContext,
  { swift, bucket, database }: { swift: Swift; bucket: Bucket; database: FreshDatabase },
) {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-moves-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const common = {
    folder: join(folder, 'backup'),
    secret: { passphrase: 'a ladder in the orchard' },
    say: () => undefined,
  }
  const files = openFiles(bucket)
  const made = await makeBackup({
    ...common,
    databaseUrl: database.adminUrl,
    files,
    dataDir: join(folder, 'data'),
    at: STARTS_AT,
    scryptLogN: 4,
  })
  assert.deepEqual([made.ok, made.filesCopied, made.damaged], [true, made.files, []])
  assert.ok(made.files >= 8, 'four photos and their small pictures')
  const names = async (store: typeof files) => {
    const found: string[] = []
    for await (const { sha256 } of store.all()) found.push(sha256)
    return found
  }
  for (const place of [join(folder, 'originals'), await swift.bucket('plumbline-new')]) {
    const empty = await emptyDatabase(t)
    const restored = openFiles(place)
    const parts = { ...common, databaseUrl: empty.adminUrl, ownerUrl: empty.ownerUrl, files: restored }
    const told = await restoreBackup({ ...parts, dataDir: await mkdtemp(join(folder, 'data-')) })
    assert.deepEqual([told.ok, told.rows, told.files, told.journal.ok], [true, made.rows, made.files, true])
    assert.deepEqual(await names(restored), await names(files))
    for (const name of await names(restored)) await restored.read(name)
    const again = restoreBackup({ ...parts, dataDir: await mkdtemp(join(folder, 'data-')) })
    await assert.rejects(again, /is not empty/)
  }
}

test('PLUMBLINE_FILES names a bucket, and what is missing beside it is told line by line', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-settings-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const env = {
    PLUMBLINE_DATA: folder,
    PLUMBLINE_FILES: 's3://plumbline/evidence/2026/',
    AWS_ENDPOINT_URL_S3: 'https://s3.example.org',
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
  }
  const { files } = settingsOf([], env)
  assert.ok(typeof files !== 'string')
  assert.deepEqual([files.name, files.prefix, files.region], ['plumbline', 'evidence/2026/', 'us-east-1'])
  const wrong = { PLUMBLINE_DATA: folder, PLUMBLINE_FILES: 's3://P', AWS_ENDPOINT_URL_S3: 'http://s3.example.org' }
  assert.throws(
    () => settingsOf([], wrong),
    (error: unknown) => error instanceof WrongSettings && error.fields.length === 4,
  )
})
