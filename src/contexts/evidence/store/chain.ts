import sql from 'sql-template-tag'
import type { Tx } from '../../../platform/db.ts'
import type { Recording, Transfer } from '../model.ts'

const TRANSFER = sql`
  select id, item_id as "itemId", seq, handed_at as "handedAt", holder_from as "from", holder_to as "to", place, purpose, condition, witness,
    recorded_by as "recordedBy", recorded_at as "recordedAt"
  from evidence.custody`

/** Handings over of some originals, in their order. */
export const transfersOf = (tx: Tx, itemIds: readonly string[]) =>
  tx.rows<Transfer>(sql`${TRANSFER} where item_id = any(${[...itemIds]}::uuid[]) order by item_id, seq`)

/** @returns false when somebody else recorded the next one at the same time. */
export async function insertTransfer(tx: Tx, transfer: Transfer, region: string): Promise<boolean> {
  const added = await tx.run(sql`
    insert into evidence.custody (id, item_id, region, seq, handed_at, holder_from, holder_to, place, purpose, condition, witness, recorded_by,
      recorded_at)
    values (${transfer.id}, ${transfer.itemId}, ${region}, ${transfer.seq}, ${transfer.handedAt}, ${transfer.from}, ${transfer.to},
      ${transfer.place}, ${transfer.purpose}, ${transfer.condition}, ${transfer.witness}, ${transfer.recordedBy}, ${transfer.recordedAt})
    on conflict do nothing`)
  return added > 0
}

const RECORDING = sql`
  select id, item_id as "itemId", case_id as "caseId", moment, shows, started_at as "startedAt", ended_at as "endedAt", party_told as "partyTold",
    gap_reason as "gapReason", bound_by as "boundBy", bound_at as "boundAt"
  from evidence.recording`

export const recordingsOf = (tx: Tx, caseId: string) =>
  tx.rows<Recording>(sql`${RECORDING} where case_id = ${caseId} order by started_at, id limit 200`)

export async function insertRecording(tx: Tx, recording: Recording, region: string): Promise<boolean> {
  const added = await tx.run(sql`
    insert into evidence.recording (id, item_id, region, case_id, moment, shows, started_at, ended_at, party_told, gap_reason, bound_by, bound_at)
    values (${recording.id}, ${recording.itemId}, ${region}, ${recording.caseId}, ${recording.moment}, ${recording.shows},
      ${recording.startedAt}, ${recording.endedAt}, ${recording.partyTold}, ${recording.gapReason}, ${recording.boundBy}, ${recording.boundAt})
    on conflict do nothing`)
  return added > 0
}
