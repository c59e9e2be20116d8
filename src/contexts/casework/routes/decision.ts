import { serve, type Route } from '../../../platform/http.ts'
import { bindFile } from '../../document/public/case-file.ts'
import * as contract from '../contract.ts'
import * as papers from '../rules/papers-decision.ts'
import { steps } from '../transitions.ts'
import { mustHold } from './facts.ts'
import { planCaseFile } from './file.ts'
import { groundOf, periodsOf, remedyFor, servePapers, signerOf, write } from './papers.ts'
import { takeStep } from './taking.ts'

const approvalOf = (desk: Parameters<typeof signerOf>[0], { opinion }: { opinion: string }) => ({
  approver: signerOf(desk),
  opinion,
})

/** From the notification to the archive. */
export const decision: readonly Route[] = [
  serve(contract.approveNotification, (input, ctx) =>
    takeStep(ctx, steps.approveNotification, input, {
      write: async (desk) => {
        await write(desk, 'GZSP', papers.notificationApproval(groundOf(desk), approvalOf(desk, input)))
        const fields = papers.notification(groundOf(desk), periodsOf(desk))
        const told = await write(desk, 'D24', fields)
        const hearing = desk.thing.notice?.hearingApplies ? [await write(desk, 'D26', fields)] : []
        const notice = desk.thing.notice && {
          ...desk.thing.notice,
          number: told.number ?? '',
          paperIds: [told, ...hearing].map(({ id }) => id),
        }
        return { ...desk.thing, notice }
      },
    }),
  ),

  serve(contract.serveNotification, (input, ctx) =>
    takeStep(ctx, steps.serveNotification, input, {
      first: async (desk, { service }) => ({
        servedOn: await servePapers(desk, desk.thing.notice?.paperIds ?? [], service),
        starts: steps.serveNotification.starts ?? [],
      }),
    }),
  ),

  serve(contract.recordDefence, (input, ctx) =>
    takeStep(ctx, steps.recordDefence, input, {
      write: async (desk) => {
        if (input.oral) await write(desk, 'D25', papers.defenceRecord(groundOf(desk), input, input.oral))
        return desk.thing
      },
    }),
  ),

  serve(contract.waiveRights, async (input, ctx) => {
    await mustHold(ctx, [input.evidenceId])
    return takeStep(ctx, steps.waiveRights, input)
  }),
  serve(contract.proposeDecision, (input, ctx) =>
    takeStep(ctx, steps.proposeDecision, input, { asked: () => ({ proposesAmounts: true }) }),
  ),
  serve(contract.returnDecision, (input, ctx) => takeStep(ctx, steps.returnDecision, input)),

  serve(contract.decide, (input, ctx) =>
    takeStep(ctx, steps.decide, input, {
      write: async (desk) => {
        // The submission bears the head's words only once he has decided, so it is issued together with the decision.
        await write(desk, 'D30', papers.proposalForm(groundOf(desk), approvalOf(desk, input)))
        const template = desk.thing.party.kind === 'individual' ? 'D35' : 'D34'
        const paper = await write(
          desk,
          template,
          papers.decisionPaper(groundOf(desk), periodsOf(desk), await remedyFor(desk)),
        )
        return {
          ...desk.thing,
          decision: desk.thing.decision && { ...desk.thing.decision, number: paper.number, paperId: paper.id },
        }
      },
      tell: ({ id, decision: made }) =>
        ctx.emit({
          name: 'casework.decided',
          payload: { caseId: id, decidedOn: made?.on ?? null },
        }),
    }),
  ),

  serve(contract.serveDecision, (input, ctx) =>
    takeStep(ctx, steps.serveDecision, input, {
      first: async (desk, { service }) => ({
        servedOn: await servePapers(desk, desk.thing.decision?.paperId ? [desk.thing.decision.paperId] : [], service),
        starts: steps.serveDecision.starts ?? [],
      }),
    }),
  ),

  serve(contract.recordPayment, async (input, ctx) => {
    await mustHold(ctx, [input.evidenceId])
    return takeStep(ctx, steps.recordPayment, input)
  }),
  serve(contract.proposeClosing, (input, ctx) => takeStep(ctx, steps.proposeClosing, input)),
  serve(contract.returnClosing, (input, ctx) => takeStep(ctx, steps.returnClosing, input)),
  serve(contract.returnEnded, (input, ctx) => takeStep(ctx, steps.returnEnded, input)),
  serve(contract.reviewDecision, (input, ctx) => takeStep(ctx, steps.reviewDecision, input)),
  serve(contract.reviewClosing, (input, ctx) => takeStep(ctx, steps.reviewClosing, input)),

  serve(contract.approveClosing, (input, ctx) =>
    takeStep(ctx, steps.approveClosing, input, {
      write: async (desk) => {
        const form = await write(desk, 'D46', papers.closingForm(groundOf(desk), approvalOf(desk, input)))
        return { ...desk.thing, closing: desk.thing.closing && { ...desk.thing.closing, paperId: form.id } }
      },
    }),
  ),

  serve(contract.archive, (input, ctx) =>
    takeStep(ctx, steps.archive, input, {
      write: async (desk) => {
        // The papers are counted before cover and index are issued: neither of them is a paper of the file itself.
        const plan = await planCaseFile(ctx, desk.thing, desk.bureau)
        const cover = await write(desk, 'D47', papers.fileCover(groundOf(desk), plan))
        const index = await write(desk, 'D48', papers.fileContents(groundOf(desk), plan.entries))
        const file = await bindFile(plan, { cover, index, files: ctx.files })
        const kept = desk.thing.archive && {
          ...desk.thing.archive,
          paperId: cover.id,
          pages: file.pages,
          fileSha256: file.sha256,
        }
        return { ...desk.thing, archive: kept }
      },
    }),
  ),
]
