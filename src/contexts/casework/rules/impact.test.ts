import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNot } from '../../../kernel/step.ts'
import { loadLawBook } from '../../law/store.ts'
import { aCase, askerOf, ID, someFacts } from '../fixtures.ts'
import { decide, proposeDecision } from '../transitions/decision.ts'
import { gentlerThan, impactWords, measuresIn, wrongRow } from './impact.ts'

const row = (measure: string, days: string, turnover: string, removes = '能') => ({
  measure,
  days,
  jobs: '3',
  turnover,
  removes,
})

test('CAS-16: a row is read only whole; days, jobs and share are numbers', () => {
  assert.equal(wrongRow([row('停用', '2', '0.4')]), null)
  assert.deepEqual(wrongRow([row('停用', '2', '0.4'), row('停产', '十', '3')]), { row: 2, what: '停产天数不是数字' })
  assert.equal(wrongRow([row('停用', '2', '101')])?.what, '营业额占比不是0至100的数字')
  assert.equal(wrongRow([row('停用', '2', '1', '也许')])?.row, 1)
  assert.equal(wrongRow([row('', '2', '1')])?.what, '措施没有填写')
})

test('CAS-16, circular 14: gentler is what removes the danger in fewer days, or in as many for less', () => {
  const all = measuresIn([row('停产', '10', '3'), row('停用', '2', '0.4'), row('暂不采取', '0', '0', '否')])
  assert.equal(gentlerThan(all, '停产')?.measure, '停用')
  assert.equal(gentlerThan(all, '停用'), null, 'doing nothing removes nothing')
  const equal = measuresIn([row('甲', '2', '1'), row('乙', '2', '0.5')])
  assert.equal(gentlerThan(equal, '甲')?.measure, '乙')
  assert.equal(gentlerThan(equal, '乙'), null)
})

const stopped = (impact: 'none' | 'assessed') => {
  const base = aCase('proposed')
  const thing = { ...base, decision: base.decision && { ...base.decision, measures: ['责令停产停业整顿'] } }
  const facts = someFacts({
    impactWords: impactWords(loadLawBook(), { region: thing.region, date: '2026-03-16' }),
    beside:
      impact === 'none'
        ? []
        : [{ id: 'i', kind: 'impact', label: '', state: 'assessed', stateLabel: '', isOpen: false, outlives: false }],
  })
  return { thing, facts, by: askerOf(ID.principal), at: '2026-03-16T02:00:00.000Z' }
}

test('CAS-16, circular 14: no decision stops a business before its cost was weighed; an ordinary one needs no worksheet', () => {
  const [refusal, ...others] = whyNot(decide, { ...stopped('none'), input: { opinion: '同意' } as never })
  assert.deepEqual([refusal?.code, refusal?.cites?.article, others.length], ['impact-not-assessed', 14, 0])
  assert.deepEqual(whyNot(decide, { ...stopped('assessed'), input: { opinion: '同意' } as never }), [])
  const plain = { ...stopped('none'), thing: aCase('proposed'), input: { opinion: '同意' } as never }
  assert.deepEqual(whyNot(decide, plain), [])
})

test('CAS-16: what was notified already asks for the worksheet when the decision is proposed', () => {
  const base = aCase('notified')
  const thing = { ...base, notice: base.notice && { ...base.notice, measures: ['暂扣安全生产许可证'] } }
  const codes = whyNot(proposeDecision, {
    ...stopped('none'),
    thing,
    by: askerOf(ID.first),
    input: {
      amounts: base.notice?.amounts ?? [],
      measures: ['责令限期改正'],
      opinion: '建议处罚',
      reasons: '',
    } as never,
  }).map(({ code }) => code)
  assert.ok(codes.includes('impact-not-assessed'), codes.join())
})
