import { serve, type Route } from '../../../platform/http.ts'
import { officersWhoLeft } from '../../people/public.ts'
import { visitsLeftBehind } from '../contract/left-behind.ts'
import { openInspectionsOf } from '../store.ts'

export const leftBehind: readonly Route[] = [
  serve(visitsLeftBehind, async ({ officer }, { tx, asker }) => {
    const officers = officer ? [officer] : (await officersWhoLeft(tx, asker.region)).map(({ id }) => id)
    return { inspections: await openInspectionsOf(tx, { region: asker.region, officers }) }
  }),
]
