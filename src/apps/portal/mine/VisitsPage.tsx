import { PURPOSES } from '../../../contexts/inspection/rules/guidance.ts'
import { EXEMPT_CAUSES } from '../../../contexts/planning/model.ts'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { useOwnGuidance, useVisitsThisYear } from '../api.ts'
import { Loading } from '../Loading.tsx'
import { words } from '../words.ts'

/**
 * How often the business was visited this year, by all levels together, against its cap (circular of 2025-02-27, art.
 * 3).
 */
export function VisitsOfYear({ enterpriseId }: { enterpriseId: string }) {
  const year = useVisitsThisYear(enterpriseId)
  if (year.isPending) return <Loading />
  if (year.error) {
    const trouble = troubleOf(year.error)
    return trouble.kind === 'offline' || trouble.kind === 'fault' ? (
      <TroubleNotice trouble={trouble} />
    ) : (
      <p>{words.mineWords.visitsUnknown}</p>
    )
  }
  const { cap, visits } = year.data
  const made = visits.filter(({ state }) => state === 'committed')
  const counted = made.filter(({ counted: counts }) => counts).length
  return (
    <section aria-label={words.mineWords.visits}>
      <p className="figure">{words.mineWords.visitsMade(counted)}</p>
      {cap === null ? (
        <p>{words.door.noCap}</p>
      ) : (
        <>
          <div className="meter" aria-hidden="true">
            <div style={{ width: `${Math.min(100, cap === 0 ? 100 : (counted / cap) * 100)}%` }} />
          </div>
          <p>{words.door.cap(cap, Math.max(0, cap - counted))}</p>
        </>
      )}
      {made.length > 0 && (
        <ul className="cards">
          {made.map(({ id, on, exemptCause }) => (
            <li key={id} className="card card-top">
              <span>{on}</span>
              {exemptCause && <span className="tag">{EXEMPT_CAUSES[exemptCause]}</span>}
            </li>
          ))}
        </ul>
      )}
      <p className="soft">
        {words.mineWords.visitsSays}
        {words.door.exempt}
      </p>
      <Advised />
    </section>
  )
}

/** Guidance and research, told apart from inspections (circular art. 12). */
function Advised() {
  const { data } = useOwnGuidance()
  if (!data || data.guidances.length === 0) return null
  return (
    <section aria-label={words.mineWords.guidance}>
      <h2>{words.mineWords.guidance}</h2>
      <p className="soft">{words.mineWords.guidanceSays}</p>
      <ul className="cards">
        {data.guidances.map(({ id, on, purpose, told, advice }) => (
          <li key={id} className="card">
            <div className="card-top">
              <span>{on}</span>
              <span className="tag">{PURPOSES[purpose]}</span>
            </div>
            <p>{told}</p>
            {advice.map((one) => (
              <p key={one.found} className="soft">
                {words.mineWords.advised}：{one.advice}（{one.found}）
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
