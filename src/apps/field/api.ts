import { useQuery } from '@tanstack/react-query'
import { addEvidence } from '../../contexts/evidence/contract.ts'
import { getInspection, todaysInspections, listInspections } from '../../contexts/inspection/contract.ts'
import { getMe } from '../../contexts/people/contract.ts'
import type { Me } from '../../contexts/people/contract.ts'
import type { Asker } from '../../kernel/asker.ts'
import { call } from '../client.ts'
import type { PhotoRef } from './visit/draft.ts'
import { findPhoto } from './visit/photo-store.ts'

export const useMe = () => useQuery({ queryKey: ['me'], queryFn: () => call(getMe, {}) })

export const useToday = () => useQuery({ queryKey: ['today'], queryFn: () => call(todaysInspections, {}) })

export const useFound = (search: string) =>
  useQuery({
    queryKey: ['inspections', search],
    queryFn: () => call(listInspections, { mine: 'true', search }),
    enabled: search.trim() !== '',
  })

export const visitKey = (id: string) => ['visit', id]

export const useVisit = (id: string) => useQuery({ queryKey: visitKey(id), queryFn: () => call(getInspection, { id }) })

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
