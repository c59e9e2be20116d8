/**
 * With which algorithms the journal is hashed and its checkpoints are signed: the international pair, or the national one
 * that a bureau's commercial-cryptography review asks for (GM/T 0004 SM3, GM/T 0003 SM2). What was written with one stays
 * provable after a change to the other.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign as signBytes,
  verify as verifyBytes,
  type KeyObject,
} from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sm2 } from 'sm-crypto-v2'

export type HashName = 'sha256' | 'sm3'
export const SUITES = { 'sha256-ed25519': 'sha256', 'sm3-sm2': 'sm3' } as const satisfies Record<string, HashName>
export type Suite = keyof typeof SUITES

export const isSuite = (text: string): text is Suite => text in SUITES

/** A key of this installation; `publicKey` is what an auditor writes down. */
export type Signer = {
  readonly suite: Suite
  /** Ed25519: SPKI in base64. SM2: `sm2:` and the uncompressed point in hexadecimal. */
  readonly publicKey: string
  sign(text: string): string
}

const SM2 = 'sm2:'
const FILES: Record<Suite, string> = { 'sha256-ed25519': 'journal-ed25519.pem', 'sm3-sm2': 'journal-sm2.key' }
const keyFile = (dataDir: string, suite: Suite) => join(dataDir, 'keys', FILES[suite])

/** The signing key of the installation, made on first use and readable by its own user only. */
export async function signerIn(dataDir: string, suite: Suite): Promise<Signer> {
  const path = keyFile(dataDir, suite)
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known) return signerOf(suite, known)
  const fresh = freshKey(suite)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const part = `${path}.${process.pid}.part`
  await writeFile(part, fresh, { mode: 0o600, flag: 'w' })
  await rename(part, path)
  return signerOf(suite, fresh)
}

function freshKey(suite: Suite): string {
  if (suite === 'sm3-sm2') return `${sm2.generateKeyPairHex().privateKey}\n`
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function signerOf(suite: Suite, kept: string): Signer {
  if (suite === 'sm3-sm2') {
    const secret = kept.trim()
    const point = sm2.getPublicKeyFromPrivateKey(secret)
    return {
      suite,
      publicKey: `${SM2}${point}`,
      sign: (text) => sm2.doSignature(Buffer.from(text), secret, { der: true, hash: true, publicKey: point }),
    }
  }
  const key: KeyObject = createPrivateKey(kept)
  return {
    suite,
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (text) => signBytes(null, Buffer.from(text), key).toString('base64'),
  }
}

/** The public keys by which an auditor knows this installation, one for each suite that it ever signed with. */
export async function publicKeysIn(dataDir: string): Promise<string[]> {
  const kept = await Promise.all(
    (Object.keys(FILES) as Suite[]).map(async (suite) => {
      const text = await readFile(keyFile(dataDir, suite), 'utf8').catch(() => null)
      return text ? [signerOf(suite, text).publicKey] : []
    }),
  )
  return kept.flat()
}

/** False for a signature that does not fit; throws when the key itself cannot be read. */
export function isSignedBy(publicKey: string, { text, signature }: { text: string; signature: string }): boolean {
  if (publicKey.startsWith(SM2))
    return sm2.doVerifySignature(Buffer.from(text), signature, publicKey.slice(SM2.length), { der: true, hash: true })
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
  return verifyBytes(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))
}
