import { useCallback, useEffect, useRef, useState } from 'react'
import { minuteOf } from '../../../kernel/time.ts'
import type { Draft } from '../../ui/use-draft.ts'
import type { Phone } from './phone.ts'

/** Well below the two seconds that may be lost at most when the phone dies. */
const SAVE_AFTER_MS = 400

type Kept<Value> = { readonly at: string; readonly value: Value }

/** What was typed for one visit, read from the vault before its screen is shown; undefined while it is read. */
export function useKept<Value>(phone: Phone | null, id: string): Kept<Value> | null | undefined {
  const [read, setRead] = useState<{ readonly id: string; readonly kept: Kept<Value> | null } | null>(null)
  useEffect(() => {
    if (!phone) return
    let over = false
    void phone.vault
      .get<Kept<Value>>('draft', id)
      .catch(() => null)
      .then((kept) => over || setRead({ id, kept }))
    return () => {
      over = true
    }
  }, [phone, id])
  if (!phone) return null
  return read?.id === id ? read.kept : undefined
}

type Keeping<Value> = {
  readonly phone: Phone
  readonly id: string
  readonly initial: Value
  readonly kept: Kept<Value> | null
}

/** A draft that lies sealed in the vault, saved within half a second of the last stroke. */
export function useKeptDraft<Value extends object>({ phone, id, initial, kept }: Keeping<Value>): Draft<Value> {
  const [value, setValue] = useState<Value>(() => (kept ? { ...initial, ...kept.value } : initial))
  const [restored, setRestored] = useState(kept !== null)
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [canSave, setCanSave] = useState(true)
  const latest = useRef(value)
  latest.current = value
  const dirty = useRef(false)
  const savedMs = useRef(-SAVE_AFTER_MS - 1)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const save = useCallback(async () => {
    timer.current = null
    if (!dirty.current) return
    dirty.current = false
    savedMs.current = performance.now()
    const at = new Date().toISOString()
    try {
      await phone.vault.write([{ kind: 'draft', id, value: { at, value: latest.current } }])
      setSavedAt(minuteOf(at).slice(11))
      setCanSave(true)
    } catch {
      setCanSave(false)
    }
  }, [phone, id])

  useEffect(() => {
    const now = () => void save()
    window.addEventListener('pagehide', now)
    document.addEventListener('visibilitychange', now)
    return () => {
      window.removeEventListener('pagehide', now)
      document.removeEventListener('visibilitychange', now)
      void save()
    }
  }, [save])

  const set = useCallback(
    (change: Partial<Value> | ((before: Value) => Value)) => {
      setValue((before) => {
        const after = typeof change === 'function' ? change(before) : { ...before, ...change }
        latest.current = after
        return after
      })
      dirty.current = true
      // The first stroke after a pause is kept at once: whoever taps and leaves has left nothing behind.
      const wait = performance.now() - savedMs.current > SAVE_AFTER_MS ? 0 : SAVE_AFTER_MS
      timer.current ??= setTimeout(() => void save(), wait)
    },
    [save],
  )
  const done = useCallback(() => {
    dirty.current = false
    setRestored(false)
    setSavedAt(null)
    void phone.vault.write([{ kind: 'draft', id, value: null }])
  }, [phone, id])
  const [first] = useState(initial)
  const discard = useCallback(() => {
    done()
    setValue((latest.current = first))
  }, [done, first])
  return { value, set, restored, savedAt, canSave, discard, done }
}
