import { lifecycle } from '../../src/contexts/casework/transitions.ts'
import { INSPECTION_STATES } from '../../src/contexts/inspection/model.ts'
import type { DemoIds } from './demo-ids.ts'
import type { Screen } from './screens.ts'

/** One person and what he opens; `username` null is somebody who is not signed in. */
export type Visitor = { readonly who: string; readonly username: string | null; readonly screens: readonly Screen[] }

const COUNTY = '441322'
/** The letters in front of a bureau's usernames. */
const PREFIX: Readonly<Record<string, string>> = { '4413': 'hz', '441302': 'hc', '441303': 'hy', '441322': 'bl' }

const desk = (name: string, path = '', more: Partial<Screen> = {}): Screen => ({
  name: `desk-${name}`,
  path: `/desk/${path}`,
  ...more,
})
const field = (name: string, path = '', more: Partial<Screen> = {}): Screen => ({
  name: `field-${name}`,
  path: `/field/${path}`,
  ...more,
})
const portal = (name: string, path = '', more: Partial<Screen> = {}): Screen => ({
  name: `portal-${name}`,
  path: `/portal/${path}`,
  ...more,
})

const MENU = ['', 'enterprises', 'inspections', 'cases', 'law', 'publicity', 'people', 'journal', 'account']
/** Entries of the desk's menu, as whoever is signed in sees them. */
const menu = (who: string, paths: readonly string[] = MENU): Screen[] =>
  paths.map((path) => desk(`${who}-${path || 'today'}`, path))

const nobody = (ids: DemoIds): Visitor => ({
  who: 'nobody',
  username: null,
  screens: [
    desk('sign-in', '', { mayAnswer: [401] }),
    field('sign-in', '', { mayAnswer: [401] }),
    portal('sign-in', 'mine', { mayAnswer: [401] }),
    portal('penalties'),
    portal('penalty', `penalty/${ids.notice}`),
    portal('plans', 'plans'),
    portal('plan', `plans/${ids.annualPlan}`),
    portal('towns', 'towns'),
    portal('town', 'towns/441322119'),
    portal('powers', 'powers?region=441322'),
    portal('powers-inspection', 'powers?region=441322&kind=inspection'),
    portal('verify', 'verify'),
    portal('genuine', `verify/${ids.paperToken}`),
    portal('not-genuine', 'verify/AAAABBBBCCCCDDDD', { mayAnswer: [404] }),
    portal('door', `door/${ids.doorToken}`),
    portal('nowhere', 'nowhere'),
  ],
})

const business = (ids: DemoIds): Visitor => ({
  who: 'business',
  username: 'qy-demo',
  screens: [
    portal('mine', 'mine'),
    portal('mine-report', `mine/report/${ids.hazard}`),
    portal('mine-more-time', `mine/more-time/${ids.hazard}`),
    portal('mine-self-reports', 'mine/self-reports'),
    portal('mine-self-report', 'mine/self-report'),
    portal('mine-papers', 'mine/papers'),
    portal('mine-visits', 'mine/visits'),
    portal('mine-rights', 'mine/rights'),
    portal('business-door', `door/${ids.doorToken}`),
    desk('business'),
    field('business'),
  ],
})

