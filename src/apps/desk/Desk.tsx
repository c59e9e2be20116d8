import {
  AuditOutlined,
  BankOutlined,
  BookOutlined,
  CalendarOutlined,
  FileTextOutlined,
  HomeOutlined,
  LogoutOutlined,
  NotificationOutlined,
  SafetyCertificateOutlined,
  SearchOutlined,
  UserOutlined,
} from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { Suspense, type ReactNode } from 'react'
import { Link, Navigate, Route, Routes, useLocation } from 'react-router'
import { signOut } from '../../contexts/people/contract.ts'
import { AppShell, type NavItem } from '../ui/AppShell.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { RefusalList } from '../ui/RefusalList.tsx'
import { PAGES } from './pages.ts'
import { SessionGate, useMe, useWhyNotPermitted } from './session/session.tsx'
import { useAct } from './session/use-act.ts'
import { words } from './words.ts'

const NAV: readonly NavItem[] = [
  { to: '/', label: words.nav.today, icon: <HomeOutlined /> },
  { to: '/enterprises', label: words.nav.enterprises, icon: <BankOutlined /> },
  { to: '/planning', label: words.nav.planning, icon: <CalendarOutlined /> },
  { to: '/inspections', label: words.nav.inspections, icon: <SearchOutlined /> },
  { to: '/cases', label: words.nav.cases, icon: <FileTextOutlined /> },
  { to: '/law', label: words.nav.law, icon: <BookOutlined /> },
  { to: '/publicity', label: words.nav.publicity, icon: <NotificationOutlined /> },
  { to: '/people', label: words.nav.people, icon: <SafetyCertificateOutlined /> },
  { to: '/journal', label: words.nav.journal, icon: <AuditOutlined /> },
]

export function Desk() {
  return (
    <SessionGate>
      <SignedIn />
    </SessionGate>
  )
}

function SignedIn() {
  const me = useMe()
  const { pathname } = useLocation()
  if (me.kind !== 'officer') return <NotForYou />
  if (me.mustChangePassword && pathname !== '/account') return <Navigate to="/account" replace />
  return (
    <AppShell name={words.name} place={me.bureau?.name ?? ''} nav={NAV} tools={<Tools />}>
      <Suspense
        fallback={
          <Spin description={words.session.opening}>
            <div style={{ minHeight: 240 }} />
          </Spin>
        }
      >
        <Routes>
          {PAGES.map(({ path, may, page: Page }) => (
            <Route
              key={path}
              path={path}
              element={
                may ? (
                  <For may={may}>
                    <Page />
                  </For>
                ) : (
                  <Page />
                )
              }
            />
          ))}
          <Route path="*" element={<Nowhere />} />
        </Routes>
      </Suspense>
    </AppShell>
  )
}

/** A page for those who may; everybody else reads why not, without a call that could only be refused. */
function For({ may, children }: { may: string; children: ReactNode }) {
  const refusals = useWhyNotPermitted()(may)
  if (refusals.length === 0) return children
  return (
    <>
      <PageHeader title={words.session.closed} />
      <RefusalList refusals={refusals} />
    </>
  )
}

function Tools() {
  const me = useMe()
  const { submit, busy } = useAct(signOut, { after: () => window.location.reload() })
  return (
    <>
      <Link to="/account" className="tool-link">
        <UserOutlined aria-hidden="true" /> {me.name}
      </Link>
      <Button
        type="text"
        icon={<LogoutOutlined />}
        aria-label={words.session.signOut}
        loading={busy}
        onClick={() => void submit({})}
      />
    </>
  )
}

/** A business has its own door; the bureau's desk would show it nothing but refusals. */
function NotForYou() {
  return (
    <AppShell name={words.name} nav={[]} tools={<Tools />}>
      <EmptyState isPage title={words.session.notForYou} action={<a href="/portal/mine">{words.session.toPortal}</a>}>
        {words.session.notForYouMend}
      </EmptyState>
    </AppShell>
  )
}

function Nowhere() {
  return (
    <>
      <PageHeader title={words.nowhere.title} />
      <EmptyState title={words.nowhere.says} action={<Link to="/">{words.nowhere.back}</Link>} />
    </>
  )
}
