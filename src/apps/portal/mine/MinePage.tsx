import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { NavLink, Route, Routes } from 'react-router'
import { signIn, signOut, type Me } from '../../../contexts/people/contract.ts'
import { call } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { rememberSignedIn, wasSignedIn } from '../../ui/session-hint.ts'
import { SignIn } from '../../ui/SignIn.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useWho } from '../api.ts'
import { Loading } from '../Loading.tsx'
import { Page } from '../Page.tsx'
import { useTitle } from '../use-title.ts'
import { words } from '../words.ts'
import { HazardsPage } from './HazardsPage.tsx'
import { MoreTimePage } from './MoreTimePage.tsx'
import { PapersPage } from './PapersPage.tsx'
import { ReportPage } from './ReportPage.tsx'
import { RightsList } from './RightsPage.tsx'
import { SelfReportPage } from './SelfReportPage.tsx'
import { SelfReportsPage } from './SelfReportsPage.tsx'
import { VisitsOfYear } from './VisitsPage.tsx'
import { words as selfReport } from './words-self-report.ts'

/** What one business sees of itself: what to put right, its papers, its visits of the year, its rights. */
export function MinePage() {
  const who = useWho()
  const queries = useQueryClient()
  const [wasHere, setWasHere] = useState(false)
  useTitle(words.mine)
  if (who.data && !wasHere) setWasHere(true)
  if (who.isPending)
    return (
      <Page>
        <Loading />
      </Page>
    )
  if (who.error)
    return (
      <Page>
        <TroubleNotice trouble={troubleOf(who.error)} />
      </Page>
    )
  if (!who.data) {
    return (
      <div id="content" tabIndex={-1}>
        <SignIn
          title={words.mineWords.signInTitle}
          under={words.mineWords.signInUnder}
          ended={wasHere && wasSignedIn()}
          onSignIn={({ account, ...given }, key) => call(signIn, { username: account, ...given }, { key })}
          onDone={() => {
            rememberSignedIn(true)
            return queries.invalidateQueries()
          }}
        />
      </div>
    )
  }
  if (who.data.kind !== 'enterprise' || !who.data.enterpriseId) {
    return (
      <Page>
        <EmptyState isPage title={words.mineWords.notEnterprise} action={<a href="/desk/">{words.mineWords.toDesk}</a>}>
          {words.mineWords.notEnterpriseMend}
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page>
      <Mine me={who.data} enterpriseId={who.data.enterpriseId} />
    </Page>
  )
}

function Mine({ me, enterpriseId }: { me: Me; enterpriseId: string }) {
  const queries = useQueryClient()
  const leave = async () => {
    await call(signOut, {}).catch(() => null)
    rememberSignedIn(false)
    await queries.resetQueries({ queryKey: ['me'] })
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  }
  const { tabs } = words.mineWords
  return (
    <>
      <div className="card-top">
        <h1>{me.name || words.mineWords.title}</h1>
        <Button onClick={() => void leave()}>{words.signOut}</Button>
      </div>
      <nav className="tabs" aria-label={words.mineWords.title}>
        <NavLink to="/mine" end>
          {tabs.hazards}
        </NavLink>
        <NavLink to="/mine/self-reports">{selfReport.tab}</NavLink>
        <NavLink to="/mine/papers">{tabs.papers}</NavLink>
        <NavLink to="/mine/visits">{tabs.visits}</NavLink>
        <NavLink to="/mine/rights">{tabs.rights}</NavLink>
      </nav>
      <Routes>
        <Route index element={<HazardsPage />} />
        <Route path="report/:hazardId" element={<ReportPage />} />
        <Route path="more-time/:hazardId" element={<MoreTimePage />} />
        <Route path="self-reports" element={<SelfReportsPage />} />
        <Route path="self-report" element={<SelfReportPage />} />
        <Route path="papers" element={<PapersPage enterpriseId={enterpriseId} />} />
        <Route
          path="visits"
          element={
            <>
              <h2>{words.mineWords.visits}</h2>
              <VisitsOfYear enterpriseId={enterpriseId} />
            </>
          }
        />
        <Route
          path="rights"
          element={
            <>
              <h2>{words.mineWords.rights}</h2>
              <RightsList />
            </>
          }
        />
      </Routes>
    </>
  )
}
