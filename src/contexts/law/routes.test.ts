import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { pino } from 'pino'
import { freshDatabase } from '../../../tests/support/database.ts'
import { clockAt } from '../../platform/clock.ts'
import { openDatabase } from '../../platform/db.ts'
import { listeners } from '../../platform/events.ts'
import { openFiles } from '../../platform/files.ts'
import { buildServer } from '../../platform/http.ts'
import { importStatutes } from './public.ts'
import { routes } from './routes.ts'

/** A server with the law's routes and two versions of one imported statute, asked by the public on 2026-06-01. */
async function house(t: TestContext) {
  const { url } = await freshDatabase(t)
  const db = openDatabase(url, 2)
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-statutes-'))
  t.after(async () => {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  writeFileSync(
    join(folder, '演示法_2020-01-01.md'),
    '# 演示法\n\n**第一条** 旧文。\n\n**第二条** 本法自2020年2月1日起施行。',
  )
  writeFileSync(join(folder, '演示法_2024-01-01.md'), '# 演示法\n\n## 第一章 总则\n\n**第一条** 新文。')
  const imported = () => db.transaction({ region: 'none' }, (tx) => importStatutes(tx, folder))
  assert.deepEqual(await imported(), { laws: 2, articles: 3, skipped: [] })
  await imported() // a second time replaces and does not double
  const app = await buildServer({
    db,
    clock: clockAt('2026-06-01T01:00:00.000Z'),
    files: openFiles(folder),
    log: pino({ level: 'silent' }),
    routes,
    listeners: listeners({}),
    resolveAsker: async () => null,
    publicChain: '44',
    callsPerMinute: 100_000,
  })
  t.after(() => app.close())
  return async (path: string) => {
    const { statusCode, payload } = await app.inject({ method: 'GET', url: `/api/law/${path}` })
    return { statusCode, body: JSON.parse(payload) }
  }
}

test('an article is shown in the version in force on the date, on both sides of the change', async (t) => {
  const get = await house(t)
  const law = encodeURIComponent('演示法')
  assert.deepEqual((await get(`articles/${law}/1?on=2024-01-01`)).body, {
    law: '演示法',
    version: '2024-01-01',
    effectiveFrom: '2024-01-01',
    effectiveTo: null,
    article: '第一条',
    path: '第一章 总则',
    text: '新文。',
  })
  assert.equal((await get(`articles/${law}/1?on=2023-12-31`)).body.text, '旧文。')
  assert.equal((await get(`articles/${law}/1?on=2020-01-31`)).statusCode, 404)
  assert.equal((await get(`articles/${law}/7`)).statusCode, 404)
})

test('violations are found by key, by words and by date', async (t) => {
  const get = await house(t)
  const { body } = await get('violations?key=AQ-97-7')
  assert.deepEqual(
    body.violations.map(({ stage }: { stage: string }) => stage),
    ['first', 'overdue'],
  )
  assert.equal(body.violations[0].cites, '《中华人民共和国安全生产法》第九十七条第（七）项')
  const found = await get(`violations?words=${encodeURIComponent('特种作业人员未取得资格上岗')}&limit=5`)
  assert.ok(found.body.violations.some(({ key }: { key: string }) => key === 'AQ-97-7'))
  const older = (await get('violations?key=AQ-97-7&on=2021-08-31')).body.violations
  assert.equal(older[0].cites, '《中华人民共和国安全生产法》第九十四条第（七）项')
  assert.deepEqual((await get('violations?key=AQ-97-7&on=2014-11-30')).body.violations, [])
  assert.equal((await get('violations?limit=0')).statusCode, 400)
  assert.equal((await get('violations?on=yesterday')).statusCode, 400)
})

test('check items come with the general part, major hazards by sector', async (t) => {
  const get = await house(t)
  const { body } = await get('check-items?industries=dust')
  assert.deepEqual([...new Set(body.items.map(({ industry }: { industry: string }) => industry))].sort(), [
    'dust',
    'general',
  ])
  const hazards = (await get('major-hazards?sector=dust')).body.hazards
  assert.equal(hazards.length, 10)
  assert.match(hazards[0].cites, /工贸企业重大事故隐患判定标准/)
})

test('parameters are those of the nearest region, and a calendar that is not published says so', async (t) => {
  const get = await house(t)
  const { body } = await get('parameters?region=140105')
  const keys = body.parameters.map(({ key }: { key: string }) => key)
  assert.equal(new Set(keys).size, keys.length)
  assert.ok(keys.includes('inspection.yearly-cap.coal-class.high.C'))
  assert.equal(body.clocks.length, 78)
  assert.deepEqual((await get('calendar/2027')).body, { year: 2027, isPublished: false, days: [] })
  assert.equal((await get('calendar/2026')).body.isPublished, true)
})

test('search answers from imported statutes and the law data, with marks, in force on the date', async (t) => {
  const get = await house(t)
  type Found = { kind: string; id: string; snippet: string; marks: [number, number][]; until: string | null }
  /** The first question makes the index; on a busy machine it answers before the index is there, and says so. */
  const hits = async (query: string): Promise<Found[]> => {
    for (;;) {
      const { body } = await get(`search?${query}`)
      if (body.waiting === null) return body.hits
    }
  }
  const words = `words=${encodeURIComponent('新文')}`
  assert.deepEqual(
    (await hits(`${words}&kind=article`)).map(({ id }) => id),
    ['演示法@2024-01-01#1'],
  )
  assert.deepEqual(await hits(`${words}&kind=article&on=2021-01-01`), [])
  const named = await hits(`words=${encodeURIComponent('演示法第一条')}&kind=article&on=2021-01-01`)
  assert.deepEqual(
    named.map(({ id }) => id),
    ['演示法@2020-01-01#1'],
  )
  const [first] = await hits(`words=${encodeURIComponent('焊工没有操作证就动焊')}&kind=violation&limit=3`)
  assert.equal(first?.id, 'AQ-97-7')
  for (const [from, to] of first?.marks ?? []) assert.ok(from < to && to <= (first?.snippet.length ?? 0))
  assert.equal((await hits(`words=${encodeURIComponent('gb 50016-2014')}`))[0]?.id, 'GB 50016-2014')
  assert.equal((await get('search?words=')).statusCode, 400)
})
