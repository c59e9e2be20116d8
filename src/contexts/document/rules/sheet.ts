import { chineseNumber } from '../../../kernel/citation.ts'
import { dateInWords, lawDateOf } from '../../../kernel/time.ts'
import { z } from 'zod'
import {
  OpinionOnPaper,
  PersonOnPaper,
  RemedyOnPaper,
  type FileEntry,
  type SealKind,
  type Signer,
  type TableColumn,
} from '../model.ts'
import { generalLayout } from './general-layout.ts'
import type { FormCell, Layout, LayoutBlock, PaperFace } from './layout.ts'
import { isFilled, plain, printable, runsOf, valueInWords, type Run, type Values } from './wording.ts'

/**
 * One place for one signature: the handwriting, the name of one who confirmed on a day (`on`), the reason why there is
 * none,
 * or a blank for the pen, with the name of whoever is to sign there behind it.
 */
export type SignPlace = {
  readonly name: string
  readonly certificate: string
  readonly certified: boolean
  /** SVG `d` of the handwriting in a 300×100 box, or empty. */
  readonly strokes: string
  readonly refused: string
  readonly on: string
}
export type SignRow = { readonly label: string; readonly places: readonly SignPlace[] }
export type Align = 'indent' | 'flush' | 'center' | 'right'
export type SheetCell = {
  readonly label: string
  readonly paragraphs: readonly (readonly Run[])[]
  readonly signs: SignRow | null
  readonly tall: number
  /** The seal that stands over the date of this cell's signature. */
  readonly seal: SealKind
}

/** What is drawn, in order: the same for PDF, DOCX and a screen. */
export type Block =
  | { readonly kind: 'text'; readonly runs: readonly Run[]; readonly align: Align; readonly bold: boolean }
  | {
      readonly kind: 'lines'
      readonly rows: readonly (readonly { label: string; runs: readonly Run[]; share: number }[])[]
    }
  | { readonly kind: 'form'; readonly rows: readonly (readonly SheetCell[])[] }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly shares: readonly number[]
      readonly rows: readonly (readonly (readonly Run[])[])[]
      readonly tall: number
    }
  | { readonly kind: 'contents'; readonly rows: readonly FileEntry[] }
  | { readonly kind: 'picture'; readonly file: string }
  | { readonly kind: 'signs'; readonly rows: readonly SignRow[] }
  | {
      readonly kind: 'closing'
      readonly organ: string
      readonly date: string
      readonly seal: SealKind
      readonly compact: boolean
    }
  | { readonly kind: 'note'; readonly runs: readonly Run[] }
  | { readonly kind: 'gap'; readonly mm: number }

/** One paper, ready to be drawn. */
export type Sheet = {
  readonly organ: string
  readonly title: string
  readonly subtitle: string
  readonly number: string
  readonly numberAlign: 'center' | 'right' | 'none'
  readonly size: number
  readonly blocks: readonly Block[]
  /** Signature lines at the foot of every page (SZF 306: each page is signed). */
  readonly everyPage: readonly SignRow[]
  readonly seal: SealKind
  readonly verify: { readonly url: string; readonly code: string } | null
}

const text = (runs: readonly Run[], align: Align = 'indent', bold = false): Block => ({
  kind: 'text',
  runs,
  align,
  bold,
})

/** A line break inside a filled-in value starts a new paragraph. */
function paragraphsOf(runs: readonly Run[]): Run[][] {
  const paragraphs: Run[][] = [[]]
  for (const run of runs) {
    run.text.split('\n').forEach((piece, index) => {
      if (index > 0) paragraphs.push([])
      if (piece || run.blank || run.box) paragraphs.at(-1)?.push({ ...run, text: piece })
    })
  }
  return paragraphs
}

const NO_PLACE: SignPlace = { name: '', certificate: '', certified: false, strokes: '', refused: '', on: '' }

/** Who is to sign by what the paper says: the persons of a field, or the one name in it. */
function expectedSigners(value: unknown): PersonOnPaper[] {
  const persons = z.array(PersonOnPaper).safeParse(value)
  if (persons.success) return persons.data
  return typeof value === 'string' && value.trim() ? [{ name: value }] : []
}

