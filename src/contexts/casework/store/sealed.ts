import type { SealedField } from '../../../platform/sealing-job.ts'

export const PARTY_PHONE = 'casework.party.phone'

export const sealedFields: readonly SealedField[] = ['casework.penalty_case', 'casework.proceeding'].map((table) => ({
  table,
  key: [{ name: 'id', type: 'uuid' }],
  column: 'content',
  path: ['party', 'phone'],
  place: PARTY_PHONE,
}))
