import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { freshDatabase } from '../tests/support/database.ts'
import { askerFor } from '../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../tests/support/plumbline.ts'
import { NewBureau, saveBureau } from './contexts/people/contract/bureaus.ts'
import { listBureaus } from './contexts/people/contract.ts'
import type { Officer } from './contexts/people/model.ts'
import { officersOfBureau } from './contexts/people/public.ts'
import { NATIONWIDE, openDatabase } from './platform/db.ts'
import { latestJournal, verifyJournal } from './platform/journal.ts'
import { setUp } from './setup.ts'

const AT = '2026-03-05T01:00:00.000Z'
const CITY = NewBureau.parse({ region: '4413', name: '惠州演示应急管理局', shortName: '惠' })
const WISH = { bureau: CITY, admin: 'keeper', at: AT, suite: 'sha256-ed25519' } as const

async function emptyInstallation(t: TestContext) {
  const { url } = await freshDatabase(t)
  const db = openDatabase(url, 1)
  t.after(() => db.close())
  return db
}

test('U25: a first set-up that is cut off leaves nothing, and can be repeated until it holds, and after', async (t) => {
  const db = await emptyInstallation(t)
  const cutOff = db.transaction(NATIONWIDE, async (tx) => {
    await setUp(tx, WISH)
    throw new Error('power cut')
  })
  await assert.rejects(cutOff, /power cut/)
  const done = await db.transaction(NATIONWIDE, (tx) => setUp(tx, WISH))
  assert.match(done.password ?? '', /^(\w{4}-){3}\w{4}$/)
  assert.deepEqual(await db.transaction(NATIONWIDE, (tx) => setUp(tx, WISH)), { ...done, password: null })
  const journal = await db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 10))
  assert.deepEqual(
    journal.map(({ action }) => action),
    ['people.installation-set-up'],
  )
})

test('U25: an installation that is in use is not set up a second time by other words', async (t) => {
  const db = await emptyInstallation(t)
  await db.transaction(NATIONWIDE, (tx) => setUp(tx, WISH))
  for (const other of [
    { ...WISH, admin: 'somebody' },
    { ...WISH, bureau: { ...CITY, region: '4419' } },
  ])
    await assert.rejects(
      db.transaction(NATIONWIDE, (tx) => setUp(tx, other)),
      /already-set-up/,
    )
})

test('ORG-01: the first administrator adds bureaus below his own, changes what they print, and none beside it', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: AT, publicChain: '4413' })
  await plumbline.db.transaction(NATIONWIDE, (tx) => setUp(tx, WISH))
  const [admin] = await plumbline.db.transaction(NATIONWIDE, (tx) => officersOfBureau(tx, '4413'))
  const keeper = plumbline.as(askerFor(admin as Officer))
  const county = { region: '441322', name: '博罗县演示应急管理局', shortName: '博罗' }
  await keeper.must(saveBureau, county)
  await keeper.must(saveBureau, { ...county, court: '博罗县人民法院' })
  const { bureaus } = await keeper.must<{ bureaus: { region: string; court: string }[] }>(listBureaus)
  assert.deepEqual(
    bureaus.map(({ region, court }) => [region, court]),
    [
      ['4413', ''],
      ['441322', '博罗县人民法院'],
    ],
  )
  const beside = await keeper.call(saveBureau, { ...county, region: '441901' })
  assert.equal(beside.status, 400)
  const rows = await plumbline.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 1))
  assert.deepEqual(rows[0]?.detail, { changed: 'court' })
  assert.equal((await plumbline.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))).ok, true)
})
