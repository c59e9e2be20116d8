/** What users of other field systems lost data by (design: needs U1–U14, U21, U22), asked of ours at its own endpoints. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { PROTOCOL, PROTOCOL_MIN, type Receipt } from '../../src/contexts/device/model.ts'
import type { Capture } from '../../src/contexts/evidence/model.ts'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { NATIONWIDE } from '../../src/platform/db.ts'
import { sha256Of } from '../../src/platform/files.ts'
import { journalOf, latestJournal } from '../../src/platform/journal.ts'
import { lostAnswers } from '../support/lost-answer.ts'
import { CAST } from './dongguan.ts'
import { keepMeasured, keepProved } from './field-burden.ts'
import { lengthOf } from './field-length.ts'
import { ago, behind, codesOf, replay } from './field-replay.ts'
import { aPhoto, business, openFieldHouse, type FieldHouse, type Reply } from './field-house.ts'

let house: FieldHouse
const cleanups: (() => Promise<unknown>)[] = []
before(async () => {
  house = await openFieldHouse({ after: (work) => cleanups.push(work) })
})
after(async () => {
  for (const work of cleanups) await work()
})

type Part = 'first' | 'second'
const COMMANDS = lengthOf(100, 500)
const saysOf = ({ body }: Reply) =>
  ((body['refusals'] ?? []) as { says: string; mend?: string }[])
    .map(({ says, mend }) => `${says}。${mend ?? ''}`)
    .join()

/** A phone as the server knows it: it greets, takes along and replays. */
async function aPhone(part: Part, { skewMs = 0, protocol = PROTOCOL } = {}) {
  const id = randomUUID()
  const now = () => new Date(Date.now() + skewMs).toISOString()
  let seq = 0
  const hello = () => house.ask(part, 'POST', '/device/hello', { phone: id, now: now(), protocol, waiting: 0 })
  const first = await hello()
  assert.equal(first.status, 200, JSON.stringify(first.body))
  return {
    id,
    greeted: first.body,
    hello,
    takeAlong: (inspectionId: string) =>
      house.ask(part, 'POST', `/inspection/${inspectionId}/take-along`, { phone: id }),
    replay: (path: string, body: object, { takenAt = now(), key = randomUUID() } = {}) =>
      house.ask(part, 'POST', path, body, {
        'idempotency-key': key,
        'x-phone': id,
        'x-protocol': String(protocol),
        'x-seq': String((seq += 1)),
        'x-taken-at': takenAt,
        'x-sent-at': now(),
      }),
  }
}

const entry = (doorCode: string, version = 2) => ({
  version,
  means: 'typed',
  doorCode,
  latitude: null,
  longitude: null,
})
const fileOf = async (id: string) =>
  (await house.ask('unit', 'GET', `/inspection/${id}`)).body as unknown as InspectionFile

