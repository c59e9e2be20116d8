/**
 * Signed checkpoints of the journal. A chain of hashes proves that no row inside it was touched; that its end was not
 * cut off, or the whole of it written anew, only a witness outside the database can prove. That witness is a file of
 * checkpoints: one JSON line each, signed with the installation's key and chained to the line before.
 */
import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sql from 'sql-template-tag'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from './db.ts'
import { canonical, type ChainHead } from './journal.ts'
import { isSignedBy, signerIn, SUITES, type Suite } from './signing.ts'

type Content = {
  readonly format: 1
  readonly at: Instant
  readonly heads: readonly ChainHead[]
  /** Hash of the line before, by this line's suite; empty on the first. */
  readonly previous: string
  readonly publicKey: string
  /** Left out by lines of SHA-256 and Ed25519, which were there before there was a choice. */
  readonly suite?: Suite
}
export type Checkpoint = Content & { readonly signature: string }

/** Where the installation keeps its own checkpoints; a copy elsewhere is what an auditor believes. */
export const checkpointsIn = (dataDir: string): string => join(dataDir, 'keys', 'journal-checkpoints.jsonl')

const suiteOf = ({ suite }: Pick<Content, 'suite'>): Suite => suite ?? 'sha256-ed25519'
const lineDigest = (line: string, suite: Suite) => createHash(SUITES[suite]).update(line).digest('hex')

/** Appends a checkpoint of every chain to the file, which is made when it is missing. */
export async function appendCheckpoint(
  tx: Tx,
  { file, dataDir, at, suite }: { file: string; dataDir: string; at: Instant; suite: Suite },
): Promise<Checkpoint> {
  const heads = await tx.rows<ChainHead>(sql`select region, seq, hash from journal.chain order by region`)
  const signer = await signerIn(dataDir, suite)
  const text = await readFile(file, 'utf8').catch(() => '')
  const lines = linesOf(text)
  const content: Content = {
    format: 1,
    at,
    heads,
    previous: lines.length > 0 ? lineDigest(lines.at(-1) ?? '', suite) : '',
    publicKey: signer.publicKey,
    ...(suite === 'sha256-ed25519' ? {} : { suite }),
  }
  const checkpoint: Checkpoint = { ...content, signature: signer.sign(canonical(content)) }
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
 * Reads an anchor file and proves it: each line signed, each chained to the one before, all by keys that are expected.
 * @param publicKeys the keys the reader expects; without any, the first line's own
 */
export async function readCheckpoints(file: string, publicKeys: readonly string[] = []): Promise<ReadCheckpoints> {
  const lines = linesOf(await readFile(file, 'utf8'))
  const checkpoints: Checkpoint[] = []
  for (const [index, line] of lines.entries()) {
    const why = whyNotBelieved(line, {
      previous: index === 0 ? null : (lines[index - 1] ?? ''),
      publicKeys: publicKeys.length > 0 ? publicKeys : checkpoints.slice(0, 1).map(({ publicKey }) => publicKey),
    })
    if (why) return { ok: false, line: index + 1, why }
    checkpoints.push(JSON.parse(line) as Checkpoint)
  }
  return { ok: true, checkpoints }
}

/** `previous` is the line before, null on the first; no key at all means that any is believed. */
type Expected = { readonly previous: string | null; readonly publicKeys: readonly string[] }

function whyNotBelieved(line: string, { previous, publicKeys }: Expected): string | null {
  try {
    const { signature, ...content } = JSON.parse(line) as Checkpoint
    if (publicKeys.length > 0 && !publicKeys.includes(content.publicKey))
      return 'the checkpoint was signed with another key'
    const isSigned = isSignedBy(content.publicKey, { text: canonical(content), signature })
    if (!isSigned) return 'the signature does not fit: the checkpoint was altered'
    // The first line of a file may continue one that was carried away earlier.
    if (previous !== null && content.previous !== lineDigest(previous, suiteOf(content)))
      return 'a checkpoint before it was removed or replaced'
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
