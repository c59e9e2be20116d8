import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { Invalid, NotFound } from '../../kernel/answer.ts'
import type { Asker } from '../../kernel/asker.ts'
import { no, Refused } from '../../kernel/refusal.ts'
import type { Region } from '../../kernel/region.ts'
import { lawDateOf, type Instant, type LawDate } from '../../kernel/time.ts'
import { NATIONWIDE, type Database, type Tx } from '../../platform/db.ts'
import type { Bureau, Officer } from './model.ts'
import { leakedPasswords } from './public/leaked-passwords.ts'
import { isSessionAlive, whyNoPassword } from './rules/credentials.ts'
import { withLent } from './rules/delegation.ts'
import { refusesRoles } from './rules/permissions.ts'
import * as store from './store.ts'
import { listLeft } from './store/leaving.ts'

/** OWASP's figures for argon2id: 19 MiB, two passes, one lane. */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** A session's last call is written down at most this often, so that reading costs no write. */
const TOUCH_EVERY_MS = 60_000

/** Which session an asker came with; kept beside the asker because rules and journal must never see it. */
const sessions = new WeakMap<Asker, HeldSession>()

type HeldSession = { readonly session: string; readonly account: string; readonly mustChangePassword: boolean }

/** The session that an asker came with; null for the public and for programs. */
export const findSessionOf = (asker: Asker): HeldSession | null => sessions.get(asker) ?? null

/** The session behind an asker that `resolveAsker` gave; throws for any other asker. */
export function sessionOf(asker: Asker): HeldSession {
  const found = findSessionOf(asker)
  if (!found) throw new Error('this asker came with no session')
  return found
}

/** 256 random bits for the cookie, and what the database keeps of them. */
export function newToken(): { token: string; sha256: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, sha256: tokenDigest(token) }
}

/** What the database keeps of a token. */
export const tokenDigest = (token: string) => createHash('sha256').update(token).digest('hex')

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2ID)

/** Who the session token belongs to; null when it is unknown, over, idle too long, or its officer has left. */
export async function resolveAsker(db: Database, token: string, at: Instant): Promise<Asker | null> {
  return db.transaction(NATIONWIDE, async (tx) => {
    const found = await store.findSignedIn(tx, tokenDigest(token), lawDateOf(at))
    if (!found || !isSessionAlive(found, at) || found.leftOn) return null
    if (Date.parse(at) - Date.parse(found.lastSeen) >= TOUCH_EVERY_MS) await store.touchSession(tx, found.sessionId, at)
    // Who owes a second factor, or a password of his own, may do nothing but set it up.
    const asker =
      found.owesSecondFactor || found.mustChangePassword ? { ...askerOf(found), permissions: [] } : askerOf(found)
    const { sessionId: session, accountId: account, mustChangePassword } = found
    sessions.set(asker, { session, account, mustChangePassword })
    return asker
  })
}

function askerOf(found: store.SignedIn): Asker {
  if (found.officerId && found.officerRegion && found.officerName) {
    return {
      id: found.officerId,
      name: found.officerName,
      kind: 'officer',
      region: found.officerRegion,
      ...withLent(found.roles ?? [], found.lent),
    }
  }
  const enterprise = found.enterpriseId ? { enterpriseId: found.enterpriseId } : {}
  return {
    id: found.accountId,
    name: found.displayName,
    kind: 'enterprise',
    region: found.region,
    roles: [],
    permissions: [],
    ...enterprise,
  }
}

/** Bureau data are public facts: readable from every scope. Throws NotFound. */
export async function getBureau(tx: Tx, region: Region): Promise<Bureau> {
  const bureau = await store.findBureau(tx, region)
  if (!bureau) throw new NotFound('bureau')
  return bureau
}

/** Those of the officers whom the scope shows. */
export const findOfficers = (tx: Tx, ids: readonly string[]): Promise<Officer[]> => store.findOfficers(tx, ids)

/** The officers in the order of the ids. Throws NotFound when one is missing or outside the scope. */
export async function getOfficers(tx: Tx, ids: readonly string[]): Promise<Officer[]> {
  const found = new Map((await store.findOfficers(tx, ids)).map((officer) => [officer.id, officer]))
  return ids.map((id) => {
    const officer = found.get(id)
    if (!officer) throw new NotFound('officer')
    return officer
  })
}

/** Sets up a bureau; the transaction's scope must cover its region. */
export const createBureau = (tx: Tx, bureau: Bureau): Promise<void> => store.insertBureau(tx, bureau)

export type NewOfficer = {
  readonly officer: Officer
  readonly username: string
  /** Checked against the policy and hashed. Give `passwordHash` instead to seed many accounts with one hash. */
  readonly password?: string
  readonly passwordHash?: string
  readonly mustChangePassword?: boolean
  readonly at: Instant
  /** Who records it, for the history of the certificate. */
  readonly by: string
}

