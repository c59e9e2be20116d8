import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/removal.ts'
import type { Removal } from '../model.ts'
import { getItem } from '../public.ts'
import { refusesAsking, refusesDeciding } from '../rules/removal.ts'
import { findItems } from '../store.ts'
import * as store from '../store/removal.ts'

export const removal: readonly Route[] = [
  serve(contract.askRemoval, async ({ id, removalId, because }, { tx, asker, at, concerns, note }) => {
    const item = await getItem(tx, id)
    concerns('evidence', id)
    unlessRefused([refusesAsking(item)])
    const asked: Removal = {
      id: removalId,
      because,
      askedBy: asker.name,
      askedById: asker.id,
      askedAt: at,
      granted: null,
      decidedBecause: null,
      decidedBy: null,
      decidedAt: null,
    }
    if (!(await store.insertRemoval(tx, { ...asked, itemId: id, region: asker.region })))
      throw new Conflict('刚有他人申请停用这份证据，请刷新后查看')
    note({ sha256: item.sha256, because })
    return asked
  }),

  serve(contract.decideRemoval, async ({ id, granted, because }, { tx, asker, at, concerns, note }) => {
    const asked = await store.lockRemoval(tx, id)
    if (!asked) throw new NotFound('removal')
    concerns('evidence', asked.itemId)
    unlessRefused([refusesDeciding(asked, asker)])
    const decided = { granted, decidedBecause: because, decidedBy: asker.name, decidedAt: at }
    await store.decideRemoval(tx, { ...decided, id, decidedById: asker.id })
    note({ removal: id, granted, because })
    const { itemId: _, region: __, ...before } = asked
    return { ...before, ...decided }
  }),

  serve(contract.openRemovals, async (_input, { tx }) => {
    const open = await store.openRemovals(tx)
    const items = await findItems(
      tx,
      open.map(({ itemId }) => itemId),
    )
    return {
      removals: open.flatMap(({ itemId, region: _, ...asked }) => {
        const item = items.find(({ id }) => id === itemId)
        return item ? [{ removal: asked, item }] : []
      }),
    }
  }),
]
