import type { SealedField } from '../../../platform/sealing-job.ts'

export const ENTERPRISE_PHONE = 'registry.enterprise.phone'
export const HOLDER_IDENTITY = 'registry.operator_certificate.identity'
/** The number of a certificate is a letter and the identity number. */
export const CERTIFICATE_NUMBER = 'registry.operator_certificate.number'

const ID = [{ name: 'id', type: 'uuid' }] as const

export const sealedFields: readonly SealedField[] = [
  { table: 'registry.enterprise', key: ID, column: 'phone', place: ENTERPRISE_PHONE },
  {
    table: 'registry.enterprise_version',
    key: [
      { name: 'enterprise_id', type: 'uuid' },
      { name: 'version', type: 'integer' },
    ],
    column: 'content',
    path: ['phone'],
    place: ENTERPRISE_PHONE,
  },
  {
    table: 'registry.operator_certificate',
    key: ID,
    column: 'identity',
    place: HOLDER_IDENTITY,
    lookUp: 'identity_fingerprint',
  },
  { table: 'registry.operator_certificate', key: ID, column: 'number', place: CERTIFICATE_NUMBER },
]
