import { addDays, type LawDate } from '../../../kernel/time.ts'
import { kindOfStandard, readStandardNumber, regionOfStandard, type StandardKind } from './standard-number.ts'

export const STANDARD_STATUSES = {
  current: '现行',
  partial: '部分废止',
  upcoming: '即将实施',
  replaced: '被代替',
  withdrawn: '废止',
  unknown: '状态未注明',
} as const
export type StandardStatus = keyof typeof STANDARD_STATUSES

/** What is known of a standard; its text is its publisher's. `plain` names it everywhere else. */
export type Standard = {
  readonly plain: string
  readonly number: string
  readonly title: string
  readonly kind: StandardKind
  readonly status: StandardStatus
  /** What the source says beyond the status, in its words. */
  readonly note: string
  /** Plain number of the one that took its place. */
  readonly replacedBy: string | null
  readonly from: LawDate | null
  /** The last day on which it holds. */
  readonly until: LawDate | null
  readonly region: string
  readonly source: string
}

/** A line of a table of standards as text, under the headings that COLUMNS knows. */
export type StandardCells = Partial<Record<StandardColumn, string>>
export type StandardLine = { readonly line: number; readonly cells: StandardCells }
export type UnreadableLine = { readonly line: number; readonly why: string }

/** Headings under which lists of standards are published. */
export const STANDARD_COLUMNS = {
  number: ['number', '标准编号', '标准号', '编号', '计划号/标准号', '标准代号'],
  title: ['title', '标准名称', '中文名称', '名称', '标准中文名称'],
  status: ['status', '状态', '标准状态'],
  replacedBy: ['replaced_by', 'replacedBy', '被代替', '被代替标准', '替代标准', '代替本标准', '被替代标准号'],
  replaces: ['replaces', '代替', '代替标准', '代替标准号', '替代情况'],
  from: ['effective_from', 'effective_date', '实施日期', '施行日期', 'from'],
  until: ['effective_to', '废止日期', '失效日期', '有效期至', 'until'],
  source: ['source', '来源', '依据'],
} as const
export type StandardColumn = keyof typeof STANDARD_COLUMNS

const isDay = (date: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date)) && addDays(addDays(date, 1), -1) === date

/** 2023-03-01, 2023/3/1, 2023.3.1, 20230301, 2023年3月1日; null where it is none, '' stays unknown. */
function readDay(text: string): LawDate | null {
  const found = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.trim())
  if (!found) return null
  const [, year, month, day, flatMonth, flatDay] = found
  const date = `${year}-${(month ?? flatMonth ?? '').padStart(2, '0')}-${(day ?? flatDay ?? '').padStart(2, '0')}`
  return isDay(date) ? date : null
}

const firstDayIn = (text: string) => readDay(/\d{4}[-年]\d{1,2}[-月]\d{1,2}/.exec(text)?.[0] ?? '')

type Said = { readonly status: StandardStatus; readonly until: LawDate | null; readonly replaces: string }

/** 现行, 现行至2027-01-31, 废止（2026-10-01）, 现行（2026-10-01起代替GB/T 12801-2008): what sources write as a status. */
export function readStatus(text: string): Said {
  const said = text.trim()
  const day = firstDayIn(said)
  const replaces = /(?<!被)代替\s*([^，；）)]+)/.exec(said)?.[1] ?? ''
  const nothing = { until: null, replaces: '' }
  if (/部分废止|部分有效/.test(said)) return { status: 'partial', ...nothing }
  if (/即将实施|尚未实施|未生效|未实施/.test(said)) return { status: 'upcoming', until: null, replaces }
  if (/^(被代替|已被|被替代)/.test(said)) return { status: 'replaced', ...nothing }
  if (/^(废止|作废|已废止|撤销)/.test(said))
    return { status: 'withdrawn', until: day && addDays(day, -1), replaces: '' }
  if (/^(现行|有效)/.test(said)) return { status: 'current', until: /至\s*\d{4}/.test(said) ? day : null, replaces }
  return { status: 'unknown', until: null, replaces }
}

/** One row as its file states it; what the file does not state is null or 'unknown' and leaves what was known. */
export type StatedStandard = Standard & { readonly line: number; readonly replaces: readonly string[] }

const CELL_MAX = 400
const numbersIn = (text: string) =>
  text
    .split(/[;；,，、]|\s{2,}|和/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '-' && part !== '无')

/** Reads one line, or says why it cannot be read. */
export function readStandard({ line, cells }: StandardLine, source: string): StatedStandard | UnreadableLine {
  const wrong = (why: string): UnreadableLine => ({ line, why })
  const text = (column: StandardColumn) => cells[column]?.trim() ?? ''
  const number = readStandardNumber(text('number'))
  if (!number) return wrong(`“${text('number').slice(0, 40)}”不是标准编号`)
  if (!text('title')) return wrong('没有标准名称')
  if (Object.values(cells).some((cell) => cell.length > CELL_MAX)) return wrong(`有一格超过${CELL_MAX}个字`)
  const said = readStatus(text('status'))
  const days = { from: readDay(text('from')), until: readDay(text('until')) ?? said.until }
  const broken = (['from', 'until'] as const).find((column) => text(column) && !readDay(text(column)))
  if (broken) return wrong(`日期“${text(broken).slice(0, 20)}”不存在`)
  if (days.from && days.until && days.until < days.from) return wrong(`有效期颠倒：${days.from} 至 ${days.until}`)
  const successors = numbersIn(text('replacedBy')).map(readStandardNumber)
  if (successors.includes(null)) return wrong(`“${text('replacedBy').slice(0, 40)}”不是标准编号`)
  const replacedBy = successors[0]?.plain ?? null
  if (replacedBy === number.plain) return wrong('被代替标准就是它自己')
  const replaces = [...numbersIn(text('replaces')), ...numbersIn(said.replaces)].flatMap((one) => {
    const plain = readStandardNumber(one)?.plain
    return plain && plain !== number.plain ? [plain] : []
  })
  return {
    line,
    plain: number.plain,
    number: number.shown,
    title: text('title').replace(/\s+/g, ' '),
    kind: kindOfStandard(number),
    status: replacedBy && said.status === 'unknown' ? 'replaced' : said.status,
    note: text('status') === STANDARD_STATUSES[said.status] ? '' : text('status'),
    replacedBy,
    ...days,
    region: regionOfStandard(number),
    source: text('source') || source,
    replaces,
  }
}
