import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import type { TakenAlong } from '../../../contexts/inspection/contract/take-along.ts'
import type { PaperFace } from '../../../contexts/document/rules/layout.ts'
import { newId } from '../../ui/device.ts'
import { ticksNow } from './clock.ts'
import { afterRestart, enqueue, type Command, type NewCommand } from './outbox.ts'
import { openVault, readSeat, takeSeat, type Vault, type Write } from './vault.ts'

/** A visit as this phone sees it: the office's file, changed by what was done here and is not there yet. */
export type LocalVisit = { readonly file: InspectionFile; readonly papersAhead: readonly PaperFace[] }

/** What was taken along for one visit. */
export type Pack = {
  readonly along: TakenAlong
  readonly hazards: readonly Pick<InspectionFile['hazards'][number], 'id' | 'state' | 'description' | 'rectifyBy'>[]
  readonly lastVisitOn: string | null
}

export type Phone = {
  readonly id: string
  readonly vault: Vault
  commands(): readonly Command[]
  subscribe(listener: () => void): () => void
  /** Changes the outbox and whatever belongs to it in one stroke. */
  change(edit: (box: readonly Command[]) => Command[], beside?: readonly Write[]): Promise<void>
  add(command: Omit<NewCommand, 'takenAt' | 'ticks'>, beside?: readonly Write[]): Promise<void>
  pack(inspectionId: string): Promise<Pack | null>
  visit(inspectionId: string): Promise<LocalVisit | null>
}

/** How long one may go on without signing in anew. */
const SEAT_HOURS = 24

export async function renewSeat(officerId: string): Promise<string> {
  const seat = await readSeat()
  const phone = seat?.phone ?? newId()
  const until = new Date(Date.now() + SEAT_HOURS * 3_600_000).toISOString()
  await takeSeat({ officerId, until, phone })
  return phone
}

const CHANNEL = 'plumbline-outbox'

/** Opens the vault of an officer and his outbox; other tabs hear of every change. */
export async function openPhone(officerId: string, phoneId: string): Promise<Phone> {
  const vault = await openVault(officerId)
  const others = new BroadcastChannel(CHANNEL)
  const listeners = new Set<() => void>()
  let box: readonly Command[] = await read(vault)
  const told = () => listeners.forEach((listener) => listener())
  let writing: Promise<unknown> = Promise.resolve()
  others.addEventListener('message', () => {
    writing = writing.then(async () => {
      box = sortedBySeq(await vault.all<Command>('command'))
      told()
    })
  })
  /** One after the other, and only what really changed is sealed again. */
  const change: Phone['change'] = (edit, beside = []) => {
    const next = writing.then(async () => {
      const before = new Map(box.map((command) => [command.id, command]))
      const after = edit(box)
      const gone = box.filter(({ id }) => !after.some((command) => command.id === id))
      const writes: Write[] = [
        ...after.flatMap((value) =>
          before.get(value.id) === value ? [] : [{ kind: 'command' as const, id: value.id, value }],
        ),
        ...gone.map(({ id }) => ({ kind: 'command' as const, id, value: null })),
        ...beside,
      ]
      if (writes.length > 0) await vault.write(writes)
      box = after
      told()
      others.postMessage('changed')
    })
    writing = next.catch(() => undefined)
    return next
  }
  return {
    id: phoneId,
    vault,
    commands: () => box,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change,
    add: (command, beside) =>
      change((now) => enqueue(now, { ...command, takenAt: new Date().toISOString(), ticks: ticksNow() }), beside),
    pack: (inspectionId) => vault.get<Pack>('pack', inspectionId),
    visit: (inspectionId) => vault.get<LocalVisit>('visit', inspectionId),
  }
}

const sortedBySeq = (box: readonly Command[]) => box.toSorted((a, b) => a.seq - b.seq)

/** What lay on its way when the app was closed goes again; the server knows it by its key. */
async function read(vault: Vault): Promise<readonly Command[]> {
  const kept = sortedBySeq(await vault.all<Command>('command'))
  // Another tab may be sending right now: only who holds the lock knows that nobody is.
  return navigator.locks.request(REPLAY_LOCK, { ifAvailable: true }, (lock) => (lock ? afterRestart(kept) : kept))
}

export const REPLAY_LOCK = 'plumbline-replay'
