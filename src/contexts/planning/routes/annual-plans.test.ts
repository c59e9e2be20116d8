import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { createOfficer } from '../../people/public.ts'
import { createEnterprises } from '../../registry/public.ts'
import * as contract from '../contract/annual-plans.ts'
import { aBusiness, planningId, REGION } from '../fixtures.ts'
import { commit, reserve } from '../public.ts'
import { USUAL_INPUTS } from '../rules/annual-plan.ts'
import { askerOf, HEAD, NOW, OFFICERS, openCounty, PLANNER } from './fixtures.ts'

type View = contract.AnnualPlanView
type Lines = { units: contract.AnnualLine[]; total: number }

const BEGIN = { year: 2026, note: '', inputs: USUAL_INPUTS }
const KEYS = Array.from({ length: 8 }, (_, at) =>
  aBusiness(100 + at, {
    keyUnit: true,
    highRisk: at < 4,
    grade: at < 4 ? 'none' : '1',
    sectors: at < 2 ? ['dust', 'hazchem'] : ['general'],
  }),
)

async function openPlan(t: TestContext) {
  const county = await openCounty(t)
  await county.db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, KEYS, { at: NOW, byId: 'test', byName: '测试', source: '测试', gradesFrom: '2025-01-01' }),
  )
  const linesOf = (id: string, asked: object = {}) =>
    county.planner.must<Lines>(contract.listAnnualLines, { id, ...asked })
  return { ...county, linesOf }
}

type Plan = Awaited<ReturnType<typeof openPlan>>

const arrangedPlan = async ({ planner }: Plan): Promise<View> => {
  const { plan } = await planner.must<View>(contract.beginPlan, BEGIN)
  return planner.must<View>(contract.arrangePlan, {
    id: plan.id,
    version: plan.version,
    inputs: USUAL_INPUTS,
    note: '',
  })
}

const APPROVAL = {
  government: '示例区人民政府',
  number: '示府复〔2026〕3号',
  instrument: '关于年度监督检查计划的批复',
  on: '2026-03-05',
}
const FILING = { organ: '示例市应急管理局', number: '示应急备〔2026〕2号', on: '2026-03-05' }

/** From an arranged plan to a published one. */
async function frozenPlan(county: Plan, { plan: { id, version } }: View): Promise<View> {
  const submitted = await county.planner.must<View>(contract.submitPlan, { id, version })
  const approved = await county.head.must<View>(contract.approvePlan, {
    id,
    version: submitted.plan.version,
    ...APPROVAL,
  })
  const filed = await county.planner.must<View>(contract.filePlan, { id, version: approved.plan.version, ...FILING })
  return county.head.must<View>(contract.freezePlan, { id, version: filed.plan.version })
}

const refusalOf = (answer: { status: number; body: unknown }) =>
  answer.status === 422
    ? (answer.body as { refusals: { code: string; cites?: { instrument: string; article: number } }[] }).refusals[0]
    : undefined
const codeOf = (answer: { status: number; body: unknown }) => refusalOf(answer)?.code ?? answer.status

test('art. 2: the plan of a year from capacity to the public version, with approval and filing on its line', async (t) => {
  const county = await openPlan(t)
  const empty = await county.planner.must<View>(contract.beginPlan, BEGIN)
  assert.equal(empty.plan.capacity.length, 12)
  // Four certified officers and one whose certificate ends on 10 March.
  const [january, march, april] = [0, 2, 3].map((month) => empty.plan.capacity[month])
  assert.deepEqual([january?.officers, march?.officers, april?.officers], [5, 5, 4])
  assert.ok((march?.gross ?? 0) > 4 * (march?.workdays ?? 0))
  assert.equal(
    codeOf(await county.planner.call(contract.submitPlan, { id: empty.plan.id, version: 1 })),
    'plan-is-empty',
  )

  const view = await arrangedAgain(county, empty)
  assert.equal(view.totals.keyUnits, 9, 'the key units of the bureau, not those of the neighbour')
  assert.equal(view.totals.covered + view.totals.leftOut, 9)
  const { units } = await county.linesOf(view.plan.id)
  assert.ok(
    units.every(({ months }) => months.every((month) => month >= 2)),
    'no month of the year that is over',
  )
  assert.ok(units.every(({ months, leftOut }) => months.length > 0 || leftOut !== null))
  assert.ok(
    units.every(
      ({ score, parts }) =>
        score ===
        Math.min(
          100,
          parts.reduce((sum, { points }) => sum + points, 0),
        ),
    ),
  )
  assert.ok(view.board.every(({ load, month }) => load <= (view.plan.capacity[month]?.hard ?? 0)))
  assert.equal(view.board[1]?.drawn, 0)

  const frozen = await frozenPlan(county, view)
  assert.equal(frozen.plan.state, 'frozen')
  assert.match(frozen.plan.hash ?? '', /^[0-9a-f]{64}$/)
  assert.deepEqual(
    frozen.line.map(({ step }) => step),
    ['begin-plan', 'arrange-plan', 'submit-plan', 'approve-plan', 'file-plan', 'freeze-plan'],
  )
  assert.ok(frozen.line.every(({ cites }) => cites.length > 0))
})

