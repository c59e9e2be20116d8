import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import sql from 'sql-template-tag'
import { z } from 'zod'
import { calendarOf, type WorkCalendar } from '../../kernel/workday.ts'
import type { LawDate } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import { FILE_SHAPES, LawDateShape, type LawData } from './model.ts'
import { lawBookOf, type LawBook } from './rules/lawbook.ts'
import { validateLaw } from './rules/validate.ts'

/** The data that ships with the product; PLUMBLINE_LAW names another folder, e.g. of a province that keeps its own. */
const SHIPPED = join(import.meta.dirname, '../../../data')

const textIn = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

/**
 * Reads one file of rows whole. Throws with file and row when a row does not fit its shape: broken law data must not
 * start.
 */
export function readRows<Shape extends z.ZodType>(
  folder: string,
  name: keyof typeof FILE_SHAPES,
  shape: Shape,
): z.output<Shape>[] {
  const result = z.array(shape).safeParse(JSON.parse(textIn(folder, `law/${name}.json`)))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Error(
    `data/law/${name}.json row ${String(issue?.path[0])}: ${issue?.path.slice(1).join('.')} ${issue?.message}`,
  )
}

const WorkdayRow = z.tuple([LawDateShape, z.enum(['holiday', 'makeup-workday'])])

export function readCalendar(folder: string): WorkCalendar {
  const lines = textIn(folder, 'workdays.csv').trim().split('\n').slice(1)
  return calendarOf(
    lines.map((line) => {
      const [date, kind] = WorkdayRow.parse(line.split(',').slice(0, 2))
      return { date, kind }
    }),
  )
}

const kept = () => process.env.PLUMBLINE_LAW || SHIPPED

/** The statutes that the law in force in this process names, without the rest of it. */
export const readInstruments = () => readRows(kept(), 'instruments', FILE_SHAPES.instruments)

/** All law data of a folder, each row held against its shape. */
export const readLawData = (folder: string = SHIPPED): LawData => ({
  instruments: readRows(folder, 'instruments', FILE_SHAPES.instruments),
  violations: readRows(folder, 'violations', FILE_SHAPES.violations),
  majorHazards: readRows(folder, 'major-hazards', FILE_SHAPES['major-hazards']),
  checkItems: readRows(folder, 'check-items', FILE_SHAPES['check-items']),
  parameters: readRows(folder, 'parameters', FILE_SHAPES.parameters),
  clocks: readRows(folder, 'clocks', FILE_SHAPES.clocks),
  tiers: readRows(folder, 'discretion-tiers', FILE_SHAPES['discretion-tiers']),
  factors: readRows(folder, 'discretion-factors', FILE_SHAPES['discretion-factors']),
  leniency: readRows(folder, 'leniency-lists', FILE_SHAPES['leniency-lists']),
  checklists: readRows(folder, 'checklists', FILE_SHAPES.checklists),
  calendar: readCalendar(folder),
})

let loaded: LawBook | null = null

/**
 * Reads and checks the law of a folder. Throws with every mistake named: a bureau must not decide with broken law data.
 */
export function checkedLawBook(folder: string): LawBook {
  const data = readLawData(folder)
  const complaints = validateLaw(data)
  if (complaints.length === 0) return lawBookOf(data)
  const lines = complaints.map(({ file, row, field, reason }) => `data/law/${file}.json ${row} ${field}: ${reason}`)
  throw new Error(`the law data have ${complaints.length} mistakes:\n${lines.join('\n')}`)
}

/** The law in force in this process, read once: law data are files with a version, not tables. */
export function loadLawBook(): LawBook {
  loaded ??= checkedLawBook(kept())
  return loaded
}

export type ArticleRow = {
  readonly law: string
  readonly version: LawDate
  readonly effectiveFrom: LawDate
  readonly effectiveTo: LawDate | null
  readonly number: number
  readonly sub: number
  readonly text: string
  readonly path: string
}

/** The article of the version in force on the date, from the statutes that the bureau imported; null when none was. */
export const findArticle = (
  tx: Tx,
  ask: { law: string; number: number; sub: number; on: LawDate },
): Promise<ArticleRow | null> =>
  tx.find<ArticleRow>(sql`
    select s.title as law, s.version_date as version, s.effective_from as "effectiveFrom", s.effective_to as "effectiveTo",
           a.number, a.sub_number as sub, a.text, a.path
      from law.statute s join law.article a on a.statute_id = s.id
     where s.title = ${ask.law} and a.number = ${ask.number} and a.sub_number = ${ask.sub}
       and s.effective_from <= ${ask.on} and (s.effective_to is null or s.effective_to >= ${ask.on})
     order by s.effective_from desc limit 1`)

const StandardRow = z.object({ number: z.string(), title: z.string(), status: z.string() })

/** Numbers and titles of safety standards; their texts are not ours to ship. */
export function readStandards(folder: string = SHIPPED): z.output<typeof StandardRow>[] {
  return z.array(StandardRow).parse(parse(textIn(folder, 'standards.csv'), { columns: true }))
}

const PlaceRow = z.object({ code: z.string(), name: z.string(), level: z.string() })

/**
 * Provinces and cities, by which imported local statutes are told apart. Read by lines, because the file is long and
 * begins each row plainly.
 */
export function readPlaces(folder: string = SHIPPED): { name: string; code: string }[] {
  return textIn(folder, 'regions.csv')
    .split('\n')
    .flatMap((line) => {
      const [code, name, level] = line.split(',')
      const row = level === 'province' || level === 'city' ? PlaceRow.parse({ code, name, level }) : null
      return row && row.name !== '市辖区' && row.name !== '县' ? [{ name: row.name, code: row.code }] : []
    })
}
