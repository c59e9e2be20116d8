import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lawbook } from '../law/public.ts'
import { SECTORS } from './model.ts'

test('the sectors of a business are the families of the check lists, by the same names', () => {
  const families = Object.fromEntries(
    lawbook().checkItems.map(({ industry, industryName }) => [industry, industryName]),
  )
  assert.deepEqual({ ...SECTORS }, families)
})
