/** Every field that is kept sealed, from all contexts: what the job at the start walks through. */
import { sealedFields as casework } from './contexts/casework/store/sealed.ts'
import { sealedFields as document } from './contexts/document/store/sealed.ts'
import { sealedFields as people } from './contexts/people/store/sealed.ts'
import { sealedFields as registry } from './contexts/registry/store/sealed.ts'
import type { SealedField } from './platform/sealing-job.ts'

export const SEALED_FIELDS: readonly SealedField[] = [...people, ...registry, ...casework, ...document]
