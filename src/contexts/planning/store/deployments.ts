import sql from 'sql-template-tag'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Deployment } from '../model.ts'

const DEPLOYMENT = sql`id, region, number, way, purpose, bureaus, regions, from_day as "from", until_day as "until"`

/** Orders in force on a day that concern the scope: issued by it, sending it, or coming to it. */
export const deploymentsOn = (tx: Tx, on: LawDate) =>
  tx.rows<Deployment>(
    sql`select ${DEPLOYMENT} from planning.deployment where from_day <= ${on} and ${on} <= until_day order by number limit 200`,
  )

export const listDeployments = (tx: Tx) =>
  tx.rows<Deployment>(sql`select ${DEPLOYMENT} from planning.deployment order by issued_at desc limit 200`)

/** @returns false when the bureau has given that number already. */
export async function insertDeployment(
  tx: Tx,
  order: Deployment,
  { at, by }: { at: Instant; by: string },
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into planning.deployment (id, region, number, way, purpose, bureaus, regions, from_day, until_day, issued_at, issued_by)
    values (${order.id}, ${order.region}, ${order.number}, ${order.way}, ${order.purpose}, ${order.bureaus}, ${order.regions}, ${order.from}, ${order.until}, ${at}, ${by})
    on conflict do nothing`)
  return added > 0
}
