import sql from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Task, TaskState } from '../model.ts'

const TASK = sql`id, region, enterprise_id as "enterpriseId", enterprise_name as "enterpriseName", kind, source_id as "sourceId",
  source_number as "sourceNumber", due_from as "dueFrom", due_until as "dueUntil", officer_ids as "officerIds",
  check_item_ids as "checkItemIds", state, inspection_id as "inspectionId"`

export async function insertTasks(tx: Tx, tasks: readonly Task[]): Promise<void> {
  await tx.run(sql`
    insert into planning.task (id, region, enterprise_id, enterprise_name, kind, source_id, source_number, due_from, due_until, officer_ids,
      check_item_ids, state, inspection_id)
    select id, region, "enterpriseId", "enterpriseName", kind, "sourceId", "sourceNumber", "dueFrom", "dueUntil", "officerIds", "checkItemIds",
      state, "inspectionId"
    from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb) as row (id uuid, region text, "enterpriseId" uuid, "enterpriseName" text, kind text,
      "sourceId" uuid, "sourceNumber" text, "dueFrom" date, "dueUntil" date, "officerIds" uuid[], "checkItemIds" text[], state text, "inspectionId" uuid)`)
}

/** The task of a number for one business, locked: two plans do not take it both. */
export const lockTask = (tx: Tx, number: string, enterpriseId: string) =>
  tx.find<Task>(
    sql`select ${TASK} from planning.task where source_number = ${number} and enterprise_id = ${enterpriseId} for update`,
  )

export const taskOfInspection = (tx: Tx, inspectionId: string) =>
  tx.find<Task>(sql`select ${TASK} from planning.task where inspection_id = ${inspectionId}`)

export const moveTask = (
  tx: Tx,
  id: string,
  { state, inspectionId }: { state: TaskState; inspectionId: string | null },
) => tx.run(sql`update planning.task set state = ${state}, inspection_id = ${inspectionId} where id = ${id}`)

/** Open tasks of a draw that is drawn anew, or of a special inspection that ends, become void. */
export const dropOpenTasks = (tx: Tx, sourceId: string) =>
  tx.run(sql`update planning.task set state = 'dropped' where source_id = ${sourceId} and state = 'open'`)

export const tasksOfSource = (tx: Tx, sourceId: string) =>
  tx.rows<Task>(
    sql`select ${TASK} from planning.task where source_id = ${sourceId} order by enterprise_name, id limit 2000`,
  )

/** Tasks in the asker's region, the earliest end first. */
export function listTasks(tx: Tx, { region }: Pick<Asker, 'region'>, state: TaskState | undefined): Promise<Task[]> {
  const { from, below } = regionRange(region)
  return tx.rows<Task>(sql`
    select ${TASK} from planning.task where region >= ${from} and region < ${below} ${state ? sql`and state = ${state}` : sql``}
    order by due_until, enterprise_name, id limit 500`)
}
