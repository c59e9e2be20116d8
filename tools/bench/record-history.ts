/**
 * `bench record-history` (W8): 200,000 records, each changed ten times: two million rows of journal. The history of one
 * record and the latest acts of a bureau, over HTTP, read by somebody of one of eight bureaus, each reading journalled.
 * [--records N] [--changes N] [--calls N]
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { permissionsOf } from '../../src/contexts/people/rules/permissions.ts'
import { openLog } from '../../src/platform/log.ts'
import { composePlumbline } from '../../src/server.ts'
import { fillJournal, RECORD, recordOf } from './long-journal.ts'
import { idOf, progress } from './many-cases.ts'
import { withOwnDatabase, type OwnDatabase } from './own-database.ts'
import { machine } from './province.ts'
import { noTimes, openLine, shareOf } from './wire.ts'

const HISTORY_P95_MAX_MS = 20
const LIST_P95_MAX_MS = 150
export const REGIONS = ['441302', '441303', '441322', '441323', '441324', '440103', '440104', '440105'] as const

export type HistoryParts = { readonly records: number; readonly changes: number; readonly calls: number }

export async function runRecordHistory(
  { url, adminUrl, folder }: Pick<OwnDatabase, 'url' | 'adminUrl' | 'folder'>,
  { records, changes, calls }: HistoryParts,
) {
  const rows = await fillJournal(adminUrl, {
    regions: REGIONS,
    records,
    changes,
    tell: progress('rows of journal', records * changes),
  })
  const reader = {
    id: idOf('reader', 1),
    name: '压测监督员',
    kind: 'officer' as const,
    region: REGIONS[0],
    roles: ['supervisor' as const],
    permissions: permissionsOf(['supervisor']),
  }
  const plumbline = await composePlumbline({
    databaseUrl: url,
    files: join(folder, 'files'),
    log: openLog('silent'),
    publicChain: '44',
    callsPerMinute: 10_000_000,
    resolve: async () => reader,
  })
  const times = noTimes()
  try {
    const line = openLine(await plumbline.app.listen({ host: '127.0.0.1', port: 0 }), times)
    const wire = Object.assign(line.open(), { cookie: 'plumbline=reader' })
    let wrong = 0
    for (let nth = 0; nth < calls; nth += 1) {
      // Records of the reader's bureau: every eighth.
      const id = recordOf(((nth * 7919) % Math.floor(records / REGIONS.length)) * REGIONS.length)
      const { entries } = await wire.ask<{ entries: { action: string }[] }>({
        kind: 'history of one record',
        method: 'GET',
        path: `/api/audit/journal/${RECORD}/${id}`,
      })
      const changesSeen = entries.filter(({ action }) => action === 'inspection.recorded').length
      if (changesSeen !== changes) wrong += 1
      if (nth % 10 === 0) await wire.ask({ kind: 'latest acts', method: 'GET', path: '/api/audit/journal?limit=100' })
    }
    line.close()
    const history = times.byKind.get('history of one record') ?? []
    const latest = times.byKind.get('latest acts') ?? []
    return {
      rows,
      wrong,
      errors: times.failed.length,
      historyP50Ms: shareOf(history, 0.5),
      historyP95Ms: shareOf(history, 0.95),
      historyP975Ms: shareOf(history, 0.975),
      latestP50Ms: shareOf(latest, 0.5),
      latestP95Ms: shareOf(latest, 0.95),
    }
  } finally {
    await plumbline.close()
  }
}

export async function recordHistory(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '200000' },
      changes: { type: 'string', default: '10' },
      calls: { type: 'string', default: '1000' },
    },
  })
  const parts = { records: Number(values.records), changes: Number(values.changes), calls: Number(values.calls) }
  return withOwnDatabase(async (database) => {
    const ours = await runRecordHistory(database, parts)
    return {
      name: 'record-history',
      dataset: { ...parts, durableCommits: true },
      ours,
      target: { historyP95Ms: HISTORY_P95_MAX_MS, latestP95Ms: LIST_P95_MAX_MS },
      machine: machine(),
      ok:
        ours.wrong === 0 &&
        ours.errors === 0 &&
        ours.historyP95Ms <= HISTORY_P95_MAX_MS &&
        ours.latestP95Ms <= LIST_P95_MAX_MS,
    }
  })
}
