/** What a host bureau must answer after a campaign (XRG-03) runs as a clock beside those of cases: same board, same alarms. */
import type { Listener } from '../../../platform/events.ts'
import { NATIONWIDE, type Database } from '../../../platform/db.ts'
import { officersOfBureau } from '../../people/public.ts'
import { permissionsOf } from '../../people/rules/permissions.ts'
import { findingsToAnswer, hostsToAnswer } from '../../planning/public/campaigns.ts'
import { FINDING_KIND, findingClock, findingSubject } from '../rules/answers.ts'
import { saveClocks } from '../store/clock.ts'

const ANSWERS = 'planning.plan'

/**
 * Starts the clock of every finding that waits for its host's answer, with whoever of that bureau may answer now. The
 * visiting bureau cannot write it: it stands with the host. Answers how many clocks run; safe to run again.
 */
export async function keepAnswers(db: Database): Promise<number> {
  let count = 0
  for (const region of await db.transaction(NATIONWIDE, hostsToAnswer))
    count += await db.transaction({ region }, async (tx) => {
      const officers = (await officersOfBureau(tx, region)).filter(({ roles }) =>
        permissionsOf(roles).includes(ANSWERS),
      )
      const waiting = await findingsToAnswer(tx, region)
      await saveClocks(
        tx,
        waiting.map((finding) => ({ of: findingSubject(finding, officers), clocks: findingClock(finding) })),
      )
      return waiting.length
    })
  return count
}

/** The host has answered: nothing is left to wait for. */
export const onFindingAnswered: Listener = async ({ findingId }, { tx, asker }) => {
  const of = { id: String(findingId), region: asker.region, kind: FINDING_KIND, caseId: null, title: '', partyName: '' }
  await saveClocks(tx, [{ of: { ...of, state: 'answered', officers: [] }, clocks: [] }])
}
