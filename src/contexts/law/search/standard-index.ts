import type { LawDate } from '../../../kernel/time.ts'
import { plainStandard } from '../rules/citation-query.ts'
import { readArrays, writeArrays, type Arrays } from './binary.ts'
import { keyOf, pairsOf, postingsBuilder, type Bm25, type Postings } from './postings.ts'
import { wordsOf } from './terms.ts'

/** What the search knows of a standard; `replacedBy` is the number of the one that took its place. */
export type SearchedStandard = {
  readonly number: string
  readonly title: string
  readonly status: string
  readonly replacedBy?: string | null
  readonly from?: LawDate | null
  readonly until?: LawDate | null
}

/**
 * Hundreds of thousands of standards in a few arrays: their rows as bytes, the postings of their titles, and their
 * numbers by the hash of the family, so that a number is found without reading a row.
 */
export type StandardIndex = {
  readonly size: number
  readonly postings: Postings
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
  readonly families: Float64Array
  readonly places: Uint32Array
}

const MARK = 'plumbline standards search 1'
const TITLE: Bm25 = { k1: 1.2, b: 0.4 }
const TELL_EVERY = 20_000

/** GB 50016-2014 without its year. */
export const seriesOf = (plain: string): string => plain.replace(/-\d{4}$/, '')
/** GB/T and GB of one number are different standards, yet often taken for each other. */
export const familyOf = (plain: string): string => seriesOf(plain).replace(/^([A-Z]+?)[TZ](?=\d)/, '$1')

type Packed = [
  number: string,
  title: string,
  status: string,
  replacedBy: string | null,
  from: string | null,
  until: string | null,
]

const packed = ({ number, title, status, replacedBy, from, until }: SearchedStandard): string =>
  JSON.stringify([number, title, status, replacedBy ?? null, from ?? null, until ?? null] satisfies Packed)

/** Bytes that grow as rows are added. */
function byteStore() {
  const encoder = new TextEncoder()
  let bytes = new Uint8Array(1 << 16)
  let used = 0
  return {
    add: (text: string): number => {
      if (used + 3 * text.length > bytes.length) {
        const larger = new Uint8Array(Math.max(2 * bytes.length, used + 3 * text.length))
        larger.set(bytes)
        bytes = larger
      }
      used += encoder.encodeInto(text, bytes.subarray(used)).written
      return used
    },
    done: () => bytes.slice(0, used),
  }
}

function standardsBuilder(): { add: (row: SearchedStandard) => number; done: () => StandardIndex } {
  const builder = postingsBuilder(TITLE)
  const store = byteStore()
  const offsets: number[] = [0]
  const families: number[] = []
  return {
    add: (row) => {
      builder.add([...wordsOf(row.number), ...wordsOf(row.title)], pairsOf(row.title))
      offsets.push(store.add(packed(row)))
      return families.push(keyOf(familyOf(plainStandard(row.number))))
    },
    done: () => {
      const places = Uint32Array.from(families, (_, at) => at).sort((a, b) => (families[a] ?? 0) - (families[b] ?? 0))
      return {
        size: families.length,
        postings: builder.done(),
        bytes: store.done(),
        offsets: Uint32Array.from(offsets),
        families: Float64Array.from(places, (place) => families[place] ?? 0),
        places,
      }
    },
  }
}

/** An index of a short list, at once. */
export function standardIndexOf(rows: Iterable<SearchedStandard>): StandardIndex {
  const builder = standardsBuilder()
  for (const row of rows) builder.add(row)
  return builder.done()
}

/** An index of a list that is read as it comes; `tell` hears how many rows are in. */
export async function buildStandardIndex(
  rows: AsyncIterable<SearchedStandard>,
  tell: (done: number) => void = () => {},
): Promise<StandardIndex> {
  const builder = standardsBuilder()
  let count = 0
  for await (const row of rows) {
    count = builder.add(row)
    if (count % TELL_EVERY === 0) tell(count)
  }
  tell(count)
  return builder.done()
}

const decoder = new TextDecoder()

export function standardAt({ bytes, offsets }: StandardIndex, position: number): Required<SearchedStandard> {
  const row = decoder.decode(bytes.subarray(offsets[position] ?? 0, offsets[position + 1] ?? 0))
  const [number, title, status, replacedBy, from, until] = JSON.parse(row) as Packed
  return { number, title, status, replacedBy, from, until }
}

/** Positions of the standards of a family: all editions, and GB/T beside GB. */
export function placesOfFamily({ families, places }: StandardIndex, family: string): number[] {
  const wanted = keyOf(family)
  let from = 0
  let to = families.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((families[middle] ?? 0) < wanted) from = middle + 1
    else to = middle
  }
  const found: number[] = []
  for (let at = from; families[at] === wanted; at++) found.push(places[at] ?? 0)
  return found
}

/** `stamp` tells of which list of standards the index was made. */
export function saveStandardIndex(path: string, { index, stamp }: { index: StandardIndex; stamp: number }): void {
  const { size, postings, ...own } = index
  const { size: documents, ...lists } = postings
  writeArrays(path, { mark: MARK, facts: { size, documents, stamp }, arrays: { ...own, ...lists } })
}

/** Null when the file was made by another version of the search or of another list. */
export function loadStandardIndex(
  path: string,
  { stamp, memory = 'own' }: { stamp: number; memory?: 'own' | 'shared' },
): StandardIndex | null {
  const arrays: Arrays | null = readArrays(path, MARK, memory)
  if (!arrays || arrays.facts.stamp !== stamp) return null
  const { get, facts } = arrays
  return {
    size: facts.size ?? 0,
    postings: {
      keys: get('keys', 'Float64Array'),
      slots: get('slots', 'Uint32Array'),
      starts: get('starts', 'Uint32Array'),
      documents: get('documents', 'Uint32Array'),
      impacts: get('impacts', 'Uint8Array'),
      size: facts.documents ?? 0,
    },
    bytes: get('bytes', 'Uint8Array'),
    offsets: get('offsets', 'Uint32Array'),
    families: get('families', 'Float64Array'),
    places: get('places', 'Uint32Array'),
  }
}
