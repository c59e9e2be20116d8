import { z } from 'zod'
import { LawDateShape } from '../model.ts'
import { SEARCH_KINDS, searcherOf } from '../search/engine.ts'
import { openStandards } from '../search/kept-standards.ts'
import { loadLawBook } from '../store.ts'
import { openLibrary } from '../store/library.ts'
import { BATCH, DATA, dataFolder, decided, optionsOf, shaped, teller, today, WrongUsage } from './arguments.ts'

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
 * With --on what is in force on that day; without it what is in force today and, behind it and with its last day, what
 * still judges acts that can be punished.
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
    return ask({ ...given(asked), query: asked.query })
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
