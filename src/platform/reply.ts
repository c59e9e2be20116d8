/** How answers and errors leave the server. */
import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Away, Conflict, Invalid, NotFound } from '../kernel/answer.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import { Refused } from '../kernel/refusal.ts'
import type { Log } from './log.ts'

/** The answer of an endpoint that `answers: 'file'`. */
export type FileAnswer = {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
  readonly inline?: boolean
}

export function send(endpoint: Endpoint, answer: unknown, reply: FastifyReply) {
  if (endpoint.answers !== 'file') return reply.send(answer ?? {})
  const file = answer as FileAnswer
  return reply
    .header('content-type', file.mime)
    .header('content-security-policy', policyOf(file))
    .header(
      'content-disposition',
      `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .send(Buffer.from(file.bytes))
}

/**
 * A file opened by its own address may show itself and do nothing. A browser shows a PDF through a plugin page of its
 * own, which any narrower policy would forbid.
 */
const policyOf = ({ mime }: FileAnswer) =>
  mime === 'application/pdf'
    ? "base-uri 'none'; frame-ancestors 'self'"
    : "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'self'; sandbox"

const AGAIN_AFTER_S = '5'

const isTooLarge = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  ['FST_REQ_FILE_TOO_LARGE', 'FST_ERR_CTP_BODY_TOO_LARGE'].includes(String(error.code))

/** PostgreSQL could not read a text as a date, a number or an id: e.g. a mark of a page that was tampered with. */
const isUnreadableValue = (error: unknown) =>
  error instanceof Error &&
  'severity' in error &&
  'code' in error &&
  ['22P02', '22007', '22008', '22003', '22021'].includes(String(error.code))

export function answerError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Refused) return reply.code(422).send({ refusals: error.refusals })
  if (error instanceof Invalid) return reply.code(400).send({ fields: error.fields })
  if (error instanceof NotFound) return reply.code(404).send({ missing: error.what })
  if (error instanceof Conflict) return reply.code(409).send({ conflict: error.says })
  if (error instanceof Away) {
    log.warn({ err: error, route: request.routeOptions.url }, 'away')
    return reply.code(503).header('retry-after', AGAIN_AFTER_S).send({ away: error.says })
  }
  if (isTooLarge(error))
    return reply.code(413).send({ fields: [{ field: 'file', says: '文件太大，请压缩或分开上传' }] })
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 429) return reply.code(429).send({ conflict: '操作过于频繁，请稍候再试' })
  if (status >= 400 && status < 500)
    return reply.code(status).send({ fields: [{ field: '（整体）', says: '请求的格式不正确' }] })
  if (isUnreadableValue(error)) {
    log.warn({ err: error, route: request.routeOptions.url }, 'a value that no column can hold')
    return reply.code(400).send({ fields: [{ field: '（整体）', says: '请求中有无法识别的内容，请刷新页面后重试' }] })
  }
  const fault = randomUUID()
  log.error({ fault, err: error, url: request.routeOptions.url }, 'fault')
  return reply.code(500).send({ fault })
}
