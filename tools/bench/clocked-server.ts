/**
 * One server of the product as a process of its own, whose clock began at another time: a day in the history of a
 * synthetic province can be lived through whenever the bench runs. Started with fork(); tells its port to its parent.
 */
import { composePlumbline } from '../../src/server.ts'
import { openLog } from '../../src/platform/log.ts'
import { fieldKeysIn, tellFieldKeys } from '../../src/platform/sealing.ts'

const { DATABASE_URL: databaseUrl, PLUMBLINE_FILES: filesFolder, PLUMBLINE_DATA: dataDir, BENCH_NOW: now } = process.env
if (!databaseUrl || !filesFolder || !dataDir || !now)
  throw new Error('started by a bench, with DATABASE_URL, PLUMBLINE_FILES, PLUMBLINE_DATA and BENCH_NOW')
tellFieldKeys(() => fieldKeysIn(dataDir))
const ahead = Date.parse(now) - Date.now()

const plumbline = await composePlumbline({
  databaseUrl,
  files: filesFolder,
  log: openLog('warn'),
  clock: { now: () => new Date(Date.now() + ahead).toISOString() },
  publicChain: process.env['BENCH_CHAIN'] ?? '44',
  callsPerMinute: 10_000_000,
})
await plumbline.app.listen({ host: '127.0.0.1', port: 0 })
const [address] = plumbline.app.addresses()
process.send?.({ port: address && typeof address === 'object' ? address.port : 0 })
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => void plumbline.close().then(() => process.exit(0)))
