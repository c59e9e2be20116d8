import { Conflict } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { take } from '../../../kernel/step.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { atTheAct } from '../../device/public.ts'
import { commitEntry } from '../../planning/public/leases.ts'
import * as contract from '../contract/urgent.ts'
import { INSPECTION_STATES } from '../model.ts'
import { noticePaper, planPaper } from '../rules/papers.ts'
import { whyNotRatified } from '../rules/urgent.ts'
import { getInspection } from '../public.ts'
import { findRatification, insertRatification } from '../store/ratification.ts'
import { enterUrgently } from '../transitions.ts'
import { factsOf, lockVersion, save } from './facts.ts'
import { chainPaper, papersOfInspection, sourceOf, write, type Written } from './papers.ts'

/** Visits that could not wait for their approval. */
export const urgent: readonly Route[] = [
  serve(contract.enterUrgently, async ({ id, ...input }, call) => {
    call.concerns('inspection', id)
    const ctx = await atTheAct(call, { action: contract.enterUrgently.audit, subjectId: id })
    const before = await lockVersion(ctx.tx, id, input.version)
    const facts = await factsOf(ctx.tx, { inspection: before, on: ctx.today, doorCode: input.doorCode, lock: true })
    const entered = take(enterUrgently, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, INSPECTION_STATES)
    const told = { device: call.replay?.phone ?? null, enteredAt: ctx.at, at: call.at }
    await commitEntry(ctx.tx, { inspectionId: id, ...told, by: ctx.asker.id })
    const source = await sourceOf(ctx, entered, facts.enterprise)
    const paper = await write(ctx, {
      source,
      template: 'JCTZ',
      plan: null,
      leased: input.number === null ? null : { number: input.number, holder: ctx.replay?.phone ?? null },
      data: noticePaper({ ...source, items: facts.items, cap: facts.cap, planNumber: null }),
    })
    const after = { ...entered, serial: paper.serial?.serial ?? null }
    await save(ctx.tx, after, before)
    ctx.note({ from: before.state, to: after.state, means: input.means, visit: facts.cap.made + 1, cap: facts.cap.cap })
    return { inspection: after, papers: [paper] }
  }),

  serve(contract.ratify, async ({ id, agreed, opinion }, ctx) => {
    ctx.concerns('inspection', id)
    const inspection = await getInspection(ctx.tx, id)
    unlessRefused(whyNotRatified({ inspection, given: await findRatification(ctx.tx, id), by: ctx.asker }))
    const said = { agreed, opinion, at: ctx.at, byName: ctx.asker.name }
    const isFirst = await insertRatification(ctx.tx, {
      ...said,
      inspectionId: id,
      region: inspection.region,
      byId: ctx.asker.id,
    })
    if (!isFirst) throw new Conflict('已由他人补办审批，请刷新后查看')
    const papers: Written[] = []
    if (agreed) {
      const facts = await factsOf(ctx.tx, { inspection, on: inspection.plannedOn })
      const source = await sourceOf(ctx, { ...inspection, approvalOpinion: opinion }, facts.enterprise)
      papers.push(
        await write(ctx, {
          source,
          template: 'D02',
          plan: chainPaper(await papersOfInspection(ctx, inspection))?.id ?? null,
          data: planPaper({ ...source, items: facts.items, cap: facts.cap, approver: ctx.asker.name }),
        }),
      )
    }
    ctx.note({ agreed, paper: papers[0]?.number ?? null })
    return { inspection, papers }
  }),
]
