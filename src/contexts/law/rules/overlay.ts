import { chainOf, covers, type Region } from '../../../kernel/region.ts'
import { addDays, type LawDate } from '../../../kernel/time.ts'
import type {
  CheckItem,
  Checklist,
  Factor,
  Instrument,
  LawData,
  LayerMark,
  LeniencyList,
  Parameter,
  TierTable,
} from '../model.ts'
import { contentOf, type Overlay, type OverlayKind } from './overlay-kinds.ts'
import { narrowedList, narrowedTable, narrowedValue } from './overlay-narrow.ts'

type Dated = { readonly effectiveFrom: LawDate; readonly effectiveTo: LawDate | null; readonly region: Region }

const covering = ({ effectiveFrom, effectiveTo }: Dated, date: LawDate) =>
  effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo)

/** What is left of a row on the days on which none of the others speaks: none, one or two pieces for each. */
function without<T extends Dated>(row: T, upper: readonly Dated[]): T[] {
  let pieces: T[] = [row]
  for (const { effectiveFrom: from, effectiveTo: to } of upper) {
    pieces = pieces.flatMap((piece) => {
      const isApart =
        (to !== null && to < piece.effectiveFrom) || (piece.effectiveTo !== null && piece.effectiveTo < from)
      if (isApart) return [piece]
      const before = piece.effectiveFrom < from ? [{ ...piece, effectiveTo: addDays(from, -1) }] : []
      const isAfter = to !== null && (piece.effectiveTo === null || piece.effectiveTo > to)
      return isAfter ? [...before, { ...piece, effectiveFrom: addDays(to, 1) }] : before
    })
  }
  return pieces
}

/**
 * Rows laid over rows of the same key: the lower ones give way on exactly the days on which an upper one speaks, and
 * speak again afterwards. Associative, so that layers may be merged in any grouping as long as their order stays.
 */
export const over = <T extends Dated>(lower: readonly T[], upper: readonly T[]): T[] => [
  ...lower.flatMap((row) => without(row, upper)),
  ...upper,
]

/** Of one key: the row that speaks in the region on the date, the nearest layer first; null when none does. */
export function speaking<T extends Dated>(rows: readonly T[], at: { region: Region; date: LawDate }): T | null {
  for (const scope of chainOf(at.region)) {
    const found = rows.find((row) => row.region === scope && covering(row, at.date))
    if (found) return found
  }
  return null
}

/** The layers of one key that reach the region, farthest first: what the screen shows beside the one that speaks. */
export const layersFor = <T extends Dated>(rows: readonly T[], at: { region: Region; date: LawDate }): T[] =>
  rows
    .filter((row) => covers(row.region, at.region) && covering(row, at.date))
    .sort((a, b) => a.region.length - b.region.length)

export const markOf = ({ change, instrument }: Overlay): LayerMark => ({ change, ...instrument })

/** The instrument's own code where the law data know it, else its document number: citations then find its name. */
const codeOf = (data: LawData, { instrument }: Overlay): string =>
  data.instruments.find(({ number, code }) => number === instrument.number || code === instrument.number)?.code ??
  instrument.number

/** What every row of an overlay carries beside its content. */
const carried = (overlay: Overlay) => ({
  region: overlay.region,
  effectiveFrom: overlay.from,
  effectiveTo: overlay.until,
  confidence: '✔' as const,
  source: `${overlay.instrument.name}（${overlay.instrument.number}）`,
  layer: markOf(overlay),
})

type Spec<Row extends Dated> = {
  readonly keyOf: (row: Row) => string
  readonly rowOf: (overlay: Overlay) => Row
  /** The part that both allow; absent where narrowing has no meaning. */
  readonly narrowed?: (above: Row, own: Row) => Row
}

