import { serve, type Route } from '../../../platform/http.ts'
import { listPowers } from '../contract/powers.ts'
import { POWER_KINDS, powersOf, type PowerKind } from '../rules/powers.ts'
import { mergedBook } from '../store/merged.ts'

const PAGE = 50

export const powers: readonly Route[] = [
  serve(listPowers, async ({ region, on, kind, words, from }, { tx, today }) => {
    const wanted = (words ?? '').split(/\s+/).filter((word) => word !== '')
    const fitting = powersOf(await mergedBook(tx), { region, on: on ?? today }).filter(({ name, about, cites }) =>
      wanted.every((word) => `${name} ${about} ${cites}`.includes(word)),
    )
    const shown = fitting.filter((power) => kind === undefined || power.kind === kind)
    const count = (of: PowerKind) => fitting.filter((power) => power.kind === of).length
    return {
      powers: shown.slice(from, from + PAGE),
      counts: Object.fromEntries(Object.keys(POWER_KINDS).map((of) => [of, count(of as PowerKind)])) as Record<
        PowerKind,
        number
      >,
      next: from + PAGE < shown.length ? from + PAGE : null,
    }
  }),
]
