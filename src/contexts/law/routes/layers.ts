import { Invalid } from '../../../kernel/answer.ts'
import { serve, type Route } from '../../../platform/http.ts'
import * as contract from '../contract/layers.ts'
import type { LawData } from '../model.ts'
import { contentOfRow, layerLines, viewToCheck } from '../rules/change-check.ts'
import { changesWithin, mattersTouched } from '../rules/law-changes.ts'
import { citationOf, citationsText, type LawBook } from '../rules/lawbook.ts'
import { findMatters, matterCounts, matterTree, type Matter } from '../rules/matter.ts'
import { citesOf, titleOf } from '../rules/layer-words.ts'
import { rowsOfKind, type LayeredRow } from '../rules/overlay.ts'
import type { ContentOf, OverlayKind } from '../rules/overlay-kinds.ts'
import { columnsOf, linesOfRow } from '../rules/overlay-sheet.ts'
import { doubtsOf } from '../rules/validate-report.ts'
import { validateLaw } from '../rules/validate.ts'
import { currentBook, mergedBook } from '../store/merged.ts'

const SHOWN_MAX = 300
const DAYS_MAX = 366 * 3

const cells = (kind: OverlayKind, key: string, row: LayeredRow) =>
  linesOfRow(kind, key, contentOfRow(kind, row) as ContentOf<typeof kind>).map((line) => line.slice(2))

export const countRows = (data: LawData): number =>
  [
    data.instruments,
    data.violations,
    data.majorHazards,
    data.checkItems,
    data.parameters,
    data.clocks,
    data.tiers,
    data.factors,
    data.leniency,
    data.checklists,
  ].reduce((sum, rows) => sum + rows.length, 0)

/** The tree as a bureau reads it on a date, made once for each book. */
const trees = new WeakMap<LawBook, Map<string, Matter[]>>()
function treeOf(book: LawBook, on: string): Matter[] {
  const made = trees.get(book) ?? new Map<string, Matter[]>()
  trees.set(book, made)
  const tree = made.get(on) ?? matterTree(book, on)
  made.clear()
  made.set(on, tree)
  return tree
}

export const layers: readonly Route[] = [
  serve(contract.showLayers, async ({ kind, region, on, words, overlaid }, { tx, today }) => {
    const book = await mergedBook(tx)
    const at = { region, date: on ?? today }
    const found = [...rowsOfKind(book, kind)].flatMap(([key, all]) => {
      const lines = layerLines(all, at)
      const title = lines[0] ? titleOf(book, lines[0].row) : ''
      const text = () => JSON.stringify([key, title, lines.map(({ row }) => cells(kind, key, row))])
      if (lines.length === 0 || (overlaid === 'true' && !lines.some(({ row }) => row.layer))) return []
      return words && !text().includes(words) ? [] : [{ key, title, lines }]
    })
    return {
      columns: columnsOf(kind).slice(2),
      total: found.length,
      rows: found.slice(0, SHOWN_MAX).map(({ key, title, lines }) => ({
        key,
        title,
        layers: lines.map(({ row, speaks }) => ({
          region: row.region,
          speaks,
          lines: cells(kind, key, row),
          cites: citesOf(book, row),
          source: row.source,
          from: row.effectiveFrom,
          until: row.effectiveTo,
          layer: row.layer ?? null,
        })),
      })),
    }
  }),

  serve(contract.validateLawData, async ({ region, on }, { tx, today }) => {
    const date = on ?? today
    const view = viewToCheck(await mergedBook(tx), { region, date })
    return { on: date, rows: countRows(view), complaints: validateLaw(view), doubts: doubtsOf(view, date) }
  }),

  serve(contract.listLawChanges, async ({ region, from, until }, { tx }) => {
    if (from > until || Date.parse(until) - Date.parse(from) > DAYS_MAX * 86_400_000)
      throw new Invalid([{ field: 'until', says: '截止日期应不早于起始日期，且不超过三年' }])
    const book = await mergedBook(tx)
    const changes = changesWithin(book, { region, from, until })
    return {
      changes: changes.map((change) => ({
        ...change,
        before: [...change.before],
        after: [...change.after],
        instruments: [...change.instruments],
        violations: [...change.violations],
      })),
      matters: mattersTouched(book, changes).map((matter) => ({ ...matter, because: [...matter.because] })),
    }
  }),

  serve(contract.listMatters, async ({ parent, words, on }, { today }) => {
    const book = currentBook()
    const tree = treeOf(book, on ?? today)
    const children = Map.groupBy(tree, (node) => node.parent ?? '')
    const { total, found } = words
      ? findMatters(tree, words, SHOWN_MAX)
      : (() => {
          const under = children.get(parent ?? '') ?? []
          return { total: under.length, found: under.map((node) => ({ ...node, path: [] })) }
        })()
    return {
      nodes: found.map((node) => ({
        ...node,
        violations: [...node.violations],
        majorHazards: [...node.majorHazards],
        basis: [...node.basis],
        path: [...node.path],
        cites: citationsText(book, node.basis.map(citationOf), 'short'),
        children: children.get(node.id)?.length ?? 0,
      })),
      total,
      counts: matterCounts(tree),
    }
  }),
]
