import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'
import { z } from 'zod'
import { addDays } from '../../../kernel/time.ts'
import type { LawLevel } from '../model.ts'
import {
  readStatute,
  statuteOf,
  type ImportedArticle,
  type ImportedStatute,
  type StatuteHelp,
  type Unreadable,
} from '../rules/statute.ts'

export type Skipped = { readonly file: string; readonly line: number | null; readonly why: string }
export type Import = { readonly statutes: ImportedStatute[]; readonly skipped: Skipped[] }
/** How far a long work has come; `what` is one of its steps. */
export type Tell = (what: string, done: number, of: number) => void

const FILE_BYTES_MAX = 20 * 1024 * 1024
const LINE_CHARACTERS_MAX = 200_000
/** The corpus of one JSON line a statute and one an article, beside each other. */
const CORPUS_STATUTES = 'corpus_laws.jsonl.gz'
const CORPUS_ARTICLES = 'corpus_articles.jsonl.gz'

const refused = (why: string, line: number | null = null): Unreadable => ({ why, line })

/**
 * Reads every .md, .txt and .docx of a folder, and a corpus if one lies there. A file that is no statute is named,
 * never a reason to stop.
 */
export function importFolder(folder: string, help: StatuteHelp, tell: Tell = () => {}): Import {
  const statutes: ImportedStatute[] = []
  const skipped: Skipped[] = []
  const known = new Set<string>()
  const take = (statute: ImportedStatute, file: string, isDoubleNamed: boolean) => {
    const name = `${statute.title} ${statute.version}`
    if (!known.has(name)) statutes.push(statute)
    else if (isDoubleNamed) skipped.push({ file, line: null, why: '同一法规同一版本已经导入' })
    known.add(name)
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort()
  files.forEach((file, at) => {
    tell('读取文件', at + 1, files.length)
    if (isCorpus(file)) return
    const statute = readFile(join(folder, file), file, help)
    if ('why' in statute) skipped.push({ file, line: statute.line, why: statute.why })
    else take(statute, file, true)
  })
  for (const file of files.filter((name) => name.endsWith(CORPUS_STATUTES))) {
    for (const statute of readCorpus(join(folder, file), help)) take(statute, file, false)
  }
  return { statutes, skipped }
}

const isCorpus = (file: string) => file.endsWith(CORPUS_STATUTES) || file.endsWith(CORPUS_ARTICLES)

function readFile(path: string, file: string, help: StatuteHelp): ImportedStatute | Unreadable {
  const ending = /\.(md|txt|docx)$/i.exec(file)?.[1]?.toLowerCase()
  if (!ending) return refused('只导入 .md、.txt 和 .docx 文件')
  if (statSync(path).size > FILE_BYTES_MAX) return refused('文件超过20兆字节')
  const text = textOf(readFileSync(path), ending === 'docx')
  if (typeof text !== 'string') return text
  return readStatute({ name: file.split(/[\\/]/).at(-1) ?? file, text }, help)
}

/**
 * Text of a file, or why it has none: UTF-8, and GB 18030 as older Chinese systems write it, when it reads as Chinese.
 */
function textOf(bytes: Uint8Array, isDocx: boolean): string | Unreadable {
  if (isDocx) return docxText(bytes)
  if (bytes.includes(0)) return refused('是二进制文件，不是文本', lineOf(bytes, bytes.indexOf(0)))
  const text = Buffer.from(bytes).toString('utf8')
  const broken = text.indexOf('\uFFFD')
  if (broken >= 0) return gbText(bytes) ?? refused('不是 UTF-8 编码', text.slice(0, broken).split('\n').length)
  const long = text.split('\n').findIndex((line) => line.length > LINE_CHARACTERS_MAX)
  return long >= 0 ? refused('一行超过二十万字，不是法规文本', long + 1) : text
}

const lineOf = (bytes: Uint8Array, at: number) =>
  bytes.subarray(0, at).reduce((lines, byte) => lines + (byte === 10 ? 1 : 0), 1)

/** GB 18030 reads almost any bytes as some characters, so the text must speak like a statute to be believed. */
function gbText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return /第一条/.test(text) && /应当|可以|规定/.test(text) ? text : null
  } catch {
    return null
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The paragraphs of a Word file, as the national law database gives its statutes. */
function docxText(bytes: Uint8Array): string | Unreadable {
  try {
    let isTooLarge = false
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name !== 'word/document.xml') return false
        isTooLarge = originalSize > 4 * FILE_BYTES_MAX
        return !isTooLarge
      },
    })
    if (isTooLarge) return refused('Word 文件展开后过大')
    const xml = parts['word/document.xml']
    if (!xml) return refused('Word 文件里没有正文')
    return [...strFromU8(xml).matchAll(/<w:p[ >][\s\S]*?<\/w:p>/g)]
      .map(([paragraph]) =>
        [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(?:tab|br)\/>/g)]
          .map(([, text]) => text ?? ' ')
          .join('')
          .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? ''),
      )
      .join('\n')
  } catch {
    return refused('不是有效的 Word 文件')
  }
}

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
  no: z.number().int(),
  sub: z.number().int(),
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

const linesOf = (path: string) =>
  gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')

function readCorpus(path: string, help: StatuteHelp): ImportedStatute[] {
  const beside = join(dirname(path), CORPUS_ARTICLES)
  if (!existsSync(beside)) return []
  const articles = new Map<string, ImportedArticle[]>()
  const seen = new Set<string>()
  for (const line of linesOf(beside)) {
    const { law, no, sub, path, text } = CorpusArticle.parse(JSON.parse(line))
    const place = `${law} ${no} ${sub}`
    if (seen.has(place)) continue
    seen.add(place)
    const own = articles.get(law)
    const article = { number: no, sub, path, text }
    if (own) own.push(article)
    else articles.set(law, [article])
  }
  return linesOf(path).flatMap((line) => {
    const { id, title, level, version, history, repealed_on: repealed } = CorpusStatute.parse(JSON.parse(line))
    const own = articles.get(id)
    if (!own) return []
    const dated =
      version ||
      /(\d{4})年(\d{1,2})月(\d{1,2})日/
        .exec(history.join(' '))
        ?.slice(1)
        .map((part) => part.padStart(2, '0'))
        .join('-') ||
      UNKNOWN_VERSION
    const rank = LEVELS[level]
    return [
      statuteOf(
        {
          title,
          version: dated,
          articles: own,
          effectiveTo: repealed ? addDays(repealed, -1) : null,
          ...(rank ? { level: rank } : {}),
        },
        help,
      ),
    ]
  })
}