function officer(ids: DemoIds): Visitor {
  const at = (state: string) =>
    ids.inspections.find((one) => one.region === COUNTY && one.state === state)?.id ?? 'missing'
  const visits = Object.keys(INSPECTION_STATES).flatMap((state) => [
    desk(`inspection-${state}`, `inspections/${at(state)}`),
    field(`visit-${state}`, `visit/${at(state)}`),
  ])
  const parts = Object.entries({
    approved: ['file'],
    entered: ['check', 'record', 'file', 'papers', 'link'],
    recorded: ['papers'],
    ordered: ['papers'],
    rechecked: ['papers'],
  }).flatMap(([state, shown]) => shown.map((part) => field(`${state}-${part}`, `visit/${at(state)}/${part}`)))
  return {
    who: 'officer',
    username: 'bl-officer1',
    screens: [
      ...menu('officer'),
      ...visits,
      ...parts,
      field('today'),
      field('entered-join', `visit/${at('entered')}/check`, { presses: ['button:has-text("现场加入")'] }),
      field('urgent', 'urgent'),
      field('urgent-door', `visit/${at('drafted')}/door`),
      desk('inspection-urgent', `inspections/${ids.urgent}`),
      field('door', `door/${ids.doorToken}`),
      portal('officer-door', `door/${ids.doorToken}`),
      portal('officer-mine', 'mine'),
      desk('enterprise', `enterprises/${ids.enterprise}`),
      desk('enterprise-unmask', `enterprises/${ids.enterprise}`, { presses: ['button:has-text("显示完整号码")'] }),
      desk('enterprise-edit', `enterprises/${ids.enterprise}/edit`),
      desk('licence', `enterprises/${ids.enterprise}`, { presses: ['button:has-text("登记许可证照")'] }),
      desk('door-code', `enterprises/${ids.enterprise}`, { presses: ['button:has-text("更换二维码")'] }),
      desk('correction', `papers/${ids.decision}/correct`),
      desk('enterprise-new', 'enterprises/new'),
      desk('import-closed', 'enterprises/import'),
      desk('guidance', 'inspections/guidance', { presses: ['button:has-text("记录一次到访")'] }),
      desk('plan', 'inspections/new'),
      desk('plan-chosen', `inspections/new?enterprise=${ids.enterprise}`),
      desk('plan-edit', `inspections/${at('drafted')}/plan`),
      desk('filing', `cases/new?inspection=${at('rechecked')}`),
      desk('article', 'law/WSL/97', { mayAnswer: [404] }),
      desk('inspections-none', 'inspections?search=没有这家企业'),
      desk('nowhere', 'nowhere'),
      desk('inspection-missing', 'inspections/00000000-0000-4000-8000-000000000000', { mayAnswer: [404] }),
      desk('case-self-reported', `cases/${ids.reported}`),
      desk('case-no-penalty-form', `cases/${ids.reported}?begin=propose-no-penalty`),
      desk('self-report-drawer', `enterprises/${ids.enterprise}`, { presses: ['button:has-text("代企业登记自报")'] }),
      desk('samples', 'law/samples'),
      desk('sample-form', `inspections/${at('ordered')}`, { presses: ['button:has-text("加入样本库")'] }),
      desk('orders', 'cases/orders'),
      desk('procedures', 'proceedings'),
      desk('order-form', `inspections/${at('recorded')}`, { presses: ['button:has-text("责令")'] }),
      desk('recheck-form', `inspections/${at('ordered')}`, { presses: ['button:has-text("复查")'] }),
      desk('paper', `inspections/${at('ordered')}`, { presses: ['button:has-text("现场检查记录")'] }),
      desk('display', '', { presses: ['button[aria-label*="显示"]'] }),
    ],
  }
}

/**
 * Each step of a case as the person whose turn it is finds it, its form open, in whichever bureau has a case in that
 * state.
 */
function caseSteps(ids: DemoIds): Visitor[] {
  const postFor = (may: string) =>
    may.startsWith('casework.approve') || may === 'casework.discuss' || may === 'casework.decide'
      ? 'head'
      : may === 'casework.legal-review'
        ? 'legal'
        : may === 'casework.archive'
          ? 'unit'
          : 'officer1'
  const opened = lifecycle.steps.map(({ name, may, from }) => {
    const held = ids.cases.find(({ state, region }) => from.includes(state) && PREFIX[region])
    return {
      username: `${PREFIX[held?.region ?? COUNTY]}-${postFor(may)}`,
      screen: desk(`step-${name}`, `cases/${held?.id ?? 'missing'}/${name}`),
    }
  })
  return [...Map.groupBy(opened, ({ username }) => username)].map(([username, steps]) => ({
    who: `step-${username}`,
    username,
    screens: steps.map(({ screen }) => screen),
  }))
}

/** The pages of the other states are those on which the steps above open their forms. */
const STATES_SEEN = ['submitted', 'declined', 'notified', 'served', 'archived']

