/**
 * Signed checkpoints of the journal. A chain of hashes proves that no row inside it was touched; that its end was not
 * cut off, or the whole of it written anew, only a witness outside the database can prove. That witness is a file of
 * checkpoints: one JSON line each, signed with the installation's Ed25519 key and chained to the line before.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sql from 'sql-template-tag'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from './db.ts'
import { canonical, type ChainHead } from './journal.ts'

type Content = {
  readonly format: 1
  readonly at: Instant
  readonly heads: readonly ChainHead[]
  /** SHA-256 of the line before; empty on the first. */
  readonly previous: string
  /** Ed25519, SPKI, base64. */
  readonly publicKey: string
}
export type Checkpoint = Content & { readonly signature: string }

const KEY = 'journal-ed25519.pem'
/** Where the installation keeps its own checkpoints; a copy elsewhere is what an auditor believes. */
export const checkpointsIn = (dataDir: string): string => join(dataDir, 'keys', 'journal-checkpoints.jsonl')

/** The signing key of the installation, made on first use and readable by its own user only. */
export async function signingKey(dataDir: string): Promise<KeyObject> {
  const path = join(dataDir, 'keys', KEY)
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known) return createPrivateKey(known)
  const { privateKey } = generateKeyPairSync('ed25519')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const part = `${path}.${process.pid}.part`
  await writeFile(part, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'w' })
  await rename(part, path)
  return privateKey
}

const publicOf = (key: KeyObject): string =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')

/** The public key by which an auditor knows this installation; null before its first checkpoint. */
export async function publicKeyIn(dataDir: string): Promise<string | null> {
  const pem = await readFile(join(dataDir, 'keys', KEY), 'utf8').catch(() => null)
  return pem ? publicOf(createPrivateKey(pem)) : null
}

const lineDigest = (line: string) => createHash('sha256').update(line).digest('hex')

/** Appends a checkpoint of every chain to the file, which is made when it is missing. */
export async function appendCheckpoint(
  tx: Tx,
  { file, dataDir, at }: { file: string; dataDir: string; at: Instant },
): Promise<Checkpoint> {
  const heads = await tx.rows<ChainHead>(sql`select region, seq, hash from journal.chain order by region`)
  const key = await signingKey(dataDir)
  const text = await readFile(file, 'utf8').catch(() => '')
  const lines = linesOf(text)
  const content: Content = {
    format: 1,
    at,
    heads,
    previous: lines.length > 0 ? lineDigest(lines.at(-1) ?? '') : '',
    publicKey: publicOf(key),
  }
  const checkpoint: Checkpoint = {
    ...content,
    signature: sign(null, Buffer.from(canonical(content)), key).toString('base64'),
  }
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await appendFile(file, `${text === '' || text.endsWith('\n') ? '' : '\n'}${JSON.stringify(checkpoint)}\n`, {
    flush: true,
    mode: 0o600,
  })
  return checkpoint
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '')

export type ReadCheckpoints =
  | { readonly ok: true; readonly checkpoints: readonly Checkpoint[] }
  | { readonly ok: false; readonly line: number; readonly why: string }

/**
 * Reads an anchor file and proves it: each line signed, each chained to the one before, all by one key.
 * @param publicKey the key the reader expects; left out, the first line's own
 */
export async function readCheckpoints(file: string, publicKey?: string | null): Promise<ReadCheckpoints> {
  const lines = linesOf(await readFile(file, 'utf8'))
  const checkpoints: Checkpoint[] = []
  for (const [index, line] of lines.entries()) {
    const why = whyNotBelieved(line, {
      previous: index === 0 ? null : lineDigest(lines[index - 1] ?? ''),
      publicKey: publicKey ?? checkpoints[0]?.publicKey ?? null,
    })
    if (why) return { ok: false, line: index + 1, why }
    checkpoints.push(JSON.parse(line) as Checkpoint)
  }
  return { ok: true, checkpoints }
}

type Expected = { readonly previous: string | null; readonly publicKey: string | null }

function whyNotBelieved(line: string, { previous, publicKey }: Expected): string | null {
  try {
    const { signature, ...content } = JSON.parse(line) as Checkpoint
    if (publicKey !== null && content.publicKey !== publicKey) return 'the checkpoint was signed with another key'
    const key = createPublicKey({ key: Buffer.from(content.publicKey, 'base64'), type: 'spki', format: 'der' })
    const isSigned = verify(null, Buffer.from(canonical(content)), key, Buffer.from(signature, 'base64'))
    if (!isSigned) return 'the signature does not fit: the checkpoint was altered'
    // The first line of a file may continue one that was carried away earlier.
    if (previous !== null && content.previous !== previous) return 'a checkpoint before it was removed or replaced'
    return null
  } catch {
    return 'the line is no checkpoint'
  }
}

/** Every head that a checkpoint ever saw, by region, in the order of their numbers. */
export function anchorsOf(checkpoints: readonly Checkpoint[]): Map<string, Map<number, string>> {
  const anchors = new Map<string, Map<number, string>>()
  for (const { heads } of checkpoints)
    for (const { region, seq, hash } of heads) {
      const known = anchors.get(region) ?? new Map<number, string>()
      // Two checkpoints that saw other hashes at one number: the later one must not hide the earlier.
      if (!known.has(seq)) known.set(seq, hash)
      anchors.set(region, known)
    }
  return anchors
}
