import { randomUUID } from 'node:crypto'
import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { addDays, yearOf } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { findNumber } from '../../law/rules/lawbook.ts'
import type { Enterprise } from '../../registry/model.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract/joint.ts'
import { release } from '../public.ts'
import { proposeJoint, refusesAccepting, type Intent, type JointProposal } from '../rules/joint.ts'
import { ownNumber } from '../rules/tasks.ts'
import * as store from '../store/joints.ts'

const PROPOSALS_MAX = 100
/** How far ahead plans are compared. */
const AHEAD_DAYS = 366

/** Before the circular of 2025 nobody has to join visits: no days, no proposals. */
const NO_WINDOW = 0

const windowOf = ({ asker, today }: Ctx) =>
  findNumber(lawbook(), 'planning.joint-window-days', { region: asker.region, date: today }) ?? NO_WINDOW

const intentsAhead = (ctx: Ctx) =>
  store.intentsIn(ctx.tx, ctx.asker.region, { from: ctx.today, until: addDays(ctx.today, AHEAD_DAYS) })

/** The file, or null where it left the asker's sight since the plan was made. */
async function seen(ctx: Ctx, id: string): Promise<Enterprise | null> {
  return getEnterprise(ctx.tx, id).catch((error: unknown) => {
    if (error instanceof NotFound) return null
    throw error
  })
}

async function proposalsFor(ctx: Ctx, intents: readonly Intent[]) {
  const windowDays = windowOf(ctx)
  if (windowDays === NO_WINDOW) return []
  const crowded = proposeJoint(intents, { windowDays, responsibleOf: () => '' }).slice(0, PROPOSALS_MAX)
  const known = new Map<string, Enterprise>()
  for (const { enterpriseId } of crowded) {
    const enterprise = known.get(enterpriseId) ?? (await seen(ctx, enterpriseId))
    if (enterprise) known.set(enterpriseId, enterprise)
  }
  const proposals = proposeJoint(
    crowded.flatMap(({ members }) => members).filter(({ enterpriseId }) => known.has(enterpriseId)),
    { windowDays, responsibleOf: (id) => known.get(id)?.responsibleBureau ?? '' },
  )
  return proposals.map((proposal) => ({ ...proposal, enterpriseName: known.get(proposal.enterpriseId)?.name ?? '' }))
}

const shown = (proposal: JointProposal & { enterpriseName: string }) => ({
  ...proposal,
  bureaus: [...proposal.bureaus],
  checkItemIds: [...proposal.checkItemIds],
  members: proposal.members.map((member) => ({ ...member, checkItemIds: [...member.checkItemIds] })),
})

export const joints: readonly Route[] = [
  serve(contract.jointProposals, async (_, ctx) => ({
    windowDays: windowOf(ctx),
    proposals: (await proposalsFor(ctx, await intentsAhead(ctx))).map(shown),
    joints: (await store.listJoints(ctx.tx)).map((joint) => ({
      ...joint,
      bureaus: [...joint.bureaus],
      checkItemIds: [...joint.checkItemIds],
      mergedInspections: [...joint.mergedInspections],
    })),
  })),

  serve(contract.acceptJoint, async ({ enterpriseId, memberIds, on }, ctx) => {
    const { tx, asker, at, today } = ctx
    const enterprise = await getEnterprise(tx, enterpriseId)
    ctx.concerns('enterprise', enterprise.id)
    const wanted = (await intentsAhead(ctx)).filter(({ id }) => memberIds.includes(id))
    const [proposal] = await proposalsFor(ctx, wanted)
    if (wanted.length !== memberIds.length || !proposal || proposal.members.length !== wanted.length)
      throw new Conflict('其中有的方案或任务已被修改、取消或合并，请刷新后重新核对')
    unlessRefused([refusesAccepting(proposal, { bureau: asker.region, on, today })])
    const plans = proposal.members.filter(({ kind }) => kind === 'plan')
    const kept = plans.find(({ bureau }) => bureau === proposal.leader) ?? null
    const merged = plans.filter(({ id }) => id !== kept?.id).flatMap(({ inspectionId }) => inspectionId ?? [])
    const year = yearOf(on)
    const serial = await store.nextJointSerial(tx, proposal.leader, year)
    const joint = {
      id: randomUUID(),
      region: proposal.leader,
      year,
      serial,
      number: ownNumber({ kind: 'joint', year, region: proposal.leader, serial }),
      enterpriseId: enterprise.id,
      enterpriseRegion: enterprise.region,
      enterpriseName: enterprise.name,
      bureaus: [...proposal.bureaus],
      on,
      checkItemIds: [...proposal.checkItemIds],
      inspectionId: kept?.inspectionId ?? null,
      mergedInspections: merged,
      acceptedAt: at,
    }
    await store.insertJoint(tx, joint, { at, by: asker.id })
    for (const inspectionId of merged) await release(tx, { inspectionId, at, by: asker.id })
    // The leader's own task stays open as long as it has no plan: from it the joint visit is planned.
    const own = kept ? null : proposal.members.find(({ bureau }) => bureau === proposal.leader)
    const others = proposal.members.filter(({ kind, id }) => kind !== 'plan' && id !== own?.id).map(({ id }) => id)
    await store.mergeTasks(tx, joint.id, others)
    ctx.note({
      number: joint.number,
      bureaus: joint.bureaus,
      slotsGivenBack: merged.length,
      tasksMerged: others.length,
    })
    return joint
  }),
]
