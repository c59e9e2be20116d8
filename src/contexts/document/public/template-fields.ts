import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { TemplateField } from '../model.ts'
import { findTemplateOn } from '../render/catalogue.ts'

/** The fields of a form in the version of that day; [] where there is no such form. */
export const fieldsOfTemplate = (code: string, at: Instant): readonly TemplateField[] =>
  findTemplateOn(code, lawDateOf(at))?.fields ?? []
