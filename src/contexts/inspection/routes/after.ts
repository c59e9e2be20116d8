import { NotFound } from '../../../kernel/answer.ts'
import { take } from '../../../kernel/step.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { answerMoreTime, keepOpinions, orderHazards, recheckHazards } from '../../hazard/public.ts'
import { atTheAct } from '../../device/public.ts'
import * as contract from '../contract.ts'
import { INSPECTION_STATES } from '../model.ts'
import { certifiedAmong, snapshotOf } from '../rules/officers.ts'
import { moreTimeAnswer, moreTimeApproval, orderPaper, recheckPaper } from '../rules/papers.ts'
import { deadlineOf, disagreements, orderable, requirementOf } from '../rules/rectify.ts'
import * as transitions from '../transitions.ts'
import { factsOf, lockVersion, save } from './facts.ts'
import { chainPaper, lastPaper, opinionsFrom, papersOfInspection, sourceOf, write } from './papers.ts'

/** After the visit: re-check, a new date for what failed, the end. */
export const after: readonly Route[] = [
  serve(contract.recheck, async ({ id, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.recheck.audit, subjectId: id })
    const before = await lockVersion(ctx.tx, id, input.version)
    const facts = await factsOf(ctx.tx, { inspection: before, on: ctx.today, officerIds: input.officerIds })
    const rechecked = take(
      transitions.recheck,
      { thing: before, input, facts, by: ctx.asker, at: ctx.at },
      INSPECTION_STATES,
    )
    const hazards = await recheckHazards(ctx.tx, {
      results: input.results,
      on: ctx.today,
      asker: ctx.asker,
      at: ctx.at,
    })
    await save(ctx.tx, rechecked, before)
    const papers = await papersOfInspection(ctx, rechecked)
    const order = lastPaper(papers, 'D05')
    const officers = certifiedAmong(facts.officers, ctx.today).map(snapshotOf)
    const source = await sourceOf(ctx, rechecked, facts.enterprise)
    const paper = await write(ctx, {
      source,
      template: 'D06',
      plan: chainPaper(papers)?.id ?? null,
      signed: { on: input, officers, place: input.place, principal: input.principalSignature },
      data: recheckPaper({
        ...source,
        hazards,
        officers,
        place: input.place,
        order: {
          number: order?.number ?? null,
          on: order ? lawDateOf(order.issuedAt) : (before.orderedOn ?? ctx.today),
        },
      }),
    })
    const failed = hazards.filter(({ state }) => state === 'failed').length
    ctx.note({ from: before.state, to: rechecked.state, paper: paper.number, passed: hazards.length - failed, failed })
    return { inspection: rechecked, papers: [paper] }
  }),

  serve(contract.answerMoreTime, async ({ id, ...input }, ctx) => {
    ctx.concerns('inspection', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    const facts = await factsOf(ctx.tx, { inspection: before, on: ctx.today })
    const answered = take(
      transitions.answerMoreTime,
      { thing: before, input, facts, by: ctx.asker, at: ctx.at },
      INSPECTION_STATES,
    )
    const asked = facts.hazards.find((hazard) => hazard.id === input.hazardId)
    if (!asked) throw new NotFound('hazard')
    await answerMoreTime(ctx.tx, { ...input, asker: ctx.asker, at: ctx.at })
    await save(ctx.tx, answered, before)
    const papers = await papersOfInspection(ctx, answered)
    const [plan, order] = [lastPaper(papers, 'D02')?.id ?? null, lastPaper(papers, 'D05')]
    const source = {
      ...(await sourceOf(ctx, answered, facts.enterprise)),
      hazard: asked,
      order: {
        number: order?.number ?? null,
        on: order ? lawDateOf(order.issuedAt) : (before.orderedOn ?? ctx.today),
      },
      answer: input,
      approver: ctx.asker.name,
    }
    const written = [
      await write(ctx, { source, template: 'YQSP', plan, data: moreTimeApproval(source) }),
      await write(ctx, { source, template: 'YQDF', plan, data: moreTimeAnswer(source) }),
    ]
    ctx.note({ hazard: input.hazardId, granted: input.granted, until: input.until })
    return { inspection: answered, papers: written }
  }),

  serve(contract.orderAgain, async ({ id, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.orderAgain.audit, subjectId: id })
    const before = await lockVersion(ctx.tx, id, input.version)
    const facts = await factsOf(ctx.tx, { inspection: before, on: ctx.today })
    const ordered = take(
      transitions.orderAgain,
      { thing: before, input, facts, by: ctx.asker, at: ctx.at },
      INSPECTION_STATES,
    )
    const deadlines = orderable(facts.hazards).map(({ id: hazardId }) => ({
      hazardId,
      rectifyBy: deadlineOf(input, hazardId),
      requirement: requirementOf(input, hazardId),
    }))
    const hazards = await orderHazards(ctx.tx, { deadlines, asker: ctx.asker, at: ctx.at })
    await save(ctx.tx, ordered, before)
    const plan = chainPaper(await papersOfInspection(ctx, ordered))
    const source = await sourceOf(ctx, ordered, facts.enterprise)
    await keepOpinions(ctx.tx, { ...opinionsFrom(source, input), hazards, asker: ctx.asker, at: ctx.at })
    const paper = await write(ctx, {
      source,
      template: 'D05',
      plan: plan?.id ?? null,
      data: orderPaper({ ...source, hazards }),
      signed: {
        on: input,
        officers: certifiedAmong(facts.officers, ctx.today).map(snapshotOf),
        place: ordered.record?.places ?? '',
      },
    })
    ctx.note({
      from: before.state,
      to: ordered.state,
      paper: paper.number,
      rectifyBy: ordered.rectifyBy,
      disagreements: disagreements(facts, input).length,
    })
    return { inspection: ordered, papers: [paper] }
  }),

  serve(contract.conclude, async ({ id, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.conclude.audit, subjectId: id })
    const before = await lockVersion(ctx.tx, id, input.version)
    const facts = await factsOf(ctx.tx, { inspection: before, on: ctx.today })
    const concluded = take(
      transitions.conclude,
      { thing: before, input, facts, by: ctx.asker, at: ctx.at },
      INSPECTION_STATES,
    )
    await save(ctx.tx, concluded, before)
    await ctx.emit({
      name: 'inspection.concluded',
      payload: { inspectionId: id, enterpriseId: concluded.enterpriseId, on: lawDateOf(ctx.at) },
    })
    ctx.note({ from: before.state, to: concluded.state })
    return { inspection: concluded, papers: [] }
  }),
]
