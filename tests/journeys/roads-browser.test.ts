/** Every road beside the straight one, walked in Chromium on the pages that people use, to where the law lets it end. */
import assert from 'node:assert/strict'
import { after, before, test, type TestContext } from 'node:test'
import { CAST } from './dongguan.ts'
import { openRoads, type Walker } from './roads-theatre.ts'

let walker: Walker
const cleanups: (() => unknown)[] = []
before(async () => {
  const atTheEnd = { after: (work: () => unknown) => void cleanups.push(work) }
  walker = await openRoads(atTheEnd as unknown as TestContext)
})
after(async () => {
  for (const work of cleanups.reverse()) await work()
})
/** After the notification of 2026-03-05; every walk sets its own days. */
const day = (date: string) => walker.at(`${date}T06:00:00.000Z`)

test('seizure (ACL 18–28): applied, approved by a head, carried out on the spot, released', async () => {
  day('2026-03-09')
  const id = await walker.plant('filed')
  await walker.take('first', id, 'apply-seizure')
  await walker.take('deputy', id, 'approve-seizure')
  const page = await walker.take('first', id, 'execute-seizure')
  // The thirty days hang on the plumb line of the case, with their article.
  await page
    .getByRole('region', { name: '垂线' })
    .or(page.locator('.plumb'))
    .getByText('查封、扣押期限')
    .first()
    .waitFor()
  await walker.take('first', id, 'propose-release')
  await walker.take('deputy', id, 'decide-release')
  await walker.take('first', id, 'serve-release')
  const { sides, papers } = await walker.stateOf(id)
  assert.deepEqual(sides, ['seizure ended'])
  assert.deepEqual(papers, ['D07', 'D08', 'D09', 'D11'])
})

test('crime (R310): team of two, report, principal head, the police within 24 hours, and the case ends with them', async () => {
  day('2026-03-09')
  const id = await walker.plant('filed')
  await walker.take('first', id, 'suspect-crime')
  await walker.take('head', id, 'form-team', { team: [CAST.first.name, CAST.second.name] })
  await walker.take('first', id, 'report-crime')
  await walker.take('head', id, 'approve-transfer-to-police')
  await walker.take('first', id, 'send-to-police')
  await walker.take('first', id, 'police-file')
  const { state, ending, sides } = await walker.stateOf(id)
  assert.deepEqual([state, ending, sides], ['ended', 'transferred-crime', ['criminal filed']])
})

test('first violation (APL 33): no penalty, reviewed, decided with its education, corrected', async () => {
  day('2026-03-09')
  const id = await walker.plant('filed')
  await walker.take('first', id, 'propose-no-penalty', {
    ground: '初次违法',
    listEntry: '演示不予处罚清单第3项',
    signedDemand: '当事人签字的整改意见.jpg',
    correctBy: '2026-03-30',
  })
  await walker.take('legal', id, 'review-no-penalty')
  await walker.take('head', id, 'decide-no-penalty')
  await walker.take('first', id, 'serve-no-penalty')
  await walker.take('first', id, 'confirm-corrected')
  const { state, ending, sides } = await walker.stateOf(id)
  assert.deepEqual([state, ending, sides], ['ended', 'no-penalty-first', ['no-penalty fulfilled']])
})

test('hearing (APL 63–65): asked for in time, told seven working days before, held by somebody apart, reported', async () => {
  day('2026-03-10')
  const id = await walker.plant('notified')
  await walker.take('first', id, 'request-hearing')
  await walker.take('deputy', id, 'notice-hearing', {
    at: '2026-03-24 09:00',
    presiderId: ['闻听证'],
    hearerIds: [CAST.unit.name],
  })
  await walker.take('first', id, 'serve-hearing-notice')
  walker.at('2026-03-24T06:00:00.000Z')
  await walker.take('presider', id, 'hold-hearing', {
    startedAt: '2026-03-24 09:05',
    endedAt: '2026-03-24 11:00',
    agents: ['代演示', '律师'],
  })
  await walker.take('presider', id, 'report-hearing', { factsChanged: false })
  await walker.take('head', id, 'approve-hearing-report')
  const { sides, papers } = await walker.stateOf(id)
  assert.deepEqual([sides, papers], [['hearing finished'], ['D27', 'D28', 'D29']])
})

test('instalments, then the court (APL 66, 72; ACL 53–54): granted, broken, demanded, and applied for in the window', async () => {
  day('2026-03-20')
  const id = await walker.plant('served')
  await walker.take('first', id, 'apply-deferral', {
    mode: '分期缴纳',
    deferredTo: '2026-10-30',
    instalments: ['1', '2026-06-30', '20000', '2', '2026-10-30', '29000'],
  })
  await walker.take('deputy', id, 'grant-deferral')
  await walker.take('first', id, 'serve-deferral')
  day('2026-11-02')
  await walker.take('first', id, 'break-deferral')
  await walker.take('first', id, 'demand', { finalOn: '2026-11-16' })
  day('2026-11-18')
  await walker.take('first', id, 'draft-application')
  await walker.take('head', id, 'sign-application')
  await walker.take('first', id, 'file-application')
  const { sides, papers } = await walker.stateOf(id)
  assert.deepEqual(sides.sort(), ['court filed', 'deferral broken'])
  assert.ok(
    ['D38', 'D39', 'D41', 'D42'].every((code) => papers.includes(code)),
    papers.join(),
  )
})

test('reconsideration (ARL 48, 64): answered in time and revoked all the same; the case ends, its notice must go', async () => {
  day('2026-04-03')
  const id = await walker.plant('served')
  await walker.take('first', id, 'receive-reconsideration')
  await walker.take('first', id, 'answer-reconsideration')
  day('2026-05-13')
  await walker.take('first', id, 'record-reconsideration-revoked')
  await walker.take('first', id, 'finish-withdrawal-of-publicity')
  const { state, ending, sides } = await walker.stateOf(id)
  assert.deepEqual([state, ending, sides], ['ended', 'revoked', ['reconsideration finished']])
})

test('on the spot (APL 51–52): a unit is fined 3,000, the penalty is filed with the bureau and paid', async () => {
  day('2026-03-09')
  const path = await walker.begin('first', 'simple', {
    violatedText: '《中华人民共和国安全生产法》第三十五条',
    basisText: '《中华人民共和国安全生产法》第九十九条第（一）项',
    amountFen: '3000',
  })
  await walker.takeAlone('first', path, 'file-with-bureau')
  const page = await walker.takeAlone('first', path, 'pay-simple-fine')
  await page.getByText('办结', { exact: true }).first().waitFor()
})

test('accident (ACC 9–32, WSL 86): reported, passed on, investigated, approved, and only then penalties', async () => {
  day('2026-03-09')
  const path = await walker.begin('first', 'accident', { deaths: '1', lossFen: '500000' })
  await walker.takeAlone('first', path, 'pass-accident-on')
  await walker.takeAlone('first', path, 'form-investigation')
  await walker.takeAlone('first', path, 'submit-accident-report')
  await walker.takeAlone('first', path, 'approve-accident-report')
  const page = await walker.takeAlone('first', path, 'open-accident-cases')
  await page.getByText('已立案，待评估整改').first().waitFor()
  assert.deepEqual(walker.troubles, [])
})
