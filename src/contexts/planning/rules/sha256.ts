/**
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104) without any runtime, so that a draw can be recomputed on a phone or in a
 * browser.
 */

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const K = Uint32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
)
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19] as const
const BLOCK = 64

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  }
  return Uint8Array.from(bytes)
}

const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by))
/** Inside the arrays below every place exists; the fallback only tells the compiler so. */
const at = (words: Uint32Array, place: number) => words[place] ?? 0

function compress(state: Uint32Array, block: DataView, offset: number, w: Uint32Array) {
  for (let t = 0; t < 16; t += 1) w[t] = block.getUint32(offset + t * 4)
  for (let t = 16; t < 64; t += 1) {
    const a = at(w, t - 15)
    const b = at(w, t - 2)
    w[t] =
      at(w, t - 16) + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + at(w, t - 7) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let t = 0; t < 64; t += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(K, t) + at(w, t)) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  for (const [place, word] of [a, b, c, d, e, f, g, h].entries()) state[place] = at(state, place) + word
}

function digest(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / BLOCK) * BLOCK)
  padded.set(message)
  padded[message.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(message.length / 0x20000000))
  view.setUint32(padded.length - 4, message.length << 3)
  const state = Uint32Array.from(START)
  const words = new Uint32Array(64)
  for (let offset = 0; offset < padded.length; offset += BLOCK) compress(state, view, offset, words)
  const out = new DataView(new ArrayBuffer(32))
  for (const [place, word] of state.entries()) out.setUint32(place * 4, word)
  return new Uint8Array(out.buffer)
}

const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const bytesOf = (text: string) =>
  Uint8Array.from({ length: text.length / 2 }, (_, place) => Number.parseInt(text.slice(place * 2, place * 2 + 2), 16))

/** SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
export const sha256 = (text: string): string => hex(digest(utf8(text)))

/** HMAC-SHA-256 of a text under a key of 64 hexadecimal digits (32 bytes). */
export function hmac(key: string, text: string): string {
  const bytes = bytesOf(key)
  const pad = (mask: number) => Uint8Array.from({ length: BLOCK }, (_, place) => (bytes[place] ?? 0) ^ mask)
  const joined = (first: Uint8Array, second: Uint8Array) => {
    const both = new Uint8Array(first.length + second.length)
    both.set(first)
    both.set(second, first.length)
    return both
  }
  return hex(digest(joined(pad(0x5c), digest(joined(pad(0x36), utf8(text))))))
}
