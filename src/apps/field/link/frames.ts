/** What one phone shows the other: a row of codes, read in any order, each as often as need be. */

/** So much fits a code that a phone's camera reads from another phone's screen at arm's length. */
const CHUNK = 420
const MARK = 'PL1'
const SUM_LENGTH = 16

const sumOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, SUM_LENGTH)

async function through(bytes: Uint8Array<ArrayBuffer>, way: 'pack' | 'unpack'): Promise<Uint8Array<ArrayBuffer>> {
  const stream = way === 'pack' ? new CompressionStream('deflate-raw') : new DecompressionStream('deflate-raw')
  const answer = new Response(new Blob([bytes]).stream().pipeThrough(stream))
  return new Uint8Array(await answer.arrayBuffer())
}

export async function framesOf(share: unknown): Promise<string[]> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(share)), 'pack')
  const sum = await sumOf(packed)
  const text = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''))
  const all = Math.max(1, Math.ceil(text.length / CHUNK))
  return Array.from(
    { length: all },
    (_, nth) => `${MARK}|${sum}|${nth}|${all}|${text.slice(nth * CHUNK, (nth + 1) * CHUNK)}`,
  )
}

/** The codes of one share that were read so far. */
export type Collected = { readonly sum: string; readonly all: number; readonly parts: Readonly<Record<number, string>> }

/** Takes a code in; a code of another share begins anew, what is no code of ours changes nothing. */
export function collect(before: Collected | null, text: string): Collected | null {
  const [mark, sum = '', nth = '', all = '', part = ''] = text.split('|')
  if (mark !== MARK || !/^\d+$/.test(nth) || !/^\d+$/.test(all)) return before
  const here = before?.sum === sum ? before : { sum, all: Number(all), parts: {} }
  return Number(nth) in here.parts ? here : { ...here, parts: { ...here.parts, [Number(nth)]: part } }
}

export const isWhole = ({ all, parts }: Collected): boolean => Object.keys(parts).length === all

/** Throws when a code was read wrong: the sum is of what was sent. */
export async function openShare({ sum, all, parts }: Collected): Promise<unknown> {
  const text = Array.from({ length: all }, (_, nth) => parts[nth] ?? '').join('')
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  if ((await sumOf(packed)) !== sum) throw new Error('the codes do not fit together')
  return JSON.parse(new TextDecoder().decode(await through(packed, 'unpack')))
}
