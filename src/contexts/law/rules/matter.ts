import type { LawDate } from '../../../kernel/time.ts'
import type { CheckItem, LawData, LayerMark, MajorHazard } from '../model.ts'

/** Industry, key item, refined matter, and the single form in which a major hazard shows. */
export const MATTER_LEVELS = { industry: '行业领域', item: '重点事项', refined: '细化事项', form: '具体情形' } as const
export type MatterLevel = keyof typeof MATTER_LEVELS

/** One node of the tree of matters. Every node but an industry has exactly one parent. */
export type Matter = {
  readonly id: string
  readonly parent: string | null
  readonly level: MatterLevel
  readonly name: string
  /** The standard wording with its blanks; null on industries and items. */
  readonly wording: string | null
  readonly violations: readonly string[]
  readonly majorHazards: readonly string[]
  readonly isMust: boolean
  readonly basis: CheckItem['basis']
  readonly region: string
  readonly layer: LayerMark | null
}

type Dated = { readonly effectiveFrom: LawDate; readonly effectiveTo: LawDate | null }
const isOn = ({ effectiveFrom, effectiveTo }: Dated, date: LawDate) =>
  effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo)

const BLANK = /【([^【】]*)】/g

export type Blank = { readonly nth: number; readonly label: string }

/** The blanks of a wording in their order; an unnamed one is called by its place. */
export const blanksOf = (wording: string): Blank[] =>
  [...wording.matchAll(BLANK)].map(([, label = ''], nth) => ({ nth, label: label.trim() || `填空${nth + 1}` }))

/** Puts values into the blanks; null while one of them is still empty, because half a wording is no finding. */
export function filledWording(wording: string, values: readonly string[]): string | null {
  const blanks = blanksOf(wording)
  if (blanks.some(({ nth }) => (values[nth] ?? '').trim() === '')) return null
  let nth = 0
  return wording.replace(BLANK, () => (values[nth++] ?? '').trim())
}

const WHERE = '【时间】检查【场所、部位或者设备】时发现：'

/**
 * The standard wording of a matter as it is inserted by one tap (check-items.md §5): time and place, the fact, and the
 * quantity that the tier table counts. A wording that brings its own blanks stays as it is.
 */
export function wordingOf(statement: string, counts: string | null): string {
  if (/【[^【】]*】/.test(statement)) return statement
  return `${WHERE}${statement}${counts ? `，涉及【数量】${counts}` : ''}。`
}

const bare = (id: string, name: string, parent: string | null, level: MatterLevel): Matter => ({
  id,
  parent,
  level,
  name,
  wording: null,
  violations: [],
  majorHazards: [],
  isMust: false,
  basis: [],
  region: '',
  layer: null,
})

function itemNodes(items: readonly CheckItem[], counts: ReadonlyMap<string, string>): Matter[] {
  const known = new Set(items.map(({ id }) => id))
  const nodes = new Map<string, Matter>()
  for (const row of items) {
    const industry = `industry:${row.industry}`
    const item = `${industry}/${row.matter}`
    if (!nodes.has(industry)) nodes.set(industry, bare(industry, row.industryName, null, 'industry'))
    const isUnder = row.parent !== undefined && known.has(row.parent)
    if (!isUnder && !nodes.has(item)) nodes.set(item, bare(item, row.matter, industry, 'item'))
    const count = row.violations.map((key) => counts.get(key)).find((unit) => unit !== undefined)
    nodes.set(row.id, {
      ...bare(row.id, row.content, isUnder && row.parent ? row.parent : item, 'refined'),
      wording: wordingOf(row.statement, count ?? null),
      violations: row.violations,
      majorHazards: row.majorHazards,
      isMust: row.isMust,
      basis: row.basis,
      region: row.region,
      layer: row.layer ?? null,
    })
  }
  return [...nodes.values()]
}

