import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawbook } from '../../law/public.ts'
import { findCheckItem } from '../../law/rules/lawbook.ts'
import { SECTORS } from '../../registry/model.ts'
import { accidentTypes } from '../store/accident-causes.ts'
import { mattersOf } from './accident-causes.ts'

test('PLN-17: selecting an accident type proposes the matters linked to its causes, each with source and confidence', () => {
  const type = accidentTypes().find(({ code }) => code === 'confined-space')
  assert.ok(type)
  const causes = mattersOf(type, lawbook(), '2026-03-05')
  const matters = causes.flatMap((cause) => cause.matters.map(({ id }) => id))
  assert.ok(matters.includes('YXK-003') && matters.includes('YXK-004'), 'approval, ventilation and testing')
  for (const { confidence, source } of causes) assert.deepEqual([confidence, source !== ''], ['○', true])
  assert.deepEqual(mattersOf(type, lawbook(), '2000-01-01'), [], 'before a matter was in force it is not proposed')
})

test('PLN-17: every cause names check items that exist, of families that a special inspection can be bound to', () => {
  const codes = accidentTypes().map(({ code }) => code)
  assert.equal(new Set(codes).size, codes.length)
  for (const { code, causes } of accidentTypes())
    for (const { checkItemIds } of causes)
      for (const id of checkItemIds) {
        const item = findCheckItem(lawbook(), id)
        assert.ok(item && item.industry in SECTORS, `${code}: ${id}`)
      }
})
