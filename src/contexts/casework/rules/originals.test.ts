import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { aCase } from '../fixtures.ts'
import type { Case } from '../model.ts'
import { originalsOf } from './originals.ts'

const thing = aCase('decided')
const [act] = thing.acts
const item = (evidenceId: string | null, name = '现场照片'): Case['evidence'][number] => ({
  id: randomUUID(),
  kind: 'audio-visual',
  name,
  source: '',
  takenOn: '2026-02-01',
  proves: act ? [act.id] : [],
  evidenceId,
  paperId: null,
})

test('the originals of the evidence list come with the facts that they prove; papers are no originals', () => {
  const id = randomUUID()
  const [first, ...more] = originalsOf({ ...thing, evidence: [item(null, '询问笔录'), item(id)] })
  assert.deepEqual(
    [first?.evidenceId, first?.name, first?.kind, first?.proves],
    [id, '现场照片', '视听资料', act?.fact],
  )
  assert.deepEqual(more, [])
})

test('the waiver and the receipt of payment belong into the file, each original once', () => {
  const [photo, waiver, receipt] = [randomUUID(), randomUUID(), randomUUID()]
  const paid: Case = {
    ...thing,
    evidence: [item(photo), item(photo)],
    notice: thing.notice && { ...thing.notice, waiverEvidenceId: waiver },
    payment: { on: '2026-04-01', amountFen: 1, receipt: '票1', evidenceId: receipt },
  }
  assert.deepEqual(
    originalsOf(paid).map(({ evidenceId }) => evidenceId),
    [photo, waiver, receipt],
  )
  const same = { ...paid, payment: paid.payment && { ...paid.payment, evidenceId: waiver } }
  assert.deepEqual(
    originalsOf(same).map(({ evidenceId }) => evidenceId),
    [photo, waiver],
  )
})
