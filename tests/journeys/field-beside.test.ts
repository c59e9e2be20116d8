/** What a phone does beside the straight visit, replayed: penalty on the spot, interview, urgent visit, foreign evidence. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { SpotPenalty, type SpotPack } from '../../src/contexts/casework/contract/on-site.ts'
import { spotPaperAhead } from '../../src/contexts/casework/rules/on-site-paper.ts'
import type { Proceeding } from '../../src/contexts/casework/rules/proceeding.ts'
import { proposalFrom } from '../../src/contexts/casework/rules/proposal.ts'
import { draftAlone } from '../../src/contexts/casework/rules/side-view.ts'
import { simple } from '../../src/contexts/casework/transitions/simple.ts'
import { findPaper } from '../../src/contexts/document/public.ts'
import type { PaperFace } from '../../src/contexts/document/rules/layout.ts'
import { lawDataOf } from '../../src/contexts/inspection/rules/take-along.ts'
import { lawBookOf } from '../../src/contexts/law/rules/lawbook.ts'
import { spotClauseOf } from '../../src/contexts/casework/rules/on-site.ts'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import type { TakenAlong } from '../../src/contexts/inspection/contract/take-along.ts'
import type { Inspection, PlannedItem } from '../../src/contexts/inspection/model.ts'
import { createOfficer, hashPassword } from '../../src/contexts/people/public.ts'
import { loadLawBook } from '../../src/contexts/law/store.ts'
import { lawDateOf } from '../../src/kernel/time.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { verifyJournal } from '../../src/platform/journal.ts'
import { askerFor, CAST } from './dongguan.ts'
import { openFieldHouse, PASSWORD, type FieldHouse, type Reply } from './field-house.ts'
import { ago, aPhone, codesOf, ink, mustAnswer, replay, signed, type Phone } from './field-replay.ts'

const book = loadLawBook()
/** A key that the law punishes with a range that begins below the cap of the simple procedure. */
const smallKeyOf = (item: PlannedItem) =>
  item.violationKeys.find((key) => {
    const range = spotClauseOf(book, { violationKey: key }, lawDateOf(ago(0)))?.range
    return range && range.minFen <= 100_000 && range.maxFen >= 300_000
  })

type Entered = Pick<Inspection, 'id' | 'version'>

async function recorded(house: FieldHouse, phone: Phone, { id, version }: Entered, items: readonly PlannedItem[]) {
  const found = items.filter(smallKeyOf).slice(0, 2)
  assert.equal(found.length, 2, 'two matters with a small fine')
  const findings = found.map((item) => ({
    id: randomUUID(),
    checkItemId: item.id,
    description: item.statement,
    place: '车间',
    violationKey: smallKeyOf(item) ?? null,
    quantity: 1,
    majorHazardCode: null,
    evidenceIds: [],
    noEvidenceBecause: '涉密区域不便拍照',
  }))
  const answers = items.map((item) => ({
    checkItemId: item.id,
    result: found.includes(item) ? 'nonconforming' : 'conforming',
    note: '',
  }))
  const present = [{ role: 'safety-manager', name: '安演示', absentBecause: '' }]
  const times = { from: ago(9), until: ago(6) }
  const input = {
    version,
    present,
    answers,
    findings,
    ...times,
    places: '车间',
    situation: '发现问题两项。',
    ...signed,
  }
  mustAnswer(await replay(house, phone, { path: `/inspection/${id}/record`, input }))
  return findings.map((finding) => ({ ...finding, hazardId: finding.id }))
}

async function enteredVisit(house: FieldHouse) {
  const visit = await house.visit(20)
  const { id } = visit.inspection
  const phone = await aPhone(house)
  const along = mustAnswer<TakenAlong>(
    await house.ask('first', 'POST', `/inspection/${id}/take-along`, { phone: phone.id }),
  )
  const pack = mustAnswer<SpotPack>(
    await house.ask('first', 'POST', '/casework/on-site/take-along', { phone: phone.id }),
  )
  const input = { version: 2, means: 'typed', doorCode: visit.enterprise.creditCode, latitude: null, longitude: null }
  mustAnswer(await replay(house, phone, { path: `/inspection/${id}/enter`, input }))
  return { ...visit, id, phone, pack, along }
}

type Spot = { readonly hazardId: string; readonly violationKey: string | null }

const penaltyOf = (
  inspectionId: string,
  { hazardId, violationKey }: Spot,
  number: string | null,
  more: object = {},
) => {
  const clause = spotClauseOf(book, { violationKey }, lawDateOf(ago(0)))
  assert.ok(clause)
  return {
    id: randomUUID(),
    inspectionId,
    hazardId,
    number,
    facts: '现场检查发现安全警示标志缺失。',
    violatedText: clause.violated,
    basisText: clause.basis,
    penaltyKind: 'fine',
    amountFen: 100_000,
    collect: 'bank',
    certificatesShown: true,
    told: true,
    recorded: true,
    heard: '没有异议。',
    ...signed,
    ...more,
  }
}

