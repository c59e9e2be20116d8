import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { ROLES, type Role } from '../model.ts'

/** A secret becomes a function that tells it, so that no journal digest, log line or remembered answer can carry it. */
const Secret = (missing: string) =>
  z
    .string(missing)
    .min(1, missing)
    .max(200, '内容过长')
    .transform((text) => () => text)

const Roles = z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]]))

export const SecondFactor = z.object({
  isOn: z.boolean(),
  since: z.string().nullable(),
  recoveryCodesLeft: z.number().int(),
  /** A role of the person needs it; without it he may only reach his own account. */
  isRequired: z.boolean(),
})
export type SecondFactor = z.infer<typeof SecondFactor>

export const getSecondFactor = endpoint({
  method: 'GET',
  path: '/people/second-factor',
  may: 'signed-in',
  audit: 'none',
  about: 'Whether the own account asks for a code at sign-in, and how many recovery codes are left.',
  input: z.object({}),
  output: SecondFactor,
})

export const beginSecondFactor = endpoint({
  method: 'POST',
  path: '/people/second-factor/begin',
  may: 'signed-in',
  audit: 'people.second-factor-begun',
  about:
    'Makes a new TOTP secret (RFC 6238, SHA-1, 6 digits, 30 s), told this once as text, address and QR picture. It ' +
    'counts only after `confirm`; until then the former one does.',
  input: z.object({ password: Secret('请填写当前密码') }),
  output: z.object({ secret: z.string(), uri: z.string(), qr: z.string() }),
  answersOnce: true,
})

export const confirmSecondFactor = endpoint({
  method: 'POST',
  path: '/people/second-factor/confirm',
  may: 'signed-in',
  audit: 'people.second-factor-confirmed',
  about: 'Turns the second factor on by a first code, and tells ten recovery codes, each good once, this once.',
  input: z.object({ code: Secret('请填写动态验证码') }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  answersOnce: true,
})

export const removeSecondFactor = endpoint({
  method: 'POST',
  path: '/people/second-factor/remove',
  may: 'signed-in',
  audit: 'people.second-factor-removed',
  about: 'Turns the second factor off, by password and a code. Refused where a role of the person needs it.',
  input: z.object({ password: Secret('请填写当前密码'), code: Secret('请填写动态验证码') }),
  output: z.object({}),
})

export const resetSecondFactor = endpoint({
  method: 'POST',
  path: '/people/officers/:id/second-factor/reset',
  may: 'people.manage',
  audit: 'people.second-factor-reset',
  about: 'For an officer who lost his phone and his codes: takes the factor away and ends all his sessions.',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(1, '请写明原因').max(200, '原因过长') }),
  output: z.object({}),
})

export const SecondFactorDuty = z.object({ region: z.string(), roles: Roles })

export const getSecondFactorDuty = endpoint({
  method: 'GET',
  path: '/people/second-factor-duty',
  may: 'people.read',
  audit: 'none',
  about: 'The roles that need a second factor in the own bureau: its own rule, or that of the nearest bureau above it.',
  input: z.object({}),
  output: SecondFactorDuty,
})

export const setSecondFactorDuty = endpoint({
  method: 'POST',
  path: '/people/second-factor-duty',
  may: 'people.manage',
  audit: 'people.second-factor-duty-set',
  about:
    'Sets the roles that need a second factor in the own bureau and in those below it that have no rule of their own. ' +
    'Who has none yet reaches only his own account, to set it up.',
  input: z.object({ roles: Roles }),
  output: SecondFactorDuty,
})
