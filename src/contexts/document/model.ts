import { z } from 'zod'
import { maskedData } from './rules/personal.ts'
import { SignatureShape } from '../../kernel/shapes.ts'

/** 公章 of the bureau, 执法专用章, or no seal at all. */
export const SealKind = z.enum(['OFF', 'ENF', 'none'])
export type SealKind = z.infer<typeof SealKind>

/**
 * What a field of a paper holds:
 * text string · date 'YYYY-MM-DD' · datetime ISO instant · money integer fen · number · list string[] (one paragraph
 * each) ·
 * table rows of the named columns · persons PersonOnPaper[] · citation string[] like 《中华人民共和国安全生产法》第四十一条第二款 ·
 * opinion OpinionOnPaper · choice one of `options` (or several, as an array) · remedy RemedyOnPaper.
 */
export const FieldKind = z.enum([
  'text',
  'date',
  'datetime',
  'money',
  'number',
  'list',
  'table',
  'persons',
  'citation',
  'opinion',
  'choice',
  'remedy',
])
export type FieldKind = z.infer<typeof FieldKind>

export const TableColumn = z.object({
  name: z.string(),
  label: z.string(),
  /** Width as a share of the table. */
  share: z.number().positive(),
  kind: z.enum(['text', 'date', 'datetime', 'money', 'number']).default('text'),
})
export type TableColumn = z.infer<typeof TableColumn>

export const TemplateField = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  label: z.string(),
  kind: FieldKind,
  required: z.boolean(),
  /** Fewest persons or rows. */
  least: z.number().int().positive().optional(),
  /** Every person must stand here with a certificate number. */
  certified: z.boolean().optional(),
  columns: z.array(TableColumn).optional(),
  options: z.array(z.string()).optional(),
})
export type TemplateField = z.infer<typeof TemplateField>

export const SignerRole = z.enum([
  'officer',
  'party',
  'respondent',
  'recorder',
  'recipient',
  'server',
  'attendee',
  'presider',
  'witness',
  'handler',
  'head',
  'assistant',
])
export type SignerRole = z.infer<typeof SignerRole>

export const Signer = z.object({
  role: SignerRole,
  label: z.string(),
  least: z.number().int().nonnegative(),
  certified: z.boolean(),
  /** Signs at the foot of every page as well. */
  everyPage: z.boolean().optional(),
})
export type Signer = z.infer<typeof Signer>

/** One version of one official form: a row of data/law/templates/catalogue.json. */
export const Template = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9]{2,9}$/),
  name: z.string(),
  /** The word between 应急 and 〔year〕; null for papers without a number. */
  typeCode: z.string().nullable(),
  /** Whose counter the paper takes: that of the inspection plan, of the filing, or its own type's. */
  series: z.enum(['plan', 'filing', 'own']),
  numbered: z.boolean(),
  seal: SealKind,
  served: z.boolean(),
  /** Binds the party at once, so that a proposal's wording has no place in it. */
  decision: z.boolean(),
  approvals: z.array(z.string()),
  signers: z.array(Signer),
  version: z.string(),
  effectiveFrom: z.iso.date(),
  effectiveUntil: z.iso.date().nullable(),
  confidence: z.enum(['✔', '◐', '○', '⚠']),
  source: z.string(),
  /** File with the wording and the arrangement; null for the general form. */
  layout: z.string().nullable(),
  /**
   * Its place in the file of a case, lowest first; equal places go by time of issue. Null: behind all that have one.
   */
  archiveOrder: z
    .object({
      place: z.number().positive(),
      confidence: z.enum(['✔', '◐', '○', '⚠']),
      source: z.string(),
    })
    .nullable(),
  fields: z.array(TemplateField),
})
export type Template = z.infer<typeof Template>

export const PersonOnPaper = z.object({
  name: z.string().min(1),
  certificate: z.string().optional(),
  title: z.string().optional(),
})
export type PersonOnPaper = z.infer<typeof PersonOnPaper>

