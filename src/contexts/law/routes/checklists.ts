import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/checklists.ts'
import { CHECKLIST_GROUPS, type ChecklistGroup } from '../model.ts'
import { missingGroups } from '../rules/checklist.ts'
import { citesOf } from '../rules/layer-words.ts'
import { citationOf, citationsText, lawBookOf } from '../rules/lawbook.ts'
import { viewOf } from '../rules/overlay.ts'
import { mergedBook } from '../store/merged.ts'

export const checklists: readonly Route[] = [
  serve(contract.listChecklists, async ({ region, on }, { tx, today }) => {
    const book = lawBookOf(viewOf(await mergedBook(tx), { region, date: on ?? today }))
    const items = new Map(book.checkItems.map((row) => [row.id, row]))
    const shown = (id: string) => {
      const row = items.get(id)
      if (!row) return []
      const { matter, content, isMust, basis, basisNote } = row
      const cites = citationsText(book, basis.map(citationOf), 'short') || (basisNote ?? '')
      return [{ id, matter, content, isMust, cites }]
    }
    return {
      lists: book.checklists.map((list) => ({
        id: list.id,
        industry: list.industry,
        name: list.name,
        region: list.region,
        effectiveFrom: list.effectiveFrom,
        effectiveTo: list.effectiveTo,
        confidence: list.confidence,
        by: list.layer ? citesOf(book, list) : '',
        missing: missingGroups(list, (item) => items.has(item)),
        groups: (Object.keys(CHECKLIST_GROUPS) as ChecklistGroup[]).map((group) => ({
          group,
          items: list.entries.filter((entry) => entry.group === group).flatMap(({ item }) => shown(item)),
        })),
      })),
    }
  }),
]
