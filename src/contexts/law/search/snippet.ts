import { isPair } from './postings.ts'
import type { Query } from './query.ts'

/** A stretch of a text around what was asked for; `marks` are the places of the words within it, from and to. */
export type Snippet = { readonly snippet: string; readonly marks: readonly (readonly [from: number, to: number])[] }

const LENGTH = 90
const LEAD = 20

/** The words of the query that can be shown: those of two characters and more, the pairs among them. */
const wordsIn = (query: Query): string[] => {
  const words = query.terms
    .filter(({ term, weight }) => !isPair(term) && (term.length > 1 || weight >= 1))
    .map(({ term }) => term)
  return words.sort((a, b) => b.length - a.length)
}

export function snippetOf(text: string, query: Query): Snippet {
  const flat = text.replace(/\s+/g, ' ')
  const lower = flat.toLowerCase()
  const words = wordsIn(query).filter((word) => lower.includes(word))
  const from = Math.max(0, Math.min(densest(lower, words) - LEAD, flat.length - LENGTH))
  const lead = from > 0 ? '…' : ''
  const body = flat.slice(from, from + LENGTH)
  return {
    snippet: `${lead}${body}${from + LENGTH < flat.length ? '…' : ''}`,
    marks: marksIn(body.toLowerCase(), words, lead.length),
  }
}

/** Where the stretch with the most different words begins. */
function densest(text: string, words: readonly string[]): number {
  const places = words
    .flatMap((word) => {
      const found: number[] = []
      for (let at = text.indexOf(word); at >= 0 && found.length < 8; at = text.indexOf(word, at + word.length))
        found.push(at)
      return found
    })
    .sort((a, b) => a - b)
  let best = places[0] ?? 0
  let most = 0
  for (const place of places) {
    const count = words.filter((word) => text.slice(place, place + LENGTH - LEAD).includes(word)).length
    if (count > most) {
      most = count
      best = place
    }
  }
  return best
}

function marksIn(text: string, words: readonly string[], shift: number): [number, number][] {
  const isMarked = new Uint8Array(text.length)
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
      isMarked.fill(1, at, at + word.length)
  }
  const marks: [number, number][] = []
  for (let at = 0; at < text.length; at++) {
    if (!isMarked[at]) continue
    const from = at
    while (at < text.length && isMarked[at]) at++
    marks.push([from + shift, at + shift])
  }
  return marks
}
