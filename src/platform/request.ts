/** What a request brings: its file, its input, the time on the device, the page it was sent from. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { Invalid } from '../kernel/answer.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import { no, type Refusal } from '../kernel/refusal.ts'
import type { Instant } from '../kernel/time.ts'
import { whyNotKept } from './fields.ts'
import { canonical } from './journal.ts'

/** A file that came with the request; read whole, because its size is capped before. */
export type Upload = { readonly name: string; readonly mime: string; readonly bytes: Buffer }

/** An act done on a phone before it arrived; both instants are by the phone's own clock. */
export type Replay = {
  readonly phone: string
  readonly protocol: number
  readonly seq: number
  readonly command: string
  readonly takenAt: Instant
  readonly sentAt: Instant
}

export const digestOf = (input: unknown, upload: Upload | null) =>
  createHash('sha256')
    .update(canonical(input))
    .update(upload?.bytes ?? '')
    .digest('hex')

export function deviceTimeOf(request: FastifyRequest): Instant | null {
  const header = request.headers['x-taken-at']
  const time = typeof header === 'string' ? Date.parse(header) : NaN
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The headers of a replay come together or not at all; half of them is a fault of the sender. */
export function replayOf({ headers }: FastifyRequest): Replay | null {
  const phone = headers['x-phone']
  if (phone === undefined) return null
  const told = (name: string) => String(headers[name] ?? '')
  const [command, seq, protocol] = [told('idempotency-key'), Number(told('x-seq')), Number(told('x-protocol'))]
  const [takenAt, sentAt] = [Date.parse(told('x-taken-at')), Date.parse(told('x-sent-at'))]
  const isWhole =
    ID.test(String(phone)) &&
    ID.test(command) &&
    Number.isInteger(seq) &&
    seq > 0 &&
    seq < 2 ** 31 &&
    Number.isInteger(protocol)
  if (!isWhole || Number.isNaN(takenAt) || Number.isNaN(sentAt))
    throw new Invalid([{ field: 'x-phone', says: '离线操作的终端信息不完整' }])
  return {
    phone: String(phone),
    protocol,
    seq,
    command,
    takenAt: new Date(takenAt).toISOString(),
    sentAt: new Date(sentAt).toISOString(),
  }
}

/**
 * The cookie is SameSite=Strict already; this is the second lock against requests forged by another site, by what a
 * browser tells and no page can forge: the origin, and since 2020 whether it is this one.
 */
export function refusesForeignOrigin({ headers }: FastifyRequest): Refusal | null {
  const { origin, host, 'sec-fetch-site': site } = headers
  const isOwnOrigin = !origin || (URL.canParse(origin) && new URL(origin).host === host)
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none'
  if (isOwnOrigin && isOwnSite) return null
  return no('foreign-origin', {}, '请求来自其他网站，已拒绝', '请在本系统页面内操作')
}

const isOversized = (error: unknown) =>
  error instanceof Error && 'code' in error && String(error.code) === 'FST_REQ_FILE_TOO_LARGE'

export async function readUpload(request: FastifyRequest): Promise<{ file: Upload; fields: Record<string, unknown> }> {
  if (!request.isMultipart()) throw new Invalid([{ field: 'file', says: '没有收到文件，请选择文件后再提交' }])
  const part = await request.file().catch((error: unknown) => {
    throw isOversized(error) ? error : new Invalid([{ field: 'file', says: '文件没有完整收到，请重新选择后提交' }])
  })
  if (!part) throw new Invalid([{ field: 'file', says: '没有收到文件，请选择文件后再提交' }])
  const bytes = await part.toBuffer().catch((error: unknown) => {
    throw isOversized(error) ? error : new Invalid([{ field: 'file', says: '文件没有完整收到，请重新选择后提交' }])
  })
  // A file that is cut off at the end of a chunk is not noticed while it is read.
  if (part.file.truncated) throw new request.server.multipartErrors.RequestFileTooLargeError()
  const fields = Object.fromEntries(
    Object.entries(part.fields).flatMap(([name, field]) =>
      field && !Array.isArray(field) && field.type === 'field' ? [[name, field.value]] : [],
    ),
  )
  return { file: { name: part.filename, mime: part.mimetype, bytes }, fields }
}

export function parseInput(
  endpoint: Endpoint,
  request: FastifyRequest,
  upload: { file: Upload; fields: Record<string, unknown> } | null,
): unknown {
  const body = endpoint.method === 'POST' ? (upload?.fields ?? request.body ?? {}) : request.query
  const typed = { ...(body as object), ...(request.params as object) }
  const unkept = whyNotKept({ ...typed, ...(upload ? { file: upload.file.name } : {}) })
  if (unkept.length > 0) throw new Invalid(unkept)
  const result = endpoint.input.safeParse(typed)
  if (result.success) return result.data
  throw new Invalid(
    result.error.issues.map(({ path, message }) => ({ field: path.join('.') || '（整体）', says: message })),
  )
}
