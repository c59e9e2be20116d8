import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Invalid } from '../../kernel/answer.ts'
import { lawDateOf } from '../../kernel/time.ts'
import { systemClock } from '../../platform/clock.ts'
import { DrawPool, DrawUnit, TIERS } from './model.ts'
import { bureauSeedHash, commitmentOf, drawFrom } from './rules/draw.ts'
import { drawFileOf, drawFileText, verifyDraw, type DrawFile, type DrawVerdict } from './rules/draw-file.ts'

const WEIGHTS = { high: 4, medium: 2, low: 1 } as const
const text = z.string().trim().min(1)

/**
 * What `draw run` reads: units and officers, who is left out, who stands back, how many are wanted, and the seeds. The
 * rest has a default.
 */
const Asked = z.object({
  number: text.default('离线抽取'),
  title: text.default('双随机抽查'),
  bureau: z.string().default(''),
  bureauName: z.string().default(''),
  rule: z.string().default('由抽取人提供的名单'),
  weights: DrawPool.shape.weights.default(WEIGHTS),
  unitsWanted: z.number().int().positive(),
  from: z.string().default(''),
  until: z.string().default(''),
  publicSeedSource: z.string().default(''),
  publicSeedOn: z.string().default(''),
  redraw: DrawPool.shape.redraw.default(null),
  units: z
    .array(
      DrawUnit.extend({
        creditCode: z.string().default(''),
        region: z.string().default(''),
        tier: z.enum(Object.keys(TIERS) as [keyof typeof TIERS]).default('medium'),
        weight: DrawUnit.shape.weight.optional(),
      }),
    )
    .min(1, '名单里没有单位'),
  officers: z.array(z.object({ id: text, name: z.string(), certificateNumber: z.string().default('') })).default([]),
  excluded: DrawPool.shape.excluded.default([]),
  recusals: DrawPool.shape.recusals.default([]),
  bureauSeed: z.string().min(1).optional(),
  publicSeed: text.optional(),
})

/**
 * `draw run [asked.json] [--public-seed TEXT] [--bureau-seed TEXT] [-o draw.json]`: draws without a server, from a file
 * or stdin. Answers with the whole file; with -o it is written, one entry a line, and the answer is its summary. A
 * bureau seed that is not given is made.
 */
export async function run(
  args: string[],
): Promise<DrawFile | { output: string; number: string; code: string; drawn: number }> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'public-seed': { type: 'string' },
      'bureau-seed': { type: 'string' },
      output: { type: 'string', short: 'o' },
    },
  })
  const source = positionals[0] ? await readFile(positionals[0], 'utf8') : readFileSync(0, 'utf8')
  const { bureauSeed: seedInFile, publicSeed: publicInFile, units, ...asked } = shaped(source)
  const bureauSeed = values['bureau-seed'] ?? seedInFile ?? randomBytes(32).toString('hex')
  const publicSeed = values['public-seed'] ?? publicInFile
  if (!publicSeed)
    throw new Invalid([{ field: 'publicSeed', says: '没有公开种子：在文件里写 publicSeed，或用 --public-seed 给出' }])
  const pool: DrawPool = {
    ...asked,
    bureauSeedHash: bureauSeedHash(bureauSeed),
    units: units.map((unit) => ({ ...unit, weight: unit.weight ?? asked.weights[unit.tier] ?? 1 })),
  }
  const at = systemClock.now()
  const file = drawFileOf({
    pool: { ...pool, publicSeedOn: pool.publicSeedOn || lawDateOf(at) },
    commitment: '',
    committedAt: at,
    bureauSeed,
    publicSeed,
    drawnAt: at,
    drawn: [],
  })
  const whole = drawFileOf({
    ...file,
    commitment: commitmentOf(file.pool),
    drawn: drawFrom(file.pool, { bureauSeed, publicSeed }),
  })
  if (!values.output) return whole
  await writeFile(values.output, drawFileText(whole))
  return { output: values.output, number: pool.number, code: whole.code, drawn: whole.drawn.length }
}

function shaped(source: string): z.output<typeof Asked> {
  const parsed = Asked.safeParse(JSON.parse(source))
  if (parsed.success) return parsed.data
  throw new Invalid(parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), says: message })))
}

/** `draw verify <file> [--commitment HASH]`: computes a published draw again; `problems` name the altered lines. */
export async function verify(args: string[]): Promise<DrawVerdict> {
  const {
    values,
    positionals: [path],
  } = parseArgs({ args, allowPositionals: true, options: { commitment: { type: 'string' } } })
  if (!path)
    throw Object.assign(new TypeError('usage: draw verify <file> [--commitment HASH]'), {
      code: 'ERR_PARSE_ARGS_USAGE',
    })
  return verifyDraw(await readFile(path, 'utf8'), values.commitment)
}
