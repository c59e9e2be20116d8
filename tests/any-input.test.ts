/** Whatever stands in whichever field of whichever endpoint: the answer is a yes, a no or "not so", never a fault. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asker } from '../src/kernel/asker.ts'
import type { Role } from '../src/contexts/people/model.ts'
import { PERMISSIONS_OF } from '../src/contexts/people/rules/permissions.ts'
import { NATIONWIDE } from '../src/platform/db.ts'
import { verifyJournal } from '../src/platform/journal.ts'
import { ROUTES } from '../src/server.ts'
import { runUntilDecided } from './journeys/chapters.ts'
import { askerFor, CAST, stage, STARTS_AT, TOWN } from './journeys/dongguan.ts'
import { startTestPlumbline } from './support/plumbline.ts'
import { sampleInput } from './support/sample.ts'

/** Holds every permission, so that no endpoint turns him away before it looks at what he sends. */
const EVERYTHING: Asker = {
  ...askerFor(CAST.first),
  permissions: [...new Set((Object.keys(PERMISSIONS_OF) as Role[]).flatMap((role) => [...PERMISSIONS_OF[role]]))],
}

/** They need a session that came in with a cookie, which these calls do not have; bad-input.test.ts tries them. */
const OWN_SESSION = new Set([
  '/people/sign-out',
  '/people/sessions',
  '/people/sessions/:id/end',
  '/people/sessions/end-all',
  '/people/change-password',
])

/** What people and programs put into fields, and what they do not. */
const NASTY: readonly unknown[] = [
  null,
  '',
  'a\0b',
  '\ud800',
  '2026-02-30',
  '275760-09-13',
  '2026-03-05T25:00:00Z',
  -1,
  0.5,
  9007199254740991,
  2147483648,
  {},
  ['x'],
  '长'.repeat(70_000),
]

/** The input once for each field and each nasty value, at every depth down to the first member of lists. */
function* spoilt(input: unknown): Generator<unknown> {
  if (typeof input !== 'object' || input === null) return
  for (const [name, value] of Object.entries(input)) {
    const put = (other: unknown) =>
      Array.isArray(input) ? input.with(Number(name), other) : { ...input, [name]: other }
    for (const nasty of NASTY) yield put(nasty)
    for (const inner of spoilt(value)) yield put(inner)
    if (Array.isArray(input)) return
  }
}

test('no value in any field of any endpoint makes the server fail', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  const ids = await runUntilDecided(plumbline)
  const asker = plumbline.as(EVERYTHING)
  const faults: string[] = []
  let calls = 0
  const answered = new Set<number>()
  for (const { endpoint } of ROUTES) {
    if (endpoint.takesFile || OWN_SESSION.has(endpoint.path)) continue
    const sample = sampleInput(endpoint, { ...ids, q: '丰禾', version: 1 })
    for (const input of spoilt(sample)) {
      const { status, body } = await asker.call(endpoint, input as Record<string, unknown>)
      calls += 1
      answered.add(status)
      if (status < 500) continue
      faults.push(
        `${endpoint.method} ${endpoint.path} answers ${status} ${JSON.stringify(body).slice(0, 200)} to ${JSON.stringify(input).slice(0, 300)}`,
      )
      break
    }
  }
  assert.deepEqual(faults, [])
  t.diagnostic(`${calls} calls, answered with ${[...answered].sort().join(', ')}`)
  assert.ok(calls > 3_000 && answered.has(200) && answered.has(400) && answered.has(404))
  assert.equal((await plumbline.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))).ok, true)
})
