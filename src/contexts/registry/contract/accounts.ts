import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'

export const listBusinessAccounts = endpoint({
  method: 'GET',
  path: '/registry/enterprises/:id/accounts',
  may: 'registry.read',
  audit: 'none',
  about: 'The names under which a business signs in to the portal.',
  input: z.object({ id: z.uuid() }),
  output: z.object({ usernames: z.array(z.string()) }),
})

export const openBusinessAccount = endpoint({
  method: 'POST',
  path: '/registry/enterprises/:id/accounts',
  may: 'registry.write',
  audit: 'registry.account-opened',
  about:
    'Opens a portal account for a business, or gives the business’s own account of that name a new password and ends its ' +
    'sessions. The password is told this once. A name that somebody else bears is refused.',
  input: z.object({
    id: z.uuid(),
    username: z
      .string('请填写用户名')
      .trim()
      .regex(/^[a-z][a-z0-9._-]{2,39}$/, '用户名为3至40个小写字母、数字、点、横线，以字母开头'),
  }),
  output: z.object({ username: z.string(), password: z.string() }),
  answersOnce: true,
})
