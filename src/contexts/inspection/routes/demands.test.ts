/** What visits of two levels demand of one business, what it reports and asks itself, and who signs for a major hazard. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import type { Harbour, Hazard, SelfReport } from '../../hazard/model.ts'
import { findCheckItem } from '../../law/rules/lawbook.ts'
import { loadLawBook } from '../../law/store.ts'
import type { InspectionFile } from '../contract.ts'
import { NOW, TODAY } from '../fixtures.ts'
import type { Inspection, PlannedItem } from '../model.ts'
import { aPhoto, NORTH, openHouse, OTHER_OWNER, OWNER, REGIONS, STAFF, type Answer, type House } from './fixtures.ts'

type Team = (typeof STAFF)['north']
const { north, south } = STAFF
const book = loadLawBook()

const inspectionIn = (answer: Answer) => {
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body['inspection'] as Inspection
}
const ink = (name: string) => ({ name, post: '', strokes: 'M1 1 L9 9', at: NOW })
const signedBy = (team: Team, party = '乙某') => ({
  signatures: [ink(team.a.name), ink(team.b.name)],
  partySignature: ink(party),
  refusalNote: '',
})
const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString()

/** A matter that is a major hazard by one of its criteria. */
const major = book.checkItems.find(
  ({ industry, majorHazards, effectiveFrom, effectiveTo }) =>
    industry === 'general' && majorHazards.length > 0 && effectiveFrom <= TODAY && (effectiveTo ?? '9') >= TODAY,
)
const CODE = major?.majorHazards.find((code) => book.hazardsByCode.has(code)) ?? ''

type Visiting = { isMajor?: boolean; reason?: string; inside?: () => Promise<void> }
type Found = { readonly visit: Inspection; readonly hazardId: string }

/** A visit up to its record with one finding, a major one where asked. */
async function recorded(
  house: House,
  team: Team,
  { isMajor = false, reason = 'plan', inside }: Visiting = {},
): Promise<Found> {
  const { body } = await house.get(team.a, `/inspection/suggested-items?enterpriseId=${NORTH.id}&date=${TODAY}`)
  const suggested = body['items'] as PlannedItem[]
  const item = suggested.find(({ id }) => id === major?.id) ?? suggested[0]
  assert.ok(item && findCheckItem(book, item.id))
  const draft = inspectionIn(
    await house.post(team.a, '/inspection/plans', {
      enterpriseId: NORTH.id,
      reason,
      reasonRef: '举报登记2026-1',
      plannedOn: TODAY,
      officerIds: [team.a.id, team.b.id],
      assistants: [],
      checkItemIds: [item.id],
      method: 'both',
    }),
  )
  inspectionIn(await house.post(team.head, `/inspection/${draft.id}/approve-plan`, { version: 1, opinion: '同意。' }))
  const door = inspectionIn(
    await house.post(team.a, `/inspection/${draft.id}/enter`, {
      version: 2,
      means: 'typed',
      doorCode: NORTH.creditCode,
      latitude: null,
      longitude: null,
    }),
  )
  await inside?.()
  house.clock.forward(40)
  const bytes = await aPhoto(Math.floor(Math.random() * 255))
  const photo = await house.upload(team.a, bytes, {
    subjectKind: 'inspection',
    subjectId: draft.id,
    proves: '现场',
    place: '池',
  })
  assert.equal(photo.status, 200, JSON.stringify(photo.body))
  const hazardId = randomUUID()
  const finding = {
    id: hazardId,
    checkItemId: item.id,
    description: item.statement,
    place: '污水处理站',
    violationKey: item.violationKeys[0] ?? null,
    quantity: 1,
    majorHazardCode: isMajor ? CODE : null,
    evidenceIds: [photo.body['id']],
  }
  const visit = inspectionIn(
    await house.post(team.a, `/inspection/${draft.id}/record`, {
      version: door.version,
      present: [{ role: 'safety-manager', name: '乙某', absentBecause: '' }],
      findings: [finding],
      answers: [{ checkItemId: item.id, result: 'nonconforming', note: '' }],
      from: door.entry?.at,
      until: house.clock.now(),
      places: '污水处理站',
      situation: '检查了污水处理站。',
      ...signedBy(team),
    }),
  )
  return { visit, hazardId }
}

const order = (house: House, team: Team, { visit, hazardId }: Found, text: string | null, because?: string) =>
  house.post(team.a, `/inspection/${visit.id}/order`, {
    version: visit.version,
    rectifyBy: '2026-03-20',
    ...(text ? { requirements: [{ hazardId, text }] } : {}),
    ...(because ? { differences: [{ hazardId, text: because }] } : {}),
    ...signedBy(team),
  })

