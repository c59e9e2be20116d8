import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { z } from 'zod'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import { FilePoint, ReviewSheet } from '../rules/file-review.ts'

const FILE = join(import.meta.dirname, '../../../../data/law/file-review.json')
let standard: readonly FilePoint[] | undefined

/** The standard of the review as data; read once a process. */
export const fileStandard = (): readonly FilePoint[] =>
  (standard ??= z.array(FilePoint).parse(JSON.parse(readFileSync(FILE, 'utf8'))))

export type FileDraw = {
  readonly id: string
  readonly region: Region
  readonly year: number
  readonly seed: string
  readonly sharePercent: number
  readonly pool: string[]
  readonly drawn: string[]
  readonly drawnBy: string
  readonly drawnAt: string
}

const DRAW = sql`
  select id, region, year, seed, share_percent::float8 as "sharePercent", pool, drawn, drawn_by as "drawnBy", drawn_at as "drawnAt"
  from casework.file_review`

const POOL_MAX = 100_000

/** Files of a year that are closed or archived. */
export async function closedFiles(tx: Tx, { region, year }: { region: Region; year: number }): Promise<string[]> {
  const { from, below } = regionRange(region)
  const rows = await tx.rows<{ id: string }>(sql`
    select id from casework.penalty_case where region >= ${from} and region < ${below} and year = ${year}
      and state in ('closed', 'archived') order by id limit ${POOL_MAX}`)
  return rows.map(({ id }) => id)
}

export const insertDraw = (tx: Tx, draw: FileDraw) =>
  tx.run(sql`
    insert into casework.file_review (id, region, year, seed, share_percent, pool, drawn, drawn_by, drawn_at)
    values (${draw.id}, ${draw.region}, ${draw.year}, ${draw.seed}, ${draw.sharePercent}, ${draw.pool}::uuid[], ${draw.drawn}::uuid[],
      ${draw.drawnBy}, ${draw.drawnAt})
    on conflict do nothing`)

export const findDraw = (tx: Tx, id: string) => tx.find<FileDraw>(sql`${DRAW} where id = ${id}`)

export function listDraws(tx: Tx, region: Region) {
  const { from, below } = regionRange(region)
  return tx.rows<FileDraw>(sql`${DRAW} where region >= ${from} and region < ${below} order by drawn_at desc limit 100`)
}

export async function sheetsOf(tx: Tx, reviewId: string): Promise<ReviewSheet[]> {
  const rows = await tx.rows<{ content: unknown }>(
    sql`select content from casework.file_review_sheet where review_id = ${reviewId} order by case_id`,
  )
  return rows.map(({ content }) => ReviewSheet.parse(content))
}

/** Writes a sheet over the version that was read. @returns false when somebody else wrote it meanwhile. */
export async function saveSheet(tx: Tx, sheet: ReviewSheet, region: Region): Promise<boolean> {
  const { reviewId, caseId, score, version } = sheet
  const content = JSON.stringify(sheet)
  const saved =
    version === 1
      ? await tx.run(sql`
        insert into casework.file_review_sheet (review_id, case_id, region, score, content, version)
        values (${reviewId}, ${caseId}, ${region}, ${score}, ${content}::jsonb, 1) on conflict do nothing`)
      : await tx.run(sql`
        update casework.file_review_sheet set score = ${score}, content = ${content}::jsonb, version = ${version}
        where review_id = ${reviewId} and case_id = ${caseId} and version = ${version - 1}`)
  return saved > 0
}
