import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { Task } from '../model.ts'
import { PlanStateShape } from '../rules/annual-plan.ts'
import {
  CalendarSpan,
  CloseKeyPeriodInput,
  KeyPeriod,
  OpenKeyPeriodInput,
  PlannedVisitInPeriod,
} from '../rules/key-period.ts'
import * as transitions from '../transitions/key-period.ts'

export const KeyPeriodView = z.object({ period: KeyPeriod, tasks: z.array(Task) })
export type KeyPeriodView = z.infer<typeof KeyPeriodView>

export const previewKeyPeriod = endpoint({
  method: 'GET',
  path: '/planning/key-periods/preview',
  may: 'planning.read',
  audit: 'none',
  about:
    'The key periods of the year of `from` and the next at the asker’s bureau, each with the row of the law data that dates it; the annual plan of the year of `from`; and, once it is filed and published, the visits that it still owes until `until`, the riskiest first, at most 500 (`total` counts all). `used` and `later` count businesses of the plan without a visit left, and planned for later months (circular art. 2).',
  input: z.object({ from: LawDateShape, until: LawDateShape }),
  output: z.object({
    calendar: z.array(CalendarSpan),
    plan: z.object({ id: z.string(), number: z.string(), state: PlanStateShape }).nullable(),
    visits: z.array(PlannedVisitInPeriod),
    total: z.number().int(),
    used: z.number().int(),
    later: z.number().int(),
  }),
})

export const openKeyPeriod = endpoint({
  method: 'POST',
  path: '/planning/key-periods',
  may: 'planning.plan',
  audit: 'planning.key-period-opened',
  takes: [transitions.openKeyPeriod],
  about:
    'Gives the tasks of a key period in one act, all or none: only visits that the filed and published annual plan still owes, within the calendar, the key regions and sectors, with published matters. Whatever lies outside the plan is refused; it needs an adjustment or one of the three triggers of a special inspection (circular art. 2).',
  input: OpenKeyPeriodInput,
  output: KeyPeriodView,
})

export const closeKeyPeriod = endpoint({
  method: 'POST',
  path: '/planning/key-periods/:id/close',
  may: 'planning.plan',
  audit: 'planning.key-period-closed',
  takes: [transitions.closeKeyPeriod],
  about: 'Ends it; open tasks become void and their visits stay owed by the plan.',
  input: CloseKeyPeriodInput.extend({ id: IdShape }),
  output: KeyPeriodView,
})

export const listKeyPeriods = endpoint({
  method: 'GET',
  path: '/planning/key-periods',
  may: 'planning.read',
  audit: 'none',
  about: 'Key periods of the own region with their tasks counted, the latest first, at most 200.',
  input: z.object({}),
  output: z.object({
    periods: z.array(KeyPeriod.extend({ tasks: z.number().int(), done: z.number().int() })),
  }),
})

export const getKeyPeriod = endpoint({
  method: 'GET',
  path: '/planning/key-periods/:id',
  may: 'planning.read',
  audit: 'none',
  about: 'One key period with its tasks.',
  input: z.object({ id: IdShape }),
  output: KeyPeriodView,
})
