import { FINDING_KIND } from '../../../contexts/casework/rules/answers.ts'
import { findRoad } from '../../../contexts/casework/transitions/roads.ts'
import { words as roads } from '../words-proceeding.ts'

type OfWhat = { readonly kind: string; readonly id: string; readonly caseId: string | null }

/** Where what a clock runs for is worked on: its case, its procedure, or the findings that wait for an answer. */
export function clockLink({ kind, id, caseId }: OfWhat): string {
  if (kind === FINDING_KIND) return '/planning/deployments'
  return kind === 'case' || caseId ? `/cases/${caseId ?? id}` : `/proceedings/${id}`
}

/** What a clock runs for, in words; the title of the case for a case. */
export const clockMatter = ({ kind, title }: Pick<OfWhat, 'kind'> & { readonly title: string }): string =>
  kind === 'case' ? title : kind === FINDING_KIND ? roads.board.finding(title) : (findRoad(kind)?.label ?? kind)
