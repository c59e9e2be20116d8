import sql from 'sql-template-tag'
import { lifecycle } from '../../src/contexts/casework/transitions.ts'
import { INSPECTION_STATES } from '../../src/contexts/inspection/model.ts'
import { NATIONWIDE, type Database } from '../../src/platform/db.ts'
import type { Screen } from './screens.ts'

type Standing = { readonly id: string; readonly region: string; readonly state: string }

/** Things of the demo county that a screen can be opened on. */
export type DemoIds = {
  readonly inspections: readonly Standing[]
  readonly cases: readonly Standing[]
  readonly enterprise: string
  /** Another business of the same county, to look at a merge with. */
  readonly otherEnterprise: string
  /** A penalty decision that was not corrected. */
  readonly decision: string
  readonly notice: string
  readonly paperToken: string
  readonly doorToken: string
  /** A hazard that the business with an account has been ordered to put right. */
  readonly hazard: string
  readonly importBatch: string
  /** A draw of closed files, and one file of it with its sheet. */
  readonly fileReview: string
  readonly reviewedFile: string
  /** A bureau's own wording of a form that waits for its second person. */
  readonly edition: string
  /** The list of key units of the year, and a business on it that is inspected more often. */
  readonly keyList: string
  readonly tightened: string
  /** The month in which a business closed. */
  readonly month: string
  /** The annual plan in force, and the draft of the next. */
  readonly annualPlan: string
  readonly annualDraft: string
  /** A published draw, and a special inspection that was filed. */
  readonly draw: string
  readonly special: string
}

export const idsOf = (db: Database): Promise<DemoIds> =>
  db.transaction(NATIONWIDE, async (tx) => {
    const one = async (statement: ReturnType<typeof sql>) => (await tx.find<{ id: string }>(statement))?.id ?? 'missing'
    return {
      inspections: await tx.rows<Standing>(
        sql`select id, region, state from inspection.inspection order by planned_on desc, id`,
      ),
      cases: await tx.rows<Standing>(
        sql`select id, region, state from casework.penalty_case order by updated_at desc, id`,
      ),
      enterprise: await one(
        sql`select enterprise_id as id from inspection.inspection where region = '441322' and state = 'concluded' order by id limit 1`,
      ),
      otherEnterprise: await one(
        sql`select enterprise_id as id from inspection.inspection where region = '441322' and state = 'concluded' order by id offset 1 limit 1`,
      ),
      decision: await one(
        sql`select id from document.paper where template = 'D34' and region = '441322' and state = 'issued' order by id limit 1`,
      ),
      notice: await one(sql`select id from publicity.notice where state = 'published' order by id limit 1`),
      paperToken: await one(
        sql`select verify_token as id from document.paper where template = 'D34' order by id limit 1`,
      ),
      doorToken: await one(
        sql`select token as id from registry.door_code d join registry.enterprise e on e.id = d.enterprise_id where e.region like '441322%' order by token limit 1`,
      ),
      hazard: await one(
        sql`select h.id from hazard.hazard h join people.account a on a.enterprise_id = h.enterprise_id where h.state = 'ordered' order by h.id limit 1`,
      ),
      importBatch: await one(sql`select id from registry.import_batch order by id limit 1`),
      fileReview: await one(sql`select id from casework.file_review order by id limit 1`),
      reviewedFile: await one(
        sql`select case_id as id from casework.file_review_sheet order by score, case_id limit 1`,
      ),
      edition: await one(sql`select id from document.edition where state = 'drafted' order by id limit 1`),
      keyList: await one(sql`select id from planning.key_list where region = '441322' order by year limit 1`),
      month: await one(
        sql`select to_char(on_day, 'YYYY-MM') as id from registry.conduct where kind = 'closed' limit 1`,
      ),
      tightened: await one(sql`select enterprise_id as id from registry.conduct where kind = 'listed' limit 1`),
      annualPlan: await one(
        sql`select id from planning.annual_plan where region = '441322' and state = 'frozen' order by year limit 1`,
      ),
      annualDraft: await one(
        sql`select id from planning.annual_plan where region = '441322' and state = 'draft' order by year limit 1`,
      ),
      special: await one(sql`select id from planning.special where state = 'filed' order by id limit 1`),
      draw: await one(sql`select id from planning.draw where state = 'published' order by id limit 1`),
    }
  })

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
      field('door', `door/${ids.doorToken}`),
      portal('officer-door', `door/${ids.doorToken}`),
      portal('officer-mine', 'mine'),
      desk('enterprise', `enterprises/${ids.enterprise}`),
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
      desk('merge', `enterprises/${ids.enterprise}/merge/${ids.otherEnterprise}`),
      desk('import', 'enterprises/import'),
      desk('import-preview', `enterprises/import/${ids.importBatch}`),
      ...planning(ids),
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
      desk('verified', 'journal', { presses: ['button:has-text("校验链条")'] }),
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
    desk('officer-new', 'people', { presses: ['button:has-text("新增")'] }),
    desk('bureaus', 'people', { presses: ['[role=tab]:has-text("机构")'] }),
    desk('delegations', 'people', { presses: ['[role=tab]:has-text("代行审批")'] }),
    desk('bureau-new', 'people', { presses: ['[role=tab]:has-text("机构")', 'button:has-text("增加机构")'] }),
    desk('bureau-edit', 'people', { presses: ['[role=tab]:has-text("机构")', 'button[aria-label^="修改"]'] }),
  ],
}

export const visitorsOf = (ids: DemoIds): Visitor[] => [
  nobody(ids),
  business(ids),
  officer(ids),
  ...caseSteps(ids),
  ...staff(ids),
  admin,
]
