/** What the outbox of a phone sends, said without a phone: acts of a minute ago with their keys and clocks. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { PROTOCOL } from '../../src/contexts/device/model.ts'
import { CAST } from './dongguan.ts'
import type { FieldHouse, Reply } from './field-house.ts'

export const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
export const ink = (name: string, post = '行政执法人员') => ({ name, post, strokes: 'M1 1L9 9', at: ago(3) })
export const signed = {
  signatures: [ink(CAST.first.name), ink(CAST.second.name)],
  partySignature: ink('安演示', '安全管理人员'),
  refusalNote: '',
}
export const codesOf = ({ body }: Reply) => ((body['refusals'] ?? []) as { code: string }[]).map(({ code }) => code)
export const mustAnswer = <Body>({ status, body }: Reply): Body => {
  assert.equal(status, 200, JSON.stringify(body))
  return body as Body
}

export type Phone = { readonly id: string; seq: number }

export async function aPhone(house: FieldHouse, part: 'first' | 'second' = 'first'): Promise<Phone> {
  const id = randomUUID()
  mustAnswer(await house.ask(part, 'POST', '/device/hello', { phone: id, now: ago(0), protocol: PROTOCOL, waiting: 0 }))
  return { id, seq: 0 }
}

/** The house behind a line that loses every answer. */
export const behind = (house: FieldHouse, base: string): Pick<FieldHouse, 'ask'> => ({
  ask: async (part, method, path, body, told) => {
    const headers = { cookie: house.cookie(part), 'content-type': 'application/json', ...told }
    const { status } = await fetch(`${base}/api${path}`, { method, headers, body: JSON.stringify(body) })
    throw new Error(`an answer came through: ${status}`)
  },
})

type Sent = { readonly path: string; readonly input: object; readonly key?: string }

/** What the outbox sends: the same call with the phone, its order and its clock. */
export function replay(
  house: Pick<FieldHouse, 'ask'>,
  phone: Phone,
  { path, input, key = randomUUID() }: Sent,
): Promise<Reply> {
  phone.seq += 1
  return house.ask('first', 'POST', path, input, {
    'idempotency-key': key,
    'x-phone': phone.id,
    'x-protocol': String(PROTOCOL),
    'x-seq': String(phone.seq),
    'x-taken-at': ago(0),
    'x-sent-at': ago(0),
  })
}
