import sql from 'sql-template-tag'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Intent, Joint } from '../rules/joint.ts'

const JOINT = sql`id, region, number, enterprise_id as "enterpriseId", enterprise_name as "enterpriseName", bureaus, on_day as "on",
  check_item_ids as "checkItemIds", inspection_id as "inspectionId", merged_inspections as "mergedInspections", accepted_at as "acceptedAt"`

/** What every bureau means to do at the businesses of a region between two days, plans in the ledger first. */
export async function intentsIn(
  tx: Tx,
  region: Region,
  { from, until }: { from: LawDate; until: LawDate },
): Promise<Intent[]> {
  const range = regionRange(region)
  return tx.rows<Intent>(sql`
    select kind, id, bureau, enterprise_id as "enterpriseId", enterprise_region as "enterpriseRegion", enterprise_name as "enterpriseName",
      inspection_id as "inspectionId", number, due_from as "from", due_until as "until", check_item_ids as "checkItemIds"
    from planning.intents_in(${range.from}, ${range.below}, ${from}, ${until}) order by enterprise_id, due_from, id limit 20000`)
}

export async function nextJointSerial(tx: Tx, region: Region, year: number): Promise<number> {
  const row = await tx.find<{ serial: number }>(
    sql`select coalesce(max(serial), 0) + 1 as serial from planning.joint where region = ${region} and year = ${year}`,
  )
  return row?.serial ?? 1
}

export type NewJoint = Joint & { readonly year: number; readonly serial: number; readonly enterpriseRegion: Region }

export const insertJoint = (tx: Tx, joint: NewJoint, { at, by }: { at: Instant; by: string }) =>
  tx.run(sql`
    insert into planning.joint (id, region, year, serial, number, enterprise_id, enterprise_region, enterprise_name, bureaus, on_day,
      check_item_ids, inspection_id, merged_inspections, accepted_at, accepted_by)
    values (${joint.id}, ${joint.region}, ${joint.year}, ${joint.serial}, ${joint.number}, ${joint.enterpriseId}, ${joint.enterpriseRegion},
      ${joint.enterpriseName}, ${[...joint.bureaus]}, ${joint.on}, ${[...joint.checkItemIds]}, ${joint.inspectionId},
      ${[...joint.mergedInspections]}::uuid[], ${at}, ${by})`)

/** The tasks of the other bureaus end with the joint visit. @returns how many were still open. */
export async function mergeTasks(tx: Tx, jointId: string, taskIds: readonly string[]): Promise<number> {
  const row = await tx.find<{ merged: number }>(
    sql`select planning.merge_tasks(${jointId}, ${[...taskIds]}::uuid[]) as merged`,
  )
  return row?.merged ?? 0
}

/** The joint visit into which an inspection was merged. */
export const jointOfMerged = (tx: Tx, inspectionId: string) =>
  tx.find<Joint>(
    sql`select ${JOINT} from planning.joint where merged_inspections @> array[${inspectionId}]::uuid[] limit 1`,
  )

export const listJoints = (tx: Tx) =>
  tx.rows<Joint>(sql`select ${JOINT} from planning.joint order by accepted_at desc limit 200`)
