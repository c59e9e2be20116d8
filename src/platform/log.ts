import { pino, type Logger } from 'pino'

export type Log = Logger

/**
 * Structured logs on stderr, so that stdout stays free for what a command answers. Never log bodies: they hold personal
 * data.
 */
export const openLog = (level = process.env['PLUMBLINE_LOG'] ?? 'info'): Log =>
  pino({ level }, pino.destination({ fd: 2, sync: false }))
