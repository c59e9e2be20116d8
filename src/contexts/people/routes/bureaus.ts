import { Invalid } from '../../../kernel/answer.ts'
import { covers } from '../../../kernel/region.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { saveBureau } from '../contract/bureaus.ts'
import type { Bureau } from '../model.ts'
import * as store from '../store.ts'

const save = serve(saveBureau, async (bureau, { tx, asker, concerns, note }) => {
  if (!covers(asker.region, bureau.region))
    throw new Invalid([{ field: 'region', says: '该区划不在您的管辖范围内，请重新选择' }])
  concerns('bureau', bureau.region)
  const before = await store.findBureau(tx, bureau.region)
  note({
    changed: (Object.keys(bureau) as (keyof Bureau)[]).filter((field) => before?.[field] !== bureau[field]).join(' '),
  })
  await (before ? store.updateBureau(tx, bureau) : store.insertBureau(tx, bureau))
  return bureau
})

export const bureauRoutes: readonly Route[] = [save]
