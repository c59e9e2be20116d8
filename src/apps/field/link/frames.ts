/** What one phone shows the other: a row of sealed codes, read in any order, each as often as need be. */

/** So much fits a code that a phone's camera reads from another phone's screen at arm's length. */
const CHUNK = 420
const MARK = 'PL2'
const SUM_LENGTH = 16
const IV_BYTES = 12

/** A key of a pair of officers, as it was taken along: 32 bytes in base64. */
export type PairKey = { readonly officerId: string; readonly key: string }

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

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
const textOf = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

const keyOf = (key: string) =>
  crypto.subtle.importKey('raw', bytesOf(key), { name: 'AES-GCM' }, false, ['encrypt', 'decrypt'])

/** Packs a share and seals it for the officer whose key it is. */
export async function framesOf(share: unknown, { key }: Pick<PairKey, 'key'>): Promise<string[]> {
  const packed = await through(new TextEncoder().encode(JSON.stringify(share)), 'pack')
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(key), packed))
  const bytes = new Uint8Array([...iv, ...sealed])
  const sum = await sumOf(bytes)
  const text = textOf(bytes)
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

/** A share, and the officer whose key opened it: only he and this phone's officer hold that key. */
export type Opened = { readonly share: unknown; readonly from: string }

/**
 * Opens what was read with one of the keys that were taken along; null when none fits, because it was sealed for
 * another visit or by nobody of it. Throws when a code was read wrong: the sum is of what was sent.
 */
export async function openShare({ sum, all, parts }: Collected, keys: readonly PairKey[]): Promise<Opened | null> {
  const bytes = bytesOf(Array.from({ length: all }, (_, nth) => parts[nth] ?? '').join(''))
  if ((await sumOf(bytes)) !== sum) throw new Error('the codes do not fit together')
  const iv = bytes.slice(0, IV_BYTES)
  for (const { officerId, key } of keys) {
    const packed = await crypto.subtle
      .decrypt({ name: 'AES-GCM', iv }, await keyOf(key), bytes.slice(IV_BYTES))
      .catch(() => null)
    if (packed) {
      const text = new TextDecoder().decode(await through(new Uint8Array(packed), 'unpack'))
      return { share: JSON.parse(text), from: officerId }
    }
  }
  return null
}
