import { serve, type Route } from '../../../platform/http.ts'
import { unmaskEnterprise } from '../contract/unmask.ts'
import { getEnterprise } from '../public.ts'

export const unmaskRoutes: readonly Route[] = [
  serve(unmaskEnterprise, async ({ id, reason }, ctx) => {
    const enterprise = await getEnterprise(ctx.tx, id)
    ctx.concerns('enterprise', enterprise.id)
    ctx.note({ reason })
    return { phone: enterprise.phone }
  }),
]
