import { createHash } from 'node:crypto'
import sql, { empty, join, type Sql } from 'sql-template-tag'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { LawLevel } from '../model.ts'
import { citedIn, titleAsCited } from '../rules/statute-citations.ts'
import type { ImportedStatute } from '../rules/statute.ts'

/** Tells one reading of a version from another; the end of a version counts, because the screens show it. */
export const digestOf = ({
  code,
  title,
  version,
  effectiveFrom,
  effectiveTo,
  level,
  region,
  articles,
}: ImportedStatute) =>
  createHash('sha256')
    .update(JSON.stringify([code, title, version, effectiveFrom, effectiveTo, level, region]))
    .update(articles.map(({ number, sub, path, text }) => `${number}.${sub}\t${path}\t${text}\n`).join(''))
    .digest('hex')

/** Digests of the versions that stand in the database, by title and version. */
export async function digestsOfStatutes(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.rows<{ title: string; version: string; digest: string | null }>(
    sql`select title, version_date as version, digest from law.statute`,
  )
  return new Map(rows.map(({ title, version, digest }) => [`${title} ${version}`, digest ?? '']))
}

/** Takes a statute in, or replaces the articles of the same title and version, with what each of them cites. */
export async function saveStatute(tx: Tx, statute: ImportedStatute): Promise<void> {
  const { code, title, version, effectiveFrom, effectiveTo, level, region, articles } = statute
  const row = await tx.find<{ id: number }>(sql`
    insert into law.statute (code, title, version_date, effective_from, effective_to, level, region, digest)
    values (${code}, ${title}, ${version}, ${effectiveFrom}, ${effectiveTo}, ${level}, ${region}, ${digestOf(statute)})
    on conflict (title, version_date) do update
      set code = excluded.code, effective_from = excluded.effective_from, effective_to = excluded.effective_to,
          level = excluded.level, region = excluded.region, digest = excluded.digest
    returning id`)
  if (!row) throw new Error(`statute not saved: ${title}`)
  await tx.run(sql`delete from law.article where statute_id = ${row.id}`)
  await tx.run(sql`delete from law.citation where statute_id = ${row.id}`)
  await tx.run(sql`
    insert into law.article (statute_id, number, sub_number, path, text)
    select ${row.id}, number, sub_number, path, text
      from jsonb_to_recordset(${JSON.stringify(articles.map(({ number, sub, path, text }) => ({ number, sub_number: sub, path, text })))}::jsonb)
        as given (number int, sub_number int, path text, text text)`)
  const cited = citedIn(statute)
  if (cited.length === 0) return
  await tx.run(sql`
    insert into law.citation (statute_id, number, sub_number, cited_title, cited_number, cited_sub)
    select ${row.id}, number, sub, title, cited, "citedSub"
      from jsonb_to_recordset(${JSON.stringify(cited)}::jsonb)
        as given (number int, sub int, title text, cited int, "citedSub" int)
    on conflict do nothing`)
}

export type StatuteEntry = {
  readonly title: string
  readonly level: LawLevel
  readonly region: string
  readonly version: LawDate
  readonly effectiveFrom: LawDate
  readonly effectiveTo: LawDate | null
  readonly articles: number
  readonly versions: number
}

export type StatuteFilter = {
  readonly words?: string | undefined
  readonly level?: LawLevel | undefined
  /** '' asks for national law alone. */
  readonly region?: string | undefined
  readonly standing?: 'in-force' | 'not-yet' | 'over' | undefined
  readonly on: LawDate
}

const PAGE = 50

/** Of each title the version that holds on the date, else the next to come, else the last that held. */
function shownOf({ words, level, region, standing, on }: StatuteFilter): Sql {
  const wanted = [
    ...(words ? words.split(/\s+/).map((word) => sql`strpos(title, ${word}) > 0`) : []),
    ...(level ? [sql`level = ${level}`] : []),
    ...(region === undefined ? [] : region === '' ? [sql`region = ''`] : [sql`starts_with(region, ${region})`]),
  ]
  const stands = {
    'in-force': sql`effective_from <= ${on} and (effective_to is null or effective_to >= ${on})`,
    'not-yet': sql`effective_from > ${on}`,
    over: sql`effective_to < ${on}`,
  }
  return sql`
    select * from (
      select distinct on (title) id, title, level, region, version_date as version, effective_from, effective_to,
             count(*) over (partition by title) as versions
        from law.statute ${wanted.length > 0 ? sql`where ${join(wanted, ' and ')}` : empty}
       order by title, (effective_from <= ${on} and (effective_to is null or effective_to >= ${on})) desc,
                (effective_from > ${on}) desc, abs(effective_from - ${on}::date)
    ) chosen ${standing ? sql`where ${stands[standing]}` : empty}`
}

