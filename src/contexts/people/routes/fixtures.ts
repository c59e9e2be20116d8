/** A small house of people for the tests of the endpoints. */
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { pino } from 'pino'
import { freshDatabase } from '../../../../tests/support/database.ts'
import { clockAt } from '../../../platform/clock.ts'
import { NATIONWIDE, openDatabase } from '../../../platform/db.ts'
import { listeners } from '../../../platform/events.ts'
import { openFiles } from '../../../platform/files.ts'
import { buildServer, type Route } from '../../../platform/http.ts'
import { aBureau, anOfficer } from '../fixtures.ts'
import type { Role } from '../model.ts'
import { createBureau, createOfficer, hashPassword, resolveAsker } from '../public.ts'
import { resolveService } from '../public/services.ts'
import { routes as own } from '../routes.ts'

const START = '2026-03-05T01:00:00.000Z'
export const PASSWORD = 'kettle-and-ladder-7'

type Call = { cookie?: string; body?: object; from?: string; bearer?: string }
type Body = Record<string, unknown> & { refusals?: { code: string }[] }

type Given = {
  readonly accountCallsPerMinute?: number
  /** Routes and listeners of contexts that hear of people. */
  readonly routes?: readonly Route[]
  readonly heard?: Parameters<typeof listeners>[0]
}

/** Calls an endpoint as a browser, or a program, from somewhere. */
const callerOf =
  (app: Awaited<ReturnType<typeof buildServer>>) =>
  async (method: 'GET' | 'POST', path: string, { cookie, body = {}, from, bearer }: Call = {}) => {
    const answer = await app.inject({
      method,
      url: `/api${path}`,
      ...(from ? { remoteAddress: from } : {}),
      headers: { ...(cookie ? { cookie } : {}), ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      ...(method === 'POST' ? { payload: body } : {}),
    })
    return {
      status: answer.statusCode,
      body: answer.json<Body>(),
      code: answer.json<Body>().refusals?.[0]?.code,
      cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
    }
  }

/** Two counties with an officer each and an administrator in the first, served with the real database. */
export async function house(t: TestContext, { accountCallsPerMinute = 100_000, routes = [], heard = {} }: Given = {}) {
  const { url } = await freshDatabase(t)
  const db = openDatabase(url, 4)
  t.after(() => db.close())
  const clock = clockAt(START)
  const passwordHash = await hashPassword(PASSWORD)
  const people = {
    north: anOfficer({ region: '441302', name: '北甲' }),
    south: anOfficer({ region: '441303', name: '南乙' }),
    admin: anOfficer({ region: '441302', name: '管丙', roles: ['admin' satisfies Role], certificate: null }),
  }
  await db.transaction(NATIONWIDE, async (tx) => {
    for (const region of ['4413', '441302', '441303']) await createBureau(tx, aBureau({ region }))
    for (const [username, officer] of Object.entries(people))
      await createOfficer(tx, { officer, username, passwordHash, at: START, by: '测试' })
  })
  const app = await buildServer({
    db,
    clock,
    files: openFiles(join(tmpdir(), 'plumbline-people-test')),
    log: pino({ level: 'silent' }),
    routes: [...own, ...routes],
    listeners: listeners(heard),
    resolveAsker: (token, at) => resolveAsker(db, token, at),
    resolveService: (token, at) => resolveService(db, token, at),
    publicChain: '4413',
    callsPerMinute: 100_000,
    accountCallsPerMinute,
  })
  t.after(() => app.close())
  const call = callerOf(app)
  const signIn = (
    username: string,
    { password = PASSWORD, code, ...call_ }: Call & { password?: string; code?: string } = {},
  ) => call('POST', '/people/sign-in', { ...call_, body: { username, password, ...(code ? { code } : {}) } })
  /** The code that the phone shows now. */
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(clock.now()) })
  const enrol = async (cookie: string) => {
    const begun = await call('POST', '/people/second-factor/begin', { cookie, body: { password: PASSWORD } })
    const secret = String(begun.body['secret'])
    assert.match(String(begun.body['qr']), /^data:image\/png;base64,/)
    const confirmed = await call('POST', '/people/second-factor/confirm', { cookie, body: { code: codeOf(secret) } })
    assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body))
    return { secret, recoveryCodes: confirmed.body['recoveryCodes'] as string[] }
  }
  return { db, clock, people, call, signIn, codeOf, enrol }
}
