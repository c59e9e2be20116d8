import type { Trouble } from '../../ui/trouble.ts'

/**
 * Acts change the visit; what goes beside it, a penalty on the spot or somebody who joins, waits for them but holds none of them up; captures announce photos by their hash, photos are bytes and follow after everything else; a
 * tally tells what the visit asked of the officer, and nothing waits for it.
 */
export type CommandKind = 'act' | 'beside' | 'capture' | 'photo' | 'tally'

export type CommandState =
  /** Waits for the network, or for an earlier act of the same visit. */
  | 'waiting'
  /** On its way: nothing about it may be changed. */
  | 'sending'
  | 'done'
  /** The server said no: a task that somebody has to look at. */
  | 'refused'
  /** Given up by the officer, with his reason. */
  | 'given-up'

/** One thing that an officer did, exactly as it will be sent; the id is the idempotency key of all its tries. */
export type Command = {
  readonly id: string
  /** Counts up on this phone; the order of the replay. */
  readonly seq: number
  readonly kind: CommandKind
  /** Name of the act, e.g. `record`. */
  readonly action: string
  /** The inspection that it belongs to. */
  readonly subject: string
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
  /** By the phone's own clock, as it was. */
  readonly takenAt: string
  /** A clock that nobody can set: milliseconds since the start of the page named by `origin`. */
  readonly ticks: { readonly origin: string; readonly ms: number }
  readonly state: CommandState
  readonly trouble: Trouble | null
  readonly because: string
  /** When the server had it. */
  readonly settledAt: string | null
  readonly tries: number
  /** The phone on which it was done, when it came here by an export. */
  readonly phone?: string
}

export type NewCommand = Omit<Command, 'seq' | 'state' | 'trouble' | 'because' | 'settledAt' | 'tries' | 'phone'>

const isOpen = ({ state }: Command) => state === 'waiting' || state === 'sending' || state === 'refused'

/** The same id twice is the same act. */
export function enqueue(box: readonly Command[], command: NewCommand): Command[] {
  if (box.some(({ id }) => id === command.id)) return [...box]
  const seq = Math.max(0, ...box.map((one) => one.seq)) + 1
  return [...box, { ...command, seq, state: 'waiting', trouble: null, because: '', settledAt: null, tries: 0 }]
}

/** Before it is in, the office does not know the visit at all. */
const beginsVisitOf = (other: Command, { subject }: Command) =>
  other.action === 'draftPlan' && other.subject === subject

/**
 * An act waits for the earlier acts of its visit; photos wait for their own announcement, and everything waits for the
 * plan of a visit that began without one. Nothing waits for a stranger.
 */
export function isHeldUp(box: readonly Command[], command: Command): boolean {
  return box.some(
    (other) =>
      other.seq < command.seq &&
      isOpen(other) &&
      (beginsVisitOf(other, command) ||
        (command.kind === 'act' || command.kind === 'beside'
          ? other.subject === command.subject &&
            (other.kind === 'act' || (other.kind === 'capture' && other.state !== 'refused'))
          : command.kind === 'photo' && other.kind === 'capture' && other.input['id'] === command.input['id'])),
  )
}

const RANK: Record<CommandKind, number> = { capture: 0, act: 0, beside: 0, tally: 1, photo: 2 }

/** What goes next: commands in their order, then photos; what is refused or held up holds up nobody else. */
export function nextToSend(box: readonly Command[]): Command | null {
  const ready = box.filter((command) => command.state === 'waiting' && !isHeldUp(box, command))
  return ready.sort((a, b) => RANK[a.kind] - RANK[b.kind] || a.seq - b.seq)[0] ?? null
}

const changed = (box: readonly Command[], id: string, change: (command: Command) => Command): Command[] =>
  box.map((command) => (command.id === id ? change(command) : command))

export const sending = (box: readonly Command[], id: string): Command[] =>
  changed(box, id, (command) =>
    command.state === 'waiting' ? { ...command, state: 'sending', tries: command.tries + 1 } : command,
  )

export const done = (box: readonly Command[], id: string, at: string): Command[] =>
  changed(box, id, (command) => ({ ...command, state: 'done', trouble: null, settledAt: at }))

export const refused = (box: readonly Command[], id: string, trouble: Trouble): Command[] =>
  changed(box, id, (command) => ({ ...command, state: 'refused', trouble }))

/** Nothing is known about what the server did: it goes again with the same key. */
export const again = (box: readonly Command[], id: string): Command[] =>
  changed(box, id, (command) =>
    command.state === 'sending' || command.state === 'refused'
      ? { ...command, state: 'waiting', trouble: null }
      : command,
  )

/** Refused only because a colleague's phone has not told its photos yet: that comes right by itself. */
const waitsForColleague = ({ kind, state, trouble }: Command): boolean =>
  kind === 'act' &&
  state === 'refused' &&
  trouble?.kind === 'refused' &&
  trouble.refusals.every(({ code }) => code === 'evidence-not-received')

/** Before each run such acts go again; until then they are shown as what they are. */
export const againWithColleagues = (box: readonly Command[]): Command[] =>
  box.map((command) => (waitsForColleague(command) ? { ...command, state: 'waiting', trouble: null } : command))

/** Only what was refused can be given up, one by one, with a reason. */
export const givenUp = (box: readonly Command[], id: string, because: string): Command[] =>
  changed(box, id, (command) =>
    command.state === 'refused' && because.trim() !== ''
      ? { ...command, state: 'given-up', because: because.trim() }
      : command,
  )

/** After a restart nobody is sending: what was on its way goes again, and the server knows it by its key. */
export const afterRestart = (box: readonly Command[]): Command[] =>
  box.map((command) => (command.state === 'sending' ? { ...command, state: 'waiting' } : command))

export const openOf = (box: readonly Command[], subject?: string): Command[] =>
  box.filter((command) => isOpen(command) && (subject === undefined || command.subject === subject))

/** Acts of a visit that the server does not know yet: until they are settled the phone's own version is shown. */
export const actsAhead = (box: readonly Command[], subject: string): Command[] =>
  openOf(box, subject).filter(({ kind }) => kind === 'act')

/** Whether somebody joined a visit whom the office has not heard of yet; one whom it refused is a task and no longer there. */
export const hasJoinAhead = (box: readonly Command[], subject: string): boolean =>
  openOf(box, subject).some(({ action, state }) => action === 'join' && state !== 'refused')

export const tasksOf = (box: readonly Command[]): Command[] => box.filter(({ state }) => state === 'refused')

/** U11: while an act of the visit is on its way, the visit is not edited. */
export const isLocked = (box: readonly Command[], subject: string): boolean =>
  box.some((command) => command.subject === subject && command.kind === 'act' && command.state === 'sending')
