import { addDays, type LawDate } from '../../../kernel/time.ts'
import type { CheckItem, FineRange, LawData, Tier, TierTable, Violation } from '../model.ts'
import { checklistFaults } from './checklist.ts'
import { cyclicReplacements } from './validate-links.ts'
import { benchmarkComplaints } from './validate-tiers.ts'

/** One mistake in the law data: where it stands and why it cannot stay, for the person who keeps the file. */
export type Complaint = { readonly file: string; readonly row: string; readonly field: string; readonly reason: string }

type Cited = CheckItem['basis'][number]
type Dated = { readonly effectiveFrom: LawDate; readonly effectiveTo: LawDate | null }

/** What the checks look things up in. */
type Known = {
  readonly data: LawData
  readonly instruments: ReadonlyMap<string, LawData['instruments'][number]>
  readonly violations: ReadonlyMap<string, readonly Violation[]>
  readonly hazards: ReadonlySet<string>
  readonly lists: ReadonlySet<string>
}

const complaint = (file: string, row: string, field: string, reason: string): Complaint => ({
  file,
  row,
  field,
  reason,
})

function knownOf(data: LawData): Known {
  const violations = new Map<string, Violation[]>()
  for (const row of data.violations) violations.set(row.key, [...(violations.get(row.key) ?? []), row])
  return {
    data,
    violations,
    hazards: new Set(data.majorHazards.map(({ code }) => code)),
    lists: new Set(data.leniency.map(({ id }) => id)),
    instruments: new Map(
      data.instruments.flatMap((row) => [row.code, ...row.aliases].map((code) => [code, row] as const)),
    ),
  }
}

/** Everything wrong with the law data, in the order of the files; empty means it may be loaded. */
export function validateLaw(data: LawData): Complaint[] {
  const known = knownOf(data)
  return [
    ...checkInstruments(known),
    ...cyclicReplacements(data),
    ...checkViolations(known),
    ...checkHazards(known),
    ...checkItems(known),
    ...checkParameters(known),
    ...checkClocks(known),
    ...checkTiers(known),
    ...benchmarkComplaints(data),
    ...checkFactors(known),
    ...checkLeniency(known),
    ...checkLists(known),
    ...checkCalendar(data),
  ]
}

function twice<T>(file: string, field: string, rows: readonly T[], idOf: (row: T) => readonly string[]): Complaint[] {
  const seen = new Set<string>()
  return rows.flatMap((row) =>
    idOf(row).flatMap((id) => {
      if (seen.has(id)) return [complaint(file, id, field, '重复')]
      seen.add(id)
      return []
    }),
  )
}

const isRealDate = (date: LawDate) => addDays(date, 0) === date

function checkDates(file: string, row: string, { effectiveFrom, effectiveTo }: Dated): Complaint[] {
  const unreal = [effectiveFrom, effectiveTo]
    .filter((date) => date !== null && !isRealDate(date))
    .map((date) => complaint(file, row, 'effectiveFrom', `没有这一天：${date}`))
  return effectiveTo !== null && effectiveTo < effectiveFrom
    ? [...unreal, complaint(file, row, 'effectiveTo', `失效日${effectiveTo}早于生效日${effectiveFrom}`)]
    : unreal
}

const overlap = (a: Dated, b: Dated) =>
  (a.effectiveTo === null || b.effectiveFrom <= a.effectiveTo) &&
  (b.effectiveTo === null || a.effectiveFrom <= b.effectiveTo)

/** Rows that answer the same question must not be in force on the same day: the look-up would depend on their order. */
function overlaps<T extends Dated>(
  file: string,
  rows: readonly T[],
  { keyOf, idOf }: { keyOf: (row: T) => string; idOf: (row: T) => string },
): Complaint[] {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups.values()].flatMap((group) =>
    group.flatMap((row, at) =>
      group
        .slice(at + 1)
        .filter((other) => overlap(row, other))
        .map((other) => complaint(file, idOf(other), 'effectiveFrom', `与${idOf(row)}的有效期重叠`)),
    ),
  )
}

