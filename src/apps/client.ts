import type { z } from 'zod'
import type { FieldComplaint } from '../kernel/answer.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import type { Refusal } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import { newId } from './ui/device.ts'

/** The law or a rule says no; every reason comes at once, with its article. */
export class RefusedAnswer extends Error {
  override name = 'RefusedAnswer'
  readonly kind = 'refused'
  readonly refusals: readonly Refusal[]
  constructor(refusals: readonly Refusal[]) {
    super(refusals.map(({ says }) => says).join('；'))
    this.refusals = refusals
  }
}

/** Fields that do not fit: which, what is wrong and how to mend it. */
export class InvalidAnswer extends Error {
  override name = 'InvalidAnswer'
  readonly kind = 'invalid'
  readonly fields: readonly FieldComplaint[]
  constructor(fields: readonly FieldComplaint[]) {
    super(fields.map(({ field, says }) => `${field}：${says}`).join('；'))
    this.fields = fields
  }
}

/** Somebody else changed the record, or the server asks to slow down. */
export class ConflictAnswer extends Error {
  override name = 'ConflictAnswer'
  readonly kind = 'conflict'
  readonly says: string
  constructor(says: string) {
    super(says)
    this.says = says
  }
}

/** The session is over or was never there; drafts stay on the device. */
export class NotSignedIn extends Error {
  override name = 'NotSignedIn'
  readonly kind = 'not-signed-in'
}

/** Not there, or not yours to see. */
export class NotFoundAnswer extends Error {
  override name = 'NotFoundAnswer'
  readonly kind = 'not-found'
}

/** A fault of the server; the number finds it in the log. */
export class FaultAnswer extends Error {
  override name = 'FaultAnswer'
  readonly kind = 'fault'
  readonly fault: string
  constructor(fault: string) {
    super(`fault ${fault}`)
    this.fault = fault
  }
}

/** The server could not be reached: nothing is known about what it did, so a retry must carry the same key. */
export class Offline extends Error {
  override name = 'Offline'
  readonly kind = 'offline'
  /** What the server said, where it was there and something behind it was not: then nothing was done. */
  readonly says: string | null
  constructor(message: string, says: string | null = null) {
    super(message)
    this.says = says
  }
}

export type CallOptions = {
  /** One key for one intent of the user, kept over its retries; a fresh one is made when left out. */
  readonly key?: string
  /** When the act was done on the device, if that is not now. */
  readonly takenAt?: Instant
  /** The file of an endpoint that `takesFile`. */
  readonly file?: File
  readonly signal?: AbortSignal
  /** Set for what a phone did before, without network: which phone, in which order, by which app. */
  readonly replay?: { readonly phone: string; readonly protocol: number; readonly seq: number }
}

type Fields = Record<string, unknown>

/**
 * Runs one declared endpoint. Throws the typed answers above; whatever it returns has passed the server's own output
 * shape.
 */
export async function call<I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  input: z.input<I>,
  options: CallOptions = {},
): Promise<z.output<O>> {
  const { url, rest } = addressOf(endpoint, input as Fields)
  const response = await send(url, requestOf(endpoint, rest, options))
  if (response.ok) return (await response.json()) as z.output<O>
  throw await answerOf(response)
}

/** Address of a GET endpoint that `answers: 'file'`, for links, images and frames. */
export function fileUrl<I extends z.ZodType, O extends z.ZodType>(endpoint: Endpoint<I, O>, input: z.input<I>): string {
  return addressOf(endpoint, input as Fields).url
}

/** Calls a POST endpoint that answers with a file and hands back its bytes. */
export async function callForFile<I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  input: z.input<I>,
  options: CallOptions = {},
): Promise<Blob> {
  const { url, rest } = addressOf(endpoint, input as Fields)
  const response = await send(url, requestOf(endpoint, rest, options))
  if (response.ok) return response.blob()
  throw await answerOf(response)
}

/** Fills `:name` parts from the input; what is left goes to the query of a GET or the body of a POST. */
function addressOf(endpoint: Pick<Endpoint, 'method' | 'path'>, input: Fields): { url: string; rest: Fields } {
  const rest: Fields = { ...input }
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value ?? ''))
  })
  const query = endpoint.method === 'GET' ? queryOf(rest) : ''
  return { url: `/api${path}${query}`, rest }
}

function queryOf(fields: Fields): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || value === '') continue
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item))
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}

function requestOf(endpoint: Pick<Endpoint, 'method' | 'takesFile'>, rest: Fields, options: CallOptions): RequestInit {
  const signal = options.signal ? { signal: options.signal } : {}
  if (endpoint.method === 'GET') return { method: 'GET', ...signal }
  const headers: Record<string, string> = {
    'idempotency-key': options.key ?? newId(),
    'x-taken-at': options.takenAt ?? new Date().toISOString(),
    ...(options.replay ? replayHeaders(options.replay) : {}),
  }
  if (endpoint.takesFile) return { method: 'POST', headers, body: formOf(rest, options.file), ...signal }
  return {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(rest),
    ...signal,
  }
}

const replayHeaders = ({ phone, protocol, seq }: NonNullable<CallOptions['replay']>) => ({
  'x-phone': phone,
  'x-protocol': String(protocol),
  'x-seq': String(seq),
  'x-sent-at': new Date().toISOString(),
})

/** The fields stand before the file: the server reads a multipart body only as far as its one file. */
function formOf(fields: Fields, file: File | undefined): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue
    form.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  if (file) form.append('file', file, file.name)
  return form
}

async function send(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...request, credentials: 'same-origin' })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Offline('the server could not be reached')
  }
}

type Trouble = { refusals?: Refusal[]; fields?: FieldComplaint[]; conflict?: string; away?: string; fault?: string }

async function answerOf(response: Response): Promise<Error> {
  const body = (await response.json().catch(() => ({}))) as Trouble
  if (response.status === 401) return new NotSignedIn('not signed in')
  if (response.status === 404) return new NotFoundAnswer('not found')
  if (body.refusals) return new RefusedAnswer(body.refusals)
  if (body.fields) return new InvalidAnswer(body.fields)
  if (body.conflict) return new ConflictAnswer(body.conflict)
  // A proxy that answers for a server that is gone says nothing about what the server did.
  if (response.status === 502 || response.status === 503 || response.status === 504)
    return new Offline(`status ${response.status}`, body.away ?? null)
  return new FaultAnswer(body.fault ?? `HTTP ${response.status}`)
}
