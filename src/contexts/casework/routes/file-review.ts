import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { no, Refused, unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { papersOf } from '../../document/public.ts'
import * as contract from '../contract/file-review.ts'
import type { Case } from '../model.ts'
import {
  answersFromRecord,
  drawFiles,
  pointsOf,
  refusesSheet,
  scoreOf,
  type ReviewSheet,
} from '../rules/file-review.ts'
import { getCase } from '../store.ts'
import * as store from '../store/file-review.ts'

const shown = ({ pool, drawn, ...draw }: store.FileDraw) => ({
  ...draw,
  poolCount: pool.length,
  drawnCount: drawn.length,
})

async function drawOf(ctx: Ctx, id: string): Promise<store.FileDraw> {
  const draw = await store.findDraw(ctx.tx, id)
  if (!draw) throw new NotFound('file-review')
  ctx.concerns('file-review', id)
  return draw
}

/** One file of a draw with the papers that it holds. */
async function drawnFile(ctx: Ctx, { id, caseId }: { id: string; caseId: string }) {
  const draw = await drawOf(ctx, id)
  if (!draw.drawn.includes(caseId)) throw new NotFound('file')
  const thing = await getCase(ctx.tx, caseId)
  const papers = [
    ...(await papersOf(ctx.tx, { kind: 'case', id: caseId })),
    ...(thing.inspectionId ? await papersOf(ctx.tx, { kind: 'inspection', id: thing.inspectionId }) : []),
  ].map(({ template }) => template)
  const sheet = (await store.sheetsOf(ctx.tx, id)).find((one) => one.caseId === caseId) ?? null
  return { thing, papers, sheet, points: pointsOf(store.fileStandard(), papers) }
}

async function save(ctx: Ctx, sheet: ReviewSheet, thing: Case): Promise<ReviewSheet> {
  if (!(await store.saveSheet(ctx.tx, sheet, thing.region)))
    throw new Conflict('该案卷的评查表刚被他人更新，请刷新后再办理')
  ctx.note({
    case: thing.number,
    score: sheet.score,
    deducted: sheet.answers.filter(({ deducted }) => deducted > 0).length,
  })
  return sheet
}

/** How many files missed each point, most first; no person and no number of cases stands in it. */
function missedIn(sheets: readonly ReviewSheet[]) {
  const counts = Map.groupBy(
    sheets.flatMap(({ answers }) => answers.filter(({ deducted }) => deducted > 0)),
    ({ id }) => id,
  )
  return [...counts]
    .map(([id, answers]) => ({
      id,
      title: store.fileStandard().find((point) => point.id === id)?.title ?? id,
      files: answers.length,
    }))
    .sort((a, b) => b.files - a.files)
}

const drawFileReview = serve(contract.drawFileReview, async ({ id, year, seed, sharePercent }, ctx) => {
  const { tx, asker, at } = ctx
  const pool = await store.closedFiles(tx, { region: asker.region, year })
  if (pool.length === 0)
    throw new Refused([no('no-closed-files', { year }, '{year}年没有已结案的案卷', '换一个年度再抽取')])
  const drawn = drawFiles(pool, { seed, sharePercent })
  const draw = { id, region: asker.region, year, seed, sharePercent, pool, drawn, drawnBy: asker.name, drawnAt: at }
  if ((await store.insertDraw(tx, draw)) === 0) throw new Conflict('本次抽取已经登记，请刷新后查看')
  ctx.concerns('file-review', id)
  ctx.note({ year, seed, sharePercent, pool: pool.length, drawn: drawn.length })
  return shown(draw)
})

const readFileReview = serve(contract.fileReview, async ({ id }, ctx) => {
  const draw = await drawOf(ctx, id)
  const sheets = await store.sheetsOf(ctx.tx, id)
  const files = []
  for (const caseId of draw.drawn) {
    const { number, title, state } = await getCase(ctx.tx, caseId)
    const sheet = sheets.find((one) => one.caseId === caseId) ?? null
    files.push({ caseId, number: number ?? '', title, state, sheet })
  }
  const isRepeated = drawFiles(draw.pool, draw).join() === draw.drawn.join()
  return { ...shown(draw), isRepeated, files, missed: missedIn(sheets) }
})

const scoreFile = serve(contract.scoreFile, async ({ id, caseId, version, answers, typical, correction }, ctx) => {
  const { thing, points, sheet } = await drawnFile(ctx, { id, caseId })
  unlessRefused(refusesSheet(answers, { points, thing, by: ctx.asker }))
  if ((sheet?.version ?? 0) !== version) throw new Conflict('该案卷的评查表刚被他人更新，请刷新后再办理')
  return save(
    ctx,
    {
      reviewId: id,
      caseId,
      answers,
      typical,
      version: version + 1,
      on: ctx.today,
      reviewer: ctx.asker.name,
      reviewerId: ctx.asker.id,
      ...scoreOf(points, answers),
      correction: correction ? { ...correction, result: '', doneOn: null } : null,
    },
    thing,
  )
})

const answerCorrection = serve(contract.answerCorrection, async ({ id, caseId, version, result }, ctx) => {
  const { thing, sheet } = await drawnFile(ctx, { id, caseId })
  if (!sheet?.correction) throw new Refused([no('no-correction-ordered', {}, '本案卷没有需要纠正的事项', '查看评查表')])
  if (sheet.version !== version) throw new Conflict('该案卷的评查表刚被他人更新，请刷新后再办理')
  const correction = { ...sheet.correction, result, doneOn: ctx.today }
  return save(ctx, { ...sheet, correction, version: version + 1 }, thing)
})

export const fileReviews: readonly Route[] = [
  serve(contract.listFileReviews, async (_, { tx, asker }) => ({
    reviews: (await store.listDraws(tx, asker.region)).map(shown),
  })),
  drawFileReview,
  readFileReview,
  serve(contract.fileToReview, async ({ id, caseId }, ctx) => {
    const { thing, papers, points, sheet } = await drawnFile(ctx, { id, caseId })
    const inScope = new Set(points.map((point) => point.id))
    return {
      points,
      fromRecord: answersFromRecord(thing, { papers, standard: store.fileStandard() }).filter((answer) =>
        inScope.has(answer.id),
      ),
      sheet,
      title: thing.title,
      number: thing.number ?? '',
    }
  }),
  scoreFile,
  answerCorrection,
]
