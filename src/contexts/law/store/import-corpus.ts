import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { addDays } from '../../../kernel/time.ts'
import type { LawLevel } from '../model.ts'
import { isDay, type Replaced } from '../rules/statute-head.ts'
import { statuteOf, type ImportedArticle, type StatuteHelp } from '../rules/statute.ts'
import { CORPUS_BYTES_MAX } from './import-file.ts'
import type { Skipped, Tell } from './import.ts'

/** The corpus of one JSON line a statute and one an article, beside each other. */
export const CORPUS_STATUTES = 'corpus_laws.jsonl.gz'
export const CORPUS_ARTICLES = 'corpus_articles.jsonl.gz'

const CorpusStatute = z.object({
  id: z.string(),
  title: z.string().min(1),
  level: z.string(),
  version: z.string(),
  status: z.string(),
  repealed_on: z.string(),
  history: z.array(z.string()),
})
const CorpusArticle = z.object({
  law: z.string(),
  no: z.number().int().positive(),
  sub: z.number().int().nonnegative(),
  path: z.string(),
  text: z.string(),
})

const LEVELS: Readonly<Record<string, LawLevel>> = {
  宪法: 'law',
  法律: 'law',
  行政法规: 'regulation',
  司法解释: 'interpretation',
  部门规章: 'rule',
  地方性法规: 'local',
}
/** Of a statute without any date we only know that it is one of the republic. */
const UNKNOWN_VERSION = '1949-10-01'

class NoCorpus extends Error {}

/** The lines of a packed file, unpacked no further than the limit. */
function linesOf(path: string): string[] {
  try {
    if (lstatSync(path).size > CORPUS_BYTES_MAX) throw new NoCorpus('文件过大')
    return gunzipSync(readFileSync(path), { maxOutputLength: CORPUS_BYTES_MAX }).toString('utf8').split('\n')
  } catch (error) {
    if (error instanceof NoCorpus) throw error
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw new NoCorpus(isTooLarge ? '文件展开后过大，已拒绝' : '不是有效的 gzip 文件')
  }
}

/** Each line in its shape; a line that has none is named and left out. */
function* rowsOf<Shape extends z.ZodType>(path: string, shape: Shape, bad: (line: number) => void) {
  for (const [at, line] of linesOf(path).entries()) {
    if (line === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      value = undefined
    }
    const row = shape.safeParse(value)
    if (row.success) yield { row: row.data, line: at + 1 }
    else bad(at + 1)
  }
}

function articlesOf(path: string, bad: (line: number) => void): Map<string, ImportedArticle[]> {
  const articles = new Map<string, ImportedArticle[]>()
  const seen = new Set<string>()
  for (const { row } of rowsOf(path, CorpusArticle, bad)) {
    const { law, no, sub, path: heading, text } = row
    const place = `${law} ${no} ${sub}`
    if (seen.has(place)) continue
    seen.add(place)
    const article = { number: no, sub, path: heading, text }
    const own = articles.get(law)
    if (own) own.push(article)
    else articles.set(law, [article])
  }
  return articles
}

const dateIn = (history: readonly string[]) =>
  /(\d{4})年(\d{1,2})月(\d{1,2})日/
    .exec(history.join(' '))
    ?.slice(1)
    .map((part) => part.padStart(2, '0'))
    .join('-')
const statedIn = (history: readonly string[], word: '公布' | '施行') =>
  history
    .map((line) => new RegExp(`^(\\d{4}-\\d{2}-\\d{2}) ${word}`).exec(line)?.[1])
    .find((date) => date !== undefined)

/** The day of the version; where a source gives its year alone, the day on which it was made known. */
function versionOf({ version, history }: Pick<Row, 'version' | 'history'>): string {
  if (/^\d{4}$/.test(version)) return statedIn(history, '公布') ?? `${version}-01-01`
  return version || dateIn(history) || UNKNOWN_VERSION
}

type Row = z.output<typeof CorpusStatute>

function statuteOfRow(row: Row, articles: readonly ImportedArticle[], help: StatuteHelp): Replaced['statute'] | string {
  const version = versionOf(row)
  const start = statedIn(row.history, '施行')
  const broken = [version, row.repealed_on, start ?? ''].find((date) => date !== '' && !isDay(date))
  if (broken) return `日期“${broken.slice(0, 20)}”不存在`
  const rank = LEVELS[row.level]
  const known = statuteOf(
    {
      title: row.title,
      version,
      articles,
      effectiveTo: row.repealed_on ? addDays(row.repealed_on, -1) : null,
      ...(rank ? { level: rank } : {}),
    },
    help,
  )
  const statute = start && known.code === null ? { ...known, effectiveFrom: start } : known
  return statute.effectiveTo !== null && statute.effectiveTo < statute.effectiveFrom
    ? `有效期颠倒：${statute.effectiveFrom} 至 ${statute.effectiveTo}`
    : statute
}

/** Statutes of a corpus; a statute without articles is no text, every broken line is named. */
export function readCorpus(
  folder: string,
  { file, help, tell }: { file: string; help: StatuteHelp; tell: Tell },
): { given: Replaced[]; skipped: Skipped[] } {
  const beside = join(dirname(file), CORPUS_ARTICLES)
  const given: Replaced[] = []
  const skipped: Skipped[] = []
  const bad = (name: string) => (line: number) => skipped.push({ file: name, line, why: '这一行不是语料库的格式' })
  if (!existsSync(join(folder, beside)))
    return { given, skipped: [{ file, line: null, why: `旁边没有 ${CORPUS_ARTICLES}` }] }
  try {
    const articles = articlesOf(join(folder, beside), bad(beside))
    for (const { row, line } of rowsOf(join(folder, file), CorpusStatute, bad(file))) {
      tell('读取语料库', given.length, given.length + 1)
      const own = articles.get(row.id)
      if (!own) continue
      const statute = statuteOfRow(row, own, help)
      if (typeof statute === 'string') skipped.push({ file, line, why: `${row.title}：${statute}` })
      else given.push({ file: `${file}:${line}`, statute, replacedBy: null })
    }
  } catch (error) {
    if (!(error instanceof NoCorpus)) throw error
    return { given: [], skipped: [{ file, line: null, why: error.message }] }
  }
  return { given, skipped }
}
