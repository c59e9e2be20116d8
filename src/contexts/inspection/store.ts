import sql, { join } from 'sql-template-tag'
import type { Asker } from '../../kernel/asker.ts'
import { regionRange, type Region } from '../../kernel/region.ts'
import { addDays, type LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { latestIn } from '../../platform/latest.ts'
import type { InspectionEntry } from './contract.ts'
import { Inspection, type InspectionState } from './model.ts'

type Kept = { readonly content: unknown }

/** What the database gives back is held against the shape: an inspection of an older release gets its defaults here. */
const read = ({ content }: Kept): Inspection => Inspection.parse(content)

export async function insertInspection(tx: Tx, inspection: Inspection): Promise<boolean> {
  const added = await tx.run(sql`
    insert into inspection.inspection (id, region, enterprise_id, enterprise_name, state, version, reason, planned_on, rectify_by, officer_ids,
      drafted_by, approved_by, serial, content)
    values (${inspection.id}, ${inspection.region}, ${inspection.enterpriseId}, ${inspection.enterpriseName}, ${inspection.state},
      ${inspection.version}, ${inspection.reason}, ${inspection.plannedOn}, ${inspection.rectifyBy}, ${inspection.officers.map(({ id }) => id)}::uuid[],
      ${inspection.draftedBy}, ${inspection.approvedBy}, ${inspection.serial}, ${JSON.stringify(inspection)}::jsonb)
    on conflict (id) do nothing`)
  return added > 0
}

/** @returns false when somebody else changed the inspection since `version` was read. */
export async function saveInspection(tx: Tx, inspection: Inspection, version: number): Promise<boolean> {
  const saved = await tx.run(sql`
    update inspection.inspection set state = ${inspection.state}, version = ${inspection.version}, reason = ${inspection.reason},
      planned_on = ${inspection.plannedOn}, rectify_by = ${inspection.rectifyBy}, officer_ids = ${inspection.officers.map(({ id }) => id)}::uuid[],
      approved_by = ${inspection.approvedBy}, serial = ${inspection.serial}, content = ${JSON.stringify(inspection)}::jsonb
    where id = ${inspection.id} and version = ${version}`)
  return saved > 0
}

export async function findInspection(tx: Tx, id: string): Promise<Inspection | null> {
  const row = await tx.find<Kept>(sql`select content from inspection.inspection where id = ${id}`)
  return row ? read(row) : null
}

/** Locked until the transaction ends: two officers who press the same button come one after the other. */
export async function lockInspection(tx: Tx, id: string): Promise<Inspection | null> {
  const row = await tx.find<Kept>(sql`select content from inspection.inspection where id = ${id} for update`)
  return row ? read(row) : null
}

export type InspectionFilter = {
  /** Urgent visits without the head's word. */
  readonly unratified?: 'true' | undefined
  readonly mine?: 'true' | 'false' | undefined
  readonly state?: InspectionState | undefined
  readonly enterpriseId?: string | undefined
  readonly search?: string | undefined
}

/** The first lock is the asker's region; row-level security is the second. */
function wanted(asker: Asker, { mine, state, enterpriseId, search, unratified }: InspectionFilter) {
  const { from, below } = regionRange(asker.region)
  return join(
    [
      sql`region >= ${from} and region < ${below}`,
      ...(mine === 'true' ? [sql`(officer_ids @> array[${asker.id}]::uuid[] or drafted_by = ${asker.id})`] : []),
      ...(state ? [sql`state = ${state}`] : []),
      ...(enterpriseId ? [sql`enterprise_id = ${enterpriseId}`] : []),
      ...(unratified
        ? [sql`content ? 'urgent' and id not in (select inspection_id from inspection.ratification)`]
        : []),
      ...(search ? [sql`strpos(enterprise_name, ${search}) > 0`] : []),
    ],
    ' and ',
  )
}

const ENTRY = sql`id, state, version, region, enterprise_id as "enterpriseId", enterprise_name as "enterpriseName", reason,
  planned_on as "plannedOn", content -> 'officers' as officers, serial, rectify_by as "rectifyBy", drafted_by as "draftedBy"`

/** A page, the latest planned first; `after` is `plannedOn.id` of the last row seen. */
export function listInspections(
  tx: Tx,
  asker: Asker,
  { after, limit, ...filter }: InspectionFilter & { after: string | null; limit: number },
): Promise<InspectionEntry[]> {
  const [plannedOn, id] = after?.split('.') ?? []
  const further = plannedOn && id ? sql`and (planned_on, id) < (${plannedOn}::date, ${id}::uuid)` : sql``
  return tx.rows<InspectionEntry>(
    latestIn({
      table: 'inspection.inspection',
      scope: asker.region,
      columns: ENTRY,
      where: sql`${wanted(asker, filter)} ${further}`,
      order: ['planned_on', 'id'],
      limit,
    }),
  )
}

/** Counted no further than `cap`. */
export async function countInspections(
  tx: Tx,
  asker: Asker,
  { cap, ...filter }: InspectionFilter & { cap: number },
): Promise<number> {
  const row = await tx.find<{ total: number }>(sql`
    select count(*) as total from (select from inspection.inspection where ${wanted(asker, filter)} limit ${cap}) counted`)
  return row?.total ?? 0
}

/** Inspections that have not ended and in which somebody of these takes part. */
export function openInspectionsOf(
  tx: Tx,
  { region, officers }: { region: Region; officers: readonly string[] },
): Promise<InspectionEntry[]> {
  const { from, below } = regionRange(region)
  return tx.rows<InspectionEntry>(sql`
    select ${ENTRY} from inspection.inspection
    where region >= ${from} and region < ${below} and officer_ids && ${officers}::uuid[]
      and state not in ('concluded', 'cancelled')
    order by planned_on, id limit 200`)
}

/** Days ahead of the end of a period on which its re-check appears among today's work. */
const RECHECK_SHOWN_DAYS = 3

/**
 * What one officer has to do now, on visits of his and on those that he joined on site: plans due until tomorrow (approved or, for an urgent visit, not yet), visits begun, records without an end, re-checks soon due.
 */
export async function todaysInspections(tx: Tx, asker: Asker, today: LawDate): Promise<Inspection[]> {
  const { from, below } = regionRange(asker.region)
  const rows = await tx.rows<Kept>(sql`
    select content from inspection.inspection
    where region >= ${from} and region < ${below}
      and (officer_ids @> array[${asker.id}]::uuid[] or (state = 'entered' and id = any(array(
        select inspection_id from inspection.joined where officer_id = ${asker.id}))))
      and (state in ('entered', 'recorded', 'rechecked')
        or (state in ('drafted', 'approved') and planned_on <= ${addDays(today, 1)})
        or (state = 'ordered' and rectify_by <= ${addDays(today, RECHECK_SHOWN_DAYS)}))
    order by case state when 'entered' then 0 when 'approved' then 1 else 2 end, coalesce(rectify_by, planned_on), id limit 100`)
  return rows.map(read)
}
