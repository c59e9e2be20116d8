import { createHash } from 'node:crypto'
import sql from 'sql-template-tag'
import type { Instant } from '../kernel/time.ts'
import type { Tx } from './db.ts'
import type { HashName } from './signing.ts'

/** What one act leaves behind. */
export type JournalAct = {
  /** The bureau on whose chain the act is written. */
  readonly region: string
  readonly at: Instant
  /** The device's own clock, where the act was done before it arrived. */
  readonly deviceAt: Instant | null
  readonly asker: string
  readonly askerName: string
  readonly address: string
  readonly action: string
  readonly outcome: 'done' | 'refused' | 'read'
  readonly subjectKind: string | null
  readonly subjectId: string | null
  /** Articles on which the act stands, as citation keys. */
  readonly cites: string
  /**
   * SHA-256 of the whole request and answer, so that the record proves what was asked without repeating personal data.
   */
  readonly digest: string
  readonly detail: Readonly<Record<string, unknown>>
}

export type JournalRow = JournalAct & {
  readonly seq: number
  /** The algorithm of `hash`; an installation may change it, and each row keeps its own. */
  readonly hashedWith: HashName
  readonly prevHash: string
  readonly hash: string
}

/** The chain of a bureau begins with the hash of its own code. */
export const genesisOf = (region: string): string => hashText(`plumbline journal ${region}`)

const hashText = (text: string, hashedWith: HashName = 'sha256') => createHash(hashedWith).update(text).digest('hex')

/** JSON with sorted keys: the same value always gives the same text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

type Unhashed = Omit<JournalRow, 'hash'>

/** The hash of a row covers every column and the hash before it. Rows of SHA-256 were there before there was a choice. */
export function hashOf({ hash: _, hashedWith, ...row }: Unhashed & { readonly hash?: string }): string {
  return hashText(canonical(hashedWith === 'sha256' ? row : { ...row, hashedWith }), hashedWith)
}

const HASH_KEY = 'journal-hash'

/** What every writer of this installation hashes new rows with; SHA-256 until somebody says otherwise. */
export const chooseJournalHash = (tx: Tx, hash: HashName): Promise<number> =>
  tx.run(sql`insert into platform.installation (key, value) values (${HASH_KEY}, ${hash})
    on conflict (key) do update set value = excluded.value where installation.value <> excluded.value`)

type Head = { readonly seq: number; readonly hash: string; readonly hashWith: HashName | null }

/** The end of a chain, held until the commit, so that acts of one bureau come one after the other; null before its first. */
const lockHead = (tx: Tx, region: string): Promise<Head | null> =>
  tx.find<Head>(
    sql`select seq, hash, (select value from platform.installation where key = ${HASH_KEY}) as "hashWith"
      from journal.chain where region = ${region} for update`,
  )

async function beginChain(tx: Tx, region: string): Promise<Head> {
  await tx.run(
    sql`insert into journal.chain (region, seq, hash) values (${region}, 0, ${genesisOf(region)}) on conflict do nothing`,
  )
  const head = await lockHead(tx, region)
  if (!head) throw new Error(`no journal chain for ${region}`)
  return head
}

/** Appends one row to the bureau's chain. Call it last in a transaction: it holds the chain's head until the commit. */
export async function appendToJournal(tx: Tx, act: JournalAct): Promise<JournalRow> {
  const head = (await lockHead(tx, act.region)) ?? (await beginChain(tx, act.region))
  // The detail passes through JSON once, so that what is hashed is what the database will give back.
  const unhashed: Unhashed = {
    ...act,
    hashedWith: head.hashWith ?? 'sha256',
    detail: JSON.parse(canonical(act.detail)) as Record<string, unknown>,
    seq: head.seq + 1,
    prevHash: head.hash,
  }
  const row: JournalRow = { ...unhashed, hash: hashOf(unhashed) }
  await tx.run(sql`
    with entry as (
      insert into journal.entry (region, seq, at, device_at, asker, asker_name, address, action, outcome, subject_kind, subject_id,
        cites, digest, detail, hashed_with, prev_hash, hash)
      values (${row.region}, ${row.seq}, ${row.at}, ${row.deviceAt}, ${row.asker}, ${row.askerName}, ${row.address}, ${row.action},
        ${row.outcome}, ${row.subjectKind}, ${row.subjectId}, ${row.cites}, ${row.digest}, ${canonical(row.detail)}::jsonb,
        ${row.hashedWith}, ${row.prevHash}, ${row.hash}))
    update journal.chain set seq = ${row.seq}, hash = ${row.hash} where region = ${row.region}`)
  return row
}

const COLUMNS = sql`region, seq, at, device_at as "deviceAt", asker, asker_name as "askerName", address, action, outcome,
  subject_kind as "subjectKind", subject_id as "subjectId", cites, digest, detail, hashed_with as "hashedWith", prev_hash as "prevHash", hash`

export type Verdict = {
  readonly ok: boolean
  readonly rows: number
  readonly chains: number
  readonly firstBroken: { region: string; seq: number; why: string } | null
}

