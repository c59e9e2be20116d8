import { Invalid } from '../../../kernel/answer.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { formsCiting } from '../../document/public/citing.ts'
import { lawbook } from '../../law/public.ts'
import { changesWithin, type LawChange } from '../../law/rules/law-changes.ts'
import { caseLawChanges } from '../contract/law-changes.ts'
import { impactsOn, violationsOf } from '../rules/law-impact.ts'
import { undecidedCases } from '../store/undecided.ts'

const CASES_MAX = 500

export const lawChanges: readonly Route[] = [
  serve(caseLawChanges, async ({ from, until }, { tx, asker, today }) => {
    if (from > until) throw new Invalid([{ field: 'until', says: '截止日期不应早于起始日期' }])
    const book = lawbook()
    const changesIn = new Map<string, LawChange[]>()
    const changesOf = (region: string): LawChange[] => {
      const known = changesIn.get(region) ?? changesWithin(book, { region, from, until })
      changesIn.set(region, known)
      return known
    }
    const changes = changesOf(asker.region)
    const found = await undecidedCases(tx, {
      region: asker.region,
      violations: violationsOf(changes),
      limit: CASES_MAX + 1,
    })
    const cases = found.slice(0, CASES_MAX).flatMap((thing) => {
      const acts = impactsOn(book, { thing, changes: changesOf(thing.region), decidedOn: today })
      const { id, number, title, party, state } = thing
      const shown = acts.map((act) => ({ ...act, changes: [...act.changes], because: [...act.because] }))
      return acts.length > 0 ? [{ id, number, title, partyName: party.name, state, acts: shown }] : []
    })
    const names = changes.filter(({ kind }) => kind === 'instrument').map(({ title }) => title)
    const forms = formsCiting([...new Set(names)], until).map((form) => ({ ...form, cites: [...form.cites] }))
    return { cases, isCut: found.length > CASES_MAX, forms }
  }),
]
