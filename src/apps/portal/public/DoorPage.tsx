import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import { doorCounter } from '../../../contexts/planning/contract/coverage.ts'
import { openDoor } from '../../../contexts/registry/contract.ts'
import { call } from '../../client.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useVisitsThisYear, useWho } from '../api.ts'
import { Loading } from '../Loading.tsx'
import { RightsList } from '../mine/RightsPage.tsx'
import { VisitsOfYear } from '../mine/VisitsPage.tsx'
import { useTitle } from '../use-title.ts'
import { words } from '../words.ts'

/**
 * What a phone shows that reads the code on a door: the way in for officers, the year's visits for the business, its
 * rights for both.
 */
export function DoorPage() {
  const { token = '' } = useParams()
  const who = useWho()
  useTitle(words.door.title)
  if (who.isPending) return <Loading />
  const isOfficer = who.data?.kind === 'officer'
  const enterpriseId = who.data?.enterpriseId ?? null
  return (
    <>
      <h1>{words.door.title}</h1>
      <p className="lead">{words.door.says}</p>
      {!isOfficer && <Counter token={token} />}
      {isOfficer && <ForOfficer token={token} />}
      {enterpriseId && (
        <div className="card section">
          <VisitsOfYear enterpriseId={enterpriseId} />
        </div>
      )}
      <div className="two-columns section">
        {!isOfficer && (
          <Way
            title={words.door.enterprise}
            says={words.door.enterpriseSays}
            to="/mine"
            label={words.door.toMine}
            primary
          />
        )}
        <section className="card">
          <h2>{words.door.officer}</h2>
          <p>{words.door.officerSays}</p>
          <Button className="big-button" size="large" block href="/field/">
            {words.door.toField}
          </Button>
        </section>
      </div>
      <section className="section" aria-label={words.door.rightsTitle}>
        <h2>{words.door.rightsTitle}</h2>
        <RightsList />
      </section>
    </>
  )
}

function Way({
  title,
  says,
  to,
  label,
  primary = false,
}: {
  title: string
  says: string
  to: string
  label: string
  primary?: boolean
}) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <p>{says}</p>
      <Link to={to} className={`ant-btn way${primary ? ' way-primary' : ''}`}>
        {label}
      </Link>
    </section>
  )
}

/** What everybody may read at the door: how often, by which level, and what remains. Nobody's name, nothing planned. */
function Counter({ token }: { token: string }) {
  const door = useQuery({
    queryKey: ['door-counter', token],
    queryFn: () => call(doorCounter, { token }),
    retry: false,
  })
  if (door.isPending) return <Loading />
  if (door.error) {
    const trouble = troubleOf(door.error)
    if (trouble.kind === 'offline' || trouble.kind === 'fault') return <TroubleNotice trouble={trouble} />
    return (
      <section className="card">
        <h2>{words.door.invalid}</h2>
        <p>{words.door.invalidMend}</p>
      </section>
    )
  }
  const { cap, made, remaining, byLevel, withCause } = door.data
  return (
    <section className="card" aria-label={words.door.counter}>
      <p className="figure">{words.door.visits(made)}</p>
      {cap === null ? (
        <p>{words.door.noCap}</p>
      ) : (
        <>
          <div className="meter" aria-hidden="true">
            <div style={{ width: `${cap === 0 ? 100 : Math.min(100, (made / cap) * 100)}%` }} />
          </div>
          <p>{words.door.cap(cap, remaining ?? 0)}</p>
        </>
      )}
      {byLevel.length > 0 && (
        <p>
          {byLevel.map(({ level, made: times }) => words.door.level(words.door.levels[level], times)).join(words.comma)}
        </p>
      )}
      {withCause > 0 && <p>{words.door.withCause(withCause)}</p>}
      <p className="soft">{words.door.exempt}</p>
    </section>
  )
}

/** An officer who scanned with the phone's camera sees whose door it is and how often it was visited. */
function ForOfficer({ token }: { token: string }) {
  const door = useQuery({ queryKey: ['door', token], queryFn: () => call(openDoor, { token }), retry: false })
  const visits = useVisitsThisYear(door.data?.id ?? null)
  if (door.isPending) return <Loading />
  if (door.error) return <TroubleNotice trouble={troubleOf(door.error)} />
  return (
    <section className="card">
      <h2>{door.data.name}</h2>
      <p className="soft">{door.data.address}</p>
      {visits.data && <VisitsOfYear enterpriseId={door.data.id} />}
    </section>
  )
}
