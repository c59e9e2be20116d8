import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { townMatters } from '../../../contexts/planning/contract/guards.ts'
import { call } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from './words-towns.ts'

/** What one town may check, by industry, and the instrument that says so. */
export function TownPage() {
  const { town = '' } = useParams()
  useTitle(words.title)
  const { data, error, isPending } = useQuery({
    queryKey: ['town-matters', town],
    queryFn: () => call(townMatters, { town }),
  })
  const list = data?.list
  return (
    <>
      <p>
        <Link to="/towns">{words.back}</Link>
      </p>
      <h1>{data?.townName ?? words.title}</h1>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {isPending && <Loading />}
      {data && !list && <EmptyState title={words.none}>{words.noneMend}</EmptyState>}
      {list && (
        <>
          <div className="card">
            <Facts
              facts={[
                { label: words.instrument, value: list.instrument },
                { label: words.from, value: list.from },
              ]}
            />
          </div>
          <h2 className="town-matters">{words.items(list.items.length)}</h2>
          {[...Map.groupBy(list.items, ({ industryName }) => industryName)].map(([industry, items]) => (
            <details key={industry} className="card section">
              <summary>{words.industry(industry, items.length)}</summary>
              <ul>
                {items.map(({ id, content }) => (
                  <li key={id}>{content}</li>
                ))}
              </ul>
            </details>
          ))}
        </>
      )}
    </>
  )
}
