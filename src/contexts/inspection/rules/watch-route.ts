import { art } from '../../../kernel/citation.ts'
import { addDays, type LawDate } from '../../../kernel/time.ts'
import { byDay, groupedBy, type Alarm, type Thresholds, type WatchedVisit } from './watch-model.ts'

const CITES = art('MEM-2025-02-27', 2)

type Show = { readonly visits: readonly WatchedVisit[]; readonly thresholds: Thresholds }

/** The same officer comes again and again to the same business and never finds anything. */
function shownAgain({ visits, thresholds: { modelRoute } }: Show): Alarm[] {
  const byTeam = groupedBy(
    visits.flatMap((visit) => visit.officerIds.map((officer) => ({ officer, visit }))),
    ({ officer, visit }) => `${officer} ${visit.enterpriseId}`,
  )
  const alarms = new Map<string, Alarm>()
  for (const group of byTeam.values()) {
    const own = group.map(({ visit }) => visit).toSorted(byDay)
    const last = own.at(-1)
    if (!last || own.length < modelRoute.visitsMin || own.some(({ findings }) => findings > 0)) continue
    // Two officers of one team see the same visits: one alarm.
    alarms.set(`${last.enterpriseId} ${last.bureau}`, {
      watch: 'model-route',
      key: `model-route:${last.enterpriseId}:${last.inspectionId}`,
      bureau: last.bureau,
      enterpriseId: last.enterpriseId,
      enterpriseName: last.enterpriseName,
      on: last.on,
      says: `同一执法人员在${modelRoute.days}天内${own.length}次检查“${last.enterpriseName}”，均未发现问题`,
      formula: `同一执法人员、同一企业、${modelRoute.days}天内不少于${modelRoute.visitsMin}次，均未发现问题`,
      inspectionIds: own.map(({ inspectionId }) => inspectionId),
      cites: CITES,
    })
  }
  return [...alarms.values()]
}

/** The same two businesses on one day, again and again, without a finding: a route for showing. */
function sameRoute({ visits, thresholds: { modelRoute } }: Show): Alarm[] {
  const days = groupedBy(visits, ({ bureau, on }) => `${bureau} ${on}`)
  const pairs = new Map<string, WatchedVisit[][]>()
  for (const day of days.values()) {
    const sorted = day.toSorted((a, b) => a.enterpriseId.localeCompare(b.enterpriseId))
    for (const [place, first] of sorted.entries())
      for (const second of sorted.slice(place + 1)) {
        const isTeam = first.officerIds.some((officer) => second.officerIds.includes(officer))
        if (!isTeam || first.enterpriseId === second.enterpriseId || first.findings + second.findings > 0) continue
        const key = `${first.bureau} ${first.enterpriseId} ${second.enterpriseId}`
        pairs.set(key, [...(pairs.get(key) ?? []), [first, second]])
      }
  }
  return [...pairs.values()].flatMap((runs) => {
    const [first, second] = runs.at(-1) ?? []
    if (!first || !second || runs.length < modelRoute.visitsMin) return []
    return [
      {
        watch: 'model-route' as const,
        key: `model-route:${first.enterpriseId}:${second.enterpriseId}:${runs.length}`,
        bureau: first.bureau,
        enterpriseId: first.enterpriseId,
        enterpriseName: first.enterpriseName,
        on: first.on,
        says: `${modelRoute.days}天内有${runs.length}天由同一组人员先后检查“${first.enterpriseName}”和“${second.enterpriseName}”，均未发现问题`,
        formula: `同一组人员同日检查相同的两家企业，${modelRoute.days}天内不少于${modelRoute.visitsMin}天，均未发现问题`,
        inspectionIds: runs.flat().map(({ inspectionId }) => inspectionId),
        cites: CITES,
      },
    ]
  })
}

/** Art. 2: no model houses (样板间) and no classic routes (经典线路). */
export function modelRoute(visits: readonly WatchedVisit[], thresholds: Thresholds, today: LawDate): Alarm[] {
  const since = addDays(today, -thresholds.modelRoute.days)
  const chosen = visits.filter(({ hasCause, on }) => !hasCause && on > since).toSorted(byDay)
  const again = shownAgain({ visits: chosen, thresholds })
  const told = new Set(again.map(({ enterpriseId }) => enterpriseId))
  // A business that is told already as shown again need not be told as part of a route.
  return [...again, ...sameRoute({ visits: chosen, thresholds }).filter(({ enterpriseId }) => !told.has(enterpriseId))]
}
