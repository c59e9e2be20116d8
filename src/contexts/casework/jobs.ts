/** What happens without anybody's hand: clocks counted anew, alarms raised, news of publicity taken in. */
import { createHash } from 'node:crypto'
import { citationKey } from '../../kernel/citation.ts'
import { addDays, lawDateOf, type Instant } from '../../kernel/time.ts'
import { calendarOf } from '../../kernel/workday.ts'
import { NATIONWIDE, type Database, type Tx } from '../../platform/db.ts'
import { appendToJournal, canonical, type JournalAct } from '../../platform/journal.ts'
import type { Listener } from '../../platform/events.ts'
import { lawbook } from '../law/public.ts'
import { citationOf, findClock, lawBookOf, type LawBook } from '../law/rules/lawbook.ts'
import { keepAnswers } from './jobs/answers.ts'
import { AHEAD_MAX, alarmOf, type Alarm } from './rules/alarms.ts'
import { FINDING_KIND } from './rules/answers.ts'
import { caseRows, subjectOf, type ClockRow } from './rules/clocks.ts'
import { recountedClocks, recountedDues, type Books } from './rules/recount.ts'
import { sideRows, sideSubject } from './rules/side-view.ts'
import * as store from './store.ts'
import * as alarms from './store/alarm.ts'
import { moveClocks, saveClocks, type BoardRow, type SubjectClocks } from './store/clock.ts'
import * as proceedings from './store/proceeding.ts'
import * as recount from './store/recount.ts'
import { openClocks } from './transitions/road.ts'

const BATCH = 500
/** The ids of a bureau in two halves, so that two walkers share even a single bureau. */
const HALVES: readonly (readonly [string, string])[] = [
  ['00000000-0000-0000-0000-000000000000', '80000000-0000-0000-0000-000000000000'],
  ['7fffffff-ffff-ffff-ffff-ffffffffffff', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
]

type Recounting = Books & {
  /** Nothing was counted yet: every row is written. */
  readonly isFirst: boolean
  readonly at: Instant
  readonly tell?: ((done: number) => void) | undefined
}
export type Recounted = { cases: number; moved: number; procedures: number }

type Counted = SubjectClocks & { readonly was: readonly ClockRow[] }

/** The first time every row is written; later only what moved, and whole where other clocks run than before. */
async function writeClocks(tx: Tx, counted: readonly Counted[], isFirst: boolean) {
  if (isFirst) return saveClocks(tx, counted)
  const others = counted.filter(({ was, clocks }) => was.map(keyOf).join() !== clocks.map(keyOf).join())
  if (others.length > 0) await saveClocks(tx, others)
  const moved = counted.flatMap(({ of, was, clocks }) =>
    clocks.flatMap(({ clock, opensOn, dueOn }) => {
      const before = was.find((row) => row.clock === clock)
      return before && (before.dueOn !== dueOn || before.opensOn !== opensOn)
        ? [{ subjectId: of.id, clock, opensOn, dueOn }]
        : []
    }),
  )
  if (moved.length > 0) await moveClocks(tx, moved)
}
const keyOf = ({ clock }: ClockRow) => clock

async function recountCases(tx: Tx, span: recount.Span, { before, after, at, isFirst }: Recounting) {
  const cases = await recount.runningCases(tx, span)
  const again = cases.map((thing) => {
    const dues = recountedDues(thing, { before, after })
    const { defenceUntil, hearingUntil, payBy } = dues ?? {}
    const now = {
      ...thing,
      notice: thing.notice && {
        ...thing.notice,
        ...(defenceUntil ? { defenceUntil } : {}),
        ...(hearingUntil ? { hearingUntil } : {}),
      },
      decision: thing.decision && { ...thing.decision, ...(payBy ? { payBy } : {}) },
    }
    return {
      of: subjectOf(now),
      was: caseRows(thing, { book: before, at }),
      clocks: caseRows(now, { book: after, at }),
      dues,
    }
  })
  await writeClocks(tx, again, isFirst)
  const moved = again.flatMap(({ of, dues }) => (dues ? [{ id: of.id, dues }] : []))
  if (moved.length > 0) await recount.moveCaseDues(tx, moved)
  return { last: cases.at(-1)?.id ?? null, count: cases.length, moved: moved.length }
}

async function recountProcedures(tx: Tx, span: recount.Span, { isFirst, ...books }: Recounting) {
  const things = await recount.runningProceedings(tx, span)
  const again = things.map((thing) => {
    const clocks = recountedClocks(thing.clocks, books)
    return { was: sideRows(thing), thing: clocks ? { ...thing, clocks } : thing, hasMoved: clocks !== null }
  })
  await writeClocks(
    tx,
    again.map(({ thing, was }) => ({ of: sideSubject(thing), was, clocks: sideRows(thing) })),
    isFirst,
  )
  const moved = again.filter(({ hasMoved }) => hasMoved)
  if (moved.length > 0)
    await recount.moveProceedingClocks(
      tx,
      moved.map(({ thing }) => ({ id: thing.id, clocks: thing.clocks })),
    )
  return { last: things.at(-1)?.id ?? null, count: things.length, moved: moved.length }
}

type Part = { readonly region: string; readonly from: string; readonly below: string }
type Walked = { readonly count: number; readonly moved: number }
type Work = (tx: Tx, span: recount.Span) => Promise<Walked & { last: string | null }>

/** Walks one half of a bureau's ids, a batch in each transaction: nobody waits behind a hundred thousand rows. */
async function walkPart(db: Database, { region, from, below }: Part, work: Work): Promise<Walked> {
  let sum = { count: 0, moved: 0 }
  for (let after: string | null = from; after !== null; ) {
    const span: recount.Span = { region, after, below, limit: BATCH }
    const done = await db.transaction({ region }, (tx) => work(tx, span))
    sum = { count: sum.count + done.count, moved: sum.moved + done.moved }
    after = done.count < BATCH ? null : done.last
  }
  return sum
}

/** Two walkers take the parts in turn: while one waits for the database, the other counts. */
async function walkAll(db: Database, parts: readonly Part[], work: Work): Promise<Walked> {
  const waiting = [...parts]
  let sum = { count: 0, moved: 0 }
  const walker = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const done = await walkPart(db, part, work)
      sum = { count: sum.count + done.count, moved: sum.moved + done.moved }
    }
  }
  await Promise.all([walker(), walker()])
  return sum
}

