/** A paper as plain words, for a reader that knows nothing of us: the scanner of whatever phone stands opposite. */
import type { Block, Sheet, SheetCell, SignRow } from './sheet.ts'
import type { Run } from './wording.ts'

const wordsOf = (runs: readonly Run[]): string =>
  runs
    .map(({ box, blank, text }) => `${box ? (box === 'ticked' ? '☑' : '☐') : ''}${blank && !text ? '____' : text}`)
    .join('')

const signsOf = ({ label, places }: SignRow): string =>
  `${label}：${places
    .map(({ name, certificate, strokes, refused, on }) =>
      [refused || name || '____', certificate && `（${certificate}）`, strokes && '（已签名）', on && ` ${on}`]
        .filter(Boolean)
        .join(''),
    )
    .join('、')}`

const cellOf = ({ label, paragraphs, signs }: SheetCell): string[] => [
  `${label}：${paragraphs.map(wordsOf).join('\n')}`,
  ...(signs ? [signsOf(signs)] : []),
]

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
    case 'note':
      return [wordsOf(block.runs)]
    case 'lines':
      return block.rows.flatMap((row) => row.map(({ label, runs }) => `${label}：${wordsOf(runs)}`))
    case 'form':
      return block.rows.flatMap((row) => row.flatMap(cellOf))
    case 'table':
      return [block.head.join(' | '), ...block.rows.map((row) => row.map(wordsOf).join(' | '))]
    case 'signs':
      return block.rows.map(signsOf)
    case 'closing':
      return [block.organ, block.date]
    case 'contents':
    case 'picture':
    case 'gap':
      return []
  }
}

/** Everything that the sheet says, line by line, in its order. */
export const textOfSheet = (sheet: Sheet): string =>
  [
    sheet.organ,
    sheet.title,
    sheet.subtitle,
    sheet.numberAlign === 'none' ? '' : sheet.number,
    ...sheet.blocks.flatMap(linesOf),
    ...sheet.everyPage.map(signsOf),
  ]
    .filter((line) => line.trim() !== '')
    .join('\n')

/** Bytes of a character in UTF-8. */
const bytesIn = (letter: string): number => {
  const point = letter.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

/** Cuts a text into pieces of at most so many bytes, between characters and never inside one. */
export function piecesOf(text: string, bytesMax: number): string[] {
  const pieces: string[] = []
  let piece = ''
  let size = 0
  for (const letter of text) {
    const more = bytesIn(letter)
    if (size + more > bytesMax) {
      pieces.push(piece)
      piece = ''
      size = 0
    }
    piece += letter
    size += more
  }
  return piece === '' && pieces.length > 0 ? pieces : [...pieces, piece]
}
