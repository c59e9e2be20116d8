import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { Evidence, Recording, Transfer } from '../../evidence/model.ts'
import { GAPS, type GapKind } from '../rules/evidence-matrix.ts'
import { QuestionGroup } from '../rules/question-bank.ts'

export const caseProof = endpoint({
  method: 'GET',
  path: '/casework/:id/proof',
  may: 'casework.read',
  audit: 'casework.proof-read',
  about:
    'The proof of a case: gaps of the table facts × evidence × law, the moments that must be recorded with their recordings (APL 46, 47), and the originals with their custody.',
  input: z.object({ id: IdShape }),
  output: z.object({
    gaps: z.array(
      z.object({
        actId: IdShape,
        kind: z.enum(Object.keys(GAPS) as [GapKind, ...GapKind[]]),
        says: z.string(),
        mend: z.string(),
        blocks: z.boolean(),
        cites: CitationShape,
      }),
    ),
    /** Hazards of the visit that could be punished and stand in no case (S003 art. 4). */
    leftOut: z.array(z.object({ id: IdShape, description: z.string(), cites: CitationShape })),
    moments: z.array(
      z.object({
        moment: Recording.shape.moment,
        shows: z.string(),
        label: z.string(),
        cites: CitationShape,
        confidence: z.enum(['✔', '◐']),
        recordings: z.array(Recording),
      }),
    ),
    originals: z.array(
      z.object({
        item: Evidence,
        transfers: z.array(Transfer),
        holdings: z.array(
          z.object({ holder: z.string(), from: z.string(), until: z.string().nullable(), place: z.string() }),
        ),
      }),
    ),
  }),
})

export const questionsOfCase = endpoint({
  method: 'GET',
  path: '/casework/:id/questions',
  may: 'casework.read',
  audit: 'none',
  about: 'Usual questions for an interview, by the violations of the case, each group with its source and confidence.',
  input: z.object({ id: IdShape }),
  output: z.object({ groups: z.array(QuestionGroup) }),
})
