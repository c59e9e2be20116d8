import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, Navigate, useParams } from 'react-router'
import { openDoor } from '../../contexts/registry/contract.ts'
import { call, Offline } from '../client.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TroubleNotice } from '../ui/RefusalList.tsx'
import { troubleOf } from '../ui/trouble.ts'
import { useToday } from './api.ts'
import type { Phone } from './offline/phone.ts'
import { usePhone } from './offline/PhoneProvider.tsx'
import { Screen } from './Screen.tsx'
import { among, standBysOn } from './urgent/stand-by.ts'
import { words } from './words.ts'

/** Without network the door is known by what was taken along. */
async function doorKept(phone: Phone | null, token: string, error: unknown) {
  const [kept] = phone && error instanceof Offline ? await among(await standBysOn(phone), token) : []
  if (!kept) throw error
  return kept.along.enterprise
}

/** A door code opened with the phone's own camera: an officer lands in the visit that is approved for this door. */
export function DoorLink() {
  const { token = '' } = useParams()
  const phone = usePhone()?.phone ?? null
  const door = useQuery({
    queryKey: ['door', token, phone?.id],
    queryFn: () => call(openDoor, { token }).catch((error: unknown) => doorKept(phone, token, error)),
    retry: false,
  })
  const today = useToday()
  const visit = today.data?.inspections.find(
    ({ enterpriseId, state }) => enterpriseId === door.data?.id && (state === 'approved' || state === 'entered'),
  )
  if (visit)
    return (
      <Navigate
        to={visit.state === 'approved' ? `/visit/${visit.id}/door?code=${token}` : `/visit/${visit.id}`}
        replace
      />
    )
  const trouble = door.error ?? today.error
  return (
    <Screen title={door.data?.name ?? words.door.title} back="/">
      {trouble && <TroubleNotice trouble={troubleOf(trouble)} />}
      {!trouble && (door.isPending || today.isPending) && (
        <p role="status" className="soft centered">
          {words.loading}
        </p>
      )}
      {door.data && today.data && (
        <>
          <EmptyState title={words.door.noVisit} action={<Link to="/">{words.door.toToday}</Link>}>
            {words.door.noVisitMend}
          </EmptyState>
          {phone && (
            <Link className="adm-button adm-button-default adm-button-block big link-button" to="/urgent">
              {words.today.unplanned}
            </Link>
          )}
        </>
      )}
    </Screen>
  )
}

/** Whoever is no officer belongs to the portal's page of the same door. */
export function ToPortalDoor({ token }: { token: string }) {
  useEffect(() => window.location.replace(`/portal/door/${encodeURIComponent(token)}`), [token])
  return (
    <Screen title={words.door.title}>
      <p role="status" className="soft centered">
        {words.loading}
      </p>
    </Screen>
  )
}
