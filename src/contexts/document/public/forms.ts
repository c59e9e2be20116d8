import type { LawDate } from '../../../kernel/time.ts'
import type { Template } from '../model.ts'
import { findTemplateOn, layoutOf } from '../render/catalogue.ts'
import type { Layout } from '../rules/layout.ts'

/** The forms in force on a law date with their arrangement, so that a phone can lay a paper out as it will print. */
export const formsOn = (codes: readonly string[], on: LawDate): { template: Template; layout: Layout | null }[] =>
  codes.flatMap((code) => {
    const template = findTemplateOn(code, on)
    return template ? [{ template, layout: layoutOf(template) }] : []
  })
