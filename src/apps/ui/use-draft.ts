import { useCallback, useEffect, useRef, useState } from 'react'
import { minuteOf } from '../../kernel/time.ts'

const PREFIX = 'plumbline.draft.'
const SAVE_EVERY_MS = 2000

type Kept<Value> = { readonly at: string; readonly value: Value }

function read<Value>(key: string): Kept<Value> | null {
  try {
    const text = localStorage.getItem(PREFIX + key)
    return text ? (JSON.parse(text) as Kept<Value>) : null
  } catch {
    return null
  }
}

function write(key: string, value: unknown, at: string): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at, value }))
    return true
  } catch {
    return false
  }
}

function remove(key: string) {
  try {
    localStorage.removeItem(PREFIX + key)
  } catch {
    // A browser without storage has nothing to remove.
  }
}

export type Draft<Value> = {
  readonly value: Value
  readonly set: (change: Partial<Value> | ((before: Value) => Value)) => void
  /** Whether the value came from an earlier visit and was never submitted. */
  readonly restored: boolean
  /** '09:30' of the last save; null before the first. */
  readonly savedAt: string | null
  /** False when the browser refuses to store anything. */
  readonly canSave: boolean
  /** Forget the draft and begin again from the initial value. */
  readonly discard: () => void
  /** Forget the stored draft after a successful submit; the fields stay as they are. */
  readonly done: () => void
}

/** What a page shows about a draft, whatever is in it. */
export type DraftShown = Pick<Draft<object>, 'restored' | 'savedAt' | 'canSave' | 'discard'>

/**
 * Keeps what is typed on the device every two seconds until it is submitted. The key names the form and the record in
 * the URL, so that two tabs never mix two records; a draft outlives the session.
 */
export function useDraft<Value extends object>(key: string, initial: Value): Draft<Value> {
  const kept = useRef<Kept<Value> | null | undefined>(undefined)
  if (kept.current === undefined) kept.current = read<Value>(key)
  const [value, setValue] = useState<Value>(() => (kept.current ? { ...initial, ...kept.current.value } : initial))
  const [restored, setRestored] = useState(kept.current !== null)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [canSave, setCanSave] = useState(true)
  const dirty = useRef(false)
  const latest = useRef(value)
  latest.current = value

  const save = useCallback(() => {
    if (!dirty.current) return
    dirty.current = false
    const at = new Date().toISOString()
    setCanSave(write(key, latest.current, at))
    setSavedAt(minuteOf(at).slice(11))
  }, [key])

  useEffect(() => {
    const timer = setInterval(save, SAVE_EVERY_MS)
    window.addEventListener('pagehide', save)
    return () => {
      clearInterval(timer)
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [save])

  const set = useCallback((change: Partial<Value> | ((before: Value) => Value)) => {
    dirty.current = true
    setValue((before) => (typeof change === 'function' ? change(before) : { ...before, ...change }))
  }, [])
  const done = useCallback(() => {
    dirty.current = false
    setRestored(false)
    setSavedAt(null)
    remove(key)
  }, [key])
  const first = useRef(initial)
  const discard = useCallback(() => {
    done()
    setValue(first.current)
  }, [done])

  return { value, set, restored, savedAt, canSave, discard, done }
}

/** The drafts kept on this device whose keys begin with `prefix`: what the home page offers to continue. */
export function draftsKept(prefix = ''): { key: string; at: string }[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + prefix))
      .map((key) => ({ key: key.slice(PREFIX.length), at: read(key.slice(PREFIX.length))?.at ?? '' }))
      .sort((a, b) => b.at.localeCompare(a.at))
  } catch {
    return []
  }
}
