import { NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { atTheAct, leaseTo } from '../../device/public.ts'
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
import { draftAlone } from '../rules/side-view.ts'
import * as proceedings from '../store/proceeding.ts'
import { simple } from '../transitions/simple.ts'
import { officersAmong } from './facts.ts'
import { remedyFor } from './papers.ts'
import { takeSide } from './proceeding.ts'

const FORMS = ['D32', 'D33']
/** Unused numbers that one phone holds: a visit rarely ends in more than two penalties on the spot. */
const NUMBERS_KEPT = 2
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

/** Penalties on the spot from a phone: what it takes along, and what it did. */
export const onSite: readonly Route[] = [
  serve(contract.takeSpotAlong, async ({ inspectionId, phone }, ctx) => {
    ctx.concerns('inspection', inspectionId)
    const { region } = await getInspection(ctx.tx, inspectionId)
    await leaseTo(ctx.tx, { inspectionId, phone, asker: ctx.asker, at: ctx.at })
    const bureau = await getBureau(ctx.tx, region)
    const forms = await formsOn(ctx.tx, { codes: FORMS, on: ctx.today, region })
    // Both forms count in one series, so that one stock serves them.
    const [first] = forms
    const numbers = first
      ? await leaseNumbers(ctx.tx, { bureau, template: first.template, holder: phone, keep: NUMBERS_KEPT, at: ctx.at })
      : []
    ctx.note({ phone, numbers: numbers.length })
    return {
      at: ctx.at,
      numbers,
      forms,
      remedy: await remedyFor({ ctx, bureau }),
      parameters: lawbook().parameters.filter(({ key }) => CAPS.test(key)),
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
]