type Printing = {
  readonly file: InspectionFile
  readonly pack: SpotPack
  readonly along: TakenAlong
  readonly input: ReturnType<typeof penaltyOf>
  readonly number: string
}

/** The decision as the phone lays it out from what it took along. */
function printedOnThePhone({ file, pack, along, input, number }: Printing): PaperFace {
  const { inspection, enterprise } = file
  const at = ago(0)
  const people = file.facts.officers
  const spot = { id: input.id, region: inspection.region, at, enterprise, against: 'unit' as const, people }
  const face = spotPaperAhead({
    draft: draftAlone(simple, spot),
    said: SpotPenalty.parse(input),
    inspection,
    officers: people,
    bureau: along.bureau,
    book: lawBookOf({ ...lawDataOf(along.law), parameters: [...along.law.parameters, ...pack.parameters] }),
    pack,
    number,
    by: askerFor({ ...CAST.first, region: inspection.region }),
    at,
  })
  assert.ok(face)
  return face
}

test('APL 51, 52, NEW-09: a penalty on the spot bears the number that the phone held, once, and is the desk’s own step', async (t) => {
  const house = await openFieldHouse(t)
  const { id, items, phone, pack, along } = await enteredVisit(house)
  assert.equal(pack.numbers.length, 4)
  const again = mustAnswer<SpotPack>(
    await house.ask('first', 'POST', '/casework/on-site/take-along', { phone: phone.id }),
  )
  assert.deepEqual(again.numbers, pack.numbers, 'unused numbers are given again, none is drawn anew')
  const [number = '', other = ''] = pack.numbers
  const early = penaltyOf(id, { hazardId: randomUUID(), violationKey: 'AQ-97-3d' }, number)
  assert.equal((await replay(house, phone, { path: '/casework/on-site', input: early })).status, 404)
  const [first, second] = await recorded(house, phone, { id, version: 3 }, items)
  assert.ok(first && second)
  const penalise = (input: object) => replay(house, phone, { path: '/casework/on-site', input })

  assert.deepEqual(codesOf(await penalise(penaltyOf(id, first, number, { amountFen: 300_001 }))), ['above-simple-cap'])
  assert.deepEqual(codesOf(await penalise(penaltyOf(id, first, number, { told: false }))), ['not-told-first'])
  assert.deepEqual(codesOf(await penalise(penaltyOf(id, first, number, { signatures: [ink(CAST.first.name)] }))), [
    'officers-have-not-signed',
  ])
  assert.deepEqual(codesOf(await penalise(penaltyOf(id, first, number, { basisText: '《旧法》第一条' }))), [
    'basis-differs',
  ])
  assert.deepEqual(codesOf(await penalise(penaltyOf(id, first, `${number}`.replace(/\d+号$/, '999号')))), [
    'number-not-held',
  ])

  const key = randomUUID()
  const input = penaltyOf(id, first, number)
  const once = { path: '/casework/on-site', input, key }
  const made = mustAnswer<{ id: string; number: string }>(await replay(house, phone, once))
  assert.equal(made.number, number)
  phone.seq -= 1
  assert.deepEqual(mustAnswer(await replay(house, phone, once)), made, 'the same command again is the same penalty')

  assert.deepEqual(codesOf(await penalise(penaltyOf(id, second, number))), ['number-not-held'], 'a number is used once')
  assert.deepEqual(codesOf(await penalise(penaltyOf(id, first, other))), ['punished-on-spot'], 'one act, one fine')

  const { proceeding } = mustAnswer<{ proceeding: Proceeding }>(
    await house.ask('first', 'GET', `/casework/proceedings/${made.id}`),
  )
  assert.deepEqual([proceeding.kind, proceeding.state, proceeding.hazardIds], ['simple', 'served', [first.hazardId]])
  assert.equal(proceeding.clocks.find(({ clock }) => clock === 'D-42')?.whose, 'party', 'reconsideration runs')
  const file = mustAnswer<InspectionFile>(await house.ask('first', 'GET', `/inspection/${id}`))
  const paper = file.papers.find(({ template }) => template === 'D32')
  assert.deepEqual([paper?.number, paper?.state], [number, 'served'])
  const printed = printedOnThePhone({ file, pack, along, input, number })
  const kept = await house.db.transaction(NATIONWIDE, (tx) => findPaper(tx, paper?.id ?? ''))
  assert.ok(kept)
  const { decidedAt: _mine, ...mine } = printed.data
  const { decidedAt: _theirs, ...theirs } = kept.data
  assert.deepEqual(theirs, mine, 'the office keeps the paper that was printed')
  assert.deepEqual(kept.signatures, printed.signatures)

  const visit = { inspection: file.inspection, hazards: file.hazards, evidence: [], papers: file.papers }
  const proposal = proposalFrom({ ...visit, enterprise: file.enterprise }, { book, newId: randomUUID, against: 'unit' })
  const filing = await house.ask('first', 'POST', '/casework', proposal)
  assert.deepEqual(codesOf(filing), ['punished-on-spot'], 'what was punished on the spot enters no case (APL 29)')
  assert.ok((await house.db.transaction(NATIONWIDE, (tx) => verifyJournal(tx))).ok)
})

