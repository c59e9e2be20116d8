import type { Asker } from '../../../kernel/asker.ts'
import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import type { Act } from '../../../kernel/step.ts'
import type { Evidence } from '../../evidence/model.ts'
import type { Hazard, ReportInput } from '../model.ts'

export const REPORT_PERMISSION = 'hazard.report-rectified'

/** A business holds no permissions of a bureau; on its own hazards it may report, and on nobody else's (WSL 41(2)). */
export const asOwner = (asker: Asker, hazard: Pick<Hazard, 'enterpriseId'>): Asker =>
  asker.kind === 'enterprise' && asker.enterpriseId === hazard.enterpriseId
    ? { ...asker, permissions: [...asker.permissions, REPORT_PERMISSION] }
    : asker

/** Officers read by permission, a business its own rows. */
export const refusesReading = (asker: Asker) =>
  asker.kind === 'enterprise' || asker.permissions.includes('hazard.read')
    ? null
    : no('not-permitted', { needs: 'hazard.read' }, '您没有办理此事项的权限', '请交由有权限的人员办理')

export type ReportFacts = { readonly evidence: readonly Evidence[] }

/** The photos that a report names were uploaded by the business for this hazard. */
export const reportEvidenceIsHeld = rule<Act<Hazard, ReportInput, ReportFacts>>({
  cites: art('WSL', 41, 2),
  inForceFrom: '2021-09-01',
  refuses: ({ thing, input, facts }) => {
    const held = new Set(
      facts.evidence.filter(({ subject }) => subject.kind === 'hazard' && subject.id === thing.id).map(({ id }) => id),
    )
    const missing = input.evidenceIds.filter((id) => !held.has(id))
    return missing.length === 0
      ? null
      : no(
          'evidence-not-received',
          { count: missing.length },
          '有{count}份照片还没有上传到该问题',
          '等待照片上传完成后再提交',
        )
  },
})
