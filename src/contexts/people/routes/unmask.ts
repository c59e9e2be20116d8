import { serve, type Route } from '../../../platform/http.ts'
import { unmaskOfficer } from '../contract/unmask.ts'
import { getOfficers } from '../public.ts'

export const unmaskRoutes: readonly Route[] = [
  serve(unmaskOfficer, async ({ id, reason }, ctx) => {
    const [officer] = await getOfficers(ctx.tx, [id])
    ctx.concerns('officer', id)
    ctx.note({ reason })
    return { phone: officer?.phone ?? '' }
  }),
]
