import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import {
  ApproveInput,
  BecauseInput,
  Change,
  CHANGE_STATES,
  ChangeRow,
  DraftInput,
  EndInput,
  type ChangeState,
} from '../rules/change.ts'
import { OVERLAY_KINDS, OVERLAY_MODES, type OverlayKind, type OverlayMode } from '../rules/overlay-kinds.ts'
import {
  approveChange as approve,
  discardChange as discard,
  draftChange as draft,
  endChange as end,
  withdrawChange as withdraw,
} from '../transitions/change.ts'

export const KindShape = z.enum(Object.keys(OVERLAY_KINDS) as [OverlayKind, ...OverlayKind[]])
export const RegionShape = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})?$/, '行政区划代码应为2、4、6或9位数字')

/** A mistake of the law data as the validator tells it. */
export const ComplaintShape = z.object({ file: z.string(), row: z.string(), field: z.string(), reason: z.string() })

/** One row of a change beside what speaks without it on the day on which it begins. */
export const ComparedRow = z.object({
  mode: z.enum(Object.keys(OVERLAY_MODES) as [OverlayMode, ...OverlayMode[]]),
  key: z.string(),
  title: z.string(),
  columns: z.array(z.string()),
  before: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  after: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  beforeFrom: z.string(),
})

export const ChangeView = z.object({
  change: Change,
  rows: z.array(ComparedRow),
  /** What the validator would say once it is approved; empty means that it may be. */
  complaints: z.array(ComplaintShape),
})
export type ChangeView = z.infer<typeof ChangeView>

export const listChanges = endpoint({
  method: 'GET',
  path: '/law/changes',
  may: 'law.read',
  audit: 'none',
  about:
    'Changes of the law data: those of the own region and below, and the approved ones of the levels above, newest first.',
  input: z.object({ state: z.enum(Object.keys(CHANGE_STATES) as [ChangeState, ...ChangeState[]]).optional() }),
  output: z.object({ changes: z.array(Change) }),
})

export const getChange = endpoint({
  method: 'GET',
  path: '/law/changes/:id',
  may: 'law.read',
  audit: 'none',
  about:
    'One change with its rows, each beside what speaks without it, and what the validator says. At most 200 rows are compared.',
  input: z.object({ id: IdShape }),
  output: ChangeView,
})

export const draftChange = endpoint({
  method: 'POST',
  path: '/law/changes',
  may: 'law.maintain',
  audit: 'law.change-drafted',
  about:
    'Drafts a change for the own region (APL 34). Nothing of the law changes before a second person approves it and its day comes. Rows in the shapes of their kind, without region, dates and basis: those come from the change.',
  input: DraftInput,
  output: ChangeView,
  takes: [draft],
})

export const approveChange = endpoint({
  method: 'POST',
  path: '/law/changes/:id/approve',
  may: 'law.approve',
  audit: 'law.change-approved',
  about:
    'Approves a change; never by its drafter. Refused with place and reason when the law data would then be broken.',
  input: ApproveInput.extend({ id: IdShape }),
  output: ChangeView,
  takes: [approve],
})

export const discardChange = endpoint({
  method: 'POST',
  path: '/law/changes/:id/discard',
  may: 'law.maintain',
  audit: 'law.change-discarded',
  about: 'Takes a draft back before it is approved.',
  input: BecauseInput.extend({ id: IdShape }),
  output: ChangeView,
  takes: [discard],
})

export const withdrawChange = endpoint({
  method: 'POST',
  path: '/law/changes/:id/withdraw',
  may: 'law.approve',
  audit: 'law.change-withdrawn',
  about: 'Refuses a draft, or withdraws an approved change before it takes effect.',
  input: BecauseInput.extend({ id: IdShape }),
  output: ChangeView,
  takes: [withdraw],
})

export const endChange = endpoint({
  method: 'POST',
  path: '/law/changes/:id/end',
  may: 'law.approve',
  audit: 'law.change-ended',
  about: 'Ends a change in effect; `until` is its last day. From the next day on the layer above speaks again.',
  input: EndInput.extend({ id: IdShape }),
  output: ChangeView,
  takes: [end],
})

export const exportRows = endpoint({
  method: 'GET',
  path: '/law/changes-sheet',
  may: 'law.read',
  audit: 'law.rows-exported',
  about:
    'XLSX of the rows of a kind as they speak in a region on a date. Edited, it is what `/law/changes-sheet` (POST) takes.',
  input: z.object({ kind: KindShape, region: RegionShape.default(''), on: LawDateShape.optional() }),
  output: z.unknown(),
  answers: 'file',
})

export const ProblemShape = z.object({ line: z.number(), column: z.string(), says: z.string(), mend: z.string() })

export const importRows = endpoint({
  method: 'POST',
  path: '/law/changes-sheet',
  may: 'law.maintain',
  audit: 'law.rows-imported',
  about:
    'Reads an edited sheet (XLSX) as a draft change. Untouched rows are left out. When a cell cannot be taken nothing is drafted and every problem is told with line, column and mend; with `dry` true nothing is drafted either.',
  takesFile: true,
  input: z.object({
    kind: KindShape,
    title: z.string().trim().min(4, '请用至少4个字写明变更内容').max(120, '不超过120字'),
    instrumentName: z.string().trim().min(4, '请填写文件名称').max(120, '不超过120字'),
    instrumentNumber: z.string().trim().min(4, '请填写文号').max(60, '不超过60字'),
    instrumentArticle: z.coerce.number().int('条号应为整数').min(1, '请填写条号').max(999, '条号不超过999'),
    from: LawDateShape,
    until: LawDateShape.optional(),
    dry: z.enum(['true', 'false']).default('false'),
  }),
  output: z.object({
    change: Change.nullable(),
    changed: z.array(ChangeRow.pick({ mode: true, key: true })),
    same: z.number().int(),
    problems: z.array(ProblemShape),
  }),
  takes: [draft],
})
