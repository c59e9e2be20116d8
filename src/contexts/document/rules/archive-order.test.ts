import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogue } from '../render/catalogue.ts'
import { inArchiveOrder, pageSpan } from './archive-order.ts'

const at = (code: string, issuedAt: string) => {
  const template = catalogue().find((row) => row.code === code)
  if (!template) throw new Error(`no ${code}`)
  return { template, issuedAt }
}
const codes = (papers: readonly ReturnType<typeof at>[]) => inArchiveOrder(papers).map(({ template }) => template.code)

test('TJF: the decision opens the file, the closing form ends its papers, whatever came first in time', () => {
  const chronological = ['D02', 'D03', 'D05', 'D01', 'D16', 'D24', 'D40', 'D31', 'D30', 'D34', 'D06', 'D46', 'TPWS']
  const papers = chronological.map((code, day) => at(code, `2026-03-${String(day + 10)}T02:00:00.000Z`))
  assert.deepEqual(codes(papers), [
    'D34',
    'D01',
    'D16',
    'D02',
    'D03',
    'D05',
    'D06',
    'D24',
    'D30',
    'D31',
    'D40',
    'D46',
    'TPWS',
  ])
})

test('papers of one place go by time of issue, those of one instant as they came', () => {
  const [late, early] = [at('D40', '2026-03-12T02:00:00.000Z'), at('D40', '2026-03-11T02:00:00.000Z')]
  const twin = at('D40', '2026-03-11T02:00:00.000Z')
  assert.deepEqual(inArchiveOrder([late, early, twin]), [early, twin, late])
})

test('a form without a place stands behind all that have one', () => {
  const unlisted = { template: { archiveOrder: null }, issuedAt: '2020-01-01T00:00:00.000Z' }
  assert.equal(inArchiveOrder([unlisted, at('D46', '2026-03-11T02:00:00.000Z')]).at(-1), unlisted)
})

test('every form has its place, and each says how sure it is', () => {
  assert.deepEqual(
    catalogue()
      .filter(({ archiveOrder }) => archiveOrder === null)
      .map(({ code }) => code),
    ['LRGZ', 'LRJD', 'YCJD'],
  )
  const unsure = catalogue().flatMap(({ archiveOrder }) => (archiveOrder ? [archiveOrder] : []))
  assert.ok(unsure.every(({ confidence, source }) => (source === 'TJF' ? confidence === '◐' : confidence === '○')))
})

test('a span of pages is one number or two', () => {
  assert.deepEqual([pageSpan([3, 3]), pageSpan([3, 5])], ['3', '3—5'])
})
