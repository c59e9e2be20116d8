import { art } from '../../../kernel/citation.ts'
import { groupedBy, percent, type Alarm, type Population, type Thresholds, type WatchedVisit } from './watch-model.ts'

/**
 * Art. 2: no bureau inspects only well-run businesses of low risk. Of the businesses that a bureau chose by itself, the
 * share of high risk is held against their share among those it answers for.
 */
export const selective = (
  visits: readonly WatchedVisit[],
  populations: readonly Population[],
  { selective: { shareMin, visitsMin } }: Thresholds,
): Alarm[] =>
  [
    ...groupedBy(
      visits.filter(({ hasCause }) => !hasCause),
      ({ bureau }) => bureau,
    ),
  ].flatMap(([bureau, own]) => {
    const population = populations.find((one) => one.bureau === bureau)
    if (!population || population.businesses === 0 || own.length < visitsMin) return []
    const chosen = groupedBy(own, ({ enterpriseId }) => enterpriseId)
    const risky = [...chosen.values()].filter(([first]) => first?.highRisk).length
    const share = risky / chosen.size
    const base = population.highRisk / population.businesses
    if (base === 0 || share >= base * shareMin) return []
    const last = own.toSorted((a, b) => a.on.localeCompare(b.on)).at(-1)
    return [
      {
        watch: 'selective' as const,
        key: `selective:${bureau}:${chosen.size}:${risky}`,
        bureau,
        enterpriseId: null,
        enterpriseName: '',
        on: last?.on ?? '',
        says: `自选检查${chosen.size}家企业，其中高风险${risky}家，占${percent(share)}；本机关负责的${population.businesses}家企业中高风险占${percent(base)}`,
        formula: `受检企业高风险占比 ＜ 负责企业高风险占比 × ${percent(shareMin)}，检查不少于${visitsMin}次`,
        inspectionIds: own.map(({ inspectionId }) => inspectionId).slice(0, 50),
        cites: art('MEM-2025-02-27', 2),
      },
    ]
  })
