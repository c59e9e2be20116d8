import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTestPlumbline, type TestClient } from '../../../../tests/support/plumbline.ts'
import { THE_PUBLIC } from '../../../kernel/asker.ts'
import { covers } from '../../../kernel/region.ts'
import { inForce } from '../rules/lawbook.ts'
import type { Power } from '../rules/powers.ts'
import { loadLawBook } from '../store.ts'
import { listPowers } from '../contract/powers.ts'
import { approveChange, draftChange } from '../contract/overlays.ts'
import { aDrafter, anApprover } from '../fixtures.ts'

type Page = { powers: Power[]; counts: Record<string, number>; next: number | null }
type Client = TestClient

async function whole(client: Client, ask: object): Promise<Power[]> {
  const powers: Power[] = []
  for (let from: number | null = 0; from !== null; ) {
    const page: Page = await client.must<Page>(listPowers, { ...ask, from })
    powers.push(...page.powers)
    from = page.next
  }
  return powers
}

test('LAW-16: the public reads the very list of powers that officers have, every row with its article', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: '2026-06-08T01:00:00.000Z' })
  const [seen, internal] = await Promise.all(
    [plumbline.as(THE_PUBLIC), plumbline.as(aDrafter())].map((client) => whole(client, { region: '44' })),
  )
  assert.deepEqual(seen, internal)
  const book = loadLawBook()
  const isHere = (row: (typeof book.violations)[number] | (typeof book.checkItems)[number]) =>
    inForce(row, '2026-06-08') && covers(row.region, '44')
  const ids = (kind: string) => new Set(seen?.filter((power) => power.kind === kind).map(({ id }) => id))
  assert.deepEqual(ids('penalty'), new Set(book.violations.filter(isHere).map(({ key }) => key)))
  assert.deepEqual(ids('inspection'), new Set(book.checkItems.filter(isHere).map(({ id }) => id)))
  assert.equal(ids('coercion').size, 3)
  assert.deepEqual(
    seen?.filter(({ cites, name }) => cites === '' || name === ''),
    [],
  )
})

test('LAW-16: what a bureau adds is a power from its day on, and in its own region alone', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: '2026-06-08T01:00:00.000Z' })
  const content = {
    industry: 'general',
    industryName: '通用',
    matter: '演示事项',
    content: '演示用的新增检查事项',
    methods: ['现场查看'],
    basis: [{ instrument: 'WSL', article: 41 }],
    basisNote: null,
    statement: '演示用的表述',
    violations: ['AQ-102'],
    majorHazards: [],
    evidence: [],
    isMust: false,
  }
  const { change } = await plumbline.as(aDrafter()).must<{ change: { id: string; version: number } }>(draftChange, {
    kind: 'check-item',
    title: '新增演示检查事项',
    instrument: { name: '演示省检查事项目录', number: '粤演示〔2026〕5号', article: 1 },
    from: '2026-07-01',
    rows: [{ mode: 'add', key: 'GD-DEMO-1', content }],
  })
  await plumbline.as(anApprover()).must(approveChange, { id: change.id, version: change.version })
  const has = async (region: string, on: string) => {
    const { powers } = await plumbline.as(THE_PUBLIC).must<Page>(listPowers, { region, on, words: '新增检查事项' })
    return powers.some(({ id }) => id === 'GD-DEMO-1')
  }
  assert.deepEqual(
    [
      await has('44', '2026-06-30'),
      await has('44', '2026-07-01'),
      await has('4413', '2026-07-01'),
      await has('32', '2026-07-01'),
    ],
    [false, true, true, false],
  )
})
