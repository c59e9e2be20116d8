import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  actsAhead,
  afterRestart,
  again,
  done,
  enqueue,
  givenUp,
  isHeldUp,
  isLocked,
  nextToSend,
  openOf,
  refused,
  sending,
  tasksOf,
  type Command,
  type CommandKind,
} from './outbox.ts'

const AT = '2026-03-05T02:00:00.000Z'
const REFUSAL = { kind: 'conflict', says: '已被他人更新' } as const

const fresh = (id: string, kind: CommandKind = 'act', subject = 'A', input: Record<string, unknown> = {}) => ({
  id,
  kind,
  action: kind === 'act' ? 'record' : kind,
  subject,
  title: id,
  input,
  takenAt: AT,
  ticks: { origin: '1', ms: 1 },
})
const boxOf = (...commands: ReturnType<typeof fresh>[]) =>
  commands.reduce<Command[]>((box, command) => enqueue(box, command), [])
const ids = (commands: readonly Command[]) => commands.map(({ id }) => id)

test('the same act queued twice is one act', () => {
  assert.deepEqual(ids(boxOf(fresh('1'), fresh('1'), fresh('2'))), ['1', '2'])
})

test('U2: one poison record of fifty holds up nobody else: forty-nine go, one is a task with its reason, and it can go again', () => {
  let box = boxOf(...Array.from({ length: 50 }, (_, nth) => fresh(`${nth}`, 'act', `visit ${nth}`)))
  for (let next = nextToSend(box); next; next = nextToSend(box)) {
    box = sending(box, next.id)
    box = next.id === '17' ? refused(box, next.id, REFUSAL) : done(box, next.id, AT)
  }
  assert.equal(box.filter(({ state }) => state === 'done').length, 49)
  assert.deepEqual(
    tasksOf(box).map(({ id, trouble }) => [id, trouble]),
    [['17', REFUSAL]],
  )
  box = again(box, '17')
  assert.equal(nextToSend(box)?.id, '17')
})

test('INS-02: everything of a visit that began without a plan waits until its plan is in; other visits do not', () => {
  const plan = { ...fresh('plan'), action: 'draftPlan' }
  const kinds: readonly CommandKind[] = ['capture', 'act', 'beside', 'photo', 'tally']
  let box = refused(boxOf(plan, ...kinds.map((kind) => fresh(kind, kind)), fresh('other', 'act', 'B')), 'plan', REFUSAL)
  assert.equal(nextToSend(box)?.id, 'other')
  box = done(box, 'other', AT)
  assert.equal(nextToSend(box), null)
  assert.equal(nextToSend(again(box, 'plan'))?.id, 'plan')
})

test('the later acts of a visit wait for a refused one; photos and other visits do not', () => {
  let box = boxOf(
    fresh('enter'),
    fresh('record'),
    fresh('c', 'capture', 'A', { id: 'p' }),
    fresh('p', 'photo', 'A', { id: 'p' }),
    fresh('other', 'act', 'B'),
  )
  box = refused(sending(box, 'enter'), 'enter', REFUSAL)
  const sent: string[] = []
  for (let next = nextToSend(box); next; next = nextToSend(box)) {
    sent.push(next.id)
    box = done(sending(box, next.id), next.id, AT)
  }
  assert.deepEqual(sent, ['c', 'other', 'p'])
  assert.deepEqual(ids(actsAhead(box, 'A')), ['enter', 'record'])
})

test('a record waits until the photos that it names are announced, and their bytes follow all commands', () => {
  let box = boxOf(
    fresh('c', 'capture', 'A', { id: 'p' }),
    fresh('p', 'photo', 'A', { id: 'p' }),
    fresh('record'),
    fresh('other', 'act', 'B'),
  )
  const sent: string[] = []
  for (let next = nextToSend(box); next; next = nextToSend(box)) {
    sent.push(next.id)
    box = done(sending(box, next.id), next.id, AT)
  }
  assert.deepEqual(sent, ['c', 'record', 'other', 'p'])
})

test('U11: while an act is on its way its visit is locked, and no other one', () => {
  const box = sending(boxOf(fresh('1'), fresh('2', 'act', 'B')), '1')
  assert.deepEqual([isLocked(box, 'A'), isLocked(box, 'B')], [true, false])
  assert.equal(isLocked(done(box, '1', AT), 'A'), false)
  assert.equal(isLocked(afterRestart(box), 'A'), false)
})

test('U13: one bad record is given up with a reason, and only when it was refused', () => {
  const box = refused(sending(boxOf(fresh('1'), fresh('2', 'act', 'B')), '1'), '1', REFUSAL)
  assert.deepEqual(givenUp(box, '1', '  '), box)
  assert.deepEqual(givenUp(box, '2', '已在办公端补办'), box)
  const after = givenUp(box, '1', ' 已在办公端补办 ')
  assert.deepEqual(
    after.map(({ state, because }) => [state, because]),
    [
      ['given-up', '已在办公端补办'],
      ['waiting', ''],
    ],
  )
})

type Move = 'send' | 'done' | 'refused' | 'cut' | 'restart' | 'add'
const moves = fc.array(fc.constantFrom<Move>('send', 'done', 'refused', 'cut', 'restart', 'add'), { maxLength: 200 })

test('whatever happens on the way, every command is done once, is a task, or still waits: none is lost and none goes before its turn', () => {
  fc.assert(
    fc.property(moves, fc.infiniteStream(fc.constantFrom('A', 'B', 'C')), (steps, subjects) => {
      let box: Command[] = []
      let made = 0
      const settledOnce = new Map<string, number>()
      for (const step of steps) {
        const onTheWay = box.find(({ state }) => state === 'sending')
        if (step === 'add') box = enqueue(box, fresh(`${(made += 1)}`, 'act', subjects.next().value))
        if (step === 'send' && !onTheWay) {
          const next = nextToSend(box)
          if (next) {
            assert.equal(isHeldUp(box, next), false)
            const earlier = box.filter(({ subject, seq }) => subject === next.subject && seq < next.seq)
            assert.ok(earlier.every(({ state }) => state === 'done' || state === 'given-up'))
            box = sending(box, next.id)
          }
        }
        if (step === 'restart') box = afterRestart(box)
        if (!onTheWay) continue
        if (step === 'done') {
          settledOnce.set(onTheWay.id, (settledOnce.get(onTheWay.id) ?? 0) + 1)
          box = done(box, onTheWay.id, AT)
        }
        if (step === 'refused') box = refused(box, onTheWay.id, REFUSAL)
        if (step === 'cut') box = again(box, onTheWay.id)
      }
      assert.equal(box.length, made)
      assert.ok([...settledOnce.values()].every((times) => times === 1))
      assert.equal(openOf(box).length + box.filter(({ state }) => state === 'done').length, made)
      assert.ok(box.filter(({ state }) => state === 'sending').length <= 1)
    }),
    { numRuns: 500 },
  )
})
