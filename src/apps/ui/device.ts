/**
 * What a browser leaves out on plain http, as on a bureau's own network: random ids and hashing, made here from what is
 * there.
 */

/** A random UUID, also where `crypto.randomUUID` is missing. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = hexOf(bytes)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Hex SHA-256 of a file, taken on this device. */
export async function sha256OfFile(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { subtle } = globalThis.crypto
  return hexOf(subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256(bytes))
}

const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** The first 32 bits behind the point of a root of a prime (FIPS 180-4, 4.2.2 and 5.3.3). */
const fraction = (value: number) => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0

function primes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate += 1)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  return found
}

const CONSTANTS = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)))
const START = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)))
const BLOCK_BYTES = 64

const turned = (value: number, bits: number) => (value >>> bits) | (value << (32 - bits))

/** SHA-256 (FIPS 180-4) for browsers that keep `crypto.subtle` for https. */
export function sha256(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK_BYTES) * BLOCK_BYTES)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(padded.length - 4, (message.length * 8) >>> 0)
  const state = Int32Array.from(START)
  const words = new Int32Array(BLOCK_BYTES)
  for (let offset = 0; offset < padded.length; offset += BLOCK_BYTES) mixBlock(state, words, view, offset)
  const digest = new Uint8Array(32)
  state.forEach((word, place) => new DataView(digest.buffer).setInt32(place * 4, word))
  return digest
}

function mixBlock(state: Int32Array, words: Int32Array, view: DataView, offset: number) {
  const at = (list: Int32Array, place: number) => list[place] ?? 0
  for (let t = 0; t < 16; t += 1) words[t] = view.getInt32(offset + t * 4)
  for (let t = 16; t < 64; t += 1) {
    const early = at(words, t - 15)
    const late = at(words, t - 2)
    words[t] =
      at(words, t - 16) +
      at(words, t - 7) +
      (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) +
      (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10))
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t += 1) {
    const first =
      (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + at(CONSTANTS, t) + at(words, t)) | 0
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, place) => {
    state[place] = at(state, place) + value
  })
}
