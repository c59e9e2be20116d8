import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import sharp from 'sharp'
import { freshDatabase } from '../../../tests/support/database.ts'
import { Refused } from '../../kernel/refusal.ts'
import { asOwner, openDatabase, type Tx } from '../../platform/db.ts'
import { openFiles, sha256Of } from '../../platform/files.ts'
import { aBureau } from './fixtures.ts'
import { sampleData } from './rules/sample.ts'
import type { FileOriginal, ServiceAct } from './model.ts'
import { correctPaper, findPaper, issuePaper, papersOf, recordService, servicesOf, type PaperOrder } from './public.ts'
import { bindFile, planFile } from './public/case-file.ts'
import { findTemplateOn } from './render/catalogue.ts'
import { verificationOf } from './rules/verification.ts'
import { findVerification } from './store.ts'

const at = '2026-03-20T02:00:00.000Z'
const theCase = { kind: 'case', id: '7f3b0f1e-0000-4000-8000-000000000001' } as const
const ENTERPRISE = '7f3b0f1e-0000-4000-8000-00000000000e'

async function openHouse(t: TestContext) {
  const database = await freshDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-papers-'))
  const db = openDatabase(database.url, 4)
  t.after(async () => {
    await db.close()
    await rm(folder, { recursive: true, force: true })
  })
  const files = openFiles(folder)
  const inTown = <T>(work: (tx: Tx) => Promise<T>) => db.transaction({ region: '4419' }, work)
  const order = (template: string, more: Partial<PaperOrder> = {}): PaperOrder => {
    const form = findTemplateOn(template, '2026-03-20')
    if (!form) throw new Error(`no ${template}`)
    return {
      template,
      bureau: aBureau(),
      subject: theCase,
      data: sampleData(form),
      by: 'officer-1',
      at,
      files,
      ...more,
    }
  }
  const issue = (template: string, more: Partial<PaperOrder> = {}) =>
    inTown((tx) => issuePaper(tx, order(template, more)))
  return { database, db, files, inTown, order, issue }
}

const aService = (changes: Partial<ServiceAct> = {}): ServiceAct => ({
  method: 'direct',
  servedAt: at,
  place: '东莞市长安镇',
  recipient: '张喆',
  recipientRelation: '法定代表人',
  servers: [{ name: '李淼', certificate: '粤S00001' }],
  witness: null,
  recorded: false,
  addressConfirmed: false,
  refused: false,
  note: null,
  ...changes,
})

const refusedWith = (code: string) => (error: unknown) =>
  error instanceof Refused && error.refusals.some((refusal) => refusal.code === code)

test('papers of one case share the serial of its filing, and the next case has the next', async (t) => {
  const { issue } = await openHouse(t)
  const filing = await issue('D01')
  const decision = await issue('D34', { serialOf: filing.id })
  const secondInquiry = [await issue('D15', { serialOf: filing.id }), await issue('D15', { serialOf: filing.id })]
  assert.equal(filing.number, '（东）应急立〔2026〕1号')
  assert.equal(decision.number, '（东）应急罚〔2026〕1号')
  assert.deepEqual(
    secondInquiry.map(({ number }) => number),
    ['（东）应急询〔2026〕1号', '（东）应急询〔2026〕1-2号'],
  )
  assert.equal((await issue('D01')).number, '（东）应急立〔2026〕2号')
  assert.equal((await issue('D16')).number, null)
})

test('numbers drawn at the same time are all different and leave no gap', async (t) => {
  const { issue, inTown, order } = await openHouse(t)
  const failing = inTown(async (tx) => {
    await issuePaper(tx, order('D01'))
    throw new Error('the act failed after its paper')
  }).catch(() => null)
  const papers = await Promise.all([failing, ...Array.from({ length: 6 }, () => issue('D01'))])
  const serials = papers.flatMap((paper) => (paper ? [paper.serial?.serial] : [])).sort()
  assert.deepEqual(serials, [1, 2, 3, 4, 5, 6])
})

test('the kept file is the paper that was issued, and its hash is in the row', async (t) => {
  const { issue, files, inTown } = await openHouse(t)
  const paper = await issue('D34', { serialOf: (await issue('D01')).id })
  assert.equal(sha256Of(await files.read(paper.pdfSha256)), paper.pdfSha256)
  const [, listed] = await inTown((tx) => papersOf(tx, theCase))
  assert.deepEqual([listed?.number, listed?.state, listed?.deemedServedOn], [paper.number, 'issued', null])
})

