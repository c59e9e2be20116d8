import sql, { join } from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import { SelfReport } from '../model.ts'

type Kept = { readonly content: unknown }
const read = ({ content }: Kept): SelfReport => SelfReport.parse(content)

/** @returns false when a report of that id is there already. */
export async function insertSelfReport(tx: Tx, report: SelfReport): Promise<boolean> {
  const added = await tx.run(sql`
    insert into hazard.self_report (id, region, enterprise_id, reported_at, major_hazard_code, digest, content)
    values (${report.id}, ${report.region}, ${report.enterpriseId}, ${report.reportedAt}, ${report.majorHazardCode}, ${report.digest},
      ${JSON.stringify(report)}::jsonb)
    on conflict (id) do nothing`)
  return added > 0
}

/** All reports of one business that the scope shows, the latest first. */
export async function selfReportsOf(tx: Tx, enterpriseId: string): Promise<SelfReport[]> {
  const rows = await tx.rows<Kept>(
    sql`select content from hazard.self_report where enterprise_id = ${enterpriseId} order by reported_at desc, id limit 500`,
  )
  return rows.map(read)
}

/** A page, the latest first; `after` is `reportedAt|id` of the last row seen. */
export async function listSelfReports(
  tx: Tx,
  asker: Asker,
  { enterpriseId, after, limit }: { enterpriseId?: string | undefined; after: string | null; limit: number },
): Promise<SelfReport[]> {
  const { from, below } = regionRange(asker.region)
  const [at, id] = after?.split('|') ?? []
  const wanted = join(
    [
      asker.kind === 'enterprise'
        ? sql`enterprise_id = ${asker.enterpriseId ?? null}`
        : sql`region >= ${from} and region < ${below}`,
      ...(enterpriseId ? [sql`enterprise_id = ${enterpriseId}`] : []),
      ...(at && id ? [sql`(reported_at, id) < (${at}::timestamptz, ${id}::uuid)`] : []),
    ],
    ' and ',
  )
  const rows = await tx.rows<Kept>(
    sql`select content from hazard.self_report where ${wanted} order by reported_at desc, id desc limit ${limit}`,
  )
  return rows.map(read)
}