/** Both ends of a citation: the instrument is known, and has that many articles. */
function checkCitations(
  { instruments }: Known,
  file: string,
  { row, field, cited }: { row: string; field: string; cited: readonly Cited[] },
): Complaint[] {
  return cited.flatMap(({ instrument, article }) => {
    const found = instruments.get(instrument)
    if (!found) return [complaint(file, row, field, `没有代号为${instrument}的法规`)]
    return found.articles !== null && article > found.articles
      ? [complaint(file, row, field, `${found.shortName}只有${found.articles}条，没有第${article}条`)]
      : []
  })
}

function checkInstruments({ data, instruments }: Known): Complaint[] {
  const file = 'instruments'
  return [
    ...twice(file, 'code', data.instruments, ({ code, aliases }) => [code, ...aliases]),
    ...overlaps(file, data.instruments, { keyOf: ({ name }) => name, idOf: ({ code }) => code }),
    ...data.instruments.flatMap((row) => [
      ...checkDates(file, row.code, row),
      ...(row.replacedBy !== null && !instruments.has(row.replacedBy)
        ? [complaint(file, row.code, 'replacedBy', `没有代号为${row.replacedBy}的法规`)]
        : []),
    ]),
  ]
}

const RATIO_MAX = { percent_of_annual_income: 100, multiple_of_illegal_gains: 50, multiple_of_goods_value: 50 } as const

function checkFine(file: string, row: string, { field, fine }: { field: string; fine: FineRange }): Complaint[] {
  const { min, max, unit, floorFen, ceilingFen } = fine
  return [
    ...(min > max ? [complaint(file, row, field, `幅度颠倒：下限${min}大于上限${max}`)] : []),
    ...(max === 0 ? [complaint(file, row, field, '上限为零')] : []),
    ...(unit === 'fen' && !(Number.isInteger(min) && Number.isInteger(max))
      ? [complaint(file, row, field, '金额须为整数分')]
      : []),
    ...(unit !== 'fen' && max > RATIO_MAX[unit] ? [complaint(file, row, field, `比例${max}超出可能范围`)] : []),
    ...(floorFen !== undefined && ceilingFen !== undefined && floorFen > ceilingFen
      ? [complaint(file, row, field, '金额下限大于金额上限')]
      : []),
  ]
}

function checkViolations(known: Known): Complaint[] {
  const file = 'violations'
  const { data, instruments, violations, lists } = known
  return [
    ...twice(file, 'id', data.violations, ({ id }) => [id]),
    ...overlaps(file, data.violations, {
      keyOf: ({ key, stage, region, condition }) => `${key} ${stage} ${region} ${condition ?? ''}`,
      idOf: ({ id }) => id,
    }),
    ...data.violations.flatMap((row) => {
      const instrument = instruments.get(row.instrument)
      return [
        ...checkDates(file, row.id, row),
        ...checkCitations(known, file, {
          row: row.id,
          field: 'article',
          cited: [{ instrument: row.instrument, article: row.article }],
        }),
        ...checkCitations(known, file, { row: row.id, field: 'duties', cited: row.duties }),
        // A key bears the article of the newest version; in those that it replaced the provision stood elsewhere.
        ...(instrument?.replacedBy || row.key.split('-')[1]?.replace(/[a-z]$/, '') === String(row.article)
          ? []
          : [complaint(file, row.id, 'key', `编号与条号第${row.article}条不符`)]),
        ...(instrument && row.effectiveFrom < instrument.effectiveFrom
          ? [complaint(file, row.id, 'effectiveFrom', `早于${instrument.shortName}的施行日`)]
          : []),
        ...(row.fine ? checkFine(file, row.id, { field: 'fine', fine: row.fine }) : []),
        ...(row.double ? checkFine(file, row.id, { field: 'double', fine: row.double.fine }) : []),
        ...(row.supersededBy?.keys ?? [])
          .filter((key) => !violations.has(key))
          .map((key) => complaint(file, row.id, 'supersededBy', `没有编号为${key}的违法行为`)),
        ...row.leniencyLists
          .filter((id) => !lists.has(id))
          .map((id) => complaint(file, row.id, 'leniencyLists', `没有编号为${id}的清单`)),
      ]
    }),
  ]
}

