import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import { THE_PUBLIC } from '../../../kernel/asker.ts'
import { listLawChanges, listMatters, showLayers, validateLawData } from '../contract/layers.ts'
import { approveChange, draftChange } from '../contract/overlays.ts'
import { aDrafter, anApprover } from '../fixtures.ts'

const NOW = '2026-06-08T01:00:00.000Z'
const CAP = 'inspection.yearly-cap.standardisation.other.none'

type Layers = {
  rows: { key: string; layers: { region: string; speaks: boolean; cites: string; lines: unknown[][] }[] }[]
}

test('each layer is shown with its instrument, on the date and in the region that is asked for', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: NOW })
  const drafter = plumbline.as(aDrafter())
  const { change } = await drafter.must<{ change: { id: string; version: number } }>(draftChange, {
    kind: 'parameter',
    title: '下调年度检查次数上限',
    instrument: { name: '演示省检查次数规定', number: '粤演示〔2026〕1号', article: 3 },
    from: '2026-07-01',
    rows: [{ mode: 'replace', key: CAP, content: { value: 4, unit: '次/年' } }],
  })
  await plumbline.as(anApprover()).must(approveChange, { id: change.id, version: change.version })
  const anybody = plumbline.as(THE_PUBLIC)
  const voice = async (region: string, on: string) => {
    const { rows } = await anybody.must<Layers>(showLayers, { kind: 'parameter', region, on, words: CAP })
    return rows[0]?.layers.map(({ region: layer, speaks, cites, lines }) => [layer, speaks, lines[0]?.[0], cites])
  }
  const nation = ['', true, 6, '《规范执法通知》第三条']
  const before = await voice('441302', '2026-06-30')
  assert.deepEqual(
    before?.map((line) => line.slice(0, 3)),
    [nation.slice(0, 3)],
  )
  assert.deepEqual(
    (await voice('441302', '2026-07-01'))?.map((line) => line.slice(0, 3)),
    [
      ['', false, 6],
      ['44', true, 4],
    ],
  )
  assert.equal((await voice('441302', '2026-07-01'))?.[1]?.[3], '演示省检查次数规定（粤演示〔2026〕1号）第3条')
  assert.deepEqual((await voice('32', '2026-07-01'))?.length, 1)
  const { changes } = await anybody.must<{
    changes: { kind: string; key: string; before: string[]; after: string[] }[]
  }>(listLawChanges, { region: '441302', from: '2026-07-01', until: '2026-07-01' })
  assert.deepEqual(
    changes.filter(({ kind }) => kind === 'parameter').map(({ key, before: was, after }) => [key, was[0], after[0]]),
    [[CAP, '6 次/年', '4 次/年']],
  )
})

test('the validator finds nothing wrong with the law that ships, and tells the dead citations of the day', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: NOW })
  const reader = plumbline.as(aDrafter())
  const told = await reader.must<{ rows: number; complaints: unknown[]; doubts: { row: string; reason: string }[] }>(
    validateLawData,
    {
      region: '44',
      on: '2026-06-08',
    },
  )
  assert.deepEqual(told.complaints, [])
  assert.ok(told.rows > 1000)
  assert.ok(told.doubts.some(({ row }) => row === 'TZZ-009'))
})

test('the tree of matters opens level by level, and words find with the names above', async (t) => {
  const plumbline = await startTestPlumbline(t, { now: NOW })
  const anybody = plumbline.as(THE_PUBLIC)
  type Node = { id: string; level: string; children: number; wording: string | null; path: string[]; cites: string }
  type Tree = { nodes: Node[]; total: number; counts: Record<string, number> }
  const roots = await anybody.must<Tree>(listMatters, {})
  assert.ok(roots.nodes.every(({ level }) => level === 'industry'))
  const items = await anybody.must<Tree>(listMatters, { parent: 'industry:general' })
  assert.ok(items.total > 0 && items.nodes.every(({ level, children }) => level === 'item' && children > 0))
  const refined = await anybody.must<Tree>(listMatters, { parent: items.nodes[0]?.id ?? '' })
  assert.ok(refined.nodes.every(({ wording }) => wording?.includes('【')))
  const found = await anybody.must<Tree>(listMatters, { words: '责任制' })
  assert.ok(found.total > 0 && found.nodes.every(({ path }) => path.length > 0))
})
