import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { dirname, join } from 'node:path'
import QRCode from 'qrcode'
import type { SealKind } from '../model.ts'
import type { Block, Sheet, SheetCell, SignRow } from '../rules/sheet.ts'
import { TEMPLATES_FOLDER } from './catalogue.ts'
import { FONT_FILES } from './glyphs.ts'

/** A compiler keeps what it has read; after so many papers the memory of the oldest is let go. */
const PAPERS_BETWEEN_EVICTIONS = 50

let compiler: NodeCompiler | undefined
let sinceEviction = 0

function theCompiler(): NodeCompiler {
  compiler ??= NodeCompiler.create({ workspace: TEMPLATES_FOLDER, fontArgs: [{ fontPaths: [...new Set(FONT_FILES.map((file) => dirname(file)))] }] })
  sinceEviction += 1
  if (sinceEviction > PAPERS_BETWEEN_EVICTIONS) {
    compiler.evictCache(10)
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
  const svg = theCompiler().plainSvg({ mainFilePath: join(TEMPLATES_FOLDER, 'seal.typ'), inputs: { name: bureauName, words: SEAL_WORDS[kind] } })
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
    for (let column = 0; column < size; column += 1) if (data[row * size + column]) path += `M${column + 2} ${row + 2}h1v1h-1z`
  }
  const side = size + 4
  return `${SVG} viewBox="0 0 ${side} ${side}"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`
}

/** A handwriting as a picture cut to its box. The strokes hold path data only; their shape is checked where they come in. */
export const handSvg = (strokes: string): string =>
  `${SVG} viewBox="0 0 300 100"><path fill="none" stroke="#111" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round" `
  + `d="${strokes.replace(/[^MLQCZmlqcz0-9 ,.-]/g, '')}"/></svg>`

/** Gives every handwriting, seal and code as a picture. */
function illustrated(sheet: Sheet): unknown {
  const image = (strokes: string) => (strokes ? handSvg(strokes) : null)
  const row = (signs: SignRow) => ({ ...signs, places: signs.places.map((place) => ({ ...place, image: image(place.strokes) })) })
  const cell = (each: SheetCell) => ({ ...each, signs: each.signs && row(each.signs) })
  const drawn = (block: Block): unknown => {
    if (block.kind === 'signs') return { ...block, rows: block.rows.map(row) }
    if (block.kind === 'form') return { ...block, rows: block.rows.map((cells) => cells.map(cell)) }
    if (block.kind !== 'closing' && block.kind !== 'stamp') return block
    return { ...block, seal: block.seal === 'none' ? 'none' : sealSvg(sheet.organ, block.seal) }
  }
  return {
    ...sheet, blocks: sheet.blocks.map(drawn), everyPage: sheet.everyPage.map(row),
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
}

/** Compiles sheets to one PDF/A-2b. The same order always gives the same bytes. */
export function pdfOf(order: PdfOrder): { pdf: Uint8Array; pages: number } {
  const typst = theCompiler()
  const inputs = {
    sheets: JSON.stringify(order.sheets.map(illustrated)),
    title: order.title, organ: order.organ, keywords: order.keywords, file: order.wholeFile ? 'yes' : 'no',
  }
  const compiled = typst.compile({ mainFilePath: join(TEMPLATES_FOLDER, 'paper.typ'), inputs })
  const document = compiled.result
  if (!document) {
    const error = compiled.takeError()
    throw new Error(`the paper could not be set: ${JSON.stringify(error?.shortDiagnostics ?? null).slice(0, 2000)}`)
  }
  const pdf = typst.pdf(document, { pdfStandard: 'a-2b', creationTimestamp: Math.floor(Date.parse(order.createdAt) / 1000) })
  return { pdf: new Uint8Array(pdf), pages: document.numOfPages }
}
