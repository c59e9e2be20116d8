import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { collect, framesOf, isWhole, openShare, type Collected } from './frames.ts'

const share = { visit: 'v', text: Array.from({ length: 900 }, (_, nth) => `第${nth * 7919}项`).join('') }
const keyOf = (pair: string) => createHmac('sha256', 'a secret of the visit').update(pair).digest('base64')
const OURS = { officerId: 'officer-a', key: keyOf('a|b') }
const OTHERS = { officerId: 'officer-c', key: keyOf('b|c') }

const collected = (frames: readonly string[]): Collected => {
  const whole = frames.reduce<Collected | null>(collect, null)
  assert.ok(whole)
  return whole
}

test('NEW-14: codes read in any order and twice give the share back, with the officer whose key opened it', async () => {
  const frames = await framesOf(share, OURS)
  assert.ok(frames.length > 3, `${frames.length} codes`)
  const read = collected([...frames.slice(2), frames[2] ?? '', '一个别的二维码', ...frames.slice(0, 2)])
  assert.ok(isWhole(read))
  assert.deepEqual(await openShare(read, [OTHERS, OURS]), { share, from: 'officer-a' })
})

test('NEW-14: who films the glass reads nothing, and a share sealed under a foreign key is believed by nobody', async () => {
  const frames = await framesOf(share, OURS)
  const bytes = Buffer.from(frames.map((frame) => frame.split('|')[4] ?? '').join(''), 'base64')
  assert.ok(!bytes.toString('utf8').includes('第7919项'))
  assert.equal(await openShare(collected(frames), [OTHERS]), null)
  assert.equal(await openShare(collected(frames), []), null)
})

test('NEW-14: a missing code is waited for, a spoiled one is noticed, another share begins anew', async () => {
  const frames = await framesOf(share, OURS)
  const short = frames.slice(1).reduce<Collected | null>(collect, null)
  assert.ok(short && !isWhole(short))
  const spoiled = frames.map((frame, nth) => (nth === 1 ? `${frame.slice(0, -4)}AAAA` : frame))
  await assert.rejects(openShare(collected(spoiled), [OURS]))
  const [other = ''] = await framesOf({ another: 'share' }, OURS)
  assert.equal(collect(short, other)?.sum, other.split('|')[1])
})
