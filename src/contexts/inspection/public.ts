import { NotFound } from '../../kernel/answer.ts'
import type { Tx } from '../../platform/db.ts'
import { linkCase } from '../hazard/public.ts'
import type { Hazard } from '../hazard/model.ts'
import type { Inspection } from './model.ts'
import * as store from './store.ts'

/** One inspection. Throws NotFound when it is not there or outside the scope. */
export async function getInspection(tx: Tx, id: string): Promise<Inspection> {
  const inspection = await store.findInspection(tx, id)
  if (!inspection) throw new NotFound('inspection')
  return inspection
}

/**
 * Hands hazards of an inspection to a case. They still have to be put right and re-checked (APL 28).
 * Throws NotFound for a hazard of another inspection or scope, Conflict when another case has it.
 */
export async function markHandedToCase(
  tx: Tx,
  {
    inspectionId,
    caseId,
    hazardIds,
  }: { readonly inspectionId: string; readonly caseId: string; readonly hazardIds: readonly string[] },
): Promise<Hazard[]> {
  if (!(await store.lockInspection(tx, inspectionId))) throw new NotFound('inspection')
  const hazards = await linkCase(tx, { hazardIds, caseId })
  if (hazards.some((hazard) => hazard.inspectionId !== inspectionId)) throw new NotFound('hazard')
  return hazards
}
