import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { DatabaseError } from 'pg'
import sql from 'sql-template-tag'
import { freshDatabase } from '../../../tests/support/database.ts'
import { Conflict } from '../../kernel/answer.ts'
import { Refused } from '../../kernel/refusal.ts'
import { NATIONWIDE, openDatabase, type Database, type Tx } from '../../platform/db.ts'
import type { Grade, GradeChange } from '../registry/model.ts'
import { createEnterprises, getGradeOn } from '../registry/public.ts'
import { gradeOn } from '../registry/rules/grade-history.ts'
import { insertGrades } from '../registry/store/registers.ts'
import { aBusiness, AT, REGION } from './fixtures.ts'
import { commit, release, reserve } from './public.ts'
import { commitEntry, leaseSlot, returnSlot } from './public/leases.ts'
import { addDays } from '../../kernel/time.ts'

/** Years of random acts on random businesses; PLUMBLINE_RANDOM_YEARS asks for more. */
const YEARS = Number(process.env['PLUMBLINE_RANDOM_YEARS'] ?? 2_000)
const BATCH = 50
const LANES = 4

/** Written down once more, so that a wrong row of the law book does not pass its own test. */
const MATRIX: Record<'high' | 'other', Record<Grade, number>> = {
  high: { 1: 2, 2: 4, 3: 8, none: 12 },
  other: { 1: 1, 2: 2, 3: 4, none: 6 },
}

const DAYS = ['2026-02-10', '2026-06-20', '2026-11-30', '2027-01-05'] as const
const reason = fc.constantFrom('plan', 'plan', 'plan', 'draw', 'complaint', 'transfer', 'monitoring', 'guidance')
const slot = fc.integer({ min: 0, max: 15 })
const day = fc.constantFrom(...DAYS)
const grade = fc.constantFrom<Grade>('1', '2', '3', 'none')

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('plan'), slot, reason, day }) },
  // The second body of a joint visit, or a device that sends its plan once more: the same inspection again.
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('joint'), slot, reason: fc.constant('plan'), day }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('scan'), slot, day }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel'), slot }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('grade'), grade, day }) },
  // A phone takes the slot along, tells its entry after New Year, perhaps twice, or brings the slot back.
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lease'), slot }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('replay'), slot, day }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('return'), slot }) },
)
/** When the phones come back into the network. */
const LATE = '2027-01-20T02:00:00.000Z'
const LEASE_DAYS = 3
type Act = { kind: string; slot?: number; reason?: string; day?: string; grade?: Grade }

const year = fc.record({
  grade,
  highRisk: fc.boolean(),
  together: fc.boolean(),
  acts: fc.array(act as fc.Arbitrary<Act>, { minLength: 6, maxLength: 22 }),
})
type Year = { grade: Grade; highRisk: boolean; together: boolean; acts: Act[] }

/** What the ledger should say of one business, written as plainly as the circular puts it. */
class Model {
  readonly grades: GradeChange[]
  readonly visits = new Map<number, { year: number; day: string; exempt: boolean; counted: boolean; made: boolean }>()
  readonly leases = new Map<number, { until: string; ended: 'committed' | 'over' | null }>()
  constructor({ grade, highRisk }: Year) {
    this.grades = [{ grade, highRisk, effectiveFrom: '2025-01-01', reason: '', recordedBy: '', recordedAt: '' }]
  }

  used(year: number, but?: number) {
    return [...this.visits].filter(([slot, visit]) => slot !== but && visit.counted && visit.year === year).length
  }
  made(year: number) {
    return [...this.visits.values()].filter((visit) => visit.counted && visit.made && visit.year === year).length
  }
  cap(day: string) {
    const { grade, highRisk } = gradeOn(this.grades, day)
    return MATRIX[highRisk ? 'high' : 'other'][grade]
  }

