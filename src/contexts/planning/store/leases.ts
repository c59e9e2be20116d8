import sql from 'sql-template-tag'
import type { Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Lease } from '../rules/lease.ts'

const LEASE = sql`id, inspection_id as "inspectionId", enterprise_id as "enterpriseId", device, issued_at as "issuedAt", issued_to as "issuedTo",
  until_at as "untilAt", committed_at as "committedAt", entered_at as "enteredAt", ended_because as "endedBecause"`

/** What one phone last took along of an inspection, whatever became of it. Lock the business before. */
export const leaseOnDevice = (tx: Tx, inspectionId: string, device: string) =>
  tx.find<Lease>(sql`
    select ${LEASE} from planning.lease where inspection_id = ${inspectionId} and device = ${device}
    order by issued_at desc, ended_because nulls first limit 1`)

/** The lease that is out, or that committed the visit. Lock the business before. */
export const leaseOf = (tx: Tx, inspectionId: string) =>
  tx.find<Lease>(sql`
    select ${LEASE} from planning.lease where inspection_id = ${inspectionId} and (ended_because is null or ended_because = 'committed')
    order by issued_at desc limit 1`)

export const insertLease = (tx: Tx, lease: Lease, region: Region) =>
  tx.run(sql`
    insert into planning.lease (id, inspection_id, enterprise_id, region, device, issued_at, issued_to, until_at)
    values (${lease.id}, ${lease.inspectionId}, ${lease.enterpriseId}, ${region}, ${lease.device}, ${lease.issuedAt}, ${lease.issuedTo}, ${lease.untilAt})`)

export const endLease = (
  tx: Tx,
  id: string,
  end: { because: 'committed' | 'returned' | 'replaced'; at: Instant; enteredAt: Instant | null },
) =>
  tx.run(sql`
    update planning.lease set ended_because = ${end.because}, entered_at = ${end.enteredAt},
      committed_at = ${end.because === 'committed' ? end.at : null} where id = ${id} and ended_because is null`)
