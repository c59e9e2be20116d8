import { randomUUID } from 'node:crypto'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/conduct.ts'
import { getEnterprise } from '../public.ts'
import { refusesConduct } from '../rules/conduct.ts'
import { conductOf, insertConduct } from '../store/conduct.ts'

export const conductRoutes: readonly Route[] = [
  serve(contract.listConduct, async ({ id }, { tx }) => {
    const enterprise = await getEnterprise(tx, id)
    return { conduct: await conductOf(tx, [enterprise.id]) }
  }),

  serve(contract.recordConduct, async ({ id, ...entry }, { tx, asker, at, today, concerns, note }) => {
    const enterprise = await getEnterprise(tx, id)
    concerns('enterprise', enterprise.id)
    unlessRefused([refusesConduct(entry, { entries: await conductOf(tx, [enterprise.id]), today })])
    const conduct = { ...entry, id: randomUUID(), recordedAt: at, recordedBy: asker.name }
    await insertConduct(tx, { ...conduct, enterpriseId: enterprise.id, region: enterprise.region })
    note(entry)
    return conduct
  }),
]