function signRow(signer: Signer, { data, signatures }: PaperFace, names: Readonly<Record<string, string>>): SignRow {
  const held = signatures.filter(({ role }) => role === signer.role)
  const places = held.map(
    (signature): SignPlace => ({
      name: printable(signature.name),
      certificate: printable(signature.certificate ?? ''),
      certified: signer.certified,
      strokes: signature.strokes,
      refused: printable(signature.refused ?? ''),
      on: signature.at ? dateInWords(lawDateOf(signature.at)) : '',
    }),
  )
  const missing = held.some(({ refused }) => refused)
    ? []
    : expectedSigners(data[names[signer.role] ?? '']).filter(
        ({ name }) => !held.some((signature) => signature.name === name),
      )
  places.push(
    ...missing.map(({ name, certificate }) => ({
      ...NO_PLACE,
      name: printable(name),
      certificate: printable(certificate ?? ''),
      certified: signer.certified,
    })),
  )
  while (places.length < signer.least) places.push({ ...NO_PLACE, certified: signer.certified })
  return { label: signer.label, places }
}

/** The roles whose signers the layout knows by a field. */
const namesIn = (blocks: readonly LayoutBlock[]): Record<string, string> =>
  Object.assign({}, ...blocks.map((block) => ('signs' in block ? (block.names ?? {}) : {})))

const rowsIn = (value: unknown): Record<string, unknown>[] => {
  const parsed = z.array(z.record(z.string(), z.unknown())).safeParse(value)
  return parsed.success ? parsed.data : []
}

/** The columns of a table's row stand in its sentence like fields of the paper, with `{n}` for its place. */
function rowValues(
  values: Values,
  columns: readonly TableColumn[],
  row: Record<string, unknown>,
  index: number,
): Values {
  const facts = Object.fromEntries(columns.map(({ name, kind }) => [name, printable(valueInWords(kind, row[name]))]))
  return { ...values, facts: { ...values.facts, ...facts, n: String(index + 1), nth: chineseNumber(index + 1) } }
}

function eachBlock(block: Extract<LayoutBlock, { each: string }>, values: Values): Block[] {
  const field = values.fields.find(({ name }) => name === block.each)
  const sentence = block.as ?? '{n}．{text}'
  if (field?.kind === 'table') {
    return rowsIn(values.data[block.each]).flatMap((row, index) =>
      paragraphsOf(runsOf(sentence, rowValues(values, field.columns ?? [], row, index))).map((runs) => text(runs)),
    )
  }
  const items = [values.data[block.each] ?? []]
    .flat()
    .flatMap((item) => (typeof item === 'string' && item.trim() ? [item] : []))
  if (items.length === 0) return block.otherwise ? [text(plain(block.otherwise))] : []
  return items.flatMap((item, index) => {
    const facts = { ...values.facts, text: item, n: String(index + 1), nth: chineseNumber(index + 1) }
    return paragraphsOf(runsOf(sentence, { ...values, facts })).map((runs) => text(runs))
  })
}

/** What stands in a cell of an issued form that has nothing to say, so that nothing can be written in afterwards. */
const STRUCK: readonly (readonly Run[])[] = [[{ text: '／' }]]

function opinionCell(cell: FormCell & { opinion: string }, values: Values): SheetCell {
  const opinion = OpinionOnPaper.safeParse(values.data[cell.opinion])
  if (!opinion.success && values.isIssued)
    return {
      label: cell.label,
      tall: 0,
      signs: null,
      seal: 'none',
      paragraphs: STRUCK,
    }
  const { text: words, signers, on } = opinion.success ? opinion.data : { text: '', signers: [], on: null }
  const places = (signers.length > 0 ? signers : [{ name: '' }]).map((signer): SignPlace => {
    const { name, certificate, strokes } = { certificate: undefined, strokes: undefined, ...signer }
    return {
      name: printable(name),
      certificate: printable(certificate ?? ''),
      certified: Boolean(certificate),
      strokes: strokes ?? '',
      refused: '',
      on: on ? dateInWords(on) : '',
    }
  })
  const paragraphs = paragraphsOf(plain(words))
  return { label: cell.label, tall: cell.tall ?? 26, paragraphs, signs: { label: '签名', places }, seal: 'none' }
}

function cellOf(cell: FormCell, values: Values): SheetCell {
  if (cell.opinion) return opinionCell({ ...cell, opinion: cell.opinion }, values)
  const listed = cell.list
    ? eachBlock({ each: cell.list }, values).flatMap((block) => (block.kind === 'text' ? [block.runs] : []))
    : null
  const paragraphs = listed ?? paragraphsOf(runsOf(cell.text ?? '', values))
  const isEmpty = paragraphs.every((runs) => runs.length === 0)
  const isStruck = isEmpty && values.isIssued
  return {
    label: cell.label,
    tall: isStruck ? 0 : (cell.tall ?? 0),
    signs: null,
    seal: 'none',
    paragraphs: isStruck ? STRUCK : paragraphs,
  }
}

