/** An identity provider that proves nothing, or somebody else's word, is not believed. The provider is ours to falsify. */
import assert from 'node:assert/strict'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { NotVouched, openOidc } from './oidc.ts'

const CLIENT = 'plumbline'
const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const OWN = keyPair()
const FOREIGN = keyPair()

type Claims = Readonly<Record<string, unknown>>
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function tokenOf(claims: Claims, key: KeyObject | null): string {
  const head = `${encode({ alg: key ? 'RS256' : 'none', kid: 'one' })}.${encode(claims)}`
  return `${head}.${key ? sign('sha256', Buffer.from(head), key).toString('base64url') : ''}`
}

type Falsified = { readonly claims?: Claims; readonly key?: KeyObject | null; readonly issuer?: string }

/** Signs in once by a provider whose ID token, signature or metadata were changed as told. */
async function signInBy(t: TestContext, { claims = {}, key = OWN.privateKey, issuer }: Falsified) {
  let nonce = ''
  const server = createServer((request, response) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const now = Math.floor(Date.now() / 1000)
    const right = { iss: base, aud: CLIENT, sub: 'one', iat: now, exp: now + 60, nonce, preferred_username: 'dandian' }
    const answers: Record<string, unknown> = {
      '/.well-known/openid-configuration': {
        issuer: issuer ?? base,
        authorization_endpoint: `${base}/auth`,
        token_endpoint: `${base}/token`,
        jwks_uri: `${base}/jwks`,
      },
      '/jwks': { keys: [{ ...OWN.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
      '/token': { access_token: 'a', token_type: 'Bearer', id_token: tokenOf({ ...right, ...claims }, key) },
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[request.url ?? ''] ?? {}))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  t.after(() => server.close())
  const provider = openOidc({
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clientId: CLIENT,
    clientSecret: 'of the tests',
    claim: 'preferred_username',
    label: '统一身份认证',
    redirectUri: 'https://plumbline.example/desk/sso',
  })
  const attempt = await provider.begin()
  nonce = attempt.nonce
  return provider.finish(`code=c&state=${attempt.state}`, attempt)
}

test('an ID token of the provider, signed with its key, is believed', async (t) => {
  assert.equal((await signInBy(t, {})).username, 'dandian')
})

for (const [what, falsified] of Object.entries({
  'signed with another key': { key: FOREIGN.privateKey },
  'that is not signed': { key: null },
  'meant for another client': { claims: { aud: 'somebody-else' } },
  'of another issuer': { claims: { iss: 'https://evil.example' } },
  'whose time is over': { claims: { exp: Math.floor(Date.now() / 1000) - 600 } },
  'of another sign-in': { claims: { nonce: 'of-another-sign-in' } },
} satisfies Record<string, Falsified>)) {
  test(`an ID token ${what} is not believed`, async (t) => {
    await assert.rejects(signInBy(t, falsified), NotVouched)
  })
}

test('metadata that name another issuer than the one that was configured are not believed', async (t) => {
  await assert.rejects(signInBy(t, { issuer: 'https://evil.example' }), NotVouched)
})
