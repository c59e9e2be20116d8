import assert from 'node:assert/strict'
import { test } from 'node:test'
import { creditMonthsOn } from '../../casework/public.ts'
import { aCase } from '../../casework/fixtures.ts'
import { creditClassOf, monthsLater, showingOf } from './credit.ts'
import { noticeOf } from './notice.ts'

test('CR36: what takes a licence or an occupation away is serious, a warning minor, a fine general', () => {
  assert.equal(creditClassOf({ fineFen: 4_900_000, measures: ['责令限期改正'], isSimple: false }), 'general')
  assert.equal(creditClassOf({ fineFen: 0, measures: ['警告'], isSimple: false }), 'minor')
  assert.equal(creditClassOf({ fineFen: 300_000, measures: [], isSimple: true }), 'minor')
  assert.equal(creditClassOf({ fineFen: 4_900_000, measures: ['吊销安全生产许可证'], isSimple: false }), 'serious')
  assert.equal(creditClassOf({ fineFen: 4_900_000, measures: ['暂扣或者吊销许可证'], isSimple: false }), 'general')
})

test('CR36: classes begin with decisions of 2026-04-01 and not a day before', () => {
  assert.equal(creditMonthsOn('4419', '2026-03-31'), null)
  assert.deepEqual(creditMonthsOn('4419', '2026-04-01'), {
    minorMax: 3,
    generalMin: 3,
    generalMax: 12,
    seriousMin: 12,
    seriousMax: 36,
  })
})

test('CR36: general three months to one year, serious one to three years, minor at most three months', () => {
  const months = creditMonthsOn('4419', '2026-04-01')
  assert.deepEqual(showingOf('general', '2026-04-01', months), {
    creditClass: 'general',
    minShownUntil: '2026-07-01',
    maxShownUntil: '2027-04-01',
  })
  assert.deepEqual(showingOf('serious', '2026-04-01', months), {
    creditClass: 'serious',
    minShownUntil: '2027-04-01',
    maxShownUntil: '2029-04-01',
  })
  assert.deepEqual(showingOf('minor', '2026-04-01', months), {
    creditClass: 'minor',
    minShownUntil: null,
    maxShownUntil: '2026-07-01',
  })
  assert.deepEqual(showingOf('general', '2026-03-31', null), {
    creditClass: null,
    minShownUntil: null,
    maxShownUntil: null,
  })
})

test('T7: months end on the last day of a shorter month', () => {
  assert.equal(monthsLater('2026-11-30', 3), '2027-02-28')
  assert.equal(monthsLater('2026-08-31', 6), '2027-02-28')
  assert.equal(monthsLater('2026-04-15', 12), '2027-04-15')
})

test('WSL 78, APL 50: the notice holds the decision and no natural person', () => {
  const thing = aCase('decided', {
    acts: aCase().acts.map((act) => ({
      ...act,
      fact: '演示机械有限公司员工邓大勇（身份证号441900199001011234，电话13800138000）未持证焊接，负责人演示某知情',
    })),
    interviews: [
      {
        id: aCase().id,
        nth: 1,
        from: '',
        until: '',
        place: '',
        respondent: '许小红',
        officerIds: [],
        paperId: '',
      },
    ],
  })
  const notice = noticeOf({
    id: thing.id,
    thing,
    bureau: '演示市应急管理局',
    publishBy: '2026-03-25',
    months: null,
    persons: ['安管理'],
  })
  const text = JSON.stringify(notice)
  for (const personal of ['邓大勇', '441900199001011234', '13800138000', '演示某', '许小红', '演示甲'])
    assert.ok(!text.includes(personal), personal)
  assert.match(notice.facts, /演示机械有限公司员工邓某/)
  assert.deepEqual(
    [notice.partyName, notice.partyCode, notice.number],
    ['演示机械有限公司', '91441900MA0DEMO00X', '（演）应急罚〔2026〕7号'],
  )
  assert.doesNotMatch(notice.penalty, /拟/)
})
