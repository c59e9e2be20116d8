import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leakedPasswords } from '../public/leaked-passwords.ts'
import {
  afterFailure,
  afterFailureAnywhere,
  callerKey,
  isPaused,
  isSessionAlive,
  sessionEndsAt,
  whyNoPassword,
  type Attempts,
} from './credentials.ts'

const leaked = await leakedPasswords()
const says = (password: string, username = 'chen.jie') => whyNoPassword({ password, username, leaked }).length

test('a password of eleven characters is refused and one of twelve is taken', () => {
  assert.equal(says('梅花香自苦寒来又一年春'), 1)
  assert.equal(says('梅花香自苦寒来又一年春到'), 0)
  assert.equal(says('r7-kettle-x'), 1)
  assert.equal(says('r7-kettle-xy'), 0)
})

test('a password of 128 characters is taken and one of 129 is refused', () => {
  const long = 'correct horse battery '.repeat(6)
  assert.equal(says(long.slice(0, 128)), 0)
  assert.equal(says(long.slice(0, 129)), 1)
})

test('a password that holds the username, repeats itself or begins with a common word is refused', () => {
  assert.equal(says('my-Chen.Jie-is-me'), 1)
  assert.equal(says('ababababababab'), 1)
  assert.equal(says('Password-2026-long'), 1)
})

const START: Attempts = { failed: 0, pausedUntil: null }
const AT = '2026-03-05T01:00:00.000Z'
const fail = (times: number, from = START) =>
  Array.from({ length: times }).reduce<Attempts>((attempts) => afterFailure(attempts, AT), from)

test('four failures do not pause the sign-in, the fifth does for fifteen minutes', () => {
  assert.equal(fail(4).pausedUntil, null)
  const paused = fail(5)
  assert.equal(paused.pausedUntil, '2026-03-05T01:15:00.000Z')
  assert.equal(isPaused(paused, '2026-03-05T01:14:59.999Z'), true)
  assert.equal(isPaused(paused, '2026-03-05T01:15:00.000Z'), false)
})

test('each further five failures double the pause, and no pause is longer than a day', () => {
  assert.equal(fail(10).pausedUntil, '2026-03-05T01:30:00.000Z')
  assert.equal(fail(15).pausedUntil, '2026-03-05T02:00:00.000Z')
  assert.equal(fail(500).pausedUntil, '2026-03-06T01:00:00.000Z')
})

test('a session lives for an hour without a call and for twelve hours in all', () => {
  const session = { endsAt: sessionEndsAt(AT), lastSeen: AT, endedAt: null }
  assert.equal(isSessionAlive(session, '2026-03-05T02:00:00.000Z'), true)
  assert.equal(isSessionAlive(session, '2026-03-05T02:00:00.001Z'), false)
  const busy = { ...session, lastSeen: '2026-03-05T12:59:00.000Z' }
  assert.equal(isSessionAlive(busy, '2026-03-05T12:59:59.999Z'), true)
  assert.equal(isSessionAlive(busy, '2026-03-05T13:00:00.000Z'), false)
})

test('a session that was ended does not live on', () => {
  assert.equal(isSessionAlive({ endsAt: sessionEndsAt(AT), lastSeen: AT, endedAt: AT }, AT), false)
})

test('NIST SP 800-63B: what guessing begins with is refused, a long sentence without any rule of composition is taken', () => {
  for (const common of ['password1234567', 'P@ssw0rd2026!!', 'qwertyuiop123456', 'admin-admin-2026', 'abcabcabcabcabc'])
    assert.equal(says(common), 1, common)
  for (const common of ['应急管理安全生产执法检查', '1234567890123456', 'yingjiguanli2026', 'anquan-zhifa-1234'])
    assert.equal(says(common), 1, common)
  for (const fine of ['correct horse battery', 'plumb-line-2026', '一只灰鹤飞过了三座水塔', '雨后的码头没有人唱歌了吧'])
    assert.equal(says(fine), [...fine].length < 12 ? 1 : 0, fine)
})

test('failures from everywhere pause strangers at the fiftieth and not before', () => {
  const anywhere = (times: number) =>
    Array.from({ length: times }).reduce<Attempts>((attempts) => afterFailureAnywhere(attempts, AT), START)
  assert.equal(anywhere(49).pausedUntil, null)
  assert.equal(anywhere(50).pausedUntil, '2026-03-05T01:15:00.000Z')
})

test('a household of IPv6 is one caller, two addresses of IPv4 are two, a known device is itself wherever it is', () => {
  const of = (address: string, device: string | null = null) => callerKey({ address, device })
  assert.equal(of('2001:db8:1:2::1'), of('2001:db8:1:2:ffff::9'))
  assert.notEqual(of('192.0.2.1'), of('192.0.2.2'))
  assert.equal(of('192.0.2.1', 'd'), of('198.51.100.1', 'd'))
})

test('NIST SP 800-63B §3.1.1.2: a password of the leaked lists is refused, and what to do instead is said', () => {
  const long = [...leaked].filter((word) => word.length >= 12)
  assert.ok(leaked.size > 49_000 && long.length > 100, `${leaked.size} ${long.length}`)
  assert.deepEqual(
    long.filter((word) => says(word) === 0),
    [],
  )
  for (const dressed of ['Butterfly-2026!', '2026#DragonBall', 'm1ch3ll3-1990', '  jonathan1990  '])
    assert.equal(says(dressed), 1, dressed)
  const [complaint] = whyNoPassword({ password: 'Butterfly-2026!', username: 'chen.jie', leaked })
  assert.match(complaint?.says ?? '', /泄露.*几个互不相干的词连成一句/)
})

test('a password that holds the name of the bureau is refused, one that shares a character with it is not', () => {
  const context = ['陈洁', '惠城区应急管理局']
  const complaints = (password: string) => whyNoPassword({ password, username: 'chen.jie', context, leaked })
  assert.match(complaints('惠城区应急管理局门口的榕树很高')[0]?.says ?? '', /惠城区应急管理局/)
  assert.deepEqual(complaints('城门口的榕树结了红红的果子'), [])
})
