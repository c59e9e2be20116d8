import { useQueries, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd-mobile'
import { useDeferredValue, useState } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import type { todaysInspections } from '../../contexts/inspection/contract.ts'
import { INSPECTION_STATES, REASONS, type InspectionState } from '../../contexts/inspection/model.ts'
import { signOut, type Me } from '../../contexts/people/contract.ts'
import { yearOfVisits } from '../../contexts/planning/contract.ts'
import { daysBetween, lawDateOf, yearOf, type LawDate } from '../../kernel/time.ts'
import { call } from '../client.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TroubleNotice } from '../ui/RefusalList.tsx'
import { rememberSignedIn } from '../ui/session-hint.ts'
import { troubleOf } from '../ui/trouble.ts'
import { draftsKept } from '../ui/use-draft.ts'
import { useDraftIds, useFound, useToday } from './api.ts'
import { DisplaySettings } from './DisplaySettings.tsx'
import { SearchField } from './Field.tsx'
import { Notices } from './offline/Notices.tsx'
import { usePhone } from './offline/PhoneProvider.tsx'
import { TakeAlong } from './offline/TakeAlong.tsx'
import { useUpdate } from './offline/update.ts'
import { leaveSeat } from './offline/vault.ts'
import { Screen } from './Screen.tsx'
import { useNow } from './use-now.ts'
import { words } from './words.ts'
import { words as offline } from './words-offline.ts'

type Entry = Omit<z.output<typeof todaysInspections.output>['inspections'][number], 'address' | 'dueOn'> & {
  address?: string
  dueOn?: string | null
}

const GROUPS: readonly { readonly title: string; readonly states: readonly InspectionState[]; readonly act: string }[] =
  [
    { title: words.today.underWay, states: ['entered'], act: words.today.continue },
    { title: words.today.toOrder, states: ['recorded'], act: words.today.decide },
    { title: words.today.approved, states: ['approved'], act: words.today.enter },
    { title: words.today.unapproved, states: ['drafted'], act: words.today.enterUrgently },
    { title: words.today.toRecheck, states: ['ordered'], act: words.today.recheck },
    { title: words.today.rechecked, states: ['rechecked'], act: words.today.decide },
  ]

/** What this officer has to do today, the most urgent first, each one tap away. */
export function Today({ me }: { me: Me }) {
  const today = useToday()
  const [search, setSearch] = useState('')
  const found = useFound(useDeferredValue(search))
  const phone = usePhone()
  const entries: readonly Entry[] = search.trim() ? (found.data?.inspections ?? []) : (today.data?.inspections ?? [])
  const caps = useCaps(entries.filter(({ state }) => state === 'approved').map(({ enterpriseId }) => enterpriseId))
  const trouble = today.error ?? found.error
  return (
    <Screen
      title={words.today.title}
      under={words.today.hello(me.name, me.bureau?.name ?? '')}
      tools={
        <>
          <DisplaySettings />
          <SignOutButton />
        </>
      }
    >
      <Notices />
      <UpdateReady underWay={entries.some(({ state }) => state === 'entered')} />
      <Certified me={me} />
      <div className="field">
        <SearchField label={words.today.search} value={search} onChange={setSearch} />
      </div>
      {trouble && !me.mustChangePassword && <TroubleNotice trouble={troubleOf(trouble)} />}
      {today.isPending && (
        <p role="status" className="soft centered">
          {words.loading}
        </p>
      )}
      {search.trim() ? (
        <section aria-label={words.today.found}>
          <h2 className="section-title">{words.today.found}</h2>
          {found.data?.inspections.length === 0 && <EmptyState title={words.today.nothingFound} />}
          <div className="cards">
            {entries.map((entry) => (
              <Card key={entry.id} entry={entry} act={words.today.view} />
            ))}
          </div>
        </section>
      ) : (
        GROUPS.map(({ title, states, act }) => {
          const members = entries.filter(({ state }) => states.includes(state))
          return members.length === 0 ? null : (
            <section key={title} aria-label={title}>
              <h2 className="section-title">
                {title}
                <small>{members.length}</small>
              </h2>
              <div className="cards">
                {members.map((entry) => (
                  <Card key={entry.id} entry={entry} act={act} cap={caps[entry.enterpriseId]} />
                ))}
              </div>
            </section>
          )
        })
      )}
      {!search.trim() && today.data && !today.data.isKept && (
        <TakeAlong tasks={today.data.inspections.filter(({ state }) => state !== 'drafted')} />
      )}
      {today.data?.inspections.length === 0 && !search.trim() && (
        <EmptyState title={words.today.none}>{words.today.noneMend}</EmptyState>
      )}
      {phone && !search.trim() && (
        <Link className="adm-button adm-button-default adm-button-block big link-button" to="/urgent">
          {words.today.unplanned}
        </Link>
      )}
    </Screen>
  )
}

/** A newer app is taken over by a tap, and only while no visit is under way. */
function UpdateReady({ underWay }: { underWay: boolean }) {
  const update = useUpdate()
  if (!update) return null
  return (
    <section className="notice" role="status">
      <div className="card-top">
        <span>{offline.update.ready}</span>
        {underWay ? (
          <span className="soft">{offline.update.later}</span>
        ) : (
          <Button onClick={update}>{offline.update.now}</Button>
        )}
      </div>
    </section>
  )
}

function Certified({ me }: { me: Me }) {
  if (me.mustChangePassword) {
    return (
      <section className="notice warn" role="status">
        <strong>{words.firstPassword}</strong>
        <div>
          <a className="tap" href="/desk/account">
            {words.firstPasswordMend}
          </a>
        </div>
      </section>
    )
  }
  if (!me.isCertifiedToday) {
    return (
      <section className="notice warn" role="status">
        <strong>{words.notCertified(me.certificate?.validTo ?? null)}</strong>
        <div>{words.notCertifiedMend}</div>
      </section>
    )
  }
  return (
    me.certificate && <p className="soft">{words.today.certificate(me.certificate.number, me.certificate.validTo)}</p>
  )
}

type Cap = { readonly used: number; readonly cap: number | null }

/** The year's count of each business that may be entered: shown before anybody drives there (circular art. 3). */
function useCaps(enterpriseIds: readonly string[]): Record<string, Cap> {
  const year = yearOf(lawDateOf(useNow()))
  return useQueries({
    queries: [...new Set(enterpriseIds)].map((enterpriseId) => ({
      queryKey: ['visits', enterpriseId, year],
      queryFn: () => call(yearOfVisits, { enterpriseId, year }),
      staleTime: 60_000,
    })),
    combine: (results) =>
      Object.fromEntries(
        results.flatMap(({ data }, place) => {
          const id = [...new Set(enterpriseIds)][place]
          return data && id ? [[id, { used: data.used, cap: data.cap }]] : []
        }),
      ),
  })
}

function Card({ entry, act, cap }: { entry: Entry; act: string; cap?: Cap | undefined }) {
  const today = lawDateOf(useNow())
  const sealed = useDraftIds()
  const hasDraft = sealed.has(entry.id) || draftsKept(`visit.${entry.id}`).length > 0
  return (
    <article className="card">
      <div className="card-top">
        <h3 className="card-name">{entry.enterpriseName}</h3>
        <Due on={entry.state === 'ordered' ? entry.rectifyBy : null} today={today} state={entry.state} />
      </div>
      <div className="card-lines">
        {entry.address && <span>{entry.address}</span>}
        <span>
          {REASONS[entry.reason]} · {words.today.planned(entry.plannedOn)} ·{' '}
          {entry.officers.map(({ name }) => name).join('、')}
        </span>
        {entry.state === 'ordered' && entry.rectifyBy && <span>{words.today.rectifyBy(entry.rectifyBy)}</span>}
        {cap && <span>{cap.cap === null ? words.today.noCap(cap.used) : words.today.cap(cap.used, cap.cap)}</span>}
        {hasDraft && <span>{words.today.draft}</span>}
      </div>
      <Link
        className="adm-button adm-button-primary adm-button-block big link-button"
        to={`/visit/${entry.id}`}
        aria-label={`${act}：${entry.enterpriseName}`}
      >
        {act}
      </Link>
    </article>
  )
}

function Due({ on, today, state }: { on: LawDate | null; today: LawDate; state: InspectionState }) {
  if (!on) return <span className="tagged">{INSPECTION_STATES[state]}</span>
  const days = daysBetween(today, on)
  if (days < 0) return <span className="tagged breach">{words.today.overdue(-days)}</span>
  return (
    <span className={days <= 3 ? 'tagged medium' : 'tagged'}>
      {days === 0 ? words.today.dueToday : words.today.daysLeft(days)}
    </span>
  )
}

function SignOutButton() {
  const queries = useQueryClient()
  const leave = async () => {
    await call(signOut, {}).catch(() => null)
    rememberSignedIn(false)
    await leaveSeat().catch(() => undefined)
    await queries.resetQueries({ queryKey: ['me'] })
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  }
  return (
    <Button fill="none" className="top-button" onClick={leave}>
      {words.signOut}
    </Button>
  )
}
