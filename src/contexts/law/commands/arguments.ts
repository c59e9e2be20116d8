import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { z } from 'zod'
import { Invalid } from '../../../kernel/answer.ts'
import { Refused } from '../../../kernel/refusal.ts'
import { lawDateOf, type LawDate } from '../../../kernel/time.ts'
import { systemClock } from '../../../platform/clock.ts'
import type { Tell } from '../store/import.ts'

/** Thrown for a wrong call, as node's own parseArgs does: the caller prints the usage and leaves with 2. */
export class WrongUsage extends TypeError {
  readonly code = 'ERR_PARSE_ARGS_POSITIONALS'
}

export const optionsOf = <O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) =>
  parseArgs({ args, options, allowPositionals: true, strict: true })

export const DATA = { data: { type: 'string' } } as const

/** As `serve` does: the flag before the environment, and a folder beside the caller without both. */
export const dataFolder = (given: string | undefined) => resolve(given ?? process.env.PLUMBLINE_DATA ?? '.plumbline')

export const today = (): LawDate => lawDateOf(systemClock.now())

export function shaped<Shape extends z.ZodType>(shape: Shape, value: unknown): z.output<Shape> {
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
export function decided(isBatch: boolean, decide: (value: unknown) => unknown): unknown {
  if (!isBatch) return decide(jsonOf(stdin()))
  const lines = stdin()
    .split('\n')
    .filter((line) => line.trim() !== '')
  process.stdout.write(lines.map((line) => `${JSON.stringify(answered(decide, line))}\n`).join(''))
  return undefined
}

export const BATCH = { batch: { type: 'boolean', default: false } } as const

/** Progress on stderr, at most once a second; on a terminal in one line. */
export function teller(): Tell {
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
