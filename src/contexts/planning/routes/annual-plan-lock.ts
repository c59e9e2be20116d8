import { NotFound, overtaken } from '../../../kernel/answer.ts'
import { art } from '../../../kernel/citation.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import type { Ctx } from '../../../platform/http.ts'
import type { AnnualPlanView } from '../contract/annual-plans.ts'
import type { AnnualPlan } from '../rules/annual-plan.ts'
import * as plans from '../store/annual-plans.ts'
import { viewOf } from './annual-plan-view.ts'

/** The plan, locked, as the caller saw it last; a conflict tells who was faster. */
export async function lockPlanVersion(ctx: Ctx, id: string, version: number): Promise<AnnualPlan> {
  ctx.concerns('annual-plan', id)
  const plan = await plans.lockPlan(ctx.tx, id)
  if (!plan) throw new NotFound('annual-plan')
  // A bureau above reads the plans of its region; only the bureau itself works on its own.
  if (plan.region !== ctx.asker.region)
    throw new Refused([
      {
        ...no(
          'plan-of-another-bureau',
          { bureau: plan.bureauName },
          '这是{bureau}的计划，由其自行编制和办理',
          '需要改动的，向该机关提出',
        ),
        cites: art('WSL', 62, 2),
      },
    ])
  if (plan.version === version) return plan
  throw overtaken(plan.history, '计划')
}

/** Writes what a step made of the plan and shows it. */
export async function savedPlan(ctx: Ctx, after: AnnualPlan, before: AnnualPlan): Promise<AnnualPlanView> {
  await plans.savePlan(ctx.tx, after, ctx.at)
  ctx.note({ number: after.number, from: before.state, to: after.state })
  return viewOf(ctx.tx, after, ctx.at)
}
