import { Link } from 'react-router'
import { evidenceThumbnail } from '../../../contexts/evidence/contract.ts'
import { HAZARD_STATES, type Hazard } from '../../../contexts/hazard/model.ts'
import { daysBetween, minuteOf } from '../../../kernel/time.ts'
import { fileUrl } from '../../client.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TroubleNotice } from '../../ui/RefusalList.tsx'
import { troubleOf } from '../../ui/trouble.ts'
import { Loading } from '../Loading.tsx'
import { useToday } from '../use-today.ts'
import { useTitle } from '../use-title.ts'
import { words } from '../words.ts'
import { useHazards } from './hazards.ts'
import { words as selfReport } from './words-self-report.ts'

const more = selfReport.moreTime

const GROUPS: readonly { readonly title: string; readonly holds: (hazard: Hazard) => boolean }[] = [
  {
    title: words.mineWords.toRectify,
    holds: ({ state }) => state === 'found' || state === 'ordered' || state === 'failed',
  },
  { title: words.mineWords.reported, holds: ({ state }) => state === 'reported' },
  { title: words.mineWords.settled, holds: ({ state }) => state === 'passed' },
]

/** What has to be put right, the nearest deadline first, each one tap from its report. */
export function HazardsPage() {
  const hazards = useHazards()
  useTitle(words.mineWords.toRectify)
  if (hazards.isPending) return <Loading />
  if (hazards.error) return <TroubleNotice trouble={troubleOf(hazards.error)} />
  if (hazards.data.length === 0)
    return <EmptyState title={words.mineWords.noHazards}>{words.mineWords.noHazardsMend}</EmptyState>
  return GROUPS.map(({ title, holds }) => {
    const members = hazards.data.filter(holds).sort((a, b) => (a.rectifyBy ?? '9').localeCompare(b.rectifyBy ?? '9'))
    return members.length === 0 ? null : (
      <section key={title} className="section" aria-label={title}>
        <h2>
          {title}（{members.length}）
        </h2>
        <ul className="cards">
          {members.map((hazard) => (
            <HazardCard key={hazard.id} hazard={hazard} />
          ))}
        </ul>
      </section>
    )
  })
}

export function HazardFacts({ hazard }: { hazard: Hazard }) {
  return (
    <>
      <p>{hazard.description}</p>
      {hazard.place && (
        <p className="soft">
          {words.mineWords.place}：{hazard.place}
        </p>
      )}
      {hazard.majorHazardCode && (
        <p>
          <span className="tag breach">{words.mineWords.major}</span>
        </p>
      )}
    </>
  )
}

function HazardCard({ hazard }: { hazard: Hazard }) {
  const mayReport = hazard.state === 'ordered' || hazard.state === 'reported'
  return (
    <li className="card">
      <div className="card-top">
        <strong>{hazard.rectifyBy ? words.mineWords.due(hazard.rectifyBy) : words.mineWords.noDue}</strong>
        <Left hazard={hazard} />
      </div>
      <HazardFacts hazard={hazard} />
      {hazard.rectification && (
        <p className="soft">
          {words.mineWords.reportedAt(minuteOf(hazard.rectification.at))}：{hazard.rectification.text}
        </p>
      )}
      {hazard.rectification && hazard.rectification.evidenceIds.length > 0 && (
        <ul className="photos">
          {hazard.rectification.evidenceIds.map((id, index) => (
            <li key={id}>
              <img
                src={fileUrl(evidenceThumbnail, { id })}
                alt={`${words.reportWords.photos} ${index + 1}`}
                loading="lazy"
              />
            </li>
          ))}
        </ul>
      )}
      {hazard.recheck && (
        <p className={hazard.recheck.passed ? 'soft' : 'breach'}>
          {hazard.recheck.passed
            ? words.mineWords.recheckPassed(hazard.recheck.on)
            : words.mineWords.recheckFailed(hazard.recheck.on)}
          {hazard.recheck.note && `：${hazard.recheck.note}`}
        </p>
      )}
      <MoreTime hazard={hazard} />
      {mayReport && (
        <Link className={`way${hazard.state === 'ordered' ? ' way-primary' : ''}`} to={`/mine/report/${hazard.id}`}>
          {hazard.state === 'ordered' ? words.mineWords.report : words.mineWords.reportAgain}
        </Link>
      )}
    </li>
  )
}

/** Whether more time was asked for and given; otherwise the way to ask, while the period still runs. */
function MoreTime({ hazard: { id, state, moreTime, rectifyBy } }: { hazard: Hazard }) {
  const today = useToday()
  const { answer } = moreTime ?? {}
  const isOpen = moreTime !== null && moreTime !== undefined && !answer
  return (
    <>
      {isOpen && <p className="soft">{more.waiting(moreTime.until)}</p>}
      {answer && (
        <p className="soft">{answer.granted ? more.granted(answer.until ?? '') : more.refused(answer.because)}</p>
      )}
      {!isOpen && state === 'ordered' && rectifyBy && today <= rectifyBy && (
        <p>
          <Link to={`/mine/more-time/${id}`}>{more.ask}</Link>
        </p>
      )}
    </>
  )
}

function Left({ hazard }: { hazard: Hazard }) {
  const today = useToday()
  if (hazard.state !== 'ordered' || !hazard.rectifyBy)
    return <span className={hazard.state === 'passed' ? 'tag lawful' : 'tag'}>{HAZARD_STATES[hazard.state]}</span>
  const days = daysBetween(today, hazard.rectifyBy)
  if (days < 0) return <span className="tag breach">{words.mineWords.overdue(-days)}</span>
  return (
    <span className={days <= 3 ? 'tag medium' : 'tag'}>
      {days === 0 ? words.mineWords.today : words.mineWords.daysLeft(days)}
    </span>
  )
}