const byLayer = (a: Overlay, b: Overlay) =>
  a.region.length - b.region.length ||
  (a.region < b.region ? -1 : a.region > b.region ? 1 : 0) ||
  (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
  (a.approvedAt < b.approvedAt ? -1 : a.approvedAt > b.approvedAt ? 1 : 0) ||
  (a.change < b.change ? -1 : 1)

/** A narrowing row follows the rows above it: where they change, it is cut and narrowed anew. */
function narrowings<Row extends Dated>(
  group: readonly Row[],
  own: Row,
  narrowed: (above: Row, own: Row) => Row,
): Row[] {
  const inside = (date: LawDate) => own.effectiveFrom < date && (own.effectiveTo === null || date <= own.effectiveTo)
  const starts = [
    ...new Set([
      own.effectiveFrom,
      ...group
        .filter(({ region }) => covers(region, own.region))
        .flatMap((row) => [row.effectiveFrom, ...(row.effectiveTo === null ? [] : [addDays(row.effectiveTo, 1)])])
        .filter(inside),
    ]),
  ].sort()
  return starts.map((date, at) => {
    const next = starts[at + 1]
    const above = speaking(group, { region: own.region, date })
    const piece = { ...own, effectiveFrom: date, effectiveTo: next === undefined ? own.effectiveTo : addDays(next, -1) }
    return above ? narrowed(above, piece) : piece
  })
}

function laidOver<Row extends Dated>(
  rows: readonly Row[],
  overlays: readonly Overlay[],
  spec: Spec<Row>,
): readonly Row[] {
  if (overlays.length === 0) return rows
  const groups = new Map<string, Row[]>(overlays.map(({ key }) => [key, []]))
  for (const row of rows) groups.get(spec.keyOf(row))?.push(row)
  for (const overlay of overlays.toSorted(byLayer)) {
    const group = groups.get(overlay.key) ?? []
    const own = spec.rowOf(overlay)
    const upper = overlay.mode === 'narrow' && spec.narrowed ? narrowings(group, own, spec.narrowed) : [own]
    const beside = group.filter(({ region }) => region !== overlay.region)
    const same = group.filter(({ region }) => region === overlay.region)
    groups.set(overlay.key, [...beside, ...over(same, upper)])
  }
  const told = new Set<string>()
  const placed = rows.flatMap((row) => {
    const key = spec.keyOf(row)
    const group = groups.get(key)
    if (!group) return [row]
    if (told.has(key)) return []
    told.add(key)
    return group
  })
  return [...placed, ...[...groups].flatMap(([key, group]) => (told.has(key) ? [] : group))]
}

export const tierKey = ({ violation, stage }: Pick<TierTable, 'violation' | 'stage'>) =>
  `${violation ?? '*'}/${stage ?? '*'}`

const CHECKLIST_SPEC: Spec<Checklist> = {
  keyOf: ({ id }) => id,
  rowOf: (overlay) => ({ ...contentOf('checklist', overlay), id: overlay.key, ...carried(overlay) }),
}

/** How the rows of each kind are named, made and narrowed. */
const specsOf = (data: LawData) => {
  const cite = (overlay: Overlay) => [{ instrument: codeOf(data, overlay), article: overlay.instrument.article }]
  return {
    parameter: {
      keyOf: ({ key }: Parameter) => key,
      rowOf: (overlay: Overlay): Parameter => ({
        ...contentOf('parameter', overlay),
        key: overlay.key,
        basis: cite(overlay),
        basisNote: null,
        ...carried(overlay),
      }),
      narrowed: narrowedValue,
    },
    tier: {
      keyOf: tierKey,
      rowOf: (overlay: Overlay): TierTable => ({
        ...contentOf('tier', overlay),
        id: `${overlay.key}@${overlay.region}`,
        document: codeOf(data, overlay),
        number: null,
        ...carried(overlay),
      }),
      narrowed: narrowedTable,
    },
    factor: {
      keyOf: ({ code }: Factor) => code,
      rowOf: (overlay: Overlay): Factor => ({
        ...contentOf('factor', overlay),
        code: overlay.key,
        basis: cite(overlay),
        basisNote: null,
        ...carried(overlay),
      }),
    },
    'check-item': {
      keyOf: ({ id }: CheckItem) => id,
      rowOf: (overlay: Overlay): CheckItem => ({
        ...contentOf('check-item', overlay),
        id: overlay.key,
        ...carried(overlay),
      }),
    },
    leniency: {
      keyOf: ({ id }: LeniencyList) => id,
      rowOf: (overlay: Overlay): LeniencyList => ({
        ...contentOf('leniency', overlay),
        id: overlay.key,
        ...carried(overlay),
      }),
      narrowed: narrowedList,
    },
    checklist: CHECKLIST_SPEC,
  }
}

/** The instruments of the changes, so that every citation of an overlay finds its name and its dates. */
function instrumentsWith(data: LawData, overlays: readonly Overlay[]): readonly Instrument[] {
  const own = new Map<string, Instrument>()
  for (const overlay of overlays.toSorted(byLayer)) {
    const code = codeOf(data, overlay)
    if (data.instruments.some((row) => row.code === code)) continue
    const before = own.get(code)
    const ends = [before?.effectiveTo, overlay.until].filter((end) => end !== undefined)
    own.set(code, {
      code,
      aliases: [],
      name: overlay.instrument.name,
      shortName: overlay.instrument.name,
      number: overlay.instrument.number,
      version: null,
      level: 'guidance',
      articles: null,
      replacedBy: null,
      note: null,
      ...carried(overlay),
      effectiveFrom: before && before.effectiveFrom < overlay.from ? before.effectiveFrom : overlay.from,
      effectiveTo: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
    })
  }
  return own.size === 0 ? data.instruments : [...data.instruments, ...own.values()]
}

/**
 * The law with the overlays of every bureau in it: nation ← province ← city ← county. The one place where layers are
 * merged; the look-ups of rules/lawbook.ts then choose by region and date as they do for rows that ship. The order in
 * which the overlays are given does not matter.
 */
export function layered(data: LawData, overlays: readonly Overlay[]): LawData {
  if (overlays.length === 0) return data
  const of = (kind: OverlayKind) => overlays.filter((overlay) => overlay.kind === kind)
  const specs = specsOf(data)
  return {
    ...data,
    instruments: instrumentsWith(data, overlays),
    parameters: laidOver(data.parameters, of('parameter'), specs.parameter),
    tiers: laidOver(data.tiers, of('tier'), specs.tier),
    factors: laidOver(data.factors, of('factor'), specs.factor),
    checkItems: laidOver(data.checkItems, of('check-item'), specs['check-item']),
    leniency: laidOver(data.leniency, of('leniency'), specs.leniency),
    checklists: laidOver(data.checklists, of('checklist'), specs.checklist),
  }
}

const keysOf = {
  parameter: ({ key }: Parameter) => key,
  tier: tierKey,
  factor: ({ code }: Factor) => code,
  'check-item': ({ id }: CheckItem) => id,
  leniency: ({ id }: LeniencyList) => id,
  checklist: ({ id }: Checklist) => id,
}

/** The rows of a kind under the keys that overlays name them by. */
export function rowsOfKind(data: LawData, kind: OverlayKind): Map<string, LayeredRow[]> {
  const pairs: [string, LayeredRow][] = {
    parameter: () => data.parameters.map((row): [string, LayeredRow] => [keysOf.parameter(row), row]),
    tier: () => data.tiers.map((row): [string, LayeredRow] => [keysOf.tier(row), row]),
    factor: () => data.factors.map((row): [string, LayeredRow] => [keysOf.factor(row), row]),
    'check-item': () => data.checkItems.map((row): [string, LayeredRow] => [keysOf['check-item'](row), row]),
    leniency: () => data.leniency.map((row): [string, LayeredRow] => [keysOf.leniency(row), row]),
    checklist: () => data.checklists.map((row): [string, LayeredRow] => [keysOf.checklist(row), row]),
  }[kind]()
  const groups = new Map<string, LayeredRow[]>()
  for (const [key, row] of pairs) groups.set(key, [...(groups.get(key) ?? []), row])
  return groups
}

export type LayeredRow = Parameter | TierTable | Factor | CheckItem | LeniencyList | Checklist

/** Nearer layers painted over farther ones along the way up from a region: no two rows of a key on one day. */
function flattened<Row extends Dated>(
  rows: readonly Row[],
  { keyOf, region, on }: { keyOf: (row: Row) => string; region: Region; on: LawDate },
): Row[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    if (!covers(row.region, region)) continue
    const key = keyOf(row)
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].flatMap((group) => {
    if (group.length === 1) return group
    const levels = Map.groupBy(group, (row) => row.region.length)
    const flat = [...levels].sort(([a], [b]) => a - b).reduce<Row[]>((below, [, level]) => over(below, level), [])
    return flat.sort((a, b) => Number(covering(b, on)) - Number(covering(a, on)))
  })
}

