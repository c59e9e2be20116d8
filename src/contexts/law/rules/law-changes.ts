import { covers, type Region } from '../../../kernel/region.ts'
import { addDays, type LawDate } from '../../../kernel/time.ts'
import type { CheckItem, FineRange, Instrument, LawData, Violation } from '../model.ts'
import { contentOfRow } from './change-check.ts'
import { rowsOfKind, speaking, type LayeredRow } from './overlay.ts'
import { OVERLAY_KINDS, type ContentOf, type OverlayKind } from './overlay-kinds.ts'
import { cellInWords, type CellNames } from './cell-words.ts'
import { columnsOf, linesOfRow } from './overlay-sheet.ts'

export const CHANGED_KINDS = { ...OVERLAY_KINDS, violation: '处罚条款', instrument: '法规' } as const
export type ChangedKind = keyof typeof CHANGED_KINDS

/** Something of the law that reads otherwise from a day on. */
export type LawChange = {
  readonly kind: ChangedKind
  readonly key: string
  readonly title: string
  /** The first day of the new law. */
  readonly on: LawDate
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Codes of the instruments that speak before or after. */
  readonly instruments: readonly string[]
  /** Violations whose fine or whose weighing may come out otherwise; empty where that cannot be told by violation. */
  readonly violations: readonly string[]
}

type Dated = { readonly effectiveFrom: LawDate; readonly effectiveTo: LawDate | null; readonly region: Region }
export type Window = { readonly region: Region; readonly from: LawDate; readonly until: LawDate }

const isOn = ({ effectiveFrom, effectiveTo }: Dated, date: LawDate) =>
  effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo)

/** The days inside the window on which one of the rows begins or is over. */
const turnsOf = (rows: readonly Dated[], { from, until }: Window): LawDate[] =>
  [
    ...new Set(
      rows.flatMap(({ effectiveFrom, effectiveTo }) => [
        effectiveFrom,
        ...(effectiveTo === null ? [] : [addDays(effectiveTo, 1)]),
      ]),
    ),
  ]
    .filter((date) => from <= date && date <= until)
    .sort()

const money = (fen: number) => `${(fen / 100).toLocaleString('en-US')}元`
const UNITS = {
  percent_of_annual_income: '%年收入',
  multiple_of_illegal_gains: '倍违法所得',
  multiple_of_goods_value: '倍货值',
} as const

export const fineText = (fine: FineRange | null): string =>
  fine === null
    ? '不罚款'
    : fine.unit === 'fen'
      ? `${money(fine.min)}至${money(fine.max)}`
      : `${fine.min}至${fine.max}${UNITS[fine.unit]}`

const STAGES = { first: '首次', overdue: '逾期未改', grave: '情节严重' } as const
const violationText = ({ key, stage, fine, condition }: Violation) =>
  `${key} ${STAGES[stage]}${condition ? `（${condition}）` : ''}：${fineText(fine)}`

const nameOf = ({ shortName, number, version }: Instrument) =>
  `${shortName}${version ? `（${version}）` : ''}${number ? ` ${number}` : ''}`

function instrumentChanges(data: LawData, window: Window): LawChange[] {
  const here = data.instruments.filter((row) => covers(row.region, window.region))
  return [...Map.groupBy(here, ({ name }) => name)].flatMap(([name, versions]) =>
    turnsOf(versions, window).map((on) => {
      const was = versions.filter((row) => isOn(row, addDays(on, -1)))
      const now = versions.filter((row) => isOn(row, on))
      return {
        kind: 'instrument' as const,
        key: (now[0] ?? was[0])?.code ?? name,
        title: name,
        on,
        before: was.map(nameOf),
        after: now.map(nameOf),
        instruments: [...was, ...now].map(({ code }) => code),
        violations: [],
      }
    }),
  )
}

/** A higher law takes an act over on the day that its row names; the row itself stays for acts of before. */
const takenOver = (data: LawData, { region, from, until }: Window): LawChange[] => {
  const rows = data.violations.filter(
    ({ supersededBy, region: own }) =>
      supersededBy && covers(own, region) && from <= supersededBy.from && supersededBy.from <= until,
  )
  return [...Map.groupBy(rows, ({ key }) => key)].flatMap(([key, own]) => {
    const [first] = own
    if (!first?.supersededBy) return []
    const { keys, from: on, says } = first.supersededBy
    const next = data.violations.filter((row) => keys.includes(row.key) && isOn(row, on))
    return [
      {
        kind: 'violation' as const,
        key,
        title: first.says,
        on,
        before: own.map(violationText),
        after: next.length > 0 ? next.map(violationText) : [`由${says}接替，条文尚未载入`],
        instruments: [...new Set([first.instrument, ...next.map(({ instrument }) => instrument)])],
        violations: [...new Set([key, ...keys])],
      },
    ]
  })
}

