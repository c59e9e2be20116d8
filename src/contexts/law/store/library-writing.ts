import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { withEnds, type ImportedStatute } from '../rules/statute.ts'
import { saveArticleIndex } from '../search/article-index.ts'
import { buildArticleIndex } from '../search/article-indexing.ts'
import { writeArrays } from '../search/binary.ts'
import type { Tell } from './import.ts'
import {
  FORMAT,
  LIBRARY_FOLDER,
  openLibrary,
  PLACES_MARK,
  readHeads,
  statutesIn,
  type Heads,
  type Library,
  type LibraryArticle,
} from './library.ts'
import { digestOf } from './library-table.ts'

/** What an import changed in the library; a new version may also change the older one, which then has an end. */
export type Change = { readonly added: number; readonly changed: number; readonly unchanged: number }

/**
 * Takes statutes into the library of a data folder, beside those that are there. Nothing is written when nothing
 * changes.
 */
export function addToLibrary(dataFolder: string, statutes: readonly ImportedStatute[], tell: Tell = () => {}): Change {
  const library = openCurrent(dataFolder)
  const before = new Map((library ? statutesIn(library, () => true) : []).map((statute) => [nameOf(statute), statute]))
  library?.close()
  const held = new Map([...before, ...statutes.map((statute) => [nameOf(statute), statute] as const)])
  const after = new Map(withEnds([...held.values()]).map((statute) => [nameOf(statute), statute]))
  const added = [...after.keys()].filter((name) => !before.has(name)).length
  const changed = [...before].filter(([name, statute]) => !isSame(statute, after.get(name))).length
  if (added + changed > 0) writeLibrary(dataFolder, [...after.values()], tell)
  return { added, changed, unchanged: Math.max(0, statutes.length - added - changed) }
}

const nameOf = ({ title, version }: Pick<ImportedStatute, 'title' | 'version'>) => `${title} ${version}`

const isSame = (a: ImportedStatute, b: ImportedStatute | undefined) =>
  b !== undefined &&
  a.articles.length === b.articles.length &&
  a.effectiveFrom === b.effectiveFrom &&
  a.effectiveTo === b.effectiveTo &&
  a.level === b.level &&
  a.region === b.region &&
  a.code === b.code &&
  a.articles.every((article, at) => JSON.stringify(article) === JSON.stringify(b.articles[at]))

/** A library of an older format is made anew: its texts come from the import that follows. */
const openCurrent = (dataFolder: string): Library | null =>
  readHeads(dataFolder)?.format === FORMAT ? openLibrary(dataFolder) : null

/** Writes the library beside the old one and then exchanges them, so that a reader never sees half of it. */
export function writeLibrary(dataFolder: string, given: readonly ImportedStatute[], tell: Tell = () => {}): void {
  const statutes = withEnds(given).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  const target = join(dataFolder, LIBRARY_FOLDER)
  const building = `${target}.new`
  rmSync(building, { recursive: true, force: true })
  mkdirSync(building, { recursive: true })
  const articles = statutes.flatMap((statute, at) =>
    statute.articles.map(
      (article): LibraryArticle => ({
        statute: at,
        number: article.number,
        sub: article.sub,
        path: article.path,
        text: article.text,
      }),
    ),
  )
  writeArticles(building, articles)
  const index = buildArticleIndex(statutes, articles, (done, of) => tell('建立检索', done, of))
  saveArticleIndex(join(building, 'search.idx'), index)
  const heads: Heads = {
    format: FORMAT,
    statutes: statutes.map((statute) => {
      const { articles: own, ...head } = statute
      return { ...head, articles: own.length, digest: digestOf(statute) }
    }),
  }
  writeFileSync(join(building, 'index.json'), JSON.stringify(heads))
  rmSync(target, { recursive: true, force: true })
  renameSync(building, target)
}

function writeArticles(folder: string, articles: readonly LibraryArticle[]): void {
  const offsets = new Float64Array(articles.length + 1)
  const file = openSync(join(folder, 'articles.jsonl'), 'w')
  try {
    articles.forEach((article, at) => {
      const line = Buffer.from(`${JSON.stringify(article)}\n`)
      writeSync(file, line)
      offsets[at + 1] = (offsets[at] ?? 0) + line.length
    })
  } finally {
    closeSync(file)
  }
  writeArrays(join(folder, 'places.idx'), {
    mark: PLACES_MARK,
    facts: {},
    arrays: {
      offsets,
      statutes: Uint16Array.from(articles, ({ statute }) => statute),
      numbers: Uint16Array.from(articles, ({ number }) => number),
      subs: Uint8Array.from(articles, ({ sub }) => sub),
    },
  })
}
