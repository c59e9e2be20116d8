import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { LawDateShape, ReasonShape } from '../../../kernel/shapes.ts'
import { Officer } from '../model.ts'

/** One row of the history: switched off from a day on, or on again. */
export const Departure = z.object({
  kind: z.enum(['left', 'returned']),
  onDay: z.string(),
  reason: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
})
export type Departure = z.infer<typeof Departure>

export const switchOff = endpoint({
  method: 'POST',
  path: '/people/officers/:id/switch-off',
  may: 'people.manage',
  audit: 'people.officer-switched-off',
  about:
    'For an officer who leaves: from now on nobody signs in with his account, single sign-on included. Ends his ' +
    'sessions, mandates from and to him, and the programs that he opened; his phones must forget everything at their ' +
    'next contact. `leftOn` is the first day on which he no longer serves, today at the latest; from it on he counts ' +
    'as no officer with a certificate (APL 42). What he did keeps his name. Answers how much was ended.',
  input: z.object({ id: z.uuid(), leftOn: LawDateShape, reason: ReasonShape }),
  output: z.object({
    officer: Officer,
    ended: z.object({ sessions: z.number().int(), services: z.number().int(), mandates: z.number().int() }),
  }),
})

export const switchOn = endpoint({
  method: 'POST',
  path: '/people/officers/:id/switch-on',
  may: 'people.manage',
  audit: 'people.officer-switched-on',
  about:
    'For an officer who comes back: his account opens again with the password that he had. What was ended stays ' +
    'ended: mandates, programs, phones.',
  input: z.object({ id: z.uuid(), reason: ReasonShape }),
  output: Officer,
})
