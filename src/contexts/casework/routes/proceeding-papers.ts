import type { Ctx } from '../../../platform/http.ts'
import type { Paper, ServiceAct } from '../../document/model.ts'
import { findPaper, issuePaper, recordService, type PaperOrder } from '../../document/public.ts'
import { fieldsOfTemplate } from '../../document/public/template-fields.ts'
import type { Bureau } from '../../people/model.ts'
import type { Case } from '../model.ts'
import * as papers from '../rules/papers-decision.ts'
import type { Proceeding, SideDeed, SidePaper } from '../rules/proceeding.ts'
import { remedyBeside, sideFields } from '../rules/side-papers.ts'
import type { SideStep } from '../transitions/road.ts'
import { judgeCase } from './facts.ts'
import { remedyFor, write } from './papers.ts'

type Ground = {
  readonly ctx: Ctx
  readonly bureau: Bureau
  readonly step: SideStep
  /** The deed with the thing as it is after the step. */
  readonly deed: SideDeed<Record<string, unknown>>
  /** Ink and number that the paper already bears, where it was printed and signed on site. */
  readonly printed?: Printed | undefined
}
export type Printed = Pick<PaperOrder, 'signatures' | 'leased'>

const isBlank = (value: unknown) => value === undefined || value === null || value === ''

type Sheet = { readonly code: string; readonly opensSerial: boolean; readonly data: Readonly<Record<string, unknown>> }

function issue({ ctx, bureau, deed, printed }: Ground, { code, opensSerial, data }: Sheet): Promise<Paper> {
  const { thing, facts } = deed
  const inspectionId = facts.visit?.id ?? thing.inspectionId
  return issuePaper(ctx.tx, {
    template: code,
    bureau,
    subject: thing.caseId
      ? { kind: 'case', id: thing.caseId }
      : inspectionId
        ? { kind: 'inspection', id: inspectionId }
        : { kind: 'enterprise', id: thing.enterpriseId ?? thing.id },
    data: Object.fromEntries(Object.entries(data).filter(([, value]) => !isBlank(value))),
    serialOf: opensSerial ? null : (facts.case?.filingPaperId ?? null),
    // What is about the officers of a visit is none of the business's papers.
    enterpriseId: facts.visit ? null : thing.enterpriseId,
    by: ctx.asker.id,
    at: ctx.at,
    files: ctx.files,
    ...printed,
  })
}

/** Writes the papers of a step, each from what is known by then, and puts them to the procedure. */
export async function writePapers(ground: Ground): Promise<Proceeding> {
  const { ctx, bureau, step, deed } = ground
  const certificates = new Map(
    deed.facts.officers.flatMap(({ name, certificate }) => (certificate ? [[name, certificate.number] as const] : [])),
  )
  const remedy = await remedyFor({ ctx, bureau })
  const of = deed.facts.case
  const judgement = of && !of.report && step.papers.length > 0 ? await judgeCase(ctx, of) : null
  let thing = deed.thing
  for (const { code, when, data, opensSerial = false } of step.papers) {
    const now = { ...deed, thing }
    if (when && !when(now)) continue
    const special = data ? data(now) : {}
    const side = { thing, case: of, judgement, bureau, remedy, certificates, at: ctx.at }
    const fields = sideFields({ ...side, remedy: remedyBeside(thing, remedy) }, fieldsOfTemplate(code, ctx.at), special)
    const paper = await issue({ ...ground, deed: now }, { code, opensSerial, data: fields })
    const entry: SidePaper = { code, step: step.name, paperId: paper.id, number: paper.number, servedOn: null }
    thing = { ...thing, number: thing.number ?? paper.number, papers: [...thing.papers, entry] }
  }
  return thing
}

/** Records the service of papers that the step names, and writes one receipt D40 for a case. */
export async function servePapersBeside(ground: Ground, service: ServiceAct, before: Proceeding): Promise<Proceeding> {
  const { ctx, bureau, step, deed } = ground
  const { thing } = deed
  const open = new Set(before.papers.filter(({ servedOn }) => servedOn === null).map(({ paperId }) => paperId))
  const fresh = new Set(thing.papers.filter(({ step: by }) => by === step.name).map(({ paperId }) => paperId))
  const served: { title: string; number: string | null }[] = []
  const days = new Map<string, string>()
  for (const { code, paperId } of thing.papers) {
    const isNew = fresh.has(paperId) && !open.has(paperId) && !before.papers.some((each) => each.paperId === paperId)
    if (!step.serves.includes(code) || !(open.has(paperId) || isNew)) continue
    // What is handed over on the spot was written a moment ago.
    const act = isNew ? { ...service, servedAt: ctx.at } : service
    const { deemedServedOn } = await recordService(ctx.tx, { paperId, service: act, at: ctx.at })
    days.set(paperId, deemedServedOn)
    const paper = await findPaper(ctx.tx, paperId)
    if (paper) served.push({ title: paper.title, number: paper.number })
  }
  const of: Case | null = deed.facts.case
  if (of && served.length > 0) {
    const facts = {
      officers: [...deed.facts.officers],
      judgement: null,
      finedBefore: [],
      due: {},
      servedOn: null,
      unrectified: [],
      beside: [],
    }
    await write(
      { ctx, bureau, thing: of, facts },
      'D40',
      papers.serviceReceipt({ thing: of, bureau, at: ctx.at }, service, served),
    )
  }
  return {
    ...thing,
    papers: thing.papers.map((paper) => ({ ...paper, servedOn: days.get(paper.paperId) ?? paper.servedOn })),
  }
}
