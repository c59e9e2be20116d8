/** Reads what the documentation is made of: contracts, lifecycles, the law's rows and the forms. */
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { MAY_USE } from '../../src/contexts/may-use.ts'
import { Template } from '../../src/contexts/document/model.ts'
import { FILE_SHAPES } from '../../src/contexts/law/model.ts'
import { PERMISSIONS_OF } from '../../src/contexts/people/rules/permissions.ts'
import { ROLES } from '../../src/contexts/people/model.ts'
import { art, articleText, type Citation } from '../../src/kernel/citation.ts'
import type { Endpoint } from '../../src/kernel/endpoint.ts'
import type { Lifecycle } from '../../src/kernel/step.ts'

export const ROOT = join(import.meta.dirname, '../..')

export type NamedEndpoint = { readonly context: string; readonly name: string; readonly endpoint: Endpoint }
export type NamedLifecycle = { readonly context: string; readonly lifecycle: Lifecycle }
export type LawFiles = { [Name in keyof typeof FILE_SHAPES]: readonly z.infer<(typeof FILE_SHAPES)[Name]>[] }

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isEndpoint = (value: unknown): value is Endpoint =>
  isObject(value) && 'method' in value && 'path' in value && 'audit' in value
const isLifecycle = (value: unknown): value is Lifecycle =>
  isObject(value) && 'steps' in value && 'states' in value && 'initial' in value

/**
 * What the files of a role export, context by context in the order of may-use: `contract` is contract.ts and every file
 * in the folder contract.
 */
async function exportsOf(role: string): Promise<{ context: string; name: string; value: unknown }[]> {
  const found = []
  for (const context of Object.keys(MAY_USE)) {
    for (const path of globSync(`${role}{.ts,/*.ts}`, { cwd: join(ROOT, 'src/contexts', context) }).sort()) {
      if (path.endsWith('.test.ts')) continue
      const module = (await import(join(ROOT, 'src/contexts', context, path))) as Record<string, unknown>
      found.push(...Object.entries(module).map(([name, value]) => ({ context, name, value })))
    }
  }
  return found
}

/** Every declared endpoint; by context, then path. */
export async function contracts(): Promise<NamedEndpoint[]> {
  const order = Object.keys(MAY_USE)
  return (await exportsOf('contract'))
    .flatMap(({ context, name, value }) => (isEndpoint(value) ? [{ context, name, endpoint: value }] : []))
    .sort(
      (a, b) =>
        order.indexOf(a.context) - order.indexOf(b.context) ||
        compare(a.endpoint.path, b.endpoint.path) ||
        compare(a.endpoint.method, b.endpoint.method),
    )
}

/** By code points, so that every machine sorts alike. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export async function lifecycles(): Promise<NamedLifecycle[]> {
  return (await exportsOf('transitions')).flatMap(({ context, value }) =>
    isLifecycle(value) ? [{ context, lifecycle: value }] : [],
  )
}

/**
 * Schemas that a context exports by name, for the components of openapi.json. The first context that exports one names
 * it.
 */
export async function namedShapes(): Promise<{ context: string; name: string; value: unknown }[]> {
  return [...(await exportsOf('model')), ...(await exportsOf('contract'))].filter(
    ({ value }) => isObject(value) && '_zod' in value,
  )
}

async function rowsOf<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>[]> {
  const rows = JSON.parse(await readFile(join(ROOT, 'data/law', path), 'utf8')) as unknown[]
  return rows.map((row) => shape.parse(row))
}

/** The rows of data/law, each through its shape. */
export async function readLaw(): Promise<LawFiles> {
  const shapes = FILE_SHAPES
  return {
    instruments: await rowsOf('instruments.json', shapes.instruments),
    violations: await rowsOf('violations.json', shapes.violations),
    'major-hazards': await rowsOf('major-hazards.json', shapes['major-hazards']),
    'check-items': await rowsOf('check-items.json', shapes['check-items']),
    parameters: await rowsOf('parameters.json', shapes.parameters),
    clocks: await rowsOf('clocks.json', shapes.clocks),
    'discretion-tiers': await rowsOf('discretion-tiers.json', shapes['discretion-tiers']),
    'discretion-factors': await rowsOf('discretion-factors.json', shapes['discretion-factors']),
    'leniency-lists': await rowsOf('leniency-lists.json', shapes['leniency-lists']),
    checklists: await rowsOf('checklists.json', shapes.checklists),
  }
}

export const readTemplates = (): Promise<Template[]> => rowsOf('templates/catalogue.json', Template)

/** The instrument that a citation names, by its code or an alias. */
export const findInstrument = ({ instrument }: Citation, { instruments }: Pick<LawFiles, 'instruments'>) =>
  instruments.find(({ code, aliases }) => code === instrument || aliases.includes(instrument))

/** 安全生产法第六十五条第一款: a citation as a lawyer writes it. */
export const citationText = (citation: Citation, law: Pick<LawFiles, 'instruments'>): string =>
  `${findInstrument(citation, law)?.shortName ?? citation.instrument}${articleText(citation)}`

/** A citation in a row of data, where zod writes a missing paragraph as undefined. */
export type CitedInData = Pick<Citation, 'instrument' | 'article'> & {
  paragraph?: number | undefined
  item?: number | undefined
}

export const citationOf = ({ instrument, article, paragraph, item }: CitedInData): Citation =>
  art(instrument, article, paragraph, item)

/** The roles that hold a permission, in Chinese; what everybody or a business may do is said in words. */
export function whoMay(permission: string): string {
  if (permission === 'public') return 'everybody'
  if (permission === 'signed-in') return 'anybody signed in'
  const roles = Object.entries(PERMISSIONS_OF).filter(([, held]) => (held as readonly string[]).includes(permission))
  return roles.map(([role]) => ROLES[role as keyof typeof ROLES]).join('、') || '—'
}
