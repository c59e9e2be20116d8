import { useQuery } from '@tanstack/react-query'
import { Spin } from 'antd'
import { Link } from 'react-router'
import { yearOfVisits } from '../../../contexts/planning/contract.ts'
import { yearOf } from '../../../kernel/time.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useBureaus } from '../people/bureaus.ts'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words } from '../words.ts'

export const useVisits = (enterpriseId: string, year = yearOf(today())) =>
  useQuery({
    queryKey: ['visits', enterpriseId, year],
    enabled: enterpriseId !== '',
    queryFn: () => ask(yearOfVisits, { enterpriseId, year }),
  })

/** How often the business was visited this year by all levels, its cap, and what remains. */
export function VisitsThisYear({ enterpriseId }: { enterpriseId: string }) {
  const { data, error } = useVisits(enterpriseId)
  const { nameOf } = useBureaus()
  if (error) return <TroubleNotice trouble={troubleOf(error)} />
  if (!data) return <Spin />
  const { cap, used, remaining, visits } = data
  return (
    <section className="sheet">
      <h2>{words.enterprise.visits}</h2>
      <div className="big-number">
        {used}
        {cap === null ? '' : ` / ${cap}`}
      </div>
      {cap !== null && (
        <div className="cap" aria-hidden="true">
          {Array.from({ length: Math.max(cap, used) }, (_, index) => (
            <span key={index} data-used={index >= cap ? 'over' : String(index < used)} />
          ))}
        </div>
      )}
      <div>
        {cap === null
          ? words.enterprise.noCap(used)
          : `${words.enterprise.cap(used, cap)}，${words.enterprise.remaining(remaining ?? 0)}`}
      </div>
      <p className="field-note">{words.enterprise.visitsUnder}</p>
      <ul className="plain-list">
        {visits.map((visit) => (
          <li key={visit.id}>
            <div className="row-line">
              <Link to={`/inspections/${visit.inspectionId}`}>{visit.on}</Link>
              <span>{words.enterprise.visitStates[visit.state]}</span>
            </div>
            <div className="soft">
              {nameOf(visit.bureau)}，{visit.counted ? words.enterprise.counted : words.enterprise.notCounted}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
