/** 公民身份号码 (GB 11643): six digits of a division code, eight of the birthday, three of a serial, one check character. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECKS = '10X98765432'

/** As it is kept and compared: full-width characters narrowed, blanks gone, a small x made large. */
export const normalizedIdentityNumber = (text: string): string =>
  text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()

/** The 18th character that belongs to the first seventeen digits. */
export function identityCheckOf(first17: string): string {
  if (!/^\d{17}$/.test(first17)) throw new Error('not the first seventeen digits of an identity number')
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(first17.charAt(place)), 0)
  return CHECKS.charAt(sum % 11)
}

function isDay(digits: string): boolean {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
  const time = Date.parse(`${iso}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === iso
}

/** Why the normalised text is no identity number, in Chinese with the mend; null when it is one. */
export function whyNoIdentityNumber(number: string): string | null {
  if (!/^\d{17}[\dX]$/.test(number)) return '公民身份号码应为17位数字加1位校验码，请对照身份证核对'
  if (!isDay(number.slice(6, 14))) return '公民身份号码第7至14位不是有效的出生日期，请对照身份证核对'
  if (identityCheckOf(number.slice(0, 17)) !== number.charAt(17))
    return '公民身份号码的校验位不符，至少有一位填错，请对照身份证核对'
  return null
}

export const isIdentityNumber = (number: string): boolean => whyNoIdentityNumber(number) === null