const missing = (known: Known, file: string, { row, keys }: { row: string; keys: readonly string[] }) =>
  keys
    .filter((key) => !known.violations.has(key))
    .map((key) => complaint(file, row, 'violations', `没有编号为${key}的违法行为`))

function checkHazards(known: Known): Complaint[] {
  const file = 'major-hazards'
  return [
    ...twice(file, 'code', known.data.majorHazards, ({ code }) => [code]),
    ...known.data.majorHazards.flatMap((row) => [
      ...checkDates(file, row.code, row),
      ...missing(known, file, { row: row.code, keys: row.violations }),
      ...checkCitations(known, file, {
        row: row.code,
        field: 'article',
        cited: [{ instrument: row.instrument, article: row.article ?? 1 }],
      }),
    ]),
  ]
}

function checkItems(known: Known): Complaint[] {
  const file = 'check-items'
  return [
    ...twice(file, 'id', known.data.checkItems, ({ id }) => [id]),
    ...known.data.checkItems.flatMap((row) => [
      ...checkDates(file, row.id, row),
      ...(row.violations.length === 0 ? [complaint(file, row.id, 'violations', '没有对应的违法行为')] : []),
      ...missing(known, file, { row: row.id, keys: row.violations }),
      ...row.majorHazards
        .filter((code) => !known.hazards.has(code))
        .map((code) => complaint(file, row.id, 'majorHazards', `没有编号为${code}的重大隐患`)),
      ...checkCitations(known, file, { row: row.id, field: 'basis', cited: row.basis }),
    ]),
  ]
}

function checkParameters(known: Known): Complaint[] {
  const file = 'parameters'
  return [
    ...overlaps(file, known.data.parameters, {
      keyOf: ({ key, region }) => `${key} ${region}`,
      idOf: ({ key }) => key,
    }),
    ...known.data.parameters.flatMap((row) => [
      ...checkDates(file, row.key, row),
      ...checkCitations(known, file, { row: row.key, field: 'basis', cited: row.basis }),
      ...(row.basis.length === 0 && row.basisNote === null ? [complaint(file, row.key, 'basis', '没有依据')] : []),
      ...(typeof row.value === 'number' && row.value < 0 ? [complaint(file, row.key, 'value', '不能小于零')] : []),
    ]),
  ]
}

function checkClocks(known: Known): Complaint[] {
  const file = 'clocks'
  return [
    ...overlaps(file, known.data.clocks, { keyOf: ({ id, region }) => `${id} ${region}`, idOf: ({ id }) => id }),
    ...known.data.clocks.flatMap((row) => [
      ...checkDates(file, row.id, row),
      ...checkCitations(known, file, { row: row.id, field: 'basis', cited: row.basis }),
      ...((row.n === null) !== (row.unit === null) ? [complaint(file, row.id, 'unit', '期限和单位须同时填写')] : []),
      ...(row.basis.length === 0 && row.basisNote === null ? [complaint(file, row.id, 'basis', '没有依据')] : []),
    ]),
  ]
}

function checkTiers(known: Known): Complaint[] {
  const file = 'discretion-tiers'
  return [
    ...twice(file, 'id', known.data.tiers, ({ id }) => [id]),
    ...overlaps(file, known.data.tiers, {
      keyOf: ({ violation, stage, region }) => `${violation ?? ''} ${stage ?? ''} ${region}`,
      idOf: ({ id }) => id,
    }),
    ...known.data.tiers.flatMap((table) => [
      ...checkDates(file, table.id, table),
      ...(known.instruments.has(table.document)
        ? []
        : [complaint(file, table.id, 'document', `没有代号为${table.document}的文件`)]),
      ...(table.violation === null ? [] : missing(known, file, { row: table.id, keys: [table.violation] })),
      ...quantityGaps(file, table),
      ...table.tiers.flatMap((tier) => checkTier(known, file, { table, tier })),
    ]),
  ]
}

