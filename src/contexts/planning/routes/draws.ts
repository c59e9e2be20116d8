import { randomBytes, randomUUID } from 'node:crypto'
import { Conflict, NotFound, overtaken } from '../../../kernel/answer.ts'
import { no, Refused } from '../../../kernel/refusal.ts'
import { take } from '../../../kernel/step.ts'
import { yearOf } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { getBureau } from '../../people/public.ts'
import * as contract from '../contract.ts'
import { DRAW_STATES, type CommitDrawInput, type Draw, type DrawPool, type Task } from '../model.ts'
import type { DrawFacts } from '../rules/acts.ts'
import { bureauSeedHash, commitmentOf, drawFrom } from '../rules/draw.ts'
import { drawFileOf, drawFileText } from '../rules/draw-file.ts'
import { ownNumber } from '../rules/tasks.ts'
import * as drawStore from '../store/draws.ts'
import { dropOpenTasks, insertTasks } from '../store/tasks.ts'
import * as transitions from '../transitions.ts'
import { poolLists, ruleInWords } from './pool.ts'

const NO_FACTS: DrawFacts = { pool: null, commitment: '', bureauSeed: '', drawn: [], code: '', replaces: null }

/** As the outside sees it: without the units, and without the bureau's seed before the draw. */
async function viewOf(tx: Tx, draw: Draw): Promise<contract.DrawView> {
  const { units, ...pool } = draw.pool
  const count = (tier: string) => units.filter((unit) => unit.tier === tier).length
  return {
    ...draw,
    bureauSeed: draw.drawnAt ? draw.bureauSeed : null,
    pool,
    unitCounts: { high: count('high'), medium: count('medium'), low: count('low') },
    successor: await drawStore.findSuccessor(tx, draw.id),
  }
}

async function lockVersion(tx: Tx, id: string, version: number): Promise<Draw> {
  const draw = await drawStore.lockDraw(tx, id)
  if (!draw) throw new NotFound('draw')
  if (draw.version === version) return draw
  throw overtaken(draw.history, '抽查')
}

const fileOf = (draw: Draw) =>
  drawFileOf({
    pool: draw.pool,
    commitment: draw.commitment,
    committedAt: draw.committedAt,
    bureauSeed: draw.bureauSeed ?? '',
    publicSeed: draw.publicSeed ?? '',
    drawnAt: draw.drawnAt ?? '',
    drawn: draw.drawn,
  })

type Beginning = {
  readonly input: CommitDrawInput
  readonly serial: number
  readonly replaces: Draw | null
  readonly bureauSeed: string
}

async function poolOf(ctx: Ctx, { input, serial, replaces, bureauSeed }: Beginning): Promise<DrawPool> {
  const bureau = await getBureau(ctx.tx, ctx.asker.region)
  const lists = await poolLists(ctx.tx, { bureau: bureau.region, input, on: ctx.today })
  return {
    number: ownNumber({ kind: 'draw', year: yearOf(ctx.today), region: bureau.region, serial }),
    bureau: bureau.region,
    bureauName: bureau.name,
    title: input.title,
    rule: ruleInWords(input),
    weights: input.weights,
    unitsWanted: input.unitsWanted,
    from: input.from,
    until: input.until,
    publicSeedSource: input.publicSeedSource,
    publicSeedOn: input.publicSeedOn,
    bureauSeedHash: bureauSeedHash(bureauSeed),
    redraw: replaces
      ? { number: replaces.number, commitment: replaces.commitment, because: replaces.supersededBecause ?? '' }
      : null,
    ...lists,
  }
}

const blank = (pool: DrawPool, { replaces, region }: { replaces: Draw | null; region: string }): Draw => ({
  id: randomUUID(),
  state: 'committed',
  version: 0,
  history: [],
  region,
  number: pool.number,
  title: pool.title,
  pool,
  commitment: '',
  committedAt: '',
  bureauSeed: null,
  publicSeed: null,
  drawnAt: null,
  drawnBy: null,
  drawn: [],
  code: null,
  publishedAt: null,
  redrawOf: replaces ? { id: replaces.id, number: replaces.number } : null,
  supersededBecause: null,
})

const tasksOf = ({ id, region, number, pool, drawn }: Draw): Task[] =>
  drawn.map((one) => ({
    id: randomUUID(),
    region,
    enterpriseId: one.unitId,
    enterpriseName: one.name,
    kind: 'draw',
    sourceId: id,
    sourceNumber: number,
    dueFrom: pool.from,
    dueUntil: pool.until,
    officerIds: one.officers.map((officer) => officer.id),
    checkItemIds: [],
    state: 'open',
    inspectionId: null,
  }))

