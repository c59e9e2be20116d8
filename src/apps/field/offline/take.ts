import { listHazards } from '../../../contexts/hazard/contract.ts'
import { takeAlong } from '../../../contexts/inspection/contract/take-along.ts'
import { openHazards } from '../../../contexts/inspection/rules/rectify.ts'
import { yearOfVisits } from '../../../contexts/planning/contract.ts'
import { call, RefusedAnswer } from '../../client.ts'
import { actsAhead } from './outbox.ts'
import type { Pack, Phone } from './phone.ts'

/**
 * Takes one visit along: everything in one stroke, so that half a visit never lies on the phone. What is taken again
 * replaces what was there, but never what was done here and is not sent yet.
 */
export async function takeOne(phone: Phone, id: string): Promise<Pack> {
  const along = await call(takeAlong, { id, phone: phone.id }).catch((error: unknown) => {
    if (!isHeldByColleague(error)) throw error
    return call(takeAlong, { id, phone: phone.id, companion: true })
  })
  const { enterprise, facts } = along.file
  const history = await historyOf({ enterpriseId: enterprise.id, year: facts.cap.year, but: id })
  const pack: Pack = { along, ...history }
  const isAhead = actsAhead(phone.commands(), id).length > 0
  await phone.vault.write([
    { kind: 'pack', id, value: pack },
    ...(isAhead ? [] : [{ kind: 'visit' as const, id, value: { file: along.file, papersAhead: [] } }]),
  ])
  return pack
}

type HistoryAsk = { readonly enterpriseId: string; readonly year: number; readonly but?: string }

/** What is still open at a business, and when it was visited last this year, but for one visit. */
export async function historyOf({
  enterpriseId,
  year,
  but,
}: HistoryAsk): Promise<Pick<Pack, 'hazards' | 'lastVisitOn'>> {
  const [known, ledger] = await Promise.all([
    call(listHazards, { enterpriseId }),
    call(yearOfVisits, { enterpriseId, year }),
  ])
  const made = ledger.visits.flatMap(({ state, inspectionId, on }) =>
    state === 'committed' && inspectionId !== but ? [on] : [],
  )
  return { hazards: openHazards(known.hazards), lastVisitOn: made.sort().at(-1) ?? null }
}

/** A colleague's phone writes the papers of this visit: this one goes along and hands over what it has. */
const isHeldByColleague = (error: unknown): boolean =>
  error instanceof RefusedAnswer && error.refusals.every(({ code }) => code === 'lease-held-by-other')

/** Below this a day of photos may not fit. */
const ROOM_MIN = 200 * 1024 * 1024

export const megabytes = (bytes: number) =>
  bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(bytes < 10_485_760 ? 1 : 0)} MB`

/** How much room is left where it is little; null while there is enough. */
export async function scarceRoom(): Promise<string | null> {
  const free = await freeBytes()
  return free !== null && free < ROOM_MIN ? megabytes(free) : null
}

/** Free room on the phone in bytes; null where the browser does not tell. */
async function freeBytes(): Promise<number | null> {
  const told = await navigator.storage?.estimate?.().catch(() => null)
  return told?.quota === undefined ? null : told.quota - (told.usage ?? 0)
}

/** Asks the browser not to clear what lies here when room gets short. */
export const askToPersist = async (): Promise<boolean> =>
  (await navigator.storage?.persisted?.().catch(() => false)) ||
  (await navigator.storage?.persist?.().catch(() => false)) ||
  false
