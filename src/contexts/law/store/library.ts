import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, statSync, writeFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LawDate } from '../../../kernel/time.ts'
import { corpusOf, indexOf, type Corpus } from '../rules/bm25.ts'
import { readStatute, withEnds, type ImportedStatute, type StatuteHelp } from '../rules/statute.ts'
import { wordsOf } from './segment.ts'

/** One statute in the library without its articles. */
export type StatuteHead = Omit<ImportedStatute, 'articles'> & { readonly articles: number }

/** A line of articles.jsonl: `statute` is the position in the list of statutes. */
export type LibraryArticle = { readonly statute: number; readonly number: number; readonly sub: number; readonly path: string; readonly text: string }

export type ImportAnswer = { readonly laws: number; readonly articles: number; readonly skipped: readonly { readonly file: string; readonly why: string }[] }

/**
 * The library of statute texts in files, for the commands that need no server: statutes, articles a line each, where each line
 * begins, and the postings of a word list. Search reads only the postings of the words asked for.
 */
const FOLDER = 'law-library'
const FORMAT = 1
const FILE_BYTES_MAX = 20 * 1024 * 1024

type Index = {
  readonly format: number
  readonly statutes: readonly StatuteHead[]
  /** Where each article's line begins in articles.jsonl, in bytes; one more for the end. */
  readonly offsets: readonly number[]
  readonly lengths: readonly number[]
  /** Statute, number and sub-number of each article, to find one without reading. */
  readonly places: readonly (readonly [statute: number, number: number, sub: number])[]
}

/** Reads every .md and .txt of a folder. A file that is no statute is skipped and named, never a reason to stop. */
export function importFolder(folder: string, help: StatuteHelp): { statutes: ImportedStatute[]; answer: ImportAnswer } {
  const statutes: ImportedStatute[] = []
  const skipped: { file: string; why: string }[] = []
  const known = new Set<string>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, file)
    if (!statSync(path).isFile()) continue
    const statute = readFile(path, file, help)
    if ('why' in statute) skipped.push({ file, why: statute.why })
    else if (known.has(`${statute.title} ${statute.version}`)) skipped.push({ file, why: '同一法规同一版本已经导入' })
    else {
      known.add(`${statute.title} ${statute.version}`)
      statutes.push(statute)
    }
  }
  const articles = statutes.reduce((sum, statute) => sum + statute.articles.length, 0)
  return { statutes: withEnds(statutes), answer: { laws: statutes.length, articles, skipped } }
}

function readFile(path: string, file: string, help: StatuteHelp): ImportedStatute | { why: string } {
  if (!/\.(md|txt)$/i.test(file)) return { why: '只导入 .md 和 .txt 文件' }
  if (statSync(path).size > FILE_BYTES_MAX) return { why: '文件超过20兆字节' }
  const text = readFileSync(path, 'utf8')
  if (text.includes('\uFFFD')) return { why: '不是 UTF-8 编码' }
  return readStatute({ name: file.split(/[\\/]/).at(-1) ?? file, text }, help)
}

/** Writes the library beside the old one and then exchanges them, so that a reader never sees half of it. */
export function writeLibrary(dataFolder: string, statutes: readonly ImportedStatute[]): void {
  const target = join(dataFolder, FOLDER)
  const building = `${target}.new`
  rmSync(building, { recursive: true, force: true })
  mkdirSync(building, { recursive: true })
  const articles = statutes.flatMap((statute, at) => statute.articles.map((article): LibraryArticle => ({ statute: at, ...article })))
  const lines = articles.map((article) => Buffer.from(`${JSON.stringify(article)}\n`))
  const { terms, lengths } = indexOf(articles.map(({ statute, path, text }) => wordsOf(`${statutes[statute]?.title} ${path} ${text}`)))
  let end = 0
  const offsets = [0, ...lines.map((line) => (end += line.length))]
  const index: Index = {
    format: FORMAT, offsets, lengths, places: articles.map(({ statute, number, sub }) => [statute, number, sub]),
    statutes: statutes.map(({ articles: own, ...head }) => ({ ...head, articles: own.length })),
  }
  writeFileSync(join(building, 'articles.jsonl'), Buffer.concat(lines))
  writeFileSync(join(building, 'index.json'), JSON.stringify(index))
  writePostings(building, terms)
  rmSync(target, { recursive: true, force: true })
  renameSync(building, target)
}

