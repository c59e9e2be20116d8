import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { z } from 'zod'
import { Invalid } from '../../kernel/answer.ts'
import { chineseNumber } from '../../kernel/citation.ts'
import { no, Refused } from '../../kernel/refusal.ts'
import { lawDateOf, type LawDate } from '../../kernel/time.ts'
import { systemClock } from '../../platform/clock.ts'
import { LawDateShape } from './model.ts'
import { articlePlace } from './rules/chinese-number.ts'
import { decideVisit } from './rules/caps.ts'
import { CapsInput, capsAnswer, capsAskOf } from './rules/command-caps.ts'
import { DeadlineInput, deadlineAnswer } from './rules/command-deadline.ts'
import { PenaltyInput, penaltyAnswer, penaltyAskOf } from './rules/command-penalty.ts'
import { decidePenalty } from './rules/discretion.ts'
import { findInstrumentNamed } from './rules/lawbook.ts'
import { loadLawBook, readPlaces } from './store.ts'
import { SEARCH_KINDS, searcherOf } from './search/engine.ts'
import { openStandards } from './search/kept-standards.ts'
import { importFolder, type Tell } from './store/import.ts'
import { addToLibrary, openLibrary, type Library } from './store/library.ts'

/** Thrown for a wrong call, as node's own parseArgs does: the caller prints the usage and leaves with 2. */
class WrongUsage extends TypeError {
  readonly code = 'ERR_PARSE_ARGS_POSITIONALS'
}

const optionsOf = <O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) =>
  parseArgs({ args, options, allowPositionals: true, strict: true })

const DATA = { data: { type: 'string' } } as const

/** As `serve` does: the flag before the environment, and a folder beside the caller without both. */
const dataFolder = (given: string | undefined) => resolve(given ?? process.env.PLUMBLINE_DATA ?? '.plumbline')

const today = (): LawDate => lawDateOf(systemClock.now())

function shaped<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
  const result = shape.safeParse(value)
  if (result.success) return result.data
  throw new Invalid(
    result.error.issues.map(({ path, message }) => ({ field: path.join('.') || '（整体）', says: message })),
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Invalid([{ field: '（整体）', says: '标准输入不是有效的 JSON' }])
  }
}

const stdin = () => readFileSync(0, 'utf8')

/**
 * The answer of one line of a batch: a refused or broken line is answered in its place and does not stop the others.
 */
function answered(decide: (value: unknown) => unknown, line: string): unknown {
  try {
    return decide(jsonOf(line))
  } catch (error) {
    if (error instanceof Refused) return { refusals: error.refusals }
    if (error instanceof Invalid) return { error: { fields: error.fields } }
    return { error: { message: error instanceof Error ? error.message : String(error) } }
  }
}

/** One JSON value in, one out; with --batch one a line, written as they come. */
function decided(isBatch: boolean, decide: (value: unknown) => unknown): unknown {
  if (!isBatch) return decide(jsonOf(stdin()))
  const lines = stdin()
    .split('\n')
    .filter((line) => line.trim() !== '')
  process.stdout.write(lines.map((line) => `${JSON.stringify(answered(decide, line))}\n`).join(''))
  return undefined
}

const BATCH = { batch: { type: 'boolean', default: false } } as const

/** `law penalty`: a case on stdin, the fine with its reasons out. Money in yuan. */
export async function penalty(args: string[]): Promise<unknown> {
  const { values } = optionsOf(args, BATCH)
  const book = loadLawBook()
  return decided(values.batch, (value) => {
    const answer = decidePenalty(book, penaltyAskOf(shaped(PenaltyInput, value)))
    if ('refusals' in answer) throw new Refused(answer.refusals)
    return penaltyAnswer(book, answer)
  })
}

/** `law deadline`: a clock of the catalogue and its start on stdin. */
export async function deadline(args: string[]): Promise<unknown> {
  const { values } = optionsOf(args, BATCH)
  const book = loadLawBook()
  return decided(values.batch, (value) => {
    const answer = deadlineAnswer(book, shaped(DeadlineInput, value))
    if ('refusals' in answer) throw new Refused(answer.refusals)
    return answer.line
  })
}

/** `law caps`: may this business be visited once more this year. */
export async function caps(args: string[]): Promise<unknown> {
  const { values } = optionsOf(args, BATCH)
  const book = loadLawBook()
  return decided(values.batch, (value) => capsAnswer(decideVisit(book, capsAskOf(shaped(CapsInput, value)))))
}

const notImported = (title: string) =>
  no('library-missing', { title }, '还没有导入法规正文，查不到“{title}”', '先运行 law import <目录> --data <数据目录>')

function libraryIn(folder: string, wanted: string): Library {
  const library = openLibrary(folder)
  if (!library) throw new Refused([notImported(wanted)])
  return library
}

/**
 * Titles that a person may mean: the instrument's, the exact one, with the country's name, and the only one that
 * contains the words.
 */
function titlesOf(library: Library, words: string, on: LawDate): string[] {
  const named = findInstrumentNamed(loadLawBook(), words, on)?.name
  const exact = [named, words, `中华人民共和国${words}`].filter((title) => title !== undefined)
  if (library.statutes.some(({ title }) => exact.includes(title))) return exact
  const like = [...new Set(library.statutes.map(({ title }) => title).filter((title) => title.includes(words)))]
  return like.length === 1 ? like : exact
}

