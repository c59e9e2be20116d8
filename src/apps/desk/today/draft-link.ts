import { words } from '../words.ts'

/** Where a draft kept on this device is continued, read from its key; null for keys of other apps. */
export function draftLink(key: string): { to: string; name: string } | null {
  const [kind, id = '', step = ''] = key.split('/')
  if (kind === 'inspection' && id === 'plan') return {
    to: step === 'new' ? '/inspections/new' : `/inspections/new?enterprise=${step}`, name: words.today.draftOf.inspection,
  }
  if (kind === 'inspection') return { to: `/inspections/${id}${step === 'plan' ? '/plan' : ''}`, name: words.today.draftOf.inspection }
  if (kind === 'case' && id === 'filing') return {
    to: step === 'new' ? '/cases/new' : `/cases/new?inspection=${step}`, name: words.today.draftOf.case,
  }
  if (kind === 'case') return { to: `/cases/${id}/${step}`, name: words.today.draftOf.case }
  if (kind === 'enterprise') return {
    to: id === 'new' ? '/enterprises/new' : `/enterprises/${id}/edit`, name: words.today.draftOf.enterprise,
  }
  return null
}
