import { randomBytes, randomUUID } from 'node:crypto'
import { NotFound } from '../../kernel/answer.ts'
import { no, Refused, type Refusal, unlessRefused } from '../../kernel/refusal.ts'
import { lawDateOf, type Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db.ts'
import type { FileStore } from '../../platform/files.ts'
import {
  PaperBureau,
  type Paper,
  type PaperEntry,
  type PaperSubject,
  type Service,
  type ServiceAct,
  type Signature,
  type Template,
} from './model.ts'
import { faceOf, renderPdf, type Content } from './render.ts'
import { charactersWithoutGlyph } from './render/glyphs.ts'
import { refusesCorrection } from './rules/correction.ts'
import { formOfPaper, formOn } from './public/forms.ts'
import { refusesOtherParty, refusesPaper } from './rules/field-rules.ts'
import { numberParts, numberYear, paperNumber, seriesOf, type Serial } from './rules/numbering.ts'
import { unmaskedAgain } from './rules/personal.ts'
import { deemedServedOn, refusesService } from './rules/service.ts'
import { sheetOf, type Sheet } from './rules/sheet.ts'
import { printable } from './rules/wording.ts'
import * as store from './store.ts'
import { takeUpLease } from './store/number-lease.ts'

export type PaperOrder = {
  /** Code of the form, e.g. D34; the version in force on the law date of `at` is taken. */
  readonly template: string
  readonly bureau: PaperBureau
  readonly subject: PaperSubject
  /** The fields by name, in the shapes of FieldKind. */
  readonly data: Readonly<Record<string, unknown>>
  readonly signatures?: readonly Signature[]
  /**
   * The paper whose serial this one shares: the filing D01 for papers of a case, the plan D02 for those of an
   * inspection.
   */
  readonly serialOf?: string | null
  /** The number under which a phone has printed the paper already, and the phone that holds it (`leaseNumbers`). */
  readonly leased?: { readonly number: string; readonly holder: string | null } | null
  /** The business that may see the paper once it is issued, where it is meant for the party. */
  readonly enterpriseId?: string | null
  /** Id of the person who issues. */
  readonly by: string
  readonly at: Instant
  readonly files: FileStore
}

/**
 * Where the QR code of a paper leads. `PLUMBLINE_PUBLIC_URL` is the address under which the public reaches the portal.
 */
export function verifyUrlOf(token: string): string {
  const base = process.env['PLUMBLINE_PUBLIC_URL'] ?? `http://localhost:${process.env['PLUMBLINE_PORT'] ?? '8080'}`
  return `${base.replace(/\/$/, '')}/portal/verify/${token}`
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
/** Sixteen of 32 letters, 80 bits: nobody guesses the token of a paper that he does not hold. */
const newToken = () => [...randomBytes(16)].map((byte) => LETTERS[byte % 32]).join('')

async function templateFor(
  tx: Tx,
  { template: code, bureau, at }: Pick<PaperOrder, 'template' | 'bureau' | 'at'>,
): Promise<Template> {
  const template = await formOn(tx, { template: code, on: lawDateOf(at), region: bureau.region })
  if (!template)
    throw new Refused([
      no(
        'template-not-in-force',
        { template: code },
        '文书式样“{template}”在制作日期没有有效版本',
        '核对文书种类和制作日期',
      ),
    ])
  return template
}

/** Characters that no face of ours can draw, by field: a paper with an empty box in a name is not a paper. */
function refusesGlyphs(template: Template, data: Readonly<Record<string, unknown>>): Refusal[] {
  return template.fields.flatMap((field) => {
    const missing = charactersWithoutGlyph(printable(JSON.stringify(data[field.name] ?? '')))
    const facts = { field: field.name, label: field.label, characters: missing.slice(0, 20).join('') }
    return missing.length === 0
      ? []
      : [
          no(
            'character-without-glyph',
            facts,
            '“{label}”中的“{characters}”无法印出',
            '删去表情等符号；确属人名、地名用字的，请管理员补充字库',
          ),
        ]
  })
}

/** A number that was printed on site before the office knew: it must be this phone's, of this year and unused. */
async function leasedSerial(
  tx: Tx,
  template: Template,
  { bureau, leased, at, paperId }: Pick<PaperOrder, 'bureau' | 'leased' | 'at'> & { readonly paperId: string },
): Promise<Serial> {
  const number = leased?.number ?? ''
  const parts = numberParts(number)
  const year = numberYear(lawDateOf(at))
  const fits = parts?.shortName === bureau.shortName && parts.typeCode === template.typeCode
  const isTaken =
    fits && parts.serial.part === 1 && parts.serial.year === year && leased?.holder
      ? await takeUpLease(tx, {
          region: bureau.region,
          series: seriesOf(template),
          year,
          holder: leased.holder,
          serial: parts.serial.serial,
          paperId,
        })
      : false
  if (!parts || !isTaken)
    throw new Refused([
      no(
        'number-not-held',
        { number },
        '文号{number}不是本机领取的、当年的、没有用过的文号',
        '核对纸质文书上的文号；确已交付的，由承办机构在办公端登记情况后另行制作',
      ),
    ])
  return parts.serial
}

async function serialFor(
  tx: Tx,
  template: Template,
  order: Pick<PaperOrder, 'bureau' | 'serialOf' | 'leased' | 'at'> & { readonly paperId: string },
): Promise<Serial | null> {
  if (!template.numbered || !template.typeCode) return null
  if (order.leased) return leasedSerial(tx, template, order)
  const region = order.bureau.region
  const shared = order.serialOf && template.series !== 'own' ? await store.findPaper(tx, order.serialOf) : null
  if (order.serialOf && template.series !== 'own' && !shared?.serial)
    throw new Error(`paper ${order.serialOf} has no serial to share`)
  const year = shared?.serial?.year ?? numberYear(lawDateOf(order.at))
  const serial = shared?.serial?.serial ?? (await store.drawNumber(tx, { region, series: seriesOf(template), year }))
  return { year, serial, part: await store.nextPart(tx, { region, typeCode: template.typeCode, year, serial }) }
}

type Correction = { readonly id: string; readonly number: string | null; readonly reason: string }

/** Numbers, draws and keeps a paper that nothing stands against. */
async function keep(tx: Tx, template: Template, order: PaperOrder, corrects: Correction | null): Promise<Paper> {
  const id = randomUUID()
  const serial = await serialFor(tx, template, { ...order, paperId: id })
  const bureau = PaperBureau.parse(order.bureau)
  const number = serial && template.typeCode ? paperNumber({ bureau, typeCode: template.typeCode, serial }) : null
  const verifyToken = newToken()
  const signatures = [...(order.signatures ?? [])]
  const content: Content = {
    bureau,
    data: order.data,
    number,
    signatures,
    issuedAt: order.at,
    verifyUrl: verifyUrlOf(verifyToken),
    verifyToken,
    corrects,
  }
  const { pdf, pages } = renderPdf(template, content)
  const { sha256 } = await order.files.save(pdf)
  const paper: store.StoredPaper = {
    id,
    template: template.code,
    templateVersion: template.version,
    number,
    serial,
    region: bureau.region,
    bureau,
    subject: order.subject,
    title: template.name,
    data: { ...order.data },
    fields: template.fields,
    signatures,
    seal: template.seal,
    issuedAt: order.at,
    issuedBy: order.by,
    pdfSha256: sha256,
    pages,
    verifyToken,
    corrects,
    correctedBy: null,
    state: 'issued',
    enterpriseId: template.served ? (order.enterpriseId ?? null) : null,
    toBeServed: template.served,
  }
  await store.insertPaper(tx, paper, template.typeCode)
  return paper
}

/** All that stands against a paper. */
async function refusesOrder(tx: Tx, template: Template, order: PaperOrder): Promise<Refusal[]> {
  const before = order.subject.kind === 'case' ? await store.partiesNamed(tx, order.subject) : []
  return [
    ...refusesPaper({ template, data: order.data, on: lawDateOf(order.at) }),
    ...refusesGlyphs(template, order.data),
    ...refusesOtherParty(order.data, before),
  ]
}

/**
 * Issues a paper: checks its fields, gives it its number, draws it, keeps the PDF and the row.
 * Call it late in a transaction: the number's counter stays locked until the commit. Throws Refused with every reason
 * at once;
 * each names its field in `facts.field`.
 */
export async function issuePaper(tx: Tx, order: PaperOrder): Promise<Paper> {
  const template = await templateFor(tx, order)
  unlessRefused(await refusesOrder(tx, template, order))
  return keep(tx, template, order, null)
}

/** A paper as it would look, without number, seal and code; nothing is kept. Fields may still be missing. */
export async function previewPaper(
  tx: Tx,
  order: Pick<PaperOrder, 'template' | 'bureau' | 'data' | 'signatures' | 'at'>,
): Promise<{ pdf: Uint8Array; sheet: Sheet }> {
  const template = await templateFor(tx, order)
  const content: Content = {
    bureau: order.bureau,
    data: order.data,
    signatures: order.signatures ?? [],
    issuedAt: order.at,
  }
  return { pdf: renderPdf(template, content).pdf, sheet: sheetOf(faceOf(template, content)) }
}

/**
 * Puts a paper right by another one: the old stays as it was, marked as corrected, and the new one names it and the
 * reason.
 * `data` are the changed fields only, and only wording (rules/correction.ts).
 */
export async function correctPaper(
  tx: Tx,
  {
    paperId,
    data,
    signatures,
    reason,
    by,
    at,
    files,
  }: {
    paperId: string
    data: Readonly<Record<string, unknown>>
    signatures?: readonly Signature[]
    reason: string
    by: string
    at: Instant
    files: FileStore
  },
): Promise<Paper> {
  const wrong = await store.lockPaper(tx, paperId)
  if (!wrong) throw new NotFound('paper')
  if (wrong.state === 'corrected') {
    throw new Refused([
      no('already-corrected', { number: wrong.number ?? wrong.title }, '{number}已经更正过', '对更正后的文书再作更正'),
    ])
  }
  if (!reason.trim())
    throw new Refused([no('correction-without-reason', { field: 'reason' }, '没有写明更正事由', '写明原文书错在何处')])
  const template = await formOfPaper(tx, wrong)
  const order: PaperOrder = {
    template: wrong.template,
    bureau: wrong.bureau,
    subject: wrong.subject,
    data: { ...wrong.data, ...unmaskedAgain(data, wrong.data) },
    signatures: signatures ?? wrong.signatures,
    serialOf: wrong.serial && template.series !== 'own' ? wrong.id : null,
    enterpriseId: wrong.enterpriseId,
    by,
    at,
    files,
  }
  unlessRefused([
    ...refusesCorrection(template, data),
    ...refusesPaper({ template, data: order.data, on: lawDateOf(at) }),
    ...refusesGlyphs(template, order.data),
  ])
  const paper = await keep(tx, template, order, { id: wrong.id, number: wrong.number, reason })
  await store.markCorrected(tx, { id: wrong.id, by: paper.id })
  return paper
}

/**
 * Records how and when a paper reached its party; `deemedServedOn` starts every later period. Throws Refused when it
 * does not hold.
 */
export async function recordService(
  tx: Tx,
  {
    paperId,
    service,
    at,
  }: {
    paperId: string
    service: ServiceAct
    at: Instant
  },
): Promise<Service> {
  const paper = await store.lockPaper(tx, paperId)
  if (!paper) throw new NotFound('paper')
  if (!paper.toBeServed)
    throw new Refused([
      no('paper-not-served', { title: paper.title }, '“{title}”是内部文书，不送达当事人', '选择需要送达的文书'),
    ])
  if (paper.state === 'corrected') {
    throw new Refused([
      no(
        'paper-was-corrected',
        { number: paper.number ?? paper.title },
        '{number}已被更正，不能再送达',
        '送达更正后的文书',
      ),
    ])
  }
  unlessRefused(refusesService(service, { issuedAt: paper.issuedAt, now: at }))
  const kept: Service = { ...service, id: randomUUID(), paperId, deemedServedOn: deemedServedOn(service) }
  await store.insertService(tx, kept, paper)
  await store.markServed(tx, paperId)
  return kept
}

/**
 * The papers of an inspection, a case or a business, in the order of issue, as far as the transaction's scope allows.
 */
export const papersOf = (tx: Tx, subject: PaperSubject): Promise<PaperEntry[]> => store.listPapers(tx, subject)

/** One paper with its content; null where it is not there or not in scope. */
export const findPaper = (tx: Tx, id: string): Promise<Paper | null> => store.findPaper(tx, id)

export const servicesOf = (tx: Tx, paperIds: readonly string[]): Promise<Service[]> => store.listServices(tx, paperIds)

/** What was printed, from the row: the content of a paper for drawing it again. */
export const contentOf = (paper: Paper): Content => ({
  bureau: paper.bureau,
  data: paper.data,
  number: paper.number,
  signatures: paper.signatures,
  issuedAt: paper.issuedAt,
  verifyUrl: verifyUrlOf(paper.verifyToken),
  verifyToken: paper.verifyToken,
  corrects: paper.corrects,
})
