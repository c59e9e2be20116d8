import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import type { FileOriginal } from '../../document/model.ts'
import { papersOf } from '../../document/public.ts'
import { bindFile, planFile } from '../../document/public/case-file.ts'
import { EVIDENCE_KINDS, type Evidence } from '../../evidence/model.ts'
import { evidenceOf, readOriginal } from '../../evidence/public.ts'
import { hazardsOfInspection } from '../../hazard/public.ts'
import { getInspection } from '../../inspection/public.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import * as contract from '../contract/duty-file.ts'
import { dutyCover, dutySheet, refusesOpenVisit } from '../rules/duty-file.ts'
import { volumeText } from '../rules/papers-decision.ts'

const originalOf = (ctx: Ctx, { id, name, kind, proves, takenBy, ...item }: Evidence): FileOriginal => ({
  name,
  kind: EVIDENCE_KINDS[kind],
  maker: takenBy,
  proves,
  takenAt: item.takenAt,
  receivedAt: item.receivedAt,
  place: item.place,
  sha256: item.sha256,
  mime: item.mime,
  read: async () => (await readOriginal(ctx.tx, ctx.files, id)).bytes,
})

/** How the papers of an inspection say that exemption was asked for and answered. */
const exemptionIn = (templates: readonly string[]) =>
  templates.includes('MZJD') ? '已申请并决定，见卷内' : templates.includes('MZSQ') ? '已申请，待决定' : '未申请'

async function bound(ctx: Ctx, inspectionId: string) {
  const inspection = await getInspection(ctx.tx, inspectionId)
  unlessRefused([refusesOpenVisit(inspection)])
  const subject = { kind: 'inspection', id: inspectionId } as const
  const hazards = await hazardsOfInspection(ctx.tx, inspectionId)
  const evidence = [...(await evidenceOf(ctx.tx, subject))]
  for (const { id } of hazards) evidence.push(...(await evidenceOf(ctx.tx, { kind: 'hazard', id })))
  const papers = await papersOf(ctx.tx, subject)
  const bureau = await getBureau(ctx.tx, inspection.region)
  const plan = await planFile(ctx.tx, {
    subjects: [subject],
    originals: evidence.map((item) => originalOf(ctx, item)),
    drafts: [{ code: 'LZQD', data: dutySheet({ inspection, hazards, papers, evidence, book: lawbook() }) }],
    bureau,
    at: ctx.at,
  })
  const exemption = exemptionIn(papers.map(({ template }) => template))
  const data = dutyCover(inspection, { exemption, volume: volumeText(plan) })
  const file = await bindFile(plan, { cover: { data }, coverForm: 'LZSY', files: ctx.files })
  return { name: `${inspection.enterpriseName}履职卷.pdf`, sha256: file.sha256 }
}

export const dutyFiles: readonly Route[] = [
  serve(contract.dutyFile, async ({ inspectionId }, ctx) => {
    ctx.concerns('inspection', inspectionId)
    const { name, sha256 } = await bound(ctx, inspectionId)
    return { name, mime: 'application/pdf', bytes: await ctx.files.read(sha256), inline: true }
  }),
]
