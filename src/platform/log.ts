import { pino, type DestinationStream, type Logger } from 'pino'

export type Log = Logger

type Told = { name?: unknown; message?: unknown; stack?: unknown; code?: unknown; cause?: unknown }
/** What PostgreSQL tells about a mistake without repeating a value. */
const OF_DATABASE = ['severity', 'schema', 'table', 'column', 'constraint', 'routine'] as const

/** Where a sentence of the database or of the parser repeats what somebody typed, it stands in quotes or parentheses. */
const withoutValues = (text: string) => text.replace(/"[^"]*"|'[^']*'|\([^()]*\)(?==)|=\([^()]*\)/g, '…')

/** An error as it may stand in a log: the place in the code and what kind it is, never the row or the words behind it. */
export function errorForLog(error: unknown): Record<string, unknown> {
  if (error === null || typeof error !== 'object') return { message: 'not an error' }
  const { name, message, stack, code, cause } = error as Told
  const isOfDatabase = 'severity' in error
  const first = `${String(name ?? 'Error')}: ${String(message ?? '')}`
  return {
    type: name,
    code,
    message: withoutValues(String(message ?? '')),
    // The stack begins with the message, over several lines at times.
    stack: String(stack ?? '')
      .replace(first, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(isOfDatabase
      ? Object.fromEntries(OF_DATABASE.map((key) => [key, (error as Record<string, unknown>)[key]]))
      : {}),
    ...(cause ? { cause: errorForLog(cause) } : {}),
  }
}

/**
 * Structured logs on stderr, so that stdout stays free for what a command answers. Never log bodies: they hold personal
 * data.
 */
export const openLog = (
  level = process.env['PLUMBLINE_LOG'] ?? 'info',
  destination: DestinationStream = pino.destination({ fd: 2, sync: false }),
): Log => pino({ level, serializers: { err: errorForLog, error: errorForLog } }, destination)
