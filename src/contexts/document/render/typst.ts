import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { dirname, join } from 'node:path'
import QRCode from 'qrcode'
import { z } from 'zod'
import type { SealKind } from '../model.ts'
import type { Block, Sheet, SheetCell, SignRow } from '../rules/sheet.ts'
import { TEMPLATES_FOLDER } from './catalogue.ts'
import { FONT_FILES } from './glyphs.ts'

/**
 * A compiler keeps all that it has set. After so many papers it lets go what the last ones did not use: faces and forms
 * stay, the
 * papers themselves go. Kept for ten times longer they took a gigabyte and made nothing faster.
 */
const PAPERS_BETWEEN_EVICTIONS = 20

let compiler: NodeCompiler | undefined
let sinceEviction = 0

function theCompiler(): NodeCompiler {
  compiler ??= NodeCompiler.create({
    workspace: TEMPLATES_FOLDER,
    fontArgs: [{ fontPaths: [...new Set(FONT_FILES.map((file) => dirname(file)))] }],
  })
  sinceEviction += 1
  if (sinceEviction > PAPERS_BETWEEN_EVICTIONS) {
    compiler.evictCache(1)
    sinceEviction = 0
  }
  return compiler
}

const SEAL_WORDS: Record<Exclude<SealKind, 'none'>, string> = { OFF: '', ENF: '执法专用章' }
const seals = new Map<string, string>()

/** The seal of a bureau as SVG outlines: no font is needed to show it. Drawn once a process. */
export function sealSvg(bureauName: string, kind: Exclude<SealKind, 'none'>): string {
  const key = `${kind} ${bureauName}`
  const known = seals.get(key)
  if (known) return known
  const svg = theCompiler().plainSvg({
    mainFilePath: join(TEMPLATES_FOLDER, 'seal.typ'),
    inputs: { name: bureauName, words: SEAL_WORDS[kind] },
  })
  seals.set(key, svg)
  return svg
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"'

/** A QR code as one SVG path, with error correction M: a stamp or a fold over a sixth of it does no harm. */
export function qrSvg(text: string): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const { size, data } = modules
  let path = ''
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1)
      if (data[row * size + column]) path += `M${column + 2} ${row + 2}h1v1h-1z`
  }
  const side = size + 4
  return `${SVG} viewBox="0 0 ${side} ${side}"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`
}

/**
 * A handwriting as a picture cut to its box. The strokes hold path data only; their shape is checked where they come
 * in.
 */
export const handSvg = (strokes: string): string =>
  `${SVG} viewBox="0 0 300 100"><path fill="none" stroke="#111" stroke-width="3.2" ` +
  `stroke-linecap="round" stroke-linejoin="round" ` +
  `d="${strokes.replace(/[^MLQCZmlqcz0-9 ,.-]/g, '')}"/></svg>`

/** The folder below the templates in which the compiler finds the pictures of an order; it exists in memory only. */
const PICTURES = 'pictures'

/** Gives every handwriting, seal and code as a picture. */
function illustrated(sheet: Sheet): unknown {
  const image = (strokes: string) => (strokes ? handSvg(strokes) : null)
  const row = (signs: SignRow) => ({
    ...signs,
    places: signs.places.map((place) => ({ ...place, image: image(place.strokes) })),
  })
  const stamp = (kind: SealKind) => (kind === 'none' ? 'none' : sealSvg(sheet.organ, kind))
  const cell = (each: SheetCell) => ({ ...each, signs: each.signs && row(each.signs), seal: stamp(each.seal) })
  const drawn = (block: Block): unknown => {
    if (block.kind === 'signs') return { ...block, rows: block.rows.map(row) }
    if (block.kind === 'form') return { ...block, rows: block.rows.map((cells) => cells.map(cell)) }
    if (block.kind === 'picture') return { ...block, file: `/${PICTURES}/${block.file}` }
    return block.kind === 'closing' ? { ...block, seal: stamp(block.seal) } : block
  }
  return {
    ...sheet,
    blocks: sheet.blocks.map(drawn),
    everyPage: sheet.everyPage.map(row),
    ...(sheet.verify ? { qr: qrSvg(sheet.verify.url) } : {}),
  }
}

export type PdfOrder = {
  readonly sheets: readonly (Sheet & { readonly front?: boolean })[]
  readonly title: string
  readonly organ: string
  /** Words kept readable in the file's metadata: how an altered copy is still traced to its paper. */
  readonly keywords: string
  readonly createdAt: string
  readonly wholeFile: boolean
  /** JPEG by the name under which sheets show them. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>
}

/** First and last page of every sheet, counted from 1. */
const Spans = z.array(z.object({ value: z.array(z.tuple([z.number().int(), z.number().int()])) })).length(1)

/**
 * What the compiler is asked for. It gets the order itself and never a compiled document: one that JavaScript holds
 * lives on, a megabyte each, until a garbage collection that nothing calls for, because its memory is not JavaScript's.
 */
const jobOf = (order: PdfOrder) => ({
  mainFilePath: join(TEMPLATES_FOLDER, 'paper.typ'),
  inputs: {
    sheets: JSON.stringify(order.sheets.map(illustrated)),
    title: order.title,
    organ: order.organ,
    keywords: order.keywords,
    file: order.wholeFile ? 'yes' : 'no',
  },
})

/** Works with the compiler while it knows the pictures of an order. */
function withPictures<Result>(order: PdfOrder, work: (typst: NodeCompiler) => Result): Result {
  const typst = theCompiler()
  const pictures = [...(order.pictures ?? [])].map(([name, bytes]) => ({
    path: join(TEMPLATES_FOLDER, PICTURES, name),
    bytes,
  }))
  for (const { path, bytes } of pictures) typst.mapShadow(path, Buffer.from(bytes))
  try {
    return work(typst)
  } finally {
    for (const { path } of pictures) typst.unmapShadow(path)
  }
}

/** First and last page of every sheet, without making the PDF. */
export const pagesOf = (order: PdfOrder): readonly (readonly [number, number])[] =>
  withPictures(order, (typst) => {
    if (order.sheets.length === 0) return []
    return Spans.parse(typst.query(jobOf(order), { selector: '<spans>' }))[0]?.value ?? []
  })

/** The page tree of the file tells its own length; asking the compiler would set the paper twice. */
function pagesInPdf(pdf: Buffer): number {
  const count = /\/Type\s*\/Pages[^>]*\/Count\s+(\d+)/.exec(pdf.toString('latin1'))?.[1]
  if (!count) throw new Error('the file set has no page tree')
  return Number(count)
}

/** Compiles sheets to one PDF/A-2b. The same order always gives the same bytes. */
export const pdfOf = (order: PdfOrder): { pdf: Uint8Array; pages: number } =>
  withPictures(order, (typst) => {
    const pdf = typst.pdf(jobOf(order), {
      pdfStandard: 'a-2b',
      creationTimestamp: Math.floor(Date.parse(order.createdAt) / 1000),
    })
    return { pdf: new Uint8Array(pdf), pages: pagesInPdf(pdf) }
  })
