import { articlePlace, numberFromChinese, type Place } from './chinese-number.ts'

const CHINESE = '[零〇一二三四五六七八九十百千]+'
const ARTICLE = new RegExp(
  `第?(${CHINESE}|\\d{1,4})条(?:之(${CHINESE}|\\d{1,2}))?(?:第?(${CHINESE}|\\d{1,2})款)?(?:第?[（(]?(${CHINESE}|\\d{1,2})[）)]?项)?`,
  'g',
)
/** "安法97" and "WSL 97(7)": a number right behind the name of a law. */
const BARE_NUMBER = /^[\s第]*(\d{1,4})(?:[-之](\d{1,2}))?(?:[（(](\d{1,2})[）)])?\s*$/
const NAME_CHARACTERS_MAX = 60

/** An article that a person names: what stands before it, where the name of the law is to be found, and its place. */
export type NamedArticle = Place & { readonly before: string; readonly item: number | null }

const valueOf = (word: string | undefined): number | null =>
  word === undefined ? null : /^\d+$/.test(word) ? Number(word) : numberFromChinese(word)

/** The articles that a query names; each reaches back to the law named before it, or to that of the article before. */
export function articlesNamedIn(query: string): NamedArticle[] {
  const found: NamedArticle[] = []
  let end = 0
  let name = ''
  for (const match of query.matchAll(ARTICLE)) {
    const place = articlePlace(match[0])
    const between = query.slice(end, match.index)
    if (!/^[\s和与及、，,或]*$/.test(between)) name = between
    end = match.index + match[0].length
    if (place) found.push({ ...place, before: trimmedName(name), item: valueOf(match[4]) })
  }
  return found
}

/**
 * A trailing number that may be an article, with the text before it: only a query that names a law there is meant so.
 */
export function bareArticleIn(query: string): NamedArticle | null {
  const at = query.search(/[\s第]*\d{1,4}(?:[-之]\d{1,2})?(?:[（(]\d{1,2}[）)])?\s*$/)
  const match = at > 0 ? BARE_NUMBER.exec(query.slice(at)) : null
  if (!match?.[1]) return null
  return {
    number: Number(match[1]),
    sub: match[2] ? Number(match[2]) : 0,
    item: valueOf(match[3]),
    before: trimmedName(query.slice(0, at)),
  }
}

/** Leaves away what may stand between the name and its article: closing quotes, a version in brackets, 的. */
function trimmedName(text: string): string {
  const plain = text
    .replace(/[《》〈〉<>“”"'「」\s]/g, '')
    .replace(/[（(][^（()）]*[）)]$/, '')
    .replace(/(?:的|之|中|里|规定|：|:|，|,)+$/, '')
  return plain.slice(-NAME_CHARACTERS_MAX)
}

/** The longest name that ends the text, else the longest within it; null when none is named. */
export function nameIn<Found>(text: string, names: ReadonlyMap<string, Found>): Found | null {
  for (let length = Math.min(text.length, NAME_CHARACTERS_MAX); length >= 2; length--) {
    const found = names.get(text.slice(-length))
    if (found !== undefined) return found
  }
  for (let length = Math.min(text.length, NAME_CHARACTERS_MAX); length >= 3; length--) {
    for (let from = 0; from + length < text.length; from++) {
      const found = names.get(text.slice(from, from + length))
      if (found !== undefined) return found
    }
  }
  return null
}

const STANDARD =
  /(?:^|[^A-Za-z])((?:GB|AQ|JGJ|TSG|HG|SH|SY|HJ|XF|GA|WS|DL|YB|JB|NB|CJJ|JTG|MT|LD|QX|TB|DB\d{0,4}|GBZ|GBJ|CECS|MH|YC|QB|LY|SB|T)(?:\s*\/?\s*[TZ](?![A-Za-z]))?[\s\-—]*\d{1,6}(?:\.\d{1,3})?(?:\s*[-—–]\s*\d{4})?)/i

/** The number of a standard that a query names, in the form that compares; null when it names none. */
export function standardIn(query: string): string | null {
  const found = STANDARD.exec(query.normalize('NFKC'))
  return found?.[1] ? plainStandard(found[1]) : null
}

/** GB/T 50016 — 2014 → GBT50016-2014: letters, the number, and the year behind the last dash. */
export function plainStandard(number: string): string {
  const flat = number.normalize('NFKC').toUpperCase().replace(/[—–]/g, '-').replace(/[\s/]/g, '')
  return flat.replace(/^([A-Z]+)-/, '$1')
}

const LAW_NAME = '《([^》]{2,40})》'
const OWN = '(本法|本条例|本规定|本办法|本解释|本细则)'
const RUN = `((?:第${CHINESE}条(?:之${CHINESE})?(?:第?[（(]?${CHINESE}[）)]?[款项])*(?:[、和及或至]|或者|以及)*)+)`
const KNOWN = '(民法典|刑法|刑事诉讼法|民事诉讼法|行政诉讼法)'
const REFERENCE = new RegExp(`(?:${LAW_NAME}|${KNOWN}|${OWN})${RUN}`, 'g')
const EACH = new RegExp(`第(${CHINESE})条(?:之(${CHINESE}))?`, 'g')

/** A reference of one article to another; `law` is null when it is the law that speaks. */
export type Reference = Place & { readonly law: string | null }

/** What an article cites: 本法第四十四条、第四十五条, 《公司法》第二十条. */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, quoted, known, , run = '']) =>
    [...run.matchAll(EACH)].map(([, number = '', sub]) => ({
      law: quoted ?? known ?? null,
      number: numberFromChinese(number) ?? 0,
      sub: sub ? (numberFromChinese(sub) ?? 0) : 0,
    })),
  )
}

/** Titles in 《》 within a text: how often laws are named by others tells how central they are. */
export const lawsNamedIn = (text: string): string[] =>
  [...text.matchAll(new RegExp(LAW_NAME, 'g'))].map(([, name = '']) => name)
