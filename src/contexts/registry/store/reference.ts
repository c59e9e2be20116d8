import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'

const DATA = join(import.meta.dirname, '../../../../data')

type Row = { readonly code: string; readonly name: string; readonly parent: string; readonly effective_to: string }

/** A tree of codes in force, read from data/ on first use and kept: the files change with a release only. */
type Tree = { readonly byCode: ReadonlyMap<string, Row>; readonly under: ReadonlyMap<string, readonly Row[]> }

function loaded(file: string): () => Tree {
  let tree: Tree | null = null
  return () => {
    if (tree) return tree
    const rows = parse<Row>(readFileSync(join(DATA, file), 'utf8'), { columns: true, bom: true }).filter(
      (row) => row.effective_to === '',
    )
    const under = new Map<string, Row[]>()
    for (const row of rows) under.set(row.parent, [...(under.get(row.parent) ?? []), row])
    tree = { byCode: new Map(rows.map((row) => [row.code, row])), under }
    return tree
  }
}

const regions = loaded('regions.csv')
const industries = loaded('industries.csv')

export const isRegion = (code: string): boolean => regions().byCode.has(code)
export const isIndustry = (code: string): boolean => industries().byCode.has(code)

export const listRegions = (parent: string) =>
  (regions().under.get(parent) ?? []).map(({ code, name }) => ({ code, name, hasChildren: regions().under.has(code) }))

/** The name of a trade; an unknown code is called by itself. */
export const industryName = (code: string): string => industries().byCode.get(code)?.name ?? code

const INDUSTRIES_MAX = 200

export function listIndustries({ parent, q }: { parent: string; q: string | undefined }) {
  const found = q
    ? [...industries().byCode.values()].filter(({ code, name }) => code.includes(q.toUpperCase()) || name.includes(q))
    : (industries().under.get(parent) ?? [])
  return found.slice(0, INDUSTRIES_MAX).map(({ code, name, parent: above }) => ({ code, name, parent: above }))
}
