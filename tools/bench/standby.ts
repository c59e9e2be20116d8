/** A second machine for the database: a standby by streaming, and the loss of the primary, as docs/operations.md describes them. */
import { spawnSync } from 'node:child_process'
import { appendFile, chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import sql from 'sql-template-tag'
import { asOwner, NATIONWIDE, withDatabase } from '../../src/platform/db.ts'
import { startEmbedded, type EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts'

const NAME = 'second'
const STREAMS_WITHIN_MS = 30_000
const quiet = { info: () => undefined, error: () => undefined }

/** A file that belongs to whom the folder belongs: the server is not run by root. */
async function writeFor(path: string, text: string): Promise<void> {
  const { uid, gid } = await stat(dirname(path))
  await writeFile(path, text)
  await chown(path, uid, gid)
}

/**
 * Copies the running primary to `dataDir`, starts the copy as its standby, and from then on lets the primary acknowledge
 * a commit only when the standby has written it to its disk as well.
 */
export async function addStandby(primary: EmbeddedPostgres, dataDir: string, port: number): Promise<EmbeddedPostgres> {
  await mkdir(dataDir)
  await chmod(dataDir, 0o755)
  const cluster = join(dataDir, 'cluster')
  await asOwner(primary.adminUrl, async (client) => {
    await client.query("select pg_backup_start('standby', true)")
    // What vanishes while it is copied is no part of the copy; the log that came meanwhile is streamed.
    spawnSync('cp', ['-a', join(primary.folder, 'cluster'), dataDir])
    spawnSync('cp', ['-a', join(primary.folder, 'passwords.json'), dataDir])
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await writeFor(join(cluster, 'backup_label'), rows[0]?.labelfile ?? '')
  })
  await rm(join(cluster, 'postmaster.pid'), { force: true })
  const from = new URL(primary.adminUrl)
  const conninfo = `host=127.0.0.1 port=${from.port} user=postgres password=${from.password} application_name=${NAME}`
  await writeFor(join(cluster, 'standby.signal'), '')
  await appendFile(
    join(cluster, 'postgresql.auto.conf'),
    `primary_conninfo = '${conninfo}'\nwal_retrieve_retry_interval = '200ms'\n`,
  )
  const standby = await startEmbedded({ dataDir, port, log: quiet })
  await asOwner(primary.adminUrl, async (client) => {
    await client.query(`alter system set synchronous_standby_names = '${NAME}'`)
    await client.query('select pg_reload_conf()')
    const isInStep = async () => {
      const { rows } = await client.query<{ state: string }>('select sync_state as state from pg_stat_replication')
      return rows[0]?.state === 'sync'
    }
    for (const until = Date.now() + STREAMS_WITHIN_MS; !(await isInStep()); await sleep(20))
      if (Date.now() > until) throw new Error(`the standby does not stream: ${join(dataDir, 'postgres.log')}`)
  })
  return standby
}

/** Whether both ways to the database lead to the primary, though its standby answers and is listed first. */
export async function passesStandby(primary: EmbeddedPostgres, standby: EmbeddedPostgres): Promise<boolean> {
  const listed = (from: string) =>
    from.replace(new URL(from).host, `${new URL(standby.url).host},${new URL(from).host}`)
  const reads = 'select pg_is_in_recovery() as reads'
  const byOwner = await asOwner(listed(primary.ownerUrl), async (client) => (await client.query(reads)).rows[0])
  const byPool = await withDatabase(listed(primary.url), 1, (db) =>
    db.transaction(NATIONWIDE, (tx) => tx.find<{ reads: boolean }>(sql`select pg_is_in_recovery() as reads`)),
  )
  return byOwner.reads === false && byPool?.reads === false
}

/** Kills the primary with -9, never to come back, and promotes its standby. */
export async function losePrimary(primary: EmbeddedPostgres, standby: EmbeddedPostgres): Promise<void> {
  const pid = Number.parseInt(await readFile(join(primary.folder, 'cluster/postmaster.pid'), 'utf8'), 10)
  process.kill(pid, 'SIGKILL')
  await primary.stop() // or it would be started again, as after any crash
  await asOwner(standby.adminUrl, (client) => client.query('select pg_promote()'))
}
