import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Removal } from '../model.ts'
import { refusesDeciding } from './removal.ts'

const asked: Removal & { region: string } = {
  id: 'removal',
  because: '误拍',
  askedBy: '甲某',
  askedById: 'a',
  askedAt: '2026-03-05T01:00:00.000Z',
  granted: null,
  decidedBecause: null,
  decidedBy: null,
  decidedAt: null,
  region: '441302',
}

test('A37 (APL 47): whoever asks that evidence count no longer does not decide it, whatever his roles', () => {
  assert.equal(refusesDeciding(asked, { id: 'a', region: '441302' })?.code, 'asked-it-oneself')
  assert.equal(refusesDeciding(asked, { id: 'b', region: '441302' }), null)
})
