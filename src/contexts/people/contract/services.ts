import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { SERVICE_DAYS_MAX, SERVICE_PERMISSIONS } from '../rules/services.ts'

export const Service = z.object({
  id: z.string(),
  region: z.string(),
  name: z.string(),
  permissions: z.array(z.string()),
  createdAt: z.string(),
  createdBy: z.string(),
  endsAt: z.string(),
  lastUsed: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type Service = z.infer<typeof Service>

export const listServices = endpoint({
  method: 'GET',
  path: '/people/services',
  may: 'people.manage',
  audit: 'none',
  about: 'Integrations of the own bureau and those below it, newest first, at most 200. Tokens are not told again.',
  input: z.object({}),
  output: z.object({ services: z.array(Service) }),
})

export const createService = endpoint({
  method: 'POST',
  path: '/people/services',
  may: 'people.manage',
  audit: 'people.service-created',
  about:
    'Opens an account for a program. The token is told this once and goes into `Authorization: Bearer …`. It reads ' +
    'inside the own region only, and no cases: power over accounts and power over cases lie apart.',
  input: z.object({
    name: z.string().trim().min(1, '请填写用途').max(60, '用途过长'),
    permissions: z.array(z.enum(SERVICE_PERMISSIONS)).min(1, '请至少选择一项权限'),
    days: z.coerce.number().int().min(1).max(SERVICE_DAYS_MAX),
  }),
  output: z.object({ service: Service, token: z.string() }),
  answersOnce: true,
})

export const revokeService = endpoint({
  method: 'POST',
  path: '/people/services/:id/revoke',
  may: 'people.manage',
  audit: 'people.service-revoked',
  about: 'Ends the token at once.',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
})
