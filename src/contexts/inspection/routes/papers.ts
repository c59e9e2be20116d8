import type { Ctx } from '../../../platform/http.ts'
import type { Paper, PaperEntry } from '../../document/model.ts'
import { issuePaper, papersOf, recordService, type PaperOrder } from '../../document/public.ts'
import type { OfficerSnapshot } from '../../people/model.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import type { Enterprise } from '../../registry/model.ts'
import type { Signature as ShapeOfSignature } from '../../../kernel/shapes.ts'
import type { Inspection, SignedOnSite } from '../model.ts'
import type { PaperSource } from '../rules/papers.ts'
import { signaturesOn } from '../rules/papers-ahead.ts'

export type Written = Pick<Paper, 'id' | 'template' | 'number' | 'title' | 'serial'>

const subjectOf = ({ id }: Pick<Inspection, 'id'>) => ({ kind: 'inspection', id }) as const

/** The papers of an inspection, the first issued first. */
export const papersOfInspection = (ctx: Pick<Ctx, 'tx'>, inspection: Pick<Inspection, 'id'>): Promise<PaperEntry[]> =>
  papersOf(ctx.tx, subjectOf(inspection))

/** The last paper of a form that was not replaced by a correction. */
export const lastPaper = (papers: readonly PaperEntry[], template: string): PaperEntry | null =>
  papers.findLast((paper) => paper.template === template && paper.state !== 'corrected') ?? null

/** The paper whose serial the others of the visit share: the plan, or the notice of a visit that came before its approval. */
export const chainPaper = (papers: readonly PaperEntry[]): PaperEntry | null =>
  lastPaper(papers, 'D02') ?? papers.find(({ template }) => template === 'JCTZ') ?? null

export const sourceOf = async (ctx: Ctx, inspection: Inspection, enterprise: Enterprise): Promise<PaperSource> => ({
  inspection,
  enterprise,
  bureau: await getBureau(ctx.tx, inspection.region),
  book: lawbook(),
  at: ctx.at,
})

type Differing = { readonly differences?: readonly { readonly hazardId: string; readonly text: string }[] | undefined }
/** In whose name an order demands what it demands, and why that differs from earlier demands. */
export const opinionsFrom = ({ bureau }: PaperSource, { differences = [] }: Differing) => ({
  bureauName: bureau.name,
  differences: new Map(differences.map(({ hazardId, text }) => [hazardId, text])),
})

export type ToWrite = {
  readonly source: PaperSource
  readonly template: string
  readonly data: Readonly<Record<string, unknown>>
  /** The paper whose serial this one shares; null for the first of the visit. */
  readonly plan: string | null
  /** A number that a phone printed already. */
  readonly leased?: PaperOrder['leased']
  readonly signed?: {
    readonly on: SignedOnSite
    readonly officers: readonly OfficerSnapshot[]
    readonly place: string
    /** The principal's own signature beside that of the business. */
    readonly principal?: ShapeOfSignature | null | undefined
  }
}

/** Issues a paper of the visit. What the party signed on the spot is handed over on the spot (APL 61, CPL 88). */
export async function write(
  ctx: Ctx,
  { source, template, data, plan, leased = null, signed }: ToWrite,
): Promise<Written> {
  const { inspection, bureau, enterprise } = source
  const paper = await issuePaper(ctx.tx, {
    template,
    bureau,
    subject: subjectOf(inspection),
    data,
    serialOf: plan,
    leased,
    enterpriseId: inspection.enterpriseId,
    by: ctx.asker.id,
    at: ctx.at,
    files: ctx.files,
    signatures: signed ? signaturesOn(signed.on, signed.officers, signed.principal) : [],
  })
  const recipient = signed?.on.partySignature
  if (signed && recipient) {
    await recordService(ctx.tx, {
      paperId: paper.id,
      at: ctx.at,
      service: {
        method: 'on-spot',
        servedAt: ctx.at,
        place: signed.place || enterprise.address,
        recipient: recipient.name,
        recipientRelation: recipient.post || null,
        servers: signed.officers
          .slice(0, 6)
          .map(({ name, certificateNumber }) => ({ name, certificate: certificateNumber })),
        witness: null,
        recorded: false,
        addressConfirmed: false,
        refused: false,
        note: null,
      },
    })
  }
  return paper
}
