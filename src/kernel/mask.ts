/**
 * How personal data are shown where the full value is not needed: publicity, lists, look-ups (Personal Information
 * Protection Law art. 6).
 */

const stars = (count: number) => '*'.repeat(Math.max(0, count))

/** 张三 → 张*, 欧阳小明 → 欧阳**: the surname stays. Double surnames are kept whole from four characters on. */
export function maskedName(name: string): string {
  const characters = [...name.trim()]
  const kept = characters.length >= 4 ? 2 : 1
  return characters.slice(0, kept).join('') + stars(characters.length - kept)
}

/**
 * 441302199001011234 → 441***********1234: the birthday and the district stay hidden. Anything shorter is hidden but
 * for one character.
 */
export const maskedIdentityNumber = (number: string): string =>
  number.length < 15
    ? number.slice(0, 1) + stars(number.length - 1)
    : number.slice(0, 3) + stars(number.length - 7) + number.slice(-4)

/** 13800138000 → 138****8000; a short number keeps its last two digits. */
export const maskedPhone = (phone: string): string =>
  phone.length < 8
    ? stars(phone.length - 2) + phone.slice(-2)
    : phone.slice(0, 3) + stars(phone.length - 7) + phone.slice(-4)

/** 惠州市惠城区演示路3号 → 惠州市惠城***: the first six characters tell the place and not the door. */
export function maskedAddress(address: string): string {
  const characters = [...address]
  return characters.slice(0, 6).join('') + (characters.length > 6 ? '***' : '')
}