/** Sends bytes by the tus protocol, cut off and taken up again where they ended. */
async function upload(part: Part, id: string, bytes: Buffer, cuts: readonly number[] = []) {
  const owner = CAST[part].id
  const raw = (method: string, path: string, headers: Record<string, string>, body?: Buffer) =>
    fetch(`${house.base}/api/uploads${path}`, {
      method,
      headers: { cookie: house.cookie(part), 'tus-resumable': '1.0.0', ...headers },
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
  const made = await raw('POST', '', {
    'upload-length': String(bytes.length),
    'upload-metadata': `id ${Buffer.from(id).toString('base64')}`,
  })
  assert.equal(made.status, 201, await made.text())
  let sent = 0
  for (const end of [...cuts, bytes.length]) {
    const there = await raw('HEAD', `/${owner}~${id}`, {})
    const offset = Number(there.headers.get('upload-offset'))
    assert.equal(offset, sent, 'the server knows how far it came')
    const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }
    const answer = await raw('PATCH', `/${owner}~${id}`, headers, bytes.subarray(offset, end))
    assert.equal(answer.status, 204, await answer.text())
    sent = end
  }
}

const aCapture = (subjectId: string, bytes: Buffer, changes: object = {}) => ({
  id: randomUUID(),
  subjectKind: 'inspection',
  subjectId,
  sha256: sha256Of(bytes),
  size: bytes.length,
  deviceAt: ago(10),
  elapsedMs: 600_000,
  latitude: 23.1,
  longitude: 113.9,
  ...changes,
})

test(`U1: the answer is lost after the commit of ${COMMANDS} commands, three tries each: exactly ${COMMANDS} are kept`, async (t) => {
  const { inspection } = await house.visit()
  const phone = { ...(await aPhone('first')), seq: 0 }
  const line = await lostAnswers(t, house.base)
  const deaf = behind(house, line.base)
  const bytes = await aPhoto(1)
  const commands = Array.from({ length: COMMANDS }, () => ({ key: randomUUID(), body: aCapture(inspection.id, bytes) }))
  for (let from = 0; from < commands.length; from += 25) {
    await Promise.all(
      commands.slice(from, from + 25).map(async ({ key, body }) => {
        const again = { path: '/evidence/captures', input: body, key }
        await Promise.all([1, 2].map(() => assert.rejects(replay(deaf, phone, again), TypeError)))
        const told = await replay(house, phone, again)
        assert.equal(told.status, 200, JSON.stringify(told.body))
      }),
    )
  }
  const { commands: kept } = (await house.ask('unit', 'GET', `/device/commands?subjectId=${inspection.id}`)).body as {
    commands: Receipt[]
  }
  assert.equal(line.lost(), 2 * COMMANDS, 'the server had done it each time')
  assert.equal(kept.length, COMMANDS)
  assert.deepEqual(new Set(kept.map(({ id }) => id)), new Set(commands.map(({ key }) => key)))
  keepProved({ lostAnswers: { commands: COMMANDS, lost: line.lost() } })
})

test('U6: an officer who was taken off the visit while he had no network: his late act is refused, journalled, and changes nothing', async () => {
  const { inspection, enterprise } = await house.visit()
  const phone = await aPhone('first')
  assert.equal((await phone.takeAlong(inspection.id)).status, 200)
  const revoked = { number: CAST.first.certificate?.number, validFrom: '2021-01-01', validTo: '2039-12-31' }
  await house.certify('first', { ...revoked, status: 'suspended' })
  const late = await phone.replay(`/inspection/${inspection.id}/enter`, entry(enterprise.creditCode), {
    takenAt: ago(1),
  })
  await house.certify('first', { ...revoked, status: 'valid' })
  assert.equal(late.status, 422, JSON.stringify(late.body))
  assert.ok(codesOf(late).length > 0 && saysOf(late).includes('执法'))
  assert.equal((await fileOf(inspection.id)).inspection.state, 'approved')
  const rows = await house.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 30))
  assert.ok(
    rows.some(({ action, outcome, deviceAt }) => action === 'inspection.entered' && outcome === 'refused' && deviceAt),
  )
})

test('U7: one business opened on two devices at the same moment is one file; the second is told so and what to do', async () => {
  const { id: _, origins: __, version: ___, ...fields } = business(900)
  const open = (part: Part) => house.ask(part, 'POST', '/registry/enterprises', { ...fields, id: randomUUID() })
  const made = await Promise.all([open('first'), open('second')])
  assert.deepEqual(
    made.map(({ status }) => status).toSorted(),
    [200, 422],
    JSON.stringify(made.map(({ body }) => body)),
  )
  const refused = made.find(({ status }) => status === 422)
  assert.ok(refused)
  assert.deepEqual(codesOf(refused), ['credit-code-taken'])
  assert.match(saysOf(refused), new RegExp(`${fields.creditCode}已有档案。.*检索`))
  const found = await house.ask('unit', 'GET', `/registry/enterprises?q=${fields.creditCode}`)
  assert.equal((found.body['enterprises'] as unknown[]).length, 1)
})

