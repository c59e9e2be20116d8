import { useQueryClient } from '@tanstack/react-query'
import { Toast } from 'antd-mobile'
import { newId } from '../../ui/device.ts'
import { useSubmit, type Submit } from '../../ui/use-submit.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { NotTaken } from '../use-act.ts'
import { useVisitNow } from '../visit/context.ts'
import { words as offline } from '../words-offline.ts'
import { rightNow } from '../offline/clock.ts'
import { numberHere, paperHere, saidOf, type Chosen, type SpotGround } from './spot.ts'
import { keepSpot, takeSpotBack } from './store.ts'

/** Punishes on the spot: kept on the phone with its paper, sent at once when there is network. */
export function usePenalise(ground: SpotGround | null, after: () => void | Promise<void>): Submit<Chosen> {
  const { draft } = useVisitNow()
  const now = usePhone()
  const queries = useQueryClient()
  return useSubmit(async (chosen: Chosen) => {
    const number = ground && numberHere(ground)
    if (!now || !ground || !number) return
    const { phone, run } = now
    const at = rightNow()
    const said = saidOf(ground, draft.value, chosen, at)
    const face = paperHere(ground, said, chosen, at)
    if (!face) return
    const { inspection, enterprise } = ground.file
    const command = newId()
    await keepSpot(phone, {
      inspectionId: inspection.id,
      title: `${enterprise.name} ${offline.acts.penalise}`,
      input: { id: command, inspectionId: inspection.id, hazardId: chosen.hazard.id, number, ...said },
      done: { command, hazardId: chosen.hazard.id, number, face },
    })
    // A run that began before knows nothing of this command; the one after it does.
    if ((await run()) !== 'offline') await run()
    const kept = phone.commands().find(({ id }) => id === command)
    if (kept?.state === 'refused' && kept.trouble) {
      await takeSpotBack(phone, inspection.id, command)
      throw new NotTaken(kept.trouble)
    }
    if (kept?.state === 'waiting') Toast.show({ content: offline.kept })
    await queries.invalidateQueries({ queryKey: ['spots'] })
  }, after)
}