function violationChanges(data: LawData, window: Window): LawChange[] {
  const here = data.violations.filter((row) => covers(row.region, window.region))
  const told = new Set(takenOver(data, window).flatMap(({ violations }) => violations))
  return [...Map.groupBy(here, ({ key }) => key)]
    .filter(([key]) => !told.has(key))
    .flatMap(([key, rows]) =>
      turnsOf(rows, window).flatMap((on) => {
        const was = rows.filter((row) => isOn(row, addDays(on, -1)))
        const now = rows.filter((row) => isOn(row, on))
        const [first] = now.length > 0 ? now : was
        const change: LawChange = {
          kind: 'violation',
          key,
          title: first?.says ?? key,
          on,
          before: was.map(violationText),
          after: now.map(violationText),
          instruments: [...new Set([...was, ...now].map(({ instrument }) => instrument))],
          violations: [key],
        }
        return change.before.join() === change.after.join() ? [] : [change]
      }),
    )
}

/** The lines of a row in words: which text differs is told to people, not to machines. */
function rowText(kind: OverlayKind, row: LayeredRow, { key, names }: { key: string; names: CellNames }): string[] {
  const columns = columnsOf(kind)
  return linesOfRow(kind, key, contentOfRow(kind, row) as ContentOf<typeof kind>).map((cells) =>
    cells
      .map((cell, at) => (columns[at] === '行业代码' ? null : cellInWords(columns[at] ?? '', cell, names)))
      .slice(2)
      .filter((cell) => cell !== null && cell !== '')
      .join(' '),
  )
}

const namesIn = (data: LawData): CellNames => {
  const items = new Map(data.checkItems.map(({ id, content }) => [id, content]))
  const laws = new Map(
    data.instruments.flatMap((row) => [row.code, ...row.aliases].map((code) => [code, row.shortName])),
  )
  return {
    law: (code) => laws.get(code) ?? null,
    industry: () => null,
    item: (id) => items.get(id) ?? null,
  }
}

const titleOf = (data: LawData, row: LayeredRow): string => {
  if ('says' in row) return row.says
  if ('matter' in row) return row.matter
  if ('tiers' in row) {
    const says = data.violations.find(({ key }) => key === row.violation)?.says
    return `${says ?? row.violation ?? '通用分档'}${row.stage ? `（${STAGES[row.stage]}）` : ''}`
  }
  return 'name' in row ? row.name : row.key
}

const violationsOf = (row: LayeredRow): string[] => {
  if ('tiers' in row) return row.violation ? [row.violation] : []
  if ('items' in row) return row.items.map(({ violation }) => violation)
  return 'violations' in row ? [...row.violations] : []
}

const instrumentsOf = (row: LayeredRow): string[] => [
  ...('basis' in row ? row.basis.map(({ instrument }) => instrument) : []),
  ...('document' in row ? [row.document] : []),
]

function layerChanges(data: LawData, kind: OverlayKind, window: Window): LawChange[] {
  const names = namesIn(data)
  return [...rowsOfKind(data, kind)].flatMap(([key, all]) => {
    const rows = all.filter((row) => covers(row.region, window.region))
    return turnsOf(rows, window).flatMap((on) => {
      const was = speaking(rows, { region: window.region, date: addDays(on, -1) })
      const now = speaking(rows, { region: window.region, date: on })
      const before = was ? rowText(kind, was, { key, names }) : []
      const after = now ? rowText(kind, now, { key, names }) : []
      const one = now ?? was
      if (!one || before.join('\n') === after.join('\n')) return []
      const both = [was, now].filter((row) => row !== null)
      return [
        {
          kind,
          key,
          title: titleOf(data, one),
          on,
          before,
          after,
          instruments: [...new Set(both.flatMap(instrumentsOf))],
          violations: [...new Set(both.flatMap(violationsOf))],
        },
      ]
    })
  })
}

/** Everything of the law of a region that begins to read otherwise within the window, both its ends included. */
export const changesWithin = (data: LawData, window: Window): LawChange[] =>
  [
    ...instrumentChanges(data, window),
    ...takenOver(data, window),
    ...violationChanges(data, window),
    ...(Object.keys(OVERLAY_KINDS) as OverlayKind[]).flatMap((kind) => layerChanges(data, kind, window)),
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

export type TouchedMatter = {
  readonly id: string
  readonly matter: string
  readonly content: string
  readonly because: readonly string[]
}

/** Matters in force on the day after the last change that rest on something that changed. */
export function mattersTouched(data: LawData, changes: readonly LawChange[]): TouchedMatter[] {
  const byViolation = new Map<string, string[]>()
  const byInstrument = new Map<string, string[]>()
  const add = (map: Map<string, string[]>, key: string, title: string) =>
    map.set(key, [...new Set([...(map.get(key) ?? []), title])])
  for (const change of changes) {
    if (change.kind === 'violation')
      for (const key of change.violations) add(byViolation, key, `${key}：${change.title}`)
    if (change.kind === 'instrument') for (const code of change.instruments) add(byInstrument, code, change.title)
  }
  const last = changes.at(-1)?.on
  return last === undefined
    ? []
    : data.checkItems
        .filter((row) => isOn(row, last))
        .flatMap((row: CheckItem) => {
          const because = [
            ...row.violations.flatMap((key) => byViolation.get(key) ?? []),
            ...row.basis.flatMap(({ instrument }) => byInstrument.get(instrument) ?? []),
          ]
          return because.length > 0
            ? [{ id: row.id, matter: row.matter, content: row.content, because: [...new Set(because)] }]
            : []
        })
}
