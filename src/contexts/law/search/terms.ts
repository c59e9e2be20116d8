import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { z } from 'zod'
import { LawDateShape } from '../model.ts'

/** What the search knows of the language: dated, cited rows of data/law/search, like all other law data. */
const LANGUAGE = join(import.meta.dirname, '../../../../data/law/search')

const Head = {
  effectiveFrom: LawDateShape,
  effectiveTo: LawDateShape.nullable(),
  region: z.string(),
  confidence: z.string(),
  source: z.string().min(1),
}

const fileOf = <Row extends z.ZodType>(row: Row) => z.object({ ...Head, rows: z.array(row) })

function rowsOf<Row extends z.ZodType>(name: string, row: Row): z.output<Row>[] {
  return fileOf(row).parse(JSON.parse(readFileSync(join(LANGUAGE, `${name}.json`), 'utf8'))).rows
}

const Synonym = z.object({ says: z.string().min(1), means: z.array(z.string().min(1)).min(1) })
const Alias = z.object({ says: z.string().min(2), law: z.string().min(2) })
const Field = z.object({ words: z.array(z.string().min(1)), laws: z.array(z.string().min(2)) })
const Plain = z.object({ keys: z.array(z.string().min(1)), says: z.array(z.string().min(1)) })

const Topics = z.object({
  law: z.string().min(2),
  since: LawDateShape,
  articles: z.array(z.tuple([z.string().regex(/^\d+(-\d+)?$/), z.string().min(2)])),
})

export type Language = {
  /** Words of the trade that a general dictionary cuts apart. */
  readonly words: readonly string[]
  readonly synonyms: readonly z.output<typeof Synonym>[]
  readonly aliases: readonly z.output<typeof Alias>[]
  readonly fields: readonly z.output<typeof Field>[]
  /** How officers describe a violation in their own words. */
  readonly violations: readonly z.output<typeof Plain>[]
  /** What people call the matter of an article: names of crimes, catchwords. They hold from a version of the statute on. */
  readonly topics: readonly z.output<typeof Topics>[]
}

let language: Language | null = null

export function loadLanguage(): Language {
  language ??= {
    words: rowsOf('dictionary', z.string().min(2)),
    synonyms: rowsOf('synonyms', Synonym),
    aliases: rowsOf('law-aliases', Alias),
    fields: rowsOf('fields', Field),
    violations: rowsOf('violations', Plain),
    topics: rowsOf('topics', Topics),
  }
  return language
}

/** Words that carry no meaning for a search of statutes. */
const STOP = new Set('的了和与或在是有对为不及等其之以于由被把将就都也而并且吗呢啊'.split(''))

let jieba: Jieba | null = null

function segmenter(): Jieba {
  if (jieba) return jieba
  jieba = Jieba.withDict(dict)
  jieba.loadDict(
    Buffer.from(
      loadLanguage()
        .words.map((word) => `${word} 100000 n`)
        .join('\n'),
    ),
  )
  return jieba
}

/** The words of a text for search: long words and the words within them, without punctuation and empty words. */
export function wordsOf(text: string): string[] {
  return segmenter()
    .cutForSearch(text, true)
    .map((word) => word.toLowerCase())
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !STOP.has(word))
}

/** For each character of a text how long the dictionary's word is that it stands in; 1 for one that stands alone. */
export function wordLengths(text: string): number[] {
  return segmenter()
    .cut(text, false)
    .flatMap((word) => Array.from({ length: word.length }, () => word.length))
}
