import { CHECKLIST_GROUPS, type ChecklistGroup, type Checklist, type LawData } from '../model.ts'
import type { Complaint } from './validate.ts'

const FILE = 'checklists'
const GROUPS = Object.keys(CHECKLIST_GROUPS) as ChecklistGroup[]

/** The groups under which a list names no item that is in force (circular of 2025-02-27, art. 5). */
export const missingGroups = ({ entries }: Pick<Checklist, 'entries'>, isKnown: (item: string) => boolean) =>
  GROUPS.filter((group) => !entries.some((entry) => entry.group === group && isKnown(entry.item)))

/** What is wrong with the lists themselves: an item that there is not, one named twice, a group without any. */
export function checklistFaults(data: Pick<LawData, 'checklists' | 'checkItems'>): Complaint[] {
  const items = new Set(data.checkItems.map(({ id }) => id))
  return data.checklists.flatMap((list) => {
    const of = (field: string, reason: string): Complaint => ({ file: FILE, row: list.id, field, reason })
    const seen = new Set<string>()
    const entries = list.entries.flatMap(({ item }) => {
      const isTwice = seen.has(item)
      seen.add(item)
      if (!items.has(item)) return [of('entries', `没有编号为${item}的检查事项`)]
      return isTwice ? [of('entries', `检查事项${item}列了两次`)] : []
    })
    const groups = missingGroups(list, (item) => items.has(item)).map((group) =>
      of('groups', `“${list.name}”缺少“${CHECKLIST_GROUPS[group]}”`),
    )
    return [...entries, ...groups]
  })
}

/** Whether a complaint of the validator tells of a list without one of its four groups. */
export const isLackingGroup = ({ file, field }: Complaint): boolean => file === FILE && field === 'groups'
