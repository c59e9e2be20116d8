import { addDays, type LawDate } from '../../../kernel/time.ts'
import type { LawBook } from '../../law/rules/lawbook.ts'
import type { LawChange } from '../../law/rules/law-changes.ts'
import type { ActJudgement, Case, CaseAct } from '../model.ts'
import { isJudged, judge } from './judgement.ts'

/** What a change of the law does to an act that is not decided yet (APL 37: the old law, unless the new one is lighter). */
export const IMPACTS = {
  lighter: '新规定较轻，建议从轻适用新规定',
  'older-stays': '新规定不轻于行为时的规定，仍适用行为时的规定',
  heavier: '裁量基准变化，幅度上升，须重新裁量并说明理由',
  same: '结果不变',
  unclear: '新旧规定须由法制机构比较',
} as const
export type Impact = keyof typeof IMPACTS

export type ActAmounts = {
  readonly basis: string
  readonly minFen: number
  readonly maxFen: number
  readonly bandMinFen: number
  readonly bandMaxFen: number
  readonly suggestedFen: number
  readonly exempt: ActJudgement['exempt']
}

export type ActImpact = {
  readonly actId: string
  readonly fact: string
  readonly violation: string
  readonly actDate: LawDate
  readonly impact: Impact
  readonly on: LawDate
  readonly changes: readonly { readonly kind: LawChange['kind']; readonly key: string; readonly title: string }[]
  readonly before: ActAmounts | null
  readonly after: ActAmounts | null
  /** What the derivation says under the new law that it did not say under the old one. */
  readonly because: readonly string[]
}

/** Keys of violations for which a change may matter; null where it may matter for any. */
export function violationsOf(changes: readonly LawChange[]): string[] | null {
  const weighing = changes.filter(({ kind }) => kind !== 'instrument' && kind !== 'check-item')
  if (weighing.some((change) => change.violations.length === 0 && isGeneral(change))) return null
  return [...new Set(weighing.flatMap(({ violations }) => violations))]
}

/** The general tiers, the circumstances and the numbers of discretion weigh in every case. */
const isGeneral = ({ kind, key }: LawChange) =>
  kind === 'tier' || kind === 'factor' || (kind === 'parameter' && /^(discretion|hearing|discussion)\./.test(key))

const touches = (change: LawChange, act: CaseAct): boolean => {
  if (change.on <= act.actDate) return false // the act was done under the new law already
  if (change.kind === 'factor') return act.circumstances.includes(change.key)
  if (change.kind === 'tier' && !change.key.endsWith(`/${act.stage}`) && !change.key.endsWith('/*')) return false
  return change.violations.includes(act.violationKey) || (change.violations.length === 0 && isGeneral(change))
}

const amountsOf = (act: ActJudgement): ActAmounts => ({
  basis: act.basis.join('、'),
  minFen: act.minFen,
  maxFen: act.maxFen,
  bandMinFen: act.bandMinFen,
  bandMaxFen: act.bandMaxFen,
  suggestedFen: act.suggestedFen,
  exempt: act.exempt,
})

const EXEMPT = ['none', 'may', 'must']

function impactOf({
  before,
  after,
  because,
}: {
  before: ActAmounts | null
  after: ActAmounts | null
  because: readonly string[]
}): Impact {
  if (!before || !after) return 'unclear'
  if (because.some((line) => line.includes('须由法制机构比较'))) return 'unclear'
  const lighter =
    EXEMPT.indexOf(after.exempt) - EXEMPT.indexOf(before.exempt) ||
    before.maxFen - after.maxFen ||
    before.minFen - after.minFen ||
    before.bandMaxFen - after.bandMaxFen ||
    before.bandMinFen - after.bandMinFen ||
    before.suggestedFen - after.suggestedFen
  if (lighter > 0) return 'lighter'
  if (lighter < 0) return 'heavier'
  return because.some((line) => line.includes('仍适用行为时的规定')) ? 'older-stays' : 'same'
}

/**
 * The acts of one case on which the changes bear, each judged as if it were decided on the day before the first change
 * and after the last one. `decidedOn` is the earliest day on which the case can still be decided.
 */
export function impactsOn(
  book: LawBook,
  { thing, changes, decidedOn }: { thing: Case; changes: readonly LawChange[]; decidedOn: LawDate },
): ActImpact[] {
  return thing.acts.flatMap((act) => {
    const own = changes.filter((change) => touches(change, act))
    const [first, last] = [own[0], own.at(-1)]
    if (!first || !last) return []
    const judgedOn = (on: LawDate) => {
      const answer = judge(book, {
        acts: [act],
        party: thing.party,
        region: thing.region,
        foundOn: thing.foundOn,
        on,
        lastViolations: [],
      })
      return isJudged(answer) ? (answer.acts[0] ?? null) : null
    }
    const earlier = judgedOn(first.on > act.actDate ? addDays(first.on, -1) : act.actDate)
    const later = judgedOn(decidedOn > last.on ? decidedOn : last.on)
    const told = new Set(earlier?.because)
    const because = (later?.because ?? []).filter((line) => !told.has(line))
    const before = earlier && amountsOf(earlier)
    const after = later && amountsOf(later)
    return [
      {
        actId: act.id,
        fact: act.fact,
        violation: act.violationKey,
        actDate: act.actDate,
        on: last.on,
        impact: impactOf({ before, after, because }),
        changes: own.map(({ kind, key, title }) => ({ kind, key, title })),
        before,
        after,
        because,
      },
    ]
  })
}
