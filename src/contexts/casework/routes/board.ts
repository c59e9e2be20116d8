import { addDays } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { findClock } from '../../law/rules/lawbook.ts'
import { getBureau } from '../../people/public.ts'
import * as contract from '../contract/board.ts'
import { alarmOf, workdaysLeft } from '../rules/alarms.ts'
import { markSeen, unseenAlarms } from '../store/alarm.ts'
import { boardCounts, dueUntil, type BoardRow, type CountRow } from '../store/clock.ts'
import { officersAmong } from './facts.ts'

const WEEK_DAYS = 7

/** A running clock with the days left, and who hears of it (what voids an act goes to the principal head at once). */
export function boardEntry(row: BoardRow, { today }: { today: string }): contract.BoardEntry {
  const book = lawbook()
  return {
    ...row,
    workdaysLeft: workdaysLeft(row.dueOn, { book, today }),
    when: row.dueOn < today ? 'overdue' : row.dueOn === today ? 'today' : 'week',
    breach: findClock(book, row.dueClock, today)?.breach ?? null,
    escalatesTo: alarmOf(row, { book, today })?.told ?? null,
  }
}

/** The names of bureaus and the units of the officers, each asked for once. */
async function withNames({ tx }: Ctx, counts: readonly CountRow[]) {
  const bureaus = new Map<string, string>()
  for (const { region } of counts)
    if (!bureaus.has(region)) bureaus.set(region, (await getBureau(tx, region).catch(() => null))?.name ?? region)
  const ids = [...new Set(counts.flatMap(({ officerId }) => (officerId ? [officerId] : [])))]
  const units = new Map((await officersAmong(tx, ids)).map(({ id, unit }) => [id, unit ?? '']))
  return counts.map((row) => ({
    ...row,
    bureau: bureaus.get(row.region) ?? row.region,
    unit: units.get(row.officerId ?? '') ?? '',
  }))
}

const whoOf = ({ asker }: Ctx) => ({ region: asker.region, roles: asker.roles, officerId: asker.id })

export const board: readonly Route[] = [
  serve(contract.clockBoard, async ({ mine }, ctx) => {
    const { tx, asker, today } = ctx
    const until = addDays(today, WEEK_DAYS)
    const mineOf = mine === 'true' ? asker.id : undefined
    const rows = await dueUntil(tx, { region: asker.region, until, mineOf })
    const counts = await boardCounts(tx, { region: asker.region, today, week: until })
    const entries = rows.map((row) => boardEntry(row, { today }))
    return { asOf: ctx.asOf, entries, counts: await withNames(ctx, counts) }
  }),

  serve(contract.listAlarms, async (_, ctx) => ({
    alarms: ctx.asker.kind === 'officer' ? await unseenAlarms(ctx.tx, whoOf(ctx)) : [],
  })),

  serve(contract.seeAlarm, async (input, ctx) => {
    if (ctx.asker.kind !== 'officer') return { seen: false }
    const seen = await markSeen(ctx.tx, input, { who: whoOf(ctx), at: ctx.at, by: ctx.asker.name })
    ctx.note({ clock: input.clock, due: input.dueOn, level: input.level, seen })
    return { seen }
  }),
]