function hazardNodes(hazards: readonly MajorHazard[]): Matter[] {
  const sectors = new Map(hazards.map(({ sector, sectorName }) => [sector, sectorName]))
  const basis = ({ instrument, article, item }: MajorHazard) =>
    article === null ? [] : [{ instrument, article, ...(item === null ? {} : { item }) }]
  return [
    bare('major-hazards', '重大事故隐患判定', null, 'industry'),
    ...[...sectors].map(([sector, name]) => bare(`hazards:${sector}`, name, 'major-hazards', 'item')),
    ...hazards.flatMap((row) => {
      const of = {
        violations: row.violations,
        majorHazards: [row.code],
        isMust: true,
        basis: basis(row),
        region: row.region,
        layer: row.layer ?? null,
      }
      return [
        { ...bare(row.code, row.says, `hazards:${row.sector}`, 'refined'), ...of, wording: wordingOf(row.says, null) },
        ...row.triggers.map((trigger, at) => ({
          ...bare(`${row.code}/${at + 1}`, trigger, row.code, 'form'),
          ...of,
          wording: wordingOf(trigger, null),
        })),
      ]
    }),
  ]
}

/** The short unit of a tier table's count: of “人次、处、台、项” nothing, of “人次” itself. */
const unitOf = (counts: string) => (/^[^、，。]{1,4}$/.test(counts) ? counts : null)

/**
 * All matters of a law as one reads it (a book bound to a region, or its view): what ships and what the bureaus laid
 * over it. Order: as in the data, parents before children.
 */
export function matterTree(data: LawData, on: LawDate): Matter[] {
  const counts = new Map(
    data.tiers.flatMap(({ violation, counts: unit }) => {
      const short = unitOf(unit)
      return violation && short ? [[violation, short] as const] : []
    }),
  )
  return [
    ...itemNodes(
      data.checkItems.filter((row) => isOn(row, on)),
      counts,
    ),
    ...hazardNodes(data.majorHazards.filter((row) => isOn(row, on))),
  ]
}

/** Why the nodes are no tree: a number twice, a parent that is not there, or a circle. */
export function whyNoTree(nodes: readonly Pick<Matter, 'id' | 'parent'>[]): string[] {
  const parents = new Map(nodes.map(({ id, parent }) => [id, parent]))
  const twice = nodes.length - parents.size
  const circles = nodes.filter(({ id }) => {
    const seen = new Set<string>()
    for (let at: string | null | undefined = id; at; at = parents.get(at)) {
      if (seen.has(at)) return true
      seen.add(at)
    }
    return false
  })
  return [
    ...(twice > 0 ? [`有${twice}个编号重复`] : []),
    ...nodes.flatMap(({ id, parent }) =>
      parent !== null && !parents.has(parent) ? [`${id}的上级${parent}不存在`] : [],
    ),
    ...circles.map(({ id }) => `${id}的上级关系成环`),
  ]
}

/** How many matters there are of each level. */
export const matterCounts = (nodes: readonly Matter[]): Record<MatterLevel, number> => {
  const counts: Record<MatterLevel, number> = { industry: 0, item: 0, refined: 0, form: 0 }
  for (const { level } of nodes) counts[level] += 1
  return counts
}

const fits = ({ name, wording, id }: Matter, words: readonly string[]) =>
  words.every((word) => name.includes(word) || (wording ?? '').includes(word) || id.includes(word))

/** The matters that hold every word, each with the names of what stands above it. */
export function findMatters(nodes: readonly Matter[], query: string, limit: number) {
  const words = query.split(/\s+/).filter((word) => word !== '')
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const pathOf = (node: Matter): string[] => {
    const above = node.parent === null ? undefined : byId.get(node.parent)
    return above ? [...pathOf(above), above.name] : []
  }
  const found = words.length === 0 ? [] : nodes.filter((node) => fits(node, words))
  return { total: found.length, found: found.slice(0, limit).map((node) => ({ ...node, path: pathOf(node) })) }
}