/** The pages of planning, as the head of the unit works in them. */
const planning = (ids: DemoIds): Screen[] => [
  desk('planning', 'planning'),
  desk('population', `enterprises/population?month=${ids.month}`),
  desk('key-lists', 'planning/key-lists'),
  desk('key-list', `planning/key-lists/${ids.keyList}`),
  desk('enterprise-care', `enterprises/${ids.tightened}`),
  desk('key-periods', 'planning/key-periods'),
  desk('key-period-new', 'planning/key-periods/new', {
    presses: ['.form-grid .ant-select', '.ant-select-item-option'],
  }),
  desk('key-period', `planning/key-periods/${ids.keyPeriod}`),
  desk('annual-list', 'planning/annual'),
  desk('annual-new', 'planning/annual/new'),
  desk('annual-plan', `planning/annual/${ids.annualPlan}`),
  desk('annual-draft', `planning/annual/${ids.annualDraft}`),
  desk('year-board', 'planning/year-board'),
  desk('draw-new', 'planning/draws/new'),
  desk('special-new', 'planning/specials/new'),
  desk('special-accident', 'planning/specials/new', {
    presses: [
      'input[aria-label="情形"]',
      '.ant-select-item-option:has-text("典型事故")',
      'input[aria-label="事故类型"]',
      '.ant-select-item-option:has-text("粉尘")',
    ],
  }),
  desk('draw', `planning/draws/${ids.draw}`),
  desk('special', `planning/specials/${ids.special}`),
  desk('joint', 'planning/joint'),
  desk('coverage', 'planning/coverage'),
  desk('deployments', 'planning/deployments', { presses: ['summary:has-text("五项制度清单")'] }),
  desk('town-matters', 'planning/town-matters'),
  desk('linter', 'planning/linter'),
]

/** Title of the demo library that has two versions. */
const SPACE = encodeURIComponent('惠州市有限空间作业安全规定（演示）')
const WELDING = encodeURIComponent('没戴安全带在高处焊接，也没证')

/** The pages of the law, as the reviewer maintains it. */
const law = (ids: DemoIds): Screen[] => [
  desk('law-search', `law?q=${WELDING}`),
  desk('law-violations', `law?q=${WELDING}&kind=violation`),
  desk('law-items', `law?q=${encodeURIComponent('动火')}&kind=item`),
  desk('law-hazards', `law?q=${encodeURIComponent('除尘')}&kind=hazard`),
  desk('law-find-article', 'law?kind=article'),
  desk('law-library', 'law/library'),
  desk('law-statute', `law/library/${SPACE}`),
  desk('law-article', `law/${SPACE}/4`),
  desk('law-standards', 'law/standards'),
  desk('law-standard', `law/standards/${encodeURIComponent('GB 50016-2014')}`),
  desk('law-matters', 'law/matters'),
  desk('law-matters-open', 'law/matters', {
    presses: ['button.matter-fold', '.matter-list .matter-list button.matter-fold'],
  }),
  desk('law-matter', `law/matters?q=${encodeURIComponent('督办')}`, { presses: ['button[aria-pressed]'] }),
  desk('law-changes', 'law/changes'),
  desk('law-change-new', 'law/changes/new'),
  desk('law-change-import', 'law/changes/import'),
  desk('law-change-drafted', `law/changes/${ids.draftedChange}`),
  desk('law-change-lacking', `law/changes/${ids.lackingList}`),
  desk('law-checklists', 'law/checklists'),
  desk('law-compendium', `law/compendium?q=${encodeURIComponent('一事不再罚')}`),
  desk('law-compendium-all', 'law/compendium'),
  desk('law-compendium-case', `law/compendium/${ids.compendiumCase}`),
  desk('law-compendium-waiting', `law/compendium/${ids.waitingCase}`),
  desk('law-compendium-new', 'law/compendium/new'),
  desk('law-compendium-edit', `law/compendium/${ids.compendiumCase}/edit`),
  desk('law-samples-none', 'law/samples?q=没有这个样本'),
  desk('law-checklist', 'law/checklists?list=CL-DUST'),
  desk('law-change-coming', `law/changes/${ids.comingChange}`),
  desk('law-layers', 'law/layers?kind=tier'),
  desk('law-layers-overlaid', 'law/layers?kind=check-item&overlaid=true'),
  desk('law-impact', 'law/impact'),
  desk('law-impact-chemicals', 'law/impact?from=2026-04-01&until=2026-05-31'),
  desk('law-report', 'law/report'),
  desk('unequal', 'cases/unequal'),
]

const supervisor = (ids: DemoIds): Visitor => ({
  who: 'supervisor',
  username: 'hz-supervisor',
  screens: [
    ...menu('supervisor', ['', 'inspections', 'journal']),
    desk('watch', 'planning/watch'),
    desk('city-coverage', 'planning/coverage'),
    ...STATES_SEEN.map((state) => desk(`case-${state}`, `cases/${ids.cases.find((one) => one.state === state)?.id}`)),
    desk('acts', `journal/case/${ids.cases.find(({ state }) => state === 'archived')?.id}`),
    desk('file-reviews', 'cases/reviews'),
    desk('file-review', `cases/reviews/${ids.fileReview}`),
    desk('file-sheet', `cases/reviews/${ids.fileReview}/${ids.reviewedFile}`),
  ],
})

