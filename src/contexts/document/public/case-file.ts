/** A whole file as one PDF: what it will hold, and the bytes. */
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { FileStore } from '../../../platform/files.ts'
import {
  PaperBureau,
  type FileEntry,
  type FileOriginal,
  type Paper,
  type PaperSubject,
  type Template,
} from '../model.ts'
import { contentOf } from '../public.ts'
import { frontForm, pagesInFile, renderCaseFile, renderTogether, type FileOrder, type FilePaper } from '../render.ts'
import { formOfPaper } from './forms.ts'
import { sheetOfOriginal } from '../render/originals.ts'
import { inArchiveOrder, pageSpan } from '../rules/archive-order.ts'
import * as store from '../store.ts'

export type FilePlan = {
  readonly order: FileOrder
  /** The index, one row a paper or original, in the order of the file. */
  readonly entries: readonly FileEntry[]
  readonly paperCount: number
  readonly originalCount: number
  /** Numbered pages: cover and index do not count. */
  readonly pages: number
}

/** Words behind an entry of the index. */
const noteOn = (paper: Paper, numbers: ReadonlyMap<string, string | null>) =>
  paper.corrects
    ? `更正${paper.corrects.number ?? '原文书'}`
    : paper.correctedBy
      ? `已由${numbers.get(paper.correctedBy) ?? '更正文书'}更正`
      : ''

/**
 * What a file will hold: the papers of all subjects and the originals, each on pages of its own, in the order in which
 * files are
 * bound, with the pages that the index tells. Covers and indexes among the papers are left out, for they are made for
 * the file.
 */
export async function planFile(
  tx: Tx,
  {
    subjects,
    originals,
    drafts = [],
    bureau: given,
    at,
  }: {
    subjects: readonly PaperSubject[]
    originals: readonly FileOriginal[]
    /** Sheets made for the file alone, drawn from data and not issued. */
    drafts?: readonly { readonly code: string; readonly data: Readonly<Record<string, unknown>> }[]
    bureau: PaperBureau
    at: Instant
  },
): Promise<FilePlan> {
  const bureau = PaperBureau.parse(given)
  const papers = (await store.listWholePapers(tx, subjects)).filter(
    ({ template }) => template !== 'D47' && template !== 'D48',
  )
  const numbers = new Map(papers.map(({ id, number }) => [id, number]))
  const forms: Template[] = []
  for (const paper of papers) forms.push(await formOfPaper(tx, paper))
  const inside = papers.flatMap((paper, index) => {
    const template = forms[index]
    if (!template) return []
    const entry = { title: paper.title, number: paper.number ?? '', note: noteOn(paper, numbers) }
    return [{ template, content: contentOf(paper), issuedAt: paper.issuedAt, entry }]
  })
  const pictures = new Map<string, Uint8Array>()
  const sheets: typeof inside = []
  // One after the other: an original may be thirty megabytes large.
  for (const original of originals) {
    const { template, content, bytes } = await sheetOfOriginal(original, { bureau, at })
    if (bytes && content.picture) pictures.set(content.picture, bytes)
    const entry = { title: `${content.title ?? template.name}：${original.name}`, number: '', note: original.kind }
    sheets.push({ template, content, issuedAt: original.takenAt, entry })
  }
  const made = drafts.map(({ code, data }) => {
    const template = frontForm(code, at)
    const entry = { title: template.name, number: '', note: '' }
    return { template, content: { bureau, data, issuedAt: at }, issuedAt: at, entry }
  })
  const filed = inArchiveOrder([...inside, ...made, ...sheets])
  const order: FileOrder = { bureau, papers: filed, pictures, at }
  const spans = pagesInFile(order)
  const entries = filed.map(({ entry, issuedAt }, index) => ({
    ...entry,
    on: lawDateOf(issuedAt),
    page: pageSpan(spans[index] ?? [0, 0]),
  }))
  return { order, entries, paperCount: papers.length, originalCount: originals.length, pages: spans.at(-1)?.[1] ?? 0 }
}

/** A sheet in front of the file: an issued paper, or the data for a draft of it. */
export type FileFront = Paper | { readonly data: Readonly<Record<string, unknown>> }

/**
 * The planned file as one PDF with cover, index D48 and running page numbers; the bytes are kept and their hash
 * told.
 * `index` is left out where it is not issued: then it is drawn from the plan.
 */
export async function bindFile(
  { order, entries }: FilePlan,
  {
    cover,
    coverForm = 'D47',
    index,
    files,
  }: {
    cover: FileFront
    /** Another cover than that of a case. */
    coverForm?: string
    index?: FileFront
    files: FileStore
  },
): Promise<{ sha256: string; size: number; pages: number }> {
  const { caseName } = cover.data
  const front = (
    [
      [coverForm, cover],
      ['D48', index ?? { data: { caseName, entries } }],
    ] as const
  ).map(([code, sheet]) => ({
    template: frontForm(code, order.at),
    content: 'id' in sheet ? contentOf(sheet) : { bureau: order.bureau, data: sheet.data, issuedAt: order.at },
  }))
  const { pdf, pages } = renderCaseFile({ ...order, front, caseName: String(caseName ?? '') })
  return { ...(await files.save(pdf)), pages }
}

/** Several papers as one PDF for the printer, each on pages of its own with its own page numbers and code. */
export async function printTogether(tx: Tx, papers: readonly Paper[]): Promise<Uint8Array> {
  const sheets: FilePaper[] = []
  for (const paper of papers) sheets.push({ template: await formOfPaper(tx, paper), content: contentOf(paper) })
  return renderTogether(sheets).pdf
}
