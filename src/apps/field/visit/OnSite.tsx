import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { remindersOf } from '../../../contexts/inspection/rules/reminders.ts'
import { minuteOf } from '../../../kernel/time.ts'
import { citeInWords } from '../../ui/RefusalList.tsx'
import { useNameOf } from '../law.ts'
import { rightNow } from '../offline/clock.ts'
import type { LocalVisit } from '../offline/phone.ts'
import { usePhone } from '../offline/PhoneProvider.tsx'
import { useNow } from '../use-now.ts'
import { words } from '../words-site.ts'
import { useVisitNow } from './context.ts'
import { JoinSheet } from './JoinSheet.tsx'

/** The other visits that lie on this phone: one officer is at one place at a time. */
function useOtherVisits() {
  const phone = usePhone()?.phone ?? null
  const kept = useQuery({
    queryKey: ['kept', 'visits', phone?.id],
    queryFn: async () => (phone ? await phone.vault.all<LocalVisit>('visit') : []),
  })
  return (kept.data ?? []).map(({ file }) => file.inspection)
}

/** Who is here and whether the recorder runs, one tap each; what goes wrong right now is said at once (INS-18). */
export function OnSite() {
  const { file, draft } = useVisitNow()
  const { inspection, facts } = file
  const nameOf = useNameOf()
  const others = useOtherVisits()
  const [joining, setJoining] = useState(false)
  const { officersAway, recorderOn, rightsToldAt, answers, findings, recheck } = draft.value
  const reminders = remindersOf({
    inspection,
    officers: facts.officers,
    now: useNow(),
    awayIds: officersAway,
    recorderOn,
    // The rights were told when the visit's record was made; the draft of a later part begins empty.
    rightsToldAt: rightsToldAt || (inspection.record?.from ?? ''),
    hasBegun: findings.length + Object.keys(answers).length + Object.keys(recheck).length > 0,
    others,
  })
  const toggleOfficer = (id: string) =>
    draft.set((before) => ({
      ...before,
      officersAway: before.officersAway.includes(id)
        ? before.officersAway.filter((one) => one !== id)
        : [...before.officersAway, id],
    }))
  const { onSite } = words
  return (
    <section aria-label={onSite.title}>
      <div className="chips on-site" role="group" aria-label={onSite.title}>
        <button
          type="button"
          className="chip"
          aria-pressed={recorderOn !== ''}
          onClick={() => draft.set({ recorderOn: recorderOn === '' ? rightNow() : '' })}
        >
          {recorderOn === '' ? onSite.recorderOff : onSite.recorderOn(minuteOf(recorderOn).slice(11))}
        </button>
        {inspection.officers.map(({ id, name }) => {
          const isHere = !officersAway.includes(id)
          return (
            <button key={id} type="button" className="chip" aria-pressed={isHere} onClick={() => toggleOfficer(id)}>
              {isHere ? onSite.here(name) : onSite.away(name)}
            </button>
          )
        })}
        {inspection.state === 'entered' && (
          <button type="button" className="chip" onClick={() => setJoining(true)}>
            {words.join.open}
          </button>
        )}
      </div>
      <JoinSheet open={joining} onClose={() => setJoining(false)} />
      {reminders.length > 0 && (
        <div className="notice warn" role="alert" aria-label={onSite.reminders}>
          <ul className="reminders">
            {reminders.map(({ code, says, mend, cites }) => (
              <li key={code}>
                <strong>{says}</strong>
                <small>
                  {mend}
                  {cites && `（${citeInWords(cites, nameOf)}）`}
                </small>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
