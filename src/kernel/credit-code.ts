/**
 * 统一社会信用代码 (GB 32100): two characters for registrar and kind, six digits of a division code, nine of the organisation
 * code, one check character. The letters I O S V Z never occur.
 */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/

/** As it is kept and compared: full-width characters narrowed, blanks and hyphens gone, upper case. */
export const normalizedCreditCode = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

/**
 * The 18th character that belongs to the first seventeen. Throws when they are not seventeen characters of the
 * alphabet.
 */
export function checkCharacterOf(first17: string): string {
  if (first17.length !== 17) throw new Error(`not the first seventeen characters of a credit code: ${first17}`)
  const sum = WEIGHTS.reduce((total, weight, place) => {
    const value = ALPHABET.indexOf(first17.charAt(place))
    if (value < 0) throw new Error(`not a character of a credit code: ${first17.charAt(place)}`)
    return total + weight * value
  }, 0)
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/** Why the normalised text is no credit code, in Chinese with the mend; null when it is one. */
export function whyNoCreditCode(code: string): string | null {
  if (code === '') return '统一社会信用代码没有填写，请按营业执照填写18位代码'
  if (code.length !== 18) return `统一社会信用代码应为18位，现为${code.length}位，请对照营业执照核对`
  const foreign = [...code].find((character) => !ALPHABET.includes(character))
  if (foreign) return `统一社会信用代码中不会出现“${foreign}”，请检查是否与数字0、1、2、5混淆`
  if (!SHAPE.test(code)) return '统一社会信用代码第3至8位应为数字，请对照营业执照核对'
  if (checkCharacterOf(code.slice(0, 17)) !== code.charAt(17))
    return '统一社会信用代码的校验位不符，至少有一位填错，请对照营业执照核对'
  return null
}

export const isCreditCode = (code: string): boolean => whyNoCreditCode(code) === null
