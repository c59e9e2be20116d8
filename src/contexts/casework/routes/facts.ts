import { NotFound } from '../../../kernel/answer.ts'
import { Refused } from '../../../kernel/refusal.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Ctx } from '../../../platform/http.ts'
import { findPaper } from '../../document/public.ts'
import { isRemoved } from '../../evidence/model.ts'
import { getEvidence } from '../../evidence/public.ts'
import { HAZARD_STATES } from '../../hazard/model.ts'
import { getHazards } from '../../hazard/public.ts'
import { lawbook } from '../../law/public.ts'
import type { Officer } from '../../people/model.ts'
import { findOfficers } from '../../people/public.ts'
import type { ActAmount, Case, CaseAct, CaseFacts, Judgement } from '../model.ts'
import { duesOf } from '../rules/clocks.ts'
import { impactWords } from '../rules/impact.ts'
import { isJudged, judge } from '../rules/judgement.ts'
import { besideOf } from '../rules/side-view.ts'
import * as store from '../store.ts'
import { spreadsOf } from './equal-cases.ts'
import * as proceedings from '../store/proceeding.ts'

/** What the input adds to the facts: persons it names, acts and amounts it proposes, the service it records. */
export type Asked = {
  readonly officerIds?: readonly string[]
  readonly acts?: readonly CaseAct[]
  readonly amounts?: readonly ActAmount[]
  readonly servedOn?: LawDate | null
  readonly starts?: readonly string[]
  /** Refuse at once when the law engine cannot judge the acts; otherwise the judgement is left out. */
  readonly mustJudge?: boolean
  /** The step proposes amounts: gather what equal cases were given. */
  readonly proposesAmounts?: boolean
}

/** The engine's derivation for a case on the day of the act, with the procedure that the real amounts demand. */
export async function judgeCase(
  ctx: Pick<Ctx, 'tx' | 'today'>,
  thing: Case,
  asked: Asked = {},
): Promise<Judgement | null> {
  const answer = judge(lawbook(), {
    acts: asked.acts ?? thing.acts,
    party: thing.party,
    region: thing.region,
    foundOn: thing.foundOn,
    on: ctx.today,
    lastViolations: await store.lastViolations(ctx.tx, { enterpriseId: thing.enterpriseId, exceptCase: thing.id }),
    amounts: asked.amounts ?? thing.report?.amounts,
  })
  if (isJudged(answer)) return answer
  if (asked.mustJudge) throw new Refused(answer.refusals)
  return null
}

async function unrectifiedOf({ tx }: Pick<Ctx, 'tx'>, { state, acts, ending }: Case): Promise<string[]> {
  // What ended without a penalty was handed over, unproven or corrected under its own procedure.
  if (ending || (state !== 'paid' && state !== 'closing')) return []
  const ids = acts.flatMap(({ hazardId, alsoHazardIds }) => [...(hazardId ? [hazardId] : []), ...alsoHazardIds])
  const hazards = ids.length > 0 ? await getHazards(tx, ids) : []
  return hazards
    .filter(({ state: stands }) => stands !== 'passed')
    .map((hazard) => `${hazard.description}（${HAZARD_STATES[hazard.state]}）`)
}

/**
 * The officers as far as the scope shows them: a handler who has moved to another bureau must not make his old cases
 * unreadable. The rules that need him will find him missing and say so.
 */
export async function officersAmong(tx: Tx, ids: readonly string[]): Promise<Officer[]> {
  const found = new Map((await findOfficers(tx, ids)).map((officer) => [officer.id, officer]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Originals and papers that an input points to are there and in the asker's sight. Throws NotFound. */
export async function mustHold(
  { tx }: Pick<Ctx, 'tx'>,
  evidenceIds: readonly (string | null)[],
  paperIds: readonly (string | null)[] = [],
): Promise<void> {
  const originals = evidenceIds.filter((id) => id !== null)
  if (originals.length > 0) await getEvidence(tx, originals)
  for (const id of paperIds) if (id !== null && !(await findPaper(tx, id))) throw new NotFound('paper')
}

/**
 * All that the rules of the case look at beyond the case, gathered from the other contexts inside the same transaction.
 */
export async function factsOf(ctx: Ctx, thing: Case, asked: Asked = {}): Promise<CaseFacts> {
  const named = [
    ...new Set([
      ...thing.handlers.map(({ id }) => id),
      ...(ctx.asker.kind === 'officer' ? [ctx.asker.id] : []),
      ...(asked.officerIds ?? []),
    ]),
  ]
  const servedOn = asked.servedOn ?? null
  const { id, enterpriseId, region, party } = thing
  const draft = { caseId: id, enterpriseId, region, partyKind: party.kind, acts: asked.acts ?? thing.acts }
  // None waits for another: the questions travel to the database together.
  const [judgement, officers, finedBefore, unrectified, beside, removedEvidence] = await Promise.all([
    judgeCase(ctx, thing, asked),
    officersAmong(ctx.tx, named),
    thing.state === 'submitted' ? store.findSameActs(ctx.tx, { caseId: id, enterpriseId, acts: thing.acts }) : [],
    unrectifiedOf(ctx, thing),
    proceedings.ofCase(ctx.tx, id),
    removedOf(ctx, thing),
  ])
  return {
    officers,
    judgement,
    ...(asked.proposesAmounts ? { equalCases: await spreadsOf(ctx, draft, judgement) } : {}),
    finedBefore,
    due: servedOn && asked.starts ? duesOf(lawbook(), asked.starts, servedOn) : {},
    servedOn,
    impactWords: impactWords(lawbook(), { region, date: ctx.today }),
    unrectified,
    beside: besideOf(beside),
    removedEvidence,
  }
}

async function removedOf({ tx }: Ctx, { evidence }: Case): Promise<string[]> {
  const ids = evidence.flatMap(({ evidenceId }) => evidenceId ?? [])
  return ids.length === 0 ? [] : (await getEvidence(tx, ids)).filter(isRemoved).map(({ id }) => id)
}
