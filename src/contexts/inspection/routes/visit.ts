import { take } from '../../../kernel/step.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { createHazards, keepOpinions, orderHazards } from '../../hazard/public.ts'
import { commitEntry } from '../../planning/public/leases.ts'
import { atTheAct } from '../../device/public.ts'
import * as contract from '../contract.ts'
import { INSPECTION_STATES } from '../model.ts'
import { withJoined } from '../rules/join.ts'
import { measuresPaper, noticePaper, orderPaper, recordPaper } from '../rules/papers.ts'
import { deadlineOf, disagreements, orderable, requirementOf } from '../rules/rectify.ts'
import { noticeIsDue } from '../rules/papers-ahead.ts'
import * as transitions from '../transitions.ts'
import { factsOf, lockVersion, save } from './facts.ts'
import { chainPaper, lastPaper, opinionsFrom, papersOfInspection, sourceOf, write, type Written } from './papers.ts'

/** On site: the door, the record, the order. */
export const visit: readonly Route[] = [
  serve(contract.enter, async ({ id, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.enter.audit, subjectId: id })
    const before = await lockVersion(ctx.tx, id, input.version)
    const facts = await factsOf(ctx.tx, { inspection: before, on: ctx.today, doorCode: input.doorCode, lock: true })
    const after = take(transitions.enter, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, INSPECTION_STATES)
    const told = { device: call.replay?.phone ?? null, enteredAt: ctx.at, at: call.at }
    await commitEntry(ctx.tx, { inspectionId: id, ...told, by: ctx.asker.id })
    await save(ctx.tx, after, before)
    const plan = lastPaper(await papersOfInspection(ctx, after), 'D02')
    const source = await sourceOf(ctx, after, facts.enterprise)
    const papers = noticeIsDue(ctx.at)
      ? [
          await write(ctx, {
            source,
            template: 'JCTZ',
            plan: plan?.id ?? null,
            data: noticePaper({ ...source, items: facts.items, cap: facts.cap, planNumber: plan?.number ?? null }),
          }),
        ]
      : []
    ctx.note({ from: before.state, to: after.state, means: input.means, visit: facts.cap.made + 1, cap: facts.cap.cap })
    return { inspection: after, papers }
  }),

  serve(contract.record, async ({ id, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.record.audit, subjectId: id })
    const before = await lockVersion(ctx.tx, id, input.version)
    const facts = await factsOf(ctx.tx, { inspection: before, on: ctx.today })
    const after = take(
      transitions.record,
      { thing: withJoined(before, facts), input, facts, by: ctx.asker, at: ctx.at },
      INSPECTION_STATES,
    )
    const hazards = await createHazards(ctx.tx, {
      findings: input.findings,
      inspection: after,
      asker: ctx.asker,
      at: ctx.at,
    })
    await save(ctx.tx, after, before)
    const plan = chainPaper(await papersOfInspection(ctx, after))
    const source = await sourceOf(ctx, after, facts.enterprise)
    const paper = await write(ctx, {
      source,
      template: 'D03',
      plan: plan?.id ?? null,
      data: recordPaper({ ...source, hazards }),
      signed: { on: input, officers: after.officers, place: input.places },
    })
    const payload = {
      inspectionId: id,
      enterpriseId: after.enterpriseId,
      on: lawDateOf(ctx.at),
      hazards: hazards.length,
    }
    await ctx.emit({ name: 'inspection.recorded', payload })
    // WSL 68: a refusal to sign is reported to the bureau; whoever watches over inspections hears of it here.
    if (input.refusalNote) await ctx.emit({ name: 'inspection.signature-refused', payload })
    ctx.note({
      from: before.state,
      to: after.state,
      paper: paper.number,
      hazards: hazards.length,
      refused: input.refusalNote !== '',
    })
    return { inspection: after, papers: [paper] }
  }),

  serve(contract.order, async ({ id, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.order.audit, subjectId: id })
    const before = await lockVersion(ctx.tx, id, input.version)
    const facts = await factsOf(ctx.tx, { inspection: before, on: ctx.today })
    const after = take(transitions.order, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, INSPECTION_STATES)
    const deadlines = orderable(facts.hazards).map(({ id: hazardId }) => ({
      hazardId,
      rectifyBy: deadlineOf(input, hazardId),
      requirement: requirementOf(input, hazardId),
    }))
    const hazards = await orderHazards(ctx.tx, { deadlines, asker: ctx.asker, at: ctx.at })
    await save(ctx.tx, after, before)
    const plan = chainPaper(await papersOfInspection(ctx, after))
    const source = await sourceOf(ctx, after, facts.enterprise)
    await keepOpinions(ctx.tx, { ...opinionsFrom(source, input), hazards, asker: ctx.asker, at: ctx.at })
    const signed = { on: input, officers: after.officers, place: after.record?.places ?? '' }
    const papers: Written[] = [
      await write(ctx, {
        source,
        template: 'D05',
        plan: plan?.id ?? null,
        data: orderPaper({ ...source, hazards }),
        signed,
      }),
    ]
    if (after.measures.length > 0) {
      papers.push(
        await write(ctx, {
          source,
          template: 'D04',
          plan: plan?.id ?? null,
          data: measuresPaper({ ...source, hazards }),
          signed,
        }),
      )
    }
    ctx.note({
      from: before.state,
      to: after.state,
      papers: papers.map(({ number }) => number),
      hazards: hazards.length,
      rectifyBy: after.rectifyBy,
      disagreements: disagreements(facts, input).length,
    })
    return { inspection: after, papers }
  }),
]
