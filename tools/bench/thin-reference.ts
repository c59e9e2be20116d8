/**
 * What a page of code without a product does on the same tables: fastify and pg with named statements, no session, no
 * rules, no row-level security, no shapes; a change writes one row of history. A ceiling to hold the product against.
 */
import { randomUUID } from 'node:crypto'
import Fastify from 'fastify'
import pg from 'pg'

const { BENCH_ADMIN_URL: url } = process.env
if (!url) throw new Error('started by a bench, with BENCH_ADMIN_URL')
const pool = new pg.Pool({ connectionString: url, max: 10 })
await pool.query(
  'create table if not exists public.thin_history (id bigserial primary key, at timestamptz default now(), target uuid, was jsonb)',
)
// The index that whoever writes this page would make for it; the bench drops it afterwards.
await pool.query(
  'create index if not exists thin_by_state on inspection.inspection (region, state, planned_on desc, id desc)',
)

const ask = async (name: string, text: string, values: unknown[]) => (await pool.query({ name, text, values })).rows
const app = Fastify()

app.get<{ Querystring: { region: string; state: string; after?: string } }>('/list', async ({ query }) => {
  const { region, state, after } = query
  const [day, id] = after?.split('.') ?? ['9999-12-31', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const rows = await ask(
    'list',
    `select id, region, enterprise_id, enterprise_name, state, version, reason, planned_on::text, rectify_by, serial, content -> 'officers' as officers
      from inspection.inspection where region = $1 and state = $2 and (planned_on, id) < ($3::date, $4::uuid)
      order by inspection.planned_on desc, id desc limit 50`,
    [region, state, day, id],
  )
  const [count] = await ask(
    'count',
    'select count(*)::int as total from (select from inspection.inspection where region = $1 and state = $2 limit 10001) counted',
    [region, state],
  )
  const last = rows.at(-1) as { planned_on: string; id: string } | undefined
  return { rows, total: count?.total, next: last ? `${last.planned_on}.${last.id}` : null }
})

app.get<{ Params: { id: string } }>('/detail/:id', async ({ params: { id } }) => {
  const [inspections, hazards, papers] = await Promise.all([
    ask(
      'inspection',
      `select i.*, e.name, e.credit_code, e.address from inspection.inspection i join registry.enterprise e on e.id = i.enterprise_id where i.id = $1`,
      [id],
    ),
    ask('hazards', 'select * from hazard.hazard where inspection_id = $1', [id]),
    ask(
      'papers',
      `select id, template, number, title, issued_at, state from document.paper where subject_kind = 'inspection' and subject_id = $1`,
      [id],
    ),
  ])
  return { inspection: inspections[0], hazards, papers }
})

app.get<{ Querystring: { region: string; words: string } }>('/search', async ({ query: { region, words } }) =>
  ask(
    'search',
    `select id, enterprise_name, state, planned_on from inspection.inspection where region = $1 and strpos(enterprise_name, $2) > 0
      order by planned_on desc, id desc limit 50`,
    [region, words],
  ),
)

const inHistory = async (target: string, change: { name: string; text: string; values: unknown[] }) => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query(change)
    await client.query({
      name: 'history',
      text: 'insert into public.thin_history (target, was) values ($1, $2)',
      values: [target, JSON.stringify(rows[0] ?? {})],
    })
    await client.query('commit')
    return rows[0] as object
  } finally {
    client.release()
  }
}

app.post<{ Body: { id: string; on: string } }>('/update', async ({ body: { id, on } }) =>
  inHistory(id, {
    name: 'update',
    text: 'update inspection.inspection set planned_on = $2, version = version + 1 where id = $1 returning *',
    values: [id, on],
  }),
)

app.post<{ Body: { like: string } }>('/create', async ({ body: { like } }) => {
  const id = randomUUID()
  return inHistory(id, {
    name: 'create',
    text: `insert into inspection.inspection (id, region, enterprise_id, enterprise_name, state, version, reason, planned_on, officer_ids, drafted_by, content)
      select $1, region, enterprise_id, enterprise_name, 'cancelled', 1, reason, planned_on, officer_ids, drafted_by,
        content || jsonb_build_object('id', $1::uuid, 'state', 'cancelled')
      from inspection.inspection where id = $2 returning *`,
    values: [id, like],
  })
})

await app.listen({ host: '127.0.0.1', port: 0 })
const [address] = app.addresses()
process.send?.({ port: address && typeof address === 'object' ? address.port : 0 })
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => process.exit(0))
