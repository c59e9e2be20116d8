import { z } from 'zod'
import { Drawn, DrawPool } from '../model.ts'
import { bureauSeedHash, canonical, commitmentOf, drawFrom, DRAW_FORMAT, POOL_LISTS } from './draw.ts'
import { lineOfPath } from './json-lines.ts'
import { sha256 } from './sha256.ts'

/** What is published of a draw: everything that anybody needs to compute it again. */
export const DrawFile = z.object({
  format: z.literal(DRAW_FORMAT),
  pool: DrawPool,
  /** A short hash of every value and entry, so that an altered line can be named, and one over all of them. */
  marks: z.object({
    fields: z.record(z.string(), z.string()),
    units: z.array(z.string()),
    officers: z.array(z.string()),
    excluded: z.array(z.string()),
    recusals: z.array(z.string()),
    drawn: z.array(z.string()),
    all: z.string(),
  }),
  commitment: z.string(),
  committedAt: z.string(),
  bureauSeed: z.string(),
  publicSeed: z.string(),
  drawnAt: z.string(),
  drawn: z.array(Drawn),
  /** SHA-256 of everything above: the verification code. */
  code: z.string(),
})
export type DrawFile = z.infer<typeof DrawFile>

const MARK_DIGITS = 16
const markOf = (entry: unknown) => sha256(canonical(entry)).slice(0, MARK_DIGITS)

type Parts = Pick<DrawFile, 'pool' | 'commitment' | 'committedAt' | 'bureauSeed' | 'publicSeed' | 'drawnAt' | 'drawn'>

/** Values that stand alone, by their path: the head of the pool, the seeds and the times. */
function fieldsOf({ pool, commitment, committedAt, bureauSeed, publicSeed, drawnAt }: Parts): Record<string, unknown> {
  const { units: _, officers: __, excluded: ___, recusals: ____, ...header } = pool
  const inPool = Object.entries(header).map(([name, value]) => [`pool.${name}`, value] as const)
  return { ...Object.fromEntries(inPool), commitment, committedAt, bureauSeed, publicSeed, drawnAt }
}

function marksOf(parts: Parts): DrawFile['marks'] {
  const { pool, drawn } = parts
  const marks = {
    fields: Object.fromEntries(Object.entries(fieldsOf(parts)).map(([name, value]) => [name, markOf(value)])),
    units: pool.units.map(markOf),
    officers: pool.officers.map(markOf),
    excluded: pool.excluded.map(markOf),
    recusals: pool.recusals.map(markOf),
    drawn: drawn.map(markOf),
  }
  return { ...marks, all: markOf(marks) }
}

const codeOf = ({ code: _, ...rest }: DrawFile | (Omit<DrawFile, 'code'> & { code?: string })) =>
  sha256(canonical(rest))

export function drawFileOf(parts: Parts): DrawFile {
  const file = { format: DRAW_FORMAT, ...parts, marks: marksOf(parts) } as const
  return { ...file, code: codeOf(file) }
}

/** The file as text, one entry of a list a line, so that a line is a unit, an officer, or a place of the list drawn. */
export function drawFileText(file: DrawFile): string {
  const lines = (entries: readonly unknown[], indent: string) =>
    entries.length === 0
      ? '[]'
      : `[\n${entries.map((entry) => `${indent}  ${JSON.stringify(entry)}`).join(',\n')}\n${indent}]`
  const { pool, marks, drawn, ...rest } = file
  const { units, officers, excluded, recusals, ...header } = pool
  const field = (name: string, text: string, indent = '  ') => `${indent}${JSON.stringify(name)}: ${text}`
  const poolText = `{\n${[
    ...Object.entries(header).map(([name, value]) => field(name, JSON.stringify(value), '    ')),
    ...Object.entries({ units, officers, excluded, recusals }).map(([name, list]) =>
      field(name, lines(list, '    '), '    '),
    ),
  ].join(',\n')}\n  }`
  return `{\n${[
    ...Object.entries(rest)
      .filter(([name]) => name !== 'code')
      .map(([name, value]) => field(name, JSON.stringify(value))),
    field('pool', poolText),
    field('marks', JSON.stringify(marks)),
    field('drawn', lines(drawn, '  ')),
    field('code', JSON.stringify(file.code)),
  ].join(',\n')}\n}\n`
}

/** One thing that does not fit: the line of the file, the place in it, and what is wrong there. */
export type DrawProblem = { readonly line: number | null; readonly where: string; readonly says: string }
export type DrawVerdict = {
  readonly ok: boolean
  readonly number: string | null
  readonly units: number
  readonly drawn: number
  readonly code: string | null
  readonly problems: readonly DrawProblem[]
}

type Wrong = { readonly path: readonly (string | number)[]; readonly says: string }

