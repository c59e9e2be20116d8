import type { CampaignFinding } from '../../planning/rules/campaign.ts'
import type { ClockRow, ClockSubject } from './clocks.ts'

/** Beside cases and procedures: a finding of a campaign that its host must answer (MEM circular of 2025-02-27 art. 6). */
export const FINDING_KIND = 'finding'

type Person = { readonly id: string; readonly name: string }

export const findingSubject = (
  { id, region, number, enterpriseName }: CampaignFinding,
  officers: readonly Person[],
): ClockSubject => ({
  id,
  region,
  kind: FINDING_KIND,
  caseId: null,
  title: number,
  partyName: enterpriseName,
  state: 'waiting',
  officers: officers.map((one) => ({ id: one.id, name: one.name })),
})

/** D-78 from the day of the visit to the day that was fixed when the finding was handed over. */
export const findingClock = ({ foundOn, dueOn }: CampaignFinding): ClockRow[] => [
  { clock: 'D-78', startsOn: foundOn, opensOn: null, dueOn, whose: 'bureau' },
]