test('APL 51: another phone’s number, and one on a visit that another phone holds, are tasks and never papers', async (t) => {
  const house = await openFieldHouse(t)
  const { id, items, phone, pack } = await enteredVisit(house)
  const [hazard] = await recorded(house, phone, { id, version: 3 }, items)
  assert.ok(hazard)
  const stranger = await aPhone(house)
  const input = penaltyOf(id, hazard, pack.numbers[0] ?? null)
  assert.deepEqual(codesOf(await replay(house, stranger, { path: '/casework/on-site', input })), [
    'lease-held-by-other',
  ])
  const taken = { phone: stranger.id }
  const foreign = mustAnswer<SpotPack>(await house.ask('first', 'POST', '/casework/on-site/take-along', taken))
  assert.ok(!foreign.numbers.some((number) => pack.numbers.includes(number)), 'no number is held twice')
  const mixed = penaltyOf(id, hazard, foreign.numbers[0] ?? null)
  assert.deepEqual(codesOf(await replay(house, phone, { path: '/casework/on-site', input: mixed })), [
    'number-not-held',
  ])
})

const interviewOf = (id: string, more: object = {}) => ({
  id: randomUUID(),
  inspectionId: id,
  from: ago(8),
  until: ago(4),
  place: '会议室',
  respondent: '李演示',
  gender: '男',
  age: 40,
  idNumber: '',
  employer: '演示企业',
  jobTitle: '焊工',
  home: '',
  phone: '',
  officerIds: [CAST.first.id, CAST.second.id],
  recorder: CAST.second.name,
  certificatesShown: true,
  rightsTold: true,
  recusal: '不申请',
  readBack: 'read',
  corrections: '',
  questions: [{ question: '您有没有操作证？', answer: '没有。' }],
  nth: 1,
  ...signed,
  ...more,
})

test('APL 42, 43, 55: an interview on site follows the rules of one in a case, and the filing takes it along', async (t) => {
  const house = await openFieldHouse(t)
  const { id, items, phone, pack } = await enteredVisit(house)
  assert.ok(pack.questions.some(({ key }) => key === 'opening'))
  const interview = (more: object) =>
    replay(house, phone, { path: '/casework/on-site/interviews', input: interviewOf(id, more) })
  assert.deepEqual(codesOf(await interview({ officerIds: [CAST.first.id] })), ['fewer-than-two-officers'])
  assert.deepEqual(codesOf(await interview({ rightsTold: false })), ['rights-not-told'])
  assert.deepEqual(codesOf(await interview({ readBack: null })), ['record-not-read-back'])
  assert.deepEqual(codesOf(await interview({ partySignature: null })), ['party-has-not-signed'])
  assert.deepEqual(codesOf(await interview({ nth: 2 })), ['interview-counted-wrong'])
  const { paperId } = mustAnswer<{ paperId: string }>(await interview({}))
  assert.deepEqual(codesOf(await interview({ respondent: '王演示' })), ['officer-in-two-places'])
  await recorded(house, phone, { id, version: 3 }, items)
  const file = mustAnswer<InspectionFile>(await house.ask('unit', 'GET', `/inspection/${id}`))
  const visit = { inspection: file.inspection, hazards: file.hazards, evidence: [], papers: file.papers }
  const proposal = proposalFrom({ ...visit, enterprise: file.enterprise }, { book, newId: randomUUID, against: 'unit' })
  assert.equal(proposal.evidence.find((one) => one.paperId === paperId)?.kind, 'statement')
  assert.equal(proposal.urgentSince, lawDateOf(ago(3)), 'evidence before the filing: D-11 runs')
})

async function drafted(house: FieldHouse) {
  const { enterprise, items } = await house.visit(4)
  const plan = {
    enterpriseId: enterprise.id,
    reason: 'complaint',
    reasonRef: '举报〔2026〕9号',
    plannedOn: lawDateOf(ago(0)),
    officerIds: [CAST.first.id, CAST.second.id],
    assistants: [],
    checkItemIds: items.map(({ id }) => id),
    method: 'on-site',
  }
  const answer = mustAnswer<{ inspection: Inspection }>(await house.ask('first', 'POST', '/inspection/plans', plan))
  return { id: answer.inspection.id, enterprise, items }
}