  /** Whether the act should be done; the model follows where it is. */
  takes({ kind, slot = 0, reason = 'plan', day = '', grade = 'none' }: Act): boolean {
    const there = this.visits.get(slot)
    const of = Number(day.slice(0, 4))
    if (kind === 'grade') {
      this.grades.push({
        grade,
        highRisk: gradeOn(this.grades, day).highRisk,
        effectiveFrom: day,
        reason: '',
        recordedBy: '',
        recordedAt: '',
      })
      return true
    }
    const lease = this.leases.get(slot)
    if (kind === 'lease' || kind === 'replay' || kind === 'return') return this.takesOfPhone({ kind, slot, day })
    if (kind === 'cancel') {
      if (!there || there.made) return true
      if (lease?.ended === null) return false
      return this.visits.delete(slot)
    }
    if (kind === 'scan') return there?.made ? false : this.enters(slot, day)
    if (there?.made) return true
    const exempt = ['complaint', 'transfer', 'monitoring'].includes(reason)
    const counted = there?.counted ?? reason !== 'guidance'
    const needsSlot = counted && !exempt && (!there || there.year !== of || there.exempt)
    if (needsSlot && this.used(of, slot) >= this.cap(day)) return false
    this.visits.set(slot, { year: of, day, exempt, counted, made: false })
    return true
  }

  enters(slot: number, day: string): boolean {
    const there = this.visits.get(slot)
    const of = Number(day.slice(0, 4))
    if (!there) return false
    const isFull =
      there.counted &&
      !there.exempt &&
      (this.made(of) >= this.cap(day) || (of !== there.year && this.used(of, slot) >= this.cap(day)))
    if (!isFull) this.visits.set(slot, { ...there, year: of, day, made: true })
    return !isFull
  }

  takesOfPhone({ kind, slot, day }: { kind: string; slot: number; day: string }): boolean {
    const there = this.visits.get(slot)
    const lease = this.leases.get(slot)
    if (kind === 'lease') {
      if (!there || there.made) return false
      this.leases.set(slot, { until: addDays(there.day, LEASE_DAYS), ended: null })
      return true
    }
    if (!lease) return false
    if (kind === 'return') {
      lease.ended ??= 'over'
      return true
    }
    if (lease.ended === 'committed' || there?.made) {
      lease.ended ??= 'committed'
      return true
    }
    if (lease.ended === 'over' || day > lease.until || !this.enters(slot, day)) return false
    lease.ended = 'committed'
    return true
  }
}

type Business = { id: string; inspections: readonly string[]; leases: Set<number> }

/** What a phone asks; a phone without a lease asks nothing. */
async function donePhone(
  tx: Tx,
  { inspections, leases }: Business,
  { kind, slot = 0, day = '' }: Act,
): Promise<boolean> {
  if (kind === 'lease') {
    const asked = { inspectionId: inspections[slot] ?? '', bureau: REGION.county, device: '平板1', at: AT, by: 'test' }
    await leaseSlot(tx, { id: randomUUID(), ...asked })
    leases.add(slot)
    return true
  }
  if (!leases.has(slot)) return false
  const told = { inspectionId: inspections[slot] ?? '', device: '平板1' }
  if (kind === 'return') await returnSlot(tx, { ...told, at: AT })
  else await commitEntry(tx, { ...told, enteredAt: `${day}T03:00:00.000Z`, at: LATE, by: 'test' })
  return true
}

async function done(
  db: Database,
  business: Business,
  { kind, slot = 0, reason = 'plan', day = '', grade = 'none' }: Act,
  highRisk: boolean,
): Promise<boolean> {
  const { id, inspections } = business
  const author = { inspectionId: inspections[slot] ?? '', at: AT, by: 'test' }
  try {
    return await db.transaction({ region: kind === 'joint' ? REGION.city : REGION.county }, async (tx) => {
      if (kind === 'lease' || kind === 'replay' || kind === 'return')
        return donePhone(tx, business, { kind, slot, day })
      if (kind === 'cancel') await release(tx, author)
      else if (kind === 'scan') await commit(tx, { ...author, on: day })
      else if (kind === 'grade') {
        await insertGrades(tx, [
          {
            enterpriseId: id,
            region: REGION.town,
            grade,
            highRisk,
            effectiveFrom: day,
            reason: '复评',
            recordedBy: '测试',
            recordedAt: AT,
          },
        ])
      } else
        await reserve(tx, {
          ...author,
          enterprise: { id, region: REGION.town },
          bureau: REGION.county,
          on: day,
          reason,
          reasonRef: reason === 'plan' ? '' : '线索1号',
          checkItemIds: ['GEN-001'],
        })
      return true
    })
  } catch (error) {
    // A refusal and a conflict are answers; a deadlock or a broken constraint is a fault and fails the test. Two hands
    // that grade one business at the same instant: the second is told to look again.
    if (error instanceof Refused || error instanceof Conflict) return false
    if (kind === 'grade' && error instanceof DatabaseError && error.code === '23505') return false
    throw error
  }
}

