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
import { lazy, Suspense, type ComponentType, type ReactNode } from 'react'
import { Link, Navigate, Route, Routes, useLocation } from 'react-router'
import { signOut } from '../../contexts/people/contract.ts'
import { AppShell, type NavItem } from '../ui/AppShell.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { RefusalList } from '../ui/RefusalList.tsx'
import { SessionGate, useMe, useWhyNotPermitted } from './session/session.tsx'
import { useAct } from './session/use-act.ts'
import { words } from './words.ts'

/** A page that is loaded when it is first opened. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }))

const pages = {
  today: page(() => import('./today/TodayPage.tsx'), 'TodayPage'),
  enterprises: page(() => import('./enterprise/EnterprisesPage.tsx'), 'EnterprisesPage'),
  enterprise: page(() => import('./enterprise/EnterprisePage.tsx'), 'EnterprisePage'),
  enterpriseForm: page(() => import('./enterprise/EnterpriseFormPage.tsx'), 'EnterpriseFormPage'),
  imports: page(() => import('./enterprise/ImportPage.tsx'), 'ImportPage'),
  inspections: page(() => import('./inspection/InspectionsPage.tsx'), 'InspectionsPage'),
  plan: page(() => import('./inspection/PlanPage.tsx'), 'PlanPage'),
  inspection: page(() => import('./inspection/InspectionPage.tsx'), 'InspectionPage'),
  planning: page(() => import('./planning/PlanningPage.tsx'), 'PlanningPage'),
  drawForm: page(() => import('./planning/DrawForm.tsx'), 'DrawFormPage'),
  draw: page(() => import('./planning/DrawPage.tsx'), 'DrawPage'),
  specialForm: page(() => import('./planning/SpecialForm.tsx'), 'SpecialFormPage'),
  special: page(() => import('./planning/SpecialPage.tsx'), 'SpecialPage'),
  cases: page(() => import('./casework/CasesPage.tsx'), 'CasesPage'),
  filing: page(() => import('./casework/FilingPage.tsx'), 'FilingPage'),
  case: page(() => import('./casework/CasePage.tsx'), 'CasePage'),
  law: page(() => import('./law/LawPage.tsx'), 'LawPage'),
  article: page(() => import('./law/ArticlePage.tsx'), 'ArticlePage'),
  publicity: page(() => import('./publicity/PublicityPage.tsx'), 'PublicityPage'),
  people: page(() => import('./people/PeoplePage.tsx'), 'PeoplePage'),
  journal: page(() => import('./audit/JournalPage.tsx'), 'JournalPage'),
  acts: page(() => import('./audit/ActsPage.tsx'), 'ActsPage'),
  account: page(() => import('./people/AccountPage.tsx'), 'AccountPage'),
}

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
          <Route index element={<pages.today />} />
          <Route
            path="enterprises"
            element={
              <For may="registry.read">
                <pages.enterprises />
              </For>
            }
          />
          <Route
            path="enterprises/new"
            element={
              <For may="registry.write">
                <pages.enterpriseForm />
              </For>
            }
          />
          <Route
            path="enterprises/import"
            element={
              <For may="registry.import">
                <pages.imports />
              </For>
            }
          />
          <Route
            path="enterprises/import/:id"
            element={
              <For may="registry.import">
                <pages.imports />
              </For>
            }
          />
          <Route
            path="enterprises/:id"
            element={
              <For may="registry.read">
                <pages.enterprise />
              </For>
            }
          />
          <Route
            path="enterprises/:id/edit"
            element={
              <For may="registry.write">
                <pages.enterpriseForm />
              </For>
            }
          />
          <Route
            path="planning"
            element={
              <For may="planning.read">
                <pages.planning />
              </For>
            }
          />
          <Route
            path="planning/draws/new"
            element={
              <For may="planning.plan">
                <pages.drawForm />
              </For>
            }
          />
          <Route
            path="planning/draws/:id"
            element={
              <For may="planning.read">
                <pages.draw />
              </For>
            }
          />
          <Route
            path="planning/specials/new"
            element={
              <For may="planning.plan">
                <pages.specialForm />
              </For>
            }
          />
          <Route
            path="planning/specials/:id"
            element={
              <For may="planning.read">
                <pages.special />
              </For>
            }
          />
          <Route
            path="inspections"
            element={
              <For may="inspection.read">
                <pages.inspections />
              </For>
            }
          />
          <Route
            path="inspections/new"
            element={
              <For may="inspection.draft">
                <pages.plan />
              </For>
            }
          />
          <Route
            path="inspections/:id"
            element={
              <For may="inspection.read">
                <pages.inspection />
              </For>
            }
          />
          <Route
            path="inspections/:id/plan"
            element={
              <For may="inspection.draft">
                <pages.plan />
              </For>
            }
          />
          <Route
            path="cases"
            element={
              <For may="casework.read">
                <pages.cases />
              </For>
            }
          />
          <Route
            path="cases/new"
            element={
              <For may="casework.file">
                <pages.filing />
              </For>
            }
          />
          <Route
            path="cases/:id"
            element={
              <For may="casework.read">
                <pages.case />
              </For>
            }
          />
          <Route
            path="cases/:id/:step"
            element={
              <For may="casework.read">
                <pages.case />
              </For>
            }
          />
          <Route path="law" element={<pages.law />} />
          <Route path="law/:instrument/:article" element={<pages.article />} />
          <Route
            path="publicity"
            element={
              <For may="publicity.read">
                <pages.publicity />
              </For>
            }
          />
          <Route
            path="people"
            element={
              <For may="people.read">
                <pages.people />
              </For>
            }
          />
          <Route path="journal" element={<pages.journal />} />
          <Route
            path="journal/:kind/:id"
            element={
              <For may="audit.read">
                <pages.acts />
              </For>
            }
          />
          <Route path="account" element={<pages.account />} />
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
