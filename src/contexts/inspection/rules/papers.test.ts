import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Bureau } from '../../people/model.ts'
import { lawbook } from '../../law/public.ts'
import { aCap, aHazard, anEnterprise, anInspection, aRecord, MUST, NOW } from '../fixtures.ts'
import { measuresPaper, noticePaper, orderPaper, planPaper, recheckPaper, recordPaper, remedyOf } from './papers.ts'

const bureau: Bureau = {
  region: '441302',
  name: '示例区应急管理局',
  shortName: '示',
  capacity: 'own',
  address: '示例路9号',
  phone: '0752-0000000',
  reconsiderationOrgan: '示例区人民政府',
  court: '示例区人民法院',
  collectingBank: '',
  collectingAccount: '',
}
const { present, answers, findings: _, version: __, ...record } = aRecord
const inspection = anInspection('recorded', {
  reason: 'complaint',
  reasonRef: '举报〔2026〕3号',
  approvalOpinion: '同意。',
  present,
  answers,
  record,
  measures: [{ hazardId: aHazard(2).id, measure: 'stop-use' }],
})
const source = { inspection, enterprise: anEnterprise(), bureau, book: lawbook(), at: NOW }
const hazards = [
  aHazard(1, { rectifyBy: '2026-03-20', place: '' }),
  aHazard(2, { rectifyBy: '2026-03-10', majorHazardCode: 'GM-03-02' }),
]

test('the plan tells its cause with its number, which visit of the year it is, and marks must-check items', () => {
  const paper = planPaper({ ...source, items: [MUST], cap: aCap({ used: 1 }), approver: '丁某' })
  assert.equal(paper.taskSource, '投诉举报（举报〔2026〕3号）')
  assert.equal(paper.visitsThisYear, 2)
  assert.ok(paper.items[0]?.startsWith('【必查】'))
  assert.deepEqual(paper.approvalOpinion, { text: '同意。', signers: [{ name: '丁某' }], on: '2026-03-05' })
})

test('circular art. 3: the notice tells the count of visits made and the cap, and no cap where none binds', () => {
  assert.deepEqual(
    [noticePaper({ ...source, items: [MUST], cap: aCap({ used: 5, made: 1 }), planNumber: null })].map(
      ({ visitsThisYear, visitsMax }) => [visitsThisYear, visitsMax],
    ),
    [[2, 8]],
  )
  assert.ok(!('visitsMax' in noticePaper({ ...source, items: [MUST], cap: aCap({ cap: null }), planNumber: null })))
})

test('WSL 73, 76: the notice to the business tells the cause without its number, because the number could lead to who reported', () => {
  const notice = noticePaper({ ...source, items: [MUST], cap: aCap(), planNumber: null })
  assert.equal(notice.taskSource, '投诉举报')
  const planned = { ...source, inspection: { ...inspection, reason: 'plan' as const, reasonRef: '2026年度计划' } }
  assert.equal(
    noticePaper({ ...planned, items: [MUST], cap: aCap(), planNumber: null }).taskSource,
    '年度计划（2026年度计划）',
  )
})

test('the record lists what was found, or that nothing was', () => {
  assert.equal(recordPaper({ ...source, hazards }).findings.length, 3)
  assert.deepEqual(recordPaper({ ...source, hazards: [] }).findings.at(-1), '本次检查未发现问题。')
})

test('WSL 65: the order gives each problem the duty it breaks and its own date, and names the major ones', () => {
  const paper = orderPaper({ ...source, hazards })
  assert.deepEqual(
    paper.problems.map(({ deadline }) => deadline),
    ['2026-03-20', '2026-03-10'],
  )
  assert.match(paper.problems[0]?.citation ?? '', /^《安全生产法》第.+条/)
  assert.equal(paper.majorItems, '2')
})

test('WSL 65(1)(3): the measure names the major hazard and nothing else', () => {
  const paper = measuresPaper({ ...source, hazards })
  assert.deepEqual([paper.hazards.length, paper.measure], [1, ['停止使用相关设施设备']])
  assert.equal(paper.decision, '针对“两名焊工未持特种作业操作证上岗”，责令停止使用相关设施设备。')
})

test('the re-check tells what passed and what failed and why', () => {
  const after = [
    { ...aHazard(1), state: 'passed' as const },
    aHazard(2, { state: 'failed', recheck: { on: '2026-03-21', passed: false, note: '仍无证' } }),
  ]
  const paper = recheckPaper({
    ...source,
    hazards: after,
    officers: inspection.officers,
    place: '',
    order: { number: '（示）应急责改〔2026〕1号', on: '2026-03-05' },
  })
  assert.deepEqual([paper.passed.length, paper.failed.length], [1, 1])
  assert.match(paper.failed[0] ?? '', /仍无证/)
})

test('ARL 20, ALL 46: the remedy names the very organ and court with their periods, also for a paper of 2022', () => {
  for (const date of ['2026-03-05', '2022-06-06']) {
    assert.deepEqual(remedyOf({ bureau, book: lawbook() }, date), {
      organ: '示例区人民政府',
      court: '示例区人民法院',
      reconsiderationDays: 60,
      litigationMonths: 6,
    })
  }
})
