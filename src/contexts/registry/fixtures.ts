import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { InjectOptions } from 'fastify'
import { pino } from 'pino'
import { freshDatabase } from '../../../tests/support/database.ts'
import type { Asker } from '../../kernel/asker.ts'
import { checkCharacterOf } from '../../kernel/credit-code.ts'
import { clockAt } from '../../platform/clock.ts'
import { openDatabase } from '../../platform/db.ts'
import { listeners } from '../../platform/events.ts'
import { openFiles } from '../../platform/files.ts'
import { buildServer } from '../../platform/http.ts'
import type { Enterprise } from './model.ts'
import { routes } from './routes.ts'
import type { TypedFields } from './rules/enterprise-fields.ts'

/** A valid credit code that belongs to nobody: its division code 990000 does not exist. */
export const aCreditCode = (number: number, kind = '91'): string => {
  const first17 = `${kind}990000MA${String(number).padStart(7, '0')}`
  return first17 + checkCharacterOf(first17)
}

/** An invented enterprise of 惠城区 as it is typed. */
export const someFields = (given: Partial<TypedFields> = {}): TypedFields => ({
  creditCode: aCreditCode(1),
  name: '测试一号金属制品有限公司',
  kind: 'company',
  region: '441302003',
  address: '测试路1号',
  industry: 'C3311',
  sectors: ['general'],
  legalRepresentative: '甲某',
  principal: '甲某',
  safetyManager: '乙某',
  phone: '0752-1234567',
  employees: 30,
  highRisk: false,
  grade: 'none',
  keyUnit: false,
  responsibleBureau: '441302',
  ...given,
})

/** The same as a file of the registry. */
export const anEnterprise = (given: Partial<Enterprise> = {}): Enterprise => ({
  ...someFields(),
  kind: 'company',
  grade: 'none',
  id: randomUUID(),
  origins: {},
  version: 1,
  ...given,
})

export type Answer = { status: number; body: Record<string, unknown>; text: string; bytes: Buffer }

const EDGE = 'edge-of-the-form'
/** A file and the fields beside it as a browser's form sends them. */
function formOf(file: { name: string; bytes: Buffer | string }, fields: Record<string, string>): Buffer {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${EDGE}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const head = `--${EDGE}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return Buffer.concat([
    Buffer.from(parts.join('') + head),
    Buffer.from(file.bytes),
    Buffer.from(`\r\n--${EDGE}--\r\n`),
  ])
}

/**
 * A server with the registry alone on a database of its own; the cookie names the region of an officer who may do
 * everything there.
 */
export async function openHouse(t: TestContext, start: string) {
  const db = openDatabase((await freshDatabase(t)).url, 4)
  t.after(() => db.close())
  const clock = clockAt(start)
  const permissions = ['registry.read', 'registry.write', 'registry.import', 'registry.merge']
  const app = await buildServer({
    db,
    clock,
    files: openFiles(join(tmpdir(), 'plumbline-registry-test')),
    log: pino({ level: 'silent' }),
    routes,
    listeners: listeners({}),
    resolveAsker: async (token): Promise<Asker> => ({
      id: `officer-${token}`,
      name: `甲${token}`,
      kind: 'officer',
      region: token,
      roles: [],
      permissions,
    }),
    publicChain: '4413',
    callsPerMinute: 100_000,
  })
  t.after(() => app.close())
  const answerOf = async (region: string, options: InjectOptions): Promise<Answer> => {
    const answer = await app.inject({ ...options, headers: { ...options.headers, cookie: `plumbline=${region}` } })
    const isJson = String(answer.headers['content-type']).includes('json')
    return {
      status: answer.statusCode,
      body: isJson ? answer.json<Record<string, unknown>>() : {},
      text: answer.body,
      bytes: answer.rawPayload,
    }
  }
  return {
    db,
    clock,
    call: (region: string, method: 'GET' | 'POST', path: string, body: object = {}) =>
      answerOf(region, {
        method,
        url: `/api${encodeURI(path)}`.replaceAll('%25', '%'),
        ...(method === 'POST' ? { payload: body } : {}),
      }),
    /** Sends a file as a form does. */
    upload: (region: string, file: { name: string; bytes: Buffer | string }, fields: Record<string, string> = {}) => {
      const payload = formOf(file, fields)
      return answerOf(region, {
        method: 'POST',
        url: '/api/registry/imports',
        payload,
        headers: { 'content-type': `multipart/form-data; boundary=${EDGE}` },
      })
    },
  }
}
