import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import ExcelJS from 'exceljs'
import sql from 'sql-template-tag'
import { BUSINESS, CAST, askerFor, stage } from '../../../../tests/journeys/dongguan.ts'
import { startTestPlumbline, type TestClient } from '../../../../tests/support/plumbline.ts'
import { computeDiscretion } from '../../casework/contract.ts'
import { yearOfVisits } from '../../planning/contract.ts'
import { listMatters } from '../contract/layers.ts'
import * as contract from '../contract/overlays.ts'
import { listParameters } from '../contract.ts'
import { aDrafter, anApprover } from '../fixtures.ts'

const CAP = 'inspection.yearly-cap.standardisation.other.none'
const TIER = 'AQ-97-7/first'
const INSTRUMENT = { name: '演示省安全生产裁量规定', number: '粤演示〔2026〕1号', article: 3 }

const capDraft = (more: object = {}) => ({
  kind: 'parameter',
  title: '下调年度检查次数上限',
  instrument: INSTRUMENT,
  from: '2026-07-01',
  rows: [{ mode: 'replace', key: CAP, content: { value: 4, unit: '次/年' } }],
  ...more,
})

/** The first tier of one uncertified operator ends at 20,000 yuan instead of 30,000. */
const tierContent = (upTo: number) => ({
  violation: 'AQ-97-7',
  stage: 'first',
  counts: '人次',
  tiers: [
    { tier: 'A', atLeast: null, atMost: 1, share: null, fen: [0, upTo], confidence: '✔' },
    { tier: 'B', atLeast: 2, atMost: 2, share: null, fen: [upTo, 7_000_000], confidence: '✔' },
    { tier: 'C', atLeast: 3, atMost: null, share: null, fen: [7_000_000, 10_000_000], confidence: '✔' },
  ],
  note: null,
})
const tierDraft = (more: object = {}) => ({
  kind: 'tier',
  title: '下调无证上岗A档',
  instrument: INSTRUMENT,
  from: '2026-07-01',
  rows: [{ mode: 'replace', key: TIER, content: tierContent(2_000_000) }],
  ...more,
})

type View = { change: { id: string; version: number; state: string }; complaints: { reason: string }[] }

async function openProvince(t: TestContext) {
  const plumbline = await startTestPlumbline(t, { now: '2026-06-08T01:00:00.000Z' })
  await stage(plumbline.db)
  const officer = plumbline.as(askerFor(CAST.first))
  return {
    plumbline,
    officer,
    drafter: plumbline.as(aDrafter()),
    approver: plumbline.as(anApprover()),
    cap: async () =>
      (await officer.must<{ cap: number; capCites: object }>(yearOfVisits, { enterpriseId: BUSINESS.id, year: 2026 }))
        .cap,
    upperBand: async () => {
      const acts = [
        {
          id: '0c000000-0000-4000-8000-0000000000a1',
          violationKey: 'AQ-97-7',
          fact: '一名焊工未取得特种作业操作证上岗',
          actDate: '2026-06-02',
          stage: 'first',
          quantity: 1,
          circumstances: [],
          hazardId: null,
        },
      ]
      const answer = await officer.must<{ acts: { bandMaxFen: number; because: string[] }[] }>(computeDiscretion, {
        enterpriseId: BUSINESS.id,
        acts,
      })
      return answer.acts[0]
    },
  }
}

const codes = (body: unknown) => ((body as { refusals?: { code: string }[] }).refusals ?? []).map(({ code }) => code)

async function approved(drafter: TestClient, approver: TestClient, draft: object): Promise<View> {
  const { change } = await drafter.must<View>(contract.draftChange, { ...draft })
  return approver.must<View>(contract.approveChange, { id: change.id, version: change.version })
}

