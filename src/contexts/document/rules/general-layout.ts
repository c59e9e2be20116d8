import type { Template, TemplateField } from '../model.ts'
import type { FormCell, Layout, LayoutBlock } from './layout.ts'

const SHORT_KINDS: readonly TemplateField['kind'][] = ['date', 'datetime', 'number']
const SHORT_NAMES = new Set([
  'phone',
  'postcode',
  'gender',
  'age',
  'organPhone',
  'organContact',
  'organPostcode',
  'jobTitle',
  'legalRep',
  'legalRepTitle',
])
const LONG_NAMES = /^(facts|findings|reasons|decision|proposal|opinion)$/

const isShort = ({ kind, name }: TemplateField) => SHORT_KINDS.includes(kind) || SHORT_NAMES.has(name)

function cellOf({ name, label, kind }: TemplateField): FormCell {
  if (kind === 'opinion') return { label, opinion: name, tall: 22 }
  if (kind === 'list') return { label, list: name, tall: 24 }
  if (kind === 'choice') return { label, text: `{${name}|boxes}` }
  return { label, text: `{${name}}`, ...(LONG_NAMES.test(name) ? { tall: 26 } : {}) }
}

/** Short fields that follow each other share a row, two at a time. */
function rowsOf(fields: readonly TemplateField[]): FormCell[][] {
  const rows: FormCell[][] = []
  let open: FormCell[] | null = null
  for (const field of fields) {
    const cell = cellOf(field)
    if (open && isShort(field)) {
      open.push(cell)
      open = null
    } else {
      const row = [cell]
      rows.push(row)
      open = isShort(field) ? row : null
    }
  }
  return rows
}

/**
 * The general form for papers without a layout of their own: every field in a ruled form, tables under it,
 * then the remedies, the signatures and the closing. Nothing that the paper must hold is left out.
 */
export function generalLayout(template: Template): Layout {
  const inForm = template.fields.filter(({ kind }) => kind !== 'table' && kind !== 'remedy')
  const below = template.fields.flatMap(({ kind, name, label }): LayoutBlock[] => {
    if (kind === 'table') return [{ p: label, align: 'flush', bold: true }, { grid: name }]
    return kind === 'remedy' ? [{ remedy: name }] : []
  })
  const roles = [...new Set(template.signers.map(({ role }) => role))]
  return {
    code: template.code,
    size: 12,
    number: 'right',
    blocks: [
      { form: rowsOf(inForm) },
      ...below,
      ...(roles.length > 0 ? [{ signs: roles }] : []),
      ...(template.seal === 'none'
        ? []
        : [template.approvals.includes('approver') ? { stamp: true } : { closing: true }]),
    ],
  }
}