function formBlock(block: Extract<LayoutBlock, { form: unknown }>, values: Values): Block {
  const standing = block.form.map((row) => row.filter((cell) => !cell.if || isFilled(values, cell.if)))
  return {
    kind: 'form',
    rows: standing.filter((row) => row.length > 0).map((row) => row.map((cell) => cellOf(cell, values))),
  }
}

function linesBlocks(block: Extract<LayoutBlock, { lines: unknown }>, values: Values): Block[] {
  const standing = block.lines
    .map((row) => row.filter(([, , , needed]) => !needed || isFilled(values, needed)))
    .filter((row) => row.length > 0)
  const rows = standing.map((row) =>
    row.map(([label, sentence, share]) => ({ label, share, runs: runsOf(sentence, values) })),
  )
  return rows.length > 0 ? [{ kind: 'lines', rows }] : []
}

function gridBlock(block: Extract<LayoutBlock, { grid: string }>, values: Values): Block {
  const columns = values.fields.find(({ name }) => name === block.grid)?.columns ?? []
  const rows = rowsIn(values.data[block.grid]).map((row, index) => [
    plain(String(index + 1)),
    ...columns.map(({ name, kind }) => plain(valueInWords(kind, row[name]))),
  ])
  while (rows.length < (block.rowsMin ?? 0)) rows.push([plain(''), ...columns.map(() => plain(''))])
  return {
    kind: 'table',
    head: ['序号', ...columns.map(({ label }) => label)],
    shares: [0.9, ...columns.map(({ share }) => share)],
    rows,
    tall: block.tall ?? 0,
  }
}

function dialogueBlocks(name: string, values: Values): Block[] {
  return rowsIn(values.data[name]).flatMap((row) => [
    ...paragraphsOf(plain(`问：${String(row['question'] ?? '')}`)).map((runs) => text(runs, 'indent', true)),
    ...paragraphsOf(plain(`答：${String(row['answer'] ?? '')}`)).map((runs) => text(runs)),
  ])
}

/** The block that tells where to turn: the very organ, the very court, the periods (APL 59; ARL 20, 23; ALL 46). */
function remedyBlocks(name: string, values: Values): Block[] {
  const parsed = RemedyOnPaper.safeParse(values.data[name])
  if (!parsed.success) return []
  const { organ, organAddress, court, reconsiderationDays, litigationMonths, onlineUrl } = parsed.data
  const first = parsed.data.reconsiderationFirst
  const daysAfter = parsed.data.courtDaysAfterReconsideration ?? 15 // ALL 45
  const where = `${organ}${organAddress ? `（地址：${organAddress}）` : ''}`
  const online = onlineUrl ? `也可以通过${onlineUrl}在线申请行政复议。` : ''
  const words = first
    ? `如不服本决定，应当自收到本文书之日起${reconsiderationDays}日内先向${where}申请行政复议；` +
      `对行政复议决定仍不服的，可以自收到行政复议决定书之日起${daysAfter}日内向${court}提起行政诉讼。${online}`
    : `如不服本决定，可以自收到本文书之日起${reconsiderationDays}日内向${where}申请行政复议，` +
      `或者自收到本文书之日起${chineseNumber(litigationMonths)}个月内直接向${court}提起行政诉讼。` +
      `${online}行政复议、行政诉讼期间，本决定不停止执行，法律另有规定的除外。`
  return [text(plain(words))]
}

function contentsBlock(name: string, values: Values): Block {
  const rows = rowsIn(values.data[name]).map((row) => ({
    title: printable(String(row['title'] ?? '')),
    number: printable(String(row['number'] ?? '')),
    on: valueInWords('date', row['on'] ?? ''),
    page: String(row['page'] ?? ''),
    note: printable(String(row['note'] ?? '')),
  }))
  return { kind: 'contents', rows }
}

