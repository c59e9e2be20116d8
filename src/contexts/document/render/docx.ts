import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type IParagraphOptions,
  type ParagraphChild,
} from 'docx'
import sharp from 'sharp'
import type { SealKind } from '../model.ts'
import type { Align, Block, Sheet, SheetCell, SignRow } from '../rules/sheet.ts'
import type { Run } from '../rules/wording.ts'
import { handSvg, qrSvg, sealSvg } from './typst.ts'

/** The faces of official papers by name; where a machine lacks them its word processor takes its own 宋体. */
const BODY = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋_GB2312', cs: 'Times New Roman' }
const TITLE = { ...BODY, eastAsia: '方正小标宋简体' }
const TEXT_WIDTH_TWIPS = 8_960
const PX_PER_MM = 96 / 25.4

/** Pictures made beforehand as PNG, for a document is put together without waiting; `hands` by their strokes. */
type Ink = {
  readonly seals: ReadonlyMap<SealKind, Uint8Array>
  readonly qr: Uint8Array | null
  readonly hands: ReadonlyMap<string, Uint8Array>
  readonly size: number
}
type Words = { readonly bold?: boolean; readonly size?: number }

const textRun = (text: string, { bold = false, size = 12 }: Words, underlined = false) =>
  new TextRun({ text, font: BODY, bold, size: Math.round(size * 2), ...(underlined ? { underline: {} } : {}) })

function runOf(run: Run, words: Words): TextRun[] {
  const text = run.blank ? '　'.repeat(run.blank) : run.text.replaceAll('\u200b', '')
  return [
    ...(run.box ? [textRun(run.box === 'ticked' ? '☑' : '□', words)] : []),
    textRun(text, { ...words, bold: run.bold ?? words.bold ?? false }, run.underlined === true),
  ]
}
const runsOf = (runs: readonly Run[], words: Words) => runs.flatMap((run) => runOf(run, words))

const ALIGN: Record<Align, (typeof AlignmentType)[keyof typeof AlignmentType]> = {
  indent: AlignmentType.BOTH,
  flush: AlignmentType.BOTH,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
}

function paragraph(children: ParagraphChild[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ spacing: { line: 360, lineRule: LineRuleType.AUTO }, ...options, children })
}

const indent = (size: number) => ({ indent: { firstLine: size * 40 } })

const BORDER = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const BORDERS = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER }

const picture = (bytes: Uint8Array, mm: { width: number; height: number }, floating = false) =>
  new ImageRun({
    type: 'png',
    data: Buffer.from(bytes),
    transformation: { width: mm.width * PX_PER_MM, height: mm.height * PX_PER_MM },
    ...(floating
      ? {
          floating: {
            horizontalPosition: { relative: 'column' as const, align: 'right' as const },
            verticalPosition: { relative: 'paragraph' as const, offset: -540_000 },
            behindDocument: true,
          },
        }
      : {}),
  })

function signLines(rows: readonly SignRow[], ink: Ink): Paragraph[] {
  return rows.flatMap((row) =>
    row.places.map((place, index) => {
      const bytes = ink.hands.get(place.strokes)
      const whose = place.name ? [textRun(`（${place.name}）`, { size: 10.5 })] : []
      const hand = place.refused
        ? [textRun(`（${place.refused}）`, {})]
        : bytes
          ? [picture(bytes, { width: 27, height: 9 }), ...whose]
          : place.name && place.on
            ? [textRun(place.name, {})]
            : [textRun('　'.repeat(8), {}, true), ...whose]
      const certificate = place.certificate
        ? `　证号：${place.certificate}`
        : place.certified
          ? '　证号：__________'
          : ''
      const label = index === 0 ? `${row.label}签名：` : '　'.repeat(row.label.length + 3)
      return paragraph([
        textRun(label, {}),
        ...hand,
        textRun(`${certificate}　　${place.on || '　　年　　月　　日'}`, {}),
      ])
    }),
  )
}

