import type { SealedField } from '../../../platform/sealing-job.ts'
import { PERSONAL } from '../rules/personal.ts'

export const paperPlace = (field: string) => `document.paper.${field}`

export const sealedFields: readonly SealedField[] = PERSONAL.map((field) => ({
  table: 'document.paper',
  key: [{ name: 'id', type: 'uuid' }],
  column: 'data',
  path: [field],
  place: paperPlace(field),
}))
