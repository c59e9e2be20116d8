import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Inspection } from '../model.ts'

type Blank = {
  readonly id: string
  readonly enterprise: { readonly id: string; readonly name: string }
  /** The bureau that inspects. */
  readonly region: Region
  readonly on: LawDate
  readonly draftedBy: string
}

/** An inspection before anything is planned: version 0, taken from there by the first step, in the office and on a phone alike. */
export const blankInspection = ({ id, enterprise, region, on, draftedBy }: Blank): Inspection => ({
  id,
  state: 'drafted',
  version: 0,
  history: [],
  region,
  enterpriseId: enterprise.id,
  enterpriseName: enterprise.name,
  reason: 'plan',
  reasonRef: '',
  plannedOn: on,
  officers: [],
  assistants: [],
  checkItemIds: [],
  method: 'on-site',
  serial: null,
  draftedBy,
  approvedBy: null,
  approvalOpinion: '',
  entry: null,
  present: [],
  answers: [],
  record: null,
  measures: [],
  orderedOn: null,
  rectifyBy: null,
  recheckedOn: null,
  cancelledBecause: '',
})
