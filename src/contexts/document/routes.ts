import { createHash } from 'node:crypto'
import { NotFound } from '../../kernel/answer.ts'
import { no, Refused } from '../../kernel/refusal.ts'
import { serve, type Ctx, type Route } from '../../platform/http.ts'
import type { FileAnswer } from '../../platform/reply.ts'
import { getBureau } from '../people/public.ts'
import * as contract from './contract.ts'
import { Paper } from './model.ts'
import * as papers from './public.ts'
import { renderDocx } from './render.ts'
import { printTogether } from './public/case-file.ts'
import { formOfPaper } from './public/forms.ts'
import { catalogue } from './render/catalogue.ts'
import { editions } from './routes/edition.ts'
import { tokenInFile, verificationOf } from './rules/verification.ts'
import * as store from './store.ts'

async function get(ctx: Ctx, id: string): Promise<Paper> {
  const paper = await papers.findPaper(ctx.tx, id)
  if (!paper) throw new NotFound('paper')
  ctx.concerns('paper', id)
  return Paper.parse(paper)
}

const fileName = (paper: Paper, ending: string) => `${paper.title}${paper.number ? ` ${paper.number}` : ''}.${ending}`

async function pdf(id: string, ctx: Ctx): Promise<FileAnswer> {
  const paper = await get(ctx, id)
  return {
    name: fileName(paper, 'pdf'),
    mime: 'application/pdf',
    bytes: await ctx.files.read(paper.pdfSha256),
    inline: true,
  }
}

async function docx(id: string, ctx: Ctx): Promise<FileAnswer> {
  const paper = await get(ctx, id)
  const bytes = await renderDocx(await formOfPaper(ctx.tx, paper), papers.contentOf(paper))
  return {
    name: fileName(paper, 'docx'),
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    bytes,
  }
}

async function preview(
  input: { template: string; data: Record<string, unknown>; signatures: Paper['signatures'] },
  ctx: Ctx,
): Promise<FileAnswer> {
  const bureau = await getBureau(ctx.tx, ctx.asker.region)
  const drawn = await papers.previewPaper(ctx.tx, { ...input, bureau, at: ctx.at })
  return { name: '预览.pdf', mime: 'application/pdf', bytes: drawn.pdf, inline: true }
}

/** A file is known by its hash; one that only names a paper in its metadata was changed since. */
async function verifyFile(ctx: Ctx) {
  const bytes = ctx.upload?.bytes
  if (!bytes) throw new Refused([no('file-missing', { field: 'file' }, '没有收到文件', '选择 PDF 文件后再提交')])
  const same = await store.findVerification(ctx.tx, {
    token: null,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })
  if (same) return verificationOf(same, true)
  const token = tokenInFile(bytes.toString('latin1'))
  return verificationOf(token ? await store.findVerification(ctx.tx, { token, sha256: null }) : null, false)
}

export const routes: readonly Route[] = [
  ...editions,
  serve(contract.listCatalogue, async () => ({ templates: [...catalogue()] })),
  serve(contract.listPapers, async (subject, { tx }) => ({ papers: await papers.papersOf(tx, subject) })),
  serve(contract.listRegister, async ({ template, before, limit }, { tx, asker }) => ({
    papers: await store.listRegister(tx, { scope: asker.region, template, before, limit }),
  })),
  serve(contract.getPaper, async ({ id }, ctx) => ({
    paper: await get(ctx, id),
    services: await papers.servicesOf(ctx.tx, [id]),
  })),
  serve(contract.paperPdf, async ({ id }, ctx) => pdf(id, ctx)),
  serve(contract.paperDocx, async ({ id }, ctx) => docx(id, ctx)),
  serve(contract.previewPaper, preview),
  serve(contract.printPapers, async ({ ids }, ctx) => {
    const found: Paper[] = []
    for (const id of ids) found.push(await get(ctx, id))
    ctx.note({ papers: found.map(({ number, title }) => number ?? title) })
    const bytes = await printTogether(ctx.tx, found)
    return { name: `文书${found.length}份.pdf`, mime: 'application/pdf', bytes, inline: true }
  }),
  serve(contract.recordService, async ({ id, service }, ctx) => {
    const paper = await get(ctx, id)
    ctx.note({ number: paper.number, method: service.method })
    return papers.recordService(ctx.tx, { paperId: id, service, at: ctx.at })
  }),
  serve(contract.correctPaper, async ({ id, data, reason }, ctx) => {
    await get(ctx, id)
    const paper = await papers.correctPaper(ctx.tx, {
      paperId: id,
      data,
      reason,
      by: ctx.asker.id,
      at: ctx.at,
      files: ctx.files,
    })
    ctx.note({ number: paper.number, corrects: paper.corrects?.number ?? null })
    return paper
  }),
  serve(contract.verifyPaper, async ({ token }, { tx }) =>
    verificationOf(await store.findVerification(tx, { token, sha256: null }), null),
  ),
  serve(contract.verifyFile, (_, ctx) => verifyFile(ctx)),
]
