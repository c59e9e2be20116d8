/** Every lifecycle beside the case: each arrow from every state, and ninety thousand walks; ten thousand more go with the case. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asker } from '../../../kernel/asker.ts'
import { Refused } from '../../../kernel/refusal.ts'
import { take, whyNot, whyNotOffered } from '../../../kernel/step.ts'
import { PERMISSIONS_OF } from '../../people/rules/permissions.ts'
import { ID } from '../fixtures.ts'
import { shapeOf, type Proceeding } from '../rules/proceeding.ts'
import { randomOf, walkerOf, type Walk } from '../../../../tests/support/walking.ts'
import { DRAFT, openClocks, type Road, type SideStep } from './road.ts'
import { ROADS } from './roads.ts'

const walker = walkerOf()

/** A thing in each state, reached by lawful steps only. */
function reached(road: Road): Map<string, Walk[]> {
  const found = new Map<string, Walk[]>([[DRAFT, [walker.begin(road)]]])
  const queue = [...(found.get(DRAFT) ?? [])]
  for (let walk = queue.shift(); walk; walk = queue.shift()) {
    for (const step of road.sideSteps) {
      if (!step.from.includes(walk.thing.state)) continue
      for (const after of walker.allWays(road, walk, step)) {
        const known = found.get(step.to) ?? []
        if (known.length >= WALKS_PER_STATE) continue
        found.set(step.to, [...known, after])
        queue.push(after)
      }
    }
  }
  return found
}
const WALKS_PER_STATE = 6

for (const road of ROADS) {
  const states = reached(road)

  test(`${road.label}: every state is reached by lawful steps, and every one but the last has a lawful way out`, () => {
    for (const [state, label] of Object.entries(road.states)) {
      assert.ok(states.has(state), `${road.name}: ${label} is never reached`)
      const isFinal = road.final.includes(state)
      assert.equal(
        road.sideSteps.some(({ from }) => from.includes(state)),
        !isFinal,
        state,
      )
      for (const walk of states.get(state) ?? []) {
        if (isFinal) assert.deepEqual(openClocks(walk.thing), [], `a clock runs on in ${label}`)
        else
          assert.ok(
            road.sideSteps.some((step) => step.from.includes(state) && walker.takeWhenLawful(road, walk, { step })),
            `no lawful exit from ${label}`,
          )
      }
    }
  })

  test(`${road.label}: each step passes from its own states and is refused with its article from all others`, () => {
    for (const step of road.sideSteps) {
      let passed = 0
      for (const [state, walk] of [...states].flatMap(([at, walks]) => walks.map((one) => [at, one] as const))) {
        const way = walker.wayOf(walk, step)
        if (step.from.includes(state)) {
          const after = walker.takeWhenLawful(road, walk, { step })
          if (after) {
            passed += 1
            assert.equal(after.thing.state, step.to)
            assert.equal(after.thing.version, walk.thing.version + 1)
          }
        } else {
          const [refusal, ...more] = whyNot(step, way, road.states)
          assert.equal(refusal?.code, 'wrong-state', `${step.name} from ${state}`)
          assert.deepEqual(refusal?.cites, step.cites)
          assert.deepEqual(more, [])
          assert.throws(() => take(step, way, road.states), Refused)
        }
      }
      assert.ok(passed > 0, `${road.name}/${step.name} passes from none of its states`)
    }
  })

  test(`${road.label}: whoever lacks the permission is refused, and some role holds it`, () => {
    const bare: Asker = { ...walker.askers[ID.first], permissions: [] } as Asker
    for (const step of road.sideSteps) {
      const [state = DRAFT] = step.from
      const thing = states.get(state)?.[0]?.thing as Proceeding
      assert.deepEqual(
        whyNotOffered(step, thing, bare).map(({ code }) => code),
        ['not-permitted'],
      )
      assert.ok(
        Object.values<readonly string[]>(PERMISSIONS_OF).some((words) => words.includes(step.may)),
        `${step.may} belongs to no role`,
      )
    }
  })
}

test('every step of every lifecycle cites an article, names each thing once and refuses an empty answer where it asks', () => {
  const names = new Set<string>()
  for (const road of ROADS) {
    for (const step of road.sideSteps) {
      assert.ok(step.cites.article > 0, step.name)
      for (const rule of step.unless) assert.ok(rule.cites.article > 0, step.name)
      assert.ok(!names.has(step.name), `${step.name} is named twice`)
      names.add(step.name)
      const asksSomething = Object.values(step.asks).some(({ isOptional, kind }) => !isOptional && kind !== 'rows')
      if (asksSomething) assert.equal(shapeOf(step.asks).safeParse({}).success, false, step.name)
    }
  }
})

function someWay(road: Road, walk: Walk, open: readonly SideStep[]): Walk | null {
  for (const step of open) {
    const after = walker.takeWhenLawful(road, walk, { step })
    if (after) return after
  }
  return null
}

const WALKS = 90_000
const STEPS_MAX = 14
test('ninety thousand random walks of each lifecycle alone: no dead end, no clock on what has ended, no paper without its predecessor', () => {
  const random = randomOf(20_260_316)
  let steps = 0
  let ended = 0
  for (let nth = 0; nth < WALKS; nth += 1) {
    const road = ROADS[nth % ROADS.length] as Road
    let walk = walker.begin(road)
    for (let length = 0; length < STEPS_MAX && !road.final.includes(walk.thing.state); length += 1) {
      const open = road.sideSteps.filter(({ from }) => from.includes(walk.thing.state))
      const choice = open[random(open.length)] as SideStep
      const patient = { ...walk, at: new Date(Date.parse(walk.at) + random(3) * 86_400_000).toISOString() }
      const direct = walker.takeNow(road, patient, choice)
      const after = direct ?? someWay(road, patient, open)
      assert.ok(after, `walk ${nth}: no lawful exit from ${road.name}/${walk.thing.state}`)
      walk = after
      steps += 1
      for (const { code, step } of walk.thing.papers)
        assert.ok(
          walk.thing.history.some((taken) => taken.step === step),
          `paper ${code} without the step that writes it`,
        )
      walker.predecessorsStand(walk.thing)
    }
    if (road.final.includes(walk.thing.state)) {
      ended += 1
      assert.deepEqual(openClocks(walk.thing), [], `walk ${nth}: a clock runs on in ${road.name}/${walk.thing.state}`)
    }
  }
  assert.ok(steps > 2 * WALKS, `only ${steps} steps`)
  assert.ok(ended > WALKS / 2, `only ${ended} walks came to an end`)
})
