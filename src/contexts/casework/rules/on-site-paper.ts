/** The penalty on the spot as a phone decides and prints it: the step of the desk, the fields of the office's paper. */
import type { Asker } from '../../../kernel/asker.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import { take, whyNot } from '../../../kernel/step.ts'
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { PaperFace } from '../../document/rules/layout.ts'
import type { Inspection } from '../../inspection/model.ts'
import { signaturesOn } from '../../inspection/rules/papers-ahead.ts'
import type { LawBook } from '../../law/rules/lawbook.ts'
import type { Bureau, Officer } from '../../people/model.ts'
import type { SpotPack, SpotPenalty } from '../contract/on-site.ts'
import { simple } from '../transitions/simple.ts'
import { spotAnswers } from './on-site.ts'
import type { Proceeding, SideDeed } from './proceeding.ts'
import { remedyBeside, sideFields } from './side-papers.ts'

export type SpotAhead = {
  readonly draft: Proceeding
  readonly said: SpotPenalty
  readonly inspection: Inspection
  readonly officers: readonly Officer[]
  readonly bureau: Bureau
  readonly book: LawBook
  readonly pack: Pick<SpotPack, 'forms' | 'remedy'>
  readonly number: string | null
  readonly by: Asker
  readonly at: Instant
}

/** The deed on the phone; clocks are the office's business, they start when it hears of the act. */
function deedOf({
  draft,
  said,
  inspection,
  officers,
  bureau,
  book,
  by,
  at,
}: SpotAhead): SideDeed<Record<string, unknown>> {
  const handed = { inspection, signed: said, place: inspection.record?.places ?? '', at }
  const input = spotAnswers(said, handed, bureau)
  const facts = {
    officers,
    case: null,
    beside: [],
    book,
    servedOn: lawDateOf(at),
    capacity: bureau.capacity,
    visit: null,
    harbours: [],
    signedOrders: [],
    bureauNames: new Map<string, string>(),
  }
  return { thing: draft, input, facts, by, at }
}

/** Why the step of the desk would refuse it, by the same rules. */
export const whyNotAhead = (ahead: SpotAhead): Refusal[] => whyNot(simple.opening, deedOf(ahead), simple.states)

/** D32 or D33 with content, number and signatures of the paper that the office makes at the replay. Throws Refused. */
export function spotPaperAhead(ahead: SpotAhead): PaperFace | null {
  const { inspection, officers, bureau, pack, said, number, at } = ahead
  const deed = deedOf(ahead)
  const thing = take(simple.opening, deed, simple.states)
  const after = { ...deed, thing }
  const paper = simple.opening.papers.find(({ when }) => !when || when(after))
  const form = pack.forms.find(({ template }) => template.code === paper?.code)
  if (!paper || !form) return null
  const certificates = new Map(
    officers.flatMap(({ name, certificate }) => (certificate ? [[name, certificate.number] as const] : [])),
  )
  const side = {
    thing,
    case: null,
    judgement: null,
    bureau,
    remedy: remedyBeside(thing, pack.remedy),
    certificates,
    at,
  }
  return {
    ...form,
    bureau,
    number,
    data: sideFields(side, form.template.fields, paper.data ? paper.data(after) : {}),
    signatures: signaturesOn(said, inspection.officers),
    issuedAt: at,
    verifyUrl: null,
    verifyToken: null,
    corrects: null,
    picture: null,
    title: null,
  }
}
