import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { Evidence, Removal } from '../model.ts'

const Because = z.string('请写明理由').trim().min(4, '请写明理由，不少于4个字').max(500, '理由过长')

export const askRemoval = endpoint({
  method: 'POST',
  path: '/evidence/:id/removal',
  may: 'evidence.add',
  audit: 'evidence.removal-asked',
  about:
    'Asks that an original count no longer as evidence. The original stays in the store (APL 47); a request stands until somebody else has decided it.',
  input: z.object({ id: IdShape, removalId: IdShape, because: Because }),
  output: Removal,
})

export const decideRemoval = endpoint({
  method: 'POST',
  path: '/evidence/removals/:id/decision',
  may: 'evidence.approve-removal',
  audit: 'evidence.removal-decided',
  about:
    'Grants or refuses a request for removal; never by whoever asked. Granted, the original proves nothing any more and stays where it is, under the request that set it aside.',
  input: z.object({ id: IdShape, granted: z.boolean('请选择同意或者不同意'), because: Because }),
  output: Removal,
})

export const openRemovals = endpoint({
  method: 'GET',
  path: '/evidence/removals',
  may: 'evidence.approve-removal',
  audit: 'none',
  about: 'Requests for removal that nobody has decided, the oldest first, at most 100, each with its original.',
  input: z.object({}),
  output: z.object({ removals: z.array(z.object({ removal: Removal, item: Evidence })) }),
})
