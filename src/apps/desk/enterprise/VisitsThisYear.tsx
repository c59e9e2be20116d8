import { useQuery } from '@tanstack/react-query'
import { Spin, Tag } from 'antd'
import { Link } from 'react-router'
import { yearOfVisits } from '../../../contexts/planning/contract.ts'
import { EXEMPT_CAUSES, type Visit } from '../../../contexts/planning/model.ts'
import { levelOf, type RegionLevel } from '../../../kernel/region.ts'
import { yearOf } from '../../../kernel/time.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { BureauName } from '../people/BureauName.tsx'
import { ask } from '../session/ask.ts'
import { today } from '../session/session.tsx'
import { words } from '../words.ts'
import './visits.css'

export const useVisits = (enterpriseId: string, year = yearOf(today())) =>
  useQuery({
    queryKey: ['visits', enterpriseId, year],
    enabled: enterpriseId !== '',
    queryFn: () => ask(yearOfVisits, { enterpriseId, year }),
  })

/** How often the business was visited this year by all levels, its cap, and what remains. */
export function VisitsThisYear({ enterpriseId }: { enterpriseId: string }) {
  const { data, error } = useVisits(enterpriseId)
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
      {visits.length > 0 && <Timeline visits={visits} cap={cap} />}
    </section>
  )
}

const LEVEL_WORDS: Record<RegionLevel, string> = { nation: '国', province: '省', city: '市', county: '县', town: '镇' }

/** Every visit of every level by day; behind each what remained of the year. */
function Timeline({ visits, cap }: { visits: readonly Visit[]; cap: number | null }) {
  const byDay = visits.toSorted((a, b) => a.on.localeCompare(b.on))
  return (
    <ol className="visit-line">
      {byDay.map((visit, at) => {
        const countedSoFar = byDay.slice(0, at + 1).filter(({ counted }) => counted).length
        return (
          <li key={visit.id} data-state={visit.state}>
            <span className="visit-level" aria-hidden="true">
              {LEVEL_WORDS[levelOf(visit.bureau)]}
            </span>
            <div>
              <div className="row-line">
                <Link to={`/inspections/${visit.inspectionId}`}>{visit.on}</Link>
                <span>{words.enterprise.visitStates[visit.state]}</span>
              </div>
              <div className="soft">
                <BureauName region={visit.bureau} />
              </div>
              <div className="soft">
                {visit.counted ? words.enterprise.counted : words.enterprise.notCounted}
                {visit.counted && cap !== null && `，${words.enterprise.remainedThen(Math.max(0, cap - countedSoFar))}`}
                {visit.checkItemIds.length > 0 && `，${words.enterprise.matters(visit.checkItemIds.length)}`}
              </div>
              {visit.exemptCause && <Tag>{EXEMPT_CAUSES[visit.exemptCause]}</Tag>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
