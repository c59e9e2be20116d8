/** The short form of `bench faults`: nothing that was acknowledged is lost, nothing is done twice, the journal is whole. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runFaults, SMALL } from '../tools/bench/faults.ts'

test('server and database killed, commits cut, deliveries doubled and late, the primary lost and its standby promoted: each acknowledged act stands exactly once', async (t) => {
  const report = await runFaults(SMALL)
  t.diagnostic(JSON.stringify(report))
  assert.deepEqual(
    [report.lost, report.doubled, report.withoutJournal, report.journal.ok, report.refused],
    [0, 0, 0, true, []],
  )
  assert.ok(report.acknowledged > 20, JSON.stringify(report))
  if (report.diskFull.tried)
    assert.deepEqual([report.diskFull.refusedCleanly, report.diskFull.backAfterwards], [true, true])
})