test('U8: device time, corrected time, receipt and the time that passed by a clock nobody sets are kept beside each other, in the journal as well', async () => {
  const { inspection } = await house.visit()
  const bytes = await aPhoto(2)
  const fast = 3 * 3_600_000
  const phone = await aPhone('first', { skewMs: fast })
  assert.equal(phone.greeted['isClockWrong'], true)
  const deviceAt = new Date(Date.now() - 600_000 + fast).toISOString()
  const sent = aCapture(inspection.id, bytes, { deviceAt })
  const answer = await phone.replay('/evidence/captures', sent, { takenAt: deviceAt })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const capture = answer.body as unknown as Capture
  assert.equal(capture.deviceAt, deviceAt)
  assert.ok(
    Math.abs(Date.parse(capture.actAt) - (Date.now() - 600_000)) < 10_000,
    'ten minutes ago, whatever the phone says',
  )
  assert.equal(capture.elapsedMs, 600_000)
  await upload('first', capture.id, bytes)
  const kept = await house.ask('first', 'POST', `/evidence/captures/${capture.id}/arrived`, { name: '照片.jpg' })
  assert.equal(kept.status, 200, JSON.stringify(kept.body))
  assert.equal(kept.body['takenAt'], capture.actAt)
  const rows = await house.db.transaction(NATIONWIDE, (tx) => journalOf(tx, 'inspection', inspection.id))
  const row = rows.find(({ action }) => action === 'evidence.captured')
  assert.equal(row?.deviceAt, deviceAt)
  assert.equal(row?.detail['deviceAt'], deviceAt)
  assert.ok(Math.abs(Number(row?.detail['clockSkewMs']) - fast) < 5_000)
})

test('U9: a photo is known by its hash from the capture on, shown as pending, taken up where it was cut, and kept byte for byte', async () => {
  const { inspection } = await house.visit()
  const phone = await aPhone('first')
  const bytes = await aPhoto(3)
  const capture = aCapture(inspection.id, bytes)
  assert.equal((await phone.replay('/evidence/captures', capture)).status, 200)
  const pending = async () =>
    (
      (await house.ask('unit', 'GET', `/evidence/captures?subjectId=${inspection.id}`)).body['captures'] as {
        hasArrived: boolean
      }[]
    ).map(({ hasArrived }) => hasArrived)
  assert.deepEqual(await pending(), [false])
  const arrived = () => house.ask('first', 'POST', `/evidence/captures/${capture.id}/arrived`, { name: '照片.jpg' })
  assert.equal((await arrived()).status, 400, 'nothing is claimed that is not here')
  await upload('first', capture.id, bytes, [1_000, 1_500, bytes.length - 7])
  const kept = await arrived()
  assert.equal(kept.status, 200, JSON.stringify(kept.body))
  assert.deepEqual((await arrived()).body, kept.body)
  assert.deepEqual(await pending(), [true])
  assert.ok((await house.ask('unit', 'GET', `/evidence/${capture.id}/file`)).bytes.equals(bytes))
})

test('U9: bytes that are not those of the capture are refused, and nobody reaches the upload of another officer', async () => {
  const { inspection } = await house.visit()
  const phone = await aPhone('first')
  const capture = aCapture(inspection.id, await aPhoto(4))
  assert.equal((await phone.replay('/evidence/captures', capture)).status, 200)
  await upload('first', capture.id, await aPhoto(5))
  const wrong = await house.ask('first', 'POST', `/evidence/captures/${capture.id}/arrived`, { name: '照片.jpg' })
  assert.deepEqual(codesOf(wrong), ['hash-differs'])
  assert.equal(
    (await house.ask('second', 'POST', `/evidence/captures/${capture.id}/arrived`, { name: 'x' })).status,
    404,
  )
  const foreign = await fetch(`${house.base}/api/uploads/${CAST.first.id}~${capture.id}`, {
    method: 'HEAD',
    headers: { cookie: house.cookie('second'), 'tus-resumable': '1.0.0' },
  })
  assert.equal(foreign.status, 404)
})

test('U13: one refused command is given up with a reason, and the journal keeps what it was by its digest', async () => {
  const { inspection } = await house.visit()
  const phone = await aPhone('first')
  const id = randomUUID()
  const told = { phone: phone.id, seq: 9, action: 'record', subjectId: inspection.id, takenAt: ago(60), sentAt: ago(0) }
  const given = await house.ask('first', 'POST', `/device/commands/${id}/discard`, {
    ...told,
    because: '已由同事补办',
    input: '{}',
  })
  assert.equal(given.status, 200, JSON.stringify(given.body))
  assert.equal((given.body as unknown as Receipt).outcome, 'discarded')
  const bare = await house.ask('first', 'POST', `/device/commands/${randomUUID()}/discard`, {
    ...told,
    because: ' ',
    input: '{}',
  })
  assert.equal(bare.status, 400)
  const [row] = await house.db.transaction(NATIONWIDE, (tx) => journalOf(tx, 'command', id))
  assert.equal(row?.detail['because'], '已由同事补办')
  const foreign = await house.ask('second', 'POST', `/device/commands/${randomUUID()}/discard`, {
    ...told,
    because: 'x',
    input: '',
  })
  assert.equal(foreign.status, 404)
})

