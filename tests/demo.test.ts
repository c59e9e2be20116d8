/** The plot of the demo county, before it is told; tests/screens.test.ts looks at what the telling leaves. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CASE_STATES } from '../src/contexts/casework/model.ts'
import { lawbook } from '../src/contexts/law/public.ts'
import { refusesRoles } from '../src/contexts/people/rules/permissions.ts'
import { whyNoCreditCode } from '../src/kernel/credit-code.ts'
import { addDays, yearOf } from '../src/kernel/time.ts'
import { demoBureaus } from '../src/demo/bureaus.ts'
import { CASE_ENDS } from '../src/demo/case.ts'
import { demoEnterprises } from '../src/demo/enterprises.ts'
import { demoPeople } from '../src/demo/people.ts'
import { plotOf } from '../src/demo/plot.ts'
import { randomOf } from '../src/demo/random.ts'

/** A Sunday, a day in a long holiday, the last and the first day of a year: the demo may be loaded on any. */
const DAYS = ['2026-03-05', '2026-03-08', '2026-10-03', '2025-12-31', '2026-01-01']

function countyOn(today: string) {
  const random = randomOf(20_250_227)
  const people = demoPeople(random, today)
  const enterprises = demoEnterprises(random, today)
  return { today, people, enterprises, ...plotOf({ enterprises, people, random, today, calendar: lawbook().calendar }) }
}

test('one date, one county: the same people, businesses, visits and cases under the same ids', () => {
  assert.deepEqual(countyOn('2026-03-05'), countyOn('2026-03-05'))
  assert.notDeepEqual(countyOn('2026-03-05').visits[0]?.on, countyOn('2026-05-05').visits[0]?.on)
})

test('one city, three counties, twelve towns, thirty people, six hundred businesses with valid codes, all marked as invented', () => {
  const { people, enterprises } = countyOn('2026-03-05')
  assert.deepEqual(
    [4, 6, 9].map((length) => demoBureaus().filter(({ region }) => region.length === length).length),
    [1, 3, 12],
  )
  assert.deepEqual([people.length, enterprises.length], [30, 600])
  assert.deepEqual(
    enterprises.filter(({ creditCode, name }) => whyNoCreditCode(creditCode) !== null || !name.includes('演示')),
    [],
  )
  assert.equal(new Set(enterprises.map(({ creditCode }) => creditCode)).size, 600)
  assert.ok(demoBureaus().every(({ name }) => name.includes('演示')))
})

test('APL 57, 58: nobody of the demo county holds two sides of one act, and the two officers of a visit are two', () => {
  const { people, visits } = countyOn('2026-03-05')
  assert.deepEqual(
    people.flatMap(({ officer }) => refusesRoles(officer.roles)),
    [],
  )
  for (const { team } of visits) {
    assert.equal(
      new Set([team.first, team.second, team.unit, team.legal, team.deputy, team.head].map(({ officer }) => officer.id))
        .size,
      6,
    )
    assert.ok([team.first, team.second].every(({ officer }) => officer.certificate !== null))
  }
})

for (const day of DAYS) {
  test(`circular 2025-02-27, art. 3: loaded on ${day}, no business is visited twice in a year, and cases end in every state`, () => {
    const { visits, cases } = countyOn(day)
    const years = visits.map(({ enterprise, on }) => `${enterprise.id} ${yearOf(on)}`)
    assert.equal(new Set(years).size, years.length)
    assert.deepEqual(
      CASE_ENDS.filter((end) => !cases.some((one) => one.end === end)),
      [],
    )
    assert.deepEqual(
      Object.keys(CASE_STATES).filter((state) => !(CASE_ENDS as readonly string[]).includes(state)),
      [],
    )
    assert.ok(visits.every(({ on }) => on >= addDays(day, -760) && on <= addDays(day, 14)))
  })
}
