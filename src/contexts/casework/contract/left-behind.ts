import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { CaseEntry } from '../model.ts'

export const casesLeftBehind = endpoint({
  method: 'GET',
  path: '/casework/left-behind',
  may: 'casework.read',
  audit: 'none',
  about:
    'Open cases in scope whose handlers have left, the nearest clock first, at most 200: other handlers must be named ' +
    '(APL 42). With `officer`: the open cases that he handles, whether he has left or not.',
  input: z.object({ officer: IdShape.optional() }),
  output: z.object({ cases: z.array(CaseEntry) }),
})
