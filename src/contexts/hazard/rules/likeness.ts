/**
 * How alike two pictures look: coarse shape, colours and edges of a small copy. It knows nothing of hazards. A likeness
 * is a hint where to look and never a finding (APL 40: facts are found by evidence).
 */

/** Pixels of one side of the small copy that pictures are compared by. */
export const SIDE = 64

const COLUMNS = 9
const ROWS = 8
/** Below that a colour is grey; then pale, middle and full. */
const PALE = 0.12
const STRENGTHS = [PALE, 0.35, 0.65]
const HUES = 12
const QUARTERS = 2
const CELLS = 4
const DIRECTIONS = 8

export type Features = {
  /** Difference hash: 64 bits as 16 hex digits; each says whether a field is brighter than its right neighbour. */
  readonly hash: string
  /** Shares of colours in each quarter of the picture. */
  readonly colours: readonly number[]
  /** Strength of edges in 4 × 4 places and 8 directions, of length 1. */
  readonly edges: readonly number[]
}

const rounded = (value: number) => Math.round(value * 10_000) / 10_000
const at = (list: ArrayLike<number>, index: number) => list[index] ?? 0

/** Brightness 0–255 of each pixel. */
const greyOf = (rgb: Uint8Array): Float32Array =>
  Float32Array.from(
    { length: SIDE * SIDE },
    (_, pixel) => 0.299 * at(rgb, pixel * 3) + 0.587 * at(rgb, pixel * 3 + 1) + 0.114 * at(rgb, pixel * 3 + 2),
  )

/** Mean brightness of fields that tile the picture, row by row. */
function fieldsOf(grey: Float32Array, columns: number, rows: number): number[] {
  return Array.from({ length: columns * rows }, (_, field) => {
    const [column, row] = [field % columns, Math.floor(field / columns)]
    const [left, right] = [column, column + 1].map((edge) => Math.floor((edge * SIDE) / columns)) as [number, number]
    const [top, bottom] = [row, row + 1].map((edge) => Math.floor((edge * SIDE) / rows)) as [number, number]
    let sum = 0
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) sum += at(grey, y * SIDE + x)
    return sum / ((right - left) * (bottom - top))
  })
}

function hashOf(grey: Float32Array): string {
  const fields = fieldsOf(grey, COLUMNS, ROWS)
  let hash = ''
  for (let row = 0; row < ROWS; row += 1) {
    let byte = 0
    for (let column = 0; column < COLUMNS - 1; column += 1) {
      const here = row * COLUMNS + column
      byte = byte * 2 + (at(fields, here) > at(fields, here + 1) + 1 ? 1 : 0)
    }
    hash += byte.toString(16).padStart(2, '0')
  }
  return hash
}

/** The field of a colour: its hue and strength, whatever its brightness; what has next to no colour is one field. */
function fieldOf(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  const strength = most === 0 ? 0 : range / most
  if (strength < PALE) return 0
  const sixth =
    most === red ? (green - blue) / range : most === green ? (blue - red) / range + 2 : (red - green) / range + 4
  const hue = Math.min(HUES - 1, Math.floor((((sixth + 6) % 6) / 6) * HUES))
  return 1 + hue * STRENGTHS.length + STRENGTHS.findLastIndex((least) => strength >= least)
}

function coloursOf(rgb: Uint8Array): number[] {
  const fields = 1 + HUES * STRENGTHS.length
  const shares = new Float64Array(QUARTERS * QUARTERS * fields)
  for (let pixel = 0; pixel < SIDE * SIDE; pixel += 1) {
    const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)]
    const quarter = Math.floor((y * QUARTERS) / SIDE) * QUARTERS + Math.floor((x * QUARTERS) / SIDE)
    const field = fieldOf(at(rgb, pixel * 3), at(rgb, pixel * 3 + 1), at(rgb, pixel * 3 + 2))
    const place = quarter * fields + field
    shares[place] = at(shares, place) + 1 / (SIDE * SIDE)
  }
  return [...shares].map(rounded)
}

function edgesOf(grey: Float32Array): number[] {
  const strengths = new Float64Array(CELLS * CELLS * DIRECTIONS)
  for (let y = 1; y < SIDE - 1; y += 1)
    for (let x = 1; x < SIDE - 1; x += 1) {
      const across = at(grey, y * SIDE + x + 1) - at(grey, y * SIDE + x - 1)
      const down = at(grey, (y + 1) * SIDE + x) - at(grey, (y - 1) * SIDE + x)
      // Bright on dark and dark on bright are one edge.
      const turn = ((Math.atan2(down, across) + Math.PI) % Math.PI) / Math.PI
      const direction = Math.min(DIRECTIONS - 1, Math.floor(turn * DIRECTIONS))
      const cell = Math.floor((y * CELLS) / SIDE) * CELLS + Math.floor((x * CELLS) / SIDE)
      const place = cell * DIRECTIONS + direction
      strengths[place] = at(strengths, place) + Math.hypot(across, down)
    }
  const length = Math.hypot(...strengths) || 1
  return [...strengths].map((strength) => rounded(strength / length))
}

/** What a picture is compared by. `rgb`: SIDE × SIDE pixels of three bytes, row by row. */
export function featuresOf(rgb: Uint8Array): Features {
  if (rgb.length !== SIDE * SIDE * 3) throw new Error(`a picture of ${rgb.length} bytes instead of ${SIDE * SIDE * 3}`)
  const grey = greyOf(rgb)
  return { hash: hashOf(grey), colours: coloursOf(rgb), edges: edgesOf(grey) }
}

const bitsApart = (a: string, b: string): number => {
  let apart = 0
  for (let place = 0; place < a.length; place += 1) {
    let bits = Number.parseInt(a[place] ?? '0', 16) ^ Number.parseInt(b[place] ?? '0', 16)
    for (; bits > 0; bits >>= 1) apart += bits & 1
  }
  return apart
}

const WEIGHTS = { hash: 0.4, colours: 0.25, edges: 0.35 }

/** From 0 (nothing in common) to 1 (the same picture). Half of the bits agree by chance, and edges look alike too. */
export function likeness(a: Features, b: Features): number {
  const hash = Math.max(0, 1 - bitsApart(a.hash, b.hash) / 32)
  const colours = a.colours.reduce((sum, share, colour) => sum + Math.min(share, at(b.colours, colour)), 0)
  const product = a.edges.reduce((sum, strength, place) => sum + strength * at(b.edges, place), 0)
  const edges = Math.max(0, product * 2 - 1)
  return rounded(Math.min(1, WEIGHTS.hash * hash + WEIGHTS.colours * colours + WEIGHTS.edges * edges))
}

/** How the likeness is called: three words, because a percentage would promise more than it knows. */
export const LIKENESS_WORDS = { close: '画面很像', near: '画面较像', far: '有些像' } as const
export type LikenessWord = keyof typeof LIKENESS_WORDS

/** Below that nothing is shown. */
export const LIKENESS_MIN = 0.35

export const likenessWord = (value: number): LikenessWord => (value >= 0.8 ? 'close' : value >= 0.55 ? 'near' : 'far')
