import { randomUUID } from 'node:crypto'
import type { Listener } from '../../platform/events.ts'
import { bureauNameOf, creditMonthsOn, dueOn, getCase } from '../casework/public.ts'
import { getEnterprise } from '../registry/public.ts'
import { Notice } from './model.ts'
import { noticeOf } from './rules/notice.ts'
import * as store from './store.ts'

/** D-22: the day until which a penalty decision is made public (WSL 78). */
const PUBLISH_CLOCK = 'D-22'

/** D-24: the day until which a notice is taken down whose decision has fallen (APL 48). */
const WITHDRAW_CLOCK = 'D-24'

/** Marks the notice of a decision that fell or was changed: it leads the queue until it is taken down. */
export const onDecisionFell: Listener = async ({ caseId, ground, on }, { tx }) => {
  const notice = await store.findOfCase(tx, String(caseId))
  if (!notice || notice.state === 'withdrawn') return
  const dueOn = dueOn24(String(on))
  const fell = Notice.shape.fell.parse({ ground, on, dueOn })
  await store.saveNotice(tx, { ...notice, fell, version: notice.version + 1 })
}
const dueOn24 = (on: string) => {
  const due = dueOn(WITHDRAW_CLOCK, on)
  if (!due) throw new Error(`the law data have no length for ${WITHDRAW_CLOCK}`)
  return due
}

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
