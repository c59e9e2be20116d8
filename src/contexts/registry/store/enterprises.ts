import sql, { join, type Sql } from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { seal, unseal } from '../../../platform/sealing.ts'
import type { Enterprise, EnterpriseInList } from '../model.ts'
import { ENTERPRISE_PHONE } from './sealed.ts'
import { nameKey } from '../rules/duplicates.ts'

const LISTED = sql`id, credit_code as "creditCode", name, kind, region, address, industry, employees, high_risk as "highRisk", grade,
  key_unit as "keyUnit", responsible_bureau as "responsibleBureau", version`

const WHOLE = sql`${LISTED}, sectors, legal_representative as "legalRepresentative", principal, safety_manager as "safetyManager", phone, origins`

/** The first lock, one for list, count, search, export and import: what lies in the asker's region or answers to it. */
export function inScope({ region }: Pick<Asker, 'region'>): Sql {
  const { from, below } = regionRange(region)
  return sql`((region >= ${from} and region < ${below}) or (responsible_bureau >= ${from} and responsible_bureau < ${below}))`
}

export type EnterpriseFilter = {
  readonly q?: string | undefined
  readonly region?: string | undefined
  readonly industry?: string | undefined
  readonly highRisk?: 'true' | 'false' | undefined
  readonly keyUnit?: 'true' | 'false' | undefined
  readonly grade?: Enterprise['grade'] | undefined
}

/** A place or a credit code begins with `text`: a range, because LIKE cannot use an index under row-level security. */
const beginsWith = (column: Sql, text: string) => sql`${column} >= ${text} and ${column} < ${`${text}~`}`

function wanted(asker: Asker, filter: EnterpriseFilter): Sql {
  const q = nameKey(filter.q ?? '')
  const byCode = /^[0-9A-Z]{4,18}$/.test(q) ? sql`or (${beginsWith(sql`credit_code`, q)})` : sql``
  const parts = [
    sql`state = 'live'`,
    inScope(asker),
    ...(filter.region ? [beginsWith(sql`region`, filter.region)] : []),
    ...(filter.industry ? [beginsWith(sql`industry`, filter.industry)] : []),
    ...(filter.highRisk ? [sql`high_risk = ${filter.highRisk === 'true'}`] : []),
    ...(filter.keyUnit ? [sql`key_unit = ${filter.keyUnit === 'true'}`] : []),
    ...(filter.grade ? [sql`grade = ${filter.grade}`] : []),
    ...(q ? [sql`(strpos(name_key, ${q}) > 0 ${byCode})`] : []),
  ]
  return join(parts, ' and ')
}

/**
 * A page by place and id. `after` is `region.id` of the last row seen; the caller asks for one row more than it shows.
 */
export function listEnterprises(
  tx: Tx,
  asker: Asker,
  { after, limit, ...filter }: EnterpriseFilter & { after: string | null; limit: number },
) {
  const [region, id] = after?.split('.') ?? []
  const further = region && id ? sql`and (region, id) > (${region}, ${id}::uuid)` : sql``
  const found = sql`select ${LISTED} from registry.enterprise where ${wanted(asker, filter)} ${further}`
  // A search finds its few rows first: in the order of the page it would walk through the businesses of all bureaus.
  return tx.rows<EnterpriseInList>(
    filter.q
      ? sql`with found as materialized (${found}) select * from found order by region, id limit ${limit}`
      : sql`${found} order by region, id limit ${limit}`,
  )
}

/** How many there are, counted no further than `cap`: exact totals of large scopes cost more than the page itself. */
export async function countEnterprises(
  tx: Tx,
  asker: Asker,
  { cap, ...filter }: EnterpriseFilter & { cap: number },
): Promise<number> {
  const row = await tx.find<{ total: number }>(sql`
    select count(*) as total from (select from registry.enterprise where ${wanted(asker, filter)} limit ${cap}) counted`)
  return row?.total ?? 0
}

/** As the database keeps it, and as it is: the telephone is sealed. */
const opened = (enterprise: Enterprise): Enterprise => ({
  ...enterprise,
  phone: unseal(enterprise.phone, ENTERPRISE_PHONE),
})
const sealed = (enterprise: Enterprise): Enterprise => ({
  ...enterprise,
  phone: seal(enterprise.phone, ENTERPRISE_PHONE),
})

/**
 * A live file, or the one that took it over. Withdrawn files are gone. Two plain look-ups by key: a sub-select in the
 * condition is not leakproof, and row-level security would then walk the whole scope.
 */
