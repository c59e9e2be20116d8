import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import type { Template } from '../model.ts'
import { findTemplateOn, getTemplate, hasTemplate, keepLayout, layoutOf } from '../render/catalogue.ts'
import { underEdition } from '../rules/edition.ts'
import { Layout } from '../rules/layout.ts'
import * as store from '../store/edition.ts'

/** Puts a bureau's edition over its form; an edition never changes, so that its layout is kept once read. */
function editioned(base: Template, edition: store.StoredEdition): Template {
  const template = underEdition(base, edition)
  keepLayout(template.layout ?? '', () => Layout.parse(edition.layout))
  return template
}

/** The form that a bureau uses on a law date, in its own edition where it has one; null where there is no such form. */
export async function formOn(
  tx: Tx,
  { template, on, region }: { template: string; on: LawDate; region: Region },
): Promise<Template | null> {
  const base = findTemplateOn(template, on)
  const edition = base && (await store.editionOn(tx, { template, base: base.version, on, region }))
  return edition ? editioned(base, edition) : base
}

/** The form under which a paper was issued, in force or not. */
export async function formOfPaper(
  tx: Tx,
  { template, templateVersion: version }: { template: string; templateVersion: string },
): Promise<Template> {
  const edition = hasTemplate(template, version) ? null : await store.editionOfVersion(tx, { template, version })
  return edition ? editioned(getTemplate(template, edition.base), edition) : getTemplate(template, version)
}

/** The forms in force on a law date with their arrangement, so that a phone can lay a paper out as it will print. */
export async function formsOn(
  tx: Tx,
  { codes, on, region }: { codes: readonly string[]; on: LawDate; region: Region },
): Promise<{ template: Template; layout: Layout | null }[]> {
  const forms: { template: Template; layout: Layout | null }[] = []
  for (const code of codes) {
    const template = await formOn(tx, { template: code, on, region })
    if (template) forms.push({ template, layout: layoutOf(template) })
  }
  return forms
}