/**
 * The law as one bureau reads it: of check items and circumstances, which are looked up by their code alone, only the
 * rows of its own layers, one a day; the row in force on `on` stands first.
 */
export const asReadIn = (data: LawData, { region, on }: { region: Region; on: LawDate }): LawData => ({
  ...data,
  checkItems: flattened(data.checkItems, { keyOf: keysOf['check-item'], region, on }),
  // A word finds the last row of its name, so the one in force comes last.
  factors: flattened(data.factors, { keyOf: keysOf.factor, region, on }).reverse(),
})

/**
 * What is in force in one region on one day: of each overlaid kind one row a key. What the validator looks at, and what
 * must be the same before a change begins and after it has ended.
 */
export function viewOf(data: LawData, at: { region: Region; date: LawDate }): LawData {
  const view = <Row extends Dated>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] => {
    const groups = new Map<string, Row[]>()
    for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
    return [...groups.values()].flatMap((group) => speaking(group, at) ?? [])
  }
  return {
    ...data,
    parameters: view(data.parameters, keysOf.parameter),
    tiers: view(data.tiers, keysOf.tier),
    factors: view(data.factors, keysOf.factor),
    checkItems: view(data.checkItems, keysOf['check-item']),
    leniency: view(data.leniency, keysOf.leniency),
    checklists: view(data.checklists, keysOf.checklist),
  }
}
