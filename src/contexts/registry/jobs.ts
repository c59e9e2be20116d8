/** What other contexts tell the register without anybody's hand. */
import { randomUUID } from 'node:crypto'
import type { Listener } from '../../platform/events.ts'
import { Conduct } from './model.ts'
import { getEnterprise } from './public.ts'
import { insertConduct } from './store/conduct.ts'

const Told = Conduct.pick({ kind: true, on: true, reference: true })

/** A procedure of this system reported an accident, or listed or delisted a business: nobody types it a second time. */
export const onConductTold: Listener = async (payload, ctx) => {
  const enterprise = await getEnterprise(ctx.tx, String(payload['enterpriseId']))
  await insertConduct(ctx.tx, {
    ...Told.parse(payload),
    id: randomUUID(),
    enterpriseId: enterprise.id,
    region: enterprise.region,
    source: '本系统办理',
    recordedAt: ctx.at,
    recordedBy: ctx.asker.name,
  })
}
