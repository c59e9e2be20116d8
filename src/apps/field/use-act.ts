import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '../../kernel/endpoint.ts'
import { call } from '../client.ts'
import { useSubmit, type Submit } from '../ui/use-submit.ts'

/** One act of the officer, sent once. When the session is over the sign-in comes up by itself and the draft waits. */
export function useAct<I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  after: (answer: z.output<O>) => void | Promise<void>,
): Submit<z.input<I>> {
  const queries = useQueryClient()
  const act = useSubmit((input: z.input<I>, key) => call(endpoint, input, { key }), after)
  const isSignedOut = act.trouble?.kind === 'not-signed-in'
  useEffect(() => {
    if (isSignedOut) void queries.resetQueries({ queryKey: ['me'] })
  }, [isSignedOut, queries])
  return act
}
