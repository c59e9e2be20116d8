import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import { RemedyOnPaper, Template } from '../../document/model.ts'
import { Layout } from '../../document/rules/layout.ts'
import { SignedOnSite } from '../../inspection/model.ts'
import { Parameter } from '../../law/model.ts'
import { RecordInterview } from '../rules/asks.ts'
import { QuestionGroup } from '../rules/question-bank.ts'

/** An interview on a visit: what the desk asks, without the acts of a case that does not exist yet. */
export const SiteInterview = RecordInterview.omit({ interviewId: true, proves: true }).extend({
  /** Which interview of this person on this visit it is, as printed. */
  nth: z.number().int().positive().max(20),
  ...SignedOnSite.shape,
})
export type SiteInterview = z.infer<typeof SiteInterview>

export const interviewOnSite = endpoint({
  method: 'POST',
  path: '/casework/on-site/interviews',
  may: 'casework.investigate',
  audit: 'casework.interviewed-on-site',
  about:
    'Keeps the record of an interview on a visit (D16), read back and signed on glass, by the rules of an interview in a case: two certified officers, certificates shown, rights told, nobody in two rooms. The filing proposal of the visit takes it along, and the filing is made up in its days (APL 42, 43, 55; D-11).',
  input: z.object({ id: IdShape, inspectionId: IdShape, ...SiteInterview.shape }),
  output: z.object({ paperId: z.string() }),
})

/** What an officer's phone always carries, for whichever visit: it interviews and punishes on the spot without network. */
export const SpotPack = z.object({
  at: z.string(),
  /** The bureau in whose name and series it writes. */
  region: z.string(),
  /** The year of the numbers: in another one they are not used. */
  year: z.number().int(),
  /** Numbers of decisions drawn for this phone alone, unused; each goes on one paper. */
  numbers: z.array(z.string()),
  forms: z.array(z.object({ template: Template, layout: Layout.nullable() })),
  remedy: RemedyOnPaper,
  /** The caps of the procedure, dated and with their source. */
  parameters: z.array(Parameter),
  /** The whole question bank; a visit asks what fits its matters. */
  questions: z.array(QuestionGroup),
})
export type SpotPack = z.infer<typeof SpotPack>

export const takeSpotAlong = endpoint({
  method: 'POST',
  path: '/casework/on-site/take-along',
  may: 'casework.investigate',
  audit: 'casework.spot-taken-along',
  about:
    'Gives a phone what it needs for interviews and penalties on the spot without network, whichever visit they belong to: numbers of its own, forms, caps, remedies, questions. Asked again it gives the same unused numbers, filled up. 422 for a phone that is wiped or somebody else’s (APL 51, 52).',
  input: z.object({ phone: IdShape }),
  output: SpotPack,
})

const sentence = (what: string) => z.string().trim().min(1, `请填写${what}`).max(8000, `${what}过长`)

/** What two officers say and the party signs on the spot (APL 51, 52). */
export const SpotPenalty = z.object({
  facts: sentence('违法事实和证据'),
  violatedText: sentence('违反的规定'),
  basisText: sentence('处罚依据'),
  penaltyKind: z.enum(['fine', 'warning'], '请选择处罚种类'),
  amountFen: z.number('请填写罚款金额').int('金额应精确到分').nonnegative('金额不能为负数').max(1e9),
  collect: z.enum(['bank', 'spot-small', 'spot-hard', 'spot-remote'], '请选择缴纳方式'),
  certificatesShown: z.boolean(),
  told: z.boolean(),
  recorded: z.boolean(),
  heard: z.string().trim().max(4000),
  ...SignedOnSite.shape,
})
export type SpotPenalty = z.infer<typeof SpotPenalty>

export const penaliseOnSite = endpoint({
  method: 'POST',
  path: '/casework/on-site',
  may: 'casework.investigate',
  audit: 'casework.penalised-on-site',
  about:
    'Punishes one hazard of a visit on the spot: the step 当场处罚 of the desk with signatures from glass and, from a phone, the number that it printed. Refused above the caps, outside the range of the provision, when the hazard stands in a case or was punished, or when the printed words are not those of the law of the day (APL 5, 29, 42, 44, 51, 52, 68).',
  input: z.object({
    /** Made by the device; the id of the procedure. */
    id: IdShape,
    inspectionId: IdShape,
    hazardId: IdShape,
    /** What was printed; null where no phone printed anything and the office draws the next number. */
    number: z.string().max(60).nullable(),
    ...SpotPenalty.shape,
  }),
  output: z.object({ id: z.string(), number: z.string().nullable() }),
})
