import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { PlannedItem } from '../../../contexts/inspection/model.ts'
import { certifiedAmong } from '../../../contexts/inspection/rules/officers.ts'
import type { Me } from '../../../contexts/people/contract.ts'
import { daysBetween, lawDateOf, minuteOf } from '../../../kernel/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { useSubmit } from '../../ui/use-submit.ts'
import { visitKey } from '../api.ts'
import { SearchField, TextField } from '../Field.tsx'
import { useNameOf } from '../law.ts'
import { rightNow } from '../offline/clock.ts'
import { Notices } from '../offline/Notices.tsx'
import type { Phone } from '../offline/phone.ts'
import { usePhone, type PhoneNow } from '../offline/PhoneProvider.tsx'
import { Screen } from '../Screen.tsx'
import { NotTaken } from '../use-act.ts'
import { beginHere, type Beginning } from './begin.ts'
import { noticeHere, peopleOf, standBysOn, takeBusiness, type StandBy } from './stand-by.ts'
import { words } from './words.ts'

/** What came along is told to be old after so many days: as long as a phone keeps a visit. */
const FRESH_DAYS = 3
/** From so many colleagues on one looks for a name. */
const COLLEAGUES_SHOWN = 8

/** An urgent visit without a plan: cause, colleague and matters; then the door, as at any urgent visit (circular art. 6). */
export function BeginPage({ me }: { me: Me }) {
  const { enterpriseId = '' } = useParams()
  const now = usePhone()
  const phone = now?.phone ?? null
  const all = useQuery({
    queryKey: ['businesses', phone?.id, ''],
    queryFn: async () => (phone ? standBysOn(phone) : []),
    staleTime: 0,
  })
  if (!now || !all.data) return null
  const business = all.data.find(({ along }) => along.enterprise.id === enterpriseId)
  return (
    <Screen title={business?.along.enterprise.name ?? words.title} under={business && words.title} back="/urgent">
      <Notices />
      {business ? (
        <Beginner key={business.along.at} me={me} now={now} business={business} all={all.data} />
      ) : (
        <EmptyState title={words.none}>{words.noneMend}</EmptyState>
      )}
    </Screen>
  )
}

/** What must be inspected and what may be a major hazard comes first; where there is neither, the head of the list. */
function firstMatters(items: readonly PlannedItem[]): string[] {
  const must = items.filter(({ mandatory, majorHazardCodes }) => mandatory || majorHazardCodes.length > 0)
  return (must.length > 0 ? must : items.slice(0, COLLEAGUES_SHOWN)).map(({ id }) => id)
}

type Props = {
  readonly me: Me
  readonly now: PhoneNow
  readonly business: StandBy
  readonly all: readonly StandBy[]
}

/** Sent at once where there is network: a plan that the office refuses is taken back, with its reasons on the screen. */
async function begin({ me, now, business, all }: Props, beginning: Beginning): Promise<string> {
  const { phone, run } = now
  const { id, command, undo } = await beginHere(phone, { business, all, me, beginning })
  if ((await run()) !== 'offline') await run()
  const sent = phone.commands().find((one) => one.id === command)
  if (sent?.state === 'refused' && sent.trouble) {
    await phone.change((box) => box.filter((one) => one.id !== command), undo)
    throw new NotTaken(sent.trouble)
  }
  return id
}

function Beginner(props: Props) {
  const { me, business, all } = props
  const { facts } = business.along
  const [beginning, setBeginning] = useState<Beginning>({
    reason: 'complaint',
    reasonRef: '',
    officerIds: [me.id],
    checkItemIds: firstMatters(facts.items),
  })
  const set = (part: Partial<Beginning>) => setBeginning((before) => ({ ...before, ...part }))
  const go = useNavigate()
  const queries = useQueryClient()
  const nameOf = useNameOf()
  const act = useSubmit(
    (said: Beginning) => begin(props, said),
    async (id) => {
      await Promise.all(
        [['today'], ['businesses'], visitKey(id)].map((queryKey) => queries.invalidateQueries({ queryKey })),
      )
      void go(`/visit/${id}/door`, { replace: true })
    },
  )
  const number = noticeHere(all)
  return (
    <>
      <Age business={business} phone={props.now.phone} />
      <Why beginning={beginning} set={set} />
      <Who me={me} business={business} beginning={beginning} set={set} />
      <Matters items={facts.items} beginning={beginning} set={set} />
      <section className="card" aria-label={words.laterTitle}>
        <h2>{words.laterTitle}</h2>
        <ol className="said">
          {words.later.map((says) => (
            <li key={says}>{says}</li>
          ))}
        </ol>
        <p className="soft">{number ? words.number(number) : words.noNumber}</p>
      </section>
      <TroubleNotice trouble={act.trouble} nameOf={nameOf} />
      <div className="bottom">
        <Button block color="primary" className="big" loading={act.busy} onClick={() => void act.submit(beginning)}>
          {words.start}
        </Button>
      </div>
      <div className="bottom-space" />
    </>
  )
}