test('INS-15, circular 6: a demand opposite to that of another level is shown beside it, and signed only with its reason', async (t) => {
  const house = await openHouse(t)
  const first = await recorded(house, STAFF.city, { reason: 'complaint' })
  inspectionIn(await order(house, STAFF.city, first, '作业时保持通风门开启'))
  const second = await recorded(house, north, { reason: 'complaint' })
  const file = (await house.get(north.a, `/inspection/${second.visit.id}`)).body as unknown as InspectionFile
  assert.deepEqual(
    file.facts.opinions?.map(({ bureauName, requirement }) => [bureauName, requirement]),
    [['city应急管理局', '作业时保持通风门开启']],
    'the county reads the demand of the city on its own business',
  )
  const refused = await order(house, north, second, '作业时保持通风门关闭')
  assert.deepEqual(refused.codes, ['contradicts-earlier-opinion'])
  const [refusal] = refused.body['refusals'] as { says: string; cites: { article: number } }[]
  assert.match(
    refusal?.says ?? '',
    /相反：city应急管理局2026-03-05要求“作业时保持通风门开启”，本次要求“作业时保持通风门关闭”/,
  )
  assert.equal(refusal?.cites.article, 6)
  assert.equal((await order(house, north, second, null)).status, 200, 'an order without words contradicts nobody')
  const again = await recorded(house, STAFF.city, { reason: 'complaint' })
  const explained = inspectionIn(
    await order(house, STAFF.city, again, '作业时保持通风门关闭', '设备已改为负压通风，门应当关闭'),
  )
  assert.equal(explained.state, 'ordered')
  const foreign = await house.db.transaction({ region: REGIONS.south }, (tx) =>
    tx.rows({ text: 'select id from hazard.opinion', values: [] } as never),
  )
  assert.deepEqual(foreign, [], 'the table itself stays closed to other bureaus')
})

async function orderedVisit(t: TestContext, isMajor: boolean) {
  const house = await openHouse(t)
  const found = await recorded(house, north, { isMajor })
  const visit = inspectionIn(await order(house, north, found, null))
  return { house, visit, hazardId: found.hazardId }
}

test('REC-05, WSL 21(5): a major hazard passes only over the signature of the principal, for himself or apart', async (t) => {
  const { house, visit, hazardId } = await orderedVisit(t, true)
  house.clock.set('2026-03-20T02:00:00.000Z')
  const recheck = (passed: boolean, party: string, principal?: string) =>
    house.post(north.a, `/inspection/${visit.id}/recheck`, {
      version: visit.version,
      place: '污水处理站',
      results: [{ hazardId, passed, note: passed ? '' : '没有检测仪器' }],
      ...signedBy(north, party),
      ...(principal ? { principalSignature: ink(principal) } : {}),
    })
  const refused = await recheck(true, '乙某')
  assert.deepEqual(refused.codes, ['principal-has-not-signed'])
  assert.deepEqual((await recheck(true, '乙某', '丙某')).codes, ['principal-has-not-signed'], 'nobody signs for him')
  assert.equal(inspectionIn(await recheck(true, '乙某', NORTH.principal)).state, 'rechecked')
})

test('REC-05: where the principal signs for the business, and where nothing major passes, nobody signs twice', async (t) => {
  const { house, visit, hazardId } = await orderedVisit(t, true)
  const signed = (party: string, passed: boolean) => ({
    version: visit.version,
    place: '污水处理站',
    results: [{ hazardId, passed, note: '没有检测仪器' }],
    ...signedBy(north, party),
  })
  assert.equal(
    inspectionIn(await house.post(north.a, `/inspection/${visit.id}/recheck`, signed('乙某', false))).state,
    'rechecked',
  )
})

