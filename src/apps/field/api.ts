import { useQuery } from '@tanstack/react-query'
import type { SpotPack } from '../../contexts/casework/contract/on-site.ts'
import { addEvidence } from '../../contexts/evidence/contract.ts'
import {
  getInspection,
  listInspections,
  todaysInspections,
  type InspectionFile,
} from '../../contexts/inspection/contract.ts'
import { getMe, type Me } from '../../contexts/people/contract.ts'
import type { Asker } from '../../kernel/asker.ts'
import { call, NotSignedIn, Offline } from '../client.ts'
import { actsAhead, hasJoinAhead } from './offline/outbox.ts'
import type { LocalVisit, Pack, Phone } from './offline/phone.ts'
import { renewSeat } from './offline/phone.ts'
import { usePhone } from './offline/PhoneProvider.tsx'
import { canKeep, openVault, readSeat } from './offline/vault.ts'
import { stockOn } from './spot/stock.ts'
import type { PhotoRef } from './visit/draft.ts'
import { findPhoto } from './visit/photo-store.ts'

/** A link that answers nothing for so long is no link. */
const PATIENCE_MS = 8_000
const patience = () => ({ signal: AbortSignal.timeout(PATIENCE_MS) })

/** Who is signed in; without network whoever was, as long as his seat lasts. */
export const useMe = () => useQuery({ queryKey: ['me'], queryFn: whoIsHere, retry: false })

async function whoIsHere(): Promise<Me> {
  try {
    const me = await call(getMe, {}, patience())
    if (canKeep() && me.kind === 'officer') await remember(me).catch(() => undefined)
    return me
  } catch (error) {
    if (!(error instanceof Offline) || !canKeep()) throw error
    const seat = await readSeat()
    if (!seat) throw error
    if (seat.until <= new Date().toISOString()) throw new NotSignedIn('the seat is over')
    const me = await (await openVault(seat.officerId)).get<Me>('me', 'me')
    if (!me) throw error
    return me
  }
}

async function remember(me: Me) {
  await (await openVault(me.id)).write([{ kind: 'me', id: 'me', value: me }])
  await renewSeat(me.id)
}

type TodayEntry = Awaited<ReturnType<typeof today>>['inspections'][number]
const today = () => call(todaysInspections, {}, patience())

const entryOf = ({ inspection, enterprise }: InspectionFile): TodayEntry => ({
  ...inspection,
  address: enterprise.address,
  dueOn: inspection.state === 'approved' ? inspection.plannedOn : inspection.rectifyBy,
})

/** Today's work as the office has it, changed by what was done here; without network what was taken along. */
export function useToday() {
  const phone = usePhone()?.phone ?? null
  return useQuery({
    queryKey: ['today', phone?.id],
    queryFn: async () => {
      const kept = phone ? await keptEntries(phone) : []
      const own = new Map(kept.map((entry) => [entry.id, entry]))
      const ahead = (id: string) => phone !== null && actsAhead(phone.commands(), id).length > 0
      try {
        const { inspections } = await today()
        const known = new Set(inspections.map(({ id }) => id))
        // A visit that began here without a plan is not in the office before its plan is.
        const begun = kept.filter(({ id }) => !known.has(id) && ahead(id))
        return {
          inspections: [
            ...begun,
            ...inspections.map((entry) => (ahead(entry.id) ? (own.get(entry.id) ?? entry) : entry)),
          ],
          isKept: false,
        }
      } catch (error) {
        if (!(error instanceof Offline) || own.size === 0) throw error
        return { inspections: kept, isKept: true }
      }
    },
  })
}

/** Own visits by name or address; without network among those that were taken along. */
export function useFound(search: string) {
  const phone = usePhone()?.phone ?? null
  const wanted = search.trim()
  return useQuery({
    queryKey: ['inspections', wanted, phone?.id],
    queryFn: () =>
      call(listInspections, { mine: 'true', search: wanted }, patience()).then(
        ({ inspections }) => ({ inspections }),
        async (error: unknown) => {
          if (!(error instanceof Offline) || !phone) throw error
          const kept = await keptEntries(phone)
          return { inspections: kept.filter((entry) => `${entry.enterpriseName}${entry.address}`.includes(wanted)) }
        },
      ),
    enabled: wanted !== '',
  })
}

