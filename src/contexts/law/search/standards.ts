import type { LawDate } from '../../../kernel/time.ts'
import { plainStandard, standardIn } from '../rules/citation-query.ts'
import { readStandardNumber } from '../rules/standard-number.ts'
import type { Entry, EntryHit, EntrySearch } from './entries.ts'
import { addScores, bestOf, sharpened } from './postings.ts'
import {
  familyOf,
  placesOfFamily,
  seriesOf,
  standardAt,
  type SearchedStandard,
  type StandardIndex,
} from './standard-index.ts'

const RARITY_CAP = 7
/** An edition that no longer holds is found by its words as well, behind those that hold. */
const OLD = 0.8
/** How many more are looked at than asked for, so that old editions can step back. */
const SPARE = 3

type Standard = Required<SearchedStandard>

const isOld = ({ status, replacedBy, until }: Standard, day: LawDate): boolean =>
  replacedBy !== null || (until !== null && until < day) || /^已?(?:废止|被代替|作废|失效)/.test(status)

const isIn = ({ from, until }: Standard, on: LawDate | null): boolean =>
  on === null || ((from === null || from <= on) && (until === null || until >= on))

const note = (standard: Standard, day: LawDate): string => {
  const { status, replacedBy, until } = standard
  const facts = [
    status,
    ...(replacedBy ? [`已被${replacedBy}代替`] : []),
    ...(until && until < day ? [`${until}起不再有效`] : []),
  ].filter((fact) => fact !== '')
  return facts.length > 0 ? `（${[...new Set(facts)].join('，')}）` : ''
}

const entryOf = (standard: Standard, day: LawDate): Entry => ({
  kind: 'standard',
  id: standard.number,
  law: standard.number,
  article: '',
  title: standard.title,
  text: `${standard.number} ${standard.title}${note(standard, day)}`,
  more: '',
  isIn: (date) => isIn(standard, date),
  until: isOld(standard, day) ? (standard.until ?? null) : null,
})

/**
 * A search over standards by number and title: GB 50016-2014, gb50016, AQ3013, 建筑设计防火规范. A number comes first, its
 * edition in force before the old ones, which bear their mark.
 */
export function standardSearch(index: StandardIndex, today: LawDate): EntrySearch {
  const scores = new Float32Array(index.size)
  return ({ text, query, on, law, limit }) => {
    if (law !== null) return [] // a standard is no part of a law
    const day = on ?? today
    const wanted = standardIn(text) ?? readStandardNumber(text)?.plain ?? null
    const named = wanted === null ? [] : editionsOf(index, { wanted, day, on })
    scores.fill(0)
    const best = Math.max(addScores(index.postings, { scores, terms: query.terms, cap: RARITY_CAP }), 1e-9)
    for (const { position } of named) scores[position] = 0
    const byTitle = bestOf(scores, limit * SPARE).flatMap(({ position, score }): EntryHit[] => {
      const standard = standardAt(index, position)
      if (!isIn(standard, on)) return []
      const share = Math.min(0.95, sharpened(score / best)) * (isOld(standard, day) ? OLD : 1)
      return [{ entry: entryOf(standard, day), score: share }]
    })
    return [...named.map(({ entry, score }) => ({ entry, score })), ...byTitle.sort((a, b) => b.score - a.score)].slice(
      0,
      limit,
    )
  }
}

type Edition = EntryHit & { readonly position: number }

/**
 * The number as it was asked first; then its other editions, in force before old, younger before older; GB/T last when
 * GB was asked.
 */
function editionsOf(
  index: StandardIndex,
  { wanted, day, on }: { wanted: string; day: LawDate; on: LawDate | null },
): Edition[] {
  const series = seriesOf(wanted)
  const found = placesOfFamily(index, familyOf(wanted)).flatMap((position) => {
    const standard = standardAt(index, position)
    const plain = plainStandard(standard.number)
    if (familyOf(plain) !== familyOf(wanted)) return []
    const isExact = plain === wanted && wanted !== series
    if (!isIn(standard, on) && !isExact) return []
    const rank =
      (isExact ? 8 : 0) +
      (seriesOf(plain) === series ? 4 : 0) +
      (isOld(standard, day) ? 0 : 2) +
      (plain === wanted ? 1 : 0)
    return [{ position, standard, plain, rank }]
  })
  return found
    .sort((a, b) => b.rank - a.rank || (a.plain < b.plain ? 1 : -1))
    .map(({ position, standard }, at) => ({
      position,
      entry: entryOf(standard, day),
      score: 1 - Math.min(at, 4) / 100,
    }))
}
