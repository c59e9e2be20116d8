/** A journal of many rows, chained as the product chains them, for benches that need a long one. */
import { createHash } from 'node:crypto'
import { asOwner } from '../../src/platform/db.ts'
import { canonical, genesisOf } from '../../src/platform/journal.ts'
import { bytesOf, onceOf } from '../synth/cut.ts'
import { openSink } from '../synth/sink.ts'
import { idOf } from './many-cases.ts'

const COLUMNS =
  'region seq at asker asker_name address action outcome subject_kind subject_id cites digest detail prev_hash hash'.split(
    ' ',
  )

export const RECORD = 'inspection'
export const recordOf = (nth: number): string => idOf('record', nth)

export type LongJournal = {
  readonly regions: readonly string[]
  readonly records: number
  /** How often each record was changed. */
  readonly changes: number
  readonly tell: (rows: number) => void
}

/** Every record changed so often, in turn, by the bureaus in turn; a second lies between two rows of a chain. */
export async function fillJournal(adminUrl: string, { regions, records, changes, tell }: LongJournal): Promise<number> {
  const sink = openSink(
    adminUrl,
    new Map<string, readonly string[]>([
      ['journal.entry', COLUMNS],
      ['journal.chain', ['region', 'seq', 'hash']],
    ]),
  )
  const heads = regions.map((region) => ({ region, seq: 0, hash: genesisOf(region) }))
  const began = Date.parse('2024-01-02T01:00:00.000Z')
  let rows = 0
  for (let change = 0; change < changes; change += 1)
    for (let nth = 0; nth < records; nth += 1) {
      const head = heads[nth % heads.length]
      if (!head) throw new Error('no region')
      head.seq += 1
      const row = {
        region: head.region,
        seq: head.seq,
        at: new Date(began + head.seq * 1000).toISOString(),
        deviceAt: null,
        asker: idOf('asker', nth % 97),
        askerName: '演示人员',
        address: '127.0.0.1',
        action: 'inspection.recorded',
        outcome: 'done',
        subjectKind: RECORD,
        subjectId: recordOf(nth),
        cites: 'WSL 68',
        digest: 'd'.repeat(64),
        detail: { change, from: 'entered', to: 'recorded' },
        prevHash: head.hash,
      }
      head.hash = createHash('sha256').update(canonical(row)).digest('hex')
      const { deviceAt: _, detail, ...rest } = row
      const { prevHash, ...told } = rest
      await sink.write(
        'journal.entry',
        onceOf(bytesOf([...Object.values(told), canonical(detail), prevHash, head.hash].join('\t'))),
      )
      tell((rows += 1))
    }
  for (const { region, seq, hash } of heads) await sink.write('journal.chain', onceOf([region, seq, hash].join('\t')))
  await sink.end()
  await asOwner(adminUrl, (client) => client.query('analyze journal.entry'))
  return rows
}
