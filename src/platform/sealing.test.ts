/** Sealed fields: what the keys open and what nothing else does; rows from before, and a new key. */
import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import sql from 'sql-template-tag'
import { freshDatabase } from '../../tests/support/database.ts'
import { aBureau, anOfficer } from '../contexts/people/fixtures.ts'
import { createBureau, createOfficer, getOfficers } from '../contexts/people/public.ts'
import { anEnterprise } from '../contexts/registry/fixtures.ts'
import {
  createEnterprise,
  createOperatorCertificate,
  findOperatorCertificates,
  getEnterprise,
} from '../contexts/registry/public.ts'
import { SEALED_FIELDS } from '../sealed-fields.ts'
import { asOwner, NATIONWIDE, openDatabase } from './db.ts'
import { holdFieldKeys, sealEverything, WrongFieldKeys } from './sealing-job.ts'
import {
  fieldKeys,
  fieldKeysIn,
  fingerprint,
  freshFieldKeys,
  needsSealing,
  renewFieldKey,
  seal,
  tellFieldKeys,
  unseal,
} from './sealing.ts'

const AT = '2026-03-05T01:00:00.000Z'

test('a sealed value opens in its own place with its own key, and nowhere else', () => {
  tellFieldKeys(freshFieldKeys)
  const kept = seal('13800138000', 'here')
  assert.match(kept, /^sealed:[0-9a-f]{8}:[\w-]+$/)
  assert.equal(unseal(kept, 'here'), '13800138000')
  assert.notEqual(seal('13800138000', 'here'), kept, 'the same number is never the same text')
  assert.throws(() => unseal(kept, 'elsewhere'))
  assert.throws(() => unseal(`${kept.slice(0, -2)}AA`, 'here'), 'an altered value')
  assert.equal(seal('', 'here'), '')
  assert.equal(unseal('13800138000', 'here'), '13800138000', 'from before it was sealed')
  assert.equal(fingerprint('1', 'here'), fingerprint('1', 'here'))
  assert.notEqual(fingerprint('1', 'here'), fingerprint('1', 'elsewhere'))
  tellFieldKeys(freshFieldKeys)
  assert.throws(() => unseal(kept, 'here'), /which is not in keys\/fields\.json/)
})

test('the keys of a data folder are made once, for their own user alone; a new key seals and the former still opens', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-keys-'))
  t.after(() => rm(folder, { recursive: true }))
  const first = fieldKeysIn(folder)
  assert.deepEqual(fieldKeysIn(folder), first)
  assert.equal((await stat(join(folder, 'keys/fields.json'))).mode & 0o777, 0o600)
  tellFieldKeys(() => fieldKeysIn(folder))
  const kept = seal('440000', 'here')
  const id = renewFieldKey(folder)
  tellFieldKeys(() => fieldKeysIn(folder))
  assert.equal(fieldKeys().sealWith, id)
  assert.equal(unseal(kept, 'here'), '440000')
  assert.deepEqual([needsSealing(kept), needsSealing(seal('440000', 'here'))], [true, false])
})

async function house(t: TestContext) {
  const { url, ownerUrl, adminUrl } = await freshDatabase(t)
  const db = openDatabase(url, 2)
  t.after(() => db.close())
  const officer = anOfficer({ region: '441302', phone: '13812345678' })
  const enterprise = anEnterprise({ region: '441302', phone: '13987654321' })
  const holder = { holder: '焊演示', identity: '11010519491231002X' }
  await db.transaction(NATIONWIDE, async (tx) => {
    await createBureau(tx, aBureau({ region: '441302' }))
    await createOfficer(tx, { officer, username: 'sealed', at: AT, by: '测试' })
    await createEnterprise(tx, enterprise, { at: AT, byId: 'x', byName: '测试', source: '测试' })
    await createOperatorCertificate(tx, {
      ...holder,
      id: officer.id,
      operation: '焊接',
      number: `T${holder.identity}`,
      validFrom: '2024-01-01',
      validTo: '2027-01-01',
    })
  })
  const secrets = [officer.phone, enterprise.phone, holder.identity]
  /** Everything that the database holds, as somebody with a copy of it reads it. */
  const dump = () =>
    asOwner(adminUrl, async (client) => {
      const tables = [...new Set(SEALED_FIELDS.map(({ table }) => table))]
      const texts: string[] = []
      for (const table of tables) {
        const { rows } = await client.query<{ text: string }>(`select t::text as text from ${table} t`)
        texts.push(...rows.map(({ text }) => text))
      }
      return texts.join('\n')
    })
  const read = () =>
    db.transaction(NATIONWIDE, async (tx) => {
      const [found] = await getOfficers(tx, [officer.id])
      const certificates = await findOperatorCertificates(tx, { name: holder.holder, identity: holder.identity })
      return [found?.phone, (await getEnterprise(tx, enterprise.id)).phone, certificates[0]?.identityMasked]
    })
  return { db, ownerUrl, adminUrl, officer, enterprise, holder, secrets, dump, read }
}

test('a copy of the database tells no telephone and no identity number; the server reads and finds them', async (t) => {
  const { dump, read, secrets, officer, enterprise } = await house(t)
  const copy = await dump()
  for (const secret of secrets) assert.ok(!copy.includes(secret), secret)
  assert.deepEqual(await read(), [officer.phone, enterprise.phone, '110***********002X'])
})

test('rows from before are sealed at the start, and again after a new key; whoever has other keys is told which are missing', async (t) => {
  const { db, ownerUrl, adminUrl, officer, enterprise, holder, dump, read, secrets } = await house(t)
  await asOwner(adminUrl, async (client) => {
    await client.query('update people.officer set phone = $1', [officer.phone])
    await client.query('update registry.enterprise set phone = $1', [enterprise.phone])
    await client.query(
      `update registry.enterprise_version set content = jsonb_set(content, '{phone}', to_jsonb($1::text))`,
      [enterprise.phone],
    )
    await client.query(
      'update registry.operator_certificate set identity = $1, identity_fingerprint = null, number = $2',
      [holder.identity, `T${holder.identity}`],
    )
  })
  const plain = await read()
  assert.deepEqual(plain, [officer.phone, enterprise.phone, '110***********002X'], 'read before they are sealed')
  assert.equal(await sealEverything(ownerUrl, SEALED_FIELDS), 5)
  const copy = await dump()
  for (const secret of secrets) assert.ok(!copy.includes(secret), secret)
  assert.deepEqual(await read(), plain)
  assert.equal(await sealEverything(ownerUrl, SEALED_FIELDS), 0, 'what is done is not walked again')

  const before = fieldKeys()
  const coming = freshFieldKeys()
  tellFieldKeys(() => ({ ...coming, lookUp: before.lookUp, keys: new Map([...before.keys, ...coming.keys]) }))
  assert.equal(await sealEverything(ownerUrl, SEALED_FIELDS), 5)
  assert.deepEqual(await read(), plain)
  const held = () => db.transaction(NATIONWIDE, holdFieldKeys)
  await held()
  tellFieldKeys(freshFieldKeys)
  await assert.rejects(held, WrongFieldKeys)
})

test('sealing changes no other word of a paper, and only the owner seals', async (t) => {
  const { db } = await house(t)
  await assert.rejects(
    db.transaction(NATIONWIDE, async (tx) => {
      await tx.run(sql`select set_config('plumbline.sealing', 'on', true)`)
      await tx.run(sql`update document.paper set data = data`)
    }),
    /permission denied/,
  )
})
