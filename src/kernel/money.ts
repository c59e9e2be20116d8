const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']

function mustBeAmount(fen: number): void {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new Error(`not an amount in fen: ${fen}`)
}

/** 4_900_000 → 49,000.00: grouped by thousands, always two decimals. Throws on a negative or broken amount. */
export function yuanText(fen: number): string {
  mustBeAmount(fen)
  const yuan = String(Math.floor(fen / 100)).replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${yuan}.${String(fen % 100).padStart(2, '0')}`
}

/** Four digits below ten thousand in capitals: 1005 → 壹仟零伍, 10 → 壹拾. */
function groupInCapitals(group: number): string {
  const digits = String(group).padStart(4, '0')
  let text = ''
  for (let index = 0; index < 4; index += 1) {
    const digit = Number(digits[index])
    if (digit > 0) text += `${text && digits[index - 1] === '0' ? '零' : ''}${DIGITS[digit]}${PLACES[3 - index]}`
  }
  return text
}

function yuanInCapitals(yuan: number): string {
  let text = ''
  let gap = false
  for (let index = GROUPS.length - 1; index >= 0; index -= 1) {
    const group = Math.floor(yuan / 10_000 ** index) % 10_000
    if (group === 0) gap = text !== ''
    else {
      // 零 is read once where a group is missing or does not fill its thousands.
      text += `${text && (gap || group < 1_000) ? '零' : ''}${groupInCapitals(group)}${GROUPS[index]}`
      gap = false
    }
  }
  return text
}

/**
 * 4_900_000 → 肆万玖仟元整, 105 → 壹元零伍分: how decisions and cheques state an amount. Throws on a negative or broken amount.
 */
export function yuanInWords(fen: number): string {
  mustBeAmount(fen)
  const yuan = Math.floor(fen / 100)
  const jiao = Math.floor(fen / 10) % 10
  const cent = fen % 10
  const whole = yuan > 0 ? `${yuanInCapitals(yuan)}元` : ''
  if (jiao === 0 && cent === 0) return `${whole || '零元'}整`
  const tenth = jiao > 0 ? `${DIGITS[jiao]}角` : whole ? '零' : ''
  return `${whole}${tenth}${cent > 0 ? `${DIGITS[cent]}分` : '整'}`
}

/** 人民币肆万玖仟元整（¥49,000.00）: how a paper states an amount so that no digit can be added. */
export const moneyOnPaper = (fen: number): string => `人民币${yuanInWords(fen)}（¥${yuanText(fen)}）`

/**
 * '49,000.00', '49000' or '49,000元' → 4_900_000 fen; null when the text is no amount, has more than two decimals or
 * groups its digits wrongly.
 */
export function fenOf(text: string): number | null {
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?元?$/.exec(text.trim().replaceAll('，', ','))
  if (!match) return null
  return Number(match[1]?.replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}