/** `law article <law> <article> --on DATE`: the text in force on the date. */
export async function article(args: string[]): Promise<unknown> {
  const { values, positionals } = optionsOf(args, { ...DATA, on: { type: 'string' } })
  const [law, wanted, ...rest] = positionals
  if (!law || !wanted || rest.length > 0)
    throw new WrongUsage('law article <law name or code> <article> [--on DATE] [--data DIR]')
  const on = shaped(LawDateShape, values.on ?? today())
  const place = articlePlace(wanted)
  if (!place) throw new Invalid([{ field: 'article', says: `“${wanted}”不是条号，例如 97、第九十七条、134-1` }])
  const library = libraryIn(dataFolder(values.data), law)
  const titles = titlesOf(library, law, on)
  const found = library.find({ titles, ...place, on })
  library.close()
  if (!found) {
    const known =
      library.statutes
        .filter(({ title }) => titles.includes(title))
        .map(({ title, effectiveFrom }) => `${title}（${effectiveFrom}起施行）`)
        .join('、') || '未导入该法规'
    throw new Refused([
      no(
        'article-not-found',
        { law, article: wanted, on, known },
        '{on}没有生效的“{law}”{article}',
        '核对名称、条号和日期。已导入：{known}',
      ),
    ])
  }
  const { statute } = found
  return {
    law: statute.title,
    version: statute.version,
    effectiveFrom: statute.effectiveFrom,
    effectiveTo: statute.effectiveTo,
    article: `第${chineseNumber(place.number)}条${place.sub ? `之${chineseNumber(place.sub)}` : ''}`,
    path: found.article.path,
    text: found.article.text,
  }
}

const SearchInput = z.object({
  query: z.string().min(1, '请输入要查的词').max(500, '不超过500字'),
  kind: z.enum(SEARCH_KINDS).optional(),
  on: LawDateShape.optional(),
  region: z
    .string()
    .regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/, '行政区划代码应为2、4、6或9位数字')
    .optional(),
  law: z.string().min(1).max(60, '不超过60字').optional(),
  limit: z.number().int().min(1).max(200).optional(),
})

const SEARCH_USAGE =
  'law search "<words>" [--kind article|standard|matter|violation|hazard] [--on DATE] [--region CODE] [--law NAME] [--limit N] [--data DIR]'

/**
 * `law search "<words>"`: the best hits over violations, check items, hazards, standards and, once imported, articles.
 * With --on what is in force on that day; without it the whole library, what has ended behind what is in force and with
 * its last day.
 */
export async function search(args: string[]): Promise<unknown> {
  const { values, positionals } = optionsOf(args, {
    ...DATA,
    ...BATCH,
    kind: { type: 'string' },
    on: { type: 'string' },
    region: { type: 'string' },
    law: { type: 'string' },
    limit: { type: 'string' },
  })
  if (!values.batch && positionals.length === 0) throw new WrongUsage(SEARCH_USAGE)
  const { data, batch, kind, limit, ...rest } = values
  const standards =
    batch || kind === undefined || kind === 'standard' ? await openStandards(dataFolder(data), teller()) : null
  const ask = searcherOf({
    book: loadLawBook(),
    standards: () => standards,
    library: openLibrary(dataFolder(data)),
    today: today(),
  })
  const decide = (value: unknown) => {
    const asked = shaped(SearchInput, value)
    return ask({ ...given(asked), query: asked.query, withReplaced: asked.on === undefined })
  }
  if (batch) return decided(true, decide)
  return decide({
    query: positionals.join(' '),
    ...given({ ...rest, kind, limit: limit === undefined ? undefined : Number(limit) }),
  })
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Without the fields that nobody filled in. */
const given = <T extends object>(fields: T): Partial<Given<T>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Given<T>>

/** Progress on stderr, at most once a second; on a terminal in one line. */
function teller(): Tell {
  let next = 0
  return (what, done, of) => {
    const now = performance.now()
    if (done < of && now < next) return
    next = now + 1000
    process.stderr.write(
      process.stderr.isTTY ? `\r${what} ${done}/${of}${done === of ? '\n' : ''}` : `${what} ${done}/${of}\n`,
    )
  }
}

/** `law import <dir>`: statutes as Markdown, text or Word into the library of the data folder, beside what is there. */
export async function importLaws(args: string[]): Promise<unknown> {
  const { values, positionals } = optionsOf(args, { ...DATA, encoding: { type: 'string' } })
  const [folder, ...rest] = positionals
  const encoding = values.encoding?.toLowerCase() ?? 'utf-8'
  if (!folder || rest.length > 0 || (encoding !== 'utf-8' && encoding !== 'gb18030'))
    throw new WrongUsage('law import <dir> [--encoding utf-8|gb18030] [--data DIR]')
  if (!existsSync(folder)) throw new Invalid([{ field: 'dir', says: `没有文件夹“${folder}”` }])
  if (!statSync(folder).isDirectory()) throw new Invalid([{ field: 'dir', says: `“${folder}”不是文件夹` }])
  const tell = teller()
  const help = { instruments: loadLawBook().instruments, regions: readPlaces() }
  const { statutes, skipped } = importFolder(folder, help, { tell, encoding })
  const change = addToLibrary(dataFolder(values.data), statutes, tell)
  return {
    ...(statutes.length === 0 && skipped.length > 0 ? { ok: false } : {}),
    laws: statutes.length,
    articles: statutes.reduce((sum, { articles }) => sum + articles.length, 0),
    ...change,
    skipped,
  }
}
