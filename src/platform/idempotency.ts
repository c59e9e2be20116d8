import type { FastifyRequest } from 'fastify'
import sql from 'sql-template-tag'
import { Conflict } from '../kernel/answer.ts'
import type { Asker } from '../kernel/asker.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import type { Tx } from './db.ts'
import { digestOf, type Upload } from './request.ts'

type Keyed = { endpoint: Endpoint; request: FastifyRequest; asker: Asker }

const keyOf = ({ endpoint, request }: Keyed) => {
  const key = request.headers['idempotency-key']
  return endpoint.method === 'POST' && !endpoint.answersOnce && typeof key === 'string' && key.length <= 100
    ? key
    : null
}

/**
 * The same key with the same body answers the same; with another body it is a conflict. Concurrent twins wait for the
 * first.
 */
export async function idempotent(
  tx: Tx,
  call: Keyed & { input: unknown; upload: Upload | null },
): Promise<{ response: unknown } | null> {
  const key = keyOf(call)
  if (!key) return null
  const hash = digestOf([call.endpoint.path, call.input], call.upload)
  const fresh = await tx.run(sql`
    insert into platform.idempotency (key, asker, endpoint, request_hash) values (${key}, ${call.asker.id}, ${call.endpoint.path}, ${hash})
    on conflict do nothing`)
  if (fresh > 0) return null
  const row = await tx.find<{ requestHash: string; response: unknown }>(sql`
    select request_hash as "requestHash", response from platform.idempotency where key = ${key} and asker = ${call.asker.id}`)
  if (row?.requestHash !== hash) throw new Conflict('同一操作编号已用于另一项内容，请刷新后重试')
  return { response: row.response }
}

export async function rememberAnswer(tx: Tx, call: Keyed & { result: unknown }) {
  const key = keyOf(call)
  if (!key || call.endpoint.answers === 'file') return
  await tx.run(
    sql`update platform.idempotency set response = ${JSON.stringify(call.result ?? null)}::jsonb where key = ${key} and asker = ${call.asker.id}`,
  )
}
