import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { LENT_ROLES } from '../rules/delegation.ts'

export const Delegation = z.object({
  id: z.string(),
  fromId: z.string(),
  fromName: z.string(),
  toId: z.string(),
  toName: z.string(),
  role: z.enum(LENT_ROLES),
  validFrom: z.string(),
  validTo: z.string(),
  mandate: z.string(),
  endedOn: z.string().nullable(),
})
export type Delegation = z.infer<typeof Delegation>

export const listDelegations = endpoint({
  method: 'GET',
  path: '/people/delegations',
  may: 'people.read',
  audit: 'none',
  about: 'Who approves in whose stead in the own bureau, the latest end first, at most 100; ended ones stay listed.',
  input: z.object({}),
  output: z.object({ delegations: z.array(Delegation) }),
})

export const delegate = endpoint({
  method: 'POST',
  path: '/people/delegations',
  may: 'people.delegate',
  audit: 'people.delegated',
  about:
    'A head lets another head of his bureau approve in his stead for dated days, by a written mandate (APL 57). What is approved so carries both names.',
  input: z.object({
    id: IdShape,
    toId: IdShape,
    role: z.enum(LENT_ROLES),
    validFrom: LawDateShape,
    validTo: LawDateShape,
    mandate: z.string().trim().min(2, '请填写书面授权的文号或者会议记录').max(200),
  }),
  output: z.object({}),
})

export const endDelegation = endpoint({
  method: 'POST',
  path: '/people/delegations/:id/end',
  may: 'people.delegate',
  audit: 'people.delegation-ended',
  about: 'Takes a mandate back, from now on; only whoever gave it.',
  input: z.object({ id: IdShape }),
  output: z.object({}),
})
