import sql from 'sql-template-tag'
import type { Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Ratification } from '../model.ts'

export const findRatification = (tx: Tx, inspectionId: string) =>
  tx.find<Ratification>(sql`
    select agreed, opinion, at, by_name as "byName" from inspection.ratification where inspection_id = ${inspectionId}`)

/** @returns false when somebody was faster. */
export async function insertRatification(
  tx: Tx,
  { inspectionId, region, byId, ...said }: Ratification & { inspectionId: string; region: Region; byId: string },
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into inspection.ratification (inspection_id, region, agreed, opinion, at, by_id, by_name)
    values (${inspectionId}, ${region}, ${said.agreed}, ${said.opinion}, ${said.at}, ${byId}, ${said.byName})
    on conflict do nothing`)
  return added > 0
}
