import type { SealedField } from '../../../platform/sealing-job.ts'

export const OFFICER_PHONE = 'people.officer.phone'
export const TOTP_SECRET = 'people.second_factor.secret'

export const sealedFields: readonly SealedField[] = [
  { table: 'people.officer', key: [{ name: 'id', type: 'uuid' }], column: 'phone', place: OFFICER_PHONE },
  { table: 'people.second_factor', key: [{ name: 'account_id', type: 'uuid' }], column: 'secret', place: TOTP_SECRET },
]
