/**
 * What every procedure beside the straight road of a case is made of: its content, its clocks, and what its steps ask.
 * One structure for all kinds; each kind has a lifecycle of its own in transitions/.
 */
import { z } from 'zod'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import { IdShape, LawDateShape, StepTakenShape } from '../../../kernel/shapes.ts'
import type { Act } from '../../../kernel/step.ts'
import { ServiceAct } from '../../document/model.ts'
import type { Harbour } from '../../hazard/model.ts'
import { ClockUnit } from '../../law/model.ts'
import type { LawBook } from '../../law/rules/lawbook.ts'
import { OfficerSnapshot, type Officer } from '../../people/model.ts'
import { Party, type Case } from '../model.ts'

export const ASK_KINDS = [
  'text',
  'long',
  'date',
  'minute',
  'money',
  'count',
  'choice',
  'flag',
  'officers',
  'lines',
  'rows',
  'file',
  'visit',
  'bureau',
  'service',
] as const
export type AskKind = (typeof ASK_KINDS)[number]

export type Column = { readonly name: string; readonly label: string }

/** One thing that a step asks: how a screen puts the question, and which answers it takes. */
export type Ask<T = unknown> = {
  readonly kind: AskKind
  readonly label: string
  readonly shape: z.ZodType<T>
  readonly isOptional: boolean
  readonly options?: Readonly<Record<string, string>>
  readonly columns?: readonly Column[]
  /** What stands there until somebody writes otherwise. */
  readonly standing?: string
}
export type Asks = Readonly<Record<string, Ask>>
export type Said<S extends Asks> = { readonly [K in keyof S]: S[K] extends Ask<infer T> ? T : never }

const words = (label: string, max: number) =>
  z.string().trim().min(1, `请填写${label}`).max(max, `${label}不得超过${max}个字`)
const ask = <T>(kind: AskKind, label: string, shape: z.ZodType<T>, more: Partial<Ask<T>> = {}): Ask<T> => ({
  kind,
  label,
  shape,
  isOptional: false,
  ...more,
})

export const text = (label: string, standing?: string): Ask<string> =>
  ask('text', label, words(label, 300), standing === undefined ? {} : { standing })
export const long = (label: string, standing?: string): Ask<string> =>
  ask('long', label, words(label, 8000), standing === undefined ? {} : { standing })
/** Text that may be left out; '' then. */
export const note = (label: string): Ask<string> =>
  ask('long', label, z.string().trim().max(4000).default(''), { isOptional: true, standing: '' })
export const date = (label: string): Ask<string> => ask('date', label, LawDateShape)
export const maybeDate = (label: string): Ask<string | null> =>
  ask('date', label, LawDateShape.nullable().default(null), { isOptional: true })
/** An instant, to the minute. */
export const minute = (label: string): Ask<string> =>
  ask('minute', label, z.iso.datetime({ error: `${label}应为时间` }))
/** Fen. */
export const money = (label: string): Ask<number> =>
  ask('money', label, z.number().int('金额应精确到分').nonnegative('金额不能为负数').max(1e13))
export const count = (label: string): Ask<number> => ask('count', label, z.number().int().nonnegative().max(100_000))
export const choice = <const O extends Readonly<Record<string, string>>>(
  label: string,
  options: O,
): Ask<keyof O & string> =>
  ask('choice', label, z.enum(Object.keys(options) as [keyof O & string, ...(keyof O & string)[]]), { options })
export const flag = (label: string): Ask<boolean> => ask('flag', label, z.boolean())
/** Ids of officers; each once. */
export const officers = (label: string): Ask<string[]> =>
  ask('officers', label, z.array(IdShape).min(1, `请选择${label}`).max(10))
export const lines = (label: string): Ask<string[]> =>
  ask('lines', label, z.array(z.string().trim().min(1).max(1000)).min(1, `请填写${label}`).max(100))
export const rows = (label: string, columns: readonly Column[]): Ask<Record<string, string>[]> =>
  ask(
    'rows',
    label,
    z
      .array(z.record(z.string(), z.string().trim().max(300)))
      .min(1, `请填写${label}`)
      .max(200),
    { columns },
  )
/** Id of an original in the evidence store, or null. */
export const file = (label: string): Ask<string | null> =>
  ask('file', label, IdShape.nullable().default(null), { isOptional: true })
/** Id of an inspection that the procedure is about. */
export const visit = (label: string): Ask<string> => ask('visit', label, IdShape)
/** Division code of a bureau. */
export const bureau = (label: string): Ask<string> =>
  ask('bureau', label, z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/, `请选择${label}`))
