import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { ReasonShape } from '../../../kernel/shapes.ts'

export const unmaskOfficer = endpoint({
  method: 'POST',
  path: '/people/officers/:id/unmask',
  may: 'people.read',
  audit: 'people.phone-unmasked',
  about:
    'The telephone of an officer in full; everywhere else it is masked. The reason and who asked stand in the journal ' +
    '(Personal Information Protection Law art. 6, 51). The answer is not kept: each look is an act of its own.',
  input: z.object({ id: z.uuid(), reason: ReasonShape }),
  output: z.object({ phone: z.string() }),
  answersOnce: true,
})
