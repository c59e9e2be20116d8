import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { aPhoto, openHouse, STAFF } from '../../inspection/routes/fixtures.ts'

const { north } = STAFF
const subject = () => ({ subjectKind: 'inspection', subjectId: randomUUID(), takenAt: '2026-03-05T01:00:00.000Z' })
const codes = (answer: { body: Record<string, unknown> }) =>
  ((answer.body['refusals'] ?? []) as { code: string }[]).map(({ code }) => code)
const aTransfer = (changes: object = {}) => ({
  transferId: randomUUID(),
  handedAt: '2026-03-05T01:30:00.000Z',
  from: north.a.name,
  to: '证据室',
  place: '局证据室3号柜',
  purpose: '检查结束，入库保管',
  condition: '原件封存，封条完好',
  witness: null,
  ...changes,
})

test('APL 46(2): a thing passes only from whoever holds it, forward in time, and the chain has no gap', async (t) => {
  const house = await openHouse(t)
  const { body } = await house.upload(north.a, await aPhoto(), subject())
  const path = `/evidence/${body['id']}/hand-over`
  assert.deepEqual(codes(await house.post(north.a, path, aTransfer({ from: '别人' }))), ['not-the-holder'])
  assert.deepEqual(codes(await house.post(north.a, path, aTransfer({ to: north.a.name }))), ['same-holder'])
  const early = aTransfer({ handedAt: '2026-03-05T00:30:00.000Z' })
  assert.deepEqual(codes(await house.post(north.a, path, early)), ['handed-before-held'])
  const late = aTransfer({ handedAt: '2026-03-06T00:30:00.000Z' })
  assert.deepEqual(codes(await house.post(north.a, path, late)), ['handed-in-the-future'])
  assert.equal((await house.post(north.a, path, aTransfer())).status, 200)
  const lab = aTransfer({ from: '证据室', to: '演示检测所', handedAt: '2026-03-05T01:45:00.000Z', purpose: '送检' })
  assert.equal((await house.post(north.a, path, lab)).status, 200)
  const read = JSON.parse((await house.get(north.b, `/evidence/${body['id']}/custody`)).bytes.toString()) as {
    holdings: { holder: string; until: string | null }[]
  }
  assert.deepEqual(
    read.holdings.map(({ holder, until }) => [holder, until]),
    [
      [north.a.name, '2026-03-05T01:30:00.000Z'],
      ['证据室', '2026-03-05T01:45:00.000Z'],
      ['演示检测所', null],
    ],
  )
})

test('APL 47: a photo shows no moment, and nobody is recorded untold', async (t) => {
  const house = await openHouse(t)
  const { body } = await house.upload(north.a, await aPhoto(), subject())
  const answer = await house.post(north.a, `/evidence/${body['id']}/recording`, {
    recordingId: randomUUID(),
    caseId: randomUUID(),
    moment: 'interview',
    shows: 'x',
    startedAt: '2026-03-05T01:10:00.000Z',
    endedAt: '2026-03-05T01:00:00.000Z',
    partyTold: false,
  })
  assert.deepEqual(codes(answer), ['not-a-recording', 'recording-runs-backward', 'recording-untold'])
})
