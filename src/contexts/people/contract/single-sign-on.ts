import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'

export const offersSingleSignOn = endpoint({
  method: 'GET',
  path: '/people/sso',
  may: 'public',
  audit: 'none',
  about: 'What the sign-in page calls the identity provider of this installation; null when there is none.',
  input: z.object({}),
  output: z.object({ label: z.string().nullable() }),
})

export const beginSingleSignOn = endpoint({
  method: 'POST',
  path: '/people/sso/begin',
  may: 'public',
  audit: 'people.sso-begun',
  about:
    'Begins a sign-in at the identity provider (OpenID Connect, code flow with PKCE). The browser keeps `attempt`, a ' +
    'secret good for ten minutes, and goes to `url`; the provider sends it back to `/desk/sso`.',
  input: z.object({}),
  output: z.object({ url: z.string(), attempt: z.string() }),
  answersOnce: true,
})

export const finishSingleSignOn = endpoint({
  method: 'POST',
  path: '/people/sso/finish',
  may: 'public',
  audit: 'people.signed-in',
  about:
    'Ends the sign-in with what the provider put behind the address (`query`): the answer sets an HttpOnly cookie. ' +
    'Refused unless this browser began it, the provider vouches for it, and an account bears the name it tells.',
  input: z.object({
    attempt: z
      .string('登录已超时，请重新登录')
      .regex(/^[\w-]{43}$/, '登录已超时，请重新登录')
      .transform((text) => () => text),
    query: z
      .string('登录地址不完整，请重新登录')
      .max(8000, '登录地址过长，请重新登录')
      .transform((text) => () => text),
  }),
  output: z.object({ mustChangePassword: z.boolean() }),
})
