import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOfStandard, readStandardNumber, regionOfStandard } from './standard-number.ts'
import { changesBy, cycleAmong } from './standard-changes.ts'
import { readStandard, readStatus, type StandardCells, type StatedStandard } from './standards.ts'

test('a standard is named by its number in any of the usual forms', () => {
  const shown = (text: string) => readStandardNumber(text)?.shown
  assert.deepEqual(
    [
      'GB 50016-2014',
      'GB50016—2014',
      'ｇｂ５００１６－２０１４',
      'gb 50016 - 2014',
      'GB 50016-2014（2018年版）',
      '《GB 50016-2014》',
    ].map(shown),
    Array.from({ length: 6 }, () => 'GB 50016-2014'),
  )
  assert.deepEqual(['GB/T 33000', 'GBT33000-2016', 'gb/t33000—2016', 'AQ 3013—2008', 'aq/t 9007-2019'].map(shown), [
    'GB/T 33000',
    'GB/T 33000-2016',
    'GB/T 33000-2016',
    'AQ 3013-2008',
    'AQ/T 9007-2019',
  ])
  assert.deepEqual(['TSG R0004-2009', 'TSGR0004-2009', 'TSGR 0004', 'TSG 08-2026'].map(shown), [
    'TSG R0004-2009',
    'TSG R0004-2009',
    'TSG R0004',
    'TSG 08-2026',
  ])
  assert.deepEqual(
    ['GBZ/T 192.2-2007', 'DB44/T 2153-2019', 'T/CCSAS 001-2018', 'CECS 200:2006', 'GB 6441-86'].map(shown),
    ['GBZ/T 192.2-2007', 'DB44/T 2153-2019', 'T/CCSAS 001-2018', 'CECS 200-2006', 'GB 6441-1986'],
  )
  for (const text of ['', '50016-2014', 'GB', '安全生产法', 'HELLO 12', 'GB 50016-3014'])
    assert.equal(readStandardNumber(text), null, text)
  assert.equal(readStandardNumber('GB/T 33000-2016')?.plain, 'GBT33000-2016')
})

test('the letters tell whether a standard binds, and where', () => {
  const kind = (text: string) => {
    const number = readStandardNumber(text)
    return number && [kindOfStandard(number), regionOfStandard(number)]
  }
  assert.deepEqual(
    ['GB 1-2020', 'GB/T 1-2020', 'GBZ 1-2010', 'AQ/T 9007', 'DB44/T 1', 'DB4419/T 1', 'T/AAA 1'].map(kind),
    [
      ['national', ''],
      ['national-recommended', ''],
      ['industry', ''],
      ['industry-recommended', ''],
      ['local-recommended', '44'],
      ['local-recommended', '4419'],
      ['group', ''],
    ],
  )
})

test('what sources write as a status is read with its dates', () => {
  assert.deepEqual(readStatus('现行至2027-01-31'), { status: 'current', until: '2027-01-31', replaces: '' })
  assert.deepEqual(readStatus('废止（2026-10-01）'), { status: 'withdrawn', until: '2026-09-30', replaces: '' })
  assert.deepEqual(readStatus('现行（2026-10-01起代替GB/T 12801-2008）'), {
    status: 'current',
    until: null,
    replaces: 'GB/T 12801-2008',
  })
  assert.deepEqual(
    ['现行', '部分废止（15条）', '即将实施', '被代替', '作废', '', '不明'].map((text) => readStatus(text).status),
    ['current', 'partial', 'upcoming', 'replaced', 'withdrawn', 'unknown', 'unknown'],
  )
})

const row = (line: number, cells: StandardCells) => readStandard({ line, cells: { title: '演示', ...cells } }, 'test')
const stated = (line: number, cells: StandardCells): StatedStandard => {
  const read = row(line, cells)
  assert.ok(!('why' in read), JSON.stringify(read))
  return read
}
const why = (cells: StandardCells) => {
  const read = row(7, cells)
  return 'why' in read ? [read.line, read.why] : null
}

