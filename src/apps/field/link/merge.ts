/** Two drafts of one visit become one: field by field against the last state that both phones knew. */

export type Clash = { readonly path: readonly string[]; readonly mine: unknown; readonly theirs: unknown }
export type Merged<Value> = { readonly value: Value; readonly clashes: readonly Clash[] }

type Plain = Readonly<Record<string, unknown>>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What tells one element of a list from another; null for a list that is one value. */
const nameOf = (value: unknown): string | null => {
  if (!isPlain(value)) return null
  const name = value['id'] ?? value['role']
  return typeof name === 'string' ? name : null
}

const isNamed = (list: unknown): list is readonly Plain[] =>
  Array.isArray(list) && list.every((one) => nameOf(one) !== null)

export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, place) => isSame(value, other[place]))
  if (!isPlain(one) || !isPlain(other)) return false
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => isSame(one[name], other[name]))
}

const GONE = undefined
type Three = { readonly base: unknown; readonly mine: unknown; readonly theirs: unknown }

/**
 * What only one side changed is taken from there; what both changed alike is one change. Of two different changes to one
 * field mine stays until somebody chooses, and it is named. What one side took away and the other went on with stays:
 * nothing that was written is lost.
 */
function merged({ base, mine, theirs }: Three, path: readonly string[]): Merged<unknown> {
  if (isSame(mine, theirs) || isSame(base, theirs)) return { value: mine, clashes: [] }
  if (isSame(base, mine)) return { value: theirs, clashes: [] }
  if (mine === GONE || theirs === GONE) return { value: mine === GONE ? theirs : mine, clashes: [] }
  if (isNamed(mine) && isNamed(theirs)) return mergedLists({ base: isNamed(base) ? base : [], mine, theirs }, path)
  if (isPlain(mine) && isPlain(theirs)) return mergedObjects({ base: isPlain(base) ? base : {}, mine, theirs }, path)
  return { value: mine, clashes: [{ path, mine, theirs }] }
}

type Objects = { readonly base: Plain; readonly mine: Plain; readonly theirs: Plain }

function mergedObjects({ base, mine, theirs }: Objects, path: readonly string[]): Merged<Plain> {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
  const parts = names.map(
    (name) => [name, merged({ base: base[name], mine: mine[name], theirs: theirs[name] }, [...path, name])] as const,
  )
  return {
    value: Object.fromEntries(parts.flatMap(([name, { value }]) => (value === GONE ? [] : [[name, value]]))),
    clashes: parts.flatMap(([, { clashes }]) => clashes),
  }
}

type Lists = { readonly base: readonly Plain[]; readonly mine: readonly Plain[]; readonly theirs: readonly Plain[] }

function mergedLists({ base, mine, theirs }: Lists, path: readonly string[]): Merged<readonly unknown[]> {
  const find = (list: readonly Plain[], name: string) => list.find((one) => nameOf(one) === name)
  const names = [...new Set([...mine, ...theirs].map((one) => nameOf(one) ?? ''))]
  const parts = names.map((name) =>
    merged({ base: find(base, name), mine: find(mine, name), theirs: find(theirs, name) }, [...path, name]),
  )
  return {
    value: parts.flatMap(({ value }) => (value === GONE ? [] : [value])),
    clashes: parts.flatMap(({ clashes }) => clashes),
  }
}

export const mergeDrafts = <Draft extends object>(three: {
  readonly base: Draft
  readonly mine: Draft
  readonly theirs: Draft
}): Merged<Draft> => merged(three, []) as Merged<Draft>

/** Puts the other side's words at the place of a clash. */
export function takeTheirs<Draft>(draft: Draft, { path, theirs }: Clash): Draft {
  const put = (value: unknown, rest: readonly string[]): unknown => {
    const [name, ...deeper] = rest
    if (name === undefined) return theirs
    if (Array.isArray(value)) return value.map((one) => (nameOf(one) === name ? put(one, deeper) : one))
    return isPlain(value) ? { ...value, [name]: put(value[name], deeper) } : value
  }
  return put(draft, path) as Draft
}
