import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Endpoint } from '../kernel/endpoint.ts'
import type { Instant, LawDate } from '../kernel/time.ts'
import { addDays, startOf } from '../kernel/time.ts'
import { isWorkday, workdayOnOrAfter, type WorkCalendar } from '../kernel/workday.ts'
import type { DemoPerson } from './people.ts'

/** Whoever speaks; the session names him by his id. */
export type Speaker = { readonly officer: Pick<DemoPerson['officer'], 'id'> }

/** How a story acts: through the very endpoints that people use, as one of them. */
export type Voice = {
  say<T>(as: Speaker, endpoint: Endpoint, input: Record<string, unknown>): Promise<T>
  /** Uploads one original; answers its evidence id. */
  photo(as: Speaker, endpoint: Endpoint, fields: Record<string, string>, bytes: Buffer): Promise<string>
}

/** A story waits for instants and acts in between; the teller wakes it in the order of time. */
export type Story = AsyncGenerator<Instant, void, void>

export function voiceOf(app: FastifyInstance): Voice {
  const fail = (endpoint: Endpoint, body: string): never => {
    throw new Error(`the demo was refused at ${endpoint.path}: ${body.slice(0, 600)}`)
  }
  const fill = (endpoint: Endpoint, input: Record<string, unknown>) =>
    `/api${endpoint.path}`.replace(/:(\w+)/g, (_, name: string) => String(input[name]))
  return {
    async say<T>(as: Speaker, endpoint: Endpoint, input: Record<string, unknown>) {
      const query = new URLSearchParams(
        Object.entries(input).map(([name, value]): [string, string] => [name, String(value)]),
      )
      const answer = await app.inject({
        method: endpoint.method,
        url: endpoint.method === 'GET' ? `${fill(endpoint, input)}?${query}` : fill(endpoint, input),
        cookies: { plumbline: as.officer.id },
        ...(endpoint.method === 'POST' ? { payload: input } : {}),
      })
      return answer.statusCode === 200 ? answer.json<T>() : fail(endpoint, answer.body)
    },
    async photo(as, endpoint, fields, bytes) {
      const form = new FormData()
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      for (const [name, value] of Object.entries({ ...fields, sha256 })) form.append(name, value)
      form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg')
      const encoded = new Response(form)
      const answer = await app.inject({
        method: 'POST',
        url: fill(endpoint, fields),
        cookies: { plumbline: as.officer.id },
        headers: { 'content-type': encoded.headers.get('content-type') ?? '' },
        payload: Buffer.from(await encoded.arrayBuffer()),
      })
      return answer.statusCode === 200 ? answer.json<{ id: string }>().id : fail(endpoint, answer.body)
    },
  }
}

/** Dates of a story: working days only, and no act after the day on which the demo is loaded. */
export type Diary = {
  readonly today: LawDate
  /** The instant of a time of day ('09:30', Shanghai) on the first working day on or after the date. */
  at(date: LawDate, time: string): Instant
  /** The first working day that lies at least `days` calendar days after the date. */
  later(date: LawDate, days: number): LawDate
}

export const diaryOf = (calendar: WorkCalendar, today: LawDate): Diary => ({
  today,
  at: (date, time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    const day = isWorkday(calendar, date) ? date : workdayOnOrAfter(calendar, date)
    return new Date(Date.parse(startOf(day)) + (hours * 60 + minutes) * 60_000).toISOString()
  },
  later: (date, days) => workdayOnOrAfter(calendar, addDays(date, days)),
})

/** Strokes that look like a hurried signature; every name has its own. */
export function strokesOf(name: string): string {
  const seed = [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0)
  const points = Array.from({ length: 9 }, (_, place) => `${20 + place * 30} ${30 + ((seed * (place + 3) * 17) % 50)}`)
  return `M ${points[0]} L ${points.slice(1).join(' L ')}`
}

export const signature = (name: string, post: string, at: Instant) => ({ name, post, strokes: strokesOf(name), at })
