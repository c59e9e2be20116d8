/** The identity provider of an installation, spoken to by OpenID Connect: authorization code, PKCE, state and nonce. */
import * as client from 'openid-client'

export type OidcSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Which claim of the ID token names the account. */
  readonly claim: string
  /** What the button on the sign-in page calls the provider. */
  readonly label: string
  /** Where the provider sends the browser back to: the desk's own address. */
  readonly redirectUri: string
}

/** What a begun sign-in must remember until the browser comes back. */
export type Attempt = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** Whom the provider vouches for. */
export type Vouched = { readonly username: string; readonly checkedSecondFactor: boolean }

export type IdentityProvider = {
  readonly label: string
  begin(): Promise<Attempt & { readonly url: string }>
  /** @param query what the provider put behind the redirect address; throws NotVouched for whatever it does not prove */
  finish(query: string, attempt: Attempt): Promise<Vouched>
}

/** The provider said no, said nothing in time, or said something that proves nothing. */
export class NotVouched extends Error {
  override name = 'NotVouched'
}

const ANSWER_WITHIN_SECONDS = 4
/** A provider that is slow must not hold every connection of the database: these many wait for it at once. */
const WAITING_MAX = 4
/** RFC 8176: ways by which a provider says that it asked for more than a password. */
const SECOND_FACTORS = new Set(['mfa', 'otp', 'hwk', 'swk', 'sc', 'fpt', 'face'])

const isLoopback = ({ hostname }: URL) => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)

/** Asks nothing before the first sign-in, so that a provider that is away does not stop the start. */
export function openOidc(settings: OidcSettings): IdentityProvider {
  let found: Promise<client.Configuration> | null = null
  let waiting = 0
  const configuration = () => {
    found ??= discover(settings).catch((error: unknown) => {
      found = null
      throw error
    })
    return found
  }
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting >= WAITING_MAX) throw new NotVouched('too many sign-ins wait for the identity provider')
    waiting += 1
    try {
      return await work()
    } catch (error) {
      throw error instanceof NotVouched
        ? error
        : new NotVouched('the identity provider did not vouch', { cause: error })
    } finally {
      waiting -= 1
    }
  }
  return {
    label: settings.label,
    begin: () =>
      asking(async () => {
        const attempt = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        }
        const url = client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: settings.redirectUri,
          scope: 'openid profile',
          state: attempt.state,
          nonce: attempt.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
          code_challenge_method: 'S256',
        })
        return { ...attempt, url: url.href }
      }),
    finish: (query, attempt) =>
      asking(async () => {
        const answer = new URL(settings.redirectUri)
        answer.search = query
        const tokens = await client.authorizationCodeGrant(await configuration(), answer, {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        const username = claims?.[settings.claim]
        if (typeof username !== 'string' || username === '') throw new NotVouched(`no claim ${settings.claim}`)
        const ways = Array.isArray(claims?.['amr']) ? claims['amr'] : []
        return { username, checkedSecondFactor: ways.some((way) => SECOND_FACTORS.has(String(way))) }
      }),
  }
}

async function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const address = new URL(issuer)
  return client.discovery(address, clientId, undefined, client.ClientSecretBasic(clientSecret), {
    timeout: ANSWER_WITHIN_SECONDS,
    execute: [
      // The signature of the ID token is checked as well as the connection on which it came.
      client.enableNonRepudiationChecks,
      // Without TLS only on this machine, as a proxy beside us would be.
      ...(isLoopback(address) ? [client.allowInsecureRequests] : []),
    ],
  })
}
