import { z } from 'zod'
import { endpoint } from '../../kernel/endpoint.ts'
import { HungStep } from '../../kernel/plumb-line.ts'
import { IdShape, LawDateShape } from '../../kernel/shapes.ts'
import { PaperEntry } from '../document/model.ts'
import { EnterpriseShown } from '../registry/model.ts'
import { ActAmount, CASE_STATES, CaseAct, CaseEntry, CaseFacts, Judgement, type CaseState } from './model.ts'
import { CaseShown, PartyShown } from './contract/shown.ts'
import * as asks from './rules/asks.ts'
import { RunningClock } from './rules/clocks.ts'
import { SideNext } from './rules/side-view.ts'
import * as investigation from './transitions/investigation.ts'
import { steps, type STEPS } from './transitions.ts'

/** What may come next for the asker: with refusals, the button is grey and says why. */
export const NextStep = SideNext
export type NextStep = z.infer<typeof NextStep>

export const CaseView = z.object({
  case: CaseShown,
  facts: CaseFacts,
  clocks: z.array(RunningClock),
  plumbLine: z.array(HungStep),
  papers: z.array(PaperEntry),
  enterprise: EnterpriseShown,
  discretion: Judgement.nullable(),
  nextSteps: z.array(NextStep),
})
export type CaseView = z.infer<typeof CaseView>

export const getCase = endpoint({
  method: 'GET',
  path: '/casework/:id',
  may: 'casework.read',
  audit: 'casework.read',
  about:
    'One case with its clocks, plumb line, papers and what the asker may do next; a step with refusals may not be taken now.',
  input: z.object({ id: IdShape }),
  output: CaseView,
})

const Flag = z.enum(['true', 'false'])

export const listCases = endpoint({
  method: 'GET',
  path: '/casework',
  may: 'casework.read',
  audit: 'none',
  about:
    'Cases of the asker’s region, newest change first, 50 a page; `after` is the `next` of the page before. `total` stops counting at 1000.',
  input: z.object({
    mine: Flag.optional(),
    state: z.enum(Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]).optional(),
    /** A part of the number, the title or the party's name. */
    search: z.string().trim().max(100).optional(),
    /** Only cases whose next clock ends on that day or before. */
    dueBy: LawDateShape.optional(),
    enterpriseId: IdShape.optional(),
    after: z.string().max(200).optional(),
  }),
  output: z.object({
    entries: z.array(CaseEntry),
    next: z.string().nullable(),
    total: z.number().int(),
    totalIsCapped: z.boolean(),
  }),
})

export const casesToDo = endpoint({
  method: 'GET',
  path: '/casework/todo',
  may: 'casework.read',
  audit: 'none',
  about:
    'What the asker can act on now, grouped by step, most urgent first; `count` is exact up to 200 and `entries` holds the first twenty.',
  input: z.object({}),
  output: z.object({
    groups: z.array(
      z.object({
        step: z.string(),
        label: z.string(),
        count: z.number().int(),
        entries: z.array(CaseEntry),
      }),
    ),
  }),
})

export const proposalFromInspection = endpoint({
  method: 'GET',
  path: '/casework/proposal',
  may: 'casework.file',
  audit: 'none',
  about:
    'A filing proposal filled from an inspection: party, acts, evidence and handlers. Send `proposal` back to POST /casework; nothing is typed again.',
  input: z.object({
    inspectionId: IdShape,
    hazardIds: z.string().max(4000).optional(),
    against: z.enum(['unit', 'principal']).default('unit'),
  }),
  output: z.object({
    proposal: asks.ProposeFiling,
    party: PartyShown,
    handlers: z.array(z.object({ id: z.string(), name: z.string() })),
    discretion: Judgement.nullable(),
  }),
})