export const draws: readonly Route[] = [
  serve(contract.commitDraw, async (input, ctx) => {
    const { tx, asker, at, today } = ctx
    const year = yearOf(today)
    const serial = await drawStore.nextSerial(tx, { table: 'draw', region: asker.region, year })
    const replaces = input.redrawOf ? await drawStore.findDraw(tx, input.redrawOf) : null
    const bureauSeed = randomBytes(32).toString('hex')
    const pool = await poolOf(ctx, { input, serial, replaces, bureauSeed })
    const thing = blank(pool, { replaces, region: asker.region })
    ctx.concerns('draw', thing.id)
    const facts = { ...NO_FACTS, pool, commitment: commitmentOf(pool), bureauSeed, replaces }
    const draw = take(transitions.commitDraw, { thing, input, facts, by: asker, at }, DRAW_STATES)
    if (!(await drawStore.insertDraw(tx, draw, { year, serial, at })))
      throw new Conflict('该抽查已由他人重新封存名单，请刷新后查看')
    ctx.note({
      number: draw.number,
      commitment: draw.commitment,
      units: pool.units.length,
      excluded: pool.excluded.length,
      officers: pool.officers.length,
    })
    return viewOf(tx, draw)
  }),

  serve(contract.draw, async ({ id, ...input }, ctx) => {
    ctx.concerns('draw', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    const drawn = drawFrom(before.pool, { bureauSeed: before.bureauSeed ?? '', publicSeed: input.publicSeed })
    const { code } = fileOf({ ...before, publicSeed: input.publicSeed, drawn, drawnAt: ctx.at })
    const after = take(
      transitions.draw,
      { thing: before, input, facts: { ...NO_FACTS, drawn, code }, by: ctx.asker, at: ctx.at },
      DRAW_STATES,
    )
    await drawStore.saveDraw(ctx.tx, after, ctx.at)
    ctx.note({ number: after.number, publicSeed: input.publicSeed, drawn: drawn.length, code })
    return viewOf(ctx.tx, after)
  }),

  serve(contract.publishDraw, async ({ id, ...input }, ctx) => {
    ctx.concerns('draw', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    const after = take(
      transitions.publishDraw,
      { thing: before, input, facts: NO_FACTS, by: ctx.asker, at: ctx.at },
      DRAW_STATES,
    )
    await drawStore.saveDraw(ctx.tx, after, ctx.at)
    await insertTasks(ctx.tx, tasksOf(after))
    ctx.note({ number: after.number, tasks: after.drawn.length, code: after.code })
    return viewOf(ctx.tx, after)
  }),

  serve(contract.redraw, async ({ id, ...input }, ctx) => {
    ctx.concerns('draw', id)
    const before = await lockVersion(ctx.tx, id, input.version)
    const after = take(
      transitions.redraw,
      { thing: before, input, facts: NO_FACTS, by: ctx.asker, at: ctx.at },
      DRAW_STATES,
    )
    await drawStore.saveDraw(ctx.tx, after, ctx.at)
    await dropOpenTasks(ctx.tx, id)
    ctx.note({ number: after.number, from: before.state })
    return viewOf(ctx.tx, after)
  }),

  serve(contract.listDraws, async (_, { tx, asker }) => ({ draws: await drawStore.listDraws(tx, asker) })),

  serve(contract.getDraw, async ({ id }, { tx }) => {
    const draw = await drawStore.findDraw(tx, id)
    if (!draw) throw new NotFound('draw')
    return viewOf(tx, draw)
  }),

  serve(contract.drawFile, async ({ id }, { tx, asker }) => {
    const draw = await drawStore.findDraw(tx, id)
    const isStaff = asker.kind === 'officer' && asker.permissions.includes('planning.read')
    if (!draw || (draw.publishedAt === null && !isStaff)) throw new NotFound('draw')
    if (draw.drawnAt === null)
      throw new Refused([
        no('draw-not-drawn', { number: draw.number }, '{number}尚未抽取，没有公示文件', '抽取后再下载'),
      ])
    return {
      name: `${draw.number}.json`,
      mime: 'application/json; charset=utf-8',
      bytes: Buffer.from(drawFileText(fileOf(draw))),
    }
  }),
]
