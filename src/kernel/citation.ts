/**
 * One place in one legal instrument: article, and where it matters paragraph (款) and item (项).
 * `instrument` is a code of data/law/instruments.json; its name, number and dates live there.
 */
export type Citation = {
  readonly instrument: string
  readonly article: number
  readonly paragraph?: number
  readonly item?: number
}

/** `art('APL', 57, 2)` is 行政处罚法第五十七条第二款. */
export const art = (instrument: string, article: number, paragraph?: number, item?: number): Citation => ({
  instrument,
  article,
  ...(paragraph === undefined ? {} : { paragraph }),
  ...(item === undefined ? {} : { item }),
})

/** The short form used in codes, logs and tests: `APL 57(2)`, with the item behind a dot. */
export function citationKey({ instrument, article, paragraph, item }: Citation): string {
  return `${instrument} ${article}${paragraph ? `(${paragraph})` : ''}${item ? `.${item}` : ''}`
}

const DIGITS = '零一二三四五六七八九'

/** 57 → 五十七: how statutes number their articles. */
export function chineseNumber(value: number): string {
  if (value < 10) return DIGITS[value] ?? ''
  if (value < 20) return `十${value % 10 ? DIGITS[value % 10] : ''}`
  if (value < 100) return `${DIGITS[Math.floor(value / 10)]}十${value % 10 ? DIGITS[value % 10] : ''}`
  const [unit, name] = value < 1000 ? [100, '百'] : [1000, '千']
  const rest = value % unit
  const tail = rest >= 10 && rest < 20 ? `一${chineseNumber(rest)}` : rest === 0 ? '' : chineseNumber(rest)
  return `${DIGITS[Math.floor(value / unit)]}${name}${rest > 0 && rest < unit / 10 ? '零' : ''}${tail}`
}

/** 第五十七条第二款第（一）项: the part of a citation behind the instrument's name. */
export function articleText({ article, paragraph, item }: Citation): string {
  return `第${chineseNumber(article)}条${paragraph ? `第${chineseNumber(paragraph)}款` : ''}${item ? `第（${chineseNumber(item)}）项` : ''}`
}
