import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { usePack } from '../api.ts'
import { TextField } from '../Field.tsx'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { takeOne } from '../offline/take.ts'
import { words } from '../words.ts'
import { useVisitNow } from './context.ts'

/** A visit whose plan is not approved: what could not wait is said first, and it can be taken along for the way. */
export function Urgent() {
  const { file, draft } = useVisitNow()
  const { id } = file.inspection
  const phone = usePhone()?.phone ?? null
  const pack = usePack(id)
  const queries = useQueryClient()
  const take = useSubmit(
    async () => phone && (await takeOne(phone, id)),
    () => queries.invalidateQueries({ queryKey: ['pack', id] }),
  )
  return (
    <section className="card" aria-label={words.door.urgentTitle}>
      <h2>{words.door.urgentTitle}</h2>
      <p className="notice warn">{words.door.urgentWhy}</p>
      <TextField
        label={words.door.urgentBecause}
        value={draft.value.urgentBecause}
        rows={2}
        max={500}
        placeholder={words.door.urgentHint}
        onChange={(urgentBecause) => draft.set({ urgentBecause })}
      />
      {pack && <p className="soft">{words.door.urgentTaken}</p>}
      {phone && !pack && (
        <Button block loading={take.busy} onClick={() => void take.submit(undefined)}>
          {words.door.urgentTake}
        </Button>
      )}
      <TroubleNotice trouble={take.trouble} />
    </section>
  )
}