export async function findEnterprise(tx: Tx, id: string): Promise<Enterprise | null> {
  const found = await tx.find<Enterprise & { state: 'live' | 'merged' | 'withdrawn'; mergedInto: string | null }>(sql`
    select ${WHOLE}, state, merged_into as "mergedInto" from registry.enterprise where id = ${id}`)
  if (!found) return null
  const { state, mergedInto, ...enterprise } = found
  if (mergedInto) return findEnterprise(tx, mergedInto)
  return state === 'live' ? opened(enterprise) : null
}

/** The live file itself, locked until the transaction ends. */
export async function lockEnterprise(tx: Tx, id: string): Promise<Enterprise | null> {
  const [enterprise] = await lockEnterprises(tx, [id])
  return enterprise ?? null
}

export const findByCreditCodes = async (tx: Tx, codes: readonly string[]): Promise<Enterprise[]> =>
  (
    await tx.rows<Enterprise>(
      sql`select ${WHOLE} from registry.enterprise where credit_code = any(${codes}) and state = 'live'`,
    )
  ).map(opened)

/** Live files with one of the names (as name keys), to look for duplicates among. */
export const findByNameKeys = (tx: Tx, asker: Pick<Asker, 'region'>, keys: readonly string[]) =>
  tx.rows<EnterpriseInList & { nameKey: string }>(sql`
    select ${LISTED}, name_key as "nameKey" from registry.enterprise where name_key = any(${keys}) and state = 'live' and ${inScope(asker)} limit 20000`)

/** Who changes files, when, from which source and why: written beside every version. */
export type Authorship = {
  readonly at: Instant
  readonly byId: string
  readonly byName: string
  readonly source: string
  readonly reason: string
}

/** One statement carries many rows as JSON: lists inside rows do not fit into parallel arrays. */
const asRows = (enterprises: readonly Enterprise[]): Sql => sql`
  jsonb_to_recordset(${JSON.stringify(enterprises.map((one) => ({ ...sealed(one), nameKey: nameKey(one.name) })))}::jsonb) as row (
    id uuid, "creditCode" text, name text, "nameKey" text, kind text, region text, address text, industry text, sectors text[],
    "legalRepresentative" text, principal text, "safetyManager" text, phone text, employees integer, "highRisk" boolean, grade text,
    "keyUnit" boolean, "responsibleBureau" text, origins jsonb, version integer)`

/** @returns the ids that were added; a row whose credit code or id is taken, wherever in the country, is left out. */
export async function insertEnterprises(
  tx: Tx,
  enterprises: readonly Enterprise[],
  by: Authorship,
): Promise<Set<string>> {
  const added = await tx.rows<{ id: string }>(sql`
    insert into registry.enterprise (id, credit_code, name, name_key, kind, region, address, industry, sectors, legal_representative,
      principal, safety_manager, phone, employees, high_risk, grade, key_unit, responsible_bureau, origins, version)
    select id, "creditCode", name, "nameKey", kind, region, address, industry, sectors, "legalRepresentative", principal,
      "safetyManager", phone, employees, "highRisk", grade, "keyUnit", "responsibleBureau", origins, version
    from ${asRows(enterprises)} on conflict do nothing returning id`)
  const ids = new Set(added.map(({ id }) => id))
  await insertVersions(
    tx,
    enterprises.filter(({ id }) => ids.has(id)),
    by,
  )
  return ids
}

/** Writes each file over the version just before it. @returns the ids that were written; a stale one is left out. */
export async function updateEnterprises(
  tx: Tx,
  enterprises: readonly Enterprise[],
  by: Authorship,
): Promise<Set<string>> {
  const changed = await tx.rows<{ id: string }>(sql`
    update registry.enterprise e set credit_code = row."creditCode", name = row.name, name_key = row."nameKey", kind = row.kind,
      region = row.region, address = row.address, industry = row.industry, sectors = row.sectors,
      legal_representative = row."legalRepresentative", principal = row.principal, safety_manager = row."safetyManager", phone = row.phone,
      employees = row.employees, high_risk = row."highRisk", grade = row.grade, key_unit = row."keyUnit",
      responsible_bureau = row."responsibleBureau", origins = row.origins, version = row.version
    from ${asRows(enterprises)} where e.id = row.id and e.version = row.version - 1 and e.state = 'live' returning e.id`)
  const ids = new Set(changed.map(({ id }) => id))
  await insertVersions(
    tx,
    enterprises.filter(({ id }) => ids.has(id)),
    by,
  )
  return ids
}

