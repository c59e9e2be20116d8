import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNot } from '../../../kernel/step.ts'
import { aChange, anApprover } from '../fixtures.ts'
import { CHECKLIST_GROUPS, type ChecklistGroup } from '../model.ts'
import { readLawData } from '../store.ts'
import { approveChange } from '../transitions/change.ts'
import { cellInWords } from './cell-words.ts'
import { CHANGE_STATES, NO_FACTS, type ChangeRow } from './change.ts'
import { overlaysOf, whyNotLaw } from './change-check.ts'
import { missingGroups } from './checklist.ts'

const data = readLawData()
const GROUPS = Object.keys(CHECKLIST_GROUPS) as ChecklistGroup[]
const known = new Set(data.checkItems.map(({ id }) => id))

/** A list of one item a group, of which some may be left out. */
const listOf = (left: readonly ChecklistGroup[]): ChangeRow => ({
  mode: 'add',
  key: 'CL-BOATS',
  content: {
    name: '船舶修造重点检查事项清单',
    industry: 'machinery',
    entries: [
      { group: 'hazards', item: 'YPC-001' },
      { group: 'duties', item: 'GEN-001' },
      { group: 'system', item: 'GEN-043' },
      { group: 'risks', item: 'GEN-036' },
    ].filter(({ group }) => !left.some((one) => one === group)),
  },
})

function refusalsOf(row: ChangeRow) {
  const thing = aChange({ kind: 'checklist' })
  const lawComplaints = whyNotLaw(data, { approved: [], proposed: overlaysOf(thing, [row]) })
  const facts = { ...NO_FACTS, lawComplaints }
  const act = { thing, input: { version: 1 }, facts, by: anApprover(), at: '2026-06-08T01:00:00.000Z' }
  return whyNot(approveChange, act, CHANGE_STATES)
}

test('circular of 2025-02-27, art. 5: every list that ships holds the four groups', () => {
  assert.equal(GROUPS.length, 4)
  assert.ok(data.checklists.length >= 17)
  for (const list of data.checklists)
    assert.deepEqual(
      missingGroups(list, (item) => known.has(item)),
      [],
      list.id,
    )
})

test('circular art. 5: a list with all four groups may be approved; without any one of them it may not', () => {
  assert.deepEqual(refusalsOf(listOf([])), [])
  for (const group of GROUPS) {
    const [refusal, ...others] = refusalsOf(listOf([group]))
    assert.deepEqual(others, [], 'said once')
    assert.equal(refusal?.code, 'checklist-lacks-group')
    assert.deepEqual(refusal?.cites, { instrument: 'MEM-2025-02-27', article: 5 })
    assert.match(String(refusal?.facts['lists']), new RegExp(CHECKLIST_GROUPS[group]))
  }
})

test('a list that names an item which there is not, or one item twice, breaks the law data', () => {
  const withEntry = (item: string): ChangeRow => {
    const row = listOf([])
    const content = row.content as { entries: object[] }
    return { ...row, content: { ...content, entries: [...content.entries, { group: 'risks', item }] } }
  }
  assert.deepEqual(
    refusalsOf(withEntry('NONE-1')).map(({ code }) => code),
    ['law-would-be-broken'],
  )
  assert.match(String(refusalsOf(withEntry('GEN-001'))[0]?.facts['places']), /GEN-001列了两次/)
})

test('an item that is no longer in force leaves its group empty', () => {
  const { entries } = listOf([]).content as { entries: { group: ChecklistGroup; item: string }[] }
  assert.deepEqual(
    missingGroups({ entries }, (item) => item !== 'GEN-036'),
    ['risks'],
  )
})

test('a cell of a sheet is told in words: law and article, industry, item; what has no name stays', () => {
  const names = {
    law: (code: string) => (code === 'WSL' ? '安全生产法' : null),
    industry: (code: string) => (code === 'general' ? '通用' : null),
    item: (id: string) => (id === 'GEN-001' ? '责任制是否建立' : null),
  }
  assert.equal(
    cellInWords('依据', 'WSL 41；WSL 21(1).3', names),
    '《安全生产法》第四十一条；《安全生产法》第二十一条第一款第（三）项',
  )
  assert.equal(cellInWords('行业代码', 'general', names), '通用')
  assert.equal(cellInWords('检查事项', 'GEN-001', names), '责任制是否建立（GEN-001）')
  assert.equal(cellInWords('依据', '粤演示〔2026〕1号 3', names), '《粤演示〔2026〕1号》第三条')
  assert.equal(cellInWords('单位', '次/年', names), '次/年')
  assert.equal(cellInWords('依据', null, names), null)
})
