import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Parameter } from '../../law/model.ts'
import { decideVisit } from '../../law/rules/caps.ts'
import { lawBookOf } from '../../law/rules/lawbook.ts'
import { lawbook } from '../../law/public.ts'
import type { RiskGrade } from '../model.ts'
import { capFor, riskGradeOn, schemesOf } from './risk-scheme.ts'

const parameter = (key: string, value: Parameter['value']): Parameter => ({
  key,
  value,
  unit: '次/年',
  basis: [{ instrument: 'S000', article: 3 }],
  basisNote: '示例市分级办法',
  region: '4413',
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  confidence: '○',
  source: '示例',
})
const COLOURS = { red: 6, orange: 4, yellow: 2, blue: 1 }
/** An invented city whose instrument maps four colours to caps, beside the real law data. */
const book = lawBookOf({
  ...lawbook(),
  parameters: [
    ...lawbook().parameters,
    parameter('inspection.cap-schemes', ['risk-colour']),
    ...Object.entries(COLOURS).map(([colour, most]) =>
      parameter(`inspection.yearly-cap.risk-colour.high.${colour}`, most),
    ),
  ],
})
const grade = (colour: string, effectiveFrom: string, scheme = 'risk-colour'): RiskGrade => ({
  scheme,
  grade: colour,
  effectiveFrom,
  instrument: '示例分级〔2026〕1号',
})
const cap = (riskGrades: RiskGrade[], date = '2026-06-01', region = '441302') =>
  capFor(book, { highRisk: true, grade: '1', riskGrades }, { region, date })

for (const [colour, most] of Object.entries(COLOURS)) {
  test(`circular art. 3, last sentence: where the region grades by risk, ${colour} is visited ${most} times a year`, () => {
    const bound = cap([grade(colour, '2026-02-01')])
    assert.equal(bound?.visitsMax, most)
    assert.equal(bound?.riskGrade?.instrument, '示例分级〔2026〕1号', 'the reason is printed')
    assert.equal(bound?.confidence, '○')
  })
}

test('circular art. 3: another city, an ungraded business and an unknown colour keep the table of the circular', () => {
  assert.equal(cap([grade('red', '2026-02-01')], '2026-06-01', '440106')?.visitsMax, 2)
  assert.equal(cap([])?.visitsMax, 2)
  assert.equal(cap([grade('violet', '2026-02-01')])?.visitsMax, 2)
  assert.equal(cap([grade('red', '2026-02-01')], '2025-12-31')?.visitsMax, 2, 'the day before the scheme')
  assert.equal(cap([grade('red', '2026-02-01')], '2025-02-26'), null, 'the day before the circular')
})

test('circular art. 3 (ENT-03): a grade counts from its day and not backwards', () => {
  const history = [grade('blue', '2026-02-01'), grade('red', '2026-05-01')]
  assert.equal(cap(history, '2026-04-30')?.visitsMax, 1)
  assert.equal(cap(history, '2026-05-01')?.visitsMax, 6)
  assert.equal(riskGradeOn(history, ['coal-class'], '2026-05-01'), null)
})

test('circular art. 3: Shanxi grades its mines itself, by data; `law caps` asks the same table with riskScheme', () => {
  const at = { region: '140105', date: '2026-01-01' }
  assert.deepEqual(schemesOf(lawbook(), at), ['coal-class', 'mine-class'])
  assert.deepEqual(schemesOf(lawbook(), { ...at, region: '441302' }), [])
  const coal = { highRisk: true, grade: 'none', riskGrades: [grade('A', '2025-06-01', 'coal-class')] }
  assert.equal(capFor(lawbook(), coal, at)?.visitsMax, 2)
  const decided = decideVisit(lawbook(), {
    business: { isHighRisk: true, grade: 'A', scheme: 'coal-class' },
    region: at.region,
    visits: [],
    proposed: { on: at.date, reason: 'plan' },
  })
  assert.equal(decided.cap, 2)
})
