import sql from 'sql-template-tag'
import type { Asker } from '../../../kernel/asker.ts'
import { regionRange, type Region } from '../../../kernel/region.ts'
import type { Instant, LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { AnnualPlan, PlanUnit, type PlanState } from '../rules/annual-plan.ts'
import type { OtherPlanLine } from '../rules/annual-plan-candidates.ts'

type Kept = { readonly content: unknown }

const planOf = (row: Kept | null): AnnualPlan | null => (row ? AnnualPlan.parse(row.content) : null)

/** The next number of the bureau in the year; whoever asks next waits. */
export async function nextPlanSerial(tx: Tx, { region, year }: { region: Region; year: number }): Promise<number> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`annual-plan ${region} ${year}`}, 75862))`)
  const row = await tx.find<{ serial: number }>(
    sql`select coalesce(max(serial), 0) + 1 as serial from planning.annual_plan where region = ${region} and year = ${year}`,
  )
  return row?.serial ?? 1
}

export const insertPlan = (tx: Tx, plan: AnnualPlan, { serial, at }: { serial: number; at: Instant }) =>
  tx.run(sql`
  insert into planning.annual_plan (id, region, year, serial, number, state, version, adjusts, frozen_at, updated_at, content)
  values (${plan.id}, ${plan.region}, ${plan.year}, ${serial}, ${plan.number}, ${plan.state}, ${plan.version}, ${plan.adjusts?.id ?? null},
    ${plan.frozenAt}, ${at}, ${JSON.stringify(plan)}::jsonb)`)

export const savePlan = (tx: Tx, plan: AnnualPlan, at: Instant) =>
  tx.run(sql`
  update planning.annual_plan set state = ${plan.state}, version = ${plan.version}, frozen_at = ${plan.frozenAt}, updated_at = ${at},
    content = ${JSON.stringify(plan)}::jsonb where id = ${plan.id}`)

export const findPlan = async (tx: Tx, id: string) =>
  planOf(await tx.find<Kept>(sql`select content from planning.annual_plan where id = ${id}`))

/** The plan as it stands, locked. A plan of another bureau that is published can be read and not locked. */
export const lockPlan = async (tx: Tx, id: string) =>
  planOf(await tx.find<Kept>(sql`select content from planning.annual_plan where id = ${id} for update`))

/** The plan of a bureau and year that is being prepared, or the one in force. */
export const findPlanOfYear = async (
  tx: Tx,
  { region, year, inForce }: { region: Region; year: number; inForce: boolean },
) =>
  planOf(
    await tx.find<Kept>(sql`
      select content from planning.annual_plan where region = ${region} and year = ${year} and
        case when ${inForce} then state = 'frozen' else state in ('draft', 'submitted', 'approved', 'filed', 'declined') end`),
  )

/** The adjustment that took the place of this plan. */
export const findPlanSuccessor = (tx: Tx, id: string) =>
  tx.find<{ id: string; number: string; state: PlanState }>(
    sql`select id, number, state from planning.annual_plan where adjusts = ${id} and state <> 'abandoned' order by serial desc limit 1`,
  )

export type PlanRow = {
  readonly id: string
  readonly region: string
  readonly bureauName: string
  readonly year: number
  readonly number: string
  readonly state: PlanState
  readonly adjustsNumber: string | null
  readonly units: number
  readonly visits: number
  readonly leftOut: number
  readonly frozenAt: Instant | null
  readonly updatedAt: Instant
}

const ROW = sql`p.id, p.region, p.content->>'bureauName' as "bureauName", p.year, p.number, p.state, p.content->'adjusts'->>'number' as "adjustsNumber",
  count(u.enterprise_id)::integer as units, coalesce(sum(cardinality(u.months)), 0)::integer as visits,
  (count(u.enterprise_id) filter (where cardinality(u.months) = 0))::integer as "leftOut", p.frozen_at as "frozenAt", p.updated_at as "updatedAt"`

/** Plans of the asker's region, the latest year first. */
export function listPlans(tx: Tx, { region }: Pick<Asker, 'region'>, year: number | undefined): Promise<PlanRow[]> {
  const { from, below } = regionRange(region)
  return tx.rows<PlanRow>(sql`
    select ${ROW} from planning.annual_plan p left join planning.annual_unit u on u.plan_id = p.id
    where p.region >= ${from} and p.region < ${below} ${year === undefined ? sql`` : sql`and p.year = ${year}`}
    group by p.id order by p.year desc, p.region, p.serial desc limit 300`)
}

/** Published plans of everybody, those in force first. */
export const listPublicPlans = (tx: Tx, year: number | undefined): Promise<PlanRow[]> =>
  tx.rows<PlanRow>(sql`
    select ${ROW} from planning.annual_plan p left join planning.annual_unit u on u.plan_id = p.id
    where p.frozen_at is not null ${year === undefined ? sql`` : sql`and p.year = ${year}`}
    group by p.id order by p.year desc, p.region, p.serial desc limit 300`)

/** Rows of a plan: the riskiest first. */
export async function unitsOf(tx: Tx, planId: string): Promise<PlanUnit[]> {
  const rows = await tx.rows<Kept>(
    sql`select content from planning.annual_unit where plan_id = ${planId} order by score desc, enterprise_id`,
  )
  return rows.map(({ content }) => PlanUnit.parse(content))
}

export async function findUnit(tx: Tx, planId: string, enterpriseId: string): Promise<PlanUnit | null> {
  const row = await tx.find<Kept>(
    sql`select content from planning.annual_unit where plan_id = ${planId} and enterprise_id = ${enterpriseId}`,
  )
  return row ? PlanUnit.parse(row.content) : null
}

/** Replaces every row of a plan that is being prepared. */
export async function replaceUnits(
  tx: Tx,
  plan: Pick<AnnualPlan, 'id' | 'region' | 'year'>,
  units: readonly PlanUnit[],
) {
  await tx.run(sql`delete from planning.annual_unit where plan_id = ${plan.id}`)
  await tx.run(sql`
    insert into planning.annual_unit (plan_id, enterprise_id, region, year, score, months, joint_with, content)
    select ${plan.id}, (row->>'enterpriseId')::uuid, ${plan.region}, ${plan.year}, (row->>'score')::integer,
      array(select value::integer from jsonb_array_elements_text(row->'months')), row->'jointWith'->>'bureau', row
    from jsonb_array_elements(${JSON.stringify(units)}::jsonb) row`)
}

export const saveUnit = (tx: Tx, plan: Pick<AnnualPlan, 'id' | 'region' | 'year'>, unit: PlanUnit) =>
  tx.run(sql`
    insert into planning.annual_unit (plan_id, enterprise_id, region, year, score, months, joint_with, content)
    values (${plan.id}, ${unit.enterpriseId}, ${plan.region}, ${plan.year}, ${unit.score}, ${unit.months}::integer[],
      ${unit.jointWith?.bureau ?? null}, ${JSON.stringify(unit)}::jsonb)
    on conflict (plan_id, enterprise_id) do update set months = excluded.months, joint_with = excluded.joint_with, content = excluded.content`)

export const dropUnit = (tx: Tx, planId: string, enterpriseId: string) =>
  tx.run(sql`delete from planning.annual_unit where plan_id = ${planId} and enterprise_id = ${enterpriseId}`)

/** From now on the rows of this plan count for other bureaus, or no longer do. */
export const setInForce = (tx: Tx, planId: string, inForce: boolean) =>
  tx.run(sql`update planning.annual_unit set in_force = ${inForce} where plan_id = ${planId}`)

export type LineElsewhere = OtherPlanLine & { readonly enterpriseId: string }

/** What published plans of other bureaus hold for these businesses in the year. */
export const linesElsewhere = (
  tx: Tx,
  { enterpriseIds, year, bureau }: { enterpriseIds: readonly string[]; year: number; bureau: Region },
) =>
  tx.rows<LineElsewhere>(sql`
    select u.enterprise_id as "enterpriseId", u.region as bureau, p.content->>'bureauName' as "bureauName", p.number, u.months, u.joint_with as "jointWith"
    from planning.annual_unit u join planning.annual_plan p on p.id = u.plan_id
    where u.in_force and u.year = ${year} and u.enterprise_id = any(${enterpriseIds}::uuid[]) and u.region <> ${bureau}
      and cardinality(u.months) > 0
    order by u.enterprise_id, u.region`)

export type VisitInYear = {
  readonly enterpriseId: string
  readonly bureau: Region
  readonly on: LawDate
  readonly state: 'reserved' | 'committed'
  readonly counted: boolean
}

/** Visits of all levels to these businesses in a year, by day. Ask only for businesses that the asker sees. */
export const visitsInYear = (tx: Tx, enterpriseIds: readonly string[], year: number) =>
  tx.rows<VisitInYear>(sql`
    select v.enterprise_id as "enterpriseId", v.bureau, v.on_day as "on", v.state, v.counted
    from unnest(${enterpriseIds}::uuid[]) one, lateral planning.visits_of(one, ${year}) v order by v.on_day, v.id`)

/** How often each business was visited since a day because of a complaint, a transfer or an alert. */
export const causedVisitsSince = (tx: Tx, enterpriseIds: readonly string[], since: LawDate) =>
  tx.rows<{ enterpriseId: string; count: number }>(sql`
    select enterprise_id as "enterpriseId", count(*)::integer as count from planning.visit
    where enterprise_id = any(${enterpriseIds}::uuid[]) and state = 'committed' and exempt_cause is not null and on_day >= ${since}
    group by enterprise_id`)

/** Tasks of the bureau's draws that are done, by the month in which they were due. */
export const drawTasksDone = (tx: Tx, { region, year }: { region: Region; year: number }) =>
  tx.rows<{ month: number; tasks: number; done: number }>(sql`
    select (extract(month from due_until)::integer - 1) as month, count(*)::integer as tasks, (count(*) filter (where state = 'done'))::integer as done
    from planning.task where region = ${region} and kind = 'draw' and state <> 'dropped' and extract(year from due_until) = ${year}
    group by 1 order by 1`)