/** National law first, each by its rank, then the local ones; in one rank by title. */
const RANKS: readonly LawLevel[] = ['law', 'regulation', 'interpretation', 'rule', 'guidance', 'local', 'standard']
const PLACE = sql`(array_position(${[...RANKS]}::text[], level)::text || ' ' || title) collate "C"`

/** One page in the order of PLACE, behind the place `after`, and how many there are. */
export async function listStatutes(tx: Tx, filter: StatuteFilter, after: string | undefined) {
  const shown = shownOf(filter)
  const rows = await tx.rows<StatuteEntry & { place: string }>(sql`
    select title, level, region, version, effective_from as "effectiveFrom", effective_to as "effectiveTo", versions::int as versions,
           (select count(*)::int from law.article where statute_id = shown.id) as articles, ${PLACE} as place
      from (${shown}) shown ${after ? sql`where ${PLACE} > ${after} collate "C"` : empty}
     order by ${PLACE} limit ${PAGE + 1}`)
  const count = await tx.find<{ total: number }>(sql`select count(*)::int as total from (${shown}) shown`)
  const last = rows[PAGE - 1]
  return {
    entries: rows.slice(0, PAGE).map(({ place: _, ...entry }) => entry),
    next: rows.length > PAGE && last ? last.place : null,
    total: count?.total ?? 0,
  }
}

export type VersionRow = {
  readonly id: number
  readonly title: string
  readonly code: string | null
  readonly level: LawLevel
  readonly region: string
  readonly version: LawDate
  readonly effectiveFrom: LawDate
  readonly effectiveTo: LawDate | null
}

/** Every version of a statute, oldest first; the title with or without 中华人民共和国. */
export const versionsOfStatute = (tx: Tx, title: string): Promise<VersionRow[]> =>
  tx.rows<VersionRow>(sql`
    select id, title, code, level, region, version_date as version, effective_from as "effectiveFrom", effective_to as "effectiveTo"
      from law.statute where title in (${title}, ${`中华人民共和国${title}`})
     order by title desc, effective_from, version_date`)

export type ArticleOfVersion = {
  readonly number: number
  readonly sub: number
  readonly path: string
  readonly text: string
}

export const articlesOfVersion = (tx: Tx, id: number): Promise<ArticleOfVersion[]> =>
  tx.rows<ArticleOfVersion>(sql`
    select number, sub_number as sub, path, text from law.article where statute_id = ${id} order by number, sub_number`)

/** One article in several versions, by the id of the version. */
export const articleInVersions = (
  tx: Tx,
  { ids, number, sub }: { ids: readonly number[]; number: number; sub: number },
) =>
  tx.rows<ArticleOfVersion & { id: number }>(sql`
    select statute_id as id, number, sub_number as sub, path, text from law.article
     where statute_id = any(${[...ids]}::bigint[]) and number = ${number} and sub_number = ${sub}`)

const CITING_MAX = 200

export type CitingArticle = {
  readonly title: string
  readonly version: LawDate
  readonly level: LawLevel
  readonly number: number
  readonly sub: number
  readonly text: string
}

/** Articles in force on the date that cite an article, national law first. */
export async function articlesCiting(
  tx: Tx,
  { title, number, sub, on }: { title: string; number: number; sub: number; on: LawDate },
): Promise<{ rows: CitingArticle[]; total: number }> {
  const citing = sql`
    from law.citation c join law.statute s on s.id = c.statute_id
   where c.cited_title = ${titleAsCited(title)} and c.cited_number = ${number} and c.cited_sub = ${sub}
     and s.effective_from <= ${on} and (s.effective_to is null or s.effective_to >= ${on})`
  const rows = await tx.rows<CitingArticle>(sql`
    select s.title, s.version_date as version, s.level, c.number, c.sub_number as sub,
           (select a.text from law.article a where a.statute_id = c.statute_id and a.number = c.number and a.sub_number = c.sub_number) as text
    ${citing}
    order by s.region <> '', array_position(${[...RANKS]}::text[], s.level),
             s.title collate "C", c.number, c.sub_number
    limit ${CITING_MAX}`)
  const count = await tx.find<{ total: number }>(sql`select count(*)::int as total ${citing}`)
  return { rows, total: count?.total ?? 0 }
}

export const hasStatutes = async (tx: Tx): Promise<boolean> =>
  (await tx.find(sql`select 1 as one from law.statute limit 1`)) !== null
