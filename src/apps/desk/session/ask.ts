import type { z } from 'zod'
import type { Endpoint } from '../../../kernel/endpoint.ts'
import { call, NotSignedIn, type CallOptions } from '../../client.ts'

type Listener = () => void
const listeners = new Set<Listener>()

/** Calls back whenever the server says that the session is over. Returns how to stop listening. */
export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `call`, and the whole desk learns when the session is over. */
export async function ask<I extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<I, O>,
  input: z.input<I>,
  options: CallOptions = {},
): Promise<z.output<O>> {
  try {
    return await call(endpoint, input, options)
  } catch (error) {
    if (error instanceof NotSignedIn) for (const listener of listeners) listener()
    throw error
  }
}
