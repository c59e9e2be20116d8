import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { LawDateShape } from '../../../kernel/shapes.ts'
import { CHECKLIST_GROUPS, Checklist, type ChecklistGroup } from '../model.ts'

const GroupShape = z.enum(Object.keys(CHECKLIST_GROUPS) as [ChecklistGroup, ...ChecklistGroup[]])

/** A list as it speaks in a region on a date: its items in words under each group, and the groups without any. */
export const ChecklistView = Checklist.pick({
  id: true,
  industry: true,
  name: true,
  region: true,
  effectiveFrom: true,
  effectiveTo: true,
  confidence: true,
}).extend({
  /** Document and article of the bureau that laid it down; empty for a list that ships. */
  by: z.string(),
  missing: z.array(GroupShape),
  groups: z.array(
    z.object({
      group: GroupShape,
      items: z.array(
        z.object({
          id: z.string(),
          matter: z.string(),
          content: z.string(),
          cites: z.string(),
          isMust: z.boolean(),
        }),
      ),
    }),
  ),
})
export type ChecklistView = z.infer<typeof ChecklistView>

export const listChecklists = endpoint({
  method: 'GET',
  path: '/law/checklists',
  may: 'public',
  audit: 'none',
  about:
    'The lists of key check items by industry that speak in a region on a date, each with its four groups (circular of 2025-02-27, art. 5). `missing` names the groups without an item in force.',
  input: z.object({
    region: z
      .string()
      .regex(/^(\d{2}|\d{4}|\d{6}|\d{9})?$/, '行政区划代码应为2、4、6或9位数字')
      .default(''),
    on: LawDateShape.optional(),
  }),
  output: z.object({ lists: z.array(ChecklistView) }),
})
