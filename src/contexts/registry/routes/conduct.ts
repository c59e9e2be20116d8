import { randomUUID } from 'node:crypto'
import { NotFound } from '../../../kernel/answer.ts'
import { no, Refused, unlessRefused } from '../../../kernel/refusal.ts'
import { covers } from '../../../kernel/region.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/conduct.ts'
import { getEnterprise } from '../public.ts'
import { refusesConduct } from '../rules/conduct.ts'
import { monthSpan, populationOf } from '../rules/population.ts'
import { conductOf, insertConduct, setClosed } from '../store/conduct.ts'
import { countByTrade, populationChanges } from '../store/population.ts'
import { industryName } from '../store/reference.ts'

/** Changes that are read at one time; a region in which more happened asks for a later month or a part of itself. */
const CHANGES_MAX = 20_000
/** Units behind a difference that a page shows. */
const SHOWN_MAX = 2_000

export const conductRoutes: readonly Route[] = [
  serve(contract.population, async ({ month, region }, { tx, asker }) => {
    const place = region ?? asker.region
    if (!covers(asker.region, place)) throw new NotFound('region')
    const changes = await populationChanges(tx, place, { since: monthSpan(month).from, wanted: CHANGES_MAX + 1 })
    if (changes.length > CHANGES_MAX)
      throw new Refused([
        no(
          'too-many-changes',
          { max: CHANGES_MAX },
          '该月以来的变化超过{max}家，不能一次列出',
          '选择较近的月份或者下一级地区',
        ),
      ])
    const now = new Map((await countByTrade(tx, place)).map(({ trade, businesses }) => [trade, businesses]))
    const { rows, behind } = populationOf(now, changes, month)
    const named = rows.map((row) => ({ ...row, tradeName: industryName(row.trade) }))
    return { region: place, month, rows: named, behind: behind.slice(0, SHOWN_MAX), total: behind.length }
  }),

  serve(contract.listConduct, async ({ id }, { tx }) => {
    const enterprise = await getEnterprise(tx, id)
    return { conduct: await conductOf(tx, [enterprise.id]) }
  }),

  serve(contract.recordConduct, async ({ id, ...entry }, { tx, asker, at, today, concerns, note }) => {
    const enterprise = await getEnterprise(tx, id)
    concerns('enterprise', enterprise.id)
    unlessRefused([refusesConduct(entry, { entries: await conductOf(tx, [enterprise.id]), today })])
    const closes = entry.kind === 'closed' || entry.kind === 'reopened'
    if (closes) await setClosed(tx, enterprise.id, entry.kind === 'closed' ? entry.on : null)
    const conduct = { ...entry, id: randomUUID(), recordedAt: at, recordedBy: asker.name }
    await insertConduct(tx, { ...conduct, enterpriseId: enterprise.id, region: enterprise.region })
    note(entry)
    return conduct
  }),
]
