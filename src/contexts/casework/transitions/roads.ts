/** Every lifecycle beside the straight road, by its kind. */
import { accident } from './accident.ts'
import { appraisal } from './appraisal.ts'
import { closure } from './closure.ts'
import { court } from './court.ts'
import { criminal } from './criminal.ts'
import { dailyFine } from './daily-fine.ts'
import { deferral } from './deferral.ts'
import { dishonesty } from './dishonesty.ts'
import { cancellation, noPenalty } from './endings.ts'
import { exemption } from './exemption.ts'
import { transfer } from './handover.ts'
import { hearing } from './hearing.ts'
import { impact } from './impact.ts'
import { jurisdiction } from './jurisdiction.ts'
import { lead } from './lead.ts'
import { litigation } from './litigation.ts'
import { powerCut } from './power-cut.ts'
import { preservation } from './preservation.ts'
import { reassignment } from './reassignment.ts'
import { reconsideration } from './reconsideration.ts'
import { reportUp } from './report-up.ts'
import { revision } from './revision.ts'
import type { Road, SideStep } from './road.ts'
import { sampling } from './sampling.ts'
import { seizure } from './seizure.ts'
import { simple } from './simple.ts'
import { spotRemedy } from './spot-remedy.ts'
import { surcharge } from './surcharge.ts'
import { extension, recusal, suspension } from './time.ts'

export const ROADS: readonly Road[] = [
  hearing,
  sampling,
  appraisal,
  preservation,
  seizure,
  powerCut,
  extension,
  suspension,
  recusal,
  reassignment,
  impact,
  noPenalty,
  cancellation,
  transfer,
  jurisdiction,
  criminal,
  deferral,
  surcharge,
  court,
  dailyFine,
  reconsideration,
  litigation,
  revision,
  dishonesty,
  reportUp,
  simple,
  spotRemedy,
  lead,
  accident,
  closure,
  exemption,
]
const BY_KIND = new Map(ROADS.map((road) => [road.name, road] as const))

export const findRoad = (kind: string): Road | null => BY_KIND.get(kind) ?? null
export function roadOf(kind: string): Road {
  const road = BY_KIND.get(kind)
  if (!road) throw new Error(`there is no procedure ${kind}`)
  return road
}
export const findSideStep = (road: Road, name: string): SideStep | null =>
  road.sideSteps.find((step) => step.name === name) ?? null

/** The law's word for a step of whichever procedure: one may leave its trace in the history of another. */
export const labelOfSideStep = (name: string): string =>
  ROADS.map((road) => findSideStep(road, name)?.label).find((label) => label !== undefined) ?? name
