import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { Officer } from '../../people/model.ts'
import { Joined, JoinInput } from '../model.ts'

/** A colleague who may join on site, with why he was left out of a draw for this business; null where nothing is known. */
export const Colleague = z.object({ officer: Officer, recusedBecause: z.string().nullable() })
export type Colleague = z.infer<typeof Colleague>

export const joinOnSite = endpoint({
  method: 'POST',
  path: '/inspection/:id/join',
  may: 'inspection.record',
  audit: 'inspection.joined-on-site',
  about:
    'Adds an officer, a helper or somebody in company to a visit between its door and its record; a phone sends it at the minute at which it was done. Refused without a certificate of that day (WSL 67), beyond the most people on site without a reason (circular art. 6), and where recusal is known or asked for (APL 43). It moves no step of the visit; the record writes everybody down.',
  input: JoinInput.extend({ id: IdShape }),
  output: Joined,
})
