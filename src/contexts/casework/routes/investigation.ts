import { serve, type Route } from '../../../platform/http.ts'
import { unlinkCase } from '../../hazard/public.ts'
import * as contract from '../contract.ts'
import type { Case } from '../model.ts'
import * as papers from '../rules/papers-investigation.ts'
import { steps } from '../transitions.ts'
import { mustHold } from './facts.ts'
import { groundOf, signerOf, write } from './papers.ts'
import { takeStep } from './taking.ts'

const hazardsOf = ({ acts }: Case) =>
  acts.flatMap(({ hazardId, alsoHazardIds }) => [...(hazardId ? [hazardId] : []), ...alsoHazardIds])

/** From the approval of the filing to the end of the discussion. */
export const investigation: readonly Route[] = [
  serve(contract.approveFiling, (input, ctx) =>
    takeStep(ctx, steps.approveFiling, input, {
      write: async (desk) => {
        const form = await write(desk, 'D01', papers.filingForm(groundOf(desk), signerOf(desk), desk.facts.judgement))
        return {
          ...desk.thing,
          number: form.number,
          filingPaperId: form.id,
          serial: form.serial?.serial ?? null,
          year: form.serial?.year ?? desk.thing.year,
        }
      },
    }),
  ),

  serve(contract.reviewFiling, (input, ctx) => takeStep(ctx, steps.reviewFiling, input)),

  serve(contract.declineFiling, (input, ctx) =>
    takeStep(ctx, steps.declineFiling, input, {
      tell: (thing) => unlinkCase(ctx.tx, { hazardIds: hazardsOf(thing), caseId: thing.id }),
    }),
  ),

  serve(contract.recordInterview, (input, ctx) =>
    takeStep(ctx, steps.recordInterview, input, {
      asked: ({ officerIds }) => ({ officerIds }),
      write: async (desk) => {
        const officers = desk.facts.officers
          .filter(({ id }) => input.officerIds.includes(id))
          .map(({ name, certificate }) => ({ name, ...(certificate ? { certificate: certificate.number } : {}) }))
        const nth = desk.thing.interviews.find(({ id }) => id === input.interviewId)?.nth ?? 1
        const record = await write(desk, 'D16', papers.interviewRecord(input, { nth, officers }))
        return {
          ...desk.thing,
          interviews: desk.thing.interviews.map((each) =>
            each.id === input.interviewId ? { ...each, paperId: record.id } : each,
          ),
          evidence: desk.thing.evidence.map((each) =>
            each.id === input.interviewId ? { ...each, paperId: record.id } : each,
          ),
        }
      },
    }),
  ),

  serve(contract.addEvidence, async (input, ctx) => {
    await mustHold(
      ctx,
      input.items.map(({ evidenceId }) => evidenceId),
      input.items.map(({ paperId }) => paperId),
    )
    return takeStep(ctx, steps.addEvidence, input)
  }),

  serve(contract.submitReport, (input, ctx) =>
    takeStep(ctx, steps.submitReport, input, {
      asked: ({ acts, amounts }) => ({ acts, amounts, mustJudge: true, proposesAmounts: true }),
      write: async (desk) => {
        const report = await write(desk, 'DCBG', papers.investigationReport(groundOf(desk)))
        return { ...desk.thing, report: desk.thing.report && { ...desk.thing.report, paperId: report.id } }
      },
    }),
  ),

  serve(contract.returnReport, (input, ctx) => takeStep(ctx, steps.returnReport, input)),
  serve(contract.rejectReport, (input, ctx) => takeStep(ctx, steps.rejectReport, input)),

  ...(
    [
      [contract.review, steps.review],
      [contract.reviewAgain, steps.reviewAgain],
    ] as const
  ).map(([endpoint, step]) =>
    serve(endpoint, (input, ctx) =>
      takeStep(ctx, step, input, {
        write: async (desk) => {
          const paper = await write(desk, 'FZSH', papers.reviewOpinion(groundOf(desk)))
          return {
            ...desk.thing,
            legalReview: desk.thing.legalReview && { ...desk.thing.legalReview, paperId: paper.id },
          }
        },
      }),
    ),
  ),

  ...(
    [
      [contract.discuss, steps.discuss],
      [contract.discussAgain, steps.discussAgain],
    ] as const
  ).map(([endpoint, step]) =>
    serve(endpoint, (input, ctx) =>
      takeStep(ctx, step, input, {
        asked: ({ attendees }) => ({ officerIds: attendees.map(({ officerId }) => officerId) }),
        write: async (desk) => {
          const paper = await write(desk, 'D31', papers.discussionRecord(groundOf(desk), input))
          return { ...desk.thing, discussion: desk.thing.discussion && { ...desk.thing.discussion, paperId: paper.id } }
        },
      }),
    ),
  ),
]
