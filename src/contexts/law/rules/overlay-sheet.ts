import { CHECKLIST_GROUPS, type Parameter, type Tier } from '../model.ts'
import type { ChangeRow } from './change.ts'
import { OVERLAY_MODES, whyNotContent, type ContentOf, type OverlayKind, type OverlayMode } from './overlay-kinds.ts'
import {
  citationCell,
  guarded,
  joined,
  LineReader,
  readCitation,
  type Cell,
  type CellProblem,
  type Line,
} from './sheet-cells.ts'

const MODE = '方式'
const KEY = '编号'

export const EFFECTS = {
  'exempt-must': '应当不予处罚',
  'exempt-may': '可以不予处罚',
  lighten: '从轻',
  mitigate: '减轻',
  aggravate: '从重',
  weight: '调整幅度',
  grave: '情节严重',
} as const

export const LIST_KINDS = { free: '免罚', first_free: '首违不罚', lighter: '轻罚', mitigate: '减罚' } as const
export const STAGE_WORDS = { first: '首次', overdue: '逾期未改', grave: '情节严重' } as const

type Codec<Kind extends OverlayKind> = {
  readonly columns: readonly string[]
  /** The lines of one row: several where the row holds a list of tiers or acts. */
  readonly write: (content: ContentOf<Kind>) => Cell[][]
  readonly read: (lines: readonly LineReader[]) => unknown
}

const pair = (low: number | null, high: number | null): [number, number] | null =>
  low === null || high === null ? null : [low, high]

function readValue(reader: LineReader): Parameter['value'] {
  const text = reader.must('数值')
  if (!/[；;]/.test(text)) return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
  return reader.list('数值').map((one) => (Number.isFinite(Number(one)) ? Number(one) : one))
}

const parameter: Codec<'parameter'> = {
  columns: ['数值', '单位'],
  // A list of one keeps its separator, so that it comes back as a list.
  write: ({ value, unit }) => [
    [Array.isArray(value) ? `${joined(value.map(String))}${value.length < 2 ? '；' : ''}` : value, unit],
  ],
  read: ([first]) => (first ? { value: readValue(first), unit: first.must('单位') } : null),
}

const tierOf = (reader: LineReader): Tier => {
  const share = pair(reader.number('比例自（%）'), reader.number('比例至（%）'))
  const personFen = pair(reader.fen('个人金额自（元）'), reader.fen('个人金额至（元）'))
  return {
    tier: reader.must('阶次'),
    atLeast: reader.whole('数量自'),
    atMost: reader.whole('数量至'),
    share: share && [share[0] / 100, share[1] / 100],
    fen: pair(reader.fen('金额自（元）'), reader.fen('金额至（元）')),
    ...(personFen ? { personFen } : {}),
    confidence: '✔',
  }
}

const yuan = (fen: number | undefined): Cell => (fen === undefined ? null : fen / 100)
const percent = (share: number | undefined): Cell => (share === undefined ? null : Math.round(share * 10_000) / 100)

const tier: Codec<'tier'> = {
  columns: [
    '违法行为',
    '阶段',
    '计数',
    '阶次',
    '数量自',
    '数量至',
    '比例自（%）',
    '比例至（%）',
    '金额自（元）',
    '金额至（元）',
    '个人金额自（元）',
    '个人金额至（元）',
    '说明',
  ],
  write: ({ violation, stage, counts, tiers, note }) =>
    tiers.map(({ tier: name, atLeast, atMost, share, fen, personFen }) => [
      violation ?? '',
      stage ? STAGE_WORDS[stage] : '',
      counts,
      name,
      atLeast,
      atMost,
      percent(share?.[0]),
      percent(share?.[1]),
      yuan(fen?.[0]),
      yuan(fen?.[1]),
      yuan(personFen?.[0]),
      yuan(personFen?.[1]),
      note ?? '',
    ]),
  read: (lines) => {
    const [first] = lines
    if (!first) return null
    return {
      violation: first.text('违法行为') || null,
      stage: first.text('阶段') === '' ? null : first.word('阶段', STAGE_WORDS),
      counts: first.must('计数'),
      tiers: lines.map(tierOf),
      note: first.text('说明') || null,
    }
  },
}

const factor: Codec<'factor'> = {
  columns: ['情节', '作用', '调整（%）', '别名'],
  write: ({ says, effect, weight, aliases }) => [[says, EFFECTS[effect], weight * 100, joined(aliases)]],
  read: ([first]) =>
    first
      ? {
          says: first.must('情节'),
          effect: first.word('作用', EFFECTS),
          weight: (first.number('调整（%）') ?? 0) / 100,
          aliases: first.list('别名'),
        }
      : null,
}