const cellOf = (
  children: Paragraph[],
  { twips, span = 1, tall = 0 }: { twips: number; span?: number; tall?: number },
) =>
  new TableCell({
    children: tall > 0 && children.length < 2 ? [...children, paragraph([])] : children,
    columnSpan: span,
    borders: BORDERS,
    verticalAlign: VerticalAlign.CENTER,
    width: { size: twips, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
  })

function formCell(cell: SheetCell, shape: { twips: number; span: number }, ink: Ink): TableCell {
  const long = cell.tall > 0
  const body = cell.paragraphs.map((runs) => paragraph(runsOf(runs, {}), long ? indent(12) : {}))
  const signs = cell.signs ? signLines([{ ...cell.signs, label: '' }], ink) : []
  const content = [...body, ...signs, ...(cell.seal === 'none' ? [] : stampOf(cell.seal, ink))]
  return cellOf(content.length > 0 ? content : [paragraph([])], { ...shape, tall: cell.tall })
}

const FORM_TWIPS = [1_500, 3_080, 1_500, 2_880] as const

function formTable(block: Extract<Block, { kind: 'form' }>, ink: Ink): Table {
  const rows = block.rows.map(
    (cells) =>
      new TableRow({
        children: cells.flatMap((cell, index) => {
          const label = paragraph([textRun(cell.label, { size: 11 })], { alignment: AlignmentType.CENTER })
          const twips = cells.length === 2 ? FORM_TWIPS[index === 0 ? 1 : 3] : TEXT_WIDTH_TWIPS - FORM_TWIPS[0]
          return [
            cellOf([label], { twips: FORM_TWIPS[0] }),
            formCell(cell, { twips, span: cells.length === 2 ? 1 : 3 }, ink),
          ]
        }),
      }),
  )
  return new Table({ rows, columnWidths: [...FORM_TWIPS], width: { size: TEXT_WIDTH_TWIPS, type: WidthType.DXA } })
}

function ruledTable(
  head: readonly string[],
  shares: readonly number[],
  rows: readonly (readonly (readonly Run[])[])[],
): Table {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => Math.round((share / whole) * TEXT_WIDTH_TWIPS))
  const row = (cells: readonly (readonly Run[])[], bold: boolean) =>
    new TableRow({
      tableHeader: bold,
      children: cells.map((runs, index) => {
        const words = paragraph(runsOf(runs, { size: 11, bold }), { alignment: AlignmentType.CENTER })
        return cellOf([words], { twips: widths[index] ?? 0 })
      }),
    })
  return new Table({
    rows: [
      row(
        head.map((text) => [{ text }]),
        true,
      ),
      ...rows.map((cells) => row(cells, false)),
    ],
    columnWidths: widths,
    width: { size: TEXT_WIDTH_TWIPS, type: WidthType.DXA },
  })
}

function linesTable(block: Extract<Block, { kind: 'lines' }>, size: number): Paragraph[] {
  return block.rows.map((cells) =>
    paragraph(
      cells.flatMap((cell, index) => [
        ...(index > 0 ? [textRun('　', { size })] : []),
        textRun(cell.label ? `${cell.label}：` : '', { size }),
        ...(cell.runs.length > 0
          ? cell.runs.flatMap((run) => runOf({ ...run, underlined: true }, { size }))
          : [textRun('　'.repeat(6), { size }, true)]),
      ]),
    ),
  )
}

function blockOf(block: Block, ink: Ink): (Paragraph | Table)[] {
  const { size } = ink
  switch (block.kind) {
    case 'text':
      return [
        paragraph(runsOf(block.runs, { bold: block.bold, size }), {
          alignment: ALIGN[block.align],
          ...(block.align === 'indent' ? indent(size) : {}),
        }),
      ]
    case 'lines':
      return linesTable(block, size)
    case 'form':
      return [formTable(block, ink)]
    case 'table':
      return [ruledTable(block.head, block.shares, block.rows)]
    case 'contents':
      return [
        ruledTable(
          ['序号', '文件名称及编号', '日期', '页号', '备注'],
          [0.8, 6, 2.4, 1.2, 1.4],
          block.rows.map((row, index) =>
            [String(index + 1), `${row.title}　${row.number}`.trim(), row.on, row.page, row.note].map((text) => [
              { text },
            ]),
          ),
        ),
      ]
    case 'picture':
      return []
    case 'signs':
      return [paragraph([]), ...signLines(block.rows, ink)]
    case 'closing':
      return [
        paragraph([]),
        paragraph([textRun(block.organ, { size })], { alignment: AlignmentType.RIGHT }),
        paragraph([textRun(block.date, { size })], { alignment: AlignmentType.RIGHT }),
        ...stampOf(block.seal, ink),
      ]
    case 'note':
      return [paragraph([]), paragraph(runsOf(block.runs, { size: 10.5 }))]
    case 'gap':
      return [paragraph([], { spacing: { before: Math.round(block.mm * 56.7) } })]
  }
}

