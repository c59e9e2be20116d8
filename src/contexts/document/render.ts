import { lawDateOf } from '../../kernel/time.ts'
import type { PaperBureau, Signature, Template } from './model.ts'
import { findTemplateOn, layoutOf } from './render/catalogue.ts'
import { docxOf } from './render/docx.ts'
import { pdfOf } from './render/typst.ts'
import type { PaperFace } from './rules/layout.ts'
import { sheetOf } from './rules/sheet.ts'

/** What is needed to draw a paper, apart from its form. Drafts have neither a number nor a verifyUrl: no seal, no code. */
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
}

export const faceOf = (template: Template, content: Content): PaperFace => ({
  template,
  layout: layoutOf(template),
  bureau: content.bureau,
  number: content.number ?? null,
  data: content.data,
  signatures: content.signatures ?? [],
  issuedAt: content.issuedAt,
  verifyUrl: content.verifyUrl ?? null,
  verifyToken: content.verifyToken ?? null,
  corrects: content.corrects ?? null,
})

/** The word before the token in a paper's metadata. */
export const TRACE = 'plumbline-paper'

/** One paper as PDF/A-2b with embedded fonts. */
export function renderPdf(template: Template, content: Content): { pdf: Uint8Array; pages: number } {
  return pdfOf({
    sheets: [sheetOf(faceOf(template, content))],
    title: [template.name, content.number].filter(Boolean).join(' '),
    organ: content.bureau.name,
    keywords: content.verifyToken ? `${TRACE}:${content.verifyToken}` : TRACE,
    createdAt: content.issuedAt,
    wholeFile: false,
  })
}

/** The same sheet as an editable DOCX. */
export const renderDocx = (template: Template, content: Content): Promise<Uint8Array> =>
  docxOf(sheetOf(faceOf(template, content)), content.issuedAt)

export type FilePaper = { readonly template: Template; readonly content: Content }

/**
 * A whole case file: cover D47, index D48 with the pages of every paper, then the papers with page numbers running through
 * at the top right; cover and index bear none. `cover` is the data of D47.
 */
export function renderCaseFile({ cover, bureau, papers, at, coverNumber = null }: {
  cover: Readonly<Record<string, unknown>>; bureau: PaperBureau; papers: readonly FilePaper[]; at: string; coverNumber?: string | null
}): { pdf: Uint8Array; pages: number } {
  const on = lawDateOf(at)
  const front = (['D47', 'D48'] as const).map((code) => findTemplateOn(code, on))
  const entries = papers.map(({ template, content }) => ({
    title: [template.name, content.number].filter(Boolean).join('　'), on: lawDateOf(content.issuedAt), note: '',
  }))
  const sheets = front.flatMap((template) => (template === null ? [] : [{
    ...sheetOf(faceOf(template, {
      bureau, issuedAt: at, number: template.code === 'D47' ? coverNumber : null,
      data: template.code === 'D47' ? cover : { caseName: cover['caseName'], entries },
    })),
    front: true,
  }]))
  return pdfOf({
    sheets: [...sheets, ...papers.map(({ template, content }) => sheetOf(faceOf(template, content)))],
    title: `案卷 ${String(cover['caseName'] ?? '')}`,
    organ: bureau.name,
    keywords: TRACE,
    createdAt: at,
    wholeFile: true,
  })
}
