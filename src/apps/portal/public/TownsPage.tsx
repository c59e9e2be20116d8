import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { listTownMatters } from '../../../contexts/planning/contract/guards.ts'
import { call } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from './words-towns.ts'

/** The towns with a list of matters, each with its instrument. */
export function TownsPage() {
  useTitle(words.title)
  const { data, error, isPending } = useQuery({ queryKey: ['town-lists'], queryFn: () => call(listTownMatters, {}) })
  return (
    <>
      <h1>{words.title}</h1>
      <p className="lead">{words.says}</p>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {isPending && <Loading />}
      {data?.towns.length === 0 && <EmptyState title={words.empty}>{words.emptyMend}</EmptyState>}
      <ul className="cards">
        {data?.towns.map(({ town, townName, instrument, from, items }) => (
          <li key={town}>
            <Link className="card" to={`/towns/${town}`}>
              <h2>{townName}</h2>
              <p>{instrument}</p>
              <p className="soft">{words.card(items, from)}</p>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
