import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useDeferredValue, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { listEnterprises } from '../../../contexts/registry/contract.ts'
import type { EnterpriseInList } from '../../../contexts/registry/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { call, Offline } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useSubmit } from '../../ui/use-submit.ts'
import { SearchField } from '../Field.tsx'
import { Notices } from '../offline/Notices.tsx'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { Screen } from '../Screen.tsx'
import { tokenOf } from '../visit/door-code.ts'
import { canScan, CodeFromPhoto, Viewfinder } from '../visit/Scanner.tsx'
import { words as visit } from '../words.ts'
import { among, standBysOn, takeBusiness, type StandBy } from './stand-by.ts'
import { words } from './words.ts'

/** The register is asked from the second letter on; it answers a page, and a name narrows it. */
const SHOWN = 8

/** Where an urgent visit without a plan begins: the business, of those on the phone or, with network, of the register. */
export function BusinessesPage() {
  const phone = usePhone()?.phone ?? null
  const [said, setSaid] = useState('')
  const wanted = useDeferredValue(said.trim())
  const here = useQuery({
    queryKey: ['businesses', phone?.id, wanted],
    queryFn: async () => (phone ? among(await standBysOn(phone), wanted) : []),
    staleTime: 0,
  })
  if (!phone) return null
  const known = new Set((here.data ?? []).map(({ along }) => along.enterprise.id))
  return (
    <Screen title={words.title} back="/">
      <Notices />
      <p className="notice">{words.says}</p>
      <div className="field">
        <SearchField label={words.find} value={said} onChange={setSaid} />
      </div>
      <DoorFinder onRead={(text) => setSaid(tokenOf(text))} />
      <section aria-label={words.here}>
        <h2 className="section-title">
          {words.here}
          {here.data && <small>{here.data.length}</small>}
        </h2>
        {here.data?.length === 0 && (
          <EmptyState title={wanted ? words.none : words.noneAtAll}>{words.noneMend}</EmptyState>
        )}
        <div className="cards">
          {here.data?.map((business) => (
            <Kept key={business.along.enterprise.id} business={business} />
          ))}
        </div>
      </section>
      {wanted.length > 1 && <Register wanted={wanted} known={known} />}
    </Screen>
  )
}

function Kept({ business: { along } }: { business: StandBy }) {
  const { id, name, address, creditCode } = along.enterprise
  return (
    <article className="card">
      <h3 className="card-name">{name}</h3>
      <div className="card-lines">
        <span>{address}</span>
        <span>{creditCode}</span>
        <span>{words.takenAt(minuteOf(along.at))}</span>
      </div>
      <Link
        className="adm-button adm-button-primary adm-button-block big link-button"
        to={`/urgent/${id}`}
        aria-label={`${words.begin}：${name}`}
      >
        {words.begin}
      </Link>
    </article>
  )
}

/** The code on the door, by camera or photo, finds the business as well as its name does. */
function DoorFinder({ onRead }: { onRead: (text: string) => void }) {
  const [open, setOpen] = useState(false)
  const read = (text: string) => {
    setOpen(false)
    onRead(text)
  }
  return (
    <div className="stack">
      {open && <Viewfinder onRead={read} onFailed={() => setOpen(false)} />}
      <div className="two">
        {canScan() && (
          <Button className="big" onClick={() => setOpen(!open)}>
            {open ? visit.door.stop : words.scan}
          </Button>
        )}
        <CodeFromPhoto onRead={read} />
      </div>
    </div>
  )
}

type Listed = Pick<EnterpriseInList, 'id' | 'name' | 'address' | 'creditCode'>

function Register({ wanted, known }: { wanted: string; known: ReadonlySet<string> }) {
  const found = useQuery({
    queryKey: ['register', wanted],
    queryFn: () => call(listEnterprises, { q: wanted, limit: SHOWN }),
    retry: false,
  })
  if (found.error instanceof Offline) return <p className="notice">{words.offline}</p>
  const listed: readonly Listed[] = found.data?.enterprises.filter(({ id }) => !known.has(id)) ?? []
  return (
    <section aria-label={words.register}>
      <h2 className="section-title">{words.register}</h2>
      {found.error && <TroubleNotice trouble={troubleOf(found.error)} />}
      {found.data && listed.length === 0 && <p className="soft">{words.notFound}</p>}
      <div className="cards">
        {listed.map((business) => (
          <Found key={business.id} business={business} />
        ))}
      </div>
    </section>
  )
}

function Found({ business: { id, name, address, creditCode } }: { business: Listed }) {
  const phone = usePhone()?.phone ?? null
  const queries = useQueryClient()
  const go = useNavigate()
  const take = useSubmit(
    async () => phone && (await takeBusiness(phone, id)),
    async () => {
      await queries.invalidateQueries({ queryKey: ['businesses'] })
      void go(`/urgent/${id}`)
    },
  )
  return (
    <article className="card">
      <h3 className="card-name">{name}</h3>
      <div className="card-lines">
        <span>{address}</span>
        <span>{creditCode}</span>
      </div>
      <TroubleNotice trouble={take.trouble} />
      <Button
        block
        className="big"
        loading={take.busy}
        aria-label={`${words.take}：${name}`}
        onClick={() => void take.submit(undefined)}
      >
        {words.take}
      </Button>
    </article>
  )
}
