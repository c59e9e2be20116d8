import sql from 'sql-template-tag'
import type { Tx } from '../../../platform/db.ts'
import type { Inspection, Joined } from '../model.ts'

/** Who joined a visit on site, the first first. */
export const joinedTo = (tx: Tx, inspectionId: string) =>
  tx.rows<Joined>(sql`
    select id, role, officer_id as "officerId", name, post, certificate_number as "certificateNumber", crowd_because as "crowdBecause", at,
      by_name as "byName"
    from inspection.joined where inspection_id = ${inspectionId} order by at, id`)

/** @returns false when the same person was added before. */
export async function insertJoined(
  tx: Tx,
  { id, region }: Pick<Inspection, 'id' | 'region'>,
  { byId, ...one }: Joined & { readonly byId: string },
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into inspection.joined (id, inspection_id, region, role, officer_id, name, post, certificate_number, crowd_because, at, by_id, by_name)
    values (${one.id}, ${id}, ${region}, ${one.role}, ${one.officerId}, ${one.name}, ${one.post}, ${one.certificateNumber}, ${one.crowdBecause},
      ${one.at}, ${byId}, ${one.byName}) on conflict do nothing`)
  return added > 0
}
