import { words } from '../words.ts'

/** Where a draft kept on this device is continued, read from its key; null for keys of other apps. */
export function draftLink(key: string): { to: string; name: string } | null {
  const { inspection, case: file, enterprise } = words.today.draftOf
  const [kind, id = '', step = '', against = ''] = key.split('/')
  if (kind === 'inspection' && id === 'plan')
    return { to: step === 'new' ? '/inspections/new' : `/inspections/new?enterprise=${step}`, name: inspection }
  if (kind === 'inspection') return { to: `/inspections/${id}${step === 'plan' ? '/plan' : ''}`, name: inspection }
  if (kind === 'case' && id === 'filing') return { to: filingLink(step, against), name: file }
  if (kind === 'case') return { to: `/cases/${id}/${step}`, name: file }
  if (kind === 'enterprise')
    return { to: id === 'new' ? '/enterprises/new' : `/enterprises/${id}/edit`, name: enterprise }
  return null
}

function filingLink(inspection: string, against: string): string {
  const query = new URLSearchParams({
    ...(inspection === 'new' ? {} : { inspection }),
    ...(against ? { against } : {}),
  }).toString()
  return query ? `/cases/new?${query}` : '/cases/new'
}