const staff = (ids: DemoIds): Visitor[] => [
  {
    who: 'unit',
    username: 'bl-unit',
    screens: [
      ...menu('unit', ['', 'enterprises', 'publicity', 'people']),
      desk(
        'approve',
        `inspections/${ids.inspections.find((one) => one.region === COUNTY && one.state === 'drafted')?.id}`,
      ),
      desk('ratify', `inspections/${ids.urgent}`),
      desk('merge', `enterprises/${ids.enterprise}/merge/${ids.otherEnterprise}`),
      desk('import', 'enterprises/import'),
      desk('import-preview', `enterprises/import/${ids.importBatch}`),
      ...planning(ids),
      desk('samples-review', 'law/samples?state=proposed', { presses: ['button:has-text("审核")'] }),
      desk('published', 'publicity?state=published'),
      desk('withdrawn', 'publicity?state=withdrawn'),

      desk('notice', 'publicity?state=published', { presses: ['table button'] }),
      desk('notice-queued', 'publicity', { presses: ['table button'] }),
    ],
  },
  ...['legal', 'deputy', 'head'].map((post) => ({
    who: post,
    username: `bl-${post}`,
    screens: [
      ...menu(post, ['', 'cases', 'journal']),
      ...(post === 'legal' ? [desk('forms', 'papers/forms'), desk('form', 'papers/forms/D34')] : []),
      ...(post === 'head' ? [desk('edition', `papers/editions/${ids.edition}`)] : []),
    ],
  })),
  {
    who: 'city',
    username: 'hz-head',
    screens: [
      ...menu('city', ['', 'people']),
      desk('city-orders', 'cases/orders'),
      desk('moved-case', `cases/${ids.moved}`),
      desk('verified', 'journal', { presses: ['button:has-text("校验链条")'] }),
    ],
  },
  { who: 'city-legal', username: 'hz-legal', screens: law(ids) },
  {
    who: 'city-officer',
    username: 'hz-officer1',
    screens: [
      desk('plan-ways', `inspections/new?enterprise=${ids.enterprise}`, { presses: ['.way:last-child label'] }),
    ],
  },
  {
    who: 'city-unit',
    username: 'hz-unit',
    screens: [
      desk('more-time', `inspections/${ids.asking}`, { presses: ['button:has-text("答复整改延期申请")'] }),
      desk('kept-back', 'publicity?state=kept-back', { presses: ['table button'] }),
    ],
  },
  supervisor(ids),
]

const admin: Visitor = {
  who: 'admin',
  username: 'hz-admin',
  screens: [
    ...menu('admin'),
    desk('officer-drawer', 'people', { presses: ['table button'] }),
    desk('left-officers', 'people', { presses: ['label:has-text("只看已停用的人员")'] }),
    desk('left-officer', 'people', { presses: ['label:has-text("只看已停用的人员")', 'button:has-text("陶归田")'] }),
    desk('officer-new', 'people', { presses: ['button:has-text("新增")'] }),
    desk('bureaus', 'people', { presses: ['[role=tab]:has-text("机构")'] }),
    desk('delegations', 'people', { presses: ['[role=tab]:has-text("代行审批")'] }),
    desk('bureau-new', 'people', { presses: ['[role=tab]:has-text("机构")', 'button:has-text("增加机构")'] }),
    desk('bureau-edit', 'people', { presses: ['[role=tab]:has-text("机构")', 'button[aria-label^="修改"]'] }),
  ],
}

/** Whoever visits in several parts signs in once. */
const together = (visitors: readonly Visitor[]): Visitor[] =>
  [...Map.groupBy(visitors, ({ username }) => username)].map(([username, parts]) => ({
    who: parts.map(({ who }) => who).join(' and '),
    username,
    screens: parts.flatMap(({ screens }) => screens),
  }))

export const visitorsOf = (ids: DemoIds): Visitor[] =>
  together([nobody(ids), business(ids), officer(ids), ...caseSteps(ids), ...staff(ids), admin])
