import { Button } from 'antd-mobile'
import { useNavigate } from 'react-router'
import { REASONS } from '../../../contexts/inspection/model.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { rightNow } from '../offline/clock.ts'
import { words } from '../words.ts'
import { useVisitNow } from './context.ts'
import { Glance } from './FilePage.tsx'

/** What is shown and read out before the check begins (APL 55: identity first). */
export function RightsPage() {
  const { file, draft, me } = useVisitNow()
  const { inspection, facts } = file
  const go = useNavigate()
  const tell = () => {
    draft.set({ rightsToldAt: rightNow() })
    void go(`/visit/${inspection.id}/check`, { replace: true })
  }
  const officers = inspection.officers
    .map(({ name, certificateNumber }) => words.sign.officer(name, certificateNumber))
    .join('、')
  const told = draft.value.rightsToldAt
  return (
    <>
      <section className="card" aria-label={words.rights.title}>
        <h2>{words.rights.title}</h2>
        <p className="soft">{words.rights.read}</p>
        <p className="say">
          {words.rights.say({
            bureau: me.bureau?.name ?? '',
            officers,
            reason: REASONS[inspection.reason],
            items: facts.items.length,
          })}
          {words.rights.visits(facts.cap.made + 1, facts.cap.cap)}
        </p>
        <ol className="said">
          {words.rights.list.map((right) => (
            <li key={right}>{right}</li>
          ))}
        </ol>
        <p className="soft">{words.rights.cites}</p>
      </section>
      <Glance file={file} />
      {told && (
        <p role="status" className="notice">
          {words.rights.toldAt(minuteOf(told))}
        </p>
      )}
      <div className="bottom">
        <Button block color="primary" className="big" onClick={tell}>
          {words.rights.told}
        </Button>
      </div>
      <div className="bottom-space" />
    </>
  )
}
