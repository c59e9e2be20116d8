import sql, { join, type Sql } from 'sql-template-tag'
import type { Asker } from '../../kernel/asker.ts'
import { regionRange } from '../../kernel/region.ts'
import type { Instant, LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { seal, unseal } from '../../platform/sealing.ts'
import type { Bureau, Certificate, Officer, Session } from './model.ts'
import { OFFICER_PHONE } from './store/sealed.ts'
import type { Attempts, SessionTimes } from './rules/credentials.ts'
import type { Lent } from './rules/delegation.ts'

const BUREAU = sql`region, name, short_name as "shortName", capacity, address, phone, reconsideration_organ as "reconsiderationOrgan",
  court, collecting_bank as "collectingBank", collecting_account as "collectingAccount"`

const OFFICER = sql`
  select o.id, o.region, o.name, o.phone, o.roles, o.unit, o.left_on as "leftOn",
    (select jsonb_build_object('number', c.number, 'validFrom', c.valid_from, 'validTo', c.valid_to, 'status', c.status)
     from people.certificate c where c.officer_id = o.id order by c.seq desc limit 1) as certificate
  from people.officer o`

/** The first lock: a plain, indexed range of the asker's region. Row-level security is the second. */
const inScope = (asker: Pick<Asker, 'region'>): Sql => {
  const { from, below } = regionRange(asker.region)
  return sql`(region >= ${from} and region < ${below})`
}

export const findBureau = (tx: Tx, region: string) =>
  tx.find<Bureau>(sql`select ${BUREAU} from people.bureau where region = ${region}`)

export const listBureaus = (tx: Tx, asker: Asker) =>
  tx.rows<Bureau>(sql`select ${BUREAU} from people.bureau where ${inScope(asker)} order by region`)

export async function insertBureau(tx: Tx, bureau: Bureau): Promise<void> {
  await tx.run(sql`
    insert into people.bureau (region, name, short_name, capacity, address, phone, reconsideration_organ, court, collecting_bank, collecting_account)
    values (${bureau.region}, ${bureau.name}, ${bureau.shortName}, ${bureau.capacity}, ${bureau.address}, ${bureau.phone},
      ${bureau.reconsiderationOrgan}, ${bureau.court}, ${bureau.collectingBank}, ${bureau.collectingAccount})`)
}

export const updateBureau = (tx: Tx, bureau: Bureau) =>
  tx.run(sql`
    update people.bureau set name = ${bureau.name}, short_name = ${bureau.shortName}, capacity = ${bureau.capacity},
      address = ${bureau.address}, phone = ${bureau.phone}, reconsideration_organ = ${bureau.reconsiderationOrgan}, court = ${bureau.court},
      collecting_bank = ${bureau.collectingBank}, collecting_account = ${bureau.collectingAccount}
    where region = ${bureau.region}`)

export const listUsernames = async (tx: Tx, enterpriseId: string): Promise<string[]> =>
  (
    await tx.rows<{ username: string }>(
      sql`select username from people.account where enterprise_id = ${enterpriseId} order by username`,
    )
  ).map(({ username }) => username)

export const findBusinessAccount = (tx: Tx, { enterpriseId, username }: { enterpriseId: string; username: string }) =>
  tx.find<{ id: string }>(
    sql`select id from people.account where enterprise_id = ${enterpriseId} and username = ${username}`,
  )

/** Whether the name is taken by an account in the transaction's scope. */
export const isUsername = async (tx: Tx, username: string): Promise<boolean> =>
  (await tx.find(sql`select 1 from people.account where username = ${username}`)) !== null

/** As the database keeps it: the telephone sealed. */
const opened = (officer: Officer): Officer => ({ ...officer, phone: unseal(officer.phone, OFFICER_PHONE) })

export const findOfficers = async (tx: Tx, ids: readonly string[]): Promise<Officer[]> =>
  (await tx.rows<Officer>(sql`${OFFICER} where o.id = any(${ids}::uuid[])`)).map(opened)

export type OfficerFilter = {
  role?: string | undefined
  certifiedOn?: LawDate | undefined
  bureau?: string | undefined
  /** Those who have left instead of those who serve. */
  left?: 'true' | undefined
}

export async function listOfficers(
  tx: Tx,
  asker: Pick<Asker, 'region'>,
  { role, certifiedOn, bureau, left }: OfficerFilter,
): Promise<Officer[]> {
  const wanted = [
    inScope(asker),
    left ? sql`left_on is not null` : sql`left_on is null`,
    ...(role ? [sql`${role} = any(roles)`] : []),
    ...(bureau ? [sql`region = ${bureau}`] : []),
  ]
  const certified = sql`certificate->>'status' = 'valid' and certificate->>'validFrom' <= ${certifiedOn} and ${certifiedOn} <= certificate->>'validTo'`
  const rows = await tx.rows<Officer>(sql`
    select id, region, name, phone, roles, unit, certificate, "leftOn" from (${OFFICER} where ${join(wanted, ' and ')}) officer
    where ${certifiedOn ? certified : sql`true`} order by region, name, id limit 500`)
  return rows.map(opened)
}

export async function insertOfficer(tx: Tx, officer: Omit<Officer, 'certificate'>): Promise<void> {
  await tx.run(sql`insert into people.officer (id, region, name, phone, roles, unit)
    values (${officer.id}, ${officer.region}, ${officer.name}, ${seal(officer.phone, OFFICER_PHONE)}, ${officer.roles}, ${officer.unit ?? ''})`)
}

export type CertificateRecord = {
  officer: string
  region: string
  certificate: Certificate
  at: Instant
  by: string
  reason: string
}

export async function insertCertificate(
  tx: Tx,
  { officer, region, certificate, at, by, reason }: CertificateRecord,
): Promise<void> {
  await tx.run(sql`
    insert into people.certificate (officer_id, seq, region, number, valid_from, valid_to, status, recorded_at, recorded_by, reason)
    select ${officer}, coalesce(max(seq), 0) + 1, ${region}, ${certificate.number}, ${certificate.validFrom}, ${certificate.validTo},
      ${certificate.status}, ${at}, ${by}, ${reason}
    from people.certificate where officer_id = ${officer}`)
}

export const listCertificates = (tx: Tx, officer: string) =>
  tx.rows<Certificate & { recordedAt: Instant; recordedBy: string; reason: string }>(sql`
    select number, valid_from as "validFrom", valid_to as "validTo", status, recorded_at as "recordedAt", recorded_by as "recordedBy", reason
    from people.certificate where officer_id = ${officer} order by seq desc`)

export type Account = Attempts & {
  readonly id: string
  readonly username: string
  readonly passwordHash: string
  readonly mustChangePassword: boolean
  readonly region: string
  readonly enterpriseId: string | null
  /** Its officer has left: it opens nothing. */
  readonly isOff: boolean
}

const ACCOUNT = sql`id, username, password_hash as "passwordHash", must_change_password as "mustChangePassword", region,
  enterprise_id as "enterpriseId", failed, paused_until as "pausedUntil",
  exists (select from people.officer o where o.id = officer_id and o.left_on is not null) as "isOff"`

/**
 * Opens the sign-in's own keyhole (one username) and locks the row, so that parallel guesses are counted one by one.
 */
export async function lockAccountForSignIn(tx: Tx, username: string): Promise<Account | null> {
  await tx.run(sql`select set_config('plumbline.signing_in', ${username}, true)`)
  return tx.find<Account>(sql`select ${ACCOUNT} from people.account where username = ${username} for update`)
}

/** The account behind an asker: the officer's, or the enterprise user's own. */
export const lockAccountOf = (tx: Tx, asker: Asker) => tx.find<Account>(sql`${accountOf(asker)} for update`)

const accountOf = (asker: Asker): Sql =>
  sql`select ${ACCOUNT} from people.account where ${asker.kind === 'enterprise' ? sql`id` : sql`officer_id`} = ${asker.id}`

export type NewAccount = {
  id: string
  username: string
  passwordHash: string
  mustChangePassword: boolean
  region: string
  displayName: string
  officerId: string | null
  enterpriseId: string | null
}

/** @returns false when the username is taken, wherever in the country that is. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const added = await tx.run(sql`
    insert into people.account (id, username, password_hash, must_change_password, region, officer_id, enterprise_id, display_name)
    values (${account.id}, ${account.username}, ${account.passwordHash}, ${account.mustChangePassword}, ${account.region},
      ${account.officerId}, ${account.enterpriseId}, ${account.displayName})
    on conflict (username) do nothing`)
  return added > 0
}

export const saveAttempts = (tx: Tx, id: string, { failed, pausedUntil }: Attempts) =>
  tx.run(sql`update people.account set failed = ${failed}, paused_until = ${pausedUntil} where id = ${id}`)

export type KeptPassword = { readonly passwordHash: string; readonly mustChangePassword: boolean }

/** A new password; when it is the owner's own, sessions that were opened with a first one are free from now on. */
export const savePassword = (tx: Tx, id: string, { passwordHash, mustChangePassword }: KeptPassword) =>
  tx.run(sql`
    with freed as (update people.session set must_change_password = ${mustChangePassword} where account_id = ${id})
    update people.account set password_hash = ${passwordHash}, must_change_password = ${mustChangePassword} where id = ${id}`)

export type NewSession = {
  id: string
  tokenSha256: string
  accountId: string
  region: string
  enterpriseId: string | null
  at: Instant
  endsAt: Instant
  address: string
  agent: string
  mustChangePassword: boolean
}

export const insertSession = (tx: Tx, session: NewSession) =>
  tx.run(sql`
    insert into people.session (id, token_sha256, account_id, region, enterprise_id, created_at, last_seen, ends_at, address, agent,
      must_change_password)
    values (${session.id}, ${session.tokenSha256}, ${session.accountId}, ${session.region}, ${session.enterpriseId}, ${session.at}, ${session.at},
      ${session.endsAt}, ${session.address}, ${session.agent}, ${session.mustChangePassword})`)

export type SignedIn = SessionTimes & {
  readonly sessionId: string
  readonly accountId: string
  readonly displayName: string
  readonly region: string
  readonly enterpriseId: string | null
  readonly officerId: string | null
  readonly officerName: string | null
  readonly officerRegion: string | null
  readonly leftOn: LawDate | null
  readonly roles: Officer['roles'] | null
  readonly lent: readonly Lent[]
  readonly owesSecondFactor: boolean
  readonly mustChangePassword: boolean
}

/** Mandates of the day: what other heads lent to the officer. */
const lentOn = (today: LawDate) => sql`
  (select coalesce(jsonb_agg(jsonb_build_object('role', d.role, 'from', giver.name, 'mandate', d.mandate) order by d.recorded_at), '[]')
   from people.delegation d join people.officer giver on giver.id = d.from_officer and giver.left_on is null
   where d.to_officer = o.id and d.ended_on is null and d.valid_from <= ${today} and d.valid_to >= ${today} and d.role = any(giver.roles))`

export const findSignedIn = (tx: Tx, tokenSha256: string, today: LawDate) =>
  tx.find<SignedIn>(sql`
  select s.id as "sessionId", s.ends_at as "endsAt", s.last_seen as "lastSeen", s.ended_at as "endedAt", a.id as "accountId",
    a.display_name as "displayName", a.region, a.enterprise_id as "enterpriseId", o.id as "officerId", o.name as "officerName",
    o.region as "officerRegion", o.left_on as "leftOn", o.roles, ${lentOn(today)} as lent,
    coalesce(o.roles && (select d.roles from people.second_factor_duty d where starts_with(o.region, d.region)
      order by length(d.region) desc limit 1), false)
      and not exists (select from people.second_factor f where f.account_id = a.id and f.confirmed_at is not null)
      and not exists (select from people.passkey k where k.account_id = a.id)
      as "owesSecondFactor", s.must_change_password as "mustChangePassword"
  from people.session s join people.account a on a.id = s.account_id left join people.officer o on o.id = a.officer_id
  where s.token_sha256 = ${tokenSha256}`)

export const touchSession = (tx: Tx, id: string, at: Instant) =>
  tx.run(sql`update people.session set last_seen = ${at} where id = ${id}`)

export const endSession = (tx: Tx, id: string, at: Instant) =>
  tx.run(sql`update people.session set ended_at = ${at} where id = ${id} and ended_at is null`)

/** Ends the sessions of an account, all but one where one is to be kept. */
export const endOtherSessions = (
  tx: Tx,
  { account, keep, at }: { account: string; keep: string | null; at: Instant },
) =>
  tx.run(
    sql`update people.session set ended_at = ${at} where account_id = ${account} and id is distinct from ${keep} and ended_at is null`,
  )

const SESSION = sql`s.id, a.username, s.created_at as "createdAt", s.last_seen as "lastSeen", s.ends_at as "endsAt", s.ended_at as "endedAt",
  s.address, s.agent`

export const listSessions = (tx: Tx, account: string) =>
  tx.rows<Session>(sql`
  select ${SESSION} from people.session s join people.account a on a.id = s.account_id
  where s.account_id = ${account} order by s.created_at desc limit 100`)

export const findSessionOwner = (tx: Tx, id: string) =>
  tx.find<{ accountId: string }>(sql`select account_id as "accountId" from people.session where id = ${id}`)

export const findAccountOfOfficer = (tx: Tx, officer: string) =>
  tx.find<{ id: string; username: string }>(sql`select id, username from people.account where officer_id = ${officer}`)

export const findTopBureau = (tx: Tx) =>
  tx.find<Bureau>(sql`select ${BUREAU} from people.bureau order by length(region), region limit 1`)
