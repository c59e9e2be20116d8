import { randomBytes } from 'node:crypto'
import { NotFound } from '../../kernel/answer.ts'
import { normalizedIdentityNumber } from '../../kernel/identity-number.ts'
import { maskedIdentityNumber } from '../../kernel/mask.ts'
import { lawDateOf, type Instant, type LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import type { Enterprise, Grade, Licence, OperatorCertificate } from './model.ts'
import { gradeOn } from './rules/grade-history.ts'
import * as files from './store/enterprises.ts'
import * as registers from './store/registers.ts'

/** The file, or the one that took it over in a merge. Throws NotFound when it is out of scope or withdrawn. */
export async function getEnterprise(tx: Tx, id: string): Promise<Enterprise> {
  const enterprise = await files.findEnterprise(tx, id)
  if (!enterprise) throw new NotFound('enterprise')
  return enterprise
}

/** Grade and high-risk flag as they counted on a date: caps are never recalculated backwards (ENT-03). */
export const getGradeOn = async (tx: Tx, id: string, date: LawDate): Promise<{ grade: Grade; highRisk: boolean }> =>
  gradeOn(await registers.listGrades(tx, id), date)

/** What the business is licensed for, the latest first. */
export const licencesOf = (tx: Tx, enterpriseId: string): Promise<Licence[]> => registers.listLicences(tx, enterpriseId)

/** The enterprise behind a scanned door code, when it lies in scope and the code was not replaced; else null. */
export async function findByDoorToken(tx: Tx, token: string): Promise<Enterprise | null> {
  const found = await registers.findEnterpriseIdByDoorToken(tx, token)
  return found ? files.findEnterprise(tx, found.enterpriseId) : null
}

/** The token on the door, issued at the first call. */
export async function doorTokenOf(
  tx: Tx,
  { enterprise, at, by }: { enterprise: Enterprise; at: Instant; by: string },
): Promise<string> {
  const there = await registers.findDoorToken(tx, enterprise.id)
  if (there) return there.token
  await registers.insertDoorToken(tx, {
    token: randomBytes(16).toString('base64url'),
    enterprise: enterprise.id,
    region: enterprise.region,
    at,
    by,
  })
  const issued = await registers.findDoorToken(tx, enterprise.id)
  if (!issued) throw new Error(`no door code for enterprise ${enterprise.id}`)
  return issued.token
}

/**
 * Certificates of one person; both name and full identity number must fit. Numbers come back masked: a number is T +
 * identity.
 */
export async function findOperatorCertificates(
  tx: Tx,
  { name, identity }: { name: string; identity: string },
): Promise<OperatorCertificate[]> {
  const rows = await registers.findOperatorCertificates(tx, {
    name: name.trim(),
    identity: normalizedIdentityNumber(identity),
  })
  return rows.map(({ identity: full, number, ...row }) => ({
    ...row,
    identityMasked: maskedIdentityNumber(full),
    number: number.replace(full, maskedIdentityNumber(full)),
  }))
}

export type Registered = {
  readonly at: Instant
  readonly byId: string
  readonly byName: string
  readonly source: string
  readonly reason?: string
}

/** How many files one statement carries. */
const PAGE = 1_000

/**
 * Opens many files at once, each with its first version and the grade that counts from its law date (`gradesFrom`,
 * default the day of `at`).
 * @returns the ids added; a file whose credit code or id exists already is left out.
 */
export async function createEnterprises(
  tx: Tx,
  enterprises: readonly Enterprise[],
  by: Registered & { readonly gradesFrom?: LawDate },
): Promise<Set<string>> {
  const added = new Set<string>()
  for (let from = 0; from < enterprises.length; from += PAGE) {
    const page = enterprises.slice(from, from + PAGE)
    const ids = await files.insertEnterprises(tx, page, {
      at: by.at,
      byId: by.byId,
      byName: by.byName,
      source: by.source,
      reason: by.reason ?? '',
    })
    await registers.insertGrades(
      tx,
      page
        .filter(({ id }) => ids.has(id))
        .map((enterprise) => ({
          enterpriseId: enterprise.id,
          region: enterprise.region,
          grade: enterprise.grade,
          highRisk: enterprise.highRisk,
          effectiveFrom: by.gradesFrom ?? lawDateOf(by.at),
          reason: '建档',
          recordedBy: by.byName,
          recordedAt: by.at,
        })),
    )
    for (const id of ids) added.add(id)
  }
  return added
}

/** Opens one file. Throws when its credit code exists already. */
export async function createEnterprise(
  tx: Tx,
  enterprise: Enterprise,
  by: Registered & { readonly gradesFrom?: LawDate },
): Promise<void> {
  const added = await createEnterprises(tx, [enterprise], by)
  if (added.size === 0) throw new Error(`the credit code ${enterprise.creditCode} exists already`)
}

/** Adds a row to the register of special-operation certificates. */
export async function createOperatorCertificate(tx: Tx, row: registers.CertificateRow): Promise<void> {
  await registers.insertOperatorCertificate(tx, { ...row, identity: normalizedIdentityNumber(row.identity) })
}

export type InspectedUnit = files.InspectedUnit

/**
 * Every unit, key or general, that one bureau is responsible for, by id: what its list of key units, its draws and its
 * annual plan are made from.
 */
export const inspectedUnitsOf = (tx: Tx, bureau: string): Promise<InspectedUnit[]> => files.inspectedUnitsOf(tx, bureau)

/** Units in scope among the ids, as the annual plan asks for them, by id. */
export const findInspectedUnits = (tx: Tx, ids: readonly string[]): Promise<InspectedUnit[]> =>
  files.findInspectedUnits(tx, ids)