/** What was taken along, in the order in which the days and names come. */
async function keptEntries(phone: Phone): Promise<TodayEntry[]> {
  const visits = await phone.vault.all<LocalVisit>('visit')
  return visits
    .map(({ file }) => entryOf(file))
    .filter(({ state }) => state !== 'concluded' && state !== 'cancelled')
    .sort((x, y) => x.plannedOn.localeCompare(y.plannedOn) || x.enterpriseName.localeCompare(y.enterpriseName, 'zh-CN'))
}

/** Ids of the visits for which something typed lies on the phone. */
export function useDraftIds(): ReadonlySet<string> {
  const phone = usePhone()?.phone ?? null
  const ids = useQuery({
    queryKey: ['drafts', phone?.id],
    queryFn: async () => (await phone?.vault.ids('draft')) ?? [],
    staleTime: 0,
  })
  return new Set(ids.data ?? [])
}

export const visitKey = (id: string) => ['visit', id]

/** One visit: the phone's own version as long as it is ahead of the office, else the office's; without network what lies here. */
export function useVisit(id: string) {
  const phone = usePhone()?.phone ?? null
  return useQuery({ queryKey: visitKey(id), queryFn: () => visitOf(phone, id) })
}

async function visitOf(phone: Phone | null, id: string): Promise<InspectionFile> {
  const own = phone ? await phone.visit(id) : null
  if (phone && own && (actsAhead(phone.commands(), id).length > 0 || hasJoinAhead(phone.commands(), id)))
    return own.file
  try {
    const file = await call(getInspection, { id }, patience())
    if (phone && own) await phone.vault.write([{ kind: 'visit', id, value: { file, papersAhead: [] } }])
    return file
  } catch (error) {
    if (error instanceof Offline && own) return own.file
    throw error
  }
}

/** What was taken along for a visit, for screens that show history without network. */
export function usePack(id: string): Pack | null {
  const phone = usePhone()?.phone ?? null
  const pack = useQuery({ queryKey: ['pack', id, phone?.id], queryFn: () => phone?.pack(id) ?? null })
  return pack.data ?? null
}

/** What this phone carries for interviews and penalties of any visit. */
export function useStock(): SpotPack | null {
  const phone = usePhone()?.phone ?? null
  const stock = useQuery({ queryKey: ['stock', phone?.id], queryFn: () => (phone ? stockOn(phone) : null) })
  return stock.data ?? null
}

/** The session as the rules want it. */
export const askerOf = (me: Me): Asker => ({
  id: me.id,
  name: me.name,
  kind: me.kind,
  region: me.region,
  roles: me.roles,
  permissions: me.permissions,
  ...(me.enterpriseId ? { enterpriseId: me.enterpriseId } : {}),
})

/** Sends a photo that waits on the device. The id of the photo is the key: a retry adds nothing twice. */
export async function sendPhoto(
  inspectionId: string,
  photo: PhotoRef,
  about: { proves: string; place: string },
): Promise<string | null> {
  const blob = await findPhoto(photo.id)
  if (!blob) return null
  const file = new File([blob], photo.name, { type: blob.type || 'image/jpeg' })
  const input = {
    id: photo.id,
    subjectKind: 'inspection' as const,
    subjectId: inspectionId,
    kind: 'audio-visual' as const,
    name: photo.name,
    proves: about.proves.slice(0, 500),
    place: about.place.slice(0, 200),
    sha256: photo.sha256,
    takenAt: photo.takenAt,
  }
  const evidence = await call(addEvidence, input, { key: `photo-${photo.id}`, takenAt: photo.takenAt, file })
  return evidence.id
}
