/**
 * Spans of calls, statements and jobs for an OpenTelemetry collector. Attributes hold declared routes, statements whose
 * values stand apart, and statuses; never an address, an id, a body or the words of an error.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, Span } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { WatchStatement } from './db.ts'

export type TraceSettings = {
  /** Base address of a collector that speaks OTLP over HTTP; `/v1/traces` is put behind it. */
  readonly endpoint: string
  /** Which share of calls and jobs is traced, from 0 to 1. */
  readonly share: number
}

export type Traces = {
  /** One span for each call; hangs its hooks on the server before any route is added. */
  attach(app: FastifyInstance): void
  /** A statement that has just been answered, as a part of the call or job around it. */
  readonly statement: WatchStatement
  /** One span for a piece of work that no call asked for. `name` says what is done, never to what. */
  job<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Sends what is not sent yet. Never throws: a collector that is away stops nothing. */
  close(): Promise<void>
}

export const NO_TRACES: Traces = {
  attach: () => undefined,
  statement: () => undefined,
  job: (_, work) => work(),
  close: async () => undefined,
}

const STATEMENT_CHARS_MAX = 500
/** One export with everything that is tried again; the stop of a server waits no longer for a collector. */
const EXPORT_WITHIN_MS = 2000

/** The libraries are loaded here and nowhere else, so that a start without a collector does not pay for them. */
// oxlint-disable-next-line max-lines-per-function -- one closure over the tracer; each member is small
export async function openTraces(settings: TraceSettings | null): Promise<Traces> {
  if (!settings) return NO_TRACES
  const { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } = await import('@opentelemetry/api')
  const provider = await providerFor(settings)
  const tracer = provider.getTracer('plumbline')
  const around = new AsyncLocalStorage<Context>()
  const calls = new WeakMap<FastifyRequest, { span: Span; context: Context }>()
  const begin = (name: string, kind: (typeof SpanKind)[keyof typeof SpanKind]) => {
    const span = tracer.startSpan(name, { kind }, ROOT_CONTEXT)
    return { span, context: trace.setSpan(ROOT_CONTEXT, span) }
  }
  return {
    attach(app) {
      app.addHook('onRequest', (request, _, done) => {
        calls.set(request, begin(nameOf(request), SpanKind.SERVER))
        done()
      })
      // Entered only here: reading a body ends whatever surroundings an earlier hook made.
      app.addHook('preHandler', (request, _, done) => {
        const call = calls.get(request)
        if (call) around.run(call.context, done)
        else done()
      })
      app.addHook('onResponse', (request, { statusCode }, done) => {
        const span = calls.get(request)?.span
        span?.setAttributes({
          'http.request.method': request.method,
          'http.route': routeOf(request),
          'http.response.status_code': statusCode,
        })
        if (statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
        span?.end()
        done()
      })
    },
    statement(text, ms) {
      const context = around.getStore()
      if (!context) return
      const ended = Date.now()
      const query = text.replace(/\s+/g, ' ').trim().slice(0, STATEMENT_CHARS_MAX)
      const attributes = { 'db.system.name': 'postgresql', 'db.query.text': query }
      const name = /^\w+/.exec(query)?.[0] ?? 'statement'
      tracer.startSpan(name, { kind: SpanKind.CLIENT, startTime: ended - ms, attributes }, context).end(ended)
    },
    async job(name, work) {
      const { span, context } = begin(name, SpanKind.INTERNAL)
      try {
        return await around.run(context, work)
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    },
    close: () => provider.shutdown().catch(() => undefined),
  }
}

/** The declared route, as in the metrics. */
const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'none'

const nameOf = (request: FastifyRequest): string => `${request.method} ${routeOf(request)}`

async function providerFor({ endpoint, share }: TraceSettings) {
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_WITHIN_MS })
  return new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': process.env['OTEL_SERVICE_NAME'] ?? 'plumbline' }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(share) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  })
}
