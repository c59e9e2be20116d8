import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asker } from '../../kernel/asker.ts'
import { whyNot, type AnyStep } from '../../kernel/step.ts'
import { aCase } from '../casework/fixtures.ts'
import { NOTICE_STATES, type Notice, type NoticeState, type Publish } from './model.ts'
import { noticeOf } from './rules/notice.ts'
import * as transitions from './transitions.ts'

const thing = aCase('decided')
const MONTHS = { minorMax: 3, generalMin: 3, generalMax: 12, seriousMin: 12, seriousMax: 36 }
const aNotice = (part: Partial<Notice> = {}): Notice => ({
  ...noticeOf({
    id: thing.id,
    thing,
    bureau: '演示市应急管理局',
    publishBy: '2026-03-25',
    months: MONTHS,
    persons: [],
  }),
  ...part,
})
const officer: Asker = {
  id: 'o',
  name: '演示甲',
  kind: 'officer',
  region: '4419',
  roles: ['publicity-officer'],
  permissions: ['publicity.publish', 'publicity.withdraw', 'publicity.keep-back'],
}
const AT = '2026-03-20T02:00:00.000Z'
const inputs: Record<string, unknown> = {
  publish: { shownBecause: '' },
  'keep-back': { ground: 'secret', reason: '涉及当事人的商业秘密', basis: '' },
  withdraw: { ground: 'mistaken', effectiveOn: '2026-03-20', reason: '公示对象有误' },
}
const refusals = (step: AnyStep, notice: Notice, input = inputs[step.name], at = AT) =>
  whyNot(step, { thing: notice, input, facts: { withdrawBy: null, maskedFacts: null }, by: officer, at }).map(
    ({ code }) => code,
  )

for (const step of transitions.lifecycle.steps) {
  test(`${step.name}: from ${step.from.join(', ')} and from no other state`, () => {
    for (const state of Object.keys(NOTICE_STATES) as NoticeState[]) {
      assert.deepEqual(refusals(step, aNotice({ state })), step.from.includes(state) ? [] : ['wrong-state'], state)
    }
  })
}

test('A29, CR36: a minor penalty is shown only for a reason', () => {
  const input = (shownBecause: string): Publish => ({ shownBecause })
  assert.deepEqual(
    refusals(transitions.publish, aNotice({ creditClass: 'minor' }), input(''), '2026-04-20T02:00:00.000Z'),
    ['minor-not-shown'],
  )
  assert.deepEqual(
    refusals(
      transitions.publish,
      aNotice({ creditClass: 'minor' }),
      input('同类违法频发，确有警示必要'),
      '2026-04-20T02:00:00.000Z',
    ),
    [],
  )
})

test('CR36: on the last day of its longest period it may still be shown, on the next not', () => {
  assert.deepEqual(
    refusals(
      transitions.publish,
      aNotice({ maxShownUntil: '2026-06-30' }),
      inputs['publish'],
      '2026-06-30T15:59:00.000Z',
    ),
    [],
  )
  assert.deepEqual(
    refusals(
      transitions.publish,
      aNotice({ maxShownUntil: '2026-06-30' }),
      inputs['publish'],
      '2026-06-30T16:00:00.000Z',
    ),
    ['showing-run-out'],
  )
})

test('APL 48: taken down between the day of the decision and today', () => {
  const on = (effectiveOn: string) =>
    refusals(transitions.withdraw, aNotice(), { ground: 'revoked', effectiveOn, reason: '复议撤销' })
  assert.deepEqual(on('2026-03-16'), [])
  assert.deepEqual(on('2026-03-15'), ['withdrawn-before-decision'])
  assert.deepEqual(on('2026-03-20'), [])
  assert.deepEqual(on('2026-03-21'), ['withdrawn-in-the-future'])
})

test('PLN-18, circular art. 14: a notice that sets or praises a target is refused with the article; facts of the case are not', () => {
  const why = (shownBecause: string) =>
    whyNot(transitions.publish, {
      thing: aNotice(),
      input: { shownBecause, facts: '该企业未按规定每月检查消防设施不少于1次' },
      facts: { withdrawBy: null, maskedFacts: null },
      by: officer,
      at: AT,
    }).map(({ code, cites }) => [code, cites?.instrument, cites?.article])
  assert.deepEqual(why('我局全年完成执法检查不少于200次，位居全市前列'), [['inspection-quota', 'MEM-2025-02-27', 14]])
  assert.deepEqual(why('同类违法频发，确有警示必要'), [])
  assert.deepEqual(
    refusals(transitions.withdraw, aNotice({ state: 'published' }), {
      ground: 'mistaken',
      effectiveOn: '2026-03-20',
      reason: '按处罚金额考核排名后重新公示',
    }),
    ['assessed-by-visits-or-fines'],
  )
})

test('APL 48, 50: what is not shown says on which ground and article; minor only by its class, another law by its name', () => {
  const with_ = (ground: string, part: object = {}, notice = aNotice()) =>
    refusals(transitions.keepBack, notice, { ground, reason: '写明的理由', basis: '', ...part })
  assert.deepEqual(with_('minor-class', {}, aNotice({ creditClass: 'general' })), ['not-of-the-minor-class'])
  assert.deepEqual(with_('minor-class', {}, aNotice({ creditClass: 'minor' })), [])
  assert.deepEqual(with_('other-law'), ['basis-missing'])
  assert.deepEqual(with_('other-law', { basis: '《演示法》第三条' }), [])
  const fell = { ground: 'revoked' as const, on: '2026-03-18', dueOn: '2026-03-23' }
  assert.deepEqual(with_('secret', {}, aNotice({ fell })), ['decision-fell'])
})
