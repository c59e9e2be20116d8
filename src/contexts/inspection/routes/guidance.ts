import { randomUUID } from 'node:crypto'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract/guidance.ts'
import { whyNotGuidance } from '../rules/guidance.ts'
import * as store from '../store/guidance.ts'

/** No other route takes the id of a guidance record: nothing of enforcement can begin from it (circular art. 12). */
export const guidance: readonly Route[] = [
  serve(contract.recordGuidance, async (input, { tx, asker, at, today, concerns, note }) => {
    const { region } = asker
    const enterprise = await getEnterprise(tx, input.enterpriseId)
    const { id: enterpriseId, name: enterpriseName } = enterprise
    concerns('enterprise', enterpriseId)
    const inspectedThatDay = await store.wasInspected(tx, { region, enterpriseId, on: input.on })
    unlessRefused(whyNotGuidance({ input, today, inspectedThatDay }))
    const kept = { ...input, id: randomUUID(), region, enterpriseId, enterpriseName, at, byName: asker.name }
    await store.insertGuidance(tx, kept, asker.id)
    note({ purpose: input.purpose, on: input.on, advice: input.advice.length })
    return kept
  }),

  serve(contract.listGuidance, async ({ enterpriseId }, { tx, asker }) => ({
    guidances: await store.listGuidance(tx, asker, enterpriseId),
  })),

  serve(contract.ownGuidance, async (_, { tx, asker: { enterpriseId } }) => ({
    guidances: enterpriseId ? await store.guidanceOf(tx, enterpriseId) : [],
  })),
]
