import { serve, type Route } from '../../platform/http.ts'
import { journalOf, latestJournal, verifyJournal } from '../../platform/journal.ts'
import * as contract from './contract.ts'

const listJournal = serve(contract.listJournal, async ({ limit }, { tx }) => ({
  entries: await latestJournal(tx, limit),
}))

const listActsOn = serve(contract.listActsOn, async ({ kind, id }, { tx, concerns }) => {
  concerns(kind, id)
  return { entries: await journalOf(tx, kind, id) }
})

const verifyChains = serve(contract.verifyChains, async (_, { tx, asker, note }) => {
  const verdict = await verifyJournal(tx, { region: asker.region })
  note({
    ok: verdict.ok,
    rows: verdict.rows,
    ...(verdict.firstBroken ? { brokenRegion: verdict.firstBroken.region, brokenSeq: verdict.firstBroken.seq } : {}),
  })
  return verdict
})

export const routes: readonly Route[] = [listJournal, listActsOn, verifyChains]
