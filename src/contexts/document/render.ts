import { lawDateOf } from '../../kernel/time.ts'
import type { PaperBureau, Signature, Template } from './model.ts'
import { findTemplateOn, layoutOf } from './render/catalogue.ts'
import { pagesOf, pdfOf } from './render/typst.ts'
import type { PaperFace } from './rules/layout.ts'
import { sheetOf } from './rules/sheet.ts'

/**
 * What is needed to draw a paper, apart from its form. Drafts have neither a number nor a verifyUrl: no seal, no code.
 */
export type Content = {
  readonly bureau: PaperBureau
  readonly data: Readonly<Record<string, unknown>>
  readonly number?: string | null
  readonly signatures?: readonly Signature[]
  /** Instant; also the file's creation time, so that drawing twice gives the same bytes. */
  readonly issuedAt: string
  readonly verifyUrl?: string | null
  readonly verifyToken?: string | null
  readonly corrects?: { readonly number: string | null; readonly reason: string } | null
  /** Name of the picture to show, among those handed over with the order. */
  readonly picture?: string | null
  /** Title in place of the form's name. */
  readonly title?: string | null
}

/** `layout` only where it is looked at before it is kept. */
export const faceOf = (template: Template, content: Content, layout = layoutOf(template)): PaperFace => ({
  template,
  layout,
  bureau: content.bureau,
  number: content.number ?? null,
  data: content.data,
  signatures: content.signatures ?? [],
  issuedAt: content.issuedAt,
  verifyUrl: content.verifyUrl ?? null,
  verifyToken: content.verifyToken ?? null,
  corrects: content.corrects ?? null,
  picture: content.picture ?? null,
  title: content.title ?? null,
})

/** The word before the token in a paper's metadata. */
export const TRACE = 'plumbline-paper'

/** One paper as PDF/A-2b with embedded fonts. */
export function renderPdf(
  template: Template,
  content: Content,
  layout = layoutOf(template),
): { pdf: Uint8Array; pages: number } {
  return pdfOf({
    sheets: [sheetOf(faceOf(template, content, layout))],
    title: [template.name, content.number].filter(Boolean).join(' '),
    organ: content.bureau.name,
    keywords: content.verifyToken ? `${TRACE}:${content.verifyToken}` : TRACE,
    createdAt: content.issuedAt,
    wholeFile: false,
  })
}

/** The same sheet as an editable DOCX. */
export async function renderDocx(template: Template, content: Content): Promise<Uint8Array> {
  const { docxOf } = await import('./render/docx.ts') // slow to load, and asked for seldom
  return docxOf(sheetOf(faceOf(template, content)), content.issuedAt)
}

export type FilePaper = { readonly template: Template; readonly content: Content }

export type FileOrder = {
  readonly bureau: PaperBureau
  readonly papers: readonly FilePaper[]
  readonly pictures: ReadonlyMap<string, Uint8Array>
  readonly at: string
}

const fileOf = ({ bureau, papers, pictures, at }: FileOrder, front: readonly FilePaper[], title: string) => ({
  sheets: [
    ...front.map(({ template, content }) => ({ ...sheetOf(faceOf(template, content)), front: true })),
    ...papers.map(({ template, content }) => sheetOf(faceOf(template, content))),
  ],
  title,
  organ: bureau.name,
  keywords: TRACE,
  createdAt: at,
  wholeFile: true,
  pictures,
})

/** Papers one behind the other, each counted by itself: what a printer gets. */
export const renderTogether = (papers: readonly FilePaper[]) =>
  pdfOf({
    sheets: papers.map(({ template, content }) => sheetOf(faceOf(template, content))),
    title: `文书 ${papers.length} 份`,
    organ: papers[0]?.content.bureau.name ?? '',
    keywords: TRACE,
    createdAt: papers[0]?.content.issuedAt ?? '1970-01-01T00:00:00.000Z',
    wholeFile: false,
  })

/** First and last page of each paper in a file, counted from the first paper behind cover and index. */
export const pagesInFile = (order: FileOrder): readonly (readonly [number, number])[] =>
  pagesOf(fileOf(order, [], '案卷'))

/** The form of a sheet that is made for a file, on the day of binding. */
export function frontForm(code: string, at: string): Template {
  const template = findTemplateOn(code, lawDateOf(at))
  if (!template) throw new Error(`no template ${code} on ${lawDateOf(at)}`)
  return template
}

/**
 * A whole case file: cover D47 and index D48 as `front`, then the papers with page numbers running through at the top
 * right;
 * cover and index bear none.
 */
export const renderCaseFile = (
  order: FileOrder & { readonly front: readonly FilePaper[]; readonly caseName: string },
) => pdfOf(fileOf(order, order.front, `案卷 ${order.caseName}`))
