import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { CASE_STATES, type CaseState } from '../model.ts'
import { IMPACTS, type Impact } from '../rules/law-impact.ts'

const AmountsShape = z
  .object({
    basis: z.string(),
    minFen: z.number().int(),
    maxFen: z.number().int(),
    bandMinFen: z.number().int(),
    bandMaxFen: z.number().int(),
    suggestedFen: z.number().int(),
    exempt: z.enum(['none', 'may', 'must']),
  })
  .nullable()

const ActImpactShape = z.object({
  actId: IdShape,
  fact: z.string(),
  violation: z.string(),
  actDate: LawDateShape,
  on: LawDateShape,
  impact: z.enum(Object.keys(IMPACTS) as [Impact, ...Impact[]]),
  changes: z.array(z.object({ kind: z.string(), key: z.string(), title: z.string() })),
  before: AmountsShape,
  after: AmountsShape,
  because: z.array(z.string()),
})

export const caseLawChanges = endpoint({
  method: 'GET',
  path: '/casework/law-changes',
  may: 'casework.read',
  audit: 'none',
  about:
    'Undecided cases of the asker’s region that rest on law which begins to read otherwise between two dates, both included; for every act the amounts before and after and what APL 37 calls for. Amounts in fen. `forms` are the papers whose printed words cite an instrument that changed. At most 500 cases.',
  input: z.object({ from: LawDateShape, until: LawDateShape }),
  output: z.object({
    cases: z.array(
      z.object({
        id: IdShape,
        number: z.string().nullable(),
        title: z.string(),
        partyName: z.string(),
        state: z.enum(Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]),
        acts: z.array(ActImpactShape),
      }),
    ),
    isCut: z.boolean(),
    forms: z.array(z.object({ code: z.string(), name: z.string(), cites: z.array(z.string()) })),
  }),
})
