import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import type { Me } from '../../../contexts/people/contract.ts'
import { visitKey } from '../api.ts'
import { keepStock } from '../spot/stock.ts'
import { actsAhead, openOf, type Command } from './outbox.ts'
import { openPhone, renewSeat, type Phone } from './phone.ts'
import { replay, type RunEnd } from './replay.ts'
import { askToPersist } from './take.ts'
import { canKeep, readSeat } from './vault.ts'

const AGAIN_MS = 20_000

export type PhoneNow = {
  readonly phone: Phone
  /** How the last run ended; null before the first. */
  readonly end: RunEnd | null
  /** Bytes of the photo that is on its way, by command. */
  readonly progress: Readonly<Record<string, { readonly sent: number; readonly all: number }>>
  /** Sends what waits, now; answers when nothing more goes. */
  readonly run: () => Promise<RunEnd>
  /** While an act is being done its visit stays on the screen as it is; the answer lets it go. */
  readonly hold: (inspectionId: string) => () => void
  /** Whether the browser promised to keep what lies here. */
  readonly isPersistent: boolean
}

const PhoneContext = createContext<PhoneNow | null>(null)

/** The phone with its vault and outbox; null where the browser keeps nothing, as on plain http. */
export const usePhone = () => use(PhoneContext)

const NOTHING: readonly Command[] = []

/** The outbox as it is now. */
export function useCommands(): readonly Command[] {
  const now = usePhone()
  return useSyncExternalStore(
    useCallback((told) => now?.phone.subscribe(told) ?? (() => undefined), [now]),
    () => now?.phone.commands() ?? NOTHING,
  )
}

/** Opens the phone of whoever is signed in; nothing is shown before it is open, so that no act goes past it. */
export function PhoneProvider({ me, children }: { me: Me; children: ReactNode }) {
  const [phone, setPhone] = useState<Phone | null | undefined>(canKeep() ? undefined : null)
  const [isPersistent, setPersistent] = useState(true)
  useEffect(() => {
    if (!canKeep()) return
    let over = false
    void (async () => {
      const id = (await readSeat())?.phone ?? (await renewSeat(me.id))
      const opened = await openPhone(me.id, id)
      if (!over) setPhone(opened)
      const kept = await askToPersist()
      if (!over) setPersistent(kept)
    })().catch(() => {
      if (!over) setPhone(null)
    })
    return () => {
      over = true
    }
  }, [me.id])
  if (phone === undefined) return null
  if (phone === null) return children
  return (
    <Running phone={phone} isPersistent={isPersistent} mayInvestigate={me.permissions.includes('casework.investigate')}>
      {children}
    </Running>
  )
}

type RunningProps = {
  readonly phone: Phone
  readonly isPersistent: boolean
  readonly mayInvestigate: boolean
  readonly children: ReactNode
}

function Running({ phone, isPersistent, mayInvestigate, children }: RunningProps) {
  const queries = useQueryClient()
  const [end, setEnd] = useState<RunEnd | null>(null)
  const [progress, setProgress] = useState<PhoneNow['progress']>({})
  const running = useRef<Promise<RunEnd> | null>(null)
  const held = useRef(new Set<string>())
  const hold = useCallback((id: string) => {
    held.current.add(id)
    return () => void held.current.delete(id)
  }, [])
  const run = useCallback((): Promise<RunEnd> => {
    running.current ??= (async () => {
      const before = subjectsAhead(phone)
      const ended = await replay(phone, {
        sent: (id, sent, all) => setProgress((known) => ({ ...known, [id]: { sent, all } })),
      })
      if (ended === 'sent' && mayInvestigate) {
        // What was carried yesterday still serves where the office does not answer now.
        await keepStock(phone).catch(() => undefined)
        await queries.invalidateQueries({ queryKey: ['stock'] })
      }
      running.current = null
      setEnd(ended)
      if (ended === 'forgotten') window.location.replace('/field/')
      if (ended === 'signed-out') await queries.resetQueries({ queryKey: ['me'] })
      // Whatever the office knows now is shown as the office has it.
      const settled = before.filter((id) => actsAhead(phone.commands(), id).length === 0)
      const shown = settled.filter((id) => !held.current.has(id))
      await Promise.all(shown.map((id) => queries.invalidateQueries({ queryKey: visitKey(id) })))
      if (settled.length > 0) await queries.invalidateQueries({ queryKey: ['today'] })
      return ended
    })()
    return running.current
  }, [phone, queries, mayInvestigate])
  useEffect(() => {
    const again = () => {
      if (openOf(phone.commands()).length > 0) void run()
    }
    void run()
    const timer = setInterval(again, AGAIN_MS)
    window.addEventListener('online', again)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [phone, run])
  return <PhoneContext value={{ phone, end, progress, run, hold, isPersistent }}>{children}</PhoneContext>
}

const subjectsAhead = (phone: Phone) => [
  ...new Set(openOf(phone.commands()).flatMap(({ kind, subject }) => (kind === 'act' ? [subject] : []))),
]
