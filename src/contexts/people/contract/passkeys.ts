import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'

/** A secret becomes a function that tells it, so that no journal digest, log line or remembered answer can carry it. */
const Password = z
  .string('请填写当前密码')
  .min(1, '请填写当前密码')
  .max(200, '内容过长')
  .transform((text) => () => text)

/** What a browser's WebAuthn answers, as JSON text (WebAuthn Level 3, 5.1.8). */
export const DeviceAnswerShape = z.string('没有收到设备的应答').max(20_000, '设备的应答过长')

export const Passkey = z.object({
  id: z.string(),
  label: z.string(),
  createdAt: z.string(),
  lastUsed: z.string().nullable(),
})
export type Passkey = z.infer<typeof Passkey>

export const listPasskeys = endpoint({
  method: 'GET',
  path: '/people/passkeys',
  may: 'signed-in',
  audit: 'none',
  about: 'The passkeys of the own account, the first made first.',
  input: z.object({}),
  output: z.object({ passkeys: z.array(Passkey) }),
})

export const beginPasskey = endpoint({
  method: 'POST',
  path: '/people/passkeys/begin',
  may: 'signed-in',
  audit: 'people.passkey-begun',
  about:
    'What the browser asks a device or security key to sign (`options`: PublicKeyCredentialCreationOptions as JSON text), ' +
    'good for five minutes. The passkey counts only after `confirm`.',
  input: z.object({ password: Password }),
  output: z.object({ options: z.string() }),
  answersOnce: true,
})

export const confirmPasskey = endpoint({
  method: 'POST',
  path: '/people/passkeys/confirm',
  may: 'signed-in',
  audit: 'people.passkey-added',
  about:
    'Adds the passkey that the device made for this site (`answer`: RegistrationResponseJSON as text). Refused when ' +
    'it was made for another site, another question, or too late. Of the key only the public half is kept.',
  input: z.object({
    label: z.string('请填写名称').trim().min(1, '请填写名称，如“办公室电脑”').max(40, '名称过长'),
    answer: DeviceAnswerShape,
  }),
  output: Passkey,
})

export const removePasskey = endpoint({
  method: 'POST',
  path: '/people/passkeys/:id/remove',
  may: 'signed-in',
  audit: 'people.passkey-removed',
  about:
    'Takes a passkey of the own account away, by password. Refused for the last second factor of somebody whose role needs one.',
  input: z.object({ id: z.uuid(), password: Password }),
  output: z.object({}),
})
