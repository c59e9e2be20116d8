import { art } from '../../../kernel/citation.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import type { Service } from '../../document/model.ts'
import { papersOf, servicesOf } from '../../document/public.ts'
import { evidenceOf, getEvidence, recordingsOf, transfersOf } from '../../evidence/public.ts'
import type { Evidence } from '../../evidence/model.ts'
import { holdingsOf } from '../../evidence/rules/custody.ts'
import { hazardsOfInspection } from '../../hazard/public.ts'
import * as contract from '../contract/proof.ts'
import type { Case } from '../model.ts'
import { gapsOf, standingEvidence } from '../rules/evidence-matrix.ts'
import { momentsDue, momentsKept } from '../rules/recordings.ts'
import { leftOutOf } from '../rules/penalty-kinds.ts'
import { questionsFor } from '../rules/question-bank.ts'
import * as store from '../store.ts'
import { questionBank } from '../store/question-bank.ts'
import { factsOf } from './facts.ts'

async function servicesIn({ tx }: Ctx, thing: Case): Promise<Service[]> {
  const papers = await papersOf(tx, { kind: 'case', id: thing.id })
  return servicesOf(
    tx,
    papers.filter(({ deemedServedOn }) => deemedServedOn).map(({ id }) => id),
  )
}

/** Originals that the case lists, and those that were added to it or to its visit without being listed. */
async function originalsIn({ tx }: Ctx, thing: Case): Promise<Evidence[]> {
  const [listed, added, seen] = await Promise.all([
    getEvidence(
      tx,
      thing.evidence.flatMap(({ evidenceId }) => evidenceId ?? []),
    ),
    evidenceOf(tx, { kind: 'case', id: thing.id }),
    thing.inspectionId ? evidenceOf(tx, { kind: 'inspection', id: thing.inspectionId }) : [],
  ])
  return [...new Map([...listed, ...added, ...seen].map((item) => [item.id, item])).values()]
}

export const proof: readonly Route[] = [
  serve(contract.caseProof, async ({ id }, ctx) => {
    const thing = await store.getCase(ctx.tx, id)
    ctx.concerns('case', id)
    const [facts, items, services, hazards, recordings] = await Promise.all([
      factsOf(ctx, thing),
      originalsIn(ctx, thing),
      servicesIn(ctx, thing),
      thing.inspectionId ? hazardsOfInspection(ctx.tx, thing.inspectionId) : [],
      recordingsOf(ctx.tx, id),
    ])
    const transfers = await transfersOf(
      ctx.tx,
      items.map((item) => item.id),
    )
    const judged = (thing.report?.derivation ?? facts.judgement)?.acts ?? []
    const moments = momentsDue({ thing, beside: facts.beside, services })
    return {
      gaps: gapsOf({
        acts: thing.acts,
        evidence: standingEvidence(thing.evidence, facts.removedEvidence),
        judged,
      }),
      leftOut: leftOutOf(hazards, thing).map(({ id: hazardId, description }) => ({
        id: hazardId,
        description,
        cites: art('S003', 4),
      })),
      moments: momentsKept(moments, recordings).map((moment) => ({
        ...moment,
        recordings: [...moment.recordings],
      })),
      originals: items.map((item) => {
        const own = transfers.filter(({ itemId }) => itemId === item.id)
        return { item, transfers: own, holdings: holdingsOf(item, own) }
      }),
    }
  }),

  serve(contract.questionsOfCase, async ({ id }, { tx }) => {
    const { acts } = await store.getCase(tx, id)
    const keys = acts.map(({ violationKey }) => violationKey)
    return { groups: questionsFor(questionBank(), keys) }
  }),
]