export const computeDiscretion = endpoint({
  method: 'POST',
  path: '/casework/discretion',
  may: 'casework.read',
  audit: 'casework.discretion-computed',
  about:
    'The derivation of a fine for the given acts on a decision date (today when left out), in fen; nothing is saved.',
  input: z.object({
    enterpriseId: IdShape,
    against: z.enum(['unit', 'principal']).default('unit'),
    decisionDate: LawDateShape.optional(),
    acts: z.array(CaseAct).min(1).max(50),
    /** What is really to be imposed; the procedure then is that of these amounts. */
    amounts: z.array(ActAmount).max(50).optional(),
  }),
  output: Judgement,
})

export const caseFile = endpoint({
  method: 'GET',
  path: '/casework/:id/file',
  may: 'casework.read',
  audit: 'casework.file-read',
  about:
    'The whole case file as one PDF with page numbers: cover, contents, then every paper and what is kept of the evidence.',
  input: z.object({ id: IdShape }),
  output: z.unknown(),
  answers: 'file',
})

export const proposeFiling = endpoint({
  method: 'POST',
  path: '/casework',
  may: investigation.proposeFiling.may,
  audit: 'casework.filing-proposed',
  takes: [investigation.proposeFiling],
  about: 'Asks the head to open a case (APL 54). The party is read from the registry; `id` is made by the device.',
  input: asks.ProposeFiling,
  output: CaseShown,
})

const Address = { id: IdShape, version: z.number().int() }
const stepEndpoint = <S extends z.ZodRawShape>({
  taken,
  audit,
  asks: shape,
  about,
}: {
  taken: Parameters<typeof pathOf>[0]
  audit: string
  asks: z.ZodObject<S>
  about: string
}) =>
  endpoint({
    method: 'POST',
    path: pathOf(taken),
    may: taken.may,
    audit,
    takes: [taken],
    about,
    input: shape.extend(Address),
    output: CaseShown,
  })
const pathOf = (taken: (typeof STEPS)[number]): `/${string}` => `/casework/:id/${taken.name}`