const leniency: Codec<'leniency'> = {
  columns: ['清单名称', '类型', '条件', '不适用', '几年内无亡人事故', '违法行为', '数量上限', '说明'],
  write: ({ name, kind, needs, excludes, noFatalAccidentYears, items, note }) =>
    items.map(({ violation, quantityMax }) => [
      name,
      LIST_KINDS[kind],
      joined(needs),
      joined(excludes),
      noFatalAccidentYears,
      violation,
      quantityMax,
      note ?? '',
    ]),
  read: (lines) => {
    const [first] = lines
    if (!first) return null
    return {
      name: first.must('清单名称'),
      kind: first.word('类型', LIST_KINDS),
      needs: first.list('条件'),
      excludes: first.list('不适用'),
      noFatalAccidentYears: first.whole('几年内无亡人事故'),
      items: lines.map((line) => ({ violation: line.must('违法行为'), quantityMax: line.whole('数量上限') })),
      note: first.text('说明') || null,
    }
  },
}

function readBasis(reader: LineReader) {
  return reader.list('依据').flatMap((text) => {
    const cited = readCitation(text)
    if (!cited)
      reader.fail('依据', `“${text}”不是条文引用`, '写法：法规代号 条(款).项，例如 WSL 21(1).3；多条用分号隔开')
    return cited ? [cited] : []
  })
}

const checkItem: Codec<'check-item'> = {
  columns: [
    '上级事项',
    '行业代码',
    '行业',
    '事项',
    '检查内容',
    '检查方式',
    '规范表述',
    '违法行为',
    '重大隐患',
    '证据',
    '依据',
    '其他依据',
    '必查',
  ],
  write: (row) => [
    [
      row.parent ?? '',
      row.industry,
      row.industryName,
      row.matter,
      row.content,
      joined(row.methods),
      row.statement,
      joined(row.violations),
      joined(row.majorHazards),
      joined(row.evidence),
      joined(row.basis.map(citationCell)),
      row.basisNote ?? '',
      row.isMust ? '是' : '否',
    ],
  ],
  read: ([first]) => {
    if (!first) return null
    const parent = first.text('上级事项')
    return {
      ...(parent ? { parent } : {}),
      industry: first.must('行业代码'),
      industryName: first.must('行业'),
      matter: first.must('事项'),
      content: first.must('检查内容'),
      methods: first.list('检查方式'),
      statement: first.must('规范表述'),
      violations: first.list('违法行为'),
      majorHazards: first.list('重大隐患'),
      evidence: first.list('证据'),
      basis: readBasis(first),
      basisNote: first.text('其他依据') || null,
      isMust: first.text('必查') === '是',
    }
  },
}

const checklist: Codec<'checklist'> = {
  columns: ['清单名称', '行业代码', '类别', '检查事项'],
  write: ({ name, industry, entries }) =>
    entries.map(({ group, item }) => [name, industry, CHECKLIST_GROUPS[group], item]),
  read: (lines) => {
    const [first] = lines
    if (!first) return null
    return {
      name: first.must('清单名称'),
      industry: first.must('行业代码'),
      entries: lines.map((line) => ({ group: line.word('类别', CHECKLIST_GROUPS), item: line.must('检查事项') })),
    }
  },
}

const CODECS: { readonly [Kind in OverlayKind]: Codec<Kind> } = {
  parameter,
  tier,
  factor,
  'check-item': checkItem,
  leniency,
  checklist,
}

export const columnsOf = (kind: OverlayKind): string[] => [MODE, KEY, ...CODECS[kind].columns]

/** The lines of one row under `columnsOf(kind)`; the way is left empty, so that an untouched sheet changes nothing. */
export const linesOfRow = <Kind extends OverlayKind>(kind: Kind, key: string, content: ContentOf<Kind>): Cell[][] =>
  CODECS[kind]
    .write(content)
    .map((cells) => ['', key, ...cells].map((cell) => (typeof cell === 'string' ? guarded(cell) : cell)))

export type ReadSheet = {
  readonly rows: readonly (ChangeRow & { line: number })[]
  readonly problems: readonly CellProblem[]
}

const modeIn = (reader: LineReader): OverlayMode | null =>
  reader.text(MODE) === '' ? null : reader.word(MODE, OVERLAY_MODES)

/**
 * The rows of an edited sheet. A row whose way is left empty is laid over the one of the same number, or added where
 * there is none. Every cell that cannot be taken is told; the other rows are still read.
 */
export function readLines(kind: OverlayKind, lines: readonly Line[], isKnown: (key: string) => boolean): ReadSheet {
  const readers = lines.map((line) => ({ line: line.line, reader: new LineReader(line) }))
  const groups = Map.groupBy(readers, ({ reader }) => reader.must(KEY))
  const rows: (ChangeRow & { line: number })[] = []
  const problems: CellProblem[] = []
  for (const [key, group] of groups) {
    const [first] = group
    if (!first || key === '') continue
    const content = CODECS[kind].read(group.map(({ reader }) => reader))
    const mode = modeIn(first.reader) ?? (isKnown(key) ? 'replace' : 'add')
    if (group.some(({ reader }) => reader.problems.length > 0)) continue
    const unfit = whyNotContent(kind, content)
    problems.push(
      ...unfit.map(({ field, says }) => ({ line: first.line, column: field, says, mend: '按导出表格的写法填写' })),
    )
    if (unfit.length === 0) rows.push({ mode, key, content, line: first.line })
  }
  return {
    rows,
    problems: [...readers.flatMap(({ reader }) => reader.problems), ...problems].sort((a, b) => a.line - b.line),
  }
}
