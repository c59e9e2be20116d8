import { art } from '../../../kernel/citation.ts'
import { daysBetween } from '../../../kernel/time.ts'
import type { Alarm, Thresholds, WatchedGuidance, WatchedVisit } from './watch-model.ts'

/** Art. 14: no inspection under the name of research. Research that writes down problems has looked for them. */
const searched = (
  { guidanceId, purpose, found, bureau, enterpriseId, enterpriseName, on }: WatchedGuidance,
  { disguised: { foundMin } }: Thresholds,
): Alarm[] =>
  purpose !== 'research' || found < foundMin
    ? []
    : [
        {
          watch: 'disguised',
          key: `disguised:${guidanceId}`,
          bureau,
          enterpriseId,
          enterpriseName,
          on,
          says: `${on}到“${enterpriseName}”调研，记录了${found}项问题`,
          formula: `调研记录中的问题不少于${foundMin}项`,
          inspectionIds: [],
          cites: art('MEM-2025-02-27', 14),
        },
      ]

/** Art. 12: guidance is no scouting for an inspection: the same bureau comes back with power, and nobody complained. */
const turned = (
  { guidanceId, bureau, enterpriseId, enterpriseName, on }: WatchedGuidance,
  visits: readonly WatchedVisit[],
  { disguised: { days } }: Thresholds,
): Alarm[] =>
  visits
    .filter((visit) => visit.enterpriseId === enterpriseId && visit.bureau === bureau && !visit.hasCause)
    .filter((visit) => visit.on >= on && daysBetween(on, visit.on) <= days)
    .map((visit) => ({
      watch: 'disguised',
      key: `disguised:${guidanceId}:${visit.inspectionId}`,
      bureau,
      enterpriseId,
      enterpriseName,
      on: visit.on,
      says: `${on}到“${enterpriseName}”帮扶或调研，${daysBetween(on, visit.on)}天后（${visit.on}）检查该企业`,
      formula: `帮扶或调研之后${days}天内，同一机关检查同一企业，且不是投诉举报、转办交办、监测预警`,
      inspectionIds: [visit.inspectionId],
      cites: art('MEM-2025-02-27', 12),
    }))

/** Inspections that went by another name, and guidance that ended as one. */
export const disguised = (
  { guidances, visits }: { guidances: readonly WatchedGuidance[]; visits: readonly WatchedVisit[] },
  thresholds: Thresholds,
): Alarm[] =>
  guidances.flatMap((guidance) => [...searched(guidance, thresholds), ...turned(guidance, visits, thresholds)])
