import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Navigate, Route, Routes, useMatch } from 'react-router'
import { signIn } from '../../contexts/people/contract.ts'
import { call, NotSignedIn } from '../client.ts'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TroubleNotice } from '../ui/RefusalList.tsx'
import { rememberSignedIn, wasSignedIn } from '../ui/session-hint.ts'
import { troubleOf } from '../ui/trouble.ts'
import { useMe } from './api.ts'
import { DoorLink, ToPortalDoor } from './DoorLink.tsx'
import { PhoneProvider } from './offline/PhoneProvider.tsx'
import { canKeep, forgetIfTold, readSeat } from './offline/vault.ts'
import { Screen } from './Screen.tsx'
import { SignIn } from './SignIn.tsx'
import { Today } from './Today.tsx'
import { VisitPage } from './visit/VisitPage.tsx'
import { words } from './words.ts'

const BusinessesPage = lazy(() =>
  import('./urgent/BusinessesPage.tsx').then((file) => ({ default: file.BusinessesPage })),
)
const BeginPage = lazy(() => import('./urgent/BeginPage.tsx').then((file) => ({ default: file.BeginPage })))
const OutboxPage = lazy(() => import('./offline/OutboxPage.tsx').then((file) => ({ default: file.OutboxPage })))

/** Nothing but the visit: who is not signed in signs in over it, and finds everything as he left it. */
export function App() {
  const me = useMe()
  const queries = useQueryClient()
  const [wasHere, setWasHere] = useState(false)
  if (me.data && !wasHere) setWasHere(true)
  useEffect(() => {
    if (!me.data) document.title = words.app
  }, [me.data])
  useSignedOutAnywhere()
  useForgetting(me.error instanceof NotSignedIn)
  const door = useMatch('/door/:token')?.params.token
  if (door && (me.error instanceof NotSignedIn || (me.data && me.data.kind !== 'officer')))
    return <ToPortalDoor token={door} />
  if (me.error instanceof NotSignedIn) {
    return (
      <SignIn
        ended={wasHere && wasSignedIn()}
        onSignIn={({ account, ...given }, key) => call(signIn, { username: account, ...given }, { key })}
        onDone={() => {
          rememberSignedIn(true)
          return queries.invalidateQueries()
        }}
      />
    )
  }
  if (me.isPending)
    return (
      <Screen title={words.app}>
        <p role="status" className="centered soft">
          {words.loading}
        </p>
      </Screen>
    )
  if (me.error)
    return (
      <Screen title={words.app}>
        <TroubleNotice trouble={troubleOf(me.error)} />
      </Screen>
    )
  if (me.data.kind !== 'officer') return <NotForYou />
  return (
    <ErrorBoundary>
      <PhoneProvider key={me.data.id} me={me.data}>
        <Suspense fallback={null}>
          <Routes>
            <Route index element={<Today me={me.data} />} />
            <Route path="outbox" element={<OutboxPage />} />
            <Route path="urgent" element={<BusinessesPage />} />
            <Route path="urgent/:enterpriseId" element={<BeginPage me={me.data} />} />
            <Route path="door/:token" element={<DoorLink />} />
            <Route path="visit/:id" element={<VisitPage me={me.data} />} />
            <Route path="visit/:id/:part" element={<VisitPage me={me.data} />} />
            <Route path="*" element={<Navigate to="/" replace />} />
          </Routes>
        </Suspense>
      </PhoneProvider>
    </ErrorBoundary>
  )
}

/**
 * When any call finds the session over, the question who is signed in is asked again, and the answer brings the sign-in
 * up.
 */
function useSignedOutAnywhere() {
  const queries = useQueryClient()
  useEffect(
    () =>
      queries.getQueryCache().subscribe(({ type, query }) => {
        if (type !== 'updated' || query.queryKey[0] === 'me') return
        if (query.state.error instanceof NotSignedIn) void queries.resetQueries({ queryKey: ['me'] })
      }),
    [queries],
  )
}

/** Whoever has left has no session: his phone hears at the sign-in that it must forget what lies in it. */
function useForgetting(isSignedOut: boolean) {
  useEffect(() => {
    if (!isSignedOut || !canKeep()) return
    void readSeat().then((seat) => (seat ? forgetIfTold(seat.phone) : false))
  }, [isSignedOut])
}

const NotForYou = () => (
  <Screen title={words.app}>
    <EmptyState title={words.notForYou} action={<a href="/portal/">{words.toPortal}</a>}>
      {words.notForYouMend}
    </EmptyState>
  </Screen>
)
