import { randomUUID } from 'node:crypto'
import { NotFound, overtaken } from '../../../kernel/answer.ts'
import { art } from '../../../kernel/citation.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { take } from '../../../kernel/step.ts'
import { yearOf, type LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { findCheckItem, inForce } from '../../law/rules/lawbook.ts'
import { getBureau } from '../../people/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract.ts'
import { accidentMatters } from '../contract/accidents.ts'
import { SPECIAL_STATES, type DeploymentInput, type Special, type SpecialInput } from '../model.ts'
import type { SpecialFacts } from '../rules/acts.ts'
import { findQuotas, refusesQuotas } from '../../law/rules/quota-linter.ts'
import { ownNumber } from '../rules/tasks.ts'
import { mattersOf } from '../rules/accident-causes.ts'
import { accidentTypes } from '../store/accident-causes.ts'
import { insertDeployment, listDeployments } from '../store/deployments.ts'
import * as drawStore from '../store/draws.ts'
import { dropOpenTasks, insertTasks, listTasks, tasksOfSource } from '../store/tasks.ts'
import * as transitions from '../transitions.ts'

const NO_FACTS: SpecialFacts = { unpublishedItems: [], tasksBefore: 0, businesses: [] }

const viewOf = async (tx: Tx, special: Special): Promise<contract.SpecialView> => ({
  special,
  tasks: await tasksOfSource(tx, special.id),
})

async function lockVersion(tx: Tx, id: string, version: number): Promise<Special> {
  const special = await drawStore.lockSpecial(tx, id)
  if (!special) throw new NotFound('special')
  if (special.version === version) return special
  throw overtaken(special.history, '专项检查')
}

const unpublished = (ids: readonly string[], on: LawDate): string[] =>
  ids.filter((id) => {
    const item = findCheckItem(lawbook(), id)
    return !item || !inForce(item, on)
  })

async function saved(ctx: Ctx, after: Special, before: Special) {
  await drawStore.saveSpecial(ctx.tx, after, ctx.at)
  ctx.note({ number: after.number, from: before.state, to: after.state })
  return viewOf(ctx.tx, after)
}

async function draft(ctx: Ctx, input: SpecialInput): Promise<contract.SpecialView> {
  const { tx, asker, at, today } = ctx
  const year = yearOf(today)
  const serial = await drawStore.nextSerial(tx, { table: 'special', region: asker.region, year })
  const thing: Special = {
    ...input,
    id: randomUUID(),
    state: 'drafted',
    version: 0,
    history: [],
    region: asker.region,
    number: ownNumber({ kind: 'special', year, region: asker.region, serial }),
    draftedBy: asker.id,
    approvedBy: null,
    filing: null,
    closedBecause: '',
  }
  ctx.concerns('special', thing.id)
  const facts = { ...NO_FACTS, unpublishedItems: unpublished(input.checkItemIds, input.from) }
  const special = take(transitions.draftSpecial, { thing, input, facts, by: asker, at }, SPECIAL_STATES)
  await drawStore.insertSpecial(tx, special, { year, serial, at })
  ctx.note({ number: special.number, trigger: special.trigger, most: special.visitsMax })
  return viewOf(tx, special)
}

/** The order comes from a common superior: a bureau that covers everybody who is sent and every place they go to. */
function refusesOrder(region: string, { bureaus, regions, from, until, purpose }: DeploymentInput) {
  const beyond = [...bureaus, ...regions].filter((one) => !covers(region, one))
  const itself = bureaus.filter((one) => one === region)
  return [
    ...refusesQuotas(purpose),
    ...(beyond.length > 0
      ? [
          {
            ...no(
              'deployment-beyond-region',
              { beyond: [...new Set(beyond)].join('、') },
              '{beyond}不在本机关管辖区域内，不能由本机关部署',
              '由共同的上级部门部署',
            ),
            cites: art('MEM-2025-02-27', 6),
          },
        ]
      : []),
    ...(itself.length > 0
      ? [no('deployment-of-oneself', {}, '统一部署由上级下达给下级，不能派出本机关自己', '只填写下级机关')]
      : []),
    ...(from > until
      ? [no('deployment-backwards', { from, until }, '部署期限{from}至{until}不成立', '核对起止日期')]
      : []),
  ]
}

/** Art. 6: only a bureau of the register enforces; an agency, a laboratory or an institute is sent by nobody. */
async function onlyBureaus(tx: Tx, bureaus: readonly string[]): Promise<void> {
  const strangers: string[] = []
  for (const bureau of bureaus)
    await getBureau(tx, bureau).catch((error: unknown) => {
      if (!(error instanceof NotFound)) throw error
      strangers.push(bureau)
    })
  if (strangers.length > 0)
    throw new Refused([
      {
        ...no(
          'not-a-bureau',
          { bureaus: strangers.join('、') },
          '{bureaus}不是登记的执法主体，不能承担检查',
          '只派出应急管理部门；技术服务机构只在执法人员带领下协助',
        ),
        cites: art('MEM-2025-02-27', 6),
      },
    ])
}

export const specials: readonly Route[] = [
  serve(contract.draftSpecial, (input, ctx) => draft(ctx, input)),

  serve(contract.approveSpecial, async ({ id, ...input }, ctx) => {
    ctx.concerns('special', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    return saved(
      ctx,
      take(
        transitions.approveSpecial,
        { thing: before, input, facts: NO_FACTS, by: ctx.asker, at: ctx.at },
        SPECIAL_STATES,
      ),
      before,
    )
  }),

  serve(contract.fileSpecial, async ({ id, ...input }, ctx) => {
    ctx.concerns('special', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    return saved(
      ctx,
      take(
        transitions.fileSpecial,
        { thing: before, input, facts: NO_FACTS, by: ctx.asker, at: ctx.at },
        SPECIAL_STATES,
      ),
      before,
    )
  }),

  serve(contract.assignSpecial, async ({ id, ...input }, ctx) => {
    ctx.concerns('special', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    const tasks = await tasksOfSource(ctx.tx, id)
    const businesses = []
    for (const enterpriseId of new Set(input.enterpriseIds)) {
      const { name, region, sectors } = await getEnterprise(ctx.tx, enterpriseId)
      businesses.push({
        id: enterpriseId,
        name,
        region,
        sectors,
        hasTask: tasks.some((task) => task.enterpriseId === enterpriseId),
      })
    }
    const facts = { ...NO_FACTS, tasksBefore: tasks.length, businesses }
    const after = take(
      transitions.assignSpecial,
      { thing: before, input, facts, by: ctx.asker, at: ctx.at },
      SPECIAL_STATES,
    )
    await insertTasks(
      ctx.tx,
      businesses.map((business) => ({
        id: randomUUID(),
        region: after.region,
        enterpriseId: business.id,
        enterpriseName: business.name,
        kind: 'special',
        sourceId: id,
        sourceNumber: after.number,
        dueFrom: after.from,
        dueUntil: after.until,
        officerIds: [],
        checkItemIds: after.checkItemIds,
        state: 'open',
        inspectionId: null,
      })),
    )
    return saved(ctx, after, before)
  }),

  serve(contract.closeSpecial, async ({ id, ...input }, ctx) => {
    ctx.concerns('special', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    const after = take(
      transitions.closeSpecial,
      { thing: before, input, facts: NO_FACTS, by: ctx.asker, at: ctx.at },
      SPECIAL_STATES,
    )
    await dropOpenTasks(ctx.tx, id)
    return saved(ctx, after, before)
  }),

  serve(contract.listSpecials, async (_, { tx, asker }) => ({ specials: await drawStore.listSpecials(tx, asker) })),

  serve(contract.getSpecial, async ({ id }, { tx }) => {
    const special = await drawStore.findSpecial(tx, id)
    if (!special) throw new NotFound('special')
    return viewOf(tx, special)
  }),

  serve(contract.listTasks, async ({ state }, { tx, asker }) => ({ tasks: await listTasks(tx, asker, state) })),

  serve(contract.orderDeployment, async (input, ctx) => {
    const { tx, asker, at } = ctx
    const refusals = refusesOrder(asker.region, input)
    if (refusals.length > 0) throw new Refused(refusals)
    await onlyBureaus(tx, input.bureaus)
    const order = { ...input, id: randomUUID(), region: asker.region }
    ctx.concerns('deployment', order.id)
    if (!(await insertDeployment(tx, order, { at, by: asker.id })))
      throw new Refused([no('deployment-number-taken', { number: input.number }, '部署文号{number}已登记', '核对文号')])
    ctx.note({ number: order.number, bureaus: order.bureaus, regions: order.regions })
    return order
  }),

  serve(contract.listDeployments, async (_, { tx }) => ({ deployments: await listDeployments(tx) })),

  serve(accidentMatters, async (_, { today }) => ({
    types: accidentTypes().map((type) => ({
      code: type.code,
      name: type.name,
      causes: mattersOf(type, lawbook(), today),
    })),
  })),

  serve(contract.lintText, async ({ text }) => ({ findings: findQuotas(text) })),
]
