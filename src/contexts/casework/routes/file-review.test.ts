import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { z } from 'zod'
import { decide, finish, interview, notify, reportAndReview } from '../../../../tests/journeys/chapters.ts'
import { askerFor, CAST } from '../../../../tests/journeys/dongguan.ts'
import { playUntilFiled, refusalsOf } from '../../../../tests/journeys/roads.ts'
import * as contract from '../contract/file-review.ts'

type Draw = z.output<(typeof contract.fileReview)['output']>
type File = z.output<(typeof contract.fileToReview)['output']>
type Sheet = z.output<(typeof contract.scoreFile)['output']>

test('SUP-03, SUP-06: a closed file is drawn by seed, scored by somebody who did not act in it, and corrected once', async (t) => {
  const play = await playUntilFiled(t)
  await interview(play)
  await reportAndReview(play)
  await notify(play)
  await decide(play)
  await finish(play)
  const supervisor = play.plumbline.as(
    askerFor({ ...CAST.legal, id: randomUUID(), name: '督察员（演示）', roles: ['supervisor'] }),
  )
  const id = randomUUID()
  const empty = await supervisor.call(contract.drawFileReview, { id, year: 2021, seed: '2021评查', sharePercent: 5 })
  assert.deepEqual(refusalsOf(empty), ['no-closed-files'])
  await supervisor.must(contract.drawFileReview, { id, year: 2022, seed: '2022评查', sharePercent: 5 })
  const draw = await supervisor.must<Draw>(contract.fileReview, { id })
  assert.deepEqual([draw.isRepeated, draw.files.map(({ caseId }) => caseId)], [true, [play.held.id]])

  const at = { id, caseId: play.held.id }
  const file = await supervisor.must<File>(contract.fileToReview, at)
  assert.deepEqual(file.fromRecord, [], 'a file walked by the rules has nothing that its record shows to be wrong')
  const scored = { ...at, version: 0, typical: '', answers: [{ id: '351', deducted: 12, grounds: '没有写明裁量阶次' }] }
  const correction = { what: '补正裁量理由', until: '2022-08-31' }
  const reviewedIt = play.plumbline.as(askerFor({ ...CAST.unit, roles: ['unit-head', 'supervisor'] }))
  const own = await reviewedIt.call(contract.scoreFile, { ...scored, correction })
  assert.deepEqual(refusalsOf(own), ['reviewer-acted-in-case'])
  const sheet = await supervisor.must<Sheet>(contract.scoreFile, { ...scored, correction })
  assert.ok(sheet.score > 70 && sheet.score < 88 && !sheet.isFailed, String(sheet.score))
  assert.equal((await supervisor.call(contract.scoreFile, { ...scored, correction })).status, 409)

  const answer = { ...at, version: sheet.version, result: '已补正并组织学习' }
  const corrected = await play.as.first.must<Sheet>(contract.answerCorrection, answer)
  assert.equal(corrected.correction?.result, '已补正并组织学习')
  const [missed] = (await supervisor.must<Draw>(contract.fileReview, { id })).missed
  assert.deepEqual([missed?.id, missed?.files], ['351', 1])
})
