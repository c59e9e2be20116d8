/** Two phones and the desk on one visit, in any order, with answers lost on the way: everywhere the same in the end. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  again,
  done,
  enqueue,
  nextToSend,
  refused,
  sending,
  tasksOf,
  type Command,
} from '../../src/apps/field/offline/outbox.ts'
import type { Receipt } from '../../src/contexts/device/model.ts'
import { PROTOCOL } from '../../src/contexts/device/model.ts'
import type { InspectionFile } from '../../src/contexts/inspection/contract.ts'
import { CAST } from './dongguan.ts'
import { openFieldHouse, type FieldHouse } from './field-house.ts'
import { keepProved } from './field-burden.ts'
import { lengthOf } from './field-length.ts'

type Part = 'first' | 'second'
type Visit = Awaited<ReturnType<FieldHouse['visit']>>
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

const ink = (name: string) => ({ name, post: '行政执法人员', strokes: 'M1 1L9 9', at: ago(20) })
const signed = {
  signatures: [ink(CAST.first.name), ink(CAST.second.name)],
  partySignature: ink('安演示'),
  refusalNote: '',
}

/** What each of them does on site without knowing of the other: the same three acts, each with its own finding. */
function actsOf({ enterprise, items }: Visit) {
  const [first] = items
  assert.ok(first)
  return [
    {
      action: 'enter',
      input: { version: 2, means: 'typed', doorCode: enterprise.creditCode, latitude: null, longitude: null },
    },
    {
      action: 'record',
      input: {
        version: 3,
        present: [{ role: 'safety-manager', name: '安演示', absentBecause: '' }],
        answers: items.map(({ id }, place) => ({
          checkItemId: id,
          result: place === 0 ? 'nonconforming' : 'conforming',
          note: '',
        })),
        findings: [
          {
            id: randomUUID(),
            checkItemId: first.id,
            description: first.statement,
            place: '车间',
            violationKey: null,
            quantity: 1,
            majorHazardCode: null,
            evidenceIds: [],
            noEvidenceBecause: '涉密区域不便拍照',
          },
        ],
        from: ago(40),
        until: ago(20),
        places: '车间',
        situation: '发现问题一项。',
        ...signed,
      },
    },
    { action: 'order', input: { version: 4, rectifyBy: '2039-01-01', items: [], measures: [], ...signed } },
  ]
}

type Device = { readonly part: Part; readonly phone: string; box: Command[] }

async function aDevice(house: FieldHouse, part: Part, visit: Visit): Promise<Device> {
  const phone = randomUUID()
  const greeted = await house.ask(part, 'POST', '/device/hello', { phone, now: ago(0), protocol: PROTOCOL, waiting: 0 })
  assert.equal(greeted.status, 200)
  const box = actsOf(visit).reduce<Command[]>(
    (commands, { action, input }, place) =>
      enqueue(commands, {
        id: randomUUID(),
        kind: 'act',
        action,
        subject: visit.inspection.id,
        title: action,
        input,
        takenAt: ago(0.5 - place / 10),
        ticks: { origin: '1', ms: place },
      }),
    [],
  )
  return { part, phone, box }
}

/** One step of the replay of one device; with `isLost` the server does it and the answer never arrives. */
async function step(house: FieldHouse, device: Device, isLost: boolean) {
  const command = nextToSend(device.box)
  if (!command) return
  device.box = sending(device.box, command.id)
  const path = `/inspection/${command.subject}/${command.action}`
  const answer = await house.ask(device.part, 'POST', path, command.input, {
    'idempotency-key': command.id,
    'x-phone': device.phone,
    'x-protocol': String(PROTOCOL),
    'x-seq': String(command.seq),
    'x-taken-at': command.takenAt,
    'x-sent-at': ago(0),
  })
  assert.ok(answer.status < 500, JSON.stringify(answer.body))
  if (isLost) device.box = again(device.box, command.id)
  else if (answer.status === 200) device.box = done(device.box, command.id, ago(0))
  else device.box = refused(device.box, command.id, { kind: 'conflict', says: JSON.stringify(answer.body) })
}

const turns = fc.array(
  fc.record({ who: fc.constantFrom<'one' | 'two' | 'desk'>('one', 'two', 'desk'), isLost: fc.boolean() }),
  { minLength: 4, maxLength: 16 },
)

const RUNS = lengthOf(12, 60)

test('NEW-14: any interleaving of two devices and the desk ends equal; every command is applied once or is a visible task', async (t) => {
  const house = await openFieldHouse(t)
  await fc.assert(
    fc.asyncProperty(turns, async (order) => {
      const visit = await house.visit(2)
      const { id } = visit.inspection
      const [one, two] = [await aDevice(house, 'first', visit), await aDevice(house, 'second', visit)]
      const atTheDesk = actsOf(visit)
      const fileOf = async (part: 'unit' | Part) =>
        (await house.ask(part, 'GET', `/inspection/${id}`)).body as unknown as InspectionFile
      let deskDid = 0
      for (const { who, isLost } of order) {
        if (who !== 'desk') {
          await step(house, who === 'one' ? one : two, isLost)
          continue
        }
        // The desk sees the file as it is and does what comes next.
        const { inspection } = await fileOf('second')
        const next = atTheDesk[inspection.version - 2]
        if (!next) continue
        const body = { ...next.input, version: inspection.version }
        const answer = await house.ask('second', 'POST', `/inspection/${id}/${next.action}`, body)
        if (answer.status === 200) deskDid += 1
      }
      for (const device of [one, two]) while (nextToSend(device.box)) await step(house, device, false)

      const { inspection, hazards } = await fileOf('unit')
      const steps = inspection.history.map((taken) => taken.step).slice(2)
      assert.deepEqual(
        steps,
        ['enter', 'record', 'order'].slice(0, steps.length),
        'no act twice, none out of its order',
      )
      assert.equal(inspection.version, 2 + steps.length)
      assert.equal(hazards.length, steps.includes('record') ? 1 : 0, 'one finding, of whoever was first')
      const { commands } = (await house.ask('unit', 'GET', `/device/commands?subjectId=${id}`)).body as {
        commands: Receipt[]
      }
      const doneIds = [one, two].flatMap(({ box }) =>
        box.flatMap((command) => (command.state === 'done' ? [command.id] : [])),
      )
      assert.deepEqual(
        commands.map((receipt) => receipt.id).sort(),
        doneIds.sort(),
        'a receipt for each, and for nothing else',
      )
      assert.equal(doneIds.length + deskDid, steps.length)
      for (const { box } of [one, two]) {
        const isStuck = tasksOf(box).length > 0
        assert.ok(box.every(({ state }) => state === 'done' || state === 'refused' || (state === 'waiting' && isStuck)))
      }
      const numbers = (await fileOf('unit')).papers.flatMap(({ number }) => number ?? [])
      assert.equal(new Set(numbers).size, numbers.length)
      assert.deepEqual((await fileOf('first')).inspection, (await fileOf('second')).inspection)
    }),
    { numRuns: RUNS },
  )
  keepProved({ interleavings: RUNS })
})
