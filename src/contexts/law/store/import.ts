import { join } from 'node:path'
import { endByReplacement, replacedInCircle, type Replaced } from '../rules/statute-head.ts'
import {
  readStatute,
  type ImportedStatute,
  type ReadStatute,
  type StatuteHelp,
  type Unreadable,
} from '../rules/statute.ts'
import { CORPUS_ARTICLES, CORPUS_STATUTES, readCorpus } from './import-corpus.ts'
import { filesBelow, textOfFile, type Encoding } from './import-file.ts'

export type Skipped = { readonly file: string; readonly line: number | null; readonly why: string }
export type Import = { readonly statutes: ImportedStatute[]; readonly skipped: Skipped[] }
/** How far a long work has come; `what` is one of its steps. */
export type Tell = (what: string, done: number, of: number) => void

export type ImportHow = { readonly tell?: Tell; readonly encoding?: Encoding }

const isCorpus = (file: string) => file.endsWith(CORPUS_STATUTES) || file.endsWith(CORPUS_ARTICLES)

function readFile(path: string, help: StatuteHelp, encoding: Encoding): ReadStatute | Unreadable {
  const text = textOfFile(path, encoding)
  return typeof text === 'string' ? readStatute({ name: path.split(/[\\/]/).at(-1) ?? path, text }, help) : text
}

/**
 * Reads every .md, .txt and .docx of a folder, and a corpus if one lies there. What is no statute is named with its
 * line and reason, never a reason to stop; statutes that replace each other in a circle are refused all together.
 */
export function importFolder(
  folder: string,
  help: StatuteHelp,
  { tell = () => {}, encoding = 'utf-8' }: ImportHow = {},
): Import {
  const skipped: Skipped[] = []
  const given: Replaced[] = []
  const files = filesBelow(folder)
  files.forEach(({ file, why }, at) => {
    tell('读取文件', at + 1, files.length)
    if (why !== null) skipped.push({ file, line: null, why })
    else if (!isCorpus(file)) {
      const read = readFile(join(folder, file), help, encoding)
      if ('why' in read) skipped.push({ file, line: read.line, why: read.why })
      else given.push({ file, ...read })
    }
  })
  for (const { file } of files.filter(({ file: name, why }) => why === null && name.endsWith(CORPUS_STATUTES))) {
    const corpus = readCorpus(folder, { file, help, tell })
    given.push(...corpus.given)
    skipped.push(...corpus.skipped)
  }
  const circles = replacedInCircle(given)
  for (const [file, why] of circles) skipped.push({ file, line: null, why })
  const { kept, twice } = single(given.filter(({ file }) => !circles.has(file)))
  return { statutes: endByReplacement(kept), skipped: [...skipped, ...twice].sort(byPlace) }
}

const byPlace = (a: Skipped, b: Skipped) => (a.file < b.file ? -1 : a.file > b.file ? 1 : (a.line ?? 0) - (b.line ?? 0))

/** The first of each version; files go before a corpus, whose copies are expected and not named. */
function single(given: readonly Replaced[]): { kept: Replaced[]; twice: Skipped[] } {
  const known = new Set<string>()
  const kept: Replaced[] = []
  const twice: Skipped[] = []
  for (const one of given) {
    const name = `${one.statute.title} ${one.statute.version}`
    if (!known.has(name)) kept.push(one)
    else if (!one.file.includes(CORPUS_STATUTES))
      twice.push({ file: one.file, line: null, why: '同一法规同一版本已经导入' })
    known.add(name)
  }
  return { kept, twice }
}