export const service = (label = '送达'): Ask<ServiceAct> => ask('service', label, ServiceAct)

/** The shape of a step's whole input. */
export const shapeOf = (asks: Asks) =>
  z.strictObject(Object.fromEntries(Object.entries(asks).map(([name, { shape }]) => [name, shape])))

export const WHOSE = { bureau: '本机关', party: '当事人', other: '其他机关' } as const
export type Whose = keyof typeof WHOSE

export const SideClock = z.object({
  clock: z.string(),
  label: z.string(),
  start: z.string(),
  /** Law date, or an instant for clocks in hours. */
  due: z.string(),
  /** First day on which the act is lawful, for windows and waiting periods. */
  opens: z.string().nullable(),
  whose: z.enum(Object.keys(WHOSE) as [Whose, ...Whose[]]),
  breach: z.enum(['F', 'S', 'R']).nullable(),
  basis: z.array(CitationShape),
  endedOn: z.string().nullable(),
  excluded: z.array(z.object({ from: LawDateShape, to: LawDateShape })).default([]),
  /** Under which condition of the clock, or with which other length, it was counted. */
  variant: z.string().nullable().default(null),
  length: z.object({ n: z.number().int(), unit: ClockUnit }).nullable().default(null),
})
export type SideClock = z.infer<typeof SideClock>

export const SidePaper = z.object({
  code: z.string(),
  step: z.string(),
  paperId: z.string(),
  number: z.string().nullable(),
  servedOn: z.string().nullable(),
})
export type SidePaper = z.infer<typeof SidePaper>

export const Proceeding = z.object({
  id: IdShape,
  kind: z.string(),
  state: z.string(),
  version: z.number().int(),
  history: z.array(StepTakenShape),
  region: z.string(),
  year: z.number().int(),
  caseId: z.string().nullable(),
  /** The visit that a penalty on the spot came from, and the hazards that it punishes. */
  inspectionId: z.string().optional(),
  hazardIds: z.array(z.string()).optional(),
  enterpriseId: z.string().nullable(),
  party: Party.nullable(),
  title: z.string(),
  number: z.string().nullable(),
  officers: z.array(OfficerSnapshot),
  openedOn: z.string(),
  /** Step → what was said when it was last taken, with the law date `on` and the person `by`. */
  said: z.record(z.string(), z.record(z.string(), z.unknown())),
  clocks: z.array(SideClock),
  papers: z.array(SidePaper),
})
export type Proceeding = z.infer<typeof Proceeding>

/** An order to rectify that somebody of the business signed. */
export type SignedOrder = { readonly number: string | null; readonly by: string }

/** The inspection that a procedure is about, as far as its rules look at it. */
export type VisitFacts = { readonly id: string; readonly state: string; readonly officerIds: readonly string[] }

/** What a procedure may look at beyond itself. */
export type SideFacts = {
  readonly officers: readonly Officer[]
  readonly case: Case | null
  /** Named by an answer of the kind `visit`, now or before; null where none is. */
  readonly visit: VisitFacts | null
  /** The other procedures of the same case. */
  readonly beside: readonly Proceeding[]
  readonly book: LawBook
  /** Deemed day of the service that the step records. */
  readonly servedOn: string | null
  /** Safe harbour of the hazards behind the acts (circular art. 10); gathered where no penalty is considered. */
  readonly harbours: readonly Harbour[]
  /** Orders of the visit that the business signed (circular art. 9); gathered where no penalty is considered. */
  readonly signedOrders: readonly SignedOrder[]
  /** What the bureaus that an answer names are called, by division code. */
  readonly bureauNames: ReadonlyMap<string, string>
  /** In whose right the bureau acts; measures of compulsion cannot be entrusted (ACL 17). */
  readonly capacity: 'own' | 'transferred' | 'entrusted'
}
export type SideDeed<Input = unknown> = Act<Proceeding, Input, SideFacts>

/** What a step of the kind said when it was last taken; null when it never was. Shapes are those of its asks. */
export const saidIn = (thing: Proceeding, step: string): Readonly<Record<string, unknown>> | null =>
  thing.said[step] ?? null
export const textIn = (thing: Proceeding, step: string, name: string): string | null => {
  const value = thing.said[step]?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}
export const numberIn = (thing: Proceeding, step: string, name: string): number | null => {
  const value = thing.said[step]?.[name]
  return typeof value === 'number' ? value : null
}
/** The law date on which a step was last taken. */
export const dayOf = (thing: Proceeding, step: string): string | null => textIn(thing, step, 'on')
