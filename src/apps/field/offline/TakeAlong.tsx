import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, ProgressBar } from 'antd-mobile'
import { useState } from 'react'
import { tellTrouble, troubleOf } from '../../ui/trouble.ts'
import { useStock } from '../api.ts'
import { words } from '../words-offline.ts'
import { usePhone } from './PhoneProvider.tsx'
import { megabytes, takeOne } from './take.ts'

type Task = { readonly id: string; readonly enterpriseName: string }

/** Takes today's visits along, one after the other; what was cut off goes on with the ones that are missing. */
export function TakeAlong({ tasks }: { tasks: readonly Task[] }) {
  const now = usePhone()
  const queries = useQueryClient()
  const phone = now?.phone ?? null
  const stock = useStock()
  const [going, setGoing] = useState<{ done: number; all: number } | null>(null)
  const [troubles, setTroubles] = useState<readonly string[]>([])
  const kept = useQuery({
    queryKey: ['kept', phone?.id, tasks.map(({ id }) => id).join()],
    queryFn: async () => ({
      ids: (await phone?.vault.ids('pack')) ?? [],
      bytes: (await phone?.vault.sizeOf('pack')) ?? 0,
    }),
    enabled: phone !== null,
  })
  if (!phone || !kept.data) return null
  const { ids, bytes } = kept.data
  const missing = tasks.filter(({ id }) => !ids.includes(id))
  const take = async () => {
    const wanted = missing.length > 0 ? missing : tasks
    const failed: string[] = []
    await now?.run()
    for (const [place, task] of wanted.entries()) {
      setGoing({ done: place, all: wanted.length })
      await takeOne(phone, task.id).catch((error: unknown) => {
        failed.push(words.take.failed(task.enterpriseName, tellTrouble(troubleOf(error)).mend))
      })
    }
    setGoing(null)
    setTroubles(failed)
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['kept'] }),
      queries.invalidateQueries({ queryKey: ['pack'] }),
    ])
  }
  return (
    <section className="card" aria-label={words.take.title}>
      <h2>{words.take.title}</h2>
      <p className="soft">{words.take.says}</p>
      {stock && <p className="soft">{words.take.stock(stock.numbers.length)}</p>}
      {going ? (
        <>
          <p role="status">{words.take.going(going.done, going.all)}</p>
          <ProgressBar percent={(going.done / going.all) * 100} />
        </>
      ) : (
        <>
          {ids.length > 0 && <p role="status">{words.take.kept(ids.length, megabytes(bytes))}</p>}
          {tasks.length > 0 && (
            <Button block onClick={() => void take()}>
              {missing.length > 0 ? words.take.take(missing.length) : words.take.again}
            </Button>
          )}
        </>
      )}
      {troubles.length > 0 && (
        <ul className="lack" role="alert">
          {troubles.map((says) => (
            <li key={says}>{says}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