/** Counts every running clock of every open case and procedure anew (T8). */
export async function recountClocks(db: Database, how: Recounting): Promise<Recounted> {
  const regions = await db.transaction(NATIONWIDE, recount.runningRegions)
  const parts = regions.flatMap((region) => HALVES.map(([from, below]) => ({ region, from, below })))
  let done = 0
  const cases = await walkAll(db, parts, async (tx, span) => {
    const answer = await recountCases(tx, span, how)
    done += answer.count
    how.tell?.(done)
    return answer
  })
  const sides = await walkAll(db, parts, (tx, span) => recountProcedures(tx, span, how))
  return { cases: cases.count, procedures: sides.count, moved: cases.moved + sides.moved }
}

const withCalendar = (book: LawBook, workdays: recount.Workdays): LawBook =>
  lawBookOf({ ...book, calendar: calendarOf(workdays.map(([date, kind]) => ({ date, kind }))) })

/** Counts anew when the calendar of working days is another one than the last time; null when it is the same. */
export async function recountIfChanged(db: Database, at: Instant): Promise<Recounted | null> {
  const { book, last } = await db.transaction(NATIONWIDE, async (tx) => ({
    book: lawbook(),
    last: await recount.countedWith(tx),
  }))
  const workdays: recount.Workdays = [...book.calendar.special].sort()
  if (last && canonical(last) === canonical(workdays)) return null
  const counted = await recountClocks(db, {
    before: last ? withCalendar(book, last) : book,
    after: book,
    at,
    isFirst: last === null,
  })
  await db.transaction(NATIONWIDE, (tx) => recount.saveCountedWith(tx, { workdays, at }))
  return counted
}

/** The decision of the case was made public: D-22 is met. The version stays, as nobody of the case took a step. */
export const onPublished: Listener = async ({ caseId, on }, { tx, at }) => {
  // Writing first takes the lock of the case: what is read behind it stays so.
  await store.markPublished(tx, { id: String(caseId), on: String(on) })
  const thing = await store.getCase(tx, String(caseId))
  await saveClocks(tx, [{ of: subjectOf(thing), clocks: caseRows(thing, { book: lawbook(), at }) }])
}

