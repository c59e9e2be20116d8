import { randomUUID } from 'node:crypto'
import { NotFound, overtaken } from '../../../kernel/answer.ts'
import { take, type Step } from '../../../kernel/step.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/overlays.ts'
import {
  CHANGE_STATES,
  NO_FACTS,
  type Change,
  type ChangeFacts,
  type ChangeRow,
  type ChangeState,
  type DraftInput,
} from '../rules/change.ts'
import { contentOfRow, overlaysOf, whyNotLaw, whyNotRows } from '../rules/change-check.ts'
import { citesOf, titleOf } from '../rules/layer-words.ts'
import { lawBookOf, type LawBook } from '../rules/lawbook.ts'
import { layered, rowsOfKind, speaking, type LayeredRow } from '../rules/overlay.ts'
import { OVERLAY_KINDS, type ContentOf, type OverlayKind } from '../rules/overlay-kinds.ts'
import { columnsOf, linesOfRow, readLines } from '../rules/overlay-sheet.ts'
import { loadLawBook } from '../store.ts'
import { mergedBook } from '../store/merged.ts'
import * as store from '../store/overlays.ts'
import { readSheetLines, writeSheet } from '../store/overlay-sheet.ts'
import * as transitions from '../transitions/change.ts'

const COMPARED_MAX = 200
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const lines = (kind: OverlayKind, key: string, content: unknown) =>
  linesOfRow(kind, key, content as ContentOf<typeof kind>).map((cells) => cells.slice(2))

const nameIn = (book: LawBook, row: LayeredRow | undefined) => (row ? titleOf(book, row) : '')

async function viewOf(tx: Tx, change: Change): Promise<contract.ChangeView> {
  const rows = await store.rowsOfChange(tx, change.id)
  const others = (await store.approvedOverlays(tx)).filter((overlay) => overlay.change !== change.id)
  const shipped = loadLawBook()
  const book = lawBookOf(layered(shipped, others))
  const without = rowsOfKind(book, change.kind)
  const named = rowsOfKind(layered(shipped, overlaysOf(change, rows)), change.kind)
  const isOpen = change.state === 'drafted'
  return {
    change,
    rows: rows.slice(0, COMPARED_MAX).map(({ mode, key, content }) => {
      const above = speaking(without.get(key) ?? [], { region: change.region, date: change.from })
      return {
        mode,
        key,
        title: nameIn(book, above ?? named.get(key)?.at(-1)),
        columns: columnsOf(change.kind).slice(2),
        before: above ? lines(change.kind, key, contentOfRow(change.kind, above)) : [],
        after: lines(change.kind, key, content),
        beforeFrom: above ? citesOf(book, above) : '',
      }
    }),
    complaints: isOpen ? whyNotLaw(shipped, { approved: others, proposed: overlaysOf(change, rows) }) : [],
  }
}

async function lockVersion(tx: Tx, id: string, version: number): Promise<Change> {
  const change = await store.findChange(tx, id, { lock: true })
  if (!change) throw new NotFound('change')
  if (change.version === version) return change
  throw overtaken(change.history, '变更')
}

async function drafted(ctx: Ctx, input: DraftInput): Promise<Change> {
  const { tx, asker, at } = ctx
  const thing: Change = {
    id: randomUUID(),
    state: 'drafted',
    version: 0,
    history: [],
    region: asker.region,
    kind: input.kind,
    title: input.title,
    instrument: input.instrument,
    from: input.from,
    until: input.until,
    rowCount: 0,
    draftedBy: asker.id,
    draftedByName: asker.name,
    approvedBy: null,
    approvedByName: '',
    approvedAt: null,
    because: '',
  }
  ctx.concerns('change', thing.id)
  const rowComplaints = whyNotRows(await mergedBook(tx), input.rows, {
    region: asker.region,
    from: input.from,
    kind: input.kind,
  })
  const facts: ChangeFacts = { rowComplaints, lawComplaints: [] }
  const change = take(transitions.draftChange, { thing, input, facts, by: asker, at }, CHANGE_STATES)
  await store.insertChange(tx, change, { rows: input.rows, at })
  ctx.note({ kind: change.kind, instrument: change.instrument.number, from: change.from, rows: change.rowCount })
  return change
}

type Taken<Input> = { readonly id: string; readonly input: Input; readonly facts: ChangeFacts }

