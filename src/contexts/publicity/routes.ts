import { serve, type Route } from '../../platform/http.ts'
import { take } from '../../kernel/step.ts'
import { dueOn, getCase } from '../casework/public.ts'
import { getEnterprise } from '../registry/public.ts'
import * as contract from './contract.ts'
import { NOTICE_STATES } from './model.ts'
import { maskedText } from './rules/masking.ts'
import { knownOf } from './rules/notice.ts'
import * as store from './store.ts'
import * as transitions from './transitions.ts'

/** D-24: the last day for taking a notice down (APL 48). */
const WITHDRAW_CLOCK = 'D-24'

export const routes: readonly Route[] = [
  serve(contract.publicityQueue, async ({ state }, { tx, asker, today }) => {
    const notices = await store.queue(tx, { region: asker.region, state })
    return {
      notices: notices.map((notice) => ({
        ...notice,
        late:
          notice.state !== 'withdrawn' &&
          (notice.fell ? today > notice.fell.dueOn : notice.state === 'queued' && today > notice.publishBy),
      })),
    }
  }),

  serve(contract.publish, async ({ id, version, ...input }, ctx) => {
    ctx.concerns('notice', id)
    const before = await store.lockNotice(ctx.tx, { id, version, region: ctx.asker.region })
    const thing = await getCase(ctx.tx, before.caseId)
    const { principal, safetyManager } = await getEnterprise(ctx.tx, thing.enterpriseId)
    const maskedFacts = input.facts ? maskedText(input.facts, knownOf(thing, [principal, safetyManager])) : null
    const notice = take(
      transitions.publish,
      { thing: before, input, facts: { withdrawBy: null, maskedFacts }, by: ctx.asker, at: ctx.at },
      NOTICE_STATES,
    )
    await store.saveNotice(ctx.tx, notice)
    ctx.note({ number: notice.number, late: ctx.today > notice.publishBy })
    await ctx.emit({ name: 'publicity.published', payload: { noticeId: id, caseId: notice.caseId, on: ctx.today } })
    return notice
  }),

  serve(contract.keepBack, async ({ id, version, ...input }, ctx) => {
    ctx.concerns('notice', id)
    const before = await store.lockNotice(ctx.tx, { id, version, region: ctx.asker.region })
    const facts = { withdrawBy: null, maskedFacts: null }
    const notice = take(transitions.keepBack, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, NOTICE_STATES)
    await store.saveNotice(ctx.tx, notice)
    ctx.note({ number: notice.number, ground: input.ground, article: notice.keptBack?.article })
    await ctx.emit({ name: 'publicity.kept-back', payload: { noticeId: id, caseId: notice.caseId, on: ctx.today } })
    return notice
  }),

  serve(contract.withdraw, async ({ id, version, ...input }, ctx) => {
    ctx.concerns('notice', id)
    const before = await store.lockNotice(ctx.tx, { id, version, region: ctx.asker.region })
    const facts = { withdrawBy: dueOn(WITHDRAW_CLOCK, input.effectiveOn), maskedFacts: null }
    const notice = take(transitions.withdraw, { thing: before, input, facts, by: ctx.asker, at: ctx.at }, NOTICE_STATES)
    await store.saveNotice(ctx.tx, notice)
    await store.insertWithdrawal(ctx.tx, notice)
    ctx.note({ number: notice.number, ground: input.ground, late: ctx.today > (notice.withdrawal?.dueOn ?? ctx.today) })
    await ctx.emit({ name: 'publicity.withdrawn', payload: { noticeId: id, caseId: notice.caseId, on: ctx.today } })
    return notice
  }),

  serve(contract.listNotices, (search, { tx, today }) => store.listPublished(tx, { ...search, today })),
  serve(contract.getNotice, ({ id }, { tx, today }) => store.getPublished(tx, { id, today })),
  serve(contract.listWithdrawals, async ({ page }, { tx }) => ({
    withdrawals: await store.listWithdrawals(tx, { page }),
  })),
]
