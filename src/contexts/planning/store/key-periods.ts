import sql from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { KeyPeriod } from '../rules/key-period.ts'

type Kept = { readonly content: unknown }
const periodIn = (row: Kept | null): KeyPeriod | null => (row ? KeyPeriod.parse(row.content) : null)

/** The next number of the bureau in the year; the annual plan is locked, so nobody asks at the same time. */
export async function nextKeyPeriodSerial(tx: Tx, { region, year }: { region: Region; year: number }): Promise<number> {
  const row = await tx.find<{ serial: number }>(
    sql`select coalesce(max(serial), 0) + 1 as serial from planning.key_period where region = ${region} and year = ${year}`,
  )
  return row?.serial ?? 1
}

export const insertKeyPeriod = (
  tx: Tx,
  period: KeyPeriod,
  { year, serial, at }: { year: number; serial: number; at: Instant },
) =>
  tx.run(sql`
    insert into planning.key_period (id, region, year, serial, number, state, version, plan_id, from_day, until_day, updated_at, content)
    values (${period.id}, ${period.region}, ${year}, ${serial}, ${period.number}, ${period.state}, ${period.version}, ${period.planId},
      ${period.from}, ${period.until}, ${at}, ${JSON.stringify(period)}::jsonb)`)

export const saveKeyPeriod = (tx: Tx, period: KeyPeriod, at: Instant) =>
  tx.run(sql`
    update planning.key_period set state = ${period.state}, version = ${period.version}, updated_at = ${at},
      content = ${JSON.stringify(period)}::jsonb where id = ${period.id}`)

export const findKeyPeriod = async (tx: Tx, id: string) =>
  periodIn(await tx.find<Kept>(sql`select content from planning.key_period where id = ${id}`))

export const lockKeyPeriod = async (tx: Tx, id: string) =>
  periodIn(await tx.find<Kept>(sql`select content from planning.key_period where id = ${id} for update`))

/** Of a region, with their tasks counted: all that stand, and those that were done. */
export async function listKeyPeriods(tx: Tx, { region }: Pick<Asker, 'region'>) {
  const { from, below } = regionRange(region)
  const rows = await tx.rows<Kept & { tasks: number; done: number }>(sql`
    select p.content, (count(t.id) filter (where t.state <> 'dropped'))::integer as tasks,
      (count(t.id) filter (where t.state = 'done'))::integer as done
    from planning.key_period p left join planning.task t on t.source_id = p.id
    where p.region >= ${from} and p.region < ${below} group by p.id order by p.until_day desc, p.number desc limit 200`)
  return rows.map(({ content, tasks, done }) => ({ ...KeyPeriod.parse(content), tasks, done }))
}

/** How many tasks of key periods that still run wait for their plan, by business. */
export const tasksWaiting = (tx: Tx, region: Region, today: LawDate) =>
  tx.rows<{ enterpriseId: string; count: number }>(sql`
    select enterprise_id as "enterpriseId", count(*)::integer as count from planning.task
    where region = ${region} and kind = 'key-period' and state = 'open' and due_until >= ${today} group by enterprise_id`)
