/** The number of a standard, taken apart: GB/T 33000-2016 has the prefix GB/T, the body 33000 and the year 2016. */
export type StandardNumber = {
  readonly prefix: string
  readonly body: string
  readonly year: number | null
  /** How it is shown: GB/T 33000-2016. */
  readonly shown: string
  /** How it is compared: GBT33000-2016. */
  readonly plain: string
  /** The same without its year, which all editions share. */
  readonly series: string
}

export const STANDARD_KINDS = {
  national: '强制性国家标准',
  'national-recommended': '推荐性国家标准',
  industry: '行业标准',
  'industry-recommended': '推荐性行业标准',
  local: '地方标准',
  'local-recommended': '推荐性地方标准',
  group: '团体标准',
} as const
export type StandardKind = keyof typeof STANDARD_KINDS

/** Letters in front, as ministries and provinces use them; whoever writes GBT means GB/T. */
const INDUSTRIES =
  'AQ|BB|CB|CH|CJ|CJJ|CY|DA|DB|DL|DZ|EJ|FZ|GA|GBZ|GBJ|GB|GC|GD|GH|GM|GY|HB|HG|HJ|HS|HY|JB|JC|JG|JGJ|JR|JJG|JJF|JT|JTG|JTJ|JTS|JY|KA|LB|LD|LS|LY|MH|MT|MZ|NB|NY|QB|QC|QJ|QX|RB|SB|SC|SF|SH|SJ|SL|SN|SW|SY|TB|TD|TSG|TY|WB|WH|WJ|WM|WS|WW|XB|XF|YB|YC|YD|YS|YY|YZ|ZY|ZB|CECS'
const PREFIX = `(?:T/[A-Z]{2,10}|DB\\d{2,6}|${INDUSTRIES})`
const NUMBER = new RegExp(
  `^(${PREFIX})\\s*/?\\s*([TZ]?)(?![A-Z]{2})[\\s-]*([A-Z]?\\d{1,7}(?:\\.\\d{1,4}){0,3})(?:\\s*[-:]\\s*(\\d{4}|\\d{2}))?(?:[（(]\\d{4}年?版[）)])?$`,
)

/** Fullwidth, lower case, any dash and any blank are the same number; 2-digit years are those of the last century. */
export function readStandardNumber(text: string): StandardNumber | null {
  const flat = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[—–−―﹣]/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^《?(.+?)》?$/, '$1')
    .replace(/^TSG ?([A-Z]) ?(?=\d)/, 'TSG $1') // the letter of a special-equipment code belongs to its number
  const found = NUMBER.exec(flat)
  if (!found?.[1] || !found[3]) return null
  const prefix = `${found[1]}${found[2] ? `/${found[2]}` : ''}`
  const year = found[4] === undefined ? null : Number(found[4].length === 2 ? `19${found[4]}` : found[4])
  if (year !== null && (year < 1950 || year > 2100)) return null
  const ending = year === null ? '' : `-${year}`
  const series = `${prefix.replaceAll('/', '')}${found[3]}`
  return { prefix, body: found[3], year, shown: `${prefix} ${found[3]}${ending}`, plain: `${series}${ending}`, series }
}

/** 强制性国家标准 and its like, from the letters in front; TSG and GBZ are compulsory by themselves. */
export function kindOfStandard({ prefix }: Pick<StandardNumber, 'prefix'>): StandardKind {
  const isRecommended = /\/[TZ]$/.test(prefix)
  if (/^(T\/|CECS)/.test(prefix)) return 'group'
  if (/^DB\d/.test(prefix)) return isRecommended ? 'local-recommended' : 'local'
  if (/^(GB|GBJ)(\/|$)/.test(prefix)) return isRecommended ? 'national-recommended' : 'national'
  return isRecommended ? 'industry-recommended' : 'industry'
}

/** The province or city of a local standard, from the digits behind DB; '' for the whole country. */
export const regionOfStandard = ({ prefix }: Pick<StandardNumber, 'prefix'>): string => {
  const digits = /^DB(\d{4}|\d{2})/.exec(prefix)?.[1] ?? ''
  return digits.length === 4 && digits.endsWith('00') ? digits.slice(0, 2) : digits
}