function stampOf(kind: SealKind, ink: Ink): Paragraph[] {
  const seal = ink.seals.get(kind)
  return seal ? [paragraph([picture(seal, { width: 40, height: 40 }, true)], { alignment: AlignmentType.RIGHT })] : []
}

const png = async (svg: string, width: number) =>
  new Uint8Array(await sharp(Buffer.from(svg), { density: 300 }).resize({ width }).png().toBuffer())

function strokesOf(sheet: Sheet): Set<string> {
  const rows = sheet.blocks.flatMap((block) =>
    block.kind === 'signs'
      ? block.rows
      : block.kind === 'form'
        ? block.rows.flat().flatMap(({ signs }) => (signs ? [signs] : []))
        : [],
  )
  return new Set(
    [...rows, ...sheet.everyPage].flatMap(({ places }) => places.map(({ strokes }) => strokes)).filter(Boolean),
  )
}

function footerOf(sheet: Sheet, ink: Ink): Footer {
  const pages = new TextRun({
    font: BODY,
    size: 18,
    children: ['第 ', PageNumber.CURRENT, ' 页　共 ', PageNumber.TOTAL_PAGES, ' 页'],
  })
  const bare = sheet.everyPage.map((row) => ({
    ...row,
    places: row.places.map((place) => ({ ...place, certificate: '', certified: false })),
  }))
  const everyPage = signLines(bare, ink)
  const code = ink.qr ? [picture(ink.qr, { width: 14, height: 14 })] : []
  const verify = sheet.verify ? [textRun(`　　核验码 ${sheet.verify.code}　`, { size: 8 }), ...code] : []
  return new Footer({ children: [...everyPage, paragraph([pages, ...verify], { alignment: AlignmentType.CENTER })] })
}

/** The sheet as an editable document: the same words in the same order; line breaks are the word processor's own. */
export async function docxOf(sheet: Sheet, createdAt: string): Promise<Uint8Array> {
  const seals = new Map<SealKind, Uint8Array>()
  if (sheet.seal !== 'none') seals.set(sheet.seal, await png(sealSvg(sheet.organ, sheet.seal), 480))
  const hands = new Map<string, Uint8Array>()
  for (const strokes of strokesOf(sheet)) hands.set(strokes, await png(handSvg(strokes), 450))
  const ink: Ink = { seals, qr: sheet.verify ? await png(qrSvg(sheet.verify.url), 240) : null, hands, size: sheet.size }
  const heading = [
    paragraph([new TextRun({ text: sheet.organ, font: TITLE, bold: true, size: 32 })], {
      alignment: AlignmentType.CENTER,
    }),
    paragraph([new TextRun({ text: sheet.title, font: TITLE, bold: true, size: 44 })], {
      alignment: AlignmentType.CENTER,
    }),
    ...(sheet.numberAlign === 'none'
      ? []
      : [
          paragraph([textRun(sheet.number, { size: sheet.size })], {
            alignment: sheet.numberAlign === 'center' ? AlignmentType.CENTER : AlignmentType.RIGHT,
          }),
        ]),
  ]
  const document = new Document({
    title: sheet.title,
    creator: sheet.organ,
    description: `${sheet.number} ${createdAt}`.trim(),
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1_530, left: 1_530, right: 1_416, bottom: 1_400 },
          },
        },
        footers: { default: footerOf(sheet, ink) },
        children: [...heading, ...sheet.blocks.flatMap((block) => blockOf(block, ink))],
      },
    ],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}
