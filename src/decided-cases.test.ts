import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runUntilDecided } from '../tests/journeys/chapters.ts'
import { askerFor, BUSINESS, CAST, STARTS_AT, stage, TOWN } from '../tests/journeys/dongguan.ts'
import { startTestPlumbline } from '../tests/support/plumbline.ts'
import { searchLaw } from './contexts/law/contract.ts'
import type { Hit } from './contexts/law/search/engine.ts'
import { publicityQueue, publish, withdraw } from './contexts/publicity/contract.ts'
import { THE_PUBLIC } from './kernel/asker.ts'

test('LAW-15: a published decision is found by its facts, anonymised, with its articles and its penalty, and gone when it is withdrawn', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: STARTS_AT, publicChain: TOWN })
  await stage(plumbline.db)
  await runUntilDecided(plumbline)
  const unit = plumbline.as(askerFor(CAST.unit))
  const found = async () =>
    (await plumbline.as(THE_PUBLIC).must<{ hits: Hit[] }>(searchLaw, { words: '焊工没有操作证', kind: 'case' })).hits
  assert.deepEqual(await found(), [], 'what is not published is not found')
  const { notices } = await unit.must<{ notices: { id: string }[] }>(publicityQueue, {})
  await unit.must(publish, { id: notices[0]?.id })
  const [hit] = await found()
  assert.ok(hit)
  assert.deepEqual([hit.id, hit.law], [notices[0]?.id, '中华人民共和国安全生产法'])
  assert.match(hit.article, /^第九十七条/)
  assert.ok(!JSON.stringify(hit).includes(BUSINESS.principal))
  await unit.must(withdraw, {
    id: notices[0]?.id,
    ground: 'mistaken',
    effectiveOn: plumbline.clock.now().slice(0, 10),
    reason: '公示内容有误，重新公示',
  })
  assert.deepEqual(await found(), [])
})
