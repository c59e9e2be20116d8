/** The daily watch of WSL 113 (D-65): where penalties and an open major hazard meet, the proposal of closure is begun. */
import { createHash, randomUUID } from 'node:crypto'
import type { Asker } from '../../../kernel/asker.ts'
import { citationKey } from '../../../kernel/citation.ts'
import { take } from '../../../kernel/step.ts'
import { addDays, lawDateOf, type Instant } from '../../../kernel/time.ts'
import { NATIONWIDE, type Database, type Tx } from '../../../platform/db.ts'
import { appendToJournal, canonical } from '../../../platform/journal.ts'
import { openMajorsOf } from '../../hazard/public.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import { closureCondition, closureLimits } from '../rules/closure.ts'
import { shapeOf, type Proceeding, type SideDeed } from '../rules/proceeding.ts'
import { partyOf } from '../rules/proposal.ts'
import { draftOf, sideRows } from '../rules/side-view.ts'
import * as store from '../store/closure.ts'
import * as proceedings from '../store/proceeding.ts'
import { closure } from '../transitions/closure.ts'

const YEAR_DAYS = 365
const ACTION = 'casework.closure-raised'

const watch = (region: string): Asker => ({
  id: 'system',
  name: '系统',
  kind: 'system',
  region,
  roles: [],
  permissions: [closure.opening.may],
})

type Raising = { readonly region: string; readonly at: Instant; readonly penalised: store.Penalised }

/** Begins the procedure for one business where the condition is met; answers whether it did. */
async function raise(tx: Tx, { region, at, penalised }: Raising): Promise<boolean> {
  const { enterpriseId, penalties } = penalised
  const today = lawDateOf(at)
  const majors = await openMajorsOf(tx, enterpriseId)
  const counted = closureCondition(
    { penalisedOn: penalties.map(({ on }) => on), majorHazards: majors.length },
    closureLimits(lawbook(), { region, date: today }),
  )
  if (!counted) return false
  const enterprise = await getEnterprise(tx, enterpriseId)
  const draft: Proceeding = {
    ...draftOf(closure, { id: randomUUID(), region, at, of: null }),
    enterpriseId,
    party: partyOf(enterprise, 'unit'),
    title: `${closure.label}：${enterprise.name}`,
  }
  const input = shapeOf(closure.opening.asks).parse({
    penalties: penalties.map(({ on, number }) => `${on} ${number}`.trim()),
    hazards: majors.map(({ place, description }) => `${place ? `${place}：` : ''}${description}`.slice(0, 1000)),
    counted,
  })
  const by = watch(region)
  const deed: SideDeed<Record<string, unknown>> = {
    thing: draft,
    input,
    by,
    at,
    facts: {
      officers: [],
      case: null,
      visit: null,
      beside: [],
      book: lawbook(),
      servedOn: null,
      harbours: [],
      signedOrders: [],
      bureauNames: new Map(),
      capacity: (await getBureau(tx, region)).capacity,
    },
  }
  const raised = take(closure.opening, deed, closure.states)
  await proceedings.insertProceeding(tx, raised, { at, isOpen: true, clocks: sideRows(raised) })
  const detail = { kind: closure.name, enterprise: enterpriseId, penalties: penalties.length, majors: majors.length }
  await appendToJournal(tx, {
    region,
    at,
    deviceAt: null,
    asker: by.id,
    askerName: by.name,
    address: '',
    action: ACTION,
    outcome: 'done',
    subjectKind: 'proceeding',
    subjectId: raised.id,
    cites: citationKey(closure.opening.cites),
    digest: createHash('sha256').update(canonical(detail)).digest('hex'),
    detail,
  })
  return true
}

/** Raises closure once for each business that meets the condition; answers how many were new. Safe to run again. */
export async function watchClosures(db: Database, at: Instant): Promise<number> {
  const since = addDays(lawDateOf(at), -YEAR_DAYS)
  let count = 0
  for (const region of await db.transaction(NATIONWIDE, (tx) => store.punishingRegions(tx, since)))
    count += await db.transaction({ region }, async (tx) => {
      const { timesInWindow, timesInYear } = closureLimits(lawbook(), { region, date: lawDateOf(at) })
      const often = await store.oftenPenalised(tx, { since, times: Math.min(timesInWindow, timesInYear) })
      let raised = 0
      for (const penalised of often) {
        // One that was raised already waits for its answer, and only a later penalty raises it anew.
        const last = penalised.penalties.at(-1)?.on ?? since
        const known = await store.raisedSince(tx, last)
        if (!known.has(penalised.enterpriseId) && (await raise(tx, { region, at, penalised }))) raised += 1
      }
      return raised
    })
  return count
}
