import { randomUUID } from 'node:crypto'
import { Conflict } from '../../../kernel/answer.ts'
import { addDays } from '../../../kernel/time.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { findParameter } from '../../law/rules/lawbook.ts'
import { risksByBureau, risksOf } from '../../registry/public/coverage.ts'
import * as contract from '../contract/watch.ts'
import { thresholdsOf, watchAll } from '../rules/watch-all.ts'
import { guidanceSince } from '../store/guidance.ts'
import * as store from '../store/watch.ts'

const WATCHED_DAYS = 365

async function alarmsNow({ tx, asker, today }: Ctx) {
  const since = addDays(today, -WATCHED_DAYS)
  const made = await store.visitsSince(tx, asker, since)
  const risks = new Map(
    (await risksOf(tx, [...new Set(made.map(({ enterpriseId }) => enterpriseId))])).map((row) => [
      row.id,
      row.highRisk,
    ]),
  )
  const visits = made.map((visit) => ({ ...visit, highRisk: risks.get(visit.enterpriseId) ?? false }))
  const populations = await risksByBureau(tx, asker.region)
  const guidances = await guidanceSince(tx, asker, since)
  const thresholds = thresholdsOf(lawbook(), { region: asker.region, date: today })
  return {
    since,
    visits: visits.length,
    alarms: thresholds ? watchAll({ visits, populations, guidances }, thresholds, today) : [],
  }
}

const KEYS = [
  'selective.risk-share-min',
  'selective.visits-min',
  'model-route.visits-min',
  'model-route.days',
  'low-yield.visits',
  'low-yield.days',
  'repeated.days',
  'punch-card.minutes',
  'punch-card.answered-share-min',
  'disguised.found-min',
  'disguised.days',
]

const thresholdsShown = ({ asker, today }: Ctx) =>
  KEYS.flatMap((key) => {
    const row = findParameter(lawbook(), `watch.${key}`, { region: asker.region, date: today })
    return row ? [{ key, value: row.value, unit: row.unit, confidence: row.confidence, source: row.source }] : []
  })

export const watch: readonly Route[] = [
  serve(contract.watchAlarms, async (_, ctx) => {
    const { since, visits, alarms } = await alarmsNow(ctx)
    const notes = new Map((await store.notesOn(ctx.tx, ctx.asker)).toReversed().map((note) => [note.alarm, note]))
    ctx.note({ visits, alarms: alarms.length })
    return {
      since,
      visits,
      alarms: alarms.map((alarm) => {
        const note = notes.get(alarm.key)
        return {
          ...alarm,
          inspectionIds: [...alarm.inspectionIds],
          note: note ? { because: note.because, at: note.at, byName: note.byName } : null,
        }
      }),
      thresholds: thresholdsShown(ctx),
    }
  }),

  serve(contract.noteAlarm, async ({ watch: kind, key, because }, ctx) => {
    const { alarms } = await alarmsNow(ctx)
    if (!alarms.some((alarm) => alarm.key === key && alarm.watch === kind))
      throw new Conflict('这条提示的数字已经变化或者不再成立，请刷新后重试')
    ctx.concerns('alarm', key)
    ctx.note({ watch: kind })
    const note = { because, at: ctx.at, byName: ctx.asker.name }
    await store.insertNote(ctx.tx, { id: randomUUID(), watch: kind, alarm: key, ...note }, ctx.asker)
    return note
  }),
]
