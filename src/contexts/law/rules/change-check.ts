import type { Region } from '../../../kernel/region.ts'
import { addDays, type LawDate } from '../../../kernel/time.ts'
import type { LawData } from '../model.ts'
import type { Change, ChangeRow, RowComplaint } from './change.ts'
import { findQuotas } from './quota-linter.ts'
import { layered, layersFor, rowsOfKind, speaking, tierKey, viewOf, type LayeredRow } from './overlay.ts'
import { CONTENT_SHAPES, whyNotContent, type Overlay, type OverlayKind } from './overlay-kinds.ts'
import { validateLaw, type Complaint } from './validate.ts'
import { deadCitations } from './validate-links.ts'

type Where = { readonly region: Region; readonly from: LawDate; readonly kind: OverlayKind }

/** The rows of a change as the merge takes them. `approvedAt` decides between changes of one day. */
export const overlaysOf = (
  { id, kind, region, from, until, instrument, approvedAt }: Change,
  rows: readonly ChangeRow[],
): Overlay[] =>
  rows.map(({ mode, key, content }) => ({
    change: id,
    kind,
    mode,
    key,
    region,
    from,
    until,
    approvedAt: approvedAt ?? '9999-12-31T00:00:00.000Z',
    instrument,
    content,
  }))

const NARROWS: readonly OverlayKind[] = ['parameter', 'tier', 'leniency']

/** The content of a row that speaks, in the shape in which a draft edits it. */
export const contentOfRow = (kind: OverlayKind, row: LayeredRow): unknown => CONTENT_SHAPES[kind].parse(row)

/** An indicator that counts visits or fines is no number of the law, whatever it is called (circular of 2025-02-27, art. 14). */
function whyQuota(kind: OverlayKind, { key, content }: ChangeRow): { says: string; mend: string }[] {
  if (kind !== 'parameter') return []
  const { value, unit } = CONTENT_SHAPES.parameter.parse(content)
  const texts = [key, unit, ...[value].flat().filter((one) => typeof one === 'string')]
  return texts
    .flatMap(findQuotas)
    .map(({ says, mend, cites }) => ({ says: `${says}（通知第${cites.article}条）`, mend }))
}

function complaintOn(
  { mode, key, content }: ChangeRow,
  { kind, above }: { kind: OverlayKind; above: LayeredRow | null },
): RowComplaint[] {
  const of = (field: string, says: string, mend: string): RowComplaint => ({ row: key, field, says, mend })
  const unfit = whyNotContent(kind, content).map(({ field, says }) => of(field, says, '按导出表格的写法填写'))
  if (unfit.length > 0) return unfit
  const quotas = whyQuota(kind, { mode, key, content })
  if (quotas.length > 0) return quotas.map(({ says, mend }) => of('内容', says, mend))
  const named = kind === 'tier' ? tierKey(CONTENT_SHAPES.tier.parse(content)) : key
  if (named !== key) return [of('编号', `与违法行为和阶段（${named}）不符`, `编号写作${named}`)]
  if (mode === 'add') return above ? [of('方式', '上级或者本级已有这一行，不能增设', '改为“替换”，或者换一个编号')] : []
  if (!above) return [of('编号', '没有可以替换或者收窄的行', '核对编号；确需新增的，方式改为“增设”')]
  if (mode === 'narrow') {
    if (!NARROWS.includes(kind)) return [of('方式', '这一类规定没有“收窄”', '改为“替换”')]
    if (kind === 'parameter' && 'value' in above && !Array.isArray(above.value))
      return [of('方式', '单一数值没有可收窄的范围', '改为“替换”')]
  }
  const isSame = JSON.stringify(contentOfRow(kind, above)) === JSON.stringify(CONTENT_SHAPES[kind].parse(content))
  return isSame ? [of('内容', '与现行规定相同，没有变化', '删去这一行')] : []
}

/** What cannot be taken of the rows themselves: shape, key and way, held against the law on the day they would begin. */
export function whyNotRows(law: LawData, rows: readonly ChangeRow[], { region, from, kind }: Where): RowComplaint[] {
  const groups = rowsOfKind(law, kind)
  const seen = new Set<string>()
  return rows.flatMap((row) => {
    const isTwice = seen.has(row.key)
    seen.add(row.key)
    if (isTwice) return [{ row: row.key, field: '编号', says: '同一编号填写了两次', mend: '只保留一行' }]
    return complaintOn(row, { kind, above: speaking(groups.get(row.key) ?? [], { region, date: from }) })
  })
}

const textOf = (complaint: Complaint) => JSON.stringify(complaint)

/**
 * The view that the validator reads: what speaks in the region, and of lists that speak only elsewhere one row each,
 * because provisions of the nation name them.
 */
export function viewToCheck(law: LawData, at: { region: Region; date: LawDate }): LawData {
  const view = viewOf(law, at)
  const here = new Set(view.leniency.map(({ id }) => id))
  const elsewhere = new Map(law.leniency.filter(({ id }) => !here.has(id)).map((list) => [list.id, list]))
  return { ...view, leniency: [...view.leniency, ...elsewhere.values()] }
}

function allComplaints(law: LawData, at: { region: Region; date: LawDate }): Complaint[] {
  const view = viewToCheck(law, at)
  return [...validateLaw(view), ...deadCitations(view, at.date)]
}

/**
 * What would be wrong with the law of the region once the change speaks, that is not wrong without it: on its first
 * day and on every later day on which another layer begins or ends below it.
 */
export function whyNotLaw(
  data: LawData,
  { approved, proposed }: { approved: readonly Overlay[]; proposed: readonly Overlay[] },
): Complaint[] {
  const [first] = proposed
  if (!first) return []
  const before = layered(data, approved)
  const after = layered(data, [...approved, ...proposed])
  const inside = (date: LawDate) => first.from < date && (first.until === null || date <= first.until)
  const dates = [
    ...new Set([
      first.from,
      ...approved
        .filter(({ kind }) => kind === first.kind)
        .flatMap(({ from, until }) => [from, ...(until === null ? [] : [addDays(until, 1)])])
        .filter(inside),
    ]),
  ].sort()
  const found = dates.flatMap((date) => {
    const at = { region: first.region, date }
    const known = new Set(allComplaints(before, at).map(textOf))
    return allComplaints(after, at).filter((complaint) => !known.has(textOf(complaint)))
  })
  return [...new Map(found.map((complaint) => [textOf(complaint), complaint])).values()]
}

export type LayerLine = { readonly region: Region; readonly row: LayeredRow; readonly speaks: boolean }

/** Every layer of one key that reaches the region on the date, farthest first, and which of them speaks. */
export function layerLines(rows: readonly LayeredRow[], at: { region: Region; date: LawDate }): LayerLine[] {
  const voice = speaking(rows, at)
  return layersFor(rows, at).map((row) => ({ region: row.region, row, speaks: row === voice }))
}
