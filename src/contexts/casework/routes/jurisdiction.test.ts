/** ORG-04 (APL 25): a town asks, the city gives the case to another town, which takes it in; each sees what is its own. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { createBureau, createOfficer } from '../../people/public.ts'
import type { Officer, Role } from '../../people/model.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import { askerFor, BUREAU, CAST } from '../../../../tests/journeys/dongguan.ts'
import { begin, go, playUntilFiled, refusalsOf, tryGo, type View } from '../../../../tests/journeys/roads.ts'
import { interview, notify, reportAndReview, type Play } from '../../../../tests/journeys/chapters.ts'
import { evidenceFile } from '../../evidence/contract.ts'
import * as contract from '../contract.ts'
import { listJurisdictionOrders, type JurisdictionOrder } from '../contract/jurisdiction.ts'
import * as roads from '../contract/proceeding.ts'

const CITY = '4419'
const OTHER = '441900119'
const AT = '2022-06-09T02:00:00.000Z'

const officer = (nth: number, region: string, roles: Role[]): Officer => ({
  ...CAST.first,
  id: `0d000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
  name: `演示${'甲乙丙丁'[nth] ?? nth}`,
  region,
  roles,
  certificate: { number: `粤T${nth}`, validFrom: '2021-01-01', validTo: '2025-12-31', status: 'valid' },
})
const SUPERIOR = officer(0, CITY, ['deputy-head'])
const RECEIVER = officer(1, OTHER, ['principal-head'])
const HANDLERS = [officer(2, OTHER, ['officer']), officer(3, OTHER, ['officer'])] as const

async function asked(t: TestContext) {
  const play = await playUntilFiled(t)
  const { db } = play.plumbline
  await db.transaction(NATIONWIDE, async (tx) => {
    await createBureau(tx, { ...BUREAU, region: CITY, name: '东莞市应急管理局（演示）', shortName: '东' })
    await createBureau(tx, { ...BUREAU, region: OTHER, name: '另一分局（演示）', shortName: '另' })
    for (const one of [SUPERIOR, RECEIVER, ...HANDLERS])
      await createOfficer(tx, { officer: one, username: one.id, at: AT, by: 'test' })
  })
  const as = (one: Officer) => play.plumbline.as(askerFor(one))
  let it = await begin(play, 'first', 'jurisdiction', 'ask-upward', {
    ground: 'recusal',
    grounds: '负责人与当事人有亲属关系',
  })
  it = await go(play, 'head', it, 'refer-jurisdiction', { superior: '东莞市应急管理局', referredOn: '2022-06-09' })
  return { play, as, it }
}
const takeAs = (client: Play['as']['first'], { proceeding }: View, step: string, input: object) =>
  client.call(roads.takeProceeding, { id: proceeding.id, version: proceeding.version, step, input })

test('APL 25(2): only the superior designates, never to the bureau that asked, nor outside its own region', async (t) => {
  const { play, as, it } = await asked(t)
  const input = { toBureau: OTHER, reasons: '指定相邻分局' }
  assert.deepEqual(refusalsOf(await tryGo(play, 'deputy', it, 'designate-other', input)), [
    'not-the-superior',
    'bureau-not-below',
  ])
  const city = as(SUPERIOR)
  const same = await takeAs(city, it, 'designate-other', { ...input, toBureau: '441900118' })
  assert.deepEqual(refusalsOf(same), ['same-bureau'])
  const left = await takeAs(city, it, 'leave-with-asker', { reasons: '不属于应当回避的情形' })
  assert.equal(left.status, 200, JSON.stringify(left.body))
  assert.equal(
    (await play.as.first.must<contract.CaseView>(contract.getCase, { id: play.held.id })).case.id,
    play.held.id,
  )
})

test('ORG-04: the case moves with its file, is taken in under a new number, and row-level security of both bureaus holds', async (t) => {
  const { play, as, it } = await asked(t)
  const [city, receiver, handler] = [as(SUPERIOR), as(RECEIVER), as(HANDLERS[0])]
  const ordered = await takeAs(city, it, 'designate-other', { toBureau: OTHER, reasons: '指定相邻分局' })
  assert.equal(ordered.status, 200, JSON.stringify(ordered.body))

  // The former bureau: the order, and nothing of the case.
  assert.equal((await play.as.first.call(contract.getCase, { id: play.held.id })).status, 404)
  assert.equal((await play.as.first.call(contract.listCases, {})).status, 200)
  const orders = async (client: typeof city) =>
    (await client.must<{ orders: JurisdictionOrder[] }>(listJurisdictionOrders, {})).orders
  for (const client of [play.as.first, city, receiver])
    assert.deepEqual(
      (await orders(client)).map(({ fromRegion, toRegion, number }) => [fromRegion, toRegion, number]),
      [['441900118', OTHER, '（东）应急指管〔2022〕1号']],
    )

  // The present one: the case with what the former one made.
  const seen = await receiver.must<contract.CaseView>(contract.getCase, { id: play.held.id })
  assert.ok(seen.papers.some(({ template }) => template === 'D01'))
  assert.equal((await receiver.call(evidenceFile, { id: play.evidenceId })).status, 200)
  const file = await receiver.call(contract.caseFile, { id: play.held.id })
  assert.equal(file.bytes.subarray(0, 5).toString(), '%PDF-')

  const { proceedings } = await receiver.must<{ proceedings: View[] }>(roads.proceedingsOfCase, { id: play.held.id })
  const [waiting] = proceedings
  assert.ok(waiting)
  const accept = (handlers: string[]) =>
    takeAs(receiver, waiting, 'accept-case', { handlers, approvalOpinion: '同意接收' })
  assert.deepEqual(refusalsOf(await accept([HANDLERS[0].id, CAST.second.id])), ['handlers-not-ours'])
  const accepted = await accept(HANDLERS.map(({ id }) => id))
  assert.equal(accepted.status, 200, JSON.stringify(accepted.body))
  const now = (await handler.must<contract.CaseView>(contract.getCase, { id: play.held.id })).case
  assert.deepEqual([now.region, now.number, now.handlers.length], [OTHER, '（另）应急立〔2022〕1号', 2])
  const mine = await handler.must<{ entries: { id: string }[] }>(contract.listCases, { mine: 'true' })
  assert.deepEqual(
    mine.entries.map(({ id }) => id),
    [play.held.id],
  )

  // What the new bureau writes is its own, and closed to the former one.
  const begun = await handler.call(roads.beginProceeding, {
    id: randomUUID(),
    kind: 'extension',
    step: 'apply-extension',
    caseId: now.id,
    input: { extendTo: '2022-12-01', reasons: '案情复杂', basis: '演示规定', handlerOpinion: '建议延长' },
  })
  assert.equal(begun.status, 200, JSON.stringify(begun.body))
  const hidden = await play.plumbline.db.transaction({ region: '441900118' }, (tx) =>
    tx.rows({ text: 'select id from casework.proceeding', values: [] } as never),
  )
  assert.deepEqual(hidden, [])
  const stranger = await play.plumbline.db.transaction({ region: '441900120' }, (tx) =>
    tx.rows({
      text: 'select id from casework.jurisdiction_order union all select id from document.paper',
      values: [],
    } as never),
  )
  assert.deepEqual(stranger, [], 'a third bureau sees nothing')
})

test('ORG-04, APL 25(2), 44, 58: after the notice the case still moves, and the new bureau reviews and tells anew', async (t) => {
  const { play, as, it } = await asked(t)
  await interview(play)
  await reportAndReview(play)
  await notify(play)
  assert.equal(play.held.state, 'notified')
  const ordered = await takeAs(as(SUPERIOR), it, 'designate-other', { toBureau: OTHER, reasons: '指定相邻分局' })
  assert.equal(ordered.status, 200, JSON.stringify(ordered.body))
  const now = (await as(RECEIVER).must<contract.CaseView>(contract.getCase, { id: play.held.id })).case
  assert.deepEqual(
    [now.region, now.state, now.notice, now.legalReview, now.discussion, now.decision],
    [OTHER, 'reported', null, null, null, null],
  )
  assert.deepEqual(now.acts, play.held.acts, 'what was investigated goes along')
})
