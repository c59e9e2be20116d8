import sql from 'sql-template-tag'
import type { Tx } from '../../../platform/db.ts'
import type { NewOpinion, Opinion } from '../model.ts'

export async function insertOpinion(tx: Tx, opinion: NewOpinion): Promise<void> {
  await tx.run(sql`
    insert into hazard.opinion (region, bureau_name, enterprise_id, inspection_id, hazard_id, check_item_id, violation_key, requirement, place,
      said_at, said_by, differs_because)
    values (${opinion.region}, ${opinion.bureauName}, ${opinion.enterpriseId}, ${opinion.inspectionId}, ${opinion.hazardId}, ${opinion.checkItemId},
      ${opinion.violationKey}, ${opinion.requirement}, ${opinion.place}, ${opinion.saidAt}, ${opinion.saidBy}, ${opinion.differsBecause})`)
}

/** Demands of all levels on one business, the latest first, at most 300. */
export const opinionsOn = (tx: Tx, enterpriseId: string) =>
  tx.rows<Opinion>(sql`
    select hazard_id as "hazardId", inspection_id as "inspectionId", bureau_name as "bureauName", check_item_id as "checkItemId",
      violation_key as "violationKey", requirement, place, said_at as "saidAt"
    from hazard.opinions_on(${enterpriseId})`)