type Counted = { year: number; used: number; made: number; live: number; gone: number; beyond: number }

/** The counts, what the visits themselves add up to, and how many stand beyond their cap without a cause. */
const countsOf = (db: Database, id: string) =>
  db.transaction(NATIONWIDE, (tx) =>
    tx.rows<Counted>(sql`
  select c.year, c.used, c.made, count(v.id) filter (where v.counted) as live, count(v.id) filter (where v.counted and v.state = 'committed') as gone,
    count(v.id) filter (where v.counted and v.exempt_cause is null and v.ordinal > v.cap) as beyond
  from planning.year_counter c left join planning.visit v on v.enterprise_id = c.enterprise_id and v.year = c.year and v.state <> 'released'
  where c.enterprise_id = ${id} group by c.year, c.used, c.made order by c.year`),
  )

async function lived(db: Database, one: Year, id: string) {
  const business = {
    id,
    inspections: Array.from({ length: 16 }, () => randomUUID()),
    leases: new Set<number>(),
  }
  const model = new Model(one)
  const { acts } = one
  if (one.together) {
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        for (const step of acts.filter((_, at) => at % LANES === lane)) await done(db, business, step, one.highRisk)
      }),
    )
  } else {
    for (const step of acts)
      assert.equal(
        await done(db, business, step, one.highRisk),
        model.takes(step),
        `${step.kind} in ${JSON.stringify(acts)}`,
      )
  }
  const counts = await countsOf(db, id)
  for (const { year, used, made, live, gone, beyond } of counts) {
    assert.deepEqual(
      [used, made, beyond],
      [live, gone, 0],
      `the counts of ${year} are those of the visits, none beyond its cap`,
    )
    if (!one.together) assert.deepEqual([used, made], [model.used(year), model.made(year)])
  }
  // Among actors who grade at the same time the last word is whoever's came last: the register tells which.
  const cap = one.together ? await capInBooks(db, id) : model.cap(LAST_DAY)
  await nothingIsLost(db, { one, cap, id, used: counts.find(({ year }) => year === 2026)?.used ?? 0 })
}

const LAST_DAY = '2026-11-30'

async function capInBooks(db: Database, id: string): Promise<number> {
  const { grade, highRisk } = await db.transaction(NATIONWIDE, (tx) => getGradeOn(tx, id, LAST_DAY))
  return MATRIX[highRisk ? 'high' : 'other'][grade]
}

/** What is free can be planned to the last slot, and not one more. */
async function nothingIsLost(
  db: Database,
  { one, cap, id, used }: { one: Year; cap: number; id: string; used: number },
) {
  const inspections = Array.from({ length: 16 }, () => randomUUID())
  let planned = 0
  while (
    planned < 16 &&
    (await done(
      db,
      { id, inspections, leases: new Set() },
      { kind: 'plan', slot: planned, day: LAST_DAY },
      one.highRisk,
    ))
  )
    planned += 1
  assert.equal(planned, Math.max(0, cap - used), `${used} of ${cap} were used`)
}

test(`circular art. 3: ${YEARS} random years of plans, joint visits, scans, cancellations, grades and offline replays end within the cap and lose no slot`, async (t) => {
  const { url } = await freshDatabase(t)
  const db = openDatabase(url, 12)
  t.after(() => db.close())
  let serial = 0
  await fc.assert(
    fc.asyncProperty(fc.array(year, { minLength: BATCH, maxLength: BATCH }), async (years) => {
      const businesses = years.map(({ grade, highRisk }) => aBusiness((serial += 1), { grade, highRisk }))
      await db.transaction(NATIONWIDE, (tx) =>
        createEnterprises(tx, businesses, {
          at: AT,
          byId: 'test',
          byName: '测试',
          source: '测试',
          gradesFrom: '2025-01-01',
        }),
      )
      const waiting = years.map((one, at) => ({ one, id: businesses[at]?.id ?? '' }))
      await Promise.all(
        Array.from({ length: 4 }, async () => {
          for (let next = waiting.pop(); next; next = waiting.pop()) await lived(db, next.one, next.id)
        }),
      )
    }),
    { numRuns: Math.ceil(YEARS / BATCH), endOnFailure: true },
  )
  t.diagnostic(`${serial} years, half of them with ${LANES} actors at a time`)
  assert.ok(serial >= YEARS)
})