test('a paper that breaks a rule is refused and takes no number', async (t) => {
  const { issue, order } = await openHouse(t)
  const bad = {
    ...order('D34').data,
    remedy: { organ: '东莞市人民政府', court: '有管辖权的人民法院', reconsiderationDays: 60, litigationMonths: 6 },
  }
  await assert.rejects(issue('D34', { data: bad }), refusedWith('remedy-court-vague'))
  await assert.rejects(
    issue('D01', { data: { ...order('D01').data, party: '东莞😀公司' } }),
    refusedWith('character-without-glyph'),
  )
  assert.equal((await issue('D01')).serial?.serial, 1)
})

test('CPL 87: service moves the paper on and starts the periods; an internal paper is not served', async (t) => {
  const { issue, inTown } = await openHouse(t)
  const filing = await issue('D01')
  const notice = await issue('D26', { serialOf: filing.id })
  const serve = (paperId: string, service = aService()) =>
    inTown((tx) => recordService(tx, { paperId, service, at: '2026-03-21T02:00:00.000Z' }))
  assert.equal((await serve(notice.id)).deemedServedOn, '2026-03-20')
  assert.equal((await inTown((tx) => findPaper(tx, notice.id)))?.state, 'served')
  assert.equal((await inTown((tx) => servicesOf(tx, [notice.id]))).length, 1)
  await assert.rejects(serve(filing.id), refusedWith('paper-not-served'))
  await assert.rejects(serve(notice.id, aService({ method: 'left' })), refusedWith('left-without-witness'))
})

test('a correction is another paper; the old one stays and says so', async (t) => {
  const { issue, inTown, files } = await openHouse(t)
  const wrong = await issue('D34', { serialOf: (await issue('D01')).id })
  const correct = () =>
    inTown((tx) =>
      correctPaper(tx, {
        paperId: wrong.id,
        data: { address: '东莞市长安镇示例路9号' },
        reason: '地址有误',
        by: 'officer-1',
        at,
        files,
      }),
    )
  const right = await correct()
  assert.deepEqual([right.number, right.corrects?.number], ['（东）应急罚〔2026〕1-2号', wrong.number])
  const old = await inTown((tx) => findPaper(tx, wrong.id))
  assert.deepEqual([old?.state, old?.correctedBy, old?.data['address']], ['corrected', right.id, wrong.data['address']])
  await assert.rejects(correct(), refusedWith('already-corrected'))
})

test('anybody with the code learns number and bureau from any scope, and no content', async (t) => {
  const { issue, db, inTown, files } = await openHouse(t)
  const paper = await issue('D34', { serialOf: (await issue('D01')).id })
  const ask = (held: { token: string | null; sha256: string | null }) =>
    db.transaction({ region: 'none' }, (tx) => findVerification(tx, held))
  const byToken = verificationOf(await ask({ token: paper.verifyToken, sha256: null }), null)
  assert.deepEqual(
    [byToken.genuine, byToken.number, byToken.bureau, byToken.issuedOn],
    [true, paper.number, '东莞市应急管理局', '2026-03-20'],
  )
  assert.ok(!JSON.stringify(byToken).includes('示例五金'))
  assert.equal((await ask({ token: null, sha256: paper.pdfSha256 }))?.number, paper.number)
  assert.equal(await ask({ token: 'AAAAAAAAAAAAAAAA', sha256: null }), null)
  await inTown((tx) => correctPaper(tx, { paperId: paper.id, data: {}, reason: '笔误', by: 'officer-1', at, files }))
  assert.equal(
    verificationOf(await ask({ token: paper.verifyToken, sha256: null }), null).correctedByNumber,
    '（东）应急罚〔2026〕1-2号',
  )
})

test('another county sees nothing, a business sees the papers meant for it', async (t) => {
  const { issue, db } = await openHouse(t)
  const filing = await issue('D01', { enterpriseId: ENTERPRISE })
  const decision = await issue('D34', { serialOf: filing.id, enterpriseId: ENTERPRISE })
  const seen = (scope: { region: string; enterpriseId?: string }) =>
    db.transaction(scope, async (tx) => (await papersOf(tx, theCase)).map(({ id }) => id))
  assert.deepEqual(await seen({ region: '441302' }), [])
  assert.deepEqual(await seen({ region: 'none' }), [])
  assert.deepEqual(await seen({ region: 'none', enterpriseId: ENTERPRISE }), [decision.id])
  assert.equal((await seen({ region: '44' })).length, 2)
})