/**
 * Creates an officer, his certificate and, with a password, his account. Refuses roles that are not kept apart and a
 * taken username.
 */
export async function createOfficer(
  tx: Tx,
  { officer, username, password, passwordHash, mustChangePassword = false, at, by }: NewOfficer,
): Promise<void> {
  const clash = refusesRoles(officer.roles)
  if (clash.length > 0) throw new Refused(clash)
  await store.insertOfficer(tx, officer)
  if (officer.certificate) {
    await store.insertCertificate(tx, {
      officer: officer.id,
      region: officer.region,
      certificate: officer.certificate,
      at,
      by,
      reason: '首次登记',
    })
  }
  await createAccount(tx, {
    username,
    password,
    passwordHash,
    mustChangePassword,
    region: officer.region,
    displayName: officer.name,
    officerId: officer.id,
    enterpriseId: null,
  })
}

export type NewEnterpriseAccount = {
  readonly enterpriseId: string
  readonly region: Region
  readonly displayName: string
  readonly username: string
  readonly password?: string
  readonly passwordHash?: string
}

/** Creates the account with which a business sees its own file in the portal. */
export const createEnterpriseAccount = (
  tx: Tx,
  { password, passwordHash, ...account }: NewEnterpriseAccount,
): Promise<void> =>
  createAccount(tx, { ...account, password, passwordHash, mustChangePassword: false, officerId: null })

/** Four groups of four letters that nobody mistakes for each other: some 78 bits. */
export const freshPassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'[randomInt(31)]).join(''),
  ).join('-')

/** The names under which a business signs in. */
export const usernamesOf = (tx: Tx, enterpriseId: string): Promise<string[]> => store.listUsernames(tx, enterpriseId)

/**
 * Opens an account for a business, or renews the password of its own account of that name and ends its sessions. Refuses a
 * name that anybody else bears.
 */
export async function openEnterpriseAccount(
  tx: Tx,
  { at, ...account }: Omit<NewEnterpriseAccount, 'password' | 'passwordHash'> & { readonly at: Instant },
): Promise<{ password: string; isRenewed: boolean }> {
  const known = await store.findBusinessAccount(tx, account)
  if (known) {
    const password = await renewPassword(tx, { account: known.id, at, mustChangePassword: false })
    return { password, isRenewed: true }
  }
  const password = freshPassword()
  await createEnterpriseAccount(tx, { ...account, password })
  return { password, isRenewed: false }
}

type Renewal = { readonly account: string; readonly at: Instant; readonly mustChangePassword: boolean }

/** Gives an account a fresh password, told this once, and ends its sessions. */
export async function renewPassword(tx: Tx, { account, at, mustChangePassword }: Renewal): Promise<string> {
  const password = freshPassword()
  await store.savePassword(tx, account, { passwordHash: await hashPassword(password), mustChangePassword })
  await store.endOtherSessions(tx, { account, keep: null, at })
  return password
}

type AccountParts = Omit<store.NewAccount, 'id' | 'passwordHash'> & {
  password: string | undefined
  passwordHash: string | undefined
}

async function createAccount(tx: Tx, { password, passwordHash, ...account }: AccountParts): Promise<void> {
  if (password === undefined && passwordHash === undefined) return
  if (password !== undefined) {
    const bureau = account.officerId ? await store.findBureau(tx, account.region) : null
    const complaints = whyNoPassword({
      password,
      username: account.username,
      context: [account.displayName, bureau?.name ?? ''],
      leaked: await leakedPasswords(),
    })
    if (complaints.length > 0) throw new Invalid(complaints)
  }
  const hashed = passwordHash ?? (await hashPassword(password ?? ''))
  if (!(await store.insertAccount(tx, { ...account, id: randomUUID(), passwordHash: hashed }))) {
    throw new Refused([
      no('username-taken', { username: account.username }, '用户名“{username}”已被使用', '请换一个用户名'),
    ])
  }
}

/** The bureau nearest to the nation: on its chain acts of the public are journalled. Null in an empty installation. */
export const findTopBureau = (tx: Tx): Promise<Bureau | null> => store.findTopBureau(tx)

export const hasAccount = (tx: Tx, username: string): Promise<boolean> => store.isUsername(tx, username)

/** The officers of one bureau who serve in it, by name. */
export const officersOfBureau = (tx: Tx, bureau: Region): Promise<Officer[]> =>
  store.listOfficers(tx, { region: bureau }, { bureau })

/** Who of a bureau and of those below it has left, the latest first. */
export const officersWhoLeft = (tx: Tx, region: Region): Promise<{ id: string; name: string; leftOn: LawDate }[]> =>
  listLeft(tx, region)
