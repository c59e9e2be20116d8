import { unlessRefused } from '../../../kernel/refusal.ts'
import { take } from '../../../kernel/step.ts'
import { lawDateOf, yearOf } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { linkCase } from '../../hazard/public.ts'
import { getInspection, markHandedToCase } from '../../inspection/public.ts'
import { getBureau, getOfficers } from '../../people/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract.ts'
import { CASE_STATES, type Case } from '../model.ts'
import type { ProposeFiling } from '../rules/asks.ts'
import { refusesPunished } from '../rules/on-site.ts'
import { partyOf, titleOf } from '../rules/proposal.ts'
import * as store from '../store.ts'
import * as proceedings from '../store/proceeding.ts'
import { proposeFiling } from '../transitions/investigation.ts'
import { factsOf, mustHold } from './facts.ts'
import { besideOf } from './taking.ts'

/** The case before its first step: the party from the registry, the handlers as they are certified at this minute. */
async function draftOf({ tx, asker, at }: Ctx, input: ProposeFiling): Promise<Case> {
  const bureau = await getBureau(tx, asker.region)
  const party = partyOf(await getEnterprise(tx, input.enterpriseId), input.against)
  const officers = await getOfficers(tx, [...new Set(input.handlerIds)])
  return {
    id: input.id,
    state: 'submitted',
    version: 0,
    history: [],
    region: bureau.region,
    serial: null,
    year: yearOf(lawDateOf(at)),
    number: null,
    filingPaperId: null,
    title: titleOf(party, input.cause),
    cause: input.cause,
    source: input.source,
    inspectionId: input.inspectionId,
    enterpriseId: input.enterpriseId,
    party,
    brief: input.brief,
    foundOn: input.foundOn,
    acts: input.acts,
    evidence: input.evidence,
    handlers: officers.map(({ id, name, certificate }) => ({ id, name, certificateNumber: certificate?.number ?? '' })),
    filing: {
      opinion: input.opinion,
      approvalOpinion: '',
      declineReason: '',
    },
    filedOn: null,
    approver: null,
    interviews: [],
    returns: [],
    report: null,
    legalReview: null,
    discussion: null,
    notice: null,
    decision: null,
    payment: null,
    closing: null,
    decideBy: null,
    ending: null,
    frozen: [],
    remedyEnd: null,
    deferredTo: null,
    courtFiledOn: null,
    urgentSince: input.urgentSince,
    publishedOn: null,
    keptBackOn: null,
    reportedUpOn: null,
    unitReviews: [],
    archive: null,
  }
}

export const filing: readonly Route[] = [
  serve(contract.proposeFiling, async (input, ctx) => {
    ctx.concerns('case', input.id)
    if (input.inspectionId) await getInspection(ctx.tx, input.inspectionId)
    await mustHold(
      ctx,
      input.evidence.map(({ evidenceId }) => evidenceId),
      input.evidence.map(({ paperId }) => paperId),
    )
    const hazardIds = input.acts.flatMap(({ hazardId, alsoHazardIds }) => [
      ...(hazardId ? [hazardId] : []),
      ...alsoHazardIds,
    ])
    if (input.inspectionId)
      unlessRefused([refusesPunished(hazardIds, await proceedings.ofVisit(ctx.tx, input.inspectionId))])
    const draft = await draftOf(ctx, input)
    const facts = await factsOf(ctx, draft)
    const thing = take(proposeFiling, { thing: draft, input, facts, by: ctx.asker, at: ctx.at }, CASE_STATES)
    await store.insertCase(ctx.tx, thing, besideOf(thing, ctx))
    if (hazardIds.length > 0) {
      if (input.inspectionId)
        await markHandedToCase(ctx.tx, { inspectionId: input.inspectionId, caseId: thing.id, hazardIds })
      else await linkCase(ctx.tx, { hazardIds, caseId: thing.id })
    }
    ctx.note({
      step: proposeFiling.name,
      to: thing.state,
      acts: thing.acts.length,
      handlers: thing.handlers.length,
    })
    return thing
  }),
]
