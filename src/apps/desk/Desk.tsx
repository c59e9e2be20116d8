import {
  AuditOutlined, BankOutlined, BookOutlined, FileTextOutlined, HomeOutlined, LogoutOutlined, NotificationOutlined, SafetyCertificateOutlined, SearchOutlined, UserOutlined,
} from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { lazy, Suspense, type ComponentType } from 'react'
import { Link, Navigate, Route, Routes, useLocation } from 'react-router'
import { signOut } from '../../contexts/people/contract.ts'
import { AppShell, type NavItem } from '../ui/AppShell.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SessionGate, useMe } from './session/session.tsx'
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
  { to: '/inspections', label: words.nav.inspections, icon: <SearchOutlined /> },
  { to: '/cases', label: words.nav.cases, icon: <FileTextOutlined /> },
  { to: '/law', label: words.nav.law, icon: <BookOutlined /> },
  { to: '/publicity', label: words.nav.publicity, icon: <NotificationOutlined /> },
  { to: '/people', label: words.nav.people, icon: <SafetyCertificateOutlined /> },
  { to: '/journal', label: words.nav.journal, icon: <AuditOutlined /> },
]

export function Desk() {
  return <SessionGate><SignedIn /></SessionGate>
}

function SignedIn() {
  const me = useMe()
  const { pathname } = useLocation()
  if (me.mustChangePassword && pathname !== '/account') return <Navigate to="/account" replace />
  return (
    <AppShell name={words.name} place={me.bureau?.name ?? ''} nav={NAV} tools={<Tools />}>
      <Suspense fallback={<Spin description={words.session.opening}><div style={{ minHeight: 240 }} /></Spin>}>
        <Routes>
          <Route index element={<pages.today />} />
          <Route path="enterprises" element={<pages.enterprises />} />
          <Route path="enterprises/new" element={<pages.enterpriseForm />} />
          <Route path="enterprises/import" element={<pages.imports />} />
          <Route path="enterprises/import/:id" element={<pages.imports />} />
          <Route path="enterprises/:id" element={<pages.enterprise />} />
          <Route path="enterprises/:id/edit" element={<pages.enterpriseForm />} />
          <Route path="inspections" element={<pages.inspections />} />
          <Route path="inspections/new" element={<pages.plan />} />
          <Route path="inspections/:id" element={<pages.inspection />} />
          <Route path="inspections/:id/plan" element={<pages.plan />} />
          <Route path="cases" element={<pages.cases />} />
          <Route path="cases/new" element={<pages.filing />} />
          <Route path="cases/:id" element={<pages.case />} />
          <Route path="cases/:id/:step" element={<pages.case />} />
          <Route path="law" element={<pages.law />} />
          <Route path="law/:instrument/:article" element={<pages.article />} />
          <Route path="publicity" element={<pages.publicity />} />
          <Route path="people" element={<pages.people />} />
          <Route path="journal" element={<pages.journal />} />
          <Route path="journal/:kind/:id" element={<pages.acts />} />
          <Route path="account" element={<pages.account />} />
          <Route path="*" element={<Nowhere />} />
        </Routes>
      </Suspense>
    </AppShell>
  )
}

function Tools() {
  const me = useMe()
  const { submit, busy } = useAct(signOut, { after: () => window.location.reload() })
  return (
    <>
      <Link to="/account" className="tool-link"><UserOutlined aria-hidden="true" /> {me.name}</Link>
      <Button type="text" icon={<LogoutOutlined />} aria-label={words.session.signOut} loading={busy} onClick={() => void submit({})} />
    </>
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
