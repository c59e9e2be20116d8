import { serve, type Route } from '../../../platform/http.ts'
import { officersWhoLeft } from '../../people/public.ts'
import { casesLeftBehind } from '../contract/left-behind.ts'
import { casesHandledBy } from '../store.ts'

export const leftBehind: readonly Route[] = [
  serve(casesLeftBehind, async ({ officer }, { tx, asker }) => {
    const handlers = officer ? [officer] : (await officersWhoLeft(tx, asker.region)).map(({ id }) => id)
    return { cases: await casesHandledBy(tx, { region: asker.region, handlers }) }
  }),
]
