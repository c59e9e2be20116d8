import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'

export const resetPassword = endpoint({
  method: 'POST',
  path: '/people/officers/:id/reset-password',
  may: 'people.manage',
  audit: 'people.password-reset',
  about:
    'For an officer who forgot his password: gives the account a random one, told this once, that must be ' +
    'replaced at the next sign-in; ends all sessions and forgets every known device. A second factor stays.',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(1, '请写明原因').max(200, '原因过长') }),
  output: z.object({ username: z.string(), password: z.string() }),
  answersOnce: true,
})
