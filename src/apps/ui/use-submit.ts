import { useCallback, useRef, useState } from 'react'
import { newId } from './device.ts'
import { troubleOf, type Trouble } from './trouble.ts'

export type Submit<Input> = {
  readonly submit: (input: Input) => Promise<void>
  readonly busy: boolean
  readonly trouble: Trouble | null
  readonly clear: () => void
}

const fingerprint = (input: unknown) =>
  JSON.stringify(input, (_, value: unknown) =>
    value instanceof File ? [value.name, value.size, value.lastModified] : value,
  )

/**
 * One act of the user: a second tap while it runs does nothing, and a retry of the same content carries the same key,
 * so that the server never does it twice. Changed content is another intent and gets another key.
 */
export function useSubmit<Input, Result>(
  run: (input: Input, key: string) => Promise<Result>,
  after?: (result: Result) => void | Promise<void>,
): Submit<Input> {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const running = useRef(false)
  const intent = useRef<{ key: string; of: string } | null>(null)
  const latest = useRef({ run, after })
  latest.current = { run, after }

  const submit = useCallback(async (input: Input) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setTrouble(null)
    const of = fingerprint(input) ?? ''
    if (intent.current?.of !== of) intent.current = { key: newId(), of }
    try {
      const result = await latest.current.run(input, intent.current.key)
      intent.current = null
      await latest.current.after?.(result)
    } catch (error) {
      setTrouble(troubleOf(error))
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])

  return { submit, busy, trouble, clear: useCallback(() => setTrouble(null), []) }
}
