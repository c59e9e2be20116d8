import sql from 'sql-template-tag'
import type { Tx } from '../../../platform/db.ts'
import type { Removal } from '../model.ts'

type RemovalRow = Removal & { readonly itemId: string; readonly region: string }

const REMOVAL = sql`
  select id, item_id as "itemId", region, because, asked_by as "askedBy", asked_by_id as "askedById", asked_at as "askedAt", granted,
    decided_because as "decidedBecause", decided_by as "decidedBy", decided_at as "decidedAt"
  from evidence.removal`

/** @returns false when another request stands. */
export async function insertRemoval(tx: Tx, asked: RemovalRow): Promise<boolean> {
  const added = await tx.run(sql`
    insert into evidence.removal (id, item_id, region, because, asked_by, asked_by_id, asked_at)
    values (${asked.id}, ${asked.itemId}, ${asked.region}, ${asked.because}, ${asked.askedBy}, ${asked.askedById}, ${asked.askedAt})
    on conflict do nothing`)
  return added > 0
}

export const lockRemoval = (tx: Tx, id: string) => tx.find<RemovalRow>(sql`${REMOVAL} where id = ${id} for update`)

type Decided = Pick<Removal, 'id' | 'granted' | 'decidedBecause' | 'decidedBy' | 'decidedAt'> & {
  readonly decidedById: string
}

export const decideRemoval = (tx: Tx, decided: Decided) =>
  tx.run(sql`
    update evidence.removal set granted = ${decided.granted}, decided_because = ${decided.decidedBecause},
      decided_by = ${decided.decidedBy}, decided_by_id = ${decided.decidedById}, decided_at = ${decided.decidedAt}
    where id = ${decided.id} and granted is null`)

/** Undecided requests in sight, the oldest first, at most 100. */
export const openRemovals = (tx: Tx) =>
  tx.rows<RemovalRow>(sql`${REMOVAL} where granted is null order by asked_at, id limit 100`)