function blocksOf(block: LayoutBlock, values: Values, face: PaperFace): Block[] {
  if (block.if && !isFilled(values, block.if)) return []
  if (block.unless && isFilled(values, block.unless)) return []
  if ('p' in block) {
    const align = block.align === 'left' || block.align === undefined ? 'indent' : block.align
    return paragraphsOf(runsOf(block.p, values)).map((runs) => text(runs, align, block.bold ?? false))
  }
  if ('lines' in block) return linesBlocks(block, values)
  if ('each' in block) return eachBlock(block, values)
  if ('form' in block) return [formBlock(block, values)]
  if ('grid' in block) return [gridBlock(block, values)]
  if ('dialogue' in block) return dialogueBlocks(block.dialogue, values)
  if ('remedy' in block) return remedyBlocks(block.remedy, values)
  if ('contents' in block) return [contentsBlock(block.contents, values)]
  if ('gap' in block) return [{ kind: 'gap', mm: block.gap }]
  if ('note' in block) return [{ kind: 'note', runs: runsOf(block.note, values) }]
  if ('picture' in block) return face.picture ? [{ kind: 'picture', file: face.picture }] : []
  if ('signs' in block) {
    const rows = face.template.signers
      .filter(({ role }) => block.signs.includes(role))
      .map((signer) => signRow(signer, face, block.names ?? {}))
    return [{ kind: 'signs', rows: rows.filter(({ places }) => places.length > 0) }]
  }
  const seal = face.verifyUrl ? face.template.seal : 'none'
  const date = dateInWords(lawDateOf(face.issuedAt))
  return [{ kind: 'closing', organ: face.bureau.name, date, seal, compact: 'stamp' in block }]
}

/**
 * Where the last approval of a form was signed, counted over its blocks, rows and cells; null where nobody approved.
 */
function lastApproval(blocks: readonly Block[]): SheetCell | null {
  const cells = blocks.flatMap((block) => (block.kind === 'form' ? block.rows.flat() : []))
  return cells.findLast(({ signs }) => signs?.places.some(({ on }) => on)) ?? null
}

/** A form is sealed over the date of its last approval: the room that the seal needs there is kept. */
const SEALED_CELL_MM = 38

function sealedOn(blocks: readonly Block[], cell: SheetCell, seal: SealKind): Block[] {
  const sealed = (each: SheetCell) =>
    each === cell ? { ...each, seal, tall: Math.max(each.tall, SEALED_CELL_MM) } : each
  return blocks.map((block) =>
    block.kind === 'form' ? { ...block, rows: block.rows.map((row) => row.map(sealed)) } : block,
  )
}

function drawnBlocks(layout: Layout, values: Values, face: PaperFace): Block[] {
  const isStamp = (block: LayoutBlock) => 'stamp' in block
  const before = layout.blocks.filter((block) => !isStamp(block)).flatMap((block) => blocksOf(block, values, face))
  const approval = layout.blocks.some(isStamp) ? lastApproval(before) : null
  if (!approval) return layout.blocks.flatMap((block) => blocksOf(block, values, face))
  return face.verifyUrl && face.template.seal !== 'none' ? sealedOn(before, approval, face.template.seal) : before
}

/** The code that is typed where no camera is at hand: the token in groups of four. */
export const codeOf = (token: string): string => (token.match(/.{1,4}/g) ?? []).join('-')

/** Lays one paper out. A draft (without verifyUrl) bears neither seal nor code. */
export function sheetOf(face: PaperFace): Sheet {
  const { template, bureau, number, corrects } = face
  const layout = face.layout ?? generalLayout(template)
  const facts: Record<string, string> = {
    organ: bureau.name,
    number: number ?? '',
    title: template.name,
    issuedOn: dateInWords(lawDateOf(face.issuedAt)),
    ...(typeof face.data['organAddress'] === 'string' ? {} : { organAddress: bureau.address ?? '' }),
    ...(typeof face.data['organPhone'] === 'string' ? {} : { organPhone: bureau.phone ?? '' }),
    ...(typeof face.data['organPostcode'] === 'string' ? {} : { organPostcode: bureau.postcode ?? '' }),
  }
  const values: Values = { fields: template.fields, data: face.data, facts, isIssued: face.verifyUrl !== null }
  const correction: Block[] = corrects
    ? [
        text(
          plain(
            `本文书更正${corrects.number ?? '原文书'}，原文书自本文书送达之日起不再使用。更正事由：${corrects.reason}`,
          ),
          'flush',
        ),
      ]
    : []
  const everyPage = template.signers
    .filter(({ everyPage: each }) => each)
    .map((signer) => signRow(signer, face, namesIn(layout.blocks)))
  return {
    organ: printable(bureau.name),
    title: face.title ?? template.name,
    subtitle: layout.subtitle ?? '',
    number: number ?? '',
    numberAlign: number ? layout.number : 'none',
    size: layout.size,
    blocks: [...correction, ...drawnBlocks(layout, values, face)],
    everyPage,
    seal: face.verifyUrl ? template.seal : 'none',
    verify: face.verifyUrl && face.verifyToken ? { url: face.verifyUrl, code: codeOf(face.verifyToken) } : null,
  }
}
