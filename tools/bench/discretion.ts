import { decidePenalty } from '../../src/contexts/law/rules/discretion.ts'
import type { PenaltyAsk } from '../../src/contexts/law/rules/penalty.ts'
import { loadLawBook } from '../../src/contexts/law/store.ts'
import { machine, round, type Measured } from './shared-data.ts'

const ROUNDS = 40_000
const WARM_UP = 4_000

/** Cases over all violations that fine an enterprise, in several regions, with several quantities and circumstances. */
function cases(): PenaltyAsk[] {
  const book = loadLawBook()
  const keys = [
    ...new Set(
      book.violations
        .filter(
          ({ fine, subject, stage, effectiveTo }) =>
            fine?.unit === 'fen' && subject === 'enterprise' && stage === 'first' && effectiveTo === null,
        )
        .map(({ key }) => key),
    ),
  ]
  return keys.flatMap((key, at) =>
    ['44', '4413', '37'].map(
      (region): PenaltyAsk => ({
        actDate: '2026-06-10',
        decisionDate: '2026-07-18',
        region,
        subject: 'enterprise',
        acts: [
          {
            violations: [key],
            stage: 'first',
            quantity: 1 + (at % 12),
            circumstances: at % 3 === 0 ? ['cooperated'] : [],
          },
        ],
        party: { kind: 'enterprise', lastViolations: [] },
      }),
    ),
  )
}

/** `bench discretion`: whole derivations a second on one core, with every step of their reasons. */
export async function discretion(): Promise<Measured> {
  const book = loadLawBook()
  const asks = cases()
  let derived = 0
  const run = (rounds: number) => {
    for (let at = 0; at < rounds; at++) {
      const ask = asks[at % asks.length]
      if (ask && !('refusals' in decidePenalty(book, ask))) derived += 1
    }
  }
  run(WARM_UP)
  derived = 0
  const start = performance.now()
  const before = process.cpuUsage()
  run(ROUNDS)
  const { user, system } = process.cpuUsage(before)
  const seconds = (performance.now() - start) / 1000
  return {
    name: 'discretion',
    dataset: `${asks.length} cases over ${asks.length / 3} violations, ${ROUNDS} derivations, ${derived} with an amount`,
    ours: {
      perSecond: Math.round(ROUNDS / seconds),
      /** By the time of the processor: on a busy machine the clock tells of the others. */
      perCpuSecond: Math.round(ROUNDS / ((user + system) / 1e6)),
      target: 10_000,
    },
    peer: null,
    ratio: round(ROUNDS / seconds / 10_000, 2),
    machine: machine(),
  }
}