test('U22: a second phone hears who holds the visit, until when and what to do; handed back, it may take it', async () => {
  const { inspection, enterprise } = await house.visit()
  const [one, two] = [await aPhone('first'), await aPhone('second')]
  assert.equal((await one.takeAlong(inspection.id)).status, 200)
  const refused = await two.takeAlong(inspection.id)
  assert.deepEqual(codesOf(refused), ['lease-held-by-other'])
  assert.match(saysOf(refused), new RegExp(`由${CAST.first.name}的终端主办.*交回`))
  const act = await two.replay(`/inspection/${inspection.id}/enter`, entry(enterprise.creditCode))
  assert.deepEqual(codesOf(act), ['lease-held-by-other'])
  const back = await house.ask('first', 'POST', `/inspection/${inspection.id}/hand-back`, { phone: one.id })
  assert.equal(back.status, 200, JSON.stringify(back.body))
  assert.equal((await two.takeAlong(inspection.id)).status, 200)
  assert.equal((await two.replay(`/inspection/${inspection.id}/enter`, entry(enterprise.creditCode))).status, 200)
})

test('U22: who comes too late with his version hears who did what and when', async () => {
  const { inspection, enterprise } = await house.visit()
  const phone = await aPhone('first')
  assert.equal(
    (await house.ask('second', 'POST', `/inspection/${inspection.id}/enter`, entry(enterprise.creditCode))).status,
    200,
  )
  const late = await phone.replay(`/inspection/${inspection.id}/enter`, entry(enterprise.creditCode), {
    takenAt: ago(2),
  })
  assert.equal(late.status, 409)
  assert.match(String(late.body['conflict']), new RegExp(`${CAST.second.name}已于.*办理“扫码入企”`))
})

test('an app one version behind syncs; an older one is told plainly and loses nothing', async () => {
  const { inspection, enterprise } = await house.visit()
  const behind = await aPhone('first', { protocol: PROTOCOL - 1 })
  assert.equal(behind.greeted['protocolMin'], PROTOCOL_MIN)
  const old = await aPhone('first', { protocol: PROTOCOL - 2 })
  const refused = await old.replay(`/inspection/${inspection.id}/enter`, entry(enterprise.creditCode))
  assert.deepEqual(codesOf(refused), ['app-too-old'])
  assert.match(saysOf(refused), /更新/)
  assert.equal((await behind.replay(`/inspection/${inspection.id}/enter`, entry(enterprise.creditCode))).status, 200)
})

test('a lost phone is told at its next contact to forget everything, and nothing is taken from it any more', async () => {
  const { inspection, enterprise } = await house.visit()
  const phone = await aPhone('first')
  const wiped = await house.ask('first', 'POST', `/device/phones/${phone.id}/wipe`, { because: '手机遗失' })
  assert.equal(wiped.status, 200, JSON.stringify(wiped.body))
  assert.equal((await phone.hello()).body['mustForget'], true)
  const late = await phone.replay(`/inspection/${inspection.id}/enter`, entry(enterprise.creditCode))
  assert.deepEqual(codesOf(late), ['phone-wiped'])
})

