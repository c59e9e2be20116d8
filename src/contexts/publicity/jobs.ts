import { randomUUID } from 'node:crypto'
import type { Listener } from '../../platform/events.ts'
import { bureauNameOf, creditMonthsOn, dueOn, getCase } from '../casework/public.ts'
import { getEnterprise } from '../registry/public.ts'
import { noticeOf } from './rules/notice.ts'
import * as store from './store.ts'

/** D-22: the day until which a penalty decision is made public (WSL 78). */
const PUBLISH_CLOCK = 'D-22'

/** Queues the notice of a decision in the transaction of the decision itself, masked from its first minute. */
export const onCaseDecided: Listener = async ({ caseId }, { tx }) => {
  const thing = await getCase(tx, String(caseId))
  const decidedOn = thing.decision?.on
  if (!decidedOn) throw new Error(`case ${String(caseId)} was announced as decided but has no decision`)
  const { principal, safetyManager, legalRepresentative } = await getEnterprise(tx, thing.enterpriseId)
  const publishBy = dueOn(PUBLISH_CLOCK, decidedOn)
  if (!publishBy) throw new Error(`the law data have no length for ${PUBLISH_CLOCK}`)
  await store.insertNotice(
    tx,
    noticeOf({
      id: randomUUID(),
      thing,
      bureau: await bureauNameOf(tx, thing.region),
      publishBy,
      months: creditMonthsOn(thing.region, decidedOn),
      persons: [principal, safetyManager, legalRepresentative],
    }),
  )
}