/** An approver's words on a form: who signed them, and on which law date. `strokes` as in kernel/shapes.ts. */
export const OpinionOnPaper = z.object({
  text: z.string(),
  signers: z.array(
    z.object({
      name: z.string(),
      certificate: z.string().optional(),
      strokes: SignatureShape.shape.strokes.optional(),
    }),
  ),
  on: z.iso.date().nullable(),
})
export type OpinionOnPaper = z.infer<typeof OpinionOnPaper>

/** Where and until when the party may turn against the paper: named bodies, never "the competent court". */
export const RemedyOnPaper = z.object({
  organ: z.string(),
  organAddress: z.string().optional(),
  court: z.string(),
  reconsiderationDays: z.number().int().positive(),
  litigationMonths: z.number().int().positive(),
  /** On-the-spot penalties: reconsideration comes first, then the court within so many days. */
  reconsiderationFirst: z.boolean().optional(),
  courtDaysAfterReconsideration: z.number().int().positive().optional(),
  onlineUrl: z.string().optional(),
})
export type RemedyOnPaper = z.infer<typeof RemedyOnPaper>

export const Signature = z.object({
  role: SignerRole,
  name: z.string(),
  certificate: z.string().nullable(),
  /** SVG `d` in a 300×100 box; empty where the paper is signed by pen or confirmed without handwriting. */
  strokes: SignatureShape.shape.strokes,
  at: z.iso.datetime().nullable(),
  /** Why there is no signature; printed in its place. */
  refused: z.string().nullable(),
})
export type Signature = z.infer<typeof Signature>

/** An original that is bound into a case file as a sheet of its own; the original itself stays where it is. */
export type FileOriginal = {
  readonly name: string
  /** The kind of evidence in words, e.g. 视听资料. */
  readonly kind: string
  readonly maker: string
  readonly takenAt: string
  readonly receivedAt: string
  readonly place: string
  /** 证明对象 */
  readonly proves: string
  readonly sha256: string
  readonly mime: string
  /** The bytes, asked for one original at a time: a case may hold more of them than memory does. */
  readonly read: () => Promise<Uint8Array>
}

/** A row of the index of a case file: page '3' or '3—5', counted from the first paper behind the index. */
export type FileEntry = {
  readonly title: string
  readonly number: string
  readonly on: string
  readonly page: string
  readonly note: string
}

/** The bureau in whose name a paper goes out. */
export const PaperBureau = z.object({
  region: z.string(),
  name: z.string().min(1),
  /** The word in brackets that opens its numbers, e.g. 东. */
  shortName: z.string().min(1),
  address: z.string().optional(),
  postcode: z.string().optional(),
  phone: z.string().optional(),
})
export type PaperBureau = z.infer<typeof PaperBureau>

export const SubjectKind = z.enum(['inspection', 'case', 'enterprise'])
export const PaperSubject = z.object({ kind: SubjectKind, id: z.string().min(1).max(80) })
export type PaperSubject = z.infer<typeof PaperSubject>

export const PaperState = z.enum(['issued', 'served', 'corrected'])
export const PAPER_STATES = {
  issued: '已制作',
  served: '已送达',
  corrected: '已更正',
} as const satisfies Record<PaperState, string>
export type PaperState = z.infer<typeof PaperState>

export const Paper = z.object({
  id: z.uuid(),
  template: z.string(),
  templateVersion: z.string(),
  number: z.string().nullable(),
  /** The pieces of the number, so that later papers of the same chain can reuse the serial. */
  serial: z.object({ year: z.number().int(), serial: z.number().int(), part: z.number().int() }).nullable(),
  region: z.string(),
  bureau: PaperBureau,
  subject: PaperSubject,
  title: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** The form's fields as they stood when the paper was issued. */
  fields: z.array(TemplateField),
  signatures: z.array(Signature),
  seal: SealKind,
  issuedAt: z.iso.datetime(),
  issuedBy: z.string(),
  pdfSha256: z.string(),
  pages: z.number().int().positive(),
  verifyToken: z.string(),
  /** The paper that this one puts right, and why. */
  corrects: z.object({ id: z.uuid(), number: z.string().nullable(), reason: z.string() }).nullable(),
  correctedBy: z.uuid().nullable(),
  state: PaperState,
})
export type Paper = z.infer<typeof Paper>
/** A paper on its way out as data: personal texts masked; whoever opens the paper itself reads them (journalled). */
export const PaperShown = Paper.extend({ data: Paper.shape.data.overwrite(maskedData) })

