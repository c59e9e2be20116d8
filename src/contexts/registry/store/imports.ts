import sql, { type Sql } from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { ImportBatch, ImportRow } from '../model.ts'
import type { EnterpriseFields } from '../rules/enterprise-fields.ts'

/** A row as it is kept: what the preview showed, and what confirm and undo need. */
export type KeptRow = ImportRow & {
  readonly fields: EnterpriseFields | null
  readonly versionBefore: number | null
  readonly versionAfter: number | null
}

const BATCH = sql`b.id, b.file_name as "fileName", b.source, b.state, b.created_at as "createdAt", b.created_by as "createdBy",
  b.ignored_columns as "ignoredColumns", (
    select jsonb_build_object('create', count(*) filter (where verdict = 'create'), 'update', count(*) filter (where verdict = 'update'),
      'same', count(*) filter (where verdict = 'same'), 'refused', count(*) filter (where verdict = 'refused'))
    from registry.import_row r where r.batch_id = b.id) as counts`

const inScope = ({ region }: Pick<Asker, 'region'>): Sql => {
  const { from, below } = regionRange(region)
  return sql`(b.region >= ${from} and b.region < ${below})`
}

export const listBatches = (tx: Tx, asker: Asker) =>
  tx.rows<ImportBatch>(
    sql`select ${BATCH} from registry.import_batch b where ${inScope(asker)} order by b.created_at desc limit 100`,
  )

export const findBatch = (tx: Tx, id: string) =>
  tx.find<ImportBatch & { region: string }>(
    sql`select ${BATCH}, b.region from registry.import_batch b where b.id = ${id}`,
  )

/** Locks the batch, so that it is confirmed or undone once. @returns its state. */
export const lockBatch = async (tx: Tx, id: string) =>
  (
    await tx.find<{ state: ImportBatch['state'] }>(
      sql`select state from registry.import_batch where id = ${id} for update`,
    )
  )?.state ?? null

export type NewBatch = {
  id: string
  region: string
  fileName: string
  fileSha256: string
  source: string
  ignoredColumns: string[]
  at: Instant
  by: string
}

export const insertBatch = (tx: Tx, batch: NewBatch) =>
  tx.run(sql`
  insert into registry.import_batch (id, region, file_name, file_sha256, source, state, ignored_columns, created_at, created_by)
  values (${batch.id}, ${batch.region}, ${batch.fileName}, ${batch.fileSha256}, ${batch.source}, 'previewed', ${batch.ignoredColumns},
    ${batch.at}, ${batch.by})`)

export const saveState = (
  tx: Tx,
  { id, state, undoReason = null }: { id: string; state: ImportBatch['state']; undoReason?: string | null },
) => tx.run(sql`update registry.import_batch set state = ${state}, undo_reason = ${undoReason} where id = ${id}`)

export const insertRows = (
  tx: Tx,
  { batch, region, rows }: { batch: string; region: string; rows: readonly KeptRow[] },
) =>
  tx.run(sql`
  insert into registry.import_row (batch_id, line, region, verdict, credit_code, name, fields, reasons, warnings, changes, enterprise_id, version_before)
  select ${batch}::uuid, line, ${region}, verdict, "creditCode", name, fields, reasons, warnings, changes, "enterpriseId", "versionBefore"
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (line integer, verdict text, "creditCode" text, name text, fields jsonb,
    reasons jsonb, warnings jsonb, changes jsonb, "enterpriseId" uuid, "versionBefore" integer)`)

const ROW = sql`line, verdict, credit_code as "creditCode", name, fields, reasons, warnings, changes, enterprise_id as "enterpriseId",
  version_before as "versionBefore", version_after as "versionAfter"`

export type RowFilter = { batch: string; after: number; limit: number; verdict?: ImportRow['verdict'] | undefined }

export const listRows = (tx: Tx, { batch, after, limit, verdict }: RowFilter) =>
  tx.rows<KeptRow>(sql`
  select ${ROW} from registry.import_row where batch_id = ${batch} and line > ${after} ${verdict ? sql`and verdict = ${verdict}` : sql``}
  order by line limit ${limit}`)

/** What became of rows at confirm: the file that was written and in which version, or why it was refused after all. */
export type Outcome = Pick<KeptRow, 'line' | 'verdict' | 'reasons' | 'enterpriseId' | 'versionAfter'>

export const saveOutcomes = (tx: Tx, batch: string, outcomes: readonly Outcome[]) =>
  tx.run(sql`
  update registry.import_row r set verdict = row.verdict, reasons = row.reasons, enterprise_id = row."enterpriseId", version_after = row."versionAfter"
  from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as row (line integer, verdict text, reasons jsonb, "enterpriseId" uuid,
    "versionAfter" integer)
  where r.batch_id = ${batch} and r.line = row.line`)

export type Written = {
  line: number
  verdict: 'create' | 'update'
  enterpriseId: string
  name: string
  versionBefore: number | null
  versionAfter: number
}

/**
 * Rows that wrote something, with the version that the enterprise has now; `isUntouched` tells whether it is still the
 * one written.
 */
export const listWritten = (tx: Tx, batch: string) =>
  tx.rows<Written & { isUntouched: boolean }>(sql`
  select r.line, r.verdict, r.enterprise_id as "enterpriseId", r.name, r.version_before as "versionBefore", r.version_after as "versionAfter",
    coalesce((select e.version = r.version_after and e.state = 'live' from registry.enterprise e where e.id = r.enterprise_id), false) as "isUntouched"
  from registry.import_row r
  where r.batch_id = ${batch} and r.verdict in ('create', 'update') and r.version_after is not null order by r.line`)
