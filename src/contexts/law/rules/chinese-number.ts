const DIGITS = '零一二三四五六七八九'
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** 一千零七十九 → 1079, 〇 like 零; null when it is no Chinese number. */
export function numberFromChinese(text: string): number | null {
  let total = 0
  let digit = 0
  for (const sign of text.replaceAll('〇', '零')) {
    const unit = UNITS[sign]
    const value = DIGITS.indexOf(sign)
    if (unit !== undefined) {
      total += (digit || 1) * unit
      digit = 0
    } else if (value >= 0) digit = value
    else return null
  }
  return text === '' ? null : total + digit
}

export type Place = { readonly number: number; readonly sub: number }

const PLACE = /^第?([零〇一二三四五六七八九十百千]+|\d{1,4})条?(?:之([一二三四五六七八九十]+|\d{1,2})|-(\d{1,2}))?/

/** 第一百三十四条之一, 134条, 134-1 → number 134, sub 1. What follows the article (款, 项) is left aside. */
export function articlePlace(text: string): Place | null {
  const found = PLACE.exec(text.trim())
  if (!found?.[1]) return null
  const valueOf = (word: string) => (/^\d+$/.test(word) ? Number(word) : numberFromChinese(word))
  const number = valueOf(found[1])
  const sub = found[2] ?? found[3]
  return number ? { number, sub: sub ? (valueOf(sub) ?? 0) : 0 } : null
}
