import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { LawDate } from '../../../kernel/time.ts'
import { Template } from '../model.ts'
import { Layout } from '../rules/layout.ts'

export const TEMPLATES_FOLDER = join(import.meta.dirname, '../../../../data/law/templates')

const fileOf = (name: string): unknown => JSON.parse(readFileSync(join(TEMPLATES_FOLDER, name), 'utf8'))

let templates: readonly Template[] | undefined
const layouts = new Map<string, Layout>()

/** Every version of every form, in the order of the catalogue. Read once a process; throws when a row is malformed. */
export function catalogue(): readonly Template[] {
  templates ??= z.array(Template).parse(fileOf('catalogue.json'))
  return templates
}

/** The version of a form in force on a law date; null when there is none. */
export const findTemplateOn = (code: string, on: LawDate): Template | null =>
  catalogue().find(
    (row) => row.code === code && row.effectiveFrom <= on && (row.effectiveUntil === null || on <= row.effectiveUntil),
  ) ?? null

/** One version of a form, in force or not: papers keep the version under which they were issued. */
export function getTemplate(code: string, version: string): Template {
  const found = catalogue().find((row) => row.code === code && row.version === version)
  if (!found) throw new Error(`no template ${code} version ${version}`)
  return found
}

export const hasTemplate = (code: string, version: string): boolean =>
  catalogue().some((row) => row.code === code && row.version === version)

/** Keeps the arrangement of a form that stands in no file. */
export function keepLayout(name: string, read: () => Layout): void {
  if (!layouts.has(name)) layouts.set(name, read())
}

/** The arrangement of a form; null for the general one. */
export function layoutOf(template: Pick<Template, 'layout'>): Layout | null {
  if (!template.layout) return null
  const known = layouts.get(template.layout)
  if (known) return known
  const layout = Layout.parse(fileOf(template.layout))
  layouts.set(template.layout, layout)
  return layout
}