test('INS-02, D-01, D-02, G02: an urgent visit begins before its approval, on a serial of its own, and is ratified or stays flagged', async (t) => {
  const house = await openFieldHouse(t)
  const { id, enterprise } = await drafted(house)
  const phone = await aPhone(house)
  const along = mustAnswer<TakenAlong>(
    await house.ask('first', 'POST', `/inspection/${id}/take-along`, { phone: phone.id }),
  )
  const number = along.numbers.find(({ template }) => template === 'JCTZ')?.number ?? ''
  assert.match(number, /应急检通/)
  assert.deepEqual(
    codesOf(await house.ask('unit', 'POST', `/inspection/${id}/approve-plan`, { version: 1, opinion: '同意。' })),
    ['draft-taken-along'],
    'the draft stays as it was taken along',
  )
  const door = { version: 1, means: 'typed', doorCode: enterprise.creditCode, latitude: null, longitude: null }
  const enter = (more: object) =>
    replay(house, phone, { path: `/inspection/${id}/enter-urgently`, input: { ...door, number, ...more } })
  assert.deepEqual(codesOf(await enter({ because: '紧急' })), ['urgency-not-explained'])
  mustAnswer(await enter({ because: '群众举报正在违规动火，等待审批可能引发火灾' }))
  const unratified = mustAnswer<{ inspections: { id: string }[] }>(
    await house.ask('unit', 'GET', '/inspection?unratified=true'),
  )
  assert.deepEqual(
    unratified.inspections.map((one) => one.id),
    [id],
  )
  const before = mustAnswer<InspectionFile>(await house.ask('unit', 'GET', `/inspection/${id}`))
  assert.equal(before.papers[0]?.number, number)
  assert.equal(before.clocks[0]?.id, 'D-02')
  assert.equal(before.plumbLine.find(({ step }) => step === 'ratify-plan')?.level, 'pending')

  const said = { agreed: true, opinion: '情况属实，同意补办。' }
  assert.deepEqual(codesOf(await house.ask('first', 'POST', `/inspection/${id}/ratify`, said)), ['not-permitted'])
  mustAnswer(await house.ask('unit', 'POST', `/inspection/${id}/ratify`, said))
  assert.deepEqual(codesOf(await house.ask('deputy', 'POST', `/inspection/${id}/ratify`, said)), ['ratified-already'])
  const after = mustAnswer<InspectionFile>(await house.ask('unit', 'GET', `/inspection/${id}`))
  assert.equal(after.inspection.version, before.inspection.version, 'the visit goes on meanwhile on the phone')
  const serials = after.papers.map((paper) => /〔\d{4}〕(\d+)/.exec(paper.number ?? '')?.[1])
  assert.equal(new Set(serials).size, 1, 'notice and plan share one serial')
  assert.equal(after.plumbLine.find(({ step }) => step === 'ratify-plan')?.level, 'lawful')
})

/** Calls as a certified officer of the bureau who is on no visit. */
async function asAnother(house: FieldHouse, path: string, body: object): Promise<Reply> {
  const officer = { ...CAST.first, id: randomUUID(), region: '441302', name: '旁演示' }
  const passwordHash = await hashPassword(PASSWORD)
  await house.db.transaction(NATIONWIDE, (tx) =>
    createOfficer(tx, { officer, username: 'pangys', at: ago(1), by: 'test', passwordHash }),
  )
  const post = (to: string, said: object, cookie = '') =>
    fetch(`${house.base}/api${to}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(said),
    })
  const session = await post('/people/sign-in', { username: 'pangys', password: PASSWORD })
  const answer = await post(path, body, session.headers.getSetCookie()[0]?.split(';')[0])
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, bytes: Buffer.alloc(0) }
}

test('APL 42, 46: a photo announced by an officer who is not of the visit is refused and stays his task', async (t) => {
  const house = await openFieldHouse(t)
  const visit = await house.visit(2)
  const capture = {
    id: randomUUID(),
    subjectKind: 'inspection',
    subjectId: visit.inspection.id,
    sha256: 'a'.repeat(64),
    size: 10,
    deviceAt: ago(1),
    elapsedMs: null,
    latitude: null,
    longitude: null,
  }
  assert.deepEqual(codesOf(await asAnother(house, '/evidence/captures', capture)), ['capture-of-a-stranger'])
  mustAnswer(await house.ask('second', 'POST', '/evidence/captures', capture))
})