const arrangedAgain = ({ planner }: Plan, { plan: { id, version } }: View) =>
  planner.must<View>(contract.arrangePlan, { id, version, inputs: USUAL_INPUTS, note: '按风险编排' })

test('the same register and the same inputs give the same plan', async (t) => {
  const county = await openPlan(t)
  const first = await arrangedPlan(county)
  const before = await county.linesOf(first.plan.id)
  const second = await arrangedAgain(county, first)
  assert.deepEqual(await county.linesOf(first.plan.id), before)
  assert.deepEqual(second.board, first.board)
})

test('the published plan is public: key units by name, months only as numbers', async (t) => {
  const county = await openPlan(t)
  const view = await arrangedPlan(county)
  const { id } = view.plan
  assert.equal((await county.anybody.call(contract.getPublicPlan, { id })).status, 404)
  await frozenPlan(county, view)
  const answer = await county.anybody.must<contract.PublicPlan>(contract.getPublicPlan, { id })
  assert.equal(answer.keyUnits.length, 9)
  assert.equal(answer.approval?.number, APPROVAL.number)
  assert.equal(
    answer.months.reduce((sum, { keyVisits }) => sum + keyVisits, 0),
    view.totals.keyVisits,
  )
  assert.ok(!JSON.stringify(answer.keyUnits).includes('month'))
  const { plans } = await county.anybody.must<{ plans: unknown[] }>(contract.listPublicPlans)
  assert.equal(plans.length, 1)
  assert.equal((await county.anybody.call(contract.getAnnualPlan, { id })).status, 403)
  assert.equal(
    (await county.stranger.call(contract.getAnnualPlan, { id })).status,
    404,
    'its months are not the neighbour’s',
  )
})

test('WSL 62: whoever drafted or submitted the plan does not record its approval', async (t) => {
  const county = await openPlan(t)
  const { plan } = await arrangedPlan(county)
  const { id } = plan
  const submitted = await county.planner.must<View>(contract.submitPlan, { id, version: plan.version })
  const { version } = submitted.plan
  assert.equal((await county.planner.call(contract.approvePlan, { id, version, ...APPROVAL })).status, 403)
  const approve = (changes: object) => county.head.call(contract.approvePlan, { id, version, ...APPROVAL, ...changes })
  assert.equal(codeOf(await approve({ government: '示例区应急管理局' })), 'not-a-government')
  assert.equal(codeOf(await approve({ on: '2026-03-04' })), 'date-out-of-order')
  assert.equal(codeOf(await approve({ on: '2026-03-06' })), 'date-out-of-order')
  assert.equal(codeOf(await approve({ version: version - 1 })), 409)
  assert.equal((await approve({})).status, 200)
})

test('a submitted plan is returned, a declined one drafted again, a draft abandoned', async (t) => {
  const county = await openPlan(t)
  const { plan } = await arrangedPlan(county)
  const { id } = plan
  const step = (who: typeof county.head, endpoint: Endpoint, version: number, input = {}) =>
    who.must<View>(endpoint, { id, version, ...input })
  let { plan: now } = await step(county.planner, contract.submitPlan, plan.version)
  ;({ plan: now } = await step(county.head, contract.returnPlan, now.version, { because: '补充粉尘涉爆单位' }))
  assert.deepEqual([now.state, now.returnedBecause, now.submittedBy], ['draft', '补充粉尘涉爆单位', null])
  ;({ plan: now } = await step(county.planner, contract.submitPlan, now.version))
  ;({ plan: now } = await step(county.head, contract.declinePlan, now.version, {
    because: '区政府要求压减',
    on: '2026-03-05',
  }))
  assert.equal(now.state, 'declined')
  ;({ plan: now } = await step(county.planner, contract.redraftPlan, now.version))
  ;({ plan: now } = await step(county.planner, contract.abandonPlan, now.version, { because: '按新要求重新编制' }))
  assert.equal(now.state, 'abandoned')
  assert.equal((await county.planner.call(contract.beginPlan, BEGIN)).status, 200)
  assert.equal(codeOf(await county.planner.call(contract.beginPlan, BEGIN)), 'year-has-a-plan')
  assert.equal(codeOf(await county.planner.call(contract.beginPlan, { ...BEGIN, year: 2028 })), 'year-out-of-reach')
})

