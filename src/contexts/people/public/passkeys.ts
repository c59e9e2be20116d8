/** Questions to a device that holds a passkey, and what its answers prove (WebAuthn). */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Instant } from '../../../kernel/time.ts'
import type { Ctx } from '../../../platform/http.ts'
import type { Account } from '../store.ts'
import * as store from '../store/passkeys.ts'

const GOOD_FOR_MS = 300_000

/** Loaded with the first passkey: most servers of most days need it not. */
const webauthn = () => import('@simplewebauthn/server')

type Asking = Pick<Ctx, 'tx' | 'at' | 'site'>

const endOf = (at: Instant): Instant => new Date(Date.parse(at) + GOOD_FOR_MS).toISOString()

/** What the page shows the device to make a passkey for this site; one that is there already is not made twice. */
export async function askForPasskey({ tx, at, site }: Asking, account: Account): Promise<string> {
  const known = await store.lockPasskeys(tx, account.id)
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: '准绳 Plumbline',
    rpID: site.host,
    userName: account.username,
    userID: Buffer.from(account.id),
    attestationType: 'none',
    timeout: GOOD_FOR_MS,
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
  await store.keepChallenge(tx, account, { purpose: 'enrol', challenge: options.challenge, endsAt: endOf(at) })
  return JSON.stringify(options)
}

/** The key that the device made; null when its answer proves nothing here. */
export async function passkeyIn({ tx, at, site }: Asking, account: Account, answer: string) {
  const expectedChallenge = await store.takeChallenge(tx, account.id, { purpose: 'enrol', at })
  const response = jsonOf<RegistrationResponseJSON>(answer)
  if (!expectedChallenge || !response) return null
  const { verified, registrationInfo } = await (await webauthn())
    .verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      requireUserVerification: false,
    })
    .catch(() => ({ verified: false, registrationInfo: undefined }))
  return verified && registrationInfo ? registrationInfo.credential : null
}

/** What the page shows the device at sign-in; null for an account without passkeys. */
export async function askPasskey({ tx, at, site }: Asking, account: Account): Promise<string | null> {
  const known = await store.lockPasskeys(tx, account.id)
  if (known.length === 0) return null
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: site.host,
    timeout: GOOD_FOR_MS,
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
    userVerification: 'preferred',
  })
  await store.keepChallenge(tx, account, { purpose: 'sign-in', challenge: options.challenge, endsAt: endOf(at) })
  return JSON.stringify(options)
}

/** Whether the device signed the question that was put at this sign-in with a passkey of the account. */
export async function isPasskeyRight({ tx, at, site }: Asking, account: Account, answer: string): Promise<boolean> {
  const known = await store.lockPasskeys(tx, account.id)
  const expectedChallenge = await store.takeChallenge(tx, account.id, { purpose: 'sign-in', at })
  const response = jsonOf<AuthenticationResponseJSON>(answer)
  const passkey = known.find(({ credentialId }) => credentialId === response?.id)
  if (!expectedChallenge || !response || !passkey) return false
  const { credentialId, publicKey, counter, transports } = passkey
  const { verified, authenticationInfo } = await (await webauthn())
    .verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.host,
      credential: { id: credentialId, publicKey: new Uint8Array(publicKey), counter, transports: [...transports] },
      requireUserVerification: false,
    })
    .catch(() => ({ verified: false, authenticationInfo: undefined }))
  if (!verified || !authenticationInfo) return false
  await store.savePasskeyUse(tx, passkey.id, { counter: authenticationInfo.newCounter, at })
  return true
}

function jsonOf<Answer>(text: string): Answer | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? (read as Answer) : null
  } catch {
    return null
  }
}
