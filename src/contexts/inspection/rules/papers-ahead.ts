import type { Signature as SignatureOnGlass } from '../../../kernel/shapes.ts'
import { lawDateOf, type Instant } from '../../../kernel/time.ts'
import type { Signature } from '../../document/model.ts'
import type { PaperFace } from '../../document/rules/layout.ts'
import type { LawBook } from '../../law/rules/lawbook.ts'
import type { OfficerSnapshot } from '../../people/model.ts'
import type { TakenAlong } from '../contract/take-along.ts'
import type { SignedOnSite } from '../model.ts'
import type { OnSiteAct, Visit } from './ahead.ts'
import { measuresPaper, noticePaper, orderPaper, recheckPaper, recordPaper } from './papers.ts'
import { awaitingRecheck, orderable } from './rectify.ts'

/**
 * The notice at the door is asked for since the State Council Office's opinion on inspections of businesses
 * (国办发〔2024〕54号).
 */
const NOTICE_FROM = '2025-01-03'
export const noticeIsDue = (at: Instant): boolean => lawDateOf(at) >= NOTICE_FROM

/** The signatures under a paper: the officers with their certificates, the party's or why there is none. */
export function signaturesOn(
  { signatures, partySignature, refusalNote }: SignedOnSite,
  officers: readonly OfficerSnapshot[],
  principal: SignatureOnGlass | null = null,
): Signature[] {
  const byName = new Map(officers.map((officer) => [officer.name, officer.certificateNumber]))
  const signed = signatures
    .filter(({ name }) => byName.has(name))
    .map(
      ({ name, strokes, at }): Signature => ({
        role: 'officer',
        name,
        certificate: byName.get(name) ?? null,
        strokes,
        at,
        refused: null,
      }),
    )
  const ofParty = ({ name, strokes, at }: SignatureOnGlass): Signature => ({
    role: 'party',
    name,
    certificate: null,
    strokes,
    at,
    refused: null,
  })
  const party: Signature = partySignature
    ? ofParty(partySignature)
    : { role: 'party', name: '', certificate: null, strokes: '', at: null, refused: refusalNote }
  return [...signed, party, ...(principal ? [ofParty(principal)] : [])]
}

export type Ahead = {
  readonly along: Pick<TakenAlong, 'bureau' | 'numbers' | 'forms'> & {
    readonly file: Pick<TakenAlong['file'], 'papers'>
  }
  readonly book: LawBook
  readonly before: Visit
  readonly after: Visit
  readonly act: OnSiteAct
  readonly at: Instant
}

/** Which papers an act writes, with what stands in them: the very builders of the office. */
function contents({ along, book, before, after, act, at }: Ahead): [string, Record<string, unknown>][] {
  const { inspection, facts } = after
  const source = { inspection, enterprise: facts.enterprise, bureau: along.bureau, book, at }
  const { hazards, items, cap } = facts
  switch (act.name) {
    case 'enter':
    case 'enterUrgently': {
      const planNumber = along.file.papers.find(({ template }) => template === 'D02')?.number ?? null
      return noticeIsDue(at) ? [['JCTZ', noticePaper({ ...source, items, cap, planNumber })]] : []
    }
    case 'record':
      return [['D03', recordPaper({ ...source, hazards })]]
    case 'order':
    case 'orderAgain': {
      const named = new Set(orderable(before.facts.hazards).map(({ id }) => id))
      const ordered = { ...source, hazards: hazards.filter(({ id }) => named.has(id)) }
      const papers: [string, Record<string, unknown>][] = [['D05', orderPaper(ordered)]]
      return act.name === 'order' && inspection.measures.length > 0
        ? [...papers, ['D04', measuresPaper(ordered)]]
        : papers
    }
    case 'recheck': {
      const order = along.file.papers.findLast(({ template }) => template === 'D05')
      const seen = new Set(awaitingRecheck(before.facts.hazards).map(({ id }) => id))
      const on = order ? lawDateOf(order.issuedAt) : (before.inspection.orderedOn ?? lawDateOf(at))
      const told = { number: order?.number ?? null, on }
      const looked = hazards.filter(({ id }) => seen.has(id))
      const { officers } = inspection
      return [['D06', recheckPaper({ ...source, hazards: looked, officers, place: act.input.place, order: told })]]
    }
    case 'conclude':
      return []
  }
}

/**
 * The papers that an act will leave, ready to be laid out on the phone: content, number and signatures are those of the
 * paper that the office makes at the replay. Seal and verification code come with that one.
 */
export function papersAhead(ahead: Ahead): PaperFace[] {
  const { input } = ahead.act
  const principal = 'principalSignature' in input ? (input.principalSignature ?? null) : null
  const signed = 'signatures' in input ? signaturesOn(input, ahead.after.inspection.officers, principal) : []
  return contents(ahead).flatMap(([code, data]) => {
    const form = ahead.along.forms.find(({ template }) => template.code === code)
    if (!form) return []
    return [
      {
        ...form,
        bureau: ahead.along.bureau,
        number: ahead.along.numbers.find(({ template }) => template === code)?.number ?? null,
        data,
        signatures: signed,
        issuedAt: ahead.at,
        verifyUrl: null,
        verifyToken: null,
        corrects: null,
        picture: null,
        title: null,
      },
    ]
  })
}