const LIST_NAMES = {
  units: '抽查对象',
  officers: '执法人员',
  excluded: '排除名单',
  recusals: '回避',
  drawn: '抽取结果',
} as const

function wrongInMarks({ marks: { all, ...marks } }: DrawFile): Wrong[] {
  return markOf(marks) === all ? [] : [{ path: ['marks'], says: '逐行标记被改动' }]
}

/** Values and entries that do not fit their mark, and lists that lost or gained one. */
function wrongInLines(file: DrawFile): Wrong[] {
  const { marks, pool, drawn } = file
  const alone = Object.entries(fieldsOf(file))
    .filter(([name, value]) => markOf(value) !== marks.fields[name])
    .map(([name]): Wrong => ({ path: name.split('.'), says: `${name}被改动` }))
  const entries = ([...POOL_LISTS, 'drawn'] as const).flatMap((list): Wrong[] => {
    const told = marks[list]
    const held: readonly object[] = list === 'drawn' ? drawn : pool[list]
    const path = list === 'drawn' ? ['drawn'] : ['pool', list]
    // A list that is shorter or longer moved its entries; the first that does not fit is where it happened.
    if (told.length !== held.length) {
      const at = held.findIndex((entry, place) => markOf(entry) !== told[place])
      return [
        {
          path: at < 0 ? path : [...path, at],
          says: `${LIST_NAMES[list]}应有${told.length}项，实有${held.length}项，从第${(at < 0 ? told.length : at) + 1}项起不符`,
        },
      ]
    }
    return held.flatMap((entry, at): Wrong[] =>
      markOf(entry) === told[at] ? [] : [{ path: [...path, at], says: `${LIST_NAMES[list]}第${at + 1}项被改动` }],
    )
  })
  return [...alone, ...entries]
}

function wrongInSeeds({ pool, commitment, bureauSeed }: DrawFile, expected: string | undefined): Wrong[] {
  return [
    ...(bureauSeedHash(bureauSeed) === pool.bureauSeedHash
      ? []
      : [{ path: ['bureauSeed'], says: '机关种子与事前公布的种子摘要不符' }]),
    ...(commitmentOf(pool) === commitment
      ? []
      : [{ path: ['commitment'], says: '名单摘要与名单不符：摘要被改动，或名单与标记一并被改动' }]),
    ...(expected === undefined || expected === commitment
      ? []
      : [{ path: ['commitment'], says: `名单摘要与事前公布的${expected}不符` }]),
  ]
}

function wrongInDraw(file: DrawFile): Wrong[] {
  const again = drawFrom(file.pool, file)
  const altered = file.drawn.flatMap((one, at): Wrong[] => {
    const should = again[at]
    if (canonical(one) === canonical(should)) return []
    return [
      {
        path: ['drawn', at],
        says: should
          ? `抽取结果第${at + 1}位应为${should.name}（${should.officers.map(({ name }) => name).join('、')}）`
          : `抽取结果第${at + 1}位是多出的`,
      },
    ]
  })
  return altered.length > 0 || again.length === file.drawn.length
    ? altered
    : [{ path: ['drawn'], says: `抽取结果应有${again.length}家，实有${file.drawn.length}家` }]
}

/**
 * Computes a published draw again from its file alone. The first kind of mistake is told, not what follows from it.
 * @param text the file as it was published
 * @param commitment what was published before the draw, if it is at hand: then a pool that was exchanged as a whole is found as well
 */
export function verifyDraw(text: string, commitment?: string): DrawVerdict {
  const parsed = DrawFile.safeParse(jsonIn(text))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) =>
      tell(text, { path: path.filter((part) => typeof part !== 'symbol'), says: `不是抽查公示文件：${message}` }),
    )
    return { ok: false, number: null, units: 0, drawn: 0, code: null, problems }
  }
  const file = parsed.data
  const stages = [
    () => wrongInMarks(file),
    () => wrongInLines(file),
    () => wrongInSeeds(file, commitment),
    () => wrongInDraw(file),
    () => wrongInCode(file),
  ]
  let found: Wrong[] = []
  for (const stage of stages) if (found.length === 0) found = stage()
  return {
    ok: found.length === 0,
    number: file.pool.number,
    units: file.pool.units.length,
    drawn: file.drawn.length,
    code: file.code,
    problems: found.map((wrong) => tell(text, wrong)),
  }
}

const wrongInCode = (file: DrawFile): Wrong[] =>
  codeOf(file) === file.code ? [] : [{ path: ['code'], says: '核验码与文件不符：时间、标记或核验码被改动' }]

const tell = (text: string, { path, says }: Wrong): DrawProblem => ({
  line: lineOfPath(text, path),
  where: path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, ''),
  says,
})

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
