import type { Asker } from '../../../kernel/asker.ts'
import type { Region } from '../../../kernel/region.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Hazard } from '../model.ts'

/** What an officer found, as the record of the inspection says it. */
export type Found = Pick<
  Hazard,
  'id' | 'checkItemId' | 'description' | 'place' | 'violationKey' | 'quantity' | 'majorHazardCode' | 'evidenceIds'
>

export type FoundAt = {
  readonly findings: readonly Found[]
  readonly inspection: { readonly id: string; readonly region: Region; readonly enterpriseId: string }
  readonly asker: Pick<Asker, 'id' | 'name'>
  readonly at: Instant
}

/** One hazard for each finding of a signed record, in its order; the phone and the office make the same. */
export const hazardsFound = ({ findings, inspection, asker, at }: FoundAt): Hazard[] =>
  findings.map(
    (found): Hazard => ({
      id: found.id,
      state: 'found',
      version: 1,
      history: [{ step: 'find', at, by: asker.id, byName: asker.name }],
      region: inspection.region,
      enterpriseId: inspection.enterpriseId,
      inspectionId: inspection.id,
      checkItemId: found.checkItemId,
      description: found.description,
      place: found.place,
      violationKey: found.violationKey,
      quantity: found.quantity,
      majorHazardCode: found.majorHazardCode,
      evidenceIds: [...found.evidenceIds],
      rectifyBy: null,
      rectification: null,
      recheck: null,
      caseId: null,
    }),
  )
