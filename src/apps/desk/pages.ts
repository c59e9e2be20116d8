import { lazy, type ComponentType } from 'react'

/** A page that is loaded when it is first opened. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }))

type DeskPage = {
  /** Below /desk; '' is the first page. */
  readonly path: string
  /** The permission without which the page explains itself instead; left out where everybody signed in may enter. */
  readonly may?: string
  readonly page: ComponentType
}

const enterpriseForm = page(() => import('./enterprise/EnterpriseFormPage.tsx'), 'EnterpriseFormPage')
const imports = page(() => import('./enterprise/ImportPage.tsx'), 'ImportPage')
const plan = page(() => import('./inspection/PlanPage.tsx'), 'PlanPage')
const compendiumForm = page(() => import('./law/CompendiumFormPage.tsx'), 'CompendiumFormPage')
const casePage = page(() => import('./casework/CasePage.tsx'), 'CasePage')

/** Every page of the desk. A new page is a new row. */
export const PAGES: readonly DeskPage[] = [
  { path: '', page: page(() => import('./today/TodayPage.tsx'), 'TodayPage') },
  {
    path: 'enterprises',
    may: 'registry.read',
    page: page(() => import('./enterprise/EnterprisesPage.tsx'), 'EnterprisesPage'),
  },
  { path: 'enterprises/new', may: 'registry.write', page: enterpriseForm },
  { path: 'enterprises/import', may: 'registry.import', page: imports },
  { path: 'enterprises/import/:id', may: 'registry.import', page: imports },
  {
    path: 'enterprises/population',
    may: 'registry.read',
    page: page(() => import('./enterprise/PopulationPage.tsx'), 'PopulationPage'),
  },
  {
    path: 'enterprises/:id',
    may: 'registry.read',
    page: page(() => import('./enterprise/EnterprisePage.tsx'), 'EnterprisePage'),
  },
  {
    path: 'enterprises/:id/merge/:other',
    may: 'registry.merge',
    page: page(() => import('./enterprise/MergePage.tsx'), 'MergePage'),
  },
  { path: 'enterprises/:id/edit', may: 'registry.write', page: enterpriseForm },
  { path: 'planning', may: 'planning.read', page: page(() => import('./planning/PlanningPage.tsx'), 'PlanningPage') },
  {
    path: 'planning/key-lists',
    may: 'planning.read',
    page: page(() => import('./planning/KeyListsPage.tsx'), 'KeyListsPage'),
  },
  {
    path: 'planning/key-lists/:id',
    may: 'planning.read',
    page: page(() => import('./planning/KeyListPage.tsx'), 'KeyListPage'),
  },
  {
    path: 'planning/key-periods',
    may: 'planning.read',
    page: page(() => import('./planning/KeyPeriodsPage.tsx'), 'KeyPeriodsPage'),
  },
  {
    path: 'planning/key-periods/new',
    may: 'planning.plan',
    page: page(() => import('./planning/KeyPeriodForm.tsx'), 'KeyPeriodFormPage'),
  },
  {
    path: 'planning/key-periods/:id',
    may: 'planning.read',
    page: page(() => import('./planning/KeyPeriodPage.tsx'), 'KeyPeriodPage'),
  },
  {
    path: 'planning/annual',
    may: 'planning.read',
    page: page(() => import('./planning/AnnualPlansPage.tsx'), 'AnnualPlansPage'),
  },
  {
    path: 'planning/annual/new',
    may: 'planning.plan',
    page: page(() => import('./planning/AnnualFormPage.tsx'), 'AnnualFormPage'),
  },
  {
    path: 'planning/annual/:id',
    may: 'planning.read',
    page: page(() => import('./planning/AnnualPlanPage.tsx'), 'AnnualPlanPage'),
  },
  {
    path: 'planning/year-board',
    may: 'planning.read',
    page: page(() => import('./planning/YearBoardPage.tsx'), 'YearBoardPage'),
  },
  {
    path: 'planning/draws/new',
    may: 'planning.plan',
    page: page(() => import('./planning/DrawForm.tsx'), 'DrawFormPage'),
  },
  { path: 'planning/draws/:id', may: 'planning.read', page: page(() => import('./planning/DrawPage.tsx'), 'DrawPage') },
  {
    path: 'planning/specials/new',
    may: 'planning.plan',
    page: page(() => import('./planning/SpecialForm.tsx'), 'SpecialFormPage'),
  },
  {
    path: 'planning/specials/:id',
    may: 'planning.read',
    page: page(() => import('./planning/SpecialPage.tsx'), 'SpecialPage'),
  },
  { path: 'planning/joint', may: 'planning.read', page: page(() => import('./planning/JointPage.tsx'), 'JointPage') },
  {
    path: 'planning/coverage',
    may: 'planning.read',
    page: page(() => import('./planning/CoveragePage.tsx'), 'CoveragePage'),
  },
  {
    path: 'planning/deployments',
    may: 'planning.read',
    page: page(() => import('./planning/DeploymentPage.tsx'), 'DeploymentPage'),
  },
  {
    path: 'planning/town-matters',
    may: 'planning.read',
    page: page(() => import('./planning/TownMattersPage.tsx'), 'TownMattersPage'),
  },
  {
    path: 'planning/linter',
    may: 'planning.read',
    page: page(() => import('./planning/LinterPage.tsx'), 'LinterPage'),
  },
  {
    path: 'planning/watch',
    may: 'inspection.watch',
    page: page(() => import('./planning/WatchPage.tsx'), 'WatchPage'),
  },
  {
    path: 'inspections',
    may: 'inspection.read',
    page: page(() => import('./inspection/InspectionsPage.tsx'), 'InspectionsPage'),
  },
  {
    path: 'inspections/guidance',
    may: 'inspection.read',
    page: page(() => import('./inspection/GuidancePage.tsx'), 'GuidancePage'),
  },
  { path: 'inspections/new', may: 'inspection.draft', page: plan },
  {
    path: 'inspections/:id',
    may: 'inspection.read',
    page: page(() => import('./inspection/InspectionPage.tsx'), 'InspectionPage'),
  },
  { path: 'inspections/:id/plan', may: 'inspection.draft', page: plan },
  { path: 'cases', may: 'casework.read', page: page(() => import('./casework/CasesPage.tsx'), 'CasesPage') },
  {
    path: 'board',
    may: 'casework.read',
    page: page(() => import('./casework/BoardPage.tsx'), 'BoardPage'),
  },
  {
    path: 'proceedings',
    may: 'casework.read',
    page: page(() => import('./casework/ProceedingsPage.tsx'), 'ProceedingsPage'),
  },
  {
    path: 'proceedings/:id',
    may: 'casework.read',
    page: page(() => import('./casework/ProceedingsPage.tsx'), 'ProceedingPage'),
  },
  { path: 'cases/new', may: 'casework.file', page: page(() => import('./casework/FilingPage.tsx'), 'FilingPage') },
  {
    path: 'cases/unequal',
    may: 'casework.read',
    page: page(() => import('./casework/EqualCasesReport.tsx'), 'EqualCasesReport'),
  },
  {
    path: 'cases/reviews',
    may: 'casework.read',
    page: page(() => import('./casework/FileReviewsPage.tsx'), 'FileReviewsPage'),
  },
  {
    path: 'cases/reviews/:id',
    may: 'casework.read',
    page: page(() => import('./casework/FileReviewPage.tsx'), 'FileReviewPage'),
  },
  {
    path: 'cases/reviews/:id/:caseId',
    may: 'casework.read',
    page: page(() => import('./casework/FileSheetPage.tsx'), 'FileSheetPage'),
  },
  {
    path: 'cases/orders',
    may: 'casework.read',
    page: page(() => import('./casework/OrdersPage.tsx'), 'OrdersPage'),
  },
  { path: 'cases/:id', may: 'casework.read', page: casePage },
  { path: 'cases/:id/:step', may: 'casework.read', page: casePage },
  { path: 'law', page: page(() => import('./law/LawPage.tsx'), 'LawPage') },
  { path: 'law/library', page: page(() => import('./law/StatutesPage.tsx'), 'StatutesPage') },
  { path: 'law/library/:title', page: page(() => import('./law/StatutePage.tsx'), 'StatutePage') },
  { path: 'law/standards', page: page(() => import('./law/StandardsPage.tsx'), 'StandardsPage') },
  { path: 'law/standards/:number', page: page(() => import('./law/StandardPage.tsx'), 'StandardPage') },
  { path: 'law/changes', may: 'law.read', page: page(() => import('./law/ChangesPage.tsx'), 'ChangesPage') },
  {
    path: 'law/changes/new',
    may: 'law.maintain',
    page: page(() => import('./law/ChangeDraftPage.tsx'), 'ChangeDraftPage'),
  },
  {
    path: 'law/changes/import',
    may: 'law.maintain',
    page: page(() => import('./law/ChangeImportPage.tsx'), 'ChangeImportPage'),
  },
  { path: 'law/changes/:id', may: 'law.read', page: page(() => import('./law/ChangePage.tsx'), 'ChangePage') },
  { path: 'law/layers', page: page(() => import('./law/OverlayLayersPage.tsx'), 'OverlayLayersPage') },
  { path: 'law/matters', page: page(() => import('./law/MatterPage.tsx'), 'MatterPage') },
  {
    path: 'law/samples',
    may: 'hazard.read',
    page: page(() => import('./hazard/SamplesPage.tsx'), 'SamplesPage'),
  },
  {
    path: 'law/compendium',
    may: 'law.read',
    page: page(() => import('./law/CompendiumPage.tsx'), 'CompendiumPage'),
  },
  { path: 'law/compendium/new', may: 'law.maintain', page: compendiumForm },
  { path: 'law/compendium/:id/edit', may: 'law.maintain', page: compendiumForm },
  {
    path: 'law/compendium/:id',
    may: 'law.read',
    page: page(() => import('./law/CompendiumCasePage.tsx'), 'CompendiumCasePage'),
  },
  { path: 'law/checklists', page: page(() => import('./law/ChecklistsPage.tsx'), 'ChecklistsPage') },
  {
    path: 'law/impact',
    may: 'casework.read',
    page: page(() => import('./law/ChangeImpactPage.tsx'), 'ChangeImpactPage'),
  },
  {
    path: 'law/report',
    may: 'law.read',
    page: page(() => import('./law/OverlayReportPage.tsx'), 'OverlayReportPage'),
  },
  { path: 'law/:instrument/:article', page: page(() => import('./law/ArticlePage.tsx'), 'ArticlePage') },
  { path: 'papers/forms', may: 'document.read', page: page(() => import('./paper/FormsPage.tsx'), 'FormsPage') },
  { path: 'papers/forms/:code', may: 'document.read', page: page(() => import('./paper/FormPage.tsx'), 'FormPage') },
  {
    path: 'papers/editions/:id',
    may: 'document.read',
    page: page(() => import('./paper/EditionPage.tsx'), 'EditionPage'),
  },
  {
    path: 'papers/:id/correct',
    may: 'document.write',
    page: page(() => import('./paper/CorrectionPage.tsx'), 'CorrectionPage'),
  },
  {
    path: 'publicity',
    may: 'publicity.read',
    page: page(() => import('./publicity/PublicityPage.tsx'), 'PublicityPage'),
  },
  { path: 'people', may: 'people.read', page: page(() => import('./people/PeoplePage.tsx'), 'PeoplePage') },
  {
    path: 'operations',
    may: 'audit.verify',
    page: page(() => import('./audit/OperationsPage.tsx'), 'OperationsPage'),
  },
  { path: 'journal', page: page(() => import('./audit/JournalPage.tsx'), 'JournalPage') },
  { path: 'journal/:kind/:id', may: 'audit.read', page: page(() => import('./audit/ActsPage.tsx'), 'ActsPage') },
  { path: 'account', page: page(() => import('./people/AccountPage.tsx'), 'AccountPage') },
]