test('art. 3 and 4: an adjustment repeats approval and filing and takes the place of the plan before', async (t) => {
  const county = await openPlan(t)
  const frozen = await frozenPlan(county, await arrangedPlan(county))
  const { id, version } = frozen.plan
  const because = '新增两家粉尘涉爆单位'
  const draft = await county.planner.must<View>(contract.adjustPlan, { id, version, because })
  assert.deepEqual([draft.plan.state, draft.plan.adjusts?.id, draft.totals], ['draft', id, frozen.totals])
  assert.equal(
    codeOf(
      await county.planner.call(contract.arrangePlan, {
        id: draft.plan.id,
        version: 1,
        inputs: USUAL_INPUTS,
        note: '',
      }),
    ),
    'adjustment-is-single',
  )
  assert.equal(
    codeOf(await county.planner.call(contract.adjustPlan, { id, version: version + 1, because })),
    'year-has-a-plan',
  )
  const { units } = await county.linesOf(draft.plan.id)
  const unit = units.find(({ months }) => months.length === 1)
  const to = unit?.months[0] === 8 ? 9 : 8
  const edited = await county.planner.must<View>(contract.editPlan, {
    id: draft.plan.id,
    version: 1,
    change: { kind: 'move', enterpriseId: unit?.enterpriseId, from: unit?.months[0], to },
  })
  await frozenPlan(county, edited)
  const { plan: before, successor } = await county.planner.must<View>(contract.getAnnualPlan, { id })
  assert.deepEqual([before.state, successor?.number], ['superseded', draft.plan.number])
  assert.equal((await county.anybody.call(contract.getPublicPlan, { id })).status, 200, 'what was public stays public')
})

/** A planner and four certified officers of the city, which has none of its own. */
async function cityOf(county: Plan) {
  await county.db.transaction(NATIONWIDE, async (tx) => {
    for (const [at, officer] of OFFICERS.entries())
      await createOfficer(tx, {
        officer: { ...officer, id: planningId(780 + at), region: REGION.city },
        username: `city-${at}`,
        at: NOW,
        by: 'test',
      })
  })
  const planner = county.as({ ...askerOf({ ...PLANNER, id: planningId(799) }), region: REGION.city })
  const head = county.as({ ...askerOf({ ...HEAD, id: planningId(798) }), region: REGION.city })
  return { planner, head }
}

test('art. 2: a key unit that came after the plan is answered in the adjustment: a visit, or the reason for none', async (t) => {
  const county = await openPlan(t)
  const frozen = await frozenPlan(county, await arrangedPlan(county))
  const late = aBusiness(300, { keyUnit: true })
  await county.db.transaction(NATIONWIDE, (tx) =>
    createEnterprises(tx, [late], { at: NOW, byId: 'test', byName: '测试', source: '测试', gradesFrom: '2025-01-01' }),
  )
  const { plan } = await county.planner.must<View>(contract.adjustPlan, {
    id: frozen.plan.id,
    version: frozen.plan.version,
    because: '新增重点检查单位',
  })
  const { id } = plan
  const edit = (version: number, change: object) => county.planner.call(contract.editPlan, { id, version, change })
  assert.equal(codeOf(await county.planner.call(contract.submitPlan, { id, version: 1 })), 'key-unit-unanswered')
  const planned = KEYS[0]?.id
  const because = '停产，复工前不检查'
  assert.equal(codeOf(await edit(1, { kind: 'omit', enterpriseId: planned, because })), 'visit-is-planned')
  assert.equal(codeOf(await edit(1, { kind: 'omit', enterpriseId: late.id, because: '停' })), 400)
  assert.equal((await edit(1, { kind: 'omit', enterpriseId: late.id, because })).status, 200)
  const { units } = await county.linesOf(id, { only: 'left-out' })
  assert.match(units.find(({ enterpriseId }) => enterpriseId === late.id)?.leftOut?.says ?? '', /停产/)
  assert.equal((await county.planner.call(contract.submitPlan, { id, version: 2 })).status, 200)
})

