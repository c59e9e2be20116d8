import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Template, TemplateField } from '../model.ts'

/**
 * Where a slip of the pen changes nothing that was decided: titles, addresses, telephone numbers and accounts. Facts,
 * reasons, the penalty, provisions, dates, opinions and who the party is are what was decided.
 */
const WORDING: ReadonlySet<string> = new Set([
  'legalRepTitle',
  'jobTitle',
  'employer',
  'employerAddress',
  'address',
  'home',
  'postcode',
  'place',
  'phone',
  'mobile',
  'officePhone',
  'fax',
  'email',
  'contact',
  'supervisionPhone',
  'organAddress',
  'organPostcode',
  'organContact',
  'organPhone',
  'payee',
  'payAccount',
  'payAddress',
  'payPlace',
])

/** The fields that a correction may change. */
export const correctable = (template: Pick<Template, 'fields'>): TemplateField[] =>
  template.fields.filter(({ name, kind }) => WORDING.has(name) && kind === 'text')

/**
 * Why the changed fields are no correction: a correction mends such wording, and what was decided is decided anew by
 * a new act (APL 59 names what a decision must state). One refusal a field.
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
    if (correctable({ fields: [field] }).length > 0) return []
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
