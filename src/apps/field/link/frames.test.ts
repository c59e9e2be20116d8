import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collect, framesOf, isWhole, openShare, type Collected } from './frames.ts'

const share = { visit: 'v', text: Array.from({ length: 900 }, (_, nth) => `第${nth * 7919}项`).join('') }

test('NEW-14: codes read in any order and twice give the share back', async () => {
  const frames = await framesOf(share)
  assert.ok(frames.length > 3, `${frames.length} codes`)
  const read = [...frames.slice(2), frames[2] ?? '', '一个别的二维码', ...frames.slice(0, 2)]
  const whole = read.reduce<Collected | null>(collect, null)
  assert.ok(whole && isWhole(whole))
  assert.deepEqual(await openShare(whole), share)
})

test('NEW-14: a missing code is waited for, a spoiled one is noticed, another share begins anew', async () => {
  const frames = await framesOf(share)
  const short = frames.slice(1).reduce<Collected | null>(collect, null)
  assert.ok(short && !isWhole(short))
  const spoiled = frames.map((frame, nth) => (nth === 1 ? `${frame.slice(0, -4)}AAAA` : frame))
  const wrong = spoiled.reduce<Collected | null>(collect, null)
  assert.ok(wrong)
  await assert.rejects(openShare(wrong))
  const [other = ''] = await framesOf({ another: 'share' })
  assert.equal(collect(short, other)?.sum, other.split('|')[1])
})
