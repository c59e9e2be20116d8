import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { anOverlay } from '../fixtures.ts'
import { readLawData } from '../store.ts'
import { blanksOf, filledWording, findMatters, matterCounts, matterTree, whyNoTree, wordingOf } from './matter.ts'
import { asReadIn, layered } from './overlay.ts'

const data = readLawData()
const ON = '2026-06-15'

test('every refined matter has exactly one parent, and the totals by parent sum to the whole', (t: TestContext) => {
  const tree = matterTree(data, ON)
  assert.deepEqual(whyNoTree(tree), [])
  const counts = matterCounts(tree)
  assert.equal(counts.refined, data.checkItems.length + data.majorHazards.length)
  const under = Map.groupBy(tree, ({ parent }) => parent)
  assert.equal(
    [...under.values()].reduce((sum, nodes) => sum + nodes.length, 0),
    tree.length,
  )
  t.diagnostic(`${counts.item} items, ${counts.refined} refined matters, ${counts.form} forms of the data that ship`)
})

test('LAW-05, LAW-06: 371 key items and 2,947 refined matters, each under exactly one item, and the totals sum up', () => {
  const [row] = data.checkItems
  assert.ok(row)
  const checkItems = Array.from({ length: 2947 }, (_, at) => ({
    ...row,
    id: `DEMO-${at + 1}`,
    matter: `演示重点事项${at % 371}`,
    content: `演示细化事项${at + 1}`,
  }))
  const tree = matterTree({ ...data, checkItems, majorHazards: [] }, ON)
  assert.deepEqual(whyNoTree(tree), [])
  assert.deepEqual([matterCounts(tree).item, matterCounts(tree).refined], [371, 2947])
  const items = tree.filter(({ level }) => level === 'item')
  const under = (id: string) => tree.filter(({ parent }) => parent === id).length
  assert.equal(
    items.reduce((sum, { id }) => sum + under(id), 0),
    2947,
  )
})

test('a refined matter stands under the item that it refines; under an unknown one it falls back to its own', () => {
  const [item] = data.checkItems
  if (!item) throw new Error('no check item')
  const { id, region: _r, effectiveFrom: _f, effectiveTo: _t, confidence: _c, source: _s, layer: _l, ...content } = item
  const overlay = (key: string, parent: string) =>
    anOverlay({ kind: 'check-item', mode: 'add', key, content: { ...content, parent } })
  const law = asReadIn(layered(data, [overlay('GD-1', id), overlay('GD-2', 'nowhere')]), {
    region: '4419',
    on: '2026-08-01',
  })
  const tree = matterTree(law, '2026-08-01')
  assert.deepEqual(whyNoTree(tree), [])
  const parentOf = (one: string) => tree.find((node) => node.id === one)?.parent
  assert.equal(parentOf('GD-1'), id)
  assert.equal(parentOf('GD-2'), parentOf(id))
  assert.equal(
    matterTree(law, '2026-06-30').some((node) => node.id === 'GD-1'),
    false,
  )
})

test('what is no tree is told: a number twice, a parent that is not there, a circle', () => {
  const node = (id: string, parent: string | null) => ({ id, parent })
  assert.deepEqual(whyNoTree([node('a', null), node('b', 'a')]), [])
  assert.deepEqual(whyNoTree([node('a', null), node('a', null)]), ['有1个编号重复'])
  assert.deepEqual(whyNoTree([node('b', 'x')]), ['b的上级x不存在'])
  assert.equal(whyNoTree([node('a', 'b'), node('b', 'a')]).length, 2)
})

test('LAW-07: blanks are counted, named, and only a whole wording leaves the form', () => {
  const wording = '【时间】【  】未落实【岗位】责任制'
  assert.deepEqual(
    blanksOf(wording).map(({ label }) => label),
    ['时间', '填空2', '岗位'],
  )
  assert.equal(filledWording(wording, ['6月1日', '甲车间']), null)
  assert.equal(filledWording(wording, ['6月1日', ' ', '焊工']), null)
  assert.equal(filledWording(wording, ['6月1日', '甲车间', '焊工']), '6月1日甲车间未落实焊工责任制')
  assert.equal(filledWording('没有空白', []), '没有空白')
})

test('the wording of a matter asks for time, place and the quantity of its tier table; its own blanks come first', () => {
  assert.equal(
    wordingOf('未持证上岗', '人次'),
    '【时间】检查【场所、部位或者设备】时发现：未持证上岗，涉及【数量】人次。',
  )
  assert.equal(wordingOf('未持证上岗', null), '【时间】检查【场所、部位或者设备】时发现：未持证上岗。')
  assert.equal(wordingOf('【人数】名焊工未持证上岗', '人次'), '【人数】名焊工未持证上岗')
})

test('words find the matters that hold all of them, with the names above', () => {
  const { total, found } = findMatters(matterTree(data, ON), '主要负责人 责任制', 5)
  assert.ok(total >= 1)
  assert.ok(found.every(({ path }) => path.length >= 1))
  assert.equal(findMatters(matterTree(data, ON), '绝无此事项', 5).total, 0)
})
