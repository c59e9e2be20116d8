import { lazy, Suspense } from 'react'
import { Link, NavLink, Outlet, Route, Routes, useLocation } from 'react-router'
import { DisplaySettings } from '../ui/AppShell.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx'
import { words as shared } from '../ui/words.ts'
import { Loading } from './Loading.tsx'
import { Page } from './Page.tsx'
import { DoorPage } from './public/DoorPage.tsx'
import { PenaltiesPage } from './public/PenaltiesPage.tsx'
import { PenaltyPage } from './public/PenaltyPage.tsx'
import { PowersPage } from './public/PowersPage.tsx'
import { PlanPage } from './public/PlanPage.tsx'
import { PlansPage } from './public/PlansPage.tsx'
import { TownPage } from './public/TownPage.tsx'
import { TownsPage } from './public/TownsPage.tsx'
import { words as plans } from './public/words-plans.ts'
import { words as powers } from './public/words-powers.ts'
import { VerifyPage } from './public/VerifyPage.tsx'
import { words } from './words.ts'

/** Only businesses read it: the public need not load it. */
const MinePage = lazy(() => import('./mine/MinePage.tsx').then(({ MinePage: page }) => ({ default: page })))

const NAV = [
  { to: '/', label: words.home },
  { to: '/plans', label: plans.nav },
  { to: '/powers', label: powers.nav },
  { to: '/verify', label: words.verify },
  { to: '/mine', label: words.mine },
] as const

export function App() {
  const { pathname } = useLocation()
  return (
    <div className="portal">
      <a className="skip-link" href="#content">
        {shared.skipToContent}
      </a>
      <header className="portal-top">
        <div className="portal-bar">
          <Link className="portal-mark" to="/">
            {words.app}
          </Link>
          <DisplaySettings />
        </div>
      </header>
      <nav className="portal-nav" aria-label={words.navigation}>
        <ul>
          {NAV.map(({ to, label }) => (
            <li key={to}>
              <NavLink to={to} end={to === '/'}>
                {label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <ErrorBoundary of={pathname}>
        <Suspense
          fallback={
            <Page>
              <Loading />
            </Page>
          }
        >
          <Pages />
        </Suspense>
      </ErrorBoundary>
      <footer className="portal-foot">{words.app}</footer>
    </div>
  )
}

const Pages = () => (
  <Routes>
    <Route
      element={
        <Page>
          <Outlet />
        </Page>
      }
    >
      <Route index element={<PenaltiesPage />} />
      <Route path="penalty/:id" element={<PenaltyPage />} />
      <Route path="plans" element={<PlansPage />} />
      <Route path="plans/:id" element={<PlanPage />} />
      <Route path="powers" element={<PowersPage />} />
      <Route path="towns" element={<TownsPage />} />
      <Route path="towns/:town" element={<TownPage />} />
      <Route path="verify" element={<VerifyPage />} />
      <Route path="verify/:token" element={<VerifyPage />} />
      <Route path="door/:token" element={<DoorPage />} />
      <Route
        path="*"
        element={
          <EmptyState isPage title={words.notFound} action={<Link to="/">{words.toHome}</Link>}>
            {words.notFoundMend}
          </EmptyState>
        }
      />
    </Route>
    <Route path="mine/*" element={<MinePage />} />
  </Routes>
)
