import { NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { yearOf } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { atTheAct, requireOwnPhone } from '../../device/public.ts'
import { findPaper, issuePaper, papersOf } from '../../document/public.ts'
import { formsOn } from '../../document/public/forms.ts'
import { leaseNumbers } from '../../document/public/number-lease.ts'
import { getHazards } from '../../hazard/public.ts'
import type { Inspection } from '../../inspection/model.ts'
import { getInspection } from '../../inspection/public.ts'
import { signaturesOn } from '../../inspection/rules/papers-ahead.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract/on-site.ts'
import { spotAnswers, spotClauseOf, whyNotOnSite } from '../rules/on-site.ts'
import { interviewsIn, interviewSignatures, whyNotInterviewed } from '../rules/on-site-interview.ts'
import { interviewRecord } from '../rules/papers-investigation.ts'
import { draftAlone } from '../rules/side-view.ts'
import { questionBank } from '../store/question-bank.ts'
import * as proceedings from '../store/proceeding.ts'
import { simple } from '../transitions/simple.ts'
import { officersAmong } from './facts.ts'
import { remedyFor, withoutBlanks } from './papers.ts'
import { takeSide } from './proceeding.ts'

const FORMS = ['D32', 'D33', 'D16']
/** Unused numbers that one phone holds: enough for a day without network on which two visits end in two penalties each. */
const NUMBERS_KEPT = 4
const CAPS = /^penalty\.(simple|on-spot)/

/** The penalty that is begun: against whom the provision goes, by the officers of the visit. */
async function draftFor(ctx: Ctx, inspection: Inspection, input: { id: string; hazardId: string }) {
  const [hazard] = await getHazards(ctx.tx, [input.hazardId])
  if (!hazard) throw new NotFound('hazard')
  const clause = spotClauseOf(lawbook(), hazard, ctx.today)
  const enterprise = await getEnterprise(ctx.tx, inspection.enterpriseId)
  const people = await officersAmong(
    ctx.tx,
    inspection.officers.map(({ id }) => id),
  )
  const { region } = inspection
  const against = clause?.against ?? 'unit'
  const draft = draftAlone(simple, { id: input.id, region, at: ctx.at, enterprise, against, people })
  return { hazard, clause, draft: { ...draft, inspectionId: inspection.id, hazardIds: [hazard.id] } }
}

/** The interviews of a visit so far, as their papers tell. */
async function interviewsBefore({ tx }: Ctx, inspectionId: string) {
  const entries = await papersOf(tx, { kind: 'inspection', id: inspectionId })
  const papers = await Promise.all(
    entries.filter(({ template }) => template === 'D16').map(({ id }) => findPaper(tx, id)),
  )
  return interviewsIn(papers.flatMap((paper) => (paper ? [paper.data] : [])))
}

/** Interviews and penalties on the spot from a phone: what it takes along, and what it did. */
export const onSite: readonly Route[] = [
  serve(contract.takeSpotAlong, async ({ phone }, ctx) => {
    ctx.concerns('phone', phone)
    await requireOwnPhone(ctx.tx, { phone, asker: ctx.asker, at: ctx.at })
    const { region } = ctx.asker
    const bureau = await getBureau(ctx.tx, region)
    const forms = await formsOn(ctx.tx, { codes: FORMS, on: ctx.today, region })
    // Both decisions count in one series, so that one stock serves them.
    const decision = forms.find(({ template }) => template.code === 'D32')
    const numbers = decision
      ? await leaseNumbers(ctx.tx, {
          bureau,
          template: decision.template,
          holder: phone,
          keep: NUMBERS_KEPT,
          at: ctx.at,
        })
      : []
    ctx.note({ phone, numbers: numbers.length })
    return {
      at: ctx.at,
      region,
      year: yearOf(ctx.today),
      numbers,
      forms,
      remedy: await remedyFor({ ctx, bureau }),
      parameters: lawbook().parameters.filter(({ key }) => CAPS.test(key)),
      questions: [...questionBank()],
    }
  }),

  serve(contract.penaliseOnSite, async ({ id, inspectionId, hazardId, number, ...said }, call) => {
    call.concerns('inspection', inspectionId)
    const ctx = await atTheAct(call, { action: contract.penaliseOnSite.audit, subjectId: inspectionId })
    const inspection = await getInspection(ctx.tx, inspectionId)
    const { hazard, clause, draft } = await draftFor(ctx, inspection, { id, hazardId })
    const before = await proceedings.ofVisit(ctx.tx, inspectionId)
    unlessRefused(whyNotOnSite({ inspection, hazard, clause, said, before }))
    const bureau = await getBureau(ctx.tx, inspection.region)
    const place = inspection.record?.places ?? ''
    const { proceeding } = await takeSide(ctx, draft, {
      road: simple,
      step: simple.opening,
      given: spotAnswers(said, { inspection, signed: said, place, at: ctx.at }, bureau),
      printed: {
        signatures: signaturesOn(said, inspection.officers),
        leased: number === null ? null : { number, holder: ctx.replay?.phone ?? null },
      },
    })
    ctx.note({ hazard: hazardId })
    return { id: proceeding.id, number: proceeding.number }
  }),

  serve(contract.interviewOnSite, async ({ id, inspectionId, ...input }, call) => {
    call.concerns('inspection', inspectionId)
    const ctx = await atTheAct(call, { action: contract.interviewOnSite.audit, subjectId: inspectionId })
    const inspection = await getInspection(ctx.tx, inspectionId)
    const officers = await officersAmong(ctx.tx, input.officerIds)
    const before = await interviewsBefore(ctx, inspectionId)
    unlessRefused(whyNotInterviewed({ input, inspection, officers, before, by: ctx.asker, at: ctx.at }))
    const persons = officers.map(({ name, certificate }) => ({ name, certificate: certificate?.number ?? '' }))
    const paper = await issuePaper(ctx.tx, {
      template: 'D16',
      bureau: await getBureau(ctx.tx, inspection.region),
      subject: { kind: 'inspection', id: inspectionId },
      data: withoutBlanks(interviewRecord(input, { nth: input.nth, officers: persons })),
      signatures: interviewSignatures(input, inspection.officers),
      by: ctx.asker.id,
      at: ctx.at,
      files: ctx.files,
    })
    ctx.note({ interview: id, questions: input.questions.length })
    return { paperId: paper.id }
  }),
]
