import sql, { empty, join } from 'sql-template-tag'
import { Conflict } from '../../../kernel/answer.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Features } from '../rules/likeness.ts'
import type { Sample, SampleState, SampleSubject } from '../rules/sample.ts'

const SAMPLE = sql`id, region, state, version, history, subject, name, description, check_item_id as "checkItemId",
  violation_key as "violationKey", major_hazard_code as "majorHazardCode", proposed_by as "proposedBy",
  proposed_by_name as "proposedByName", proposed_at as "proposedAt", decided_by as "decidedBy", decided_by_name as "decidedByName", because`

/** How many samples a photo is held against: the latest ones. */
const COMPARED_MAX = 20_000

export type Origin = {
  readonly hazardId: string
  readonly evidenceId: string
  readonly pictureSha256: string
  readonly features: Features
}

/** @returns false when the photo was proposed before. */
export async function insertSample(tx: Tx, sample: Sample, from: Origin): Promise<boolean> {
  const added = await tx.run(sql`
    insert into hazard.sample (id, region, state, version, subject, name, description, check_item_id, violation_key, major_hazard_code,
      hazard_id, evidence_id, picture_sha256, features, proposed_by, proposed_by_name, proposed_at, history)
    values (${sample.id}, ${sample.region}, ${sample.state}, ${sample.version}, ${sample.subject}, ${sample.name}, ${sample.description},
      ${sample.checkItemId}, ${sample.violationKey}, ${sample.majorHazardCode}, ${from.hazardId}, ${from.evidenceId}, ${from.pictureSha256},
      ${JSON.stringify(from.features)}::jsonb, ${sample.proposedBy}, ${sample.proposedByName}, ${sample.proposedAt},
      ${JSON.stringify(sample.history)}::jsonb)
    on conflict do nothing`)
  return added > 0
}

export const lockSample = (tx: Tx, id: string): Promise<Sample | null> =>
  tx.find<Sample>(sql`select ${SAMPLE} from hazard.sample where id = ${id} for update`)

export async function saveSample(tx: Tx, sample: Sample, version: number): Promise<void> {
  const saved = await tx.run(sql`
    update hazard.sample set state = ${sample.state}, version = ${sample.version}, decided_by = ${sample.decidedBy},
      decided_by_name = ${sample.decidedByName}, because = ${sample.because}, history = ${JSON.stringify(sample.history)}::jsonb
    where id = ${sample.id} and version = ${version}`)
  if (saved === 0) throw new Conflict('样本已被他人更新，请刷新后重试')
}

export type SampleFilter = {
  readonly state: SampleState
  readonly subject?: SampleSubject | undefined
  /** Each word with the check items whose matter holds it. */
  readonly words: readonly { readonly word: string; readonly items: readonly string[] }[]
  readonly limit: number
}

const escaped = (word: string) => word.replace(/[\\%_]/g, '\\$&')

/** Row-level security leaves the own region, those below, and what the levels above keep. */
export const listSamples = (tx: Tx, { state, subject, words, limit }: SampleFilter): Promise<Sample[]> =>
  tx.rows<Sample>(sql`
    select ${SAMPLE} from hazard.sample
     where state = ${state} ${subject ? sql`and subject = ${subject}` : empty}
       ${
         words.length === 0
           ? empty
           : sql`and ${join(
               words.map(
                 ({ word, items }) =>
                   sql`(name || ' ' || description ilike ${`%${escaped(word)}%`} or check_item_id = any(${items}::text[]))`,
               ),
               ' and ',
             )}`
       }
     order by proposed_at desc, id desc limit ${limit}`)

export const keptFeatures = (tx: Tx): Promise<{ id: string; features: Features }[]> =>
  tx.rows<{ id: string; features: Features }>(
    sql`select id, features from hazard.sample where state = 'kept' order by proposed_at desc limit ${COMPARED_MAX}`,
  )

export const findSamples = (tx: Tx, ids: readonly string[]): Promise<Sample[]> =>
  tx.rows<Sample>(sql`select ${SAMPLE} from hazard.sample where id = any(${ids}::uuid[])`)

export async function findPicture(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.find<{ sha256: string }>(
    sql`select picture_sha256 as sha256 from hazard.sample where id = ${id}`,
  )
  return row?.sha256 ?? null
}