function writePostings(folder: string, terms: ReturnType<typeof indexOf>['terms']): void {
  const places: Record<string, [from: number, count: number]> = Object.create(null)
  const numbers: number[] = []
  for (const [term, { documents, counts }] of terms) {
    places[term] = [numbers.length, documents.length]
    for (const document of documents) numbers.push(document)
    for (const count of counts) numbers.push(count)
  }
  writeFileSync(join(folder, 'postings.bin'), new Uint8Array(Uint32Array.from(numbers).buffer))
  writeFileSync(join(folder, 'terms.json'), JSON.stringify(places))
}

export type Library = {
  readonly statutes: readonly StatuteHead[]
  readonly corpus: () => Corpus
  readonly article: (position: number) => LibraryArticle
  readonly statuteOf: (position: number) => StatuteHead
  /** The article of the version in force on the date. */
  readonly find: (ask: { titles: readonly string[]; number: number; sub: number; on: LawDate }) => { statute: StatuteHead; article: LibraryArticle } | null
  readonly close: () => void
}

function readPart(file: number, from: number, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  readSync(file, buffer, 0, length, from)
  return buffer
}

/** Opens the library of a data folder; null when nothing was imported there. Throws when the library has another format. */
export function openLibrary(dataFolder: string): Library | null {
  const folder = join(dataFolder, FOLDER)
  if (!existsSync(join(folder, 'index.json'))) return null
  const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Index
  if (index.format !== FORMAT) throw new Error('the law library was made by another version: run law import again')
  const { statutes, offsets, places, lengths } = index
  const articles = openSync(join(folder, 'articles.jsonl'), 'r')
  const postings = openSync(join(folder, 'postings.bin'), 'r')
  const article = (position: number): LibraryArticle => {
    const from = offsets[position] ?? 0
    return JSON.parse(readPart(articles, from, (offsets[position + 1] ?? from) - from).toString('utf8')) as LibraryArticle
  }
  const statuteOf = (position: number): StatuteHead => {
    const statute = statutes[places[position]?.[0] ?? -1]
    if (!statute) throw new Error(`no article ${position} in the law library`)
    return statute
  }
  return {
    statutes, article, statuteOf,
    corpus: () => corpusIn(folder, postings, lengths),
    find: ({ titles, number, sub, on }) => {
      const at = places.findIndex(([statute, ...place]) => {
        const head = statutes[statute]
        return place[0] === number && place[1] === sub && head !== undefined && titles.includes(head.title)
          && head.effectiveFrom <= on && (head.effectiveTo === null || on <= head.effectiveTo)
      })
      return at < 0 ? null : { statute: statuteOf(at), article: article(at) }
    },
    close: () => { closeSync(articles); closeSync(postings) },
  }
}

function corpusIn(folder: string, postings: number, lengths: readonly number[]): Corpus {
  const terms = JSON.parse(readFileSync(join(folder, 'terms.json'), 'utf8')) as Record<string, [from: number, count: number]>
  const whole = corpusOf({ terms: new Map(), lengths })
  return {
    ...whole,
    find: (term) => {
      const place = Object.hasOwn(terms, term) ? terms[term] : undefined
      if (!place) return null
      const bytes = readPart(postings, place[0] * 4, place[1] * 8)
      const numbers = new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
      return { documents: numbers.subarray(0, place[1]), counts: numbers.subarray(place[1]) }
    },
  }
}
