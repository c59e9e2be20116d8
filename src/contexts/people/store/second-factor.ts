import sql from 'sql-template-tag'
import { regionRange } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { seal, unseal } from '../../../platform/sealing.ts'
import type { Role } from '../model.ts'
import { TOTP_SECRET } from './sealed.ts'
import type { Attempts } from '../rules/credentials.ts'

type Owner = { readonly id: string; readonly region: string; readonly enterpriseId: string | null }

export type StoredFactor = {
  readonly secret: string
  readonly confirmedAt: Instant | null
  readonly lastStep: number
  readonly recoverySha256: readonly string[]
}

/** Locks the row, so that one code cannot be used twice at the same moment. */
export async function lockFactor(tx: Tx, account: string): Promise<StoredFactor | null> {
  const kept = await tx.find<StoredFactor>(sql`
    select secret, confirmed_at as "confirmedAt", last_step as "lastStep", recovery_sha256 as "recoverySha256"
    from people.second_factor where account_id = ${account} for update`)
  return kept && { ...kept, secret: unseal(kept.secret, TOTP_SECRET) }
}

/** A fresh secret that does not count yet; one that counts already stays until the fresh one is confirmed. */
export const beginFactor = (tx: Tx, owner: Owner, { secret, at }: { secret: string; at: Instant }) =>
  tx.run(sql`
    insert into people.second_factor (account_id, region, enterprise_id, secret, begun_at)
    values (${owner.id}, ${owner.region}, ${owner.enterpriseId}, ${seal(secret, TOTP_SECRET)}, ${at})
    on conflict (account_id) do update set secret = excluded.secret, begun_at = excluded.begun_at, last_step = 0
    where second_factor.confirmed_at is null`)

export type Confirmation = { readonly at: Instant; readonly step: number; readonly recoverySha256: readonly string[] }

export const confirmFactor = (tx: Tx, account: string, { at, step, recoverySha256 }: Confirmation) =>
  tx.run(sql`
    update people.second_factor set confirmed_at = ${at}, last_step = ${step}, recovery_sha256 = ${recoverySha256}
    where account_id = ${account}`)

export const saveUse = (tx: Tx, account: string, { step, recoverySha256 }: Omit<Confirmation, 'at'>) =>
  tx.run(sql`
    update people.second_factor set last_step = ${step}, recovery_sha256 = ${recoverySha256} where account_id = ${account}`)

export const deleteFactor = (tx: Tx, account: string) =>
  tx.run(sql`delete from people.second_factor where account_id = ${account}`)

/** The rule of the bureau itself or of the nearest above it; null when nobody has set one. */
export const findDuty = (tx: Tx, region: string) =>
  tx.find<{ region: string; roles: Role[] }>(sql`
    select region, roles from people.second_factor_duty where starts_with(${region}, region)
    order by length(region) desc limit 1`)

export type Duty = {
  readonly region: string
  readonly roles: readonly Role[]
  readonly at: Instant
  readonly by: string
}

export const saveDuty = (tx: Tx, { region, roles, at, by }: Duty) =>
  tx.run(sql`
    insert into people.second_factor_duty (region, roles, set_at, set_by) values (${region}, ${roles}, ${at}, ${by})
    on conflict (region) do update set roles = excluded.roles, set_at = excluded.set_at, set_by = excluded.set_by`)

export const findPause = (tx: Tx, account: string, caller: string) =>
  tx.find<Attempts>(sql`
    select failed, paused_until as "pausedUntil" from people.sign_in_pause
    where account_id = ${account} and caller = ${caller}`)

export const savePause = (
  tx: Tx,
  owner: Owner,
  { caller, at, attempts }: { caller: string; at: Instant; attempts: Attempts },
) =>
  tx.run(sql`
    insert into people.sign_in_pause (account_id, caller, region, enterprise_id, failed, paused_until, at)
    values (${owner.id}, ${caller}, ${owner.region}, ${owner.enterpriseId}, ${attempts.failed}, ${attempts.pausedUntil}, ${at})
    on conflict (account_id, caller) do update
    set failed = excluded.failed, paused_until = excluded.paused_until, at = excluded.at`)

/** What is older than the longest pause holds nobody back and is forgotten. */
export const forgetPauses = (tx: Tx, account: string, { caller, before }: { caller: string; before: Instant }) =>
  tx.run(sql`delete from people.sign_in_pause where account_id = ${account} and (caller = ${caller} or at < ${before})`)

export const isKnownDevice = async (tx: Tx, account: string, tokenSha256: string) =>
  (await tx.find(sql`
    select 1 as known from people.known_device where account_id = ${account} and token_sha256 = ${tokenSha256}`)) !==
  null

export const saveDevice = (tx: Tx, owner: Owner, { tokenSha256, at }: { tokenSha256: string; at: Instant }) =>
  tx.run(sql`
    insert into people.known_device (account_id, token_sha256, region, enterprise_id, first_used, last_used)
    values (${owner.id}, ${tokenSha256}, ${owner.region}, ${owner.enterpriseId}, ${at}, ${at})
    on conflict (account_id, token_sha256) do update set last_used = excluded.last_used`)

/** Devices of an account are forgotten when its password changes hands. */
export const forgetDevices = (tx: Tx, account: string, keep: string | null) =>
  tx.run(sql`delete from people.known_device where account_id = ${account} and token_sha256 <> ${keep ?? ''}`)

/** All open sessions of the account. */
export const endAllSessions = (tx: Tx, account: string, at: Instant) =>
  tx.run(sql`update people.session set ended_at = ${at} where account_id = ${account} and ended_at is null`)

/** How many pauses hold somebody back at this moment, for the operations page. */
export async function countPauses(tx: Tx, region: string, at: Instant): Promise<number> {
  const { from, below } = regionRange(region)
  const found = await tx.find<{ count: number }>(sql`
    select count(*) as count from people.sign_in_pause
    where region >= ${from} and region < ${below} and paused_until > ${at}`)
  return found?.count ?? 0
}
