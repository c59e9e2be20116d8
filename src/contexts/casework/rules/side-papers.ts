/**
 * The fields of papers that procedures beside the case write. A form's field takes, in this order, what the step itself
 * puts there, what was said under that name, and what case and bureau know: nothing is typed twice.
 */
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { PersonOnPaper, RemedyOnPaper, TemplateField } from '../../document/model.ts'
import type { Bureau } from '../../people/model.ts'
import type { Case, Judgement } from '../model.ts'
import {
  basisOf,
  evidenceOf,
  factsOf,
  judgementOf,
  partyFields,
  toldToParty,
  violatedOf,
  type Fields,
} from './paper-words.ts'
import type { Proceeding } from './proceeding.ts'

export type SideGround = {
  readonly thing: Proceeding
  readonly case: Case | null
  /** What the law engine says where there is no report yet. */
  readonly judgement: Judgement | null
  readonly bureau: Bureau
  readonly remedy: RemedyOnPaper
  /** Certificates of whoever spoke, by name. */
  readonly certificates: ReadonlyMap<string, string>
  readonly at: Instant
}

const personsOf = ({ officers }: Pick<Proceeding, 'officers'>): PersonOnPaper[] =>
  officers.map(({ name, certificateNumber }) => ({
    name,
    ...(certificateNumber ? { certificate: certificateNumber } : {}),
  }))

const bureauFields = ({ bureau, at }: SideGround): Fields => ({
  organ: bureau.name,
  organAddress: bureau.address,
  organContact: bureau.name,
  organPhone: bureau.phone,
  payPlace: bureau.collectingBank,
  payee: bureau.collectingBank,
  court: bureau.court,
  decidedAt: at,
})

function caseFields(thing: Case, judged: Judgement | null): Fields {
  const judgement = thing.report || !judged ? judgementOf({ thing }) : judged
  const { decision } = thing
  return {
    caseName: thing.title,
    cause: thing.cause,
    ...partyFields(thing),
    facts: factsOf(thing),
    findings: factsOf(thing),
    evidence: evidenceOf(thing),
    violated: violatedOf(judgement).map(toldToParty),
    basis: basisOf(judgement).map(toldToParty),
    filedOn: thing.filedOn,
    investigatedOn: thing.filedOn,
    ...(decision
      ? {
          originalOn: decision.on,
          originalNumber: decision.number,
          decisionTitle: '行政处罚决定书',
          fineFen: decision.amountFen,
          dueOn: decision.payBy,
          servedOn: decision.servedOn,
        }
      : {}),
  }
}

const partyAlone = ({ party }: Proceeding): Fields =>
  party
    ? {
        party: party.name,
        partyKind: party.kind === 'individual' ? '个人' : '单位',
        partyCode: party.creditCode,
        legalRep: party.legalRepresentative,
        legalRepTitle: party.post,
        address: party.address,
        phone: party.phone,
      }
    : {}

/** What was said in all steps by name, the latest last; an opinion carries who gave it and when. */
function saidFields({ thing, certificates }: SideGround): Fields {
  const found: Fields = {}
  const order = thing.history.map(({ step }) => step)
  const steps = [...new Set(order)].sort((a, b) => order.lastIndexOf(a) - order.lastIndexOf(b))
  for (const step of steps) {
    const { on, by, servedOn: _served, service: _service, ...said } = thing.said[step] ?? {}
    for (const [name, value] of Object.entries(said)) {
      if (value === '' || value === null) continue
      if (!name.endsWith('Opinion')) found[name] = value
      else {
        const who = String(by ?? '')
        const certificate = certificates.get(who)
        // The opinion of the handlers is that of both, in their order.
        const signers =
          name === 'handlerOpinion' ? personsOf(thing) : [{ name: who, ...(certificate ? { certificate } : {}) }]
        found[name] = { text: value, signers, on }
      }
    }
  }
  return found
}

/** A value in the shape that the field asks for; undefined where it has another. */
function fitted({ kind }: TemplateField, value: unknown): unknown {
  if (kind === 'list' && typeof value === 'string') return value.split('\n').filter(Boolean)
  if (kind === 'text' && Array.isArray(value))
    return value.every((each) => typeof each === 'string') ? value.join('；') : undefined
  if (kind === 'citation' && typeof value === 'string') return [value]
  if (kind === 'date' && typeof value === 'string' && value.includes('T')) return lawDateOf(value)
  if (kind === 'persons' && !Array.isArray(value)) return undefined
  if (kind === 'opinion' && typeof value === 'string') return undefined
  return value
}

/** Where reconsideration comes first, the paper says so (ARL 23; trap 8). */
export const remedyBeside = ({ kind }: Pick<Proceeding, 'kind'>, remedy: RemedyOnPaper): RemedyOnPaper =>
  kind === 'simple' ? { ...remedy, reconsiderationFirst: true, courtDaysAfterReconsideration: 15 } : remedy

/** The data of one form. */
export function sideFields(ground: SideGround, fields: readonly TemplateField[], special: Fields): Fields {
  const persons = personsOf(ground.thing)
  const known: Fields = {
    ...bureauFields(ground),
    ...partyAlone(ground.thing),
    ...(ground.case ? caseFields(ground.case, ground.judgement) : {}),
    officers: persons,
    handlers: persons,
    remedy: ground.remedy,
    ...saidFields(ground),
    ...Object.fromEntries(Object.entries(special)),
  }
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = known[field.name]
      const shaped = value === undefined || value === null || value === '' ? undefined : fitted(field, value)
      return shaped === undefined ? [] : [[field.name, shaped]]
    }),
  )
}