/** What a list of papers shows; the content stays with the paper. */
export const PaperEntry = Paper.pick({
  id: true,
  template: true,
  number: true,
  title: true,
  subject: true,
  issuedAt: true,
  pages: true,
  verifyToken: true,
  correctedBy: true,
  state: true,
  pdfSha256: true,
}).extend({ served: z.boolean(), deemedServedOn: z.iso.date().nullable() })
export type PaperEntry = z.infer<typeof PaperEntry>

export const ServiceMethod = z.enum([
  'on-spot',
  'direct',
  'left',
  'electronic',
  'entrusted',
  'post',
  'via-army',
  'via-prison',
  'announcement',
])
export type ServiceMethod = z.infer<typeof ServiceMethod>
export const SERVICE_METHODS = {
  'on-spot': '当场交付',
  direct: '直接送达',
  left: '留置送达',
  electronic: '电子送达',
  entrusted: '委托送达',
  post: '邮寄送达',
  'via-army': '转交送达（部队）',
  'via-prison': '转交送达（监所）',
  announcement: '公告送达',
} as const satisfies Record<ServiceMethod, string>

export const Service = z.object({
  id: z.uuid(),
  paperId: z.uuid(),
  method: ServiceMethod,
  /** When it was handed over, left, arrived in the party's system, was signed on the receipt, or was published. */
  servedAt: z.iso.datetime(),
  deemedServedOn: z.iso.date(),
  place: z.string().min(1).max(300),
  recipient: z.string().min(1).max(200),
  /** How the one who took it stands to the party: himself, legal representative, adult family, mail room, agent. */
  recipientRelation: z.string().max(100).nullable(),
  servers: z.array(PersonOnPaper).min(1).max(6),
  witness: z.string().max(200).nullable(),
  /** Photo or video of the leaving is in the evidence. */
  recorded: z.boolean(),
  /** The party's signed confirmation of address that allows electronic service. */
  addressConfirmed: z.boolean(),
  refused: z.boolean(),
  /** For an announcement: why no other way was open, and where it was published. */
  note: z.string().max(1000).nullable(),
})
export type Service = z.infer<typeof Service>
export const ServiceAct = Service.omit({ id: true, paperId: true, deemedServedOn: true })
export type ServiceAct = z.infer<typeof ServiceAct>

/** What the public learns about a paper: no party, no content. */
export const Verification = z.object({
  found: z.boolean(),
  genuine: z.boolean(),
  state: PaperState.nullable(),
  title: z.string().nullable(),
  number: z.string().nullable(),
  bureau: z.string().nullable(),
  issuedOn: z.iso.date().nullable(),
  pdfSha256: z.string().nullable(),
  /** Number of the paper that replaces it. */
  correctedByNumber: z.string().nullable(),
  says: z.string(),
})
export type Verification = z.infer<typeof Verification>

export const EDITION_STATES = { drafted: '待批准', approved: '已批准', withdrawn: '已撤回' } as const

/**
 * A bureau's own wording of a form: labels of its fields and its arrangement, over one version of the catalogue. The
 * fields themselves, the seal and the signers stay those of the catalogue. `layout` is read by rules/layout.ts.
 */
export const Edition = z.object({
  id: z.uuid(),
  region: z.string(),
  template: z.string(),
  /** Version of the catalogue that it words anew. */
  base: z.string(),
  /** What papers issued under it carry as their version. */
  version: z.string(),
  state: z.enum(Object.keys(EDITION_STATES) as [keyof typeof EDITION_STATES, ...(keyof typeof EDITION_STATES)[]]),
  effectiveFrom: z.iso.date(),
  labels: z.record(z.string(), z.string()),
  reason: z.string(),
  draftedBy: z.string(),
  draftedById: z.string(),
  draftedAt: z.iso.datetime(),
  approvedBy: z.string().nullable(),
  approvedAt: z.iso.datetime().nullable(),
})
export type Edition = z.infer<typeof Edition>
