import sql, { join } from 'sql-template-tag'
import { regionRange } from '../../kernel/region.ts'
import type { Asker } from '../../kernel/asker.ts'
import type { Instant, LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { latestIn } from '../../platform/latest.ts'
import type { Hazard, HazardState } from './model.ts'

const HAZARD = sql`id, region, enterprise_id as "enterpriseId", inspection_id as "inspectionId", state, version, check_item_id as "checkItemId",
  description, place, violation_key as "violationKey", quantity, major_hazard_code as "majorHazardCode", evidence_ids as "evidenceIds",
  rectify_by as "rectifyBy", requirement, more_time as "moreTime", rectification, recheck, case_id as "caseId", history`

export async function insertHazard(tx: Tx, hazard: Hazard, found: { at: Instant; by: string }): Promise<void> {
  await tx.run(sql`
    insert into hazard.hazard (id, region, enterprise_id, inspection_id, state, version, check_item_id, description, place, violation_key, quantity,
      major_hazard_code, evidence_ids, rectify_by, rectification, recheck, case_id, found_at, found_by, history)
    values (${hazard.id}, ${hazard.region}, ${hazard.enterpriseId}, ${hazard.inspectionId}, ${hazard.state}, ${hazard.version}, ${hazard.checkItemId},
      ${hazard.description}, ${hazard.place}, ${hazard.violationKey}, ${hazard.quantity}, ${hazard.majorHazardCode}, ${hazard.evidenceIds}::uuid[],
      ${hazard.rectifyBy}, ${json(hazard.rectification)}::jsonb, ${json(hazard.recheck)}::jsonb, ${hazard.caseId}, ${found.at}, ${found.by},
      ${json(hazard.history)}::jsonb)`)
}

const json = (value: unknown) => (value === null ? null : JSON.stringify(value))

/** @returns false when somebody else changed the hazard since `version` was read. */
export async function saveHazard(tx: Tx, hazard: Hazard, version: number): Promise<boolean> {
  const saved = await tx.run(sql`
    update hazard.hazard set state = ${hazard.state}, version = ${hazard.version}, evidence_ids = ${hazard.evidenceIds}::uuid[],
      rectify_by = ${hazard.rectifyBy}, requirement = ${hazard.requirement ?? null}, more_time = ${json(hazard.moreTime ?? null)}::jsonb, rectification = ${json(hazard.rectification)}::jsonb, recheck = ${json(hazard.recheck)}::jsonb,
      case_id = ${hazard.caseId}, history = ${json(hazard.history)}::jsonb
    where id = ${hazard.id} and version = ${version}`)
  return saved > 0
}

export const lockHazards = (tx: Tx, ids: readonly string[]) =>
  tx.rows<Hazard>(sql`select ${HAZARD} from hazard.hazard where id = any(${ids}::uuid[]) order by id for update`)

export const findHazards = (tx: Tx, ids: readonly string[]) =>
  tx.rows<Hazard>(sql`select ${HAZARD} from hazard.hazard where id = any(${ids}::uuid[])`)

/** In the order in which they were found, which is the order of the record. */
export const hazardsOfInspection = (tx: Tx, inspectionId: string) =>
  tx.rows<Hazard>(sql`select ${HAZARD} from hazard.hazard where inspection_id = ${inspectionId} order by found_at, seq`)

export type HazardFilter = {
  readonly enterpriseId?: string | undefined
  readonly inspectionId?: string | undefined
  readonly state?: HazardState | undefined
  readonly dueBy?: LawDate | undefined
  readonly major?: 'true' | 'false' | undefined
  readonly mine?: 'true' | 'false' | undefined
}

/** The first lock: the asker's region, or for a business its own rows. */
function wanted(asker: Asker, filter: HazardFilter) {
  const { from, below } = regionRange(asker.region)
  return join(
    [
      asker.kind === 'enterprise'
        ? sql`enterprise_id = ${asker.enterpriseId ?? null}`
        : sql`region >= ${from} and region < ${below}`,
      ...(filter.enterpriseId ? [sql`enterprise_id = ${filter.enterpriseId}`] : []),
      ...(filter.inspectionId ? [sql`inspection_id = ${filter.inspectionId}`] : []),
      ...(filter.state ? [sql`state = ${filter.state}`] : []),
      ...(filter.dueBy ? [sql`state in ('ordered', 'reported', 'failed') and rectify_by <= ${filter.dueBy}`] : []),
      ...(filter.major ? [sql`(major_hazard_code is not null) = ${filter.major === 'true'}`] : []),
      ...(filter.mine === 'true' && asker.kind !== 'enterprise' ? [sql`found_by = ${asker.id}`] : []),
    ],
    ' and ',
  )
}

/** A page, the latest found first; `after` is `foundAt|id` of the last row seen. */
export function listHazards(
  tx: Tx,
  asker: Asker,
  { after, limit, ...filter }: HazardFilter & { after: string | null; limit: number },
) {
  const [foundAt, id] = after?.split('|') ?? []
  const further = foundAt && id ? sql`and (found_at, id) < (${foundAt}::timestamptz, ${id}::uuid)` : sql``
  const where = sql`${wanted(asker, filter)} ${further}`
  const columns = sql`${HAZARD}, found_at as "foundAt"`
  // What lies on one business or one visit is few; a business's own rows lie in no region of its own.
  const isFew = asker.kind === 'enterprise' || filter.enterpriseId || filter.inspectionId
  return tx.rows<Hazard & { foundAt: Instant }>(
    isFew
      ? sql`select ${columns} from hazard.hazard where ${where} order by found_at desc, id desc limit ${limit}`
      : latestIn({
          table: 'hazard.hazard',
          scope: asker.region,
          columns,
          where,
          order: ['found_at', 'id'],
          limit,
        }),
  )
}

export async function countHazards(
  tx: Tx,
  asker: Asker,
  { cap, ...filter }: HazardFilter & { cap: number },
): Promise<number> {
  const row = await tx.find<{ total: number }>(sql`
    select count(*) as total from (select from hazard.hazard where ${wanted(asker, filter)} limit ${cap}) counted`)
  return row?.total ?? 0
}

export type OpenHazards = { readonly enterpriseId: string; readonly open: number; readonly major: number }

export type Treatment = {
  readonly enterpriseId: string
  /** Major hazards whose period is over, or whose last re-check failed. */
  readonly majorUntreated: number
  /** Hazards of any kind found since the day that was asked for. */
  readonly found: number
}

/** How businesses treat what was found at them; one at which nothing was found has no row. */
export const treatmentOf = (tx: Tx, enterpriseIds: readonly string[], { on, since }: { on: LawDate; since: LawDate }) =>
  tx.rows<Treatment>(sql`
    select enterprise_id as "enterpriseId",
      (count(*) filter (where major_hazard_code is not null and state <> 'passed' and (rectify_by < ${on} or state = 'failed')))::integer as "majorUntreated",
      (count(*) filter (where found_at >= ${since}::date))::integer as found
    from hazard.hazard where enterprise_id = any(${enterpriseIds}::uuid[]) group by enterprise_id`)

/** Hazards in scope that are not put right yet, business by business; one without any has no row. */
export const openHazardsOf = (tx: Tx, enterpriseIds: readonly string[]) =>
  tx.rows<OpenHazards>(sql`
    select enterprise_id as "enterpriseId", count(*)::integer as open, count(major_hazard_code)::integer as major
    from hazard.hazard where enterprise_id = any(${enterpriseIds}::uuid[]) and state <> 'passed' group by enterprise_id`)

export const openMajorsOf = (tx: Tx, enterpriseId: string) =>
  tx.rows<Hazard>(sql`
    select ${HAZARD} from hazard.hazard
    where enterprise_id = ${enterpriseId} and major_hazard_code is not null and state <> 'passed' order by found_at, seq`)
