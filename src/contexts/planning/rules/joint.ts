import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { covers, levelOf, type Region } from '../../../kernel/region.ts'
import { addDays, type Instant, type LawDate } from '../../../kernel/time.ts'

/** What one bureau means to do at one business: a planned visit that holds a slot, or a task that waits for its plan. */
export type Intent = {
  readonly kind: 'plan' | 'draw' | 'special' | 'key-period'
  readonly id: string
  readonly bureau: Region
  readonly enterpriseId: string
  readonly enterpriseName: string
  readonly inspectionId: string | null
  readonly number: string
  readonly from: LawDate
  readonly until: LawDate
  readonly checkItemIds: readonly string[]
}

export type JointProposal = {
  readonly enterpriseId: string
  readonly bureaus: readonly Region[]
  /** Whose plan keeps the slot. */
  readonly leader: Region
  /** A day that suits all; where their periods do not meet, that of the leader. */
  readonly on: LawDate
  readonly checkItemIds: readonly string[]
  readonly members: readonly Intent[]
  /** Visits that the business is spared. */
  readonly spared: number
}

export type Joint = {
  readonly id: string
  /** The bureau that leads. */
  readonly region: Region
  readonly number: string
  readonly enterpriseId: string
  readonly enterpriseName: string
  readonly bureaus: readonly Region[]
  readonly on: LawDate
  readonly checkItemIds: readonly string[]
  /** The inspection whose slot the visit keeps; null while only tasks were merged. */
  readonly inspectionId: string | null
  readonly mergedInspections: readonly string[]
  readonly acceptedAt: Instant
}

const groupedBy = <T>(rows: readonly T[], keyOf: (row: T) => string): T[][] => {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups.values()]
}

/** Runs of intents of which each begins at most `windowDays` after the ones before it end. */
function runsOf(intents: readonly Intent[], windowDays: number): Intent[][] {
  const runs: Intent[][] = []
  let until = ''
  for (const intent of intents.toSorted((a, b) => a.from.localeCompare(b.from) || a.id.localeCompare(b.id))) {
    const run = runs.at(-1)
    if (run && intent.from <= addDays(until, windowDays)) run.push(intent)
    else runs.push([intent])
    until = run && until > intent.until && runs.at(-1) === run ? until : intent.until
  }
  return runs
}

/** The responsible bureau leads; where it has no plan yet but another one has, that one, because it holds the slot. */
function leaderOf(members: readonly Intent[], responsible: Region): Region {
  const byRank = (bureaus: readonly Region[]) =>
    bureaus.includes(responsible)
      ? responsible
      : (bureaus.toSorted((a, b) => a.length - b.length || a.localeCompare(b))[0] ?? responsible)
  const planning = members.filter(({ kind }) => kind === 'plan').map(({ bureau }) => bureau)
  return byRank(planning.length > 0 ? planning : members.map(({ bureau }) => bureau))
}

function proposalOf(members: readonly Intent[], responsible: Region): JointProposal {
  const leader = leaderOf(members, responsible)
  const latestStart =
    members
      .map(({ from }) => from)
      .sort()
      .at(-1) ?? ''
  const earliestEnd = members.map(({ until }) => until).sort()[0] ?? ''
  const own = members.find(({ bureau, kind }) => bureau === leader && kind === 'plan')
  return {
    enterpriseId: members[0]?.enterpriseId ?? '',
    bureaus: [...new Set(members.map(({ bureau }) => bureau))].sort(),
    leader,
    on: latestStart <= earliestEnd ? latestStart : (own?.from ?? latestStart),
    checkItemIds: [...new Set(members.flatMap(({ checkItemIds }) => checkItemIds))].sort(),
    members,
    spared: members.length - 1,
  }
}

/**
 * Art. 4, one visit instead of several: what different bureaus mean to do at the same business within the window.
 * Several plans of one bureau alone are no joint visit.
 */
export const proposeJoint = (
  intents: readonly Intent[],
  { windowDays, responsibleOf }: { windowDays: number; responsibleOf: (enterpriseId: string) => Region },
): JointProposal[] =>
  groupedBy(intents, ({ enterpriseId }) => enterpriseId)
    .flatMap((own) => runsOf(own, windowDays))
    .filter((run) => new Set(run.map(({ bureau }) => bureau)).size > 1)
    .map((run) => proposalOf(run, responsibleOf(run[0]?.enterpriseId ?? '')))
    .toSorted((a, b) => b.spared - a.spared || a.on.localeCompare(b.on) || a.enterpriseId.localeCompare(b.enterpriseId))

const refused = (refusal: Refusal): Refusal => ({ ...refusal, cites: art('MEM-2025-02-27', 4) })

/** Only who takes part, or a bureau above all who do, joins their visits; and only on a day that is not over. */
export function refusesAccepting(
  proposal: Pick<JointProposal, 'bureaus'>,
  { bureau, on, today }: { bureau: Region; on: LawDate; today: LawDate },
): Refusal | null {
  const isAbove = levelOf(bureau) !== 'town' && proposal.bureaus.every((one) => covers(bureau, one))
  if (!proposal.bureaus.includes(bureau) && !isAbove)
    return refused(
      no(
        'joint-of-others',
        { bureaus: proposal.bureaus.join('、') },
        '本机关不参加这次联合检查（{bureaus}）',
        '由参加的机关或者其共同的上级机关合并',
      ),
    )
  return on >= today ? null : refused(no('joint-in-the-past', { on }, '联合检查日期{on}已过', '选择今天或以后的日期'))
}
