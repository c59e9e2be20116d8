import { useQueryClient } from '@tanstack/react-query'
import { Toast } from 'antd-mobile'
import { useEffect } from 'react'
import type { z } from 'zod'
import { call } from '../client.ts'
import type { Trouble } from '../ui/trouble.ts'
import { useSubmit, type Submit } from '../ui/use-submit.ts'
import { actHere, takeBack } from './offline/act.ts'
import { usePhone, type PhoneNow } from './offline/PhoneProvider.tsx'
import { ACTS, type ActName } from './offline/replay.ts'
import { useVisitNow, type VisitNow } from './visit/context.ts'
import { words } from './words-offline.ts'

/** A refusal of the server to an act that the officer has just done; useSubmit shows it like any other. */
export class NotTaken extends Error {
  override name = 'NotTaken'
  constructor(trouble: Trouble) {
    super(trouble.kind)
    Object.assign(this, trouble)
  }
}

/** Acts that a phone without the visit sends straight to the office. */
const DOORS: readonly ActName[] = ['enter', 'enterUrgently']

type Input<Name extends ActName> = z.input<(typeof ACTS)[Name]['input']>

/**
 * One act of the officer on a visit. Where the phone keeps things, it is done there and sent at once when there is
 * network; a refusal that comes back at once takes it back, and without network it waits. When the session is over the
 * sign-in comes up by itself and everything typed waits.
 */
export function useAct<Name extends ActName>(name: Name, after: () => void | Promise<void>): Submit<Input<Name>> {
  const queries = useQueryClient()
  const now = usePhone()
  const visit = useVisitNow()
  const act = useSubmit(
    async (input: Input<Name>, key) => {
      const isHere =
        now !== null && (!DOORS.includes(name) || (await now.phone.pack(visit.file.inspection.id)) !== null)
      if (!isHere) return void (await call(ACTS[name], input, { key }))
      const release = now.hold(visit.file.inspection.id)
      try {
        await doHere(now, visit, { name, input: input as Readonly<Record<string, unknown>> })
      } finally {
        release()
      }
    },
    () => after(),
  )
  const isSignedOut = act.trouble?.kind === 'not-signed-in'
  useEffect(() => {
    if (isSignedOut) void queries.resetQueries({ queryKey: ['me'] })
  }, [isSignedOut, queries])
  return act
}

type Asked = { readonly name: ActName; readonly input: Readonly<Record<string, unknown>> }

async function doHere({ phone, run }: PhoneNow, { file, me, draft }: VisitNow, { name, input }: Asked): Promise<void> {
  const id = await actHere(phone, { name, file, me, input })
  // A run that began before knows nothing of this command; the one after it does.
  if ((await run()) !== 'offline') await run()
  const command = phone.commands().find((one) => one.id === id)
  if (command?.state === 'refused' && command.trouble) {
    await takeBack(phone, id, file)
    draft.set((before) => ({ ...before }))
    throw new NotTaken(command.trouble)
  }
  if (command?.state === 'waiting') Toast.show({ content: words.kept })
}
