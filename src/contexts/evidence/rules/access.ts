import type { Asker } from '../../../kernel/asker.ts'
import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Evidence } from '../model.ts'

const notYours = (needs: string): Refusal =>
  no('not-permitted', { needs }, '您没有办理此事项的权限', '请交由有权限的人员办理')

/** Officers add by permission; a business adds only to its own hazards, where it reports what it did (WSL 41(2)). */
export function refusesAdding(asker: Asker, subjectKind: Evidence['subject']['kind']): Refusal | null {
  if (asker.kind === 'enterprise') {
    return subjectKind === 'hazard'
      ? null
      : {
          ...no('evidence-not-yours', {}, '企业只能为本企业的隐患整改上传照片', '在隐患整改页面上传'),
          cites: art('WSL', 41, 2),
        }
  }
  return asker.permissions.includes('evidence.add') ? null : notYours('evidence.add')
}

/** Officers read by permission; a business reads what row-level security shows it, its own. */
export const refusesReading = (asker: Asker): Refusal | null =>
  asker.kind === 'enterprise' || asker.permissions.includes('evidence.read') ? null : notYours('evidence.read')
