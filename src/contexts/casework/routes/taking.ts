import { unlessRefused } from '../../../kernel/refusal.ts'
import { take, whyNotOffered } from '../../../kernel/step.ts'
import type { Ctx } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import { CASE_STATES, type Case } from '../model.ts'
import { caseRows } from '../rules/clocks.ts'
import * as store from '../store.ts'
import type { CaseStep } from '../transitions/arrow.ts'
import { factsOf, type Asked } from './facts.ts'
import type { Desk } from './papers.ts'

type Addressed = { readonly id: string; readonly version: number }

type More<Input> = {
  /** What the input adds to the facts. */
  readonly asked?: (input: Input, thing: Case) => Asked
  /**
   * What must be done before the rules can look, e.g. record a service; runs only where the step may be offered at all.
   */
  readonly first?: (desk: Desk, input: Input) => Promise<Asked>
  /** Writes the papers and puts what they brought (numbers, ids) into the case. */
  readonly write?: (desk: Desk, input: Input) => Promise<Case>
  /** Tells other contexts when all is saved. */
  readonly tell?: (thing: Case, ctx: Ctx) => Promise<void>
}

/** What stands beside the case: its running clocks. */
export const besideOf = (thing: Case, { at }: Pick<Ctx, 'at'>): store.Beside => ({
  at,
  clocks: caseRows(thing, { book: lawbook(), at }),
})

/** For the journal: in whose stead the last step was taken. */
export const mandateOf = ({ history }: Pick<Case, 'history'>) => {
  const insteadOf = history.at(-1)?.insteadOf
  return insteadOf ? { insteadOf } : {}
}

/** One step of a case: lock, gather the facts, take, write the papers, save, tell. */
export async function takeStep<Input extends Addressed>(
  ctx: Ctx,
  step: CaseStep<Input>,
  input: Input,
  more: More<Input> = {},
): Promise<Case> {
  ctx.concerns('case', input.id)
  const before = await store.lockCase(ctx.tx, input.id, input.version)
  unlessRefused(whyNotOffered(step, before, ctx.asker, CASE_STATES))
  const bureau = await getBureau(ctx.tx, before.region)
  const asked: Asked = more.asked?.(input, before) ?? {}
  const known = await factsOf(ctx, before, asked)
  const done = more.first ? await more.first({ ctx, bureau, thing: before, facts: known }, input) : null
  const facts = done ? await factsOf(ctx, before, { ...asked, ...done }) : known
  const taken = take(step, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, CASE_STATES)
  const after = more.write ? await more.write({ ctx, bureau, thing: taken, facts }, input) : taken
  await store.saveCase(ctx.tx, after, besideOf(after, ctx))
  ctx.note({ step: step.name, from: before.state, to: after.state, number: after.number, ...mandateOf(after) })
  await more.tell?.(after, ctx)
  return after
}
