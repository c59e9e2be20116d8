import assert from 'node:assert/strict'
import { test } from 'node:test'
import { draftLink } from './draft-link.ts'

const to = (key: string) => draftLink(key)?.to ?? null

test('a draft leads back to the form and the record that it was typed for', () => {
  assert.equal(to('inspection/plan/new'), '/inspections/new')
  assert.equal(to('inspection/plan/e1'), '/inspections/new?enterprise=e1')
  assert.equal(to('inspection/i1/plan/2'), '/inspections/i1/plan')
  assert.equal(to('inspection/i1/order/3'), '/inspections/i1')
  assert.equal(to('case/filing/new'), '/cases/new')
  assert.equal(to('case/filing/i1'), '/cases/new?inspection=i1')
  assert.equal(to('case/filing/i1/principal'), '/cases/new?inspection=i1&against=principal')
  assert.equal(to('case/filing/new/principal'), '/cases/new?against=principal')
  assert.equal(to('case/c1/submit-report/4'), '/cases/c1/submit-report')
  assert.equal(to('enterprise/new'), '/enterprises/new')
  assert.equal(to('enterprise/e1/7'), '/enterprises/e1/edit')
})

test('drafts of the other apps are not offered', () => {
  assert.equal(to('visit/i1'), null)
  assert.equal(to(''), null)
})
