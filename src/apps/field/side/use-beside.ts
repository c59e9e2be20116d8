import { useQueryClient } from '@tanstack/react-query'
import { Toast } from 'antd-mobile'
import { useSubmit, type Submit } from '../../ui/use-submit.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { NotTaken } from '../use-act.ts'
import { words } from '../words-offline.ts'
import { keepDone, takeDoneBack, type SideDone } from './store.ts'

export type Beside = {
  readonly inspectionId: string
  readonly title: string
  readonly input: Readonly<Record<string, unknown>>
  readonly done: SideDone
}

/**
 * Does something beside the steps of a visit: `make` decides and lays the paper out, throwing Refused; it is kept with
 * its command and sent at once when there is network. A refusal that comes back at once takes it back.
 */
export function useBeside(make: () => Beside | null, after: () => void | Promise<void>): Submit<void> {
  const now = usePhone()
  const queries = useQueryClient()
  return useSubmit(async () => {
    const doing = make()
    if (!now || !doing) return
    const { phone, run } = now
    const { inspectionId, done } = doing
    await keepDone(phone, doing)
    // A run that began before knows nothing of this command; the one after it does.
    if ((await run()) !== 'offline') await run()
    const kept = phone.commands().find(({ id }) => id === done.command)
    if (kept?.state === 'refused' && kept.trouble) {
      await takeDoneBack(phone, inspectionId, done.command)
      throw new NotTaken(kept.trouble)
    }
    if (kept?.state === 'waiting') Toast.show({ content: words.kept })
    await queries.invalidateQueries({ queryKey: ['beside'] })
  }, after)
}
