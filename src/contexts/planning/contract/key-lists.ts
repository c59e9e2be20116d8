import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { KeyList, KeyListChange, KEY_LIST_STATES, KeyUnit, type KeyListState } from '../rules/key-list.ts'
import * as transitions from '../transitions/key-list.ts'

export const KeyListView = z.object({
  list: KeyList,
  /** How many are listed by each rule, and by hand; `unlisted` are those that somebody should look at. */
  totals: z.object({
    listed: z.number().int(),
    byHand: z.number().int(),
    unlisted: z.number().int(),
    byReason: z.array(z.object({ code: z.string(), says: z.string(), units: z.number().int() })),
  }),
  /** At most 500, the latest first. */
  changes: z.array(KeyListChange),
})
export type KeyListView = z.infer<typeof KeyListView>

export const makeKeyList = endpoint({
  method: 'POST',
  path: '/planning/key-lists',
  may: 'planning.plan',
  audit: 'planning.key-list-made',
  takes: [transitions.makeKeyList],
  about:
    'Makes the list of key units of the asker’s bureau for this year or the next by the rules of the law data, or makes a draft anew; what was decided by hand stays (circular art. 2).',
  input: transitions.MakeKeyListInput,
  output: KeyListView,
})

export const listKeyLists = endpoint({
  method: 'GET',
  path: '/planning/key-lists',
  may: 'planning.read',
  audit: 'none',
  about: 'Lists of key units of the asker’s region, the latest year first, at most 300.',
  input: z.object({}),
  output: z.object({
    lists: z.array(
      z.object({
        id: z.string(),
        region: z.string(),
        bureauName: z.string(),
        year: z.number().int(),
        state: z.enum(Object.keys(KEY_LIST_STATES) as [KeyListState, ...KeyListState[]]),
        listed: z.number().int(),
        byHand: z.number().int(),
        frozenAt: z.string().nullable(),
        updatedAt: z.string(),
      }),
    ),
  }),
})

export const getKeyList = endpoint({
  method: 'GET',
  path: '/planning/key-lists/:id',
  may: 'planning.read',
  audit: 'none',
  about: 'One list with its totals by rule and every change by hand.',
  input: z.object({ id: IdShape }),
  output: KeyListView,
})

export const KEY_UNIT_KINDS = { listed: '在名单内', 'by-hand': '人工调整', unlisted: '不在名单内' } as const
export type KeyUnitKind = keyof typeof KEY_UNIT_KINDS

export const listKeyUnits = endpoint({
  method: 'GET',
  path: '/planning/key-lists/:id/units',
  may: 'planning.read',
  audit: 'none',
  about:
    'Rows of a list by name, at most 500, each with the rules that name it: those listed, those decided by hand, or those that no rule names or somebody took out. `total` counts all that fit.',
  input: z.object({
    id: IdShape,
    only: z.enum(Object.keys(KEY_UNIT_KINDS) as [KeyUnitKind, ...KeyUnitKind[]]).default('listed'),
    q: z.string().trim().max(60).optional(),
  }),
  output: z.object({ units: z.array(KeyUnit), total: z.number().int() }),
})

export const changeKeyList = endpoint({
  method: 'POST',
  path: '/planning/key-lists/:id/change',
  may: 'planning.plan',
  audit: 'planning.key-list-changed',
  takes: [transitions.changeKeyList],
  about: 'Puts a business on a draft or takes it out, with the reason. The change is kept.',
  input: transitions.ChangeKeyListInput.extend({ id: IdShape }),
  output: KeyListView,
})

export const freezeKeyList = endpoint({
  method: 'POST',
  path: '/planning/key-lists/:id/freeze',
  may: 'planning.approve',
  audit: 'planning.key-list-frozen',
  takes: [transitions.freezeKeyList],
  about:
    'Freezes the list for its year: the annual plan and the draws of the year take it, and the register shows it from the first day of its year on. Not by who made it (circular art. 2).',
  input: transitions.FreezeKeyListInput.extend({ id: IdShape }),
  output: KeyListView,
})

export const amendKeyList = endpoint({
  method: 'POST',
  path: '/planning/key-lists/:id/amend',
  may: 'planning.approve',
  audit: 'planning.key-list-amended',
  takes: [transitions.amendKeyList],
  about: 'Changes one business of a frozen list, with the reason and the document that allows it.',
  input: transitions.AmendKeyListInput.extend({ id: IdShape }),
  output: KeyListView,
})