test('the application may not alter or delete a paper, and neither may its owner', async (t) => {
  const { issue, inTown, database } = await openHouse(t)
  const sql = (await import('sql-template-tag')).default
  const paper = await issue('D01')
  await assert.rejects(
    inTown((tx) => tx.run(sql`update document.paper set data = '{}' where id = ${paper.id}`)),
    /permission denied/,
  )
  await assert.rejects(
    inTown((tx) => tx.run(sql`delete from document.paper where id = ${paper.id}`)),
    /permission denied/,
  )
  await asOwner(database.adminUrl, async (client) => {
    await assert.rejects(client.query(`update document.paper set title = 'x'`), /never altered/)
    await assert.rejects(client.query('delete from document.paper'), /never deleted/)
  })
})

const theVisit = { kind: 'inspection', id: '7f3b0f1e-0000-4000-8000-000000000002' } as const

async function aPhoto(changes: Partial<FileOriginal> = {}): Promise<FileOriginal> {
  const bytes = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#667' } })
    .jpeg()
    .toBuffer()
  return {
    name: '焊接作业现场',
    kind: '视听资料',
    maker: '李淼（证号：粤S00001）',
    takenAt: '2026-03-05T01:40:00.000Z',
    receivedAt: '2026-03-05T01:41:00.000Z',
    place: '焊接车间',
    proves: '三名人员正在焊接',
    sha256: sha256Of(bytes),
    mime: 'image/jpeg',
    read: async () => bytes,
    ...changes,
  }
}

test('the file of a case binds the papers of visit and case and the originals, each with its pages', async (t) => {
  const { issue, inTown, order, files } = await openHouse(t)
  const plan = await issue('D02', { subject: theVisit })
  const record = await issue('D03', { subject: theVisit, serialOf: plan.id })
  const filing = await issue('D01')
  const decision = await issue('D34', { serialOf: filing.id })
  const receipt = await issue('D40')
  const originals = [await aPhoto(), await aPhoto({ name: '监控录像', mime: 'video/mp4', sha256: sha256Of('video') })]
  const planned = await inTown((tx) =>
    planFile(tx, { subjects: [theVisit, theCase], originals, bureau: aBureau(), at }),
  )
  assert.deepEqual(
    planned.entries.map(({ title }) => title),
    [
      decision.title,
      filing.title,
      plan.title,
      record.title,
      receipt.title,
      '图片文书：焊接作业现场',
      '证据材料：监控录像',
    ],
  )
  // The pages of the index run on without a gap, one paper behind the other.
  const pages = [decision, filing, plan, record, receipt].map((paper) => paper.pages).concat(1, 1)
  const starts = pages.map((_, index) => 1 + pages.slice(0, index).reduce((sum, each) => sum + each, 0))
  assert.deepEqual(
    planned.entries.map(({ page }) => Number(page.split('—')[0])),
    starts,
  )
  const whole = pages.reduce((sum, each) => sum + each, 0)
  assert.deepEqual([planned.pages, planned.paperCount, planned.originalCount], [whole, 5, 2])
  const cover = { data: order('D47').data }
  const bound = await bindFile(planned, { cover, files })
  assert.equal(bound.pages, 2 + whole, 'cover and index are not numbered')
  const bytes = await files.read(bound.sha256)
  assert.equal(bytes.length, bound.size)
  assert.ok(bytes.includes('DCTDecode'), 'the photo itself stands in the file')
  assert.equal((await bindFile(planned, { cover, files })).sha256, bound.sha256, 'the same file is the same bytes')
})

test('a file names what was corrected beside what corrects it', async (t) => {
  const { issue, inTown, files } = await openHouse(t)
  const wrong = await issue('D34', { serialOf: (await issue('D01')).id })
  const right = await inTown((tx) =>
    correctPaper(tx, { paperId: wrong.id, data: {}, reason: '笔误', by: 'officer-1', at, files }),
  )
  const { entries } = await inTown((tx) => planFile(tx, { subjects: [theCase], originals: [], bureau: aBureau(), at }))
  assert.deepEqual(entries.map(({ number, note }) => [number, note]).slice(0, 2), [
    [wrong.number, `已由${right.number}更正`],
    [right.number, `更正${wrong.number}`],
  ])
})

test('papers of one instant keep the order in which they were issued', async (t) => {
  const { issue, inTown } = await openHouse(t)
  const codes = ['D24', 'D26', 'D01', 'D40', 'D15', 'D46', 'D16', 'D03']
  for (const code of codes) await issue(code)
  const listed = await inTown((tx) => papersOf(tx, theCase))
  assert.deepEqual(
    listed.map(({ template }) => template),
    codes,
  )
  assert.equal(new Set(listed.map(({ issuedAt }) => issuedAt)).size, 1)
})
