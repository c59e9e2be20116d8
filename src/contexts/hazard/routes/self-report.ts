import { createHash } from 'node:crypto'
import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { unlessRefused } from '../../../kernel/refusal.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { canonical } from '../../../platform/journal.ts'
import { evidenceOf } from '../../evidence/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract/self-report.ts'
import { refusesReading } from '../rules/report.ts'
import { whyNotReported } from '../rules/safe-harbour.ts'
import * as store from '../store/self-report.ts'

const PAGE = 50

export const selfReports: readonly Route[] = [
  serve(contract.reportHazard, async ({ enterpriseId: named, onBehalfBecause, ...input }, ctx) => {
    const { tx, asker, at } = ctx
    const enterpriseId = named ?? asker.enterpriseId
    if (!enterpriseId) throw new NotFound('enterprise')
    ctx.concerns('self-report', input.id)
    const held = await evidenceOf(tx, { kind: 'hazard', id: input.id })
    unlessRefused(
      whyNotReported({
        input,
        enterpriseId,
        onBehalfBecause,
        heldEvidence: held.map(({ id }) => id),
        by: asker,
        at,
      }),
    )
    const { region } = await getEnterprise(tx, enterpriseId)
    const told = {
      ...input,
      region,
      enterpriseId,
      reportedAt: at,
      enteredBy: { id: asker.id, name: asker.name, kind: asker.kind === 'enterprise' ? 'enterprise' : 'officer' },
      onBehalfBecause: asker.kind === 'enterprise' ? '' : onBehalfBecause,
    } as const
    const report = { ...told, digest: createHash('sha256').update(canonical(told)).digest('hex') }
    if (!(await store.insertSelfReport(tx, report))) throw new Conflict('这份自报已经登记过，请刷新后查看')
    ctx.note({ enterprise: enterpriseId, major: input.majorHazardCode, digest: report.digest, reportedAt: at })
    return report
  }),

  serve(contract.listSelfReports, async ({ enterpriseId, after = null }, { tx, asker }) => {
    unlessRefused([refusesReading(asker)])
    const rows = await store.listSelfReports(tx, asker, { enterpriseId, after, limit: PAGE + 1 })
    const last = rows[PAGE - 1]
    return {
      reports: rows.slice(0, PAGE),
      next: rows.length > PAGE && last ? `${last.reportedAt}|${last.id}` : null,
    }
  }),
]
