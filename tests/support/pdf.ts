import { inflateSync } from 'node:zlib'

/**
 * The characters that the pages of one of our own papers draw, in the order in which they are drawn; spaces and line
 * breaks are left out, because a page has none. Reads what Typst writes; no reader of any PDF.
 */
export function charactersOf(pdf: Uint8Array): string {
  const objects = objectsOf(Buffer.from(pdf).toString('latin1'))
  const names = new Map(
    [...objects.values()].flatMap((body) =>
      [...(/\/Font <<([^>]*)>>/.exec(body)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)].map(
        ([, name = '', id = '']) => [name, id] as const,
      ),
    ),
  )
  const alphabets = new Map(
    [...names].map(([name, id]) => {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? ''
      return [name, alphabetOf(streamOf(objects.get(map) ?? ''))] as const
    }),
  )
  return [...objects.values()]
    .map(streamOf)
    .filter((stream) => /\bT[jJ]\b/.test(stream))
    .map((stream) => drawnBy(stream, alphabets))
    .join('')
    .replaceAll(/[\s\u200b]/g, '')
}

const objectsOf = (text: string) =>
  new Map([...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body] as const))

function streamOf(body: string): string {
  const found = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)
  if (!found || /\/(?:FontFile|Image|XML)/.test(body.slice(0, found.index))) return ''
  const bytes = Buffer.from(found[1] ?? '', 'latin1')
  if (!body.slice(0, found.index).includes('/FlateDecode')) return bytes.toString('latin1')
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
