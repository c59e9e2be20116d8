import { loadLanguage, wordLengths } from './terms.ts'

const LENGTH_MIN = 3
const LENGTH_MAX = 6
const isHan = (text: string) => /^[\u4e00-\u9fff]+$/.test(text)

/** Words of the trade, and under each of their forms with one character left open the words that fit. */
type Lexicon = { readonly words: ReadonlySet<string>; readonly open: ReadonlyMap<string, readonly string[]> }

let lexicon: Lexicon | null = null

const openForms = (word: string): string[] => Array.from(word, (_, at) => `${word.slice(0, at)}？${word.slice(at + 1)}`)

function loadLexicon(): Lexicon {
  if (lexicon) return lexicon
  const words = new Set(
    loadLanguage().words.filter((word) => isHan(word) && word.length >= LENGTH_MIN && word.length <= LENGTH_MAX),
  )
  const open = new Map<string, string[]>()
  for (const word of words)
    for (const form of openForms(word)) {
      const known = open.get(form)
      if (known) known.push(word)
      else open.set(form, [word])
    }
  lexicon = { words, open }
  return lexicon
}

/**
 * What somebody may have meant who mistyped one character of a word of the trade: 灭火气 for 灭火器. `isWritten` tells
 * whether two neighbouring characters stand in any text; what the law writes, or a dictionary knows, is no mistake.
 */
export function meantIn(text: string, isWritten: (pair: string) => boolean): string[] {
  const { words, open } = loadLexicon()
  const lengths = wordLengths(text)
  const isOdd = (at: number, from: number, to: number): boolean =>
    lengths[at] === 1 &&
    (at === from || !isWritten(text.slice(at - 1, at + 1))) &&
    (at + 1 === to || !isWritten(text.slice(at, at + 2)))
  const meant = new Set<string>()
  for (let from = 0; from + LENGTH_MIN <= text.length; from++) {
    for (let length = LENGTH_MIN; length <= LENGTH_MAX && from + length <= text.length; length++) {
      const piece = text.slice(from, from + length)
      if (!isHan(piece) || words.has(piece)) continue
      openForms(piece).forEach((form, at) => {
        if (open.has(form) && isOdd(from + at, from, from + length))
          for (const word of open.get(form) ?? []) meant.add(word)
      })
    }
  }
  return [...meant]
}