test('a row that cannot be believed is named with its line and its reason', () => {
  assert.match(String(why({ number: '不是编号' })), /^7,.*不是标准编号/)
  assert.match(String(why({ number: 'GB 1-2020', title: '' })), /没有标准名称/)
  assert.match(String(why({ number: 'GB 1-2020', from: '2020-02-30' })), /不存在/)
  assert.match(String(why({ number: 'GB 1-2020', from: '2020-05-01', until: '2019-05-01' })), /颠倒/)
  assert.equal(why({ number: 'GB 1-2020', from: '2020-05-01', until: '2020-05-01' }), null)
  assert.match(String(why({ number: 'GB 1-2020', replacedBy: 'gb1-2020' })), /它自己/)
  assert.match(String(why({ number: 'GB 1-2020', replacedBy: '某标准' })), /不是标准编号/)
})

const changes = (held: readonly StatedStandard[], given: readonly StatedStandard[]) => {
  const first = changesBy(new Map(), { stated: held, unreadable: [] })
  assert.ok('rows' in first)
  return changesBy(new Map(first.rows.map((one) => [one.plain, one])), { stated: given, unreadable: [] })
}

test('a difference is told field by field; the same list again changes nothing; what a list leaves open stays', () => {
  const old = stated(2, { number: 'GB 1-2008', status: '现行', from: '2008-01-01' })
  const list = [old, stated(3, { number: 'GB 2-2010', status: '现行' })]
  const same = changes(list, list)
  assert.ok('rows' in same)
  assert.deepEqual([same.rows.length, same.unchanged], [0, 2])
  const next = changes(list, [
    stated(2, { number: 'GB 1-2025', title: '新', status: '现行', replaces: 'GB 1-2008' }),
    stated(3, { number: 'GB 2-2010', status: '废止（2025-05-01）' }),
    stated(4, { number: 'GB 1-2008' }),
  ])
  assert.ok('rows' in next)
  assert.deepEqual(
    next.added.map(({ number }) => number),
    ['GB 1-2025'],
  )
  assert.deepEqual(
    next.changed.map(({ number, fields }) => [
      number,
      fields.map(({ field, before, after }) => [field, before, after]),
    ]),
    [
      ['GB 1-2008', [['replacedBy', null, 'GB1-2025']]],
      [
        'GB 2-2010',
        [
          ['status', 'current', 'withdrawn'],
          ['note', '', '废止（2025-05-01）'],
          ['until', null, '2025-04-30'],
        ],
      ],
    ],
  )
  assert.deepEqual([next.withdrawn.length, next.replaced.length], [1, 1])
})

test('two lines of one number that differ are not guessed at: the first counts, the second is named', () => {
  const answer = changes([], [stated(2, { number: 'GB 1-2008' }), stated(3, { number: 'GB 1—2008', title: '别的' })])
  assert.ok('rows' in answer)
  assert.deepEqual([answer.rows.length, answer.unreadable.map(({ line }) => line)], [1, [3]])
})

test('standards that replace each other in a circle refuse the whole list', () => {
  const answer = changes(
    [stated(2, { number: 'GB 1-2008', replacedBy: 'GB 2-2010' })],
    [
      stated(5, { number: 'GB 2-2010', replacedBy: 'GB 3-2012' }),
      stated(6, { number: 'GB 3-2012', replacedBy: 'GB 1-2008' }),
    ],
  )
  assert.ok('circle' in answer)
  assert.deepEqual([answer.circle.toSorted(), answer.line], [['GB1-2008', 'GB2-2010', 'GB3-2012'], 5])
  const chain = new Map([
    ['a', { replacedBy: 'b' }],
    ['b', { replacedBy: 'c' }],
    ['c', { replacedBy: null }],
    ['d', { replacedBy: 'b' }],
  ])
  assert.equal(cycleAmong(chain), null)
})
