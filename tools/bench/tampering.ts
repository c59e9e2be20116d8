/**
 * `bench tampering` (W9): a journal of a million rows with a signed checkpoint outside. First everything that the
 * application's own database role can try, then what a superuser can do; after each the journal is verified. [--rows N]
 */
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { anchorsOf, appendCheckpoint, readCheckpoints } from '../../src/platform/checkpoint.ts'
import { asOwner, NATIONWIDE, withDatabase, type Database } from '../../src/platform/db.ts'
import { verifyJournal, type Verdict } from '../../src/platform/journal.ts'
import { publicKeysIn } from '../../src/platform/signing.ts'
import { fillJournal } from './long-journal.ts'
import { progress } from './many-cases.ts'
import { withOwnDatabase, type OwnDatabase } from './own-database.ts'
import { machine } from './province.ts'
import { REGIONS } from './record-history.ts'

type Deed = { readonly what: string; readonly statement: string }

const [REGION] = REGIONS
const MIDDLE = `region = '${REGION}' and seq = 50`

/** What the role of the application can try; the first five must be refused by the database itself. */
const BY_APPLICATION: readonly Deed[] = [
  { what: 'change a row', statement: `update journal.entry set detail = '{}' where ${MIDDLE}` },
  { what: 'delete a row', statement: `delete from journal.entry where ${MIDDLE}` },
  { what: 'empty the table', statement: 'truncate journal.entry' },
  {
    what: 'swap two rows',
    statement: `update journal.entry set seq = 101 - seq where region = '${REGION}' and seq in (50, 51)`,
  },
  {
    what: 'insert a row between two',
    statement: `insert into journal.entry select region, seq, at, device_at, asker, asker_name, address, action, outcome, subject_kind,
      subject_id, cites, digest, '{"forged": true}', prev_hash, hash, hashed_with from journal.entry where ${MIDDLE}`,
  },
  {
    what: 'append a forged row',
    statement: `insert into journal.entry select region, seq + 1, at, device_at, asker, asker_name, address, action, outcome, subject_kind,
      subject_id, cites, digest, '{"forged": true}', hash, md5(hash), hashed_with from journal.entry where region = '${REGION}' order by seq desc limit 1;
      update journal.chain set seq = seq + 1, hash = md5(hash) where region = '${REGION}'`,
  },
  { what: 'set the head back', statement: `update journal.chain set seq = seq - 5 where region = '${REGION}'` },
]

const BY_SUPERUSER: readonly Deed[] = [
  ...BY_APPLICATION.filter(({ what }) =>
    ['change a row', 'delete a row', 'empty the table', 'append a forged row'].includes(what),
  ),
  {
    what: 'swap two rows',
    statement: `update journal.entry set seq = -seq where false;
      alter table journal.entry drop constraint entry_seq_check;
      update journal.entry set seq = -seq where region = '${REGION}' and seq in (50, 51);
      update journal.entry set seq = 101 + seq where region = '${REGION}' and seq in (-50, -51)`,
  },
  {
    what: 'put an older backup over it',
    statement: `delete from journal.entry where region = '${REGION}' and seq > 100;
      update journal.chain set seq = 100, hash = (select hash from journal.entry where region = '${REGION}' and seq = 100) where region = '${REGION}'`,
  },
]

export type TamperRow = {
  readonly by: 'application' | 'superuser'
  readonly what: string
  /** Refused by the database, or told by the verification; both keep the journal trustworthy. */
  readonly outcome: 'refused' | 'told' | 'unnoticed'
  readonly why: string
}

/** Runs a deed and verifies inside one transaction that is rolled back, so that each begins from the whole journal. */
async function tryOut(
  adminUrl: string,
  deed: Deed,
  parts: { by: TamperRow['by']; verify: Verify },
): Promise<TamperRow> {
  const row = { by: parts.by, what: deed.what }
  return asOwner(adminUrl, async (client) => {
    await client.query('begin')
    try {
      if (parts.by === 'application') {
        await client.query('set local role plumbline_app')
        await client.query(
          `select set_config('plumbline.scope_from', '0', true), set_config('plumbline.scope_below', '~', true)`,
        )
      }
      const refusal = await client.query(deed.statement).then(
        () => null,
        (error: Error) => error.message,
      )
      if (refusal !== null) return { ...row, outcome: 'refused', why: refusal }
      await client.query('commit')
    } catch (error) {
      return { ...row, outcome: 'refused', why: error instanceof Error ? error.message : String(error) }
    } finally {
      await client.query('rollback')
    }
    const { ok, firstBroken } = await parts.verify()
    return ok
      ? { ...row, outcome: 'unnoticed', why: '' }
      : { ...row, outcome: 'told', why: `${firstBroken?.region} ${firstBroken?.seq}: ${firstBroken?.why}` }
  })
}

type Verify = () => Promise<Verdict>

/** A copy of the journal beside it, so that what a deed did can be put back. */
const KEEP = `create table public.kept_entry as table journal.entry; create table public.kept_chain as table journal.chain`
const PUT_BACK = `truncate journal.entry; insert into journal.entry table public.kept_entry; truncate journal.chain; insert into journal.chain table public.kept_chain`

export async function runTampering(
  { url, adminUrl, folder }: Pick<OwnDatabase, 'url' | 'adminUrl' | 'folder'>,
  { rows }: { rows: number },
) {
  const records = Math.ceil(rows / 5)
  await fillJournal(adminUrl, { regions: REGIONS, records, changes: 5, tell: progress('rows of journal', records * 5) })
  const file = join(folder, 'anchor.jsonl')
  return withDatabase(url, 2, async (db: Database) => {
    await db.transaction(NATIONWIDE, (tx) =>
      appendCheckpoint(tx, { file, dataDir: folder, at: new Date().toISOString(), suite: 'sha256-ed25519' }),
    )
    const verify: Verify = async () => {
      const read = await readCheckpoints(file, await publicKeysIn(folder))
      if (!read.ok) throw new Error(read.why)
      return db.transaction(NATIONWIDE, (tx) => verifyJournal(tx, { anchors: anchorsOf(read.checkpoints) }))
    }
    const from = performance.now()
    const untouched = await verify()
    const verifySeconds = (performance.now() - from) / 1000
    await asOwner(adminUrl, (client) => client.query(KEEP))
    const table: TamperRow[] = []
    for (const [by, deeds] of [
      ['application', BY_APPLICATION],
      ['superuser', BY_SUPERUSER],
    ] as const)
      for (const deed of deeds) {
        const tried = await tryOut(adminUrl, deed, { by, verify })
        table.push(tried)
        if (tried.outcome !== 'refused') await asOwner(adminUrl, (client) => client.query(PUT_BACK))
      }
    return { untouched, verifySeconds: Number(verifySeconds.toFixed(1)), table }
  })
}

export async function tampering(args: string[]) {
  const { values } = parseArgs({ args, options: { rows: { type: 'string', default: '1000000' } } })
  return withOwnDatabase(async (database) => {
    const ours = await runTampering(database, { rows: Number(values.rows) })
    return {
      name: 'tampering',
      dataset: { rows: ours.untouched.rows, chains: ours.untouched.chains },
      ours,
      machine: machine(),
      ok: ours.untouched.ok && ours.table.every(({ outcome }) => outcome !== 'unnoticed'),
    }
  })
}
