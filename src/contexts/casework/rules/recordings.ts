import { art, type Citation } from '../../../kernel/citation.ts'
import type { Service } from '../../document/model.ts'
import { MOMENTS, type Moment, type Recording } from '../../evidence/model.ts'
import type { Beside, Case } from '../model.ts'

/** Procedures beside a case whose carrying out is recorded. */
const ROADS_RECORDED: Readonly<Record<string, Moment>> = {
  preservation: 'preservation',
  seizure: 'seizure',
  hearing: 'hearing',
  court: 'execution',
}
const SERVICES_RECORDED: Readonly<Record<string, Moment>> = { left: 'left-service', announcement: 'announcement' }

/** One moment that must stand in sound and picture: which it is, and what of the case it belongs to. */
export type MomentDue = {
  readonly moment: Moment
  readonly shows: string
  readonly label: string
  readonly cites: Citation
  /** The moments of local lists are parameters of procedure §7.1, not of the statute. */
  readonly confidence: '✔' | '◐'
}
export type MomentKept = MomentDue & { readonly recordings: readonly Recording[] }

type Told = {
  readonly thing: Pick<Case, 'inspectionId' | 'interviews'>
  readonly beside: readonly Beside[]
  readonly services: readonly Pick<Service, 'id' | 'method' | 'paperId'>[]
}

const due = (moment: Moment, shows: string, what: string, confidence: '✔' | '◐' = '◐'): MomentDue => ({
  moment,
  shows,
  label: what ? `${MOMENTS[moment]}（${what}）` : MOMENTS[moment],
  cites: art('APL', 47),
  confidence,
})

/** The moments of a case that must be recorded (APL 47), from what has happened in it so far. */
export const momentsDue = ({ thing, beside, services }: Told): MomentDue[] => [
  ...(thing.inspectionId ? [due('inspection', thing.inspectionId, '', '✔')] : []),
  ...thing.interviews.map(({ id, respondent, nth }) => due('interview', id, `${respondent}第${nth}次`)),
  ...beside.flatMap(({ id, kind, stateLabel }) => {
    const moment = ROADS_RECORDED[kind]
    return moment ? [due(moment, id, stateLabel)] : []
  }),
  ...services.flatMap(({ id, method }) => {
    const moment = SERVICES_RECORDED[method]
    return moment ? [due(moment, id, '')] : []
  }),
]

/** Each moment with the recordings that show it; one without any stands red (EVI-01). */
export const momentsKept = (moments: readonly MomentDue[], recordings: readonly Recording[]): MomentKept[] =>
  moments.map((moment) => ({
    ...moment,
    recordings: recordings.filter((each) => each.moment === moment.moment && each.shows === moment.shows),
  }))