test('art. 4: a city plans a county’s business only jointly; the county’s plan then counts that visit once', async (t) => {
  const county = await openPlan(t)
  const city = await cityOf(county)
  const [business] = KEYS
  assert.ok(business)
  const { plan } = await city.planner.must<View>(contract.beginPlan, BEGIN)
  const add = (joint: boolean) =>
    city.planner.call(contract.editPlan, {
      id: plan.id,
      version: 1,
      change: { kind: 'add', enterpriseId: business.id, month: 4, joint },
    })
  const alone = await add(false)
  assert.deepEqual(
    [refusalOf(alone)?.code, refusalOf(alone)?.cites],
    ['other-level', { instrument: 'MEM-2025-02-27', article: 4 }],
  )
  const joint = await add(true)
  assert.equal(joint.status, 200, JSON.stringify(joint.body))
  await frozenPlan({ ...county, ...city }, joint.body as View)

  const view = await arrangedPlan(county)
  const { units } = await county.linesOf(view.plan.id)
  const line = units.find(({ enterpriseId }) => enterpriseId === business.id)
  assert.deepEqual([line?.months, line?.jointWith?.bureau, line?.capLeft], [[4], REGION.city, 12])
  const move = await county.planner.call(contract.editPlan, {
    id: view.plan.id,
    version: view.plan.version,
    change: { kind: 'move', enterpriseId: business.id, from: 4, to: 8 },
  })
  assert.equal(codeOf(move), 'joint-visit-is-shared')
})

test('art. 3 and 11: visits made by others leave a unit out with the article', async (t) => {
  const county = await openPlan(t)
  const [first] = KEYS
  assert.ok(first)
  await county.db.transaction(NATIONWIDE, async (tx) => {
    const request = {
      enterprise: first,
      inspectionId: planningId(500),
      bureau: REGION.city,
      on: '2026-02-10',
      reason: 'plan',
      reasonRef: '',
      checkItemIds: ['GEN-001'],
      at: NOW,
      by: 'test',
    }
    await reserve(tx, request)
    await commit(tx, { inspectionId: request.inspectionId, on: '2026-02-10', at: NOW, by: 'test' })
  })
  const view = await arrangedPlan(county)
  const { units } = await county.linesOf(view.plan.id, { only: 'left-out' })
  const left = units.find(({ enterpriseId }) => enterpriseId === first.id)
  assert.deepEqual(
    [left?.leftOut?.code, left?.leftOut?.cites],
    ['checked-above', { instrument: 'MEM-2025-02-27', article: 4 }],
  )
  const add = await county.planner.call(contract.editPlan, {
    id: view.plan.id,
    version: view.plan.version,
    change: { kind: 'add', enterpriseId: first.id, month: 6 },
  })
  assert.equal(codeOf(add), 'checked-above')
})

test('PLN-02, PLN-19: the unvisited key units are exact, and a visit made settles its line', async (t) => {
  const county = await openPlan(t)
  const frozen = await frozenPlan(county, await arrangedPlan(county))
  const { units } = await county.linesOf(frozen.plan.id)
  const [line] = units.filter(({ months }) => months.length === 1)
  const enterprise = KEYS.find(({ id }) => id === line?.enterpriseId)
  assert.ok(enterprise)
  await county.db.transaction(NATIONWIDE, async (tx) => {
    const request = {
      enterprise,
      inspectionId: planningId(501),
      bureau: REGION.county,
      on: '2026-03-05',
      reason: 'plan',
      reasonRef: frozen.plan.number,
      checkItemIds: ['GEN-001'],
      at: NOW,
      by: 'test',
    }
    await reserve(tx, request)
    await commit(tx, { inspectionId: request.inspectionId, on: '2026-03-05', at: NOW, by: 'test' })
  })
  const after = await county.planner.must<View>(contract.getAnnualPlan, { id: frozen.plan.id })
  assert.deepEqual([frozen.totals.done, after.totals.done], [0, 1])
  const unvisited = await county.linesOf(frozen.plan.id, { only: 'unvisited' })
  assert.equal(unvisited.total, frozen.totals.covered - 1)
  assert.ok(unvisited.units.every(({ enterpriseId }) => enterpriseId !== enterprise.id))
})

test('another bureau neither edits nor stops the plan', async (t) => {
  const county = await openPlan(t)
  const { plan } = await arrangedPlan(county)
  const { id, version } = plan
  assert.equal((await county.stranger.call(contract.getAnnualPlan, { id })).status, 404)
  assert.equal((await county.cityHead.call(contract.getAnnualPlan, { id })).status, 200)
  assert.equal(
    codeOf(await county.cityHead.call(contract.returnPlan, { id, version, because: '请修改后再报' })),
    'plan-of-another-bureau',
  )
  assert.deepEqual(await county.planner.must(contract.stopArranging, { id }), { stopped: false })
  assert.deepEqual(await county.planner.must(contract.arrangingProgress, { id }), { running: false, share: 0 })
})
