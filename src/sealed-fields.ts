/** Every field that is kept sealed, from all contexts: what the job at the start walks through. */
import { sealedFields as casework } from './contexts/casework/public/sealed.ts'
import { sealedFields as document } from './contexts/document/public/sealed.ts'
import { sealedFields as people } from './contexts/people/public/sealed.ts'
import { sealedFields as registry } from './contexts/registry/public/sealed.ts'
import type { SealedField } from './platform/sealing-job.ts'

export const SEALED_FIELDS: readonly SealedField[] = [...people, ...registry, ...casework, ...document]