async function taken<Input extends { version: number }>(
  ctx: Ctx,
  step: Step<ChangeState, Change, Input, ChangeFacts>,
  { id, input, facts }: Taken<Input>,
): Promise<contract.ChangeView> {
  ctx.concerns('change', id)
  const before = await lockVersion(ctx.tx, id, input.version)
  const after = take(step, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, CHANGE_STATES)
  await store.saveChange(ctx.tx, after, ctx.at)
  ctx.note({ kind: after.kind, instrument: after.instrument.number, from: before.state, to: after.state })
  return viewOf(ctx.tx, after)
}

/** The validator speaks before the approval: with every other approved change in the law, and this one. */
async function lawFacts(tx: Tx, id: string): Promise<ChangeFacts> {
  const change = await store.findChange(tx, id)
  if (!change) throw new NotFound('change')
  const rows = await store.rowsOfChange(tx, id)
  const approved = (await store.approvedOverlays(tx)).filter((overlay) => overlay.change !== id)
  return { ...NO_FACTS, lawComplaints: whyNotLaw(loadLawBook(), { approved, proposed: overlaysOf(change, rows) }) }
}

export const overlays: readonly Route[] = [
  serve(contract.listChanges, async ({ state }, { tx, asker }) => ({
    changes: await store.listChanges(tx, { region: asker.region, state }),
  })),

  serve(contract.getChange, async ({ id }, { tx }) => {
    const change = await store.findChange(tx, id)
    if (!change) throw new NotFound('change')
    return viewOf(tx, change)
  }),

  serve(contract.draftChange, async (input, ctx) => viewOf(ctx.tx, await drafted(ctx, input))),

  serve(contract.approveChange, async ({ id, ...input }, ctx) =>
    taken(ctx, transitions.approveChange, { id, input, facts: await lawFacts(ctx.tx, id) }),
  ),
  serve(contract.discardChange, ({ id, ...input }, ctx) =>
    taken(ctx, transitions.discardChange, { id, input, facts: NO_FACTS }),
  ),
  serve(contract.withdrawChange, ({ id, ...input }, ctx) =>
    taken(ctx, transitions.withdrawChange, { id, input, facts: NO_FACTS }),
  ),
  serve(contract.endChange, ({ id, ...input }, ctx) =>
    taken(ctx, transitions.endChange, { id, input, facts: NO_FACTS }),
  ),

  serve(contract.exportRows, async ({ kind, region, on }, ctx) => {
    const at = { region, date: on ?? ctx.today }
    const rows = [...rowsOfKind(await mergedBook(ctx.tx), kind)].flatMap(([key, all]) => {
      const row = speaking(all, at)
      return row ? linesOfRow(kind, key, contentOfRow(kind, row) as ContentOf<typeof kind>) : []
    })
    ctx.note({ kind, region, rows: rows.length })
    const name = `${OVERLAY_KINDS[kind]}-${region || '全国'}-${at.date}.xlsx`
    return {
      name,
      mime: XLSX,
      bytes: await writeSheet({ name: OVERLAY_KINDS[kind], columns: columnsOf(kind), lines: rows }),
    }
  }),

  serve(contract.importRows, async ({ kind, title, from, until, dry, ...given }, ctx) => {
    const { tx, asker, upload } = ctx
    if (!upload) throw new NotFound('file')
    const law = rowsOfKind(await mergedBook(tx), kind)
    const here = (key: string) => speaking(law.get(key) ?? [], { region: asker.region, date: from })
    const wanted = columnsOf(kind)
    const read = readLines(kind, await readSheetLines(upload.bytes, wanted), (key) => here(key) !== null)
    const isChanged = ({ key, content }: ChangeRow) => {
      const now = here(key)
      return (
        !now || JSON.stringify(lines(kind, key, contentOfRow(kind, now))) !== JSON.stringify(lines(kind, key, content))
      )
    }
    const changed = read.rows.filter(isChanged)
    const rows = changed.map(({ mode, key, content }) => ({ mode, key, content }))
    const unfit = whyNotRows(await mergedBook(tx), rows, { region: asker.region, from, kind })
    const lineOf = new Map(changed.map(({ key, line }) => [key, line]))
    const problems = [
      ...read.problems,
      ...unfit.map(({ row, field, says, mend }) => ({ line: lineOf.get(row) ?? 0, column: field, says, mend })),
    ]
    const answer = {
      changed: rows.map(({ mode, key }) => ({ mode, key })),
      same: read.rows.length - rows.length,
      problems,
    }
    ctx.note({ kind, changed: rows.length, problems: problems.length })
    if (dry === 'true' || problems.length > 0 || rows.length === 0) return { ...answer, change: null }
    const instrument = { name: given.instrumentName, number: given.instrumentNumber, article: given.instrumentArticle }
    return { ...answer, change: await drafted(ctx, { kind, title, instrument, from, until: until ?? null, rows }) }
  }),
]
