import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { listPublicPlans } from '../../../contexts/planning/contract/annual-plans.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { call } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useTitle } from '../use-title.ts'
import { words } from './words-plans.ts'
import { words as towns } from './words-towns.ts'

/** Published annual plans, the latest year first. */
export function PlansPage() {
  useTitle(words.title)
  const { data, error, isPending } = useQuery({ queryKey: ['public-plans'], queryFn: () => call(listPublicPlans, {}) })
  return (
    <>
      <h1>{words.title}</h1>
      <p className="lead">{words.says}</p>
      <p>
        <Link to="/towns">{towns.toTowns}</Link>
      </p>
      {error && <TroubleNotice trouble={troubleOf(error)} />}
      {isPending && <Loading />}
      {data?.plans.length === 0 && <EmptyState title={words.empty}>{words.emptyMend}</EmptyState>}
      <ul className="cards">
        {data?.plans.map(({ id, year, bureauName, number, state, units, visits, frozenAt }) => (
          <li key={id}>
            <Link className="card" to={`/plans/${id}`}>
              <div className="card-top">
                <h2>
                  {bureauName}　{words.of(year)}
                </h2>
                {state === 'superseded' && <span className="tag">{words.superseded}</span>}
              </div>
              <p>{words.summary(units, visits)}</p>
              <p className="soft">
                {number}
                {frozenAt ? ` · ${words.publishedOn(lawDateOf(frozenAt))}` : ''}
              </p>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