async function insertVersions(tx: Tx, enterprises: readonly Enterprise[], by: Authorship): Promise<void> {
  if (enterprises.length === 0) return
  await tx.run(sql`
    insert into registry.enterprise_version (enterprise_id, version, region, content, at, by_id, by_name, source, reason)
    select (content->>'id')::uuid, (content->>'version')::integer, content->>'region', content, ${by.at}::timestamptz, ${by.byId}, ${by.byName},
      ${by.source}, ${by.reason}
    from jsonb_array_elements(${JSON.stringify(enterprises.map(sealed))}::jsonb) content`)
}

/** Takes a file out of use: absorbed by `mergedInto`, or withdrawn when there is none. */
export async function retireEnterprise(
  tx: Tx,
  enterprise: Enterprise,
  mergedInto: string | null,
  by: Authorship,
): Promise<void> {
  await tx.run(sql`
    update registry.enterprise set state = ${mergedInto ? 'merged' : 'withdrawn'}, merged_into = ${mergedInto}, version = version + 1
    where id = ${enterprise.id}`)
  // Files merged earlier into this one follow it, so that one step always leads to the live file.
  if (mergedInto)
    await tx.run(sql`update registry.enterprise set merged_into = ${mergedInto} where merged_into = ${enterprise.id}`)
  await insertVersions(tx, [{ ...enterprise, version: enterprise.version + 1 }], by)
}

/** Withdraws many files at once, each only in the version that is expected. @returns how many were withdrawn. */
export const withdrawEnterprises = (tx: Tx, versions: readonly { id: string; version: number }[]) =>
  tx.run(sql`
  update registry.enterprise e set state = 'withdrawn', version = e.version + 1
  from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as row (id uuid, version integer)
  where e.id = row.id and e.version = row.version and e.state = 'live'`)

export type VersionRow = Authorship & { readonly version: number; readonly content: Enterprise }

/** Every version of a file, oldest first, at most 500. */
export const listVersions = async (tx: Tx, id: string): Promise<VersionRow[]> =>
  (
    await tx.rows<VersionRow>(sql`
    select version, content, at, by_id as "byId", by_name as "byName", source, reason
    from registry.enterprise_version where enterprise_id = ${id} order by version limit 500`)
  ).map((row) => ({ ...row, content: opened(row.content) }))

/** The contents of given versions, for taking an import back. */
export const findVersions = async (
  tx: Tx,
  versions: readonly { id: string; version: number }[],
): Promise<{ content: Enterprise }[]> =>
  (
    await tx.rows<{ content: Enterprise }>(sql`
    select v.content from registry.enterprise_version v
    join jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as row (id uuid, version integer)
      on v.enterprise_id = row.id and v.version = row.version`)
  ).map(({ content }) => ({ content: opened(content) }))

export type MergeRecord = { kept: string; absorbed: string; region: string; take: readonly string[]; by: Authorship }

export const insertMerge = (tx: Tx, { kept, absorbed, region, take, by }: MergeRecord) =>
  tx.run(sql`
  insert into registry.merge (kept_id, absorbed_id, region, taken_fields, reason, at, by_id, by_name)
  values (${kept}, ${absorbed}, ${region}, ${take}, ${by.reason}, ${by.at}, ${by.byId}, ${by.byName})`)

/** Live files by id, locked until the transaction ends. */
export const lockEnterprises = async (tx: Tx, ids: readonly string[]): Promise<Enterprise[]> =>
  (
    await tx.rows<Enterprise>(
      sql`select ${WHOLE} from registry.enterprise where id = any(${ids}::uuid[]) and state = 'live' order by id for update`,
    )
  ).map(opened)

export type InspectedUnit = Pick<
  Enterprise,
  | 'id'
  | 'creditCode'
  | 'name'
  | 'kind'
  | 'region'
  | 'highRisk'
  | 'grade'
  | 'sectors'
  | 'employees'
  | 'keyUnit'
  | 'responsibleBureau'
>

const INSPECTED = sql`id, credit_code as "creditCode", name, kind, region, high_risk as "highRisk", grade, sectors, employees, key_unit as "keyUnit",
  responsible_bureau as "responsibleBureau"`

export const inspectedUnitsOf = (tx: Tx, bureau: string) =>
  tx.rows<InspectedUnit>(sql`
  select ${INSPECTED} from registry.enterprise where responsible_bureau = ${bureau} and state = 'live' and closed_on is null order by id`)

export const findInspectedUnits = (tx: Tx, ids: readonly string[]) =>
  tx.rows<InspectedUnit>(sql`
  select ${INSPECTED} from registry.enterprise where id = any(${ids}::uuid[]) and state = 'live' and closed_on is null order by id`)
