import sql from 'sql-template-tag'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { fingerprint, seal, unseal } from '../../../platform/sealing.ts'
import type { GradeChange, Licence } from '../model.ts'
import { CERTIFICATE_NUMBER, HOLDER_IDENTITY } from './sealed.ts'

export const listLicences = (tx: Tx, enterprise: string) =>
  tx.rows<Licence>(sql`
  select id, kind, number, scope, authority, valid_from as "validFrom", valid_to as "validTo"
  from registry.licence where enterprise_id = ${enterprise} order by valid_to desc, kind`)

export const insertLicence = (
  tx: Tx,
  { enterprise, region, licence }: { enterprise: string; region: string; licence: Licence },
) =>
  tx.run(sql`
  insert into registry.licence (id, enterprise_id, region, kind, number, scope, authority, valid_from, valid_to)
  values (${licence.id}, ${enterprise}, ${region}, ${licence.kind}, ${licence.number}, ${licence.scope}, ${licence.authority},
    ${licence.validFrom}, ${licence.validTo})`)

/** In the order of recording, oldest first. */
export const listGrades = (tx: Tx, enterprise: string) =>
  tx.rows<GradeChange>(sql`
  select grade, high_risk as "highRisk", effective_from as "effectiveFrom", reason, recorded_by as "recordedBy", recorded_at as "recordedAt"
  from registry.grade_change where enterprise_id = ${enterprise} order by seq`)

/** A recorded grade with the file it belongs to. */
export type GradeRow = GradeChange & { readonly enterpriseId: string; readonly region: string }

/** Adds rows behind those that each file has. One row a file and call. */
export const insertGrades = (tx: Tx, rows: readonly GradeRow[]) =>
  tx.run(sql`
  insert into registry.grade_change (enterprise_id, seq, region, grade, high_risk, effective_from, reason, recorded_by, recorded_at)
  select row."enterpriseId", coalesce((select max(seq) from registry.grade_change g where g.enterprise_id = row."enterpriseId"), 0) + 1,
    row.region, row.grade, row."highRisk", row."effectiveFrom", row.reason, row."recordedBy", row."recordedAt"
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row ("enterpriseId" uuid, region text, grade text, "highRisk" boolean,
    "effectiveFrom" date, reason text, "recordedBy" text, "recordedAt" timestamptz)`)

export const findDoorToken = (tx: Tx, enterprise: string) =>
  tx.find<{ token: string }>(
    sql`select token from registry.door_code where enterprise_id = ${enterprise} and replaced_at is null`,
  )

export const findEnterpriseIdByDoorToken = (tx: Tx, token: string) =>
  tx.find<{ enterpriseId: string }>(sql`
    select enterprise_id as "enterpriseId" from registry.door_code where token = ${token} and replaced_at is null`)

export const replaceDoorTokens = (tx: Tx, enterprise: string, at: Instant) =>
  tx.run(
    sql`update registry.door_code set replaced_at = ${at} where enterprise_id = ${enterprise} and replaced_at is null`,
  )

export type DoorCode = { token: string; enterprise: string; region: string; at: Instant; by: string }

/** @returns 0 when another transaction has just issued one. */
export const insertDoorToken = (tx: Tx, { token, enterprise, region, at, by }: DoorCode) =>
  tx.run(sql`
  insert into registry.door_code (token, enterprise_id, region, issued_at, issued_by)
  values (${token}, ${enterprise}, ${region}, ${at}, ${by}) on conflict do nothing`)

/**
 * A certificate with the full identity number: for writing and comparing only, it is masked before it leaves the
 * server.
 */
export type CertificateRow = {
  readonly id: string
  readonly holder: string
  readonly identity: string
  readonly operation: string
  readonly number: string
  readonly validFrom: string
  readonly validTo: string
}

/** Exact question only: whoever does not know the full identity number learns nothing. */
export const findOperatorCertificates = async (
  tx: Tx,
  { name, identity }: { name: string; identity: string },
): Promise<CertificateRow[]> =>
  (
    await tx.rows<CertificateRow>(sql`
    select id, holder, identity, operation, number, valid_from as "validFrom", valid_to as "validTo"
    from registry.operator_certificate
    where holder = ${name} and (identity_fingerprint = ${fingerprint(identity, HOLDER_IDENTITY)} or identity = ${identity})
    order by valid_to desc, operation`)
  ).map(opened)

/** As the database keeps it, and as it is: identity number and certificate number are sealed. */
const opened = (row: CertificateRow): CertificateRow => ({
  ...row,
  identity: unseal(row.identity, HOLDER_IDENTITY),
  number: unseal(row.number, CERTIFICATE_NUMBER),
})

export const insertOperatorCertificate = (tx: Tx, row: CertificateRow) =>
  tx.run(sql`
  insert into registry.operator_certificate (id, holder, identity, identity_fingerprint, operation, number, valid_from, valid_to)
  values (${row.id}, ${row.holder}, ${seal(row.identity, HOLDER_IDENTITY)}, ${fingerprint(row.identity, HOLDER_IDENTITY)}, ${row.operation},
    ${seal(row.number, CERTIFICATE_NUMBER)}, ${row.validFrom}, ${row.validTo})`)

/** Notes that people with these certificates were met at a business; what is noted already stays as it was. */
export const noteCertificates = (
  tx: Tx,
  { enterpriseId, ids, at, by }: { enterpriseId: string; ids: readonly string[]; at: Instant; by: string },
) =>
  tx.run(sql`
  insert into registry.operator_known (enterprise_id, certificate_id, seen_at, seen_by)
  select ${enterpriseId}, id, ${at}, ${by} from unnest(${[...ids]}::uuid[]) as id on conflict do nothing`)

/** The certificates of people who were met at a business, the latest met first, at most 200. */
export const knownCertificates = async (tx: Tx, enterpriseId: string): Promise<CertificateRow[]> =>
  (
    await tx.rows<CertificateRow>(sql`
    select id, holder, identity, operation, number, valid_from as "validFrom", valid_to as "validTo"
    from registry.operator_certificate join registry.operator_known on certificate_id = id
    where enterprise_id = ${enterpriseId} order by seen_at desc, id limit 200`)
  ).map(opened)
