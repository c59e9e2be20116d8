/** What an inspection does when other contexts have news. */
import { unlessRefused } from '../../kernel/refusal.ts'
import type { Listener } from '../../platform/events.ts'
import { refusesStranger } from './rules/witness.ts'
import * as store from './store.ts'

/** A phone announces evidence of a visit: only its officers' phones may. Refuses the whole act otherwise. */
export const onCaptured: Listener = async ({ subjectKind, subjectId }, { tx, asker }) => {
  if (subjectKind !== 'inspection') return
  const inspection = await store.findInspection(tx, String(subjectId))
  if (inspection) unlessRefused([refusesStranger(inspection, asker)])
}
