import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { Edition, Template } from '../model.ts'
import { Layout } from '../rules/layout.ts'

const Labels = z.record(z.string().max(60), z.string().trim().max(200))
const Code = z.string().max(12)

export const listEditions = endpoint({
  method: 'GET',
  path: '/document/editions',
  may: 'document.read',
  audit: 'none',
  about: 'The bureau’s own wordings of forms and those that bind it from above, the newest first.',
  input: z.object({}),
  output: z.object({ editions: z.array(Edition) }),
})

export const formToEdit = endpoint({
  method: 'GET',
  path: '/document/forms/:code',
  may: 'document.read',
  audit: 'none',
  about:
    'One form as the bureau uses it today, with its arrangement as blocks, and data of an invented case to look at.',
  input: z.object({ code: Code }),
  output: z.object({ template: Template, base: Template, layout: Layout }),
})

export const editionToRead = endpoint({
  method: 'GET',
  path: '/document/editions/:id',
  may: 'document.read',
  audit: 'none',
  about: 'One edition with its form and both arrangements, the edited one and that of the catalogue.',
  input: z.object({ id: IdShape }),
  output: z.object({ edition: Edition, template: Template, layout: Layout, before: Layout }),
})

export const previewEdition = endpoint({
  method: 'POST',
  path: '/document/editions/preview',
  may: 'document.read',
  audit: 'document.edition-previewed',
  answers: 'file',
  about: 'A form with other labels and another arrangement as PDF, filled with an invented case; nothing is kept.',
  input: z.object({ code: Code, labels: Labels, layout: Layout }),
  output: z.unknown(),
})

export const draftEdition = endpoint({
  method: 'POST',
  path: '/document/editions',
  may: 'document.draft-form',
  audit: 'document.edition-drafted',
  about:
    'Words a form anew for the bureau: labels and arrangement. Refused when something that the paper must state, be signed or sealed with is lost (APL 55, 59).',
  input: z.object({
    id: IdShape,
    code: Code,
    effectiveFrom: LawDateShape,
    reason: z.string().trim().min(1, '请写明修改理由').max(500),
    labels: Labels,
    layout: Layout,
  }),
  output: Edition,
})

export const approveEdition = endpoint({
  method: 'POST',
  path: '/document/editions/:id/approve',
  may: 'document.approve-form',
  audit: 'document.edition-approved',
  about: 'A second person puts the edition in force from its day on; papers issued before keep their form.',
  input: z.object({ id: IdShape }),
  output: Edition,
})

export const withdrawEdition = endpoint({
  method: 'POST',
  path: '/document/editions/:id/withdraw',
  may: 'document.draft-form',
  audit: 'document.edition-withdrawn',
  about: 'Takes a draft back; what was approved stays.',
  input: z.object({ id: IdShape }),
  output: Edition,
})
