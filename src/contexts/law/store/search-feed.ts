import sql from 'sql-template-tag'
import type { Tx } from '../../../platform/db.ts'
import type { ImportedStatute } from '../rules/statute.ts'
import type { SearchedStandard } from '../search/standard-index.ts'

/** Changes whenever a statute or a standard does: whoever keeps an index of them asks for it first. */
export async function stateOfSearched(tx: Tx): Promise<string> {
  const row = await tx.find<{ state: string }>(sql`
    select concat_ws(' ', (select concat_ws(' ', count(*), max(id), max(xmin::text::bigint), min(xmin::text::bigint)) from law.statute),
                          (select concat_ws(' ', count(*), max(xmin::text::bigint), min(xmin::text::bigint)) from law.standard)) as state`)
  return row?.state ?? ''
}

/** Articles of one page: some megabytes, so that nobody else waits while they are read. */
const ARTICLES_AT_ONCE = 2_000

type Head = Omit<ImportedStatute, 'articles'> & { readonly id: number; readonly count: number }

/** Every statute with its articles, page by page, versions of a title in their order. */
export async function* statutePages(tx: Tx): AsyncGenerator<ImportedStatute[]> {
  const heads = await tx.rows<Head>(sql`
    select id, code, title, version_date as version, effective_from as "effectiveFrom", effective_to as "effectiveTo", level, region,
           (select count(*)::int from law.article where statute_id = statute.id) as count
      from law.statute order by title, version_date`)
  for (let from = 0; from < heads.length; ) {
    let to = from
    for (let articles = 0; to < heads.length && (to === from || articles < ARTICLES_AT_ONCE); to++)
      articles += heads[to]?.count ?? 0
    const page = heads.slice(from, to)
    const articles = await tx.rows<ImportedStatute['articles'][number] & { statute: number }>(sql`
      select statute_id as statute, number, sub_number as sub, path, text from law.article
       where statute_id = any(${page.map(({ id }) => id)}) order by statute_id, number, sub_number`)
    const own = Map.groupBy(articles, ({ statute }) => statute)
    yield page.map(({ id, count: _, ...head }) => ({
      ...head,
      articles: (own.get(id) ?? []).map(({ statute: __, ...article }) => article),
    }))
    from = to
  }
}

const STANDARDS_AT_ONCE = 5_000

/** Every standard, page by page. */
export async function* standardPages(tx: Tx): AsyncGenerator<SearchedStandard[]> {
  for (let after = ''; ; ) {
    const page = await tx.rows<SearchedStandard & { plain: string }>(sql`
      select plain, number, title, replaced_by as "replacedBy", effective_from as "from", effective_to as "until",
             case when note <> '' then note else
               case status when 'current' then '现行' when 'partial' then '部分废止' when 'upcoming' then '即将实施'
                           when 'replaced' then '被代替' when 'withdrawn' then '废止' else '' end end as status
        from law.standard where plain > ${after} order by plain limit ${STANDARDS_AT_ONCE}`)
    const last = page.at(-1)
    if (!last) return
    yield page.map(({ plain: _, ...row }) => row)
    after = last.plain
  }
}
