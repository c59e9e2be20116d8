import sql from 'sql-template-tag'
import type { Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import type { JurisdictionOrder } from '../contract/jurisdiction.ts'

/** Gives the case, its acts, procedures, clocks and alarms to another bureau; both lie in the scope of whoever orders it. */
export async function moveCaseRows(tx: Tx, { caseId, to }: { caseId: string; to: Region }): Promise<void> {
  const content = sql`jsonb_set(content, '{region}', to_jsonb(${to}::text))`
  await tx.run(sql`update casework.penalty_case set region = ${to}, content = ${content} where id = ${caseId}`)
  await tx.run(sql`update casework.case_act set region = ${to} where case_id = ${caseId}`)
  await tx.run(sql`update casework.proceeding set region = ${to}, content = ${content} where case_id = ${caseId}`)
  await tx.run(sql`update casework.clock set region = ${to} where subject_id = ${caseId} or case_id = ${caseId}`)
  await tx.run(sql`update casework.alarm set region = ${to} where subject_id = ${caseId} or case_id = ${caseId}`)
}

export async function insertOrder(tx: Tx, order: JurisdictionOrder): Promise<void> {
  await tx.run(sql`
    insert into casework.jurisdiction_order (id, region, from_region, from_bureau, to_region, to_bureau, case_id, case_title, case_number, party_name, paper_id, number,
      grounds, reasons, ordered_on, ordered_by)
    values (${order.id}, ${order.region}, ${order.fromRegion}, ${order.fromBureau}, ${order.toRegion}, ${order.toBureau}, ${order.caseId}, ${order.caseTitle}, ${order.caseNumber},
      ${order.partyName}, ${order.paperId}, ${order.number}, ${order.grounds}, ${order.reasons}, ${order.orderedOn}, ${order.orderedBy})`)
}

/** Orders that concern the scope, the latest first, at most 200. */
export const listOrders = (tx: Tx, { caseId }: { caseId?: string | undefined }) =>
  tx.rows<JurisdictionOrder>(sql`
    select id, region, from_region as "fromRegion", from_bureau as "fromBureau", to_region as "toRegion", to_bureau as "toBureau", case_id as "caseId", case_title as "caseTitle",
      case_number as "caseNumber", party_name as "partyName", paper_id as "paperId", number, grounds, reasons, ordered_on as "orderedOn",
      ordered_by as "orderedBy"
    from casework.jurisdiction_order ${caseId ? sql`where case_id = ${caseId}` : sql``} order by ordered_on desc, id limit 200`)
