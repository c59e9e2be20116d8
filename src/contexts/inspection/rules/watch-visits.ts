import { art } from '../../../kernel/citation.ts'
import { addDays, daysBetween, lawDateOf, minuteOf, type LawDate } from '../../../kernel/time.ts'
import { byDay, groupedBy, percent, type Alarm, type Thresholds, type WatchedVisit } from './watch-model.ts'

/** Art. 4: no visits without substance. The last visits of a business, of whichever bureau, found nothing. */
export function lowYield(
  visits: readonly WatchedVisit[],
  { lowYield: { visits: most, days } }: Thresholds,
  today: LawDate,
): Alarm[] {
  const since = addDays(today, -days)
  const recorded = visits.filter(({ minutes, on }) => minutes !== null && on > since)
  return [...groupedBy(recorded, ({ enterpriseId }) => enterpriseId).values()].flatMap((own) => {
    const run = own.toSorted(byDay).slice(-most)
    const last = run.at(-1)
    if (!last || run.length < most || run.some(({ findings, hasCause }) => findings > 0 || hasCause)) return []
    return [
      {
        watch: 'low-yield' as const,
        key: `low-yield:${last.enterpriseId}:${last.inspectionId}`,
        bureau: last.bureau,
        enterpriseId: last.enterpriseId,
        enterpriseName: last.enterpriseName,
        on: last.on,
        says: `“${last.enterpriseName}”最近连续${run.length}次检查（${run.map(({ on }) => on).join('、')}）都没有发现问题`,
        formula: `${days}天内连续${most}次检查未发现问题`,
        inspectionIds: run.map(({ inspectionId }) => inspectionId),
        cites: art('MEM-2025-02-27', 4),
      },
    ]
  })
}

/** Art. 4: one bureau after the other at the same business within days, where one joint visit would have done. */
export function repeated(visits: readonly WatchedVisit[], { repeated: { days } }: Thresholds): Alarm[] {
  return [...groupedBy(visits, ({ enterpriseId }) => enterpriseId).values()].flatMap((own) => {
    const sorted = own.filter(({ hasCause }) => !hasCause).toSorted(byDay)
    return sorted.flatMap((visit, place) => {
      const before = sorted.slice(0, place).findLast(({ bureau }) => bureau !== visit.bureau)
      const gap = before ? daysBetween(before.on, visit.on) : Infinity
      if (!before || gap > days) return []
      return [
        {
          watch: 'repeated' as const,
          key: `repeated:${before.inspectionId}:${visit.inspectionId}`,
          bureau: visit.bureau,
          enterpriseId: visit.enterpriseId,
          enterpriseName: visit.enterpriseName,
          on: visit.on,
          says: `“${visit.enterpriseName}”${before.on}由${before.bureau}检查，${gap}天后（${visit.on}）又由${visit.bureau}检查`,
          formula: `不同机关检查同一企业，相隔不超过${days}天，且不是投诉举报、转办交办、监测预警`,
          inspectionIds: [before.inspectionId, visit.inspectionId],
          cites: art('MEM-2025-02-27', 4),
        },
      ]
    })
  })
}

/** Art. 11: no punch-card inspection: minutes on site, and most of the list without a conclusion. */
export const punchCard = (
  visits: readonly WatchedVisit[],
  { punchCard: { minutes: least, answeredShareMin } }: Thresholds,
): Alarm[] =>
  visits.flatMap((visit) => {
    const { minutes, items, answered } = visit
    const share = items === 0 ? 0 : answered / items
    if (minutes === null || minutes >= least || share >= answeredShareMin) return []
    return [
      {
        watch: 'punch-card' as const,
        key: `punch-card:${visit.inspectionId}`,
        bureau: visit.bureau,
        enterpriseId: visit.enterpriseId,
        enterpriseName: visit.enterpriseName,
        on: visit.on,
        says: `${visit.on}在“${visit.enterpriseName}”停留${minutes}分钟，${items}项检查内容中${answered}项有结论（${percent(share)}）`,
        formula: `在场少于${least}分钟，且有结论的检查事项少于${percent(answeredShareMin)}`,
        inspectionIds: [visit.inspectionId],
        cites: art('MEM-2025-02-27', 11),
      },
    ]
  })

/** Art. 6: urgent visits are approved afterwards, within their hours; one that was refused or forgotten is no urgent visit. */
export function unratified(
  visits: readonly WatchedVisit[],
  { unratified: { hours } }: Thresholds,
  today: LawDate,
): Alarm[] {
  if (hours === null) return []
  return visits.flatMap((visit) => {
    if (!visit.urgent) return []
    const { since, decidedAt, agreed } = visit.urgent
    const due = new Date(Date.parse(since) + hours * 3_600_000).toISOString()
    const isLate = decidedAt === null ? lawDateOf(due) < today : decidedAt > due
    if (!isLate && agreed !== false) return []
    const what =
      agreed === false ? '负责人不同意补办' : decidedAt ? `${minuteOf(decidedAt)}才补办审批` : '至今没有补办审批'
    return [
      {
        watch: 'unratified' as const,
        key: `unratified:${visit.inspectionId}:${decidedAt ? (agreed ? 'late' : 'refused') : 'open'}`,
        bureau: visit.bureau,
        enterpriseId: visit.enterpriseId,
        enterpriseName: visit.enterpriseName,
        on: visit.on,
        says: `${minuteOf(since)}紧急进入“${visit.enterpriseName}”检查，方案事先未批准，${what}`,
        formula: `紧急检查应在入企后${hours}小时内补办审批`,
        inspectionIds: [visit.inspectionId],
        cites: art('MEM-2025-02-27', 6),
      },
    ]
  })
}
