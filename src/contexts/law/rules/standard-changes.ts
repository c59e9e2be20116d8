import type { Standard, StatedStandard, UnreadableLine } from './standards.ts'

/** Where it was read is no fact of the standard: another list that says the same changes nothing. */
const FIELDS = ['title', 'status', 'note', 'replacedBy', 'from', 'until'] as const
export type StandardField = (typeof FIELDS)[number]

export type FieldChange = {
  readonly field: StandardField
  readonly before: string | null
  readonly after: string | null
}
export type StandardChange = {
  readonly plain: string
  readonly number: string
  readonly title: string
  readonly fields: readonly FieldChange[]
}

/** What an import would do, told before it is done. `changed` holds the withdrawn and the replaced ones too. */
export type StandardChanges = {
  readonly added: readonly Standard[]
  readonly changed: readonly StandardChange[]
  readonly withdrawn: readonly StandardChange[]
  readonly replaced: readonly StandardChange[]
  readonly unchanged: number
  readonly unreadable: readonly UnreadableLine[]
  /** The rows to be written: those added and those changed, whole. */
  readonly rows: readonly Standard[]
}

/** What a file states goes before what was known; what it leaves open stays. */
function merged(held: Standard | undefined, { line: _, replaces: __, ...stated }: StatedStandard): Standard {
  if (!held) return stated
  const isSaid = stated.status !== 'unknown'
  return {
    ...held,
    title: stated.title,
    status: isSaid ? stated.status : held.status,
    note: isSaid || stated.note ? stated.note : held.note,
    replacedBy: stated.replacedBy ?? held.replacedBy,
    from: stated.from ?? held.from,
    until: stated.until ?? held.until,
    source: stated.source || held.source,
  }
}

const differences = (before: Standard, after: Standard): FieldChange[] =>
  FIELDS.flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  )

/** The first of each number; a second line that says something else cannot be believed, and neither is guessed at. */
function single(stated: readonly StatedStandard[]): { rows: StatedStandard[]; twice: UnreadableLine[] } {
  const rows = new Map<string, StatedStandard>()
  const twice: UnreadableLine[] = []
  for (const row of stated) {
    const first = rows.get(row.plain)
    if (!first) rows.set(row.plain, row)
    else if (differences(first, row).length > 0)
      twice.push({ line: row.line, why: `${row.number}在第${first.line}行已经写过，两行内容不同` })
  }
  return { rows: [...rows.values()], twice }
}

/** What 代替 says of the older ones: their successor, unless another is known. */
function successors(stated: readonly StatedStandard[]): Map<string, { by: string; line: number }> {
  const by = new Map<string, { by: string; line: number }>()
  for (const { plain, replaces, line } of stated)
    for (const old of replaces) if (!by.has(old)) by.set(old, { by: plain, line })
  return by
}

/** Standards that replace each other in a circle, in their order; null when every chain ends. */
export function cycleAmong(rows: ReadonlyMap<string, Pick<Standard, 'replacedBy'>>): string[] | null {
  const ends = new Set<string>()
  for (const start of rows.keys()) {
    const way: string[] = []
    const onWay = new Set<string>()
    let at: string | null = start
    while (at !== null && !ends.has(at)) {
      if (onWay.has(at)) return way.slice(way.indexOf(at))
      way.push(at)
      onWay.add(at)
      at = rows.get(at)?.replacedBy ?? null
    }
    for (const plain of way) ends.add(plain)
  }
  return null
}

export type Circle = { readonly circle: readonly string[]; readonly line: number | null }

/**
 * What a file changes in what is held. A circle of replacements is answered with its members and a line: such a file is
 * wrong as a whole.
 */
export function changesBy(
  held: ReadonlyMap<string, Standard>,
  { stated, unreadable }: { stated: readonly StatedStandard[]; unreadable: readonly UnreadableLine[] },
): StandardChanges | Circle {
  const { rows: given, twice } = single(stated)
  const after = new Map(held)
  for (const row of given) after.set(row.plain, merged(held.get(row.plain), row))
  for (const [old, { by }] of successors(given)) {
    const row = after.get(old)
    if (row && row.replacedBy === null) after.set(old, { ...row, replacedBy: by })
  }
  const circle = cycleAmong(after)
  if (circle) return { circle, line: given.find(({ plain }) => circle.includes(plain))?.line ?? null }
  return { ...comparison(held, after, given), unreadable: [...unreadable, ...twice].sort((a, b) => a.line - b.line) }
}

function comparison(
  held: ReadonlyMap<string, Standard>,
  after: ReadonlyMap<string, Standard>,
  given: readonly StatedStandard[],
): Omit<StandardChanges, 'unreadable'> {
  const added: Standard[] = []
  const changed: StandardChange[] = []
  const rows: Standard[] = []
  for (const [plain, row] of after) {
    const before = held.get(plain)
    if (before === row) continue
    const fields = before ? differences(before, row) : []
    if (before && fields.length === 0) continue
    rows.push(row)
    if (before) changed.push({ plain, number: row.number, title: row.title, fields })
    else added.push(row)
  }
  const touched = new Set(rows.map(({ plain }) => plain))
  const became = (field: StandardField, is: (value: string | null) => boolean) =>
    changed.filter(({ fields }) => fields.some((change) => change.field === field && is(change.after)))
  return {
    added,
    changed,
    rows,
    withdrawn: became('status', (value) => value === 'withdrawn'),
    replaced: became('replacedBy', (value) => value !== null),
    unchanged: given.filter(({ plain }) => !touched.has(plain)).length,
  }
}