test('an overlay of a province changes one number without touching code; removed, the nation speaks again', async (t) => {
  const { plumbline, drafter, approver, officer, cap, upperBand } = await openProvince(t)
  assert.equal(await cap(), 6, 'the nation: six visits without a grade')
  assert.equal((await upperBand())?.bandMaxFen, 3_000_000)

  const { change } = await drafter.must<View>(contract.draftChange, capDraft())
  assert.equal(await cap(), 6, 'a draft is no law')
  const own = await drafter.call(contract.approveChange, { id: change.id, version: change.version })
  assert.equal(own.status, 403, 'the drafter may not approve')
  const capChange = await approver.must<View>(contract.approveChange, { id: change.id, version: change.version })
  const tierChange = await approved(drafter, approver, tierDraft())
  assert.equal(await cap(), 6, 'approved, but its day has not come')

  plumbline.clock.set('2026-06-30T15:59:59.000Z')
  assert.deepEqual([await cap(), (await upperBand())?.bandMaxFen], [6, 3_000_000], 'the last second before')
  plumbline.clock.set('2026-06-30T16:00:00.000Z')
  assert.equal(await cap(), 4, 'on its day the province speaks')
  const band = await upperBand()
  assert.equal(band?.bandMaxFen, 2_000_000)
  assert.ok(
    band?.because.some((line) => line.includes(INSTRUMENT.name)),
    'the derivation names who spoke',
  )
  const { parameters } = await officer.must<{ parameters: { key: string; layer?: { number: string } }[] }>(
    listParameters,
    {
      region: '4419',
    },
  )
  assert.equal(parameters.find(({ key }) => key === CAP)?.layer?.number, INSTRUMENT.number)

  const because = '上级规定调整，不再执行'
  await approver.must(contract.endChange, {
    id: change.id,
    version: capChange.change.version,
    because,
    until: '2026-07-01',
  })
  await approver.must(contract.endChange, {
    id: tierChange.change.id,
    version: tierChange.change.version,
    because,
    until: '2026-07-01',
  })
  assert.equal(await cap(), 4, 'the last day still counts')
  plumbline.clock.set('2026-07-01T16:00:00.000Z')
  assert.equal(await cap(), 6, 'the nation speaks again')
  assert.equal((await upperBand())?.bandMaxFen, 3_000_000)
})

test('APL 34: nobody approves what he drafted, whatever he may; the refusal cites and is journalled', async (t) => {
  const { plumbline, drafter } = await openProvince(t)
  const both = plumbline.as({ ...aDrafter(), permissions: ['law.read', 'law.maintain', 'law.approve'] })
  const { change } = await drafter.must<View>(contract.draftChange, capDraft())
  const answer = await both.call(contract.approveChange, { id: change.id, version: change.version })
  assert.equal(answer.status, 422)
  const [refusal] = (answer.body as { refusals: { code: string; cites: { instrument: string; article: number } }[] })
    .refusals
  assert.deepEqual([refusal?.code, refusal?.cites], ['approved-by-drafter', { instrument: 'APL', article: 34 }])
  const rows = await plumbline.db.transaction({ region: '44' }, (tx) =>
    tx.rows<{ action: string; outcome: string }>(sql`select action, outcome from journal.entry order by seq`),
  )
  assert.deepEqual(
    rows.map(({ action, outcome }) => `${action} ${outcome}`),
    ['law.change-drafted done', 'law.change-approved refused'],
  )
})

test('a tier outside the statutory range is refused before approval, with place and reason', async (t) => {
  const { drafter, approver } = await openProvince(t)
  const content = tierContent(2_000_000)
  const tiers = content.tiers.map((tier) => (tier.tier === 'C' ? { ...tier, fen: [7_000_000, 12_000_000] } : tier))
  const draft = tierDraft({ rows: [{ mode: 'replace', key: TIER, content: { ...content, tiers } }] })
  const { change, complaints } = await drafter.must<View>(contract.draftChange, draft)
  assert.ok(complaints.some(({ reason }) => reason.includes('超出法定幅度')))
  const answer = await approver.call(contract.approveChange, { id: change.id, version: change.version })
  assert.deepEqual(codes(answer.body), ['law-would-be-broken'])
  assert.match(JSON.stringify(answer.body), /tiers\.C：超出法定幅度/)
})

test('another province hears nothing of it, a city may narrow further, and the nearest layer speaks', async (t) => {
  const { plumbline, drafter, approver, upperBand } = await openProvince(t)
  await approved(drafter, approver, tierDraft())
  const city = { drafter: plumbline.as(aDrafter('4419')), approver: plumbline.as(anApprover('4419')) }
  await approved(city.drafter, city.approver, {
    ...tierDraft({
      from: '2026-08-01',
      instrument: { ...INSTRUMENT, name: '演示市裁量细则', number: '东演示〔2026〕2号' },
    }),
    rows: [{ mode: 'narrow', key: TIER, content: tierContent(1_500_000) }],
  })
  plumbline.clock.set('2026-07-02T01:00:00.000Z')
  assert.equal((await upperBand())?.bandMaxFen, 2_000_000, 'the province')
  plumbline.clock.set('2026-08-01T01:00:00.000Z')
  assert.equal((await upperBand())?.bandMaxFen, 1_500_000, 'the city')
  const elsewhere = plumbline.as(aDrafter('32'))
  const { changes } = await elsewhere.must<{ changes: unknown[] }>(contract.listChanges, {})
  assert.deepEqual(changes, [])
})

test('a draft of another region is neither seen nor touched', async (t) => {
  const { plumbline, drafter } = await openProvince(t)
  const { change } = await drafter.must<View>(contract.draftChange, capDraft())
  const stranger = plumbline.as(anApprover('32'))
  for (const [endpoint, more] of [
    [contract.getChange, {}],
    [contract.approveChange, {}],
    [contract.withdrawChange, { because: '不应批准' }],
  ] as const)
    assert.equal((await stranger.call(endpoint, { id: change.id, version: 1, ...more })).status, 404)
})

