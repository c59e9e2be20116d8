/** Which story happens where and when: what adds up to the published figures, evenly over the working weeks. */
import { addDays, daysBetween, type LawDate } from '../../src/kernel/time.ts'
import type { Counts } from './published.ts'
import { spread, type ProvinceBureau } from './province.ts'
import type { Story } from './rows.ts'
import { epochOf, mondayOf, type Calendar, type Kind } from './story.ts'

/** One copy of a story: moved by whole weeks, so that weekdays stay what they were. */
export type Copy = {
  readonly story: Story
  readonly weeks: number
  /** The forms of finished visits that are left out, so that there are no more papers than were published. */
  readonly isShort: boolean
}

/** Weeks before the end from which cases are still open. */
const OPEN_WEEKS = 18
/** Open cases and visits that are planned, for each penalty and for each visit. */
const OPEN_PER_PENALTY = 0.08
const PLANNED_PER_VISIT = 0.003
/** Papers that a finished visit may be without: the plan, and the notice that the business keeps. */
export const MAY_BE_MISSING = new Set(['D02', 'JCTZ'])

type Wish = { readonly week: number; readonly kind: Kind | 'visit' }

export type Work = {
  readonly visits: number
  readonly penalties: number
  readonly open: number
  readonly planned: number
}

/** The work of each bureau, by its share. */
export function workOf(bureaus: readonly ProvinceBureau[], counts: Counts): Work[] {
  const shares = bureaus.map(({ share }) => share)
  const penalties = spread(counts.penalties, shares, 0)
  const open = spread(Math.ceil(counts.penalties * OPEN_PER_PENALTY), shares, 0)
  const inspections = spread(counts.inspections, shares, 0)
  return bureaus.map((_, nth) => {
    const [cases = 0, running = 0, all = 0] = [penalties[nth], open[nth], inspections[nth]]
    const visits = Math.max(0, all - cases - running)
    return { visits, penalties: cases, open: running, planned: Math.ceil(visits * PLANNED_PER_VISIT) }
  })
}

const papersOf = ({ story, isShort }: Copy) =>
  story.rows.filter(({ form }) => form !== null && !(isShort && MAY_BE_MISSING.has(form))).length

/** How many papers and hazards copies must have on average, kept as the copies are given out. */
export type Balance = { readonly hazardsEach: number; hazards: number; readonly papersEach: number; papers: number }

/** The copies of one bureau in the order of their visits. */
export function* copiesOf(
  { visits, penalties, open, planned }: Work,
  { stories, calendar, balance }: { stories: readonly Story[]; calendar: Calendar; balance: Balance },
): Generator<Copy> {
  const { weeks } = calendar
  const evenly = (count: number, from: number, until: number, kind: Wish['kind']): Wish[] =>
    Array.from({ length: count }, (_, nth) => ({ kind, week: from + Math.floor((nth * (until - from)) / count) }))
  const wishes = [
    ...evenly(visits, 0, weeks, 'visit'),
    ...evenly(penalties, 0, weeks - OPEN_WEEKS - 1, 'penalty'),
    ...evenly(open, weeks - OPEN_WEEKS, weeks - 1, 'open-case'),
    ...evenly(planned, weeks - 1, weeks + 1, 'planned'),
  ].toSorted((a, b) => a.week - b.week)
  const at = placing(stories, calendar)
  for (const { kind, week } of wishes) {
    const kinds: Kind[] = kind !== 'visit' ? [kind] : balance.hazards >= 0 ? ['clean'] : ['corrected', 'open-visit']
    const placed = kinds.map((one) => at(one, week)).find((one) => one !== null)
    if (!placed) continue
    const isFinishedVisit = ['clean', 'corrected'].includes(placed.story.plan.kind)
    const copy = { ...placed, isShort: isFinishedVisit && balance.papers >= 0 }
    balance.hazards += copy.story.hazards - balance.hazardsEach
    balance.papers += papersOf(copy) - balance.papersEach
    yield copy
  }
}

type Placed = Omit<Copy, 'isShort'>

/** Gives the story of a kind whose turn it is, moved to the week; null when each would go on after the last day. */
function placing(stories: readonly Story[], calendar: Calendar) {
  const turns = new Map<Kind, number>()
  const known = new Map<string, readonly Placed[]>()
  return (kind: Kind, week: number): Placed | null => {
    const key = `${kind} ${week}`
    const fit = known.get(key) ?? fitting(stories, { kind, week, calendar })
    known.set(key, fit)
    const turn = turns.get(kind) ?? 0
    turns.set(kind, turn + 1)
    return fit[turn % Math.max(1, fit.length)] ?? null
  }
}

type Place = { readonly kind: Kind; readonly week: number; readonly calendar: Calendar }

/**
 * Stories of the kind, of the week's own epoch where it has some, that end before the last day when they are moved; plans
 * are of visits that lie behind it.
 */
function fitting(stories: readonly Story[], { kind, week, calendar }: Place): Placed[] {
  const epoch = epochOf(Math.min(week, calendar.weeks - 1), calendar)
  const ofKind = stories.filter(({ plan }) => plan.kind === kind)
  const near = ofKind.filter(({ plan }) => plan.epoch === epoch)
  const monday = addDays(calendar.firstMonday, week * 7)
  return (near.length > 0 ? near : ofKind)
    .map((story) => ({ story, weeks: Math.round(daysBetween(mondayOf(story.on), monday) / 7) }))
    .filter(({ story, weeks }) => dayMoved(story.lastOn, weeks) <= calendar.until)
    .filter(({ story, weeks }) => kind !== 'planned' || dayMoved(story.on, weeks) > calendar.until)
}

/** What a copy of the stories needs each, so that the whole comes out at the published counts. */
export function balanceOf(counts: Counts, work: readonly Work[]): Balance {
  const copies = work.reduce(
    (sum, { visits, penalties, open, planned }) => sum + visits + penalties + open + planned,
    0,
  )
  return { hazardsEach: counts.hazards / copies, hazards: 0, papersEach: counts.papers / copies, papers: 0 }
}

const days = new Map<string, LawDate>()

/** The day so many weeks later. The same few thousand days are asked for again and again. */
export function dayMoved(day: LawDate, weeks: number): LawDate {
  const key = `${day} ${weeks}`
  const known = days.get(key)
  if (known) return known
  const moved = addDays(day, weeks * 7)
  days.set(key, moved)
  return moved
}
