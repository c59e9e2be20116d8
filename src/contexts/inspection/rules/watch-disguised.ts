import { art } from '../../../kernel/citation.ts'
import { daysBetween } from '../../../kernel/time.ts'
import type { Alarm, Thresholds, WatchedGuidance, WatchedVisit } from './watch-model.ts'

const HAZARD = /(?:发现|存在|查出|查到).{0,20}(?:隐患|违法|违规)|不符合|未按规定|要求.{0,8}整改/
const NOTHING = /(?:未|没有|没)(?:发现|存在|查出|查到)/

/** Sentences of a free text that write a hazard down; it counts like one in the list below it. */
export const hazardsTold = (told: string): number =>
  told.split(/[。；;！!\n]/).filter((sentence) => HAZARD.test(sentence) && !NOTHING.test(sentence)).length

/**
 * Art. 14: no inspection under the name of research. Research that writes down problems has looked for them, whether in
 * the list or in the text. Nothing else is kept of such a visit: hazards, papers and evidence hang on inspections alone.
 */
function searched(
  { guidanceId, purpose, found, told, bureau, enterpriseId, enterpriseName, on }: WatchedGuidance,
  { disguised: { foundMin } }: Thresholds,
): Alarm[] {
  const count = found + hazardsTold(told)
  if (purpose !== 'research' || count < foundMin) return []
  return [
    {
      watch: 'disguised',
      key: `disguised:${guidanceId}`,
      bureau,
      enterpriseId,
      enterpriseName,
      on,
      says: `${on}到“${enterpriseName}”调研，记录了${count}项问题`,
      formula: `调研记录（含内容文字）中的问题不少于${foundMin}项`,
      inspectionIds: [],
      cites: art('MEM-2025-02-27', 14),
    },
  ]
}

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