/** It was decided that it is not shown: D-22 has nothing to wait for. */
export const onKeptBack: Listener = async ({ caseId, on }, { tx, at }) => {
  await store.markKeptBack(tx, { id: String(caseId), on: String(on) })
  const thing = await store.getCase(tx, String(caseId))
  await saveClocks(tx, [{ of: subjectOf(thing), clocks: caseRows(thing, { book: lawbook(), at }) }])
}

/** Its notice was taken down: whatever remedy asked for that has its D-24 met. */
export const onWithdrawn: Listener = async ({ caseId, on }, { tx }) => {
  for (const thing of await proceedings.ofCase(tx, String(caseId))) {
    if (!openClocks(thing).some(({ clock }) => clock === 'D-24')) continue
    const clocks = thing.clocks.map((one) =>
      one.clock === 'D-24' && one.endedOn === null ? { ...one, endedOn: String(on) } : one,
    )
    await recount.moveProceedingClocks(tx, [{ id: thing.id, clocks }])
    const now = { ...thing, clocks }
    await saveClocks(tx, [{ of: sideSubject(now), clocks: sideRows(now) }])
  }
}

const actOf = (
  region: string,
  at: Instant,
  act: Pick<JournalAct, 'action' | 'subjectKind' | 'subjectId' | 'cites' | 'detail'>,
): JournalAct => ({
  region,
  at,
  deviceAt: null,
  asker: 'system',
  askerName: '系统',
  address: '',
  outcome: 'done',
  digest: createHash('sha256').update(canonical(act.detail)).digest('hex'),
  ...act,
})

/** One row for each alarm that went to a head, with the article; how many others there were in one more. */
async function journalAlarms(
  tx: Tx,
  region: string,
  { raised, at }: { raised: readonly (BoardRow & Alarm)[]; at: Instant },
) {
  const book = lawbook()
  for (const { id, caseId, kind, dueClock, dueOn, level, told } of raised) {
    if (told === null) continue
    const basis = findClock(book, dueClock, dueOn)?.basis.map(citationOf) ?? []
    await appendToJournal(
      tx,
      actOf(region, at, {
        action: 'casework.clock-escalated',
        subjectKind: caseId ? 'case' : kind === FINDING_KIND ? 'finding' : 'proceeding',
        subjectId: caseId ?? id,
        cites: basis.map(citationKey).join(' '),
        detail: { kind, clock: dueClock, due: dueOn, level, told },
      }),
    )
  }
  await appendToJournal(
    tx,
    actOf(region, at, {
      action: 'casework.alarms-raised',
      subjectKind: null,
      subjectId: null,
      cites: '',
      detail: { count: raised.length, toHeads: raised.filter(({ told }) => told !== null).length },
    }),
  )
}

/** Alarms before a clock runs out, and to whom it goes when it has: each is raised once. Answers how many were new. */
export async function raiseAlarms(db: Database, at: Instant): Promise<number> {
  const today = lawDateOf(at)
  const until = addDays(today, AHEAD_MAX)
  let count = 0
  for (const region of await db.transaction(NATIONWIDE, (tx) => alarms.regionsWithClocks(tx, until)))
    count += await db.transaction({ region }, async (tx) => {
      const rows = await alarms.dueIn(tx, { region, until })
      const due = rows.flatMap((row) => {
        const alarm = alarmOf(row, { book: lawbook(), today })
        return alarm ? [{ ...row, ...alarm }] : []
      })
      const raised = await alarms.insertAlarms(tx, due, at)
      if (raised.length > 0) await journalAlarms(tx, region, { raised, at })
      return raised.length
    })
  return count
}

/** Once in a while and at every start: clocks as the calendar is today, those of answers that hosts owe, then the alarms. */
export async function keepClocks(db: Database, at: Instant): Promise<{ recounted: Recounted | null; raised: number }> {
  const recounted = await recountIfChanged(db, at)
  await keepAnswers(db)
  return { recounted, raised: await raiseAlarms(db, at) }
}
