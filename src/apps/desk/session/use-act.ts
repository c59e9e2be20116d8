import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import type { z } from 'zod'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import { useSubmit, type Submit } from '../../ui/use-submit.ts'
import { ask } from './ask.ts'

/** Tells that something was done; it stays until it is closed or the next thing is done. */
export function useTell(): (title: string, description?: string) => void {
  const { notification } = App.useApp()
  return (title, description) =>
    notification.success({ key: 'told', title, duration: false, ...(description ? { description } : {}) })
}

type Act<Output> = {
  /** What to say when it is done. */
  readonly done?: string
  readonly after?: (output: Output) => void | Promise<void>
}

/**
 * One act at an endpoint: double-tap safe, retried with the same key, told when done; every list is read again
 * afterwards.
 */
export function useAct<I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  { done, after }: Act<z.output<O>> = {},
): Submit<z.input<I>> {
  const queries = useQueryClient()
  const tell = useTell()
  return useSubmit<z.input<I>, z.output<O>>(
    (input, key) => ask(endpoint, input, { key }),
    async (output) => {
      await queries.invalidateQueries()
      if (done) tell(done)
      await after?.(output)
    },
  )
}
