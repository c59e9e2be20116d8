import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { arch, cpus, platform, totalmem } from 'node:os'

/** The folder of reference texts and questions, which are not part of the product; null when it is not there. */
export function sharedFolder(): string | null {
  const folder = process.env.PLUMBLINE_SHARED ?? join(import.meta.dirname, '../../../shared')
  return existsSync(join(folder, 'data/laws/corpus_articles.jsonl.gz')) ? folder : null
}

/** As sharedFolder, or an error that says how to name it: for commands that cannot do without. */
export function getSharedFolder(): string {
  const folder = sharedFolder()
  if (!folder)
    throw new Error(
      'the reference data are not there: set PLUMBLINE_SHARED to the folder that holds data/laws and data/questions',
    )
  return folder
}

export const jsonLines = <Row>(path: string): Row[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row)

/** What a measurement was made on. */
export function machine(): string {
  const cores = cpus()
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 1024 ** 3)} GB, ${platform()} ${arch()}, Node ${process.version}`
}

/** The value below which the share lies; of no values 0. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits))

export const memoryMb = (): number => Math.round(process.memoryUsage().rss / 1024 ** 2)

/** One line of a bench: what was measured, on what, by us and by the peer. */
export type Measured = {
  readonly name: string
  readonly dataset: string
  readonly ours: unknown
  readonly peer: unknown
  readonly ratio: number | null
  readonly machine: string
}
