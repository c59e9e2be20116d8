import type { z } from 'zod'
import {
  PRESENT_ROLES,
  type Inspection,
  type InspectionFacts,
  type OrderAgainInput,
  type OrderInput,
  type PlannedItem,
  type RecheckInput,
  type RecordInput,
  type SignedOnSite,
} from '../../../contexts/inspection/model.ts'
import { awaitingRecheck, orderable } from '../../../contexts/inspection/rules/rectify.ts'
import type { Signature } from '../../../kernel/shapes.ts'
import type { Instant } from '../../../kernel/time.ts'
import { words } from '../words.ts'
import type { PhotoRef, SigningDraft, VisitDraft } from './draft.ts'

export type Visit = { readonly inspection: Inspection; readonly facts: InspectionFacts }

/** What the draft becomes when it is sent: the same object feeds the rules on the phone and the call to the server. */
export function recordOf({ inspection, facts }: Visit, draft: VisitDraft, now: Instant): z.output<typeof RecordInput> {
  return {
    version: inspection.version,
    present: draft.present.map(({ role, name, absentBecause, isPresent }) => ({
      role,
      name: isPresent ? name.trim() : '',
      absentBecause: isPresent ? '' : absentBecause.trim(),
    })),
    answers: inspection.checkItemIds.map((checkItemId) => ({
      checkItemId,
      result: draft.answers[checkItemId]?.result ?? 'not-checked',
      note: draft.answers[checkItemId]?.note ?? '',
    })),
    findings: draft.findings.map(({ photos, ...finding }) => ({ ...finding, evidenceIds: sentOf(photos) })),
    from: draft.from || inspection.entry?.at || now,
    until: draft.until || now,
    places: draft.places ?? '',
    situation: draft.situation ?? situationOf(facts.items, draft),
    recorderOn: draft.recorderOn || null,
    unrecordedBecause: draft.unrecordedBecause.trim(),
    ...signedOf(inspection, draft.signing.record),
  }
}

export function orderOf({ inspection, facts }: Visit, draft: VisitDraft): z.output<typeof OrderInput> {
  const open = orderable(facts.hazards)
  return {
    version: inspection.version,
    ...deadlinesOf(
      open.map(({ id }) => id),
      draft,
    ),
    measures: open.flatMap(({ id, majorHazardCode }) => {
      const measure = draft.measures[id]
      return measure && majorHazardCode ? [{ hazardId: id, measure }] : []
    }),
    ...demandsOf(open, draft),
    ...signedOf(inspection, draft.signing.order),
  }
}

export const orderAgainOf = ({ inspection, facts }: Visit, draft: VisitDraft): z.output<typeof OrderAgainInput> => ({
  version: inspection.version,
  ...deadlinesOf(
    orderable(facts.hazards).map(({ id }) => id),
    draft,
  ),
  ...demandsOf(orderable(facts.hazards), draft),
  ...signedOf(inspection, draft.signing.orderAgain),
})

export function recheckOf({ inspection, facts }: Visit, draft: VisitDraft): z.output<typeof RecheckInput> {
  return {
    version: inspection.version,
    place: draft.places ?? inspection.record?.places ?? '',
    results: awaitingRecheck(facts.hazards).flatMap(({ id }) => {
      const answer = draft.recheck[id]
      return answer
        ? [{ hazardId: id, passed: answer.passed, note: answer.note, evidenceIds: sentOf(answer.photos) }]
        : []
    }),
    principalSignature: draft.principalInk
      ? { name: facts.enterprise.principal, post: PRESENT_ROLES.principal, ...draft.principalInk }
      : null,
    ...signedOf(inspection, draft.signing.recheck),
  }
}

const textsOf = (hazards: readonly { readonly id: string }[], texts: Readonly<Record<string, string>> = {}) =>
  hazards.flatMap(({ id }) => {
    const text = texts[id]?.trim()
    return text ? [{ hazardId: id, text }] : []
  })

const demandsOf = (hazards: readonly { readonly id: string }[], draft: VisitDraft) => ({
  requirements: textsOf(hazards, draft.requirements),
  differences: textsOf(hazards, draft.differences),
})

const sentOf = (photos: readonly PhotoRef[]) =>
  photos.flatMap(({ id, evidenceId, isAnnounced }) => evidenceId ?? (isAnnounced ? id : []))

const deadlinesOf = (hazardIds: readonly string[], draft: VisitDraft) => ({
  rectifyBy: draft.rectifyBy,
  items: hazardIds.flatMap((hazardId) => {
    const own = draft.rectifyEach[hazardId]
    return own && own !== draft.rectifyBy ? [{ hazardId, rectifyBy: own }] : []
  }),
})

/** Who signed a paper, as it is sent. */
export function signedOf(inspection: Inspection, signing: SigningDraft): z.output<typeof SignedOnSite> {
  const signatures: Signature[] = inspection.officers.flatMap(({ id, name }) => {
    const ink = signing.officers[id]
    return ink ? [{ name, post: words.sign.officerPost, strokes: ink.strokes, at: ink.at }] : []
  })
  const { name, post } = partyOf(inspection, signing)
  const partySignature =
    !signing.partyRefuses && signing.party && name.trim()
      ? { name: name.trim(), post: post.trim(), strokes: signing.party.strokes, at: signing.party.at }
      : null
  return { signatures, partySignature, refusalNote: signing.partyRefuses ? signing.refusalNote.trim() : '' }
}

/** Who signs for the business: as typed, or whoever signed the record of this visit, so that a name is entered once. */
export const partyOf = (
  inspection: Inspection,
  { partyName, partyPost }: Pick<SigningDraft, 'partyName' | 'partyPost'>,
) => ({
  name: partyName ?? inspection.record?.partySignature?.name ?? '',
  post: partyPost ?? inspection.record?.partySignature?.post ?? '',
})

/** The situation in words, made from the answers, so that nobody types what was tapped already. */
export function situationOf(items: readonly PlannedItem[], draft: VisitDraft): string {
  const results = items.map(({ id }) => draft.answers[id]?.result ?? 'not-checked')
  const count = (result: string) => results.filter((one) => one === result).length
  const head = words.record.summary({
    all: items.length,
    conforming: count('conforming'),
    nonconforming: count('nonconforming'),
    notApplicable: count('not-applicable'),
    notChecked: count('not-checked'),
  })
  const found = draft.findings.map(({ description, place, quantity }, index) =>
    words.record.problem({ index: index + 1, description, place, quantity }),
  )
  return found.length === 0
    ? `${head}${words.record.noProblem}`
    : `${head}${words.record.problems}\n${found.join('\n')}`
}
