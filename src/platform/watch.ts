/** What a running server notices about itself: calls and slow statements. No personal data, neither in labels nor in texts. */
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Log } from './log.ts'

export type SlowStatement = { readonly text: string; readonly ms: number; readonly at: string }

const SLOW_STATEMENT_MS = 200
const SLOW_CALL_MS = 1000
const SLOW_KEPT = 20
const BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.6, 1, 3, 10]

export type Watch = {
  readonly registry: Registry
  readonly startedAt: string
  /** Called by the database with the statement's text, whose values stand apart, and how long it took. */
  statement(text: string, ms: number): void
  slowest(): readonly SlowStatement[]
  totals(): Promise<{ calls: number; faults: number; p95Ms: number | null }>
}

/** Reads of the database's pool, for its gauge. */
export type PoolState = { readonly open: number; readonly idle: number; readonly waiting: number }

// oxlint-disable-next-line max-lines-per-function -- one closure over its figures; each member is small
export function openWatch(
  startedAt: string,
): Watch & { attach(app: FastifyInstance, log: Log): void; pool(of: () => PoolState): void } {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'plumbline_' })
  const labelNames = ['method', 'route', 'status'] as const
  const calls = new Counter({
    name: 'plumbline_calls_total',
    help: 'Calls by route and status',
    labelNames,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'plumbline_call_seconds',
    help: 'Duration of calls',
    labelNames: ['route'],
    buckets: BUCKETS_S,
    registers: [registry],
  })
  const slow: SlowStatement[] = []
  const slowCount = new Counter({
    name: 'plumbline_slow_statements_total',
    help: `Statements over ${SLOW_STATEMENT_MS} ms`,
    registers: [registry],
  })
  return {
    registry,
    startedAt,
    statement(text, ms) {
      if (ms < SLOW_STATEMENT_MS) return
      slowCount.inc()
      slow.push({
        text: text.replace(/\s+/g, ' ').trim().slice(0, 300),
        ms: Math.round(ms),
        at: new Date().toISOString(),
      })
      slow.sort((a, b) => b.ms - a.ms).splice(SLOW_KEPT)
    },
    slowest: () => slow,
    async totals() {
      const all = (await calls.get()).values
      const sum = (isCounted: (status: number) => boolean) =>
        all.filter(({ labels }) => isCounted(Number(labels.status))).reduce((total, { value }) => total + value, 0)
      return {
        calls: sum(() => true),
        faults: sum((status) => status >= 500),
        p95Ms: p95Of((await seconds.get()).values),
      }
    },
    pool: (of) => gaugePool(registry, of),
    attach(app, log) {
      closeIdle(app)
      app.addHook('onResponse', async (request, reply) => {
        // The declared route, never the address: ids and search words would be labels without end, and personal data.
        const route = request.routeOptions.url ?? 'none'
        const ms = reply.elapsedTime
        calls.inc({ method: request.method, route, status: String(reply.statusCode) })
        seconds.observe({ route }, ms / 1000)
        tellCall(log, { method: request.method, route, status: reply.statusCode, ms: Math.round(ms) })
      })
    },
  }
}

/** A connection whose last call is answered while the server stops must not hold it up until its keep-alive ends. */
function closeIdle(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    setInterval(() => app.server.closeIdleConnections(), 100).unref()
  })
}

function tellCall(log: Log, line: { method: string; route: string; status: number; ms: number }): void {
  if (line.ms >= SLOW_CALL_MS) log.warn(line, 'slow call')
  else log.debug(line, 'call')
}

function gaugePool(registry: Registry, of: () => PoolState): void {
  for (const name of ['open', 'idle', 'waiting'] as const)
    new Gauge({
      name: `plumbline_connections_${name}`,
      help: `Database connections ${name}`,
      registers: [registry],
      collect() {
        this.set(of()[name])
      },
    })
}

type BucketValue = { metricName?: string; labels: Partial<Record<string, string | number>>; value: number }

/** The upper edge of the bucket that holds the 95th of a hundred calls, over all routes; null before the first. */
function p95Of(values: readonly BucketValue[]): number | null {
  const upTo = (edge: number | '+Inf') =>
    values
      .filter(({ metricName, labels }) => metricName?.endsWith('_bucket') && labels['le'] === edge)
      .reduce((sum, { value }) => sum + value, 0)
  const total = upTo('+Inf')
  if (total === 0) return null
  const edge = BUCKETS_S.find((candidate) => upTo(candidate) >= total * 0.95)
  return edge === undefined ? Infinity : edge * 1000
}