export type ChainHead = { readonly region: string; readonly seq: number; readonly hash: string }

export type VerifyOptions = {
  /** Only chains of this scope; all when left out. */
  readonly region?: string | undefined
  /** By region: which hash a checkpoint outside the database saw at which number (checkpoint.ts). */
  readonly anchors?: ReadonlyMap<string, ReadonlyMap<number, string>>
  readonly progress?: (done: number, total: number) => void
}

const PAGE = 1000

/**
 * Walks every chain from its beginning and names the first row that does not fit: altered, missing, moved, cut off, or
 * other than a checkpoint saw it. Holds a thousand rows at a time, however long the journal is.
 * @param tx under a scope that sees the chains in question
 */
export async function verifyJournal(tx: Tx, { region = '', anchors, progress }: VerifyOptions = {}): Promise<Verdict> {
  const heads = await tx.rows<ChainHead>(
    sql`select region, seq, hash from journal.chain where starts_with(region, ${region}) order by region`,
  )
  const total = heads.reduce((sum, { seq }) => sum + seq, 0)
  const broken = (rows: number, firstBroken: Verdict['firstBroken']): Verdict => ({
    ok: false,
    rows,
    chains: heads.length,
    firstBroken,
  })
  const vanished = [...(anchors?.keys() ?? [])].find(
    (chain) => chain.startsWith(region) && !heads.some((head) => head.region === chain),
  )
  if (vanished) return broken(0, { region: vanished, seq: 1, why: 'a chain that a checkpoint saw is gone' })
  let rows = 0
  for (const head of heads) {
    const walked = await walkChain(tx, head, {
      anchors: anchors?.get(head.region),
      step: (count) => {
        rows += count
        progress?.(rows, total)
      },
    })
    if (walked) return broken(rows, { region: head.region, ...walked })
  }
  return { ok: true, rows, chains: heads.length, firstBroken: null }
}

type Walk = { anchors: ReadonlyMap<number, string> | undefined; step: (count: number) => void }
type Break = { readonly seq: number; readonly why: string }

async function walkChain(tx: Tx, head: ChainHead, { anchors, step }: Walk): Promise<Break | null> {
  let prevHash = genesisOf(head.region)
  let seq = 0
  // Only as far as the head read above: acts that arrive meanwhile are no concern of this walk.
  for (;;) {
    const page = await tx.rows<JournalRow>(
      sql`select ${COLUMNS} from journal.entry where region = ${head.region} and seq > ${seq} and seq <= ${head.seq} order by seq limit ${PAGE}`,
    )
    for (const [index, row] of page.entries()) {
      const why = whyUnfit(row, { seq: seq + 1, prevHash, anchor: anchors?.get(row.seq) })
      if (why) {
        step(index)
        return { seq: row.seq, why }
      }
      seq = row.seq
      prevHash = row.hash
    }
    step(page.length)
    if (page.length < PAGE) break
  }
  const seen = Math.max(0, ...(anchors?.keys() ?? []))
  if (seq !== head.seq || prevHash !== head.hash || seq < seen)
    return { seq: seq + 1, why: 'the end of the chain was cut off' }
  return null
}

type Place = { readonly seq: number; readonly prevHash: string; readonly anchor: string | undefined }

const whyUnfit = (row: JournalRow, { seq, prevHash, anchor }: Place): string | null =>
  row.seq !== seq
    ? `row ${seq} is missing`
    : row.prevHash !== prevHash
      ? 'the row before it was altered or replaced'
      : hashOf(row) !== row.hash
        ? 'the row was altered'
        : anchor !== undefined && anchor !== row.hash
          ? 'the chain was written anew: a checkpoint saw another row here'
          : null

/** The acts on one thing, oldest first, as far as the scope allows. */
export const journalOf = (tx: Tx, kind: string, id: string): Promise<JournalRow[]> =>
  tx.rows<JournalRow>(
    sql`select ${COLUMNS} from journal.entry where subject_kind = ${kind} and subject_id = ${id} order by at, seq limit 500`,
  )

/** The latest acts in the scope, newest first: the end of each chain, because each runs in the order of time. */
export const latestJournal = (tx: Tx, limit: number): Promise<JournalRow[]> =>
  tx.rows<JournalRow>(sql`
    select ${COLUMNS} from (
      select ended.* from journal.chain cross join lateral (
        select * from journal.entry where entry.region = chain.region order by seq desc limit ${limit}) ended
      where chain.region >= (select platform.scope_from()) and chain.region < (select platform.scope_below())) latest
    order by at desc, seq desc limit ${limit}`)

/** Where the first done act of that name on one thing stands: enough to find and check the row, nothing of its content. */
export type JournalPlace = {
  readonly region: string
  readonly seq: number
  readonly at: Instant
  readonly hash: string
}
export const placeInJournal = (
  tx: Tx,
  { kind, id, action }: { readonly kind: string; readonly id: string; readonly action: string },
): Promise<JournalPlace | null> =>
  tx.find<JournalPlace>(sql`select region, seq, at, hash from journal.proof_of(${kind}, ${id}, ${action})`)
