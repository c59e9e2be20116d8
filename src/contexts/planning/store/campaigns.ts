import sql from 'sql-template-tag'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Deployment } from '../model.ts'
import type { CampaignFinding } from '../rules/campaign.ts'

export type Tick = {
  readonly deploymentId: string
  readonly item: string
  readonly note: string
  readonly at: Instant
  readonly byName: string
}

export const ticksOf = (tx: Tx, deploymentIds: readonly string[]) =>
  tx.rows<Tick>(sql`
    select deployment_id as "deploymentId", item, note, at, by_name as "byName" from planning.deployment_check
    where deployment_id = any(${[...deploymentIds]}::uuid[]) order by at`)

export const insertTick = (
  tx: Tx,
  { id, region }: Pick<Deployment, 'id' | 'region'>,
  { item, note, at, byId, byName }: Omit<Tick, 'deploymentId'> & { readonly byId: string },
) =>
  tx.run(sql`
    insert into planning.deployment_check (deployment_id, region, item, note, at, by_id, by_name)
    values (${id}, ${region}, ${item}, ${note}, ${at}, ${byId}, ${byName}) on conflict do nothing`)

export const findDeployment = (tx: Tx, id: string) =>
  tx.find<Deployment>(sql`
    select id, region, number, way, purpose, bureaus, regions, from_day as "from", until_day as "until"
    from planning.deployment where id = ${id}`)

const FINDING = sql`id, deployment_id as "deploymentId", number, region, bureau, issuer, enterprise_id as "enterpriseId",
  enterprise_name as "enterpriseName", inspection_id as "inspectionId", found_on as "foundOn", hazards, due_on as "dueOn", answer,
  answered_at as "answeredAt", answered_by as "answeredBy"`

/** Of the scope, those that still wait first, the first due on top; at most 300. */
export const listFindings = (tx: Tx) =>
  tx.rows<CampaignFinding>(sql`
    select ${FINDING} from planning.deployment_finding order by answer is not null, due_on, id limit 300`)

export const findFinding = (tx: Tx, id: string) =>
  tx.find<CampaignFinding>(sql`select ${FINDING} from planning.deployment_finding where id = ${id}`)

export const hostsToAnswer = async (tx: Tx): Promise<string[]> =>
  (
    await tx.rows<{ region: string }>(
      sql`select distinct region from planning.deployment_finding where answer is null order by region`,
    )
  ).map(({ region }) => region)

export const findingsToAnswer = (tx: Tx, host: string) =>
  tx.rows<CampaignFinding>(
    sql`select ${FINDING} from planning.deployment_finding where region = ${host} and answer is null order by due_on, id`,
  )

/** Once an inspection: a record that is told again hands nothing over twice. */
export const insertFinding = (tx: Tx, one: CampaignFinding) =>
  tx.run(sql`
    insert into planning.deployment_finding (id, deployment_id, number, region, bureau, issuer, enterprise_id, enterprise_name, inspection_id,
      found_on, hazards, due_on)
    values (${one.id}, ${one.deploymentId}, ${one.number}, ${one.region}, ${one.bureau}, ${one.issuer}, ${one.enterpriseId}, ${one.enterpriseName},
      ${one.inspectionId}, ${one.foundOn}, ${JSON.stringify(one.hazards)}::jsonb, ${one.dueOn}) on conflict do nothing`)

/** @returns 0 when somebody answered just before. */
export const saveAnswer = (tx: Tx, { id, answer, at, by }: { id: string; answer: string; at: Instant; by: string }) =>
  tx.run(sql`
    update planning.deployment_finding set answer = ${answer}, answered_at = ${at}, answered_by = ${by} where id = ${id} and answer is null`)
