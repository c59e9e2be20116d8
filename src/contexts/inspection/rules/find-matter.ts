import { citationText, dutyCitations, citationsText, lawBookOf, penaltyCitation } from '../../law/rules/lawbook.ts'
import type { LawSlice } from '../contract/take-along.ts'
import type { PlannedItem } from '../model.ts'
import { lawDataOf } from './take-along.ts'

/** A matter of the plan that an observation points to, with the clause it breaks and the one that punishes. */
export type Matter = {
  readonly item: PlannedItem
  readonly violationKey: string | null
  readonly says: string
  readonly duty: string
  readonly penalty: string
}

type Row = Omit<Matter, 'item'> & {
  readonly item: PlannedItem
  readonly pairs: ReadonlyMap<string, number>
  readonly length: number
}
export type MatterFinder = (words: string) => readonly Matter[]

const HITS_MAX = 5
/** Own words of officers weigh more than the law's: they are what is typed. */
const SPOKEN_WEIGHT = 2
const SATURATION = 1.2
const LENGTH_SHARE = 0.4

/** Pairs of neighbouring letters: Chinese without a dictionary, small enough for a phone. */
function pairsOf(text: string): string[] {
  const letters = [...text.replace(/[\s，。；、：（）()《》“”,.;:!?！？的了]/g, '')]
  return letters.slice(1).map((letter, place) => `${letters[place] ?? ''}${letter}`)
}

function counted(texts: readonly (readonly [string, number])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [text, weight] of texts)
    for (const pair of pairsOf(text)) counts.set(pair, (counts.get(pair) ?? 0) + weight)
  return counts
}

/**
 * Finds the matter for an observation in plain words, by what was taken along alone. One row a matter and violation:
 * BM25 over pairs of letters.
 */
export function matterFinder(items: readonly PlannedItem[], law: LawSlice): MatterFinder {
  const book = lawBookOf(lawDataOf(law))
  const rows = items.flatMap((item): Row[] => {
    const common: [string, number][] = [
      [item.title, 1],
      [item.content, 1],
      [item.statement, 1],
      ...law.majorHazards
        .filter(({ code }) => item.majorHazardCodes.includes(code))
        .map(({ says }): [string, number] => [says, 0.5]),
    ]
    const keys: (string | null)[] = item.violationKeys.length > 0 ? [...item.violationKeys] : [null]
    return keys.map((violationKey) => {
      const violation = law.violations.find(({ key }) => key === violationKey)
      const spoken = law.spoken?.find(({ key }) => key === violationKey)?.says ?? []
      const pairs = counted([
        ...common,
        [violation?.says ?? '', 1],
        ...spoken.map((says): [string, number] => [says, SPOKEN_WEIGHT]),
      ])
      return {
        item,
        violationKey,
        says: violation?.says ?? item.statement,
        duty: violation ? citationsText(book, dutyCitations(violation), 'short') : '',
        penalty: violation ? citationText(book, penaltyCitation(violation), 'short') : '',
        pairs,
        length: [...pairs.values()].reduce((sum, count) => sum + count, 0),
      }
    })
  })
  return (words) => best(rows, words)
}

function best(rows: readonly Row[], words: string): Matter[] {
  const asked = new Set(pairsOf(words))
  const mean = rows.reduce((sum, { length }) => sum + length, 0) / Math.max(1, rows.length)
  const rarity = new Map(
    [...asked].map((pair) => {
      const inRows = rows.filter(({ pairs }) => pairs.has(pair)).length
      return [pair, Math.log(1 + (rows.length - inRows + 0.5) / (inRows + 0.5))]
    }),
  )
  const scoreOf = ({ pairs, length }: Row) =>
    [...asked].reduce((sum, pair) => {
      const count = pairs.get(pair) ?? 0
      const damped = count + SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / mean)
      return sum + ((rarity.get(pair) ?? 0) * count * (SATURATION + 1)) / damped
    }, 0)
  return rows
    .map((row) => ({ row, score: scoreOf(row) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.row.item.id.localeCompare(b.row.item.id))
    .filter(({ row }, place, all) => all.findIndex((other) => other.row.item.id === row.item.id) === place)
    .slice(0, HITS_MAX)
    .map(({ row: { item, violationKey, says, duty, penalty } }) => ({ item, violationKey, says, duty, penalty }))
}