export const approveFiling = stepEndpoint({
  taken: steps.approveFiling,
  audit: 'casework.filing-approved',
  asks: asks.Approve,
  about: 'The head opens the case; the number is issued here and the 90 days begin (APL 54, 60).',
})
export const reviewFiling = stepEndpoint({
  taken: steps.reviewFiling,
  audit: 'casework.filing-unit-reviewed',
  asks: asks.Approve,
  about: 'The unit’s reviewer on the filing (审核意见 of D01).',
})
export const reviewDecision = stepEndpoint({
  taken: steps.reviewDecision,
  audit: 'casework.decision-unit-reviewed',
  asks: asks.Approve,
  about: 'The unit’s reviewer on the submission (审核意见 of D30).',
})
export const reviewClosing = stepEndpoint({
  taken: steps.reviewClosing,
  audit: 'casework.closing-unit-reviewed',
  asks: asks.Approve,
  about: 'The unit’s reviewer on the closing (审核意见 of D46).',
})
export const returnEnded = stepEndpoint({
  taken: steps.returnEnded,
  audit: 'casework.closing-returned',
  asks: asks.SendBack,
  about: 'The head sends the request back for a case that ended without a penalty.',
})
export const declineFiling = stepEndpoint({
  taken: steps.declineFiling,
  audit: 'casework.filing-declined',
  asks: asks.SendBack,
  about: 'The head does not open a case, with the reason.',
})
export const recordInterview = stepEndpoint({
  taken: steps.recordInterview,
  audit: 'casework.interview-recorded',
  asks: asks.RecordInterview,
  about: 'Writes D16; the record joins the evidence list for the acts that it proves.',
})
export const addEvidence = stepEndpoint({
  taken: steps.addEvidence,
  audit: 'casework.evidence-added',
  asks: asks.AddEvidence,
  about: 'Adds items to the evidence list, each with the acts that it proves.',
})
export const submitReport = stepEndpoint({
  taken: steps.submitReport,
  audit: 'casework.report-submitted',
  asks: asks.SubmitReport,
  about:
    'Ends the investigation: facts, amounts in fen for each act, reasons. Refused while an act has no evidence or an amount leaves the law.',
})
export const returnReport = stepEndpoint({
  taken: steps.returnReport,
  audit: 'casework.report-returned',
  asks: asks.SendBack,
  about: 'The legal reviewer sends the report back.',
})
export const rejectReport = stepEndpoint({
  taken: steps.rejectReport,
  audit: 'casework.report-rejected',
  asks: asks.SendBack,
  about: 'The head sends the report back.',
})
export const review = stepEndpoint({
  taken: steps.review,
  audit: 'casework.reviewed',
  asks: asks.Review,
  about: 'Legal review on seven points (APL 58); an empty "agree" is refused.',
})
export const reviewAgain = stepEndpoint({
  taken: steps.reviewAgain,
  audit: 'casework.reviewed',
  asks: asks.Review,
  about: 'Legal review of what was changed after the notification.',
})
export const discuss = stepEndpoint({
  taken: steps.discuss,
  audit: 'casework.discussed',
  asks: asks.Discuss,
  about: 'Collective discussion by two heads or more (APL 57).',
})
export const discussAgain = stepEndpoint({
  taken: steps.discussAgain,
  audit: 'casework.discussed',
  asks: asks.Discuss,
  about: 'Collective discussion of what was changed after the notification.',
})
export const approveNotification = stepEndpoint({
  taken: steps.approveNotification,
  audit: 'casework.notification-approved',
  asks: asks.Approve,
  about:
    'The head approves the notification; D24 is issued with the exact amount, D26 as well where a hearing may be asked for.',
})
export const serveNotification = stepEndpoint({
  taken: steps.serveNotification,
  audit: 'casework.notification-served',
  asks: asks.Serve,
  about: 'Records the service; the periods for defence and hearing run from its deemed date.',
})
export const recordDefence = stepEndpoint({
  taken: steps.recordDefence,
  audit: 'casework.defence-recorded',
  asks: asks.RecordDefence,
  about: 'The party’s points, each with the bureau’s answer (APL 45).',
})
export const waiveRights = stepEndpoint({
  taken: steps.waiveRights,
  audit: 'casework.rights-waived',
  asks: asks.WaiveRights,
  about: 'A written waiver of defence and hearing; the signed paper must be kept.',
})
export const proposeDecision = stepEndpoint({
  taken: steps.proposeDecision,
  audit: 'casework.decision-proposed',
  asks: asks.ProposeDecision,
  about:
    'D30. Refused until the party’s time has run or was waived (APL 62) and while the amount is above the notified one (APL 45).',
})
export const returnDecision = stepEndpoint({
  taken: steps.returnDecision,
  audit: 'casework.decision-returned',
  asks: asks.SendBack,
  about: 'The head sends the proposal back.',
})
export const decide = stepEndpoint({
  taken: steps.decide,
  audit: 'casework.decided',
  asks: asks.Approve,
  about: 'The head decides; D34 or D35 is issued and publicity is told.',
})
export const serveDecision = stepEndpoint({
  taken: steps.serveDecision,
  audit: 'casework.decision-served',
  asks: asks.Serve,
  about: 'Records the service; fifteen days to pay run from its deemed date (APL 67).',
})
export const recordPayment = stepEndpoint({
  taken: steps.recordPayment,
  audit: 'casework.paid',
  asks: asks.RecordPayment,
  about: 'The whole fine, in fen, with the number of the finance receipt.',
})
export const proposeClosing = stepEndpoint({
  taken: steps.proposeClosing,
  audit: 'casework.closing-proposed',
  asks: asks.ProposeClosing,
  about: 'Asks the head to close the case.',
})
export const returnClosing = stepEndpoint({
  taken: steps.returnClosing,
  audit: 'casework.closing-returned',
  asks: asks.SendBack,
  about: 'The head sends the request back.',
})
export const approveClosing = stepEndpoint({
  taken: steps.approveClosing,
  audit: 'casework.closed',
  asks: asks.Approve,
  about: 'D46; the case is closed.',
})
export const archive = stepEndpoint({
  taken: steps.archive,
  audit: 'casework.archived',
  asks: asks.Archive,
  about: 'D47, D48 and the whole file as one PDF; afterwards nothing may change.',
})
