import { pairText, pairsOf, type Weighted } from './postings.ts'
import { loadLanguage, wordsOf } from './terms.ts'
import { meantIn } from './typo.ts'

/**
 * What a sentence asks for, as weighted terms: its words and pairs of characters, and what the law calls the same
 * things.
 */
export type Query = { readonly terms: readonly Weighted[]; readonly said: readonly string[] }

/** Of a story with a question at its end the question tells more than the story. */
const STORY = 0.6
/** A word of the law stands for a word of the speaker with this weight, shared out when several stand for one. */
const SYNONYM = 0.5
const SHARING = 0.5
const PART_LENGTH_MIN = 4

const partsOf = (query: string): string[] =>
  query.split(/[。！!；;\n]|(?<=[？?])/).filter((part) => part.trim().length >= PART_LENGTH_MIN)

/** What people put around their question: who asks, that a law is asked for, how one ought to act. It tells nothing. */
const FRAME = new RegExp(
  [
    '(?:根据|依据|按照|依照)(?:我国|中国|中华人民共和国)?的?(?:哪[个条部些项]|哪一[个条部]|什么|何种|相关|有关)?的?(?:法律法规|法律条款|法律条文|法律文件|法律|法规|法条|条款|条文|规定|规章)(?:的?规定)?',
    '哪[个条部些项](?:法律法规|法律|法规|法条|条款|条文|规定|规章)(?:条款|规定)?',
    '(?:相关|有关)(?:的?法律法规|的?法律|的?法规|的?规定)(?:的?规定)?',
    '法律(?:上|如何|怎么|怎样|是如何|是怎么|对此|有何|有什么)?(?:规定|依据|条文|条款)',
    '应?该?(?:怎么办|怎么做|怎么处理|如何处理|如何解决|如何做|怎么弄)',
    '(?:将|会|要|可能)*(?:面临|受到|承担|有)(?:哪些|什么样?的?|怎样的?|怎么样的?|何种|何)(?:惩罚|处罚|刑罚|制裁|法律后果|后果)',
    '(?:可以|能)?通过(?:哪些|什么)(?:途径|方式|办法)|需要(?:知道|注意|遵守|了解)(?:什么|些什么|哪些规定|哪些)',
    '请问|咨询一下|是否|能否|可否|可以吗|合法吗|对吗|你好|您好|谢谢|急急|在线等|麻烦',
    '小[明红李王张刘芳华强丽刚美军兰花]|[张王李赵陈刘](?:先生|女士|某某?|大爷|大妈|阿姨)|某(?:公司|人|企业|市|县|甲|乙)',
  ].join('|'),
  'g',
)

const told = (text: string): string => {
  const rest = text.replace(FRAME, '，')
  return /[\p{L}\p{N}]{2}/u.test(rest) ? rest : text
}

const termsOf = (text: string): string[] => [...wordsOf(text), ...pairsOf(text).map(pairText)]

/** Terms of each synonym, cut once. */
let meanings: ReadonlyMap<string, readonly string[][]> | null = null

function loadMeanings(): ReadonlyMap<string, readonly string[][]> {
  meanings ??= new Map(loadLanguage().synonyms.map(({ says, means }) => [says, means.map(termsOf)]))
  return meanings
}

/** `isWritten` tells whether two neighbouring characters stand in the texts that are searched: what does not is a mistake. */
export function readQuery(query: string, isWritten: (pair: string) => boolean = () => true): Query {
  const text = told(query.normalize('NFKC'))
  const parts = partsOf(text)
  const question = new Set(termsOf(parts.at(-1) ?? text))
  const weights = new Map<string, number>()
  for (const term of termsOf(text)) weights.set(term, question.has(term) || parts.length < 2 ? 1 : STORY)
  const said = [...weights.keys()]
  const spoken = text.toLowerCase()
  for (const [says, means] of loadMeanings()) {
    if (!spoken.includes(says.toLowerCase())) continue
    const weight = SYNONYM / means.length ** SHARING
    for (const term of means.flat()) if (weight > (weights.get(term) ?? 0)) weights.set(term, weight)
  }
  const meant = meantIn(text, isWritten)
  const weight = 1 / Math.sqrt(meant.length)
  for (const term of meant.flatMap(termsOf)) if (weight > (weights.get(term) ?? 0)) weights.set(term, weight)
  return { said, terms: [...weights].map(([term, weight]) => ({ term, weight })) }
}

/** Statutes that govern the business that the query speaks of, by their titles. */
export function governingLaws(query: string): ReadonlySet<string> {
  return new Set(
    loadLanguage()
      .fields.filter(({ words }) => words.some((word) => query.includes(word)))
      .flatMap(({ laws }) => laws),
  )
}