test('U21: where nothing was found nothing is ordered or re-checked, and the visit ends; an order names open hazards only', async () => {
  const { inspection, enterprise, items } = await house.visit(2)
  const phone = await aPhone('first')
  assert.equal((await phone.takeAlong(inspection.id)).status, 200)
  const enteredAt = ago(1.5)
  const path = `/inspection/${inspection.id}`
  assert.equal((await phone.replay(`${path}/enter`, entry(enterprise.creditCode), { takenAt: enteredAt })).status, 200)
  const ink = (name: string) => ({ name, post: '行政执法人员', strokes: 'M1 1L9 9', at: ago(60) })
  const signed = {
    signatures: [ink(CAST.first.name), ink(CAST.second.name)],
    partySignature: ink('安演示'),
    refusalNote: '',
  }
  const record = {
    version: 3,
    present: [{ role: 'safety-manager', name: '安演示', absentBecause: '' }],
    answers: items.map(({ id }) => ({ checkItemId: id, result: 'conforming', note: '' })),
    findings: [],
    from: enteredAt,
    until: ago(0),
    places: '车间',
    situation: '未发现问题。',
    ...signed,
  }
  const recorded = await phone.replay(`${path}/record`, record, { takenAt: ago(1) })
  assert.equal(recorded.status, 200, JSON.stringify(recorded.body))
  const order = { version: 4, rectifyBy: '2039-01-01', items: [], measures: [], ...signed }
  assert.deepEqual(codesOf(await phone.replay(`${path}/order`, order, { takenAt: ago(0.5) })), ['nothing-to-order'])
  const recheck = { version: 4, place: '', results: [], ...signed }
  assert.deepEqual(codesOf(await phone.replay(`${path}/recheck`, recheck, { takenAt: ago(0.5) })), ['wrong-state'])
  assert.equal((await phone.replay(`${path}/conclude`, { version: 4 }, { takenAt: ago(0.2) })).status, 200)
  const { inspection: ended, papers } = await fileOf(inspection.id)
  assert.equal(ended.state, 'concluded')
  assert.equal(ended.entry?.at, enteredAt, 'the entry counts when it was made')
  assert.deepEqual(papers.map(({ template }) => template).toSorted(), ['D02', 'D03', 'JCTZ'])
})

test('U12: a finished paper is corrected by a new one that names the old, its reason and who did it', async () => {
  const { inspection, enterprise } = await house.visit(2)
  assert.equal(
    (await house.ask('first', 'POST', `/inspection/${inspection.id}/enter`, entry(enterprise.creditCode))).status,
    200,
  )
  const notice = (await fileOf(inspection.id)).papers.find(({ template }) => template === 'JCTZ')
  const bare = await house.ask('first', 'POST', `/document/${notice?.id}/correct`, { data: {}, reason: ' ' })
  assert.ok(bare.status === 400 || bare.status === 422, JSON.stringify(bare.body))
  const right = await house.ask('first', 'POST', `/document/${notice?.id}/correct`, {
    data: { address: '大岭山镇演示工业区乙路9号' },
    reason: '地址写错',
  })
  assert.equal(right.status, 200, JSON.stringify(right.body))
  const both = (await fileOf(inspection.id)).papers.filter(({ template }) => template === 'JCTZ')
  assert.deepEqual(
    both.map(({ state }) => state),
    ['corrected', 'issued'],
  )
  const rows = await house.db.transaction(NATIONWIDE, (tx) => latestJournal(tx, 10))
  assert.ok(rows.some(({ action, askerName }) => action.startsWith('document.') && askerName === CAST.first.name))
})

test('20 tasks taken along weigh at most 5 MB without photos', async (t) => {
  const phone = await aPhone('first')
  let bytes = 0
  for (let nth = 0; nth < 20; nth += 1) {
    const { inspection } = await house.visit(40)
    const pack = await phone.takeAlong(inspection.id)
    assert.equal(pack.status, 200)
    bytes += pack.bytes.length
  }
  keepMeasured({ takenAlong: { visits: 20, bytes } })
  t.diagnostic(`${(bytes / 1024 / 1024).toFixed(2)} MB for 20 visits of 40 matters`)
  assert.ok(bytes <= 5 * 1024 * 1024, `${bytes} bytes`)
})

test('APL 47: an act that a phone dates before the approval of its plan is refused', async () => {
  const { inspection, enterprise } = await house.visit(2)
  const phone = await aPhone('first')
  const early = await phone.replay(`/inspection/${inspection.id}/enter`, entry(enterprise.creditCode), {
    takenAt: ago(30),
  })
  assert.deepEqual(codesOf(early), ['act-before-the-last'])
})
