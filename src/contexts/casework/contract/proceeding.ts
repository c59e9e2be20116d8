import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { ProceedingShown } from './shown.ts'
import { SideNext } from '../rules/side-view.ts'
import { ROADS } from '../transitions/roads.ts'

const Kind = z.enum(ROADS.map(({ name }) => name) as [string, ...string[]])
const ALL = ROADS.flatMap(({ sideSteps }) => sideSteps)

export const ProceedingEntry = z.object({
  id: z.string(),
  caseId: z.string().nullable(),
  kind: z.string(),
  state: z.string(),
  version: z.number().int(),
  isOpen: z.boolean(),
  region: z.string(),
  title: z.string(),
  number: z.string().nullable(),
  partyName: z.string(),
  openedOn: z.string(),
  dueOn: z.string().nullable(),
  dueClock: z.string().nullable(),
  updatedAt: z.string(),
})
export type ProceedingEntry = z.infer<typeof ProceedingEntry>

export const ProceedingView = z.object({
  proceeding: ProceedingShown,
  nextSteps: z.array(SideNext),
  /** Earnings of the day, for screens: surcharge so far in fen, window for the court; null where they do not apply. */
  surchargeFen: z.number().int().nullable(),
  courtWindow: z.object({ opens: z.string(), due: z.string() }).nullable(),
})
export type ProceedingView = z.infer<typeof ProceedingView>

export const Beginning = SideNext.extend({ kind: z.string(), kindLabel: z.string() })
export type Beginning = z.infer<typeof Beginning>

export const beginProceeding = endpoint({
  method: 'POST',
  path: '/casework/proceedings',
  may: 'casework.read',
  audit: 'casework.proceeding-begun',
  takes: ALL.filter(({ from }) => from.includes('draft')),
  about:
    'Begins a procedure beside a case (hearing, seizure, instalments, remedy …) or alone (lead, simple penalty, accident). `step` is one of its first steps, `input` what that step asks; who may is said by the step.',
  input: z.object({
    /** Made by the device, so that a repeated call cannot begin two. */
    id: IdShape,
    kind: Kind,
    step: z.string().max(60),
    caseId: IdShape.nullable(),
    enterpriseId: IdShape.nullable().default(null),
    /** Whom a penalty on the spot is against. */
    against: z.enum(['unit', 'principal']).default('unit'),
    /** Officers of a procedure that stands alone; beside a case they are its handlers. */
    officerIds: z.array(IdShape).max(10).default([]),
    input: z.record(z.string(), z.unknown()),
  }),
  output: ProceedingView,
})

export const takeProceeding = endpoint({
  method: 'POST',
  path: '/casework/proceedings/:id/take',
  may: 'casework.read',
  audit: 'casework.proceeding-step',
  takes: ALL.filter(({ from }) => !from.includes('draft')),
  about:
    'Takes one step of a procedure: starts and stops its clocks, writes and serves its papers, moves its case, all in one transaction. 422 with articles where the law or the permission is against it.',
  input: z.object({
    id: IdShape,
    version: z.number().int(),
    step: z.string().max(60),
    input: z.record(z.string(), z.unknown()),
  }),
  output: ProceedingView,
})

export const getProceeding = endpoint({
  method: 'GET',
  path: '/casework/proceedings/:id',
  may: 'casework.read',
  audit: 'casework.proceeding-read',
  about: 'One procedure with its clocks, papers and what the asker may do next.',
  input: z.object({ id: IdShape }),
  output: ProceedingView,
})

export const proceedingsOfCase = endpoint({
  method: 'GET',
  path: '/casework/:id/proceedings',
  may: 'casework.read',
  audit: 'casework.proceeding-read',
  about: 'The procedures beside a case, the oldest first, and those that may be begun in its present state.',
  input: z.object({ id: IdShape }),
  output: z.object({ proceedings: z.array(ProceedingView), beginnings: z.array(Beginning) }),
})

const Flag = z.enum(['true', 'false'])
export const listProceedings = endpoint({
  method: 'GET',
  path: '/casework/proceedings',
  may: 'casework.read',
  audit: 'none',
  about: 'Procedures of the asker’s region, newest change first, 50 a page; `after` is the `next` of the page before.',
  input: z.object({
    kind: Kind.optional(),
    mine: Flag.optional(),
    open: Flag.optional(),
    after: z.string().max(200).optional(),
  }),
  output: z.object({ entries: z.array(ProceedingEntry), next: z.string().nullable() }),
})
