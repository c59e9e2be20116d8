import { inflateSync } from 'node:zlib'

/**
 * The characters that the pages of one of our own papers draw, in the order in which they are drawn; spaces and line
 * breaks are left out, because a page has none. Reads what Typst writes; no reader of any PDF.
 */
export function charactersOf(pdf: Uint8Array): string {
  const objects = objectsOf(Buffer.from(pdf).toString('latin1'))
  const alphabets = new Map<string, Map<string, string>>()
  const alphabetFor = (font: string) => {
    const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? '')?.[1] ?? ''
    const known = alphabets.get(map) ?? alphabetOf(streamOf(objects.get(map) ?? ''))
    alphabets.set(map, known)
    return known
  }
  return [...objects.values()]
    .filter((body) => /\/Type \/(?:Page\b|XObject)/.test(body) && body.includes('/Font <<'))
    .map((body) => {
      // Each page names its fonts anew: /f0 of one is not /f0 of the next.
      const names = [...(/\/Font <<([^>]*)>>/.exec(body)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)]
      const contents = /\/Contents (\d+) 0 R/.exec(body)?.[1]
      const stream = streamOf(contents ? (objects.get(contents) ?? '') : body)
      return drawnBy(stream, new Map(names.map(([, name = '', id = '']) => [name, alphabetFor(id)])))
    })
    .join('')
    .replaceAll(/[\s\u200b]/g, '')
}

const objectsOf = (text: string) =>
  new Map([...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body] as const))

function streamOf(body: string): string {
  const begin = body.indexOf('stream\n')
  const head = body.slice(0, begin)
  const length = /\/Length (\d+)/.exec(head)?.[1]
  if (begin < 0 || !length || /\/(?:FontFile|Image|XML)/.test(head)) return ''
  // By its length and not up to the next line break: packed bytes may end with one of their own.
  const bytes = Buffer.from(body.slice(begin + 7, begin + 7 + Number(length)), 'latin1')
  if (!head.includes('/FlateDecode')) return bytes.toString('latin1')
  try {
    return inflateSync(bytes).toString('latin1')
  } catch {
    return '' // a font or a profile that happens to hold the word "endstream"
  }
}

const characterOf = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/** Glyph (four hex digits) → the characters that it stands for. */
function alphabetOf(map: string): Map<string, string> {
  const alphabet = new Map<string, string>()
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', hex = ''] of block.matchAll(/<(\w{4})>\s*<(\w+)>/g))
      alphabet.set(glyph.toUpperCase(), characterOf(hex))
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from = '', to = '', hex = ''] of block.matchAll(/<(\w{4})>\s*<(\w{4})>\s*<(\w{4})>/g)) {
      for (let nth = 0; nth <= parseInt(to, 16) - parseInt(from, 16); nth += 1) {
        alphabet.set(
          (parseInt(from, 16) + nth).toString(16).padStart(4, '0').toUpperCase(),
          String.fromCodePoint(parseInt(hex, 16) + nth),
        )
      }
    }
  }
  return alphabet
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' }

/**
 * A string in round brackets that begins at `open`: its bytes as hex, and where it ends. Brackets in pairs need no
 * escape.
 */
function literalAt(stream: string, open: number): { hex: string; end: number } {
  let depth = 1
  let text = ''
  let at = open + 1
  for (; at < stream.length; at += 1) {
    const sign = stream.charAt(at)
    if (sign === '\\') {
      const octal = /^[0-7]{1,3}/.exec(stream.slice(at + 1, at + 4))?.[0]
      const next = stream.charAt(at + 1)
      text += octal ? String.fromCharCode(parseInt(octal, 8)) : (ESCAPES[next] ?? next)
      at += octal?.length ?? 1
      continue
    }
    if (sign === '(') depth += 1
    if (sign === ')' && (depth -= 1) === 0) break
    text += sign
  }
  return { hex: Buffer.from(text, 'latin1').toString('hex').toUpperCase(), end: at }
}

function drawnBy(stream: string, alphabets: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  const token = /\/ActualText <FEFF([0-9A-Fa-f]*)>|\bEMC\b|\/(\w+) [\d.-]+ Tf|<([0-9A-Fa-f]+)>|\(/g
  let alphabet: ReadonlyMap<string, string> = new Map()
  let isReplaced = false
  let drawn = ''
  for (let found = token.exec(stream); found; found = token.exec(stream)) {
    const [whole, actual, font, hex] = found
    if (actual !== undefined) {
      drawn += characterOf(actual)
      isReplaced = true
    } // what the glyphs up to EMC stand for
    else if (whole === 'EMC') isReplaced = false
    else if (font) alphabet = alphabets.get(font) ?? new Map()
    else {
      const literal = hex ? null : literalAt(stream, found.index)
      if (literal) token.lastIndex = literal.end + 1
      const glyphs = (literal?.hex ?? hex?.toUpperCase() ?? '').match(/.{4}/g) ?? []
      if (!isReplaced) drawn += glyphs.map((glyph) => alphabet.get(glyph) ?? '').join('')
    }
  }
  return drawn
}

type Matrix = readonly [number, number, number, number, number, number]
const WHOLE: Matrix = [1, 0, 0, 1, 0, 0]
const times = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
]

/** Where the runs of text begin on the pages of one of our own papers, in points from the lower left corner. */
export function runsOfText(pdf: Uint8Array): { left: number; base: number }[] {
  const objects = objectsOf(Buffer.from(pdf).toString('latin1'))
  return [...objects.values()]
    .map(streamOf)
    .filter((stream) => /\bT[jJ]\b/.test(stream))
    .flatMap(runsIn)
}

/** Typst writes one matrix for each run of text. */
function runsIn(stream: string) {
  const number = String.raw`(-?[\d.]+)`
  const token = new RegExp(String.raw`\b(q)\b|\b(Q)\b|\b(BT|ET)\b|(?:${number} ){6}(cm|Tm)|<([0-9A-Fa-f]+)>|\(`, 'g')
  const found: { left: number; base: number }[] = []
  const kept: Matrix[] = []
  let [page, line]: [Matrix, Matrix] = [WHOLE, WHOLE]
  let isText = false
  for (let hit = token.exec(stream); hit; hit = token.exec(stream)) {
    const [whole, push, pop, edge, , operator, hex] = hit
    if (push) kept.push(page)
    else if (pop) page = kept.pop() ?? WHOLE
    else if (edge) isText = edge === 'BT'
    else if (operator) {
      const matrix = whole.split(' ').slice(0, 6).map(Number) as unknown as Matrix
      if (operator === 'cm') page = times(matrix, page)
      else line = matrix
    } else {
      const literal = whole === '(' ? literalAt(stream, hit.index) : { hex, end: token.lastIndex - 1 }
      token.lastIndex = literal.end + 1
      const [, , , , left, base] = times(line, page)
      if (isText) found.push({ left, base })
    }
  }
  return found
}
