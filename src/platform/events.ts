import type { Event } from '../kernel/event.ts'
import type { Ctx, Listeners } from './http.ts'

/** What a context does when another one has news. Runs inside the transaction of the act, under the same asker. */
export type Listener = (payload: Event['payload'], ctx: Ctx) => Promise<void>

/** Binds event names to their listeners; composed once in server.ts. An event that nobody hears is no mistake. */
export const listeners = (bound: Readonly<Record<string, readonly Listener[]>>): Listeners => ({
  async deliver(event, ctx) {
    for (const listener of bound[event.name] ?? []) await listener(event.payload, ctx)
  },
})
