import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCase, aJudgement, ID } from '../fixtures.ts'
import { fileStandard } from '../store/file-review.ts'
import { answersFromRecord, drawFiles, lotOf, pointsOf, refusesSheet, scoreOf } from './file-review.ts'

const POOL = Array.from({ length: 100 }, (_, nth) => `0c000000-0000-4000-8000-${String(nth).padStart(12, '0')}`)

test('SUP-03: five per cent of a hundred files are five, the same for one seed however the pool is ordered, others for another', () => {
  const drawn = drawFiles(POOL, { seed: '2026-省评查', sharePercent: 5 })
  assert.equal(drawn.length, 5)
  assert.deepEqual(drawFiles(POOL.toReversed(), { seed: '2026-省评查', sharePercent: 5 }), drawn)
  assert.notDeepEqual(drawFiles(POOL, { seed: '2027-省评查', sharePercent: 5 }), drawn)
  assert.equal(drawFiles(POOL.slice(0, 3), { seed: 'seed', sharePercent: 1 }).length, 1)
  assert.deepEqual(drawFiles([], { seed: 'seed', sharePercent: 5 }), [])
})

test('lots are spread evenly: a share of a large pool falls on each tenth of it', () => {
  const lots = Array.from({ length: 10_000 }, (_, nth) => lotOf('seed', String(nth)) / 2 ** 32)
  const tenths = Array.from({ length: 10 }, (_, nth) => lots.filter((lot) => Math.floor(lot * 10) === nth).length)
  assert.ok(
    tenths.every((count) => count > 850 && count < 1150),
    tenths.join(),
  )
})

test('procedure §7.3.2–7.3.4: the form points of each procedure are a hundred together', () => {
  const sets = Map.groupBy(
    fileStandard().filter(({ mode }) => mode === 'form'),
    ({ set }) => set,
  )
  assert.deepEqual([...sets.keys()].sort(), ['compulsory', 'court', 'ordinary', 'own-enforcement', 'simple'])
  for (const [set, points] of sets)
    assert.equal(Math.round(points.reduce((sum, point) => sum + point.points, 0) * 10) / 10, 100, set)
})

test('procedure §7.3.1, 7.3.5: every point of legality and every deduction is there; nothing is earned by numbers (APL 74)', () => {
  const ids = fileStandard().map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => String(from + nth))
  for (const id of [...numbers(101, 163), '502', '503', '504', '505', '506', '601', '602'])
    assert.ok(ids.includes(id), id)
  assert.ok(!ids.includes('507'), 'the bonus for the number of cases')
})

test('procedure §7.3: papers that a file does not hold do not count; legality is taken off; a hundred fails the file', () => {
  const points = pointsOf(fileStandard(), ['D01', 'D03', 'D16', 'D24', 'D34'])
  assert.ok(!points.some(({ id }) => ['322', '334', '346', '134'].includes(id)))
  assert.deepEqual(scoreOf(points, []), { score: 100, isFailed: false })
  const late = scoreOf(points, [{ id: '141', deducted: 50, grounds: '超过九十日' }])
  assert.deepEqual(late, { score: 50, isFailed: false })
  assert.deepEqual(scoreOf(points, [{ id: '137', deducted: 100, grounds: '没有审核' }]), { score: 0, isFailed: true })
  const { score } = scoreOf(points, [{ id: '351', deducted: 12, grounds: '没有写裁量理由' }])
  assert.equal(score, 79.7, 'twelve of fifty-nine points weigh more than twelve')
})

test('APL 60, 58, 57: what the record answers by itself is deducted with its grounds', () => {
  const amounts = { amounts: [], measures: [], opinion: '', number: null, paperId: null, approver: null }
  const decision = { ...amounts, proposedFen: 1, amountFen: 1, servedOn: null, payBy: null }
  const report = aCase('reported').report
  if (!report) throw new Error('a reported case has a report')
  const procedure = { hearing: false, legalReview: true, discussion: true, because: [] }
  const derivation = aJudgement({ procedure })
  const late = {
    ...aCase('decided'),
    report: { ...report, derivation },
    filedOn: '2026-01-01',
    legalReview: null,
    discussion: null,
    decision: { ...decision, on: '2026-04-02' },
  }
  const ids = (on: string) =>
    answersFromRecord({ ...late, decision: { ...decision, on } }, { papers: ['D40'], standard: fileStandard() }).map(
      ({ id, deducted }) => `${id}-${deducted}`,
    )
  assert.deepEqual(
    ids('2026-04-01').filter((each) => /^1[34]/.test(each)),
    ['137-100', '139-100'],
  )
  assert.deepEqual(
    ids('2026-04-02').filter((each) => each.startsWith('14')),
    ['141-50'],
  )
})

test('SZF 502: a paper that the course of the case asked for and that is not there costs its points', () => {
  const report = aCase('reported').report
  if (!report) throw new Error('a reported case has a report')
  const derivation = aJudgement({ procedure: { hearing: false, legalReview: true, discussion: true, because: [] } })
  const amounts = { amounts: [], measures: [], opinion: '', number: null, paperId: null, approver: null }
  const decision = { ...amounts, proposedFen: 1, amountFen: 1, servedOn: null, payBy: null, on: '2026-03-01' }
  const thing = { ...aCase('decided'), report: { ...report, derivation }, decision }
  const lost = (papers: string[]) =>
    answersFromRecord(thing, { papers, standard: fileStandard() }).find(({ id }) => id === '502')?.deducted
  assert.equal(lost(['D40', 'FZSH', 'D31']), undefined)
  assert.equal(lost(['D40', 'D31']), 7)
  assert.equal(lost(['D40']), 17)
})

test('APL 75: nobody reviews a file in which he acted; a deduction has grounds and stays within its point', () => {
  const points = pointsOf(fileStandard(), [])
  const codes = (by: string, answers: { id: string; deducted: number; grounds: string }[]) =>
    refusesSheet(answers, { points, thing: aCase('archived'), by: { id: by, name: by } }).map(({ code }) => code)
  assert.deepEqual(codes(ID.first, []), ['reviewer-acted-in-case'])
  assert.deepEqual(codes('somebody', [{ id: '141', deducted: 51, grounds: '超过九十日' }]), ['deducts-too-much'])
  assert.deepEqual(codes('somebody', [{ id: '141', deducted: 50, grounds: '' }]), ['deduction-without-grounds'])
  assert.deepEqual(codes('somebody', [{ id: '322', deducted: 1, grounds: '没有依据' }]), ['point-not-in-scope'])
  assert.deepEqual(codes('somebody', [{ id: '141', deducted: 50, grounds: '超过九十日' }]), [])
})