test('withdrawn before its day a change leaves no trace; begun it can only be ended', async (t) => {
  const { plumbline, drafter, approver, cap } = await openProvince(t)
  const first = await approved(drafter, approver, capDraft())
  const because = '经研究不再施行'
  await approver.must(contract.withdrawChange, { id: first.change.id, version: first.change.version, because })
  const second = await approved(
    drafter,
    approver,
    capDraft({ rows: [{ mode: 'replace', key: CAP, content: { value: 5, unit: '次/年' } }] }),
  )
  plumbline.clock.set('2026-07-02T01:00:00.000Z')
  assert.equal(await cap(), 5)
  const late = await approver.call(contract.withdrawChange, {
    id: second.change.id,
    version: second.change.version,
    because,
  })
  assert.deepEqual(codes(late.body), ['change-has-begun'])
})

async function edited(bytes: Uint8Array, edit: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Buffer.from(bytes) as never)
  const [sheet] = workbook.worksheets
  if (!sheet) throw new Error('no sheet')
  edit(sheet)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

const rowOf = (sheet: ExcelJS.Worksheet, key: string) => {
  let found = 0
  sheet.eachRow((row, at) => {
    if (String(row.getCell(2).value) === key) found ||= at
  })
  return sheet.getRow(found)
}

test('a sheet that is exported, edited and brought back becomes a draft of the edited rows alone', async (t) => {
  const { drafter } = await openProvince(t)
  const sheet = await drafter.call(contract.exportRows, { kind: 'parameter', region: '44' })
  const fields = {
    kind: 'parameter',
    title: '按表格调整检查次数',
    instrumentName: INSTRUMENT.name,
    instrumentNumber: INSTRUMENT.number,
    instrumentArticle: '3',
    from: '2026-07-01',
  }
  const file = (bytes: Uint8Array) => ({ name: '参数.xlsx', mime: 'application/zip', bytes })
  const send = (bytes: Uint8Array) =>
    drafter.upload<{
      change: { id: string; rowCount: number } | null
      changed: { key: string }[]
      problems: { line: number; column: string; mend: string }[]
    }>(contract.importRows, fields, file(bytes))

  const untouched = await send(sheet.bytes)
  assert.deepEqual([untouched.change, untouched.changed, untouched.problems], [null, [], []])

  const good = await edited(sheet.bytes, (table) => {
    rowOf(table, CAP).getCell(3).value = 4
  })
  const answer = await send(good)
  assert.deepEqual(answer.changed, [{ mode: 'replace', key: CAP }])
  assert.equal(answer.change?.rowCount, 1)

  const bad = await edited(sheet.bytes, (table) => {
    rowOf(table, CAP).getCell(1).value = '大概'
    table.addRow(['', 'local.new', '', '次'])
  })
  const refused = await send(bad)
  assert.equal(refused.change, null, 'one bad cell and nothing is drafted')
  assert.deepEqual(
    refused.problems.map(({ column }) => column),
    ['方式', '数值'],
  )
  assert.ok(refused.problems.every(({ line, mend }) => line > 1 && mend !== ''))
})

test('LAW-06: 2,947 refined matters under the items of the nation are one change, and the bureau reads them as its own', async (t) => {
  const { plumbline, drafter, approver } = await openProvince(t)
  const content = (nth: number) => ({
    parent: 'GEN-001',
    industry: 'general',
    industryName: '通用',
    matter: '主要负责人履职',
    content: `演示细化事项${nth}`,
    methods: ['查阅资料'],
    basis: [{ instrument: 'WSL', article: 21, item: 1 }],
    basisNote: null,
    statement: `【岗位】未落实责任制第${nth}项`,
    violations: ['AQ-94-p1-1'],
    majorHazards: [],
    evidence: [],
    isMust: false,
  })
  const rows = Array.from({ length: 2947 }, (_, at) => ({ mode: 'add', key: `GD-${at + 1}`, content: content(at + 1) }))
  await approved(drafter, approver, { ...capDraft({ kind: 'check-item', title: '细化检查事项' }), rows })
  plumbline.clock.set('2026-07-02T01:00:00.000Z')
  type Tree = { total: number; counts: Record<string, number>; nodes: { wording: string; layer: { number: string } }[] }
  const here = await drafter.must<Tree>(listMatters, { parent: 'GEN-001' })
  assert.equal(here.total, 2947)
  assert.equal(here.nodes[0]?.layer.number, INSTRUMENT.number)
  assert.equal(here.nodes[0]?.wording, '【岗位】未落实责任制第1项')
  const elsewhere = await plumbline.as(aDrafter('32')).must<Tree>(listMatters, { parent: 'GEN-001' })
  assert.equal(elsewhere.total, 0)
})
