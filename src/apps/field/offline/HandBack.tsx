import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useNavigate } from 'react-router'
import { handBack } from '../../../contexts/inspection/contract/take-along.ts'
import { call } from '../../client.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { usePack, visitKey } from '../api.ts'
import { words } from '../words-offline.ts'
import { openOf } from './outbox.ts'
import { useCommands, usePhone } from './PhoneProvider.tsx'

/** Gives a visit that this phone took along back to the office: another phone may take it, or the office cancels it. */
export function HandBack({ id }: { id: string }) {
  const now = usePhone()
  const pack = usePack(id)
  const waiting = openOf(useCommands(), id).length
  const queries = useQueryClient()
  const navigate = useNavigate()
  const back = useSubmit(
    async (phone: string, key) => void (await call(handBack, { id, phone }, { key })),
    async () => {
      await now?.phone.vault.write([
        { kind: 'pack', id, value: null },
        { kind: 'visit', id, value: null },
      ])
      await Promise.all([['pack'], ['kept'], visitKey(id)].map((queryKey) => queries.invalidateQueries({ queryKey })))
      await navigate('/')
    },
  )
  if (!now || !pack || pack.along.lease.phoneId !== now.phone.id) return null
  return (
    <section className="card" aria-label={words.handBack.title}>
      <h2>{words.handBack.title}</h2>
      <p className="soft">{words.handBack.says}</p>
      {waiting > 0 && <p className="notice warn">{words.handBack.waiting(waiting)}</p>}
      <TroubleNotice trouble={back.trouble} />
      <Button block loading={back.busy} disabled={waiting > 0} onClick={() => void back.submit(now.phone.id)}>
        {words.handBack.act}
      </Button>
    </section>
  )
}