test('D-05: the business asks in time and once, somebody apart answers, and the period of hazard and visit moves', async (t) => {
  const { house, visit, hazardId } = await orderedVisit(t, false)
  const hazards = async () => (await house.get(OWNER, '/hazard')).body['hazards'] as Hazard[]
  const [hazard] = await hazards()
  const ask = (who: { id: string }, until: string, version = hazard?.version) =>
    house.post(who, `/hazard/${hazardId}/ask-more-time`, { version, until, reason: '设备需要定制，二十天到货' })
  assert.equal((await ask(OTHER_OWNER, '2026-04-10')).status, 404)
  assert.deepEqual((await ask(north.a, '2026-04-10')).codes, ['not-permitted'])
  assert.deepEqual((await ask(OWNER, '2026-03-20')).codes, ['not-later'])
  assert.equal((await ask(OWNER, '2026-04-10')).status, 200)
  assert.deepEqual((await ask(OWNER, '2026-04-12', (await hazards())[0]?.version)).codes, ['asked-already'])
  const file = (await house.get(north.a, `/inspection/${visit.id}`)).body as unknown as InspectionFile
  assert.equal(file.clocks.find(({ what }) => what === '答复延期申请')?.due, '2026-03-10')
  const answer = (who: { id: string }, until: string | null) =>
    house.post(who, `/inspection/${visit.id}/answer-more-time`, {
      version: visit.version,
      hazardId,
      granted: until !== null,
      until,
      because: '情况属实',
    })
  assert.deepEqual((await answer(north.a, '2026-04-10')).codes, ['not-permitted'])
  assert.deepEqual((await answer(north.head, '2026-04-11')).codes, ['beyond-what-was-asked'])
  const granted = await answer(north.head, '2026-04-08')
  assert.equal(inspectionIn(granted).rectifyBy, '2026-04-08')
  assert.deepEqual(
    (granted.body['papers'] as { template: string }[]).map(({ template }) => template),
    ['YQSP', 'YQDF'],
  )
  const [after] = await hazards()
  assert.deepEqual([after?.rectifyBy, after?.moreTime?.answer?.granted], ['2026-04-08', true])
  house.clock.set('2026-04-09T02:00:00.000Z')
  assert.deepEqual((await ask(OWNER, '2026-04-20', after?.version)).codes, ['period-already-over'])
})

const aReport = (part: object = {}) => ({
  id: randomUUID(),
  majorHazardCode: CODE,
  description: '有限空间作业前没有检测',
  place: '污水处理站',
  foundOn: TODAY,
  measures: '已停止作业，封闭入口，订购检测仪器',
  treatedFrom: TODAY,
  finishBy: '2026-03-20',
  leader: '甲某',
  evidenceIds: [],
  ...part,
})

for (const [when, minutes, branch] of [
  ['one minute before the scan', -1, 'exempt'],
  ['one minute after the scan', 1, 'punish-principal'],
] as const)
  test(`NEW-04, circular 10: reported ${when}, the finding takes the branch “${branch}” with its proof`, async (t) => {
    const house = await openHouse(t)
    const told: Answer[] = []
    const tell = async () => {
      house.clock.set(later(minutes))
      told.push(await house.post(OWNER, '/hazard/self-reports', aReport()))
    }
    if (minutes < 0) await tell()
    house.clock.set(NOW)
    const found = await recorded(house, north, { isMajor: true, ...(minutes > 0 ? { inside: tell } : {}) })
    const [answer] = told
    assert.equal(answer?.status, 200, JSON.stringify(answer?.body))
    const report = answer?.body as unknown as SelfReport
    const { body } = await house.get(north.a, `/inspection/${found.visit.id}/safe-harbours`)
    const [harbour] = body['harbours'] as Harbour[]
    assert.equal(harbour?.branch, branch)
    assert.equal(harbour?.report?.digest, report.digest)
    assert.equal(harbour?.journal?.region, REGIONS.city, 'the row stands in the chain of the installation')
    assert.match(harbour?.journal?.hash ?? '', /^[0-9a-f]{64}$/)
  })

test('CAS-11: own reports only; an officer enters one for the business with a reason, and nothing is ever altered', async (t) => {
  const house = await openHouse(t)
  const told = await house.post(OWNER, '/hazard/self-reports', aReport())
  assert.equal(told.status, 200)
  const listed = async (who: { id: string }) =>
    ((await house.get(who, '/hazard/self-reports')).body['reports'] as SelfReport[]).length
  assert.deepEqual(
    [await listed(OWNER), await listed(OTHER_OWNER), await listed(north.a), await listed(south.a)],
    [1, 0, 1, 0],
  )
  const onBehalf = (part: object) =>
    house.post(north.a, '/hazard/self-reports', aReport({ enterpriseId: NORTH.id, ...part }))
  assert.deepEqual((await onBehalf({})).codes, ['on-behalf-without-reason'])
  const entered = await onBehalf({ onBehalfBecause: '企业来电报告' })
  assert.equal((entered.body as unknown as SelfReport).enteredBy.kind, 'officer')
  const stranger = await house.post(OTHER_OWNER, '/hazard/self-reports', aReport({ enterpriseId: NORTH.id }))
  assert.deepEqual(stranger.codes, ['not-permitted', 'on-behalf-without-reason'])
  await assert.rejects(
    house.db.transaction({ region: REGIONS.north }, (tx) =>
      tx.run({ text: `update hazard.self_report set reported_at = now()`, values: [] } as never),
    ),
    /permission denied/,
  )
})