/**
 * The tiers must take every quantity once: the first is open below, each follows the one before, the last is open
 * above.
 */
function quantityGaps(file: string, { id, tiers }: TierTable): Complaint[] {
  return tiers.flatMap(({ tier, atLeast, atMost }, at) => {
    const before = tiers[at - 1]
    const isStart =
      at === 0
        ? atLeast === null
        : before?.atMost !== null && before?.atMost !== undefined && atLeast === before.atMost + 1
    const isEnd = at === tiers.length - 1 ? atMost === null : atMost !== null
    return isStart && isEnd ? [] : [complaint(file, id, `tiers.${tier}`, '数量不连续或者重叠')]
  })
}

function checkTier(
  { violations }: Known,
  file: string,
  { table, tier }: { table: TierTable; tier: Tier },
): Complaint[] {
  const field = `tiers.${tier.tier}`
  const { share, fen } = tier
  if ((share === null) === (fen === null)) return [complaint(file, table.id, field, '比例和金额须且只须填写一项')]
  if (share)
    return share[0] > share[1] || share[0] < 0 || share[1] > 1
      ? [complaint(file, table.id, field, '比例须在0至1之间且先小后大')]
      : []
  if (!fen) return []
  const ranges = (violations.get(table.violation ?? '') ?? []).filter(
    (row) => row.stage === table.stage && row.fine?.unit === 'fen' && overlap(row, table),
  )
  const isInside = ranges.some(({ fine }) => fine !== null && fine.min <= fen[0] && fen[1] <= fine.max)
  return fen[0] > fen[1]
    ? [complaint(file, table.id, field, '幅度颠倒')]
    : isInside
      ? []
      : [complaint(file, table.id, field, '超出法定幅度')]
}

const checkFactors = (known: Known): Complaint[] => [
  ...twice('discretion-factors', 'aliases', known.data.factors, ({ code, says, aliases }) => [
    ...new Set([code, says, ...aliases]),
  ]),
  ...known.data.factors.flatMap((row) => [
    ...checkDates('discretion-factors', row.code, row),
    ...checkCitations(known, 'discretion-factors', { row: row.code, field: 'basis', cited: row.basis }),
    ...((row.effect === 'weight') === (row.weight !== 0)
      ? []
      : [complaint('discretion-factors', row.code, 'weight', '只有调整类情节有权重')]),
  ]),
]

const checkLeniency = (known: Known): Complaint[] => [
  ...twice('leniency-lists', 'id', known.data.leniency, ({ id }) => [id]),
  ...known.data.leniency.flatMap((row) => [
    ...checkDates('leniency-lists', row.id, row),
    ...missing(known, 'leniency-lists', { row: row.id, keys: row.items.map(({ violation }) => violation) }),
  ]),
]

const checkLists = ({ data }: Known): Complaint[] => [
  ...overlaps('checklists', data.checklists, {
    keyOf: ({ id, region }) => `${id} ${region}`,
    idOf: ({ id }) => id,
  }),
  ...data.checklists.flatMap((row) => checkDates('checklists', row.id, row)),
  ...checklistFaults(data),
]

/** A year with its notice loaded has New Year and National Day; a missing year between others is a hole. */
function checkCalendar({ calendar }: LawData): Complaint[] {
  const { firstYear, lastYear, special } = calendar
  return Array.from({ length: Math.max(0, lastYear - firstYear + 1) }, (_, at) => firstYear + at).flatMap((year) =>
    [`${year}-01-01`, `${year}-10-01`]
      .filter((date) => special.get(date) !== 'holiday')
      .map((date) => complaint('workdays', String(year), 'date', `缺少法定节假日${date}`)),
  )
}
