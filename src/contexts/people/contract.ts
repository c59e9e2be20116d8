import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { DeviceAnswerShape } from './contract/passkeys.ts'
import { Departure } from './contract/leaving.ts'
import { Bureau, Certificate, Officer, ROLES, Session, type Role } from './model.ts'

const Roles = z.array(z.enum(Object.keys(ROLES) as [Role, ...Role[]]))
const LawDate = z.iso.date('日期应为“年-月-日”，如 2026-03-05')

/** A secret becomes a function that tells it, so that no journal digest, log line or remembered answer can carry it. */
const Secret = z
  .string('请填写密码')
  .min(1, '请填写密码')
  .max(200, '密码过长')
  .transform((text) => () => text)

/** An officer in lists: what is public about him anyway (APL 42: the certificate is shown to everybody he meets). */
export const OfficerInList = Officer.omit({ phone: true })

export const Me = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['officer', 'enterprise', 'public', 'system']),
  region: z.string(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  enterpriseId: z.string().nullable(),
  bureau: Bureau.nullable(),
  certificate: Certificate.nullable(),
  /** Whether he may enforce today; without it the field app offers no visit. */
  isCertifiedToday: z.boolean(),
  /** The session was opened with a first password: until it is replaced, no permission counts. */
  mustChangePassword: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const signIn = endpoint({
  method: 'POST',
  path: '/people/sign-in',
  may: 'public',
  audit: 'people.signed-in',
  answersOnce: true,
  about:
    'Opens a session: the answer sets an HttpOnly cookie. Wrong name, wrong password and a paused account get ' +
    'the same refusal.',
  input: z.object({
    username: z.string('请填写用户名').trim().min(1, '请填写用户名').max(60, '用户名过长'),
    password: Secret,
    /** The code of the second factor or a recovery code; asked for by `second-factor-needed`. */
    code: z
      .string()
      .max(40, '验证码过长')
      .transform((text) => () => text)
      .optional(),
    /** Instead of a code: what the device answered to the question of `second-factor-needed`, as JSON text. */
    passkey: DeviceAnswerShape.transform((text) => () => text).optional(),
  }),
  output: z.object({ mustChangePassword: z.boolean() }),
})

export const signOut = endpoint({
  method: 'POST',
  path: '/people/sign-out',
  may: 'signed-in',
  audit: 'people.signed-out',
  about: 'Ends the session of the cookie. Drafts stay on the device.',
  input: z.object({}),
  output: z.object({}),
})

export const getMe = endpoint({
  method: 'GET',
  path: '/people/me',
  may: 'signed-in',
  audit: 'none',
  about: 'Who the session belongs to, with bureau, permissions and the validity of the enforcement certificate.',
  input: z.object({}),
  output: Me,
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/people/change-password',
  may: 'signed-in',
  audit: 'people.password-changed',
  about: 'Sets a new password of at least 12 characters and ends every other session of the account.',
  input: z.object({ current: Secret, password: Secret }),
  output: z.object({}),
})

export const listOfficers = endpoint({
  method: 'GET',
  path: '/people/officers',
  may: 'people.read',
  audit: 'none',
  about:
    'Officers of the own bureau and those below it, by bureau and name, at most 500. `certifiedOn` keeps those ' +
    'who may enforce that day; `left` gives those who have left instead of those who serve.',
  input: z.object({
    role: z.string().optional(),
    certifiedOn: LawDate.optional(),
    bureau: z.string().optional(),
    left: z.enum(['true']).optional(),
  }),
  output: z.object({ officers: z.array(OfficerInList) }),
})

export const getOfficer = endpoint({
  method: 'GET',
  path: '/people/officers/:id',
  may: 'people.read',
  audit: 'people.officer-read',
  about: 'One officer with the history of his certificate and of his leaving and coming back, newest first.',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    officer: Officer,
    certificates: z.array(Certificate.extend({ recordedAt: z.string(), recordedBy: z.string(), reason: z.string() })),
    departures: z.array(Departure),
  }),
})

const NewCertificate = z
  .object({
    number: z.string().trim().min(1, '请填写执法证号').max(60, '执法证号过长'),
    validFrom: LawDate,
    validTo: LawDate,
    status: z.enum(['valid', 'suspended', 'revoked']),
  })
  .refine(({ validFrom, validTo }) => validFrom <= validTo, { message: '有效期止应不早于有效期起', path: ['validTo'] })

export const createOfficer = endpoint({
  method: 'POST',
  path: '/people/officers',
  may: 'people.manage',
  audit: 'people.officer-created',
  about:
    'Creates an officer with his account. Roles that join two sides of one act are refused (APL 57, 58, 64). The ' +
    'password must be changed at first sign-in.',
  input: z.object({
    region: z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/, '请选择所属机构'),
    name: z.string().trim().min(1, '请填写姓名').max(40, '姓名过长'),
    phone: z.string().trim().max(30, '电话过长'),
    unit: z.string().trim().max(60, '内设机构名称过长').optional(),
    roles: Roles.min(1, '请至少选择一个角色'),
    certificate: NewCertificate.nullable(),
    username: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9._-]{2,39}$/, '用户名为3至40个小写字母、数字、点、横线，以字母开头'),
    password: Secret,
  }),
  output: Officer,
})

export const recordCertificate = endpoint({
  method: 'POST',
  path: '/people/officers/:id/certificate',
  may: 'people.manage',
  audit: 'people.certificate-recorded',
  about: 'Adds a row to the history of the certificate: renewal, suspension, revocation. Rows are never changed.',
  input: NewCertificate.safeExtend({
    id: z.uuid(),
    reason: z.string().trim().min(1, '请写明原因').max(200, '原因过长'),
  }),
  output: Officer,
})

export const listBureaus = endpoint({
  method: 'GET',
  path: '/people/bureaus',
  may: 'people.read',
  audit: 'none',
  about: 'The own bureau and those below it, by division code: a code that begins with another lies under it.',
  input: z.object({}),
  output: z.object({ bureaus: z.array(Bureau) }),
})

export const listSessions = endpoint({
  method: 'GET',
  path: '/people/sessions',
  may: 'signed-in',
  audit: 'people.sessions-read',
  about:
    'Own sessions, newest first; with `officer`, for the administrator, those of an officer in scope. At most ' +
    '100.',
  input: z.object({ officer: z.uuid().optional() }),
  output: z.object({ sessions: z.array(Session.extend({ isThisOne: z.boolean() })) }),
})

export const endSession = endpoint({
  method: 'POST',
  path: '/people/sessions/:id/end',
  may: 'signed-in',
  audit: 'people.session-ended',
  about: 'Ends a session at once: one of the own, or for the administrator any in scope.',
  input: z.object({ id: z.uuid() }),
  output: z.object({}),
})

export const endSessions = endpoint({
  method: 'POST',
  path: '/people/sessions/end-all',
  may: 'signed-in',
  audit: 'people.sessions-ended',
  about:
    'Ends every session but this one and forgets every known device: of the own account, or for the administrator ' +
    'those of an officer in scope.',
  input: z.object({ officer: z.uuid().optional() }),
  output: z.object({}),
})
