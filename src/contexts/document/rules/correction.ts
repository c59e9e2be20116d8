import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Template, TemplateField } from '../model.ts'

/** What a slip of the pen can be in; amounts, dates, provisions, persons and opinions are what was decided. */
const WORDING: readonly TemplateField['kind'][] = ['text', 'list']

/** The fields that a correction may change, with their values as the paper has them. */
export const correctable = (template: Pick<Template, 'fields'>): TemplateField[] =>
  template.fields.filter(({ kind }) => WORDING.includes(kind))

/**
 * Why the changed fields are no correction: a correction mends the wording, and what was decided is decided anew by a
 * new act (APL 59 names what a decision must state). One refusal a field.
 */
export const refusesCorrection = (
  template: Pick<Template, 'fields'>,
  changed: Readonly<Record<string, unknown>>,
): Refusal[] =>
  Object.keys(changed).flatMap((name) => {
    const field = template.fields.find((one) => one.name === name)
    if (!field) {
      return [no('unknown-field', { field: name }, '文书没有名为“{field}”的项目', '请刷新页面后重新填写')]
    }
    if (WORDING.includes(field.kind)) return []
    return [
      {
        ...no(
          'correction-of-substance',
          { field: name, label: field.label },
          '“{label}”是决定的内容，不能用更正改变',
          '确需变更的，撤销或者变更原决定，重新作出文书',
        ),
        cites: art('APL', 59),
      },
    ]
  })
