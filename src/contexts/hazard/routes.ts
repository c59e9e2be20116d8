import { Conflict, NotFound } from '../../kernel/answer.ts'
import { unlessRefused } from '../../kernel/refusal.ts'
import { take } from '../../kernel/step.ts'
import { serve, type Route } from '../../platform/http.ts'
import { evidenceOf } from '../evidence/public.ts'
import * as contract from './contract.ts'
import type { Tx } from '../../platform/db.ts'
import { HAZARD_STATES, type Hazard } from './model.ts'
import { samples } from './routes/samples.ts'
import { selfReports } from './routes/self-report.ts'
import { asOwner, refusesReading } from './rules/report.ts'
import * as store from './store.ts'
import * as transitions from './transitions.ts'

const PAGE = 50
const COUNT_MAX = 10_000

/** The hazard, locked, in the version that the asker saw. Throws NotFound or Conflict. */
async function lockVersion(tx: Tx, id: string, version: number): Promise<Hazard> {
  const [hazard] = await store.lockHazards(tx, [id])
  if (!hazard) throw new NotFound('hazard')
  const last = hazard.history.at(-1)
  if (hazard.version !== version) throw new Conflict(`${last?.byName ?? '他人'}已更新此隐患，请刷新后重试`)
  return hazard
}

export const routes: readonly Route[] = [
  serve(contract.listHazards, async ({ after = null, ...filter }, { tx, asker }) => {
    unlessRefused([refusesReading(asker)])
    const rows = await store.listHazards(tx, asker, { ...filter, after, limit: PAGE + 1 })
    const total = await store.countHazards(tx, asker, { ...filter, cap: COUNT_MAX + 1 })
    const shown = rows.slice(0, PAGE)
    const last = shown.at(-1)
    return {
      hazards: shown,
      next: rows.length > PAGE && last ? `${last.foundAt}|${last.id}` : null,
      total: Math.min(total, COUNT_MAX),
      isMore: total > COUNT_MAX,
    }
  }),

  serve(contract.reportRectified, async ({ id, ...input }, { tx, asker, at, concerns, note }) => {
    const hazard = await lockVersion(tx, id, input.version)
    concerns('hazard', id)
    const evidence = await evidenceOf(tx, { kind: 'hazard', id })
    const reported = take(
      transitions.reportRectified,
      { thing: hazard, input, facts: { evidence }, by: asOwner(asker, hazard), at },
      HAZARD_STATES,
    )
    if (!(await store.saveHazard(tx, reported, hazard.version))) throw new Conflict('隐患已被他人更新，请刷新后重试')
    note({ from: hazard.state, to: reported.state, photos: input.evidenceIds.length })
    return reported
  }),

  serve(contract.askMoreTime, async ({ id, ...input }, { tx, asker, at, concerns, note }) => {
    const hazard = await lockVersion(tx, id, input.version)
    concerns('hazard', id)
    const asked = take(
      transitions.askMoreTime,
      { thing: hazard, input, facts: null, by: asOwner(asker, hazard), at },
      HAZARD_STATES,
    )
    if (!(await store.saveHazard(tx, asked, hazard.version))) throw new Conflict('隐患已被他人更新，请刷新后重试')
    note({ rectifyBy: hazard.rectifyBy, until: input.until })
    return asked
  }),

  ...selfReports,
  ...samples,
]