/** As of when everything below is, and the way to have it fresh. */
function Age({ business, phone }: { business: StandBy; phone: Phone }) {
  const { at, enterprise } = business.along
  const queries = useQueryClient()
  const again = useSubmit(
    () => takeBusiness(phone, enterprise.id),
    () => queries.invalidateQueries({ queryKey: ['businesses'] }),
  )
  const days = daysBetween(lawDateOf(at), lawDateOf(rightNow()))
  return (
    <>
      {days > FRESH_DAYS && <p className="notice warn">{words.stale(days)}</p>}
      <div className="card-top spaced">
        <span className="soft">{words.takenAt(minuteOf(at))}</span>
        <Button loading={again.busy} onClick={() => void again.submit(undefined)}>
          {words.again}
        </Button>
      </div>
      <TroubleNotice trouble={again.trouble} />
    </>
  )
}

type PartProps = { readonly beginning: Beginning; readonly set: (part: Partial<Beginning>) => void }

const CAUSES = Object.keys(words.reasons) as (keyof typeof words.reasons)[]

function Why({ beginning, set }: PartProps) {
  return (
    <section className="card">
      <h2 id="urgent-why">{words.why}</h2>
      <p className="soft">{words.whySays}</p>
      <div className="choices spaced" role="radiogroup" aria-labelledby="urgent-why">
        {CAUSES.map((reason) => (
          <button
            key={reason}
            type="button"
            role="radio"
            className="choice"
            aria-checked={beginning.reason === reason}
            onClick={() => set({ reason })}
          >
            {words.reasons[reason]}
          </button>
        ))}
      </div>
      <TextField
        label={words.ref}
        value={beginning.reasonRef}
        max={100}
        placeholder={words.refHint}
        onChange={(reasonRef) => set({ reasonRef })}
      />
    </section>
  )
}

const toggled = (ids: readonly string[], id: string): string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]

type WhoProps = PartProps & { readonly me: Me; readonly business: StandBy }

/** Who goes: whoever holds the phone, and colleagues with a certificate that is valid today (WSL 67, APL 42). */
function Who({ me, business, beginning: { officerIds }, set }: WhoProps) {
  const [search, setSearch] = useState('')
  const people = peopleOf(business)
  const certified = new Set(
    certifiedAmong(
      people.map(({ officer }) => officer),
      lawDateOf(rightNow()),
    ).map(({ id }) => id),
  )
  const colleagues = people.filter(({ officer: { id } }) => id !== me.id && certified.has(id))
  const free = colleagues.filter(({ recusedBecause }) => recusedBecause === null)
  const recused = colleagues.filter(({ recusedBecause }) => recusedBecause !== null)
  const shown = free.filter(
    ({ officer: { id, name } }, place) =>
      officerIds.includes(id) || (search.trim() ? name.includes(search.trim()) : place < COLLEAGUES_SHOWN),
  )
  return (
    <section className="card">
      <h2>{words.officers}</h2>
      <p className="soft">{free.length > 0 ? words.officersSays : words.onlyMe}</p>
      {free.length > COLLEAGUES_SHOWN && <SearchField label={words.search} value={search} onChange={setSearch} />}
      <div className="chips" role="group" aria-label={words.officers}>
        <button type="button" className="chip" aria-pressed="true" disabled>
          {words.me(me.name)}
        </button>
        {shown.map(({ officer: { id, name } }) => (
          <button
            key={id}
            type="button"
            className="chip"
            aria-pressed={officerIds.includes(id)}
            onClick={() => set({ officerIds: toggled(officerIds, id) })}
          >
            {name}
          </button>
        ))}
      </div>
      {recused.length > 0 && (
        <p className="field-help">{words.recused(recused.map(({ officer }) => officer.name).join('、'))}</p>
      )}
    </section>
  )
}

type MattersProps = PartProps & { readonly items: readonly PlannedItem[] }

function Matters({ items, beginning: { checkItemIds }, set }: MattersProps) {
  const [open, setOpen] = useState(false)
  return (
    <section className="card">
      <h2>{words.matters}</h2>
      <p role="status">{words.chosen(checkItemIds.length, items.length)}</p>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{words.change}</summary>
        {open && (
          <div className="chips" role="group" aria-label={words.matters}>
            {items.map(({ id, content }) => (
              <button
                key={id}
                type="button"
                className="chip"
                aria-pressed={checkItemIds.includes(id)}
                onClick={() => set({ checkItemIds: toggled(checkItemIds, id) })}
              >
                {content}
              </button>
            ))}
          </div>
        )}
      </details>
    </section>
  )
}
