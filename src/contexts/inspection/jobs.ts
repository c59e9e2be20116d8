/** What an inspection does when other contexts have news. */
import { unlessRefused } from '../../kernel/refusal.ts'
import type { Listener } from '../../platform/events.ts'
import { withJoined } from './rules/join.ts'
import { refusesStranger } from './rules/witness.ts'
import * as store from './store.ts'
import { joinedTo } from './store/joined.ts'

/** A phone announces evidence of a visit: only its officers' phones may. Refuses the whole act otherwise. */
export const onCaptured: Listener = async ({ subjectKind, subjectId }, { tx, asker }) => {
  if (subjectKind !== 'inspection') return
  const inspection = await store.findInspection(tx, String(subjectId))
  if (!inspection) return
  const there = withJoined(inspection, { joined: await joinedTo(tx, inspection.id) })
  unlessRefused([refusesStranger(there, asker)])
}
