import type { CheckResult, Finding, MEASURES, PRESENT_ROLES } from '../../../contexts/inspection/model.ts'

export type PresentRole = keyof typeof PRESENT_ROLES
export type MeasureKind = keyof typeof MEASURES

/** A photo of a finding: the picture itself lies in the photo store of the device under the same id. */
export type PhotoRef = {
  readonly id: string
  readonly takenAt: string
  readonly name: string
  /** Taken on the device at the moment of capture. */
  readonly sha256: string
  /** Set once the server has it. */
  readonly evidenceId: string | null
  /** It lies in the vault and the outbox announces it by its hash: papers may name it before the bytes arrive. */
  readonly isAnnounced?: boolean
  /** Video and sound are shown otherwise than photos; absent for photos of older drafts. */
  readonly mime?: string
  /** The original that this one is a marked copy of. */
  readonly annotates?: string
}

export type FindingDraft = Omit<Finding, 'evidenceIds'> & { readonly photos: readonly PhotoRef[] }

export type Answer = { readonly result: CheckResult; readonly note: string }

export type PersonPresent = {
  readonly role: PresentRole
  readonly name: string
  readonly absentBecause: string
  readonly isPresent: boolean
}

/** `strokes` is SVG path data in a 300×100 box. */
export type Ink = { readonly strokes: string; readonly at: string }

/** The signatures of one paper: officers by their id, and the party or what was said when it refused (WSL 68). */
export type SigningDraft = {
  readonly officers: Readonly<Record<string, Ink>>
  readonly partyRefuses: boolean
  /** Null until typed. */
  readonly partyName: string | null
  readonly partyPost: string | null
  readonly party: Ink | null
  readonly refusalNote: string
  /** Ink was taken off because the words above it changed; until somebody signs anew. */
  readonly lapsed?: boolean
}

export type RecheckAnswer = { readonly passed: boolean; readonly note: string; readonly photos: readonly PhotoRef[] }

export const PAPERS_SIGNED = ['record', 'order', 'recheck', 'orderAgain'] as const
export type PaperSigned = (typeof PAPERS_SIGNED)[number]

/**
 * Everything an officer types on one visit, in one object: what is saved, restored, and turned into the acts that are
 * sent.
 */
export type VisitDraft = {
  /** What could not wait for the approval of the plan. */
  readonly urgentBecause: string
  readonly rightsToldAt: string
  /** When somebody said that the recorder runs; empty while nobody has. */
  readonly recorderOn: string
  /** Why no recorder ran, where none did on a long visit. */
  readonly unrecordedBecause: string
  /** Officers of the plan who are not on site right now. */
  readonly officersAway: readonly string[]
  readonly answers: Readonly<Record<string, Answer>>
  readonly findings: readonly FindingDraft[]
  readonly present: readonly PersonPresent[]
  /** Instants; empty until chosen. */
  readonly from: string
  readonly until: string
  /** Null until typed. */
  readonly places: string | null
  /** Null as long as the officer lets the summary be written from the answers. */
  readonly situation: string | null
  readonly signing: Readonly<Record<PaperSigned, SigningDraft>>
  /** One date for all, unless a hazard has its own. */
  readonly rectifyBy: string
  readonly rectifyEach: Readonly<Record<string, string>>
  readonly measures: Readonly<Record<string, MeasureKind>>
  /** What the order demands in words, and why that differs from an earlier demand; absent in older drafts. */
  readonly requirements?: Readonly<Record<string, string>>
  readonly differences?: Readonly<Record<string, string>>
  /** The principal's own signature under a re-check that passes a major hazard; absent in older drafts. */
  readonly principalInk?: Ink | null
  readonly recheck: Readonly<Record<string, RecheckAnswer>>
}

export const UNSIGNED: SigningDraft = {
  officers: {},
  partyRefuses: false,
  partyName: null,
  partyPost: null,
  party: null,
  refusalNote: '',
}

export const EMPTY_DRAFT: VisitDraft = {
  urgentBecause: '',
  rightsToldAt: '',
  recorderOn: '',
  unrecordedBecause: '',
  officersAway: [],
  answers: {},
  findings: [],
  present: (['principal', 'safety-manager', 'operator'] as const).map((role) => ({
    role,
    name: '',
    absentBecause: '',
    isPresent: true,
  })),
  from: '',
  until: '',
  places: null,
  situation: null,
  signing: { record: UNSIGNED, order: UNSIGNED, recheck: UNSIGNED, orderAgain: UNSIGNED },
  rectifyBy: '',
  rectifyEach: {},
  measures: {},
  recheck: {},
}

type Listed = { readonly id: string; readonly mandatory: boolean }

export const answeredOf = (draft: VisitDraft, items: readonly Listed[]): number =>
  items.filter(({ id, mandatory }) => isAnswered(draft, id, mandatory)).length

/** A mandatory item left as 本次未查 is still open. */
export const isAnswered = (draft: VisitDraft, id: string, mandatory: boolean): boolean => {
  const answer = draft.answers[id]
  return answer !== undefined && !(mandatory && answer.result === 'not-checked')
}

/**
 * One tap for one item. Another result than 不符合 takes the findings of the item away, because the two would contradict
 * each other.
 */
export function answerItem(draft: VisitDraft, checkItemId: string, result: CheckResult): VisitDraft {
  const note = draft.answers[checkItemId]?.note ?? ''
  return {
    ...draft,
    answers: { ...draft.answers, [checkItemId]: { result, note } },
    findings:
      result === 'nonconforming'
        ? draft.findings
        : draft.findings.filter((finding) => finding.checkItemId !== checkItemId),
  }
}

/** 本组全部符合: fills what is still open, and never a mandatory item, which must be looked at one by one. */
export function answerGroup(draft: VisitDraft, items: readonly Listed[], result: CheckResult): VisitDraft {
  const open = items.filter(({ id, mandatory }) => !mandatory && !draft.answers[id])
  return open.reduce((filled, { id }) => answerItem(filled, id, result), draft)
}

type ItemOfLaw = { readonly id: string; readonly statement: string; readonly violationKeys: readonly string[] }

/** A new finding with the standard wording already in its place. */
export const newFinding = (id: string, item: ItemOfLaw): FindingDraft => ({
  id,
  checkItemId: item.id,
  description: item.statement,
  place: '',
  violationKey: item.violationKeys[0] ?? null,
  quantity: 1,
  majorHazardCode: null,
  noEvidenceBecause: '',
  photos: [],
})

export function saveFinding(draft: VisitDraft, finding: FindingDraft): VisitDraft {
  const known = draft.findings.some(({ id }) => id === finding.id)
  return {
    ...answerItem(draft, finding.checkItemId, 'nonconforming'),
    findings: known
      ? draft.findings.map((one) => (one.id === finding.id ? finding : one))
      : [...draft.findings, finding],
  }
}

/** Taking the last finding of an item away leaves the item open again: nobody has judged it. */
export function dropFinding(draft: VisitDraft, findingId: string): VisitDraft {
  const gone = draft.findings.find(({ id }) => id === findingId)
  const findings = draft.findings.filter(({ id }) => id !== findingId)
  if (!gone || findings.some(({ checkItemId }) => checkItemId === gone.checkItemId)) return { ...draft, findings }
  const answers = Object.fromEntries(Object.entries(draft.answers).filter(([id]) => id !== gone.checkItemId))
  return { ...draft, findings, answers }
}

export const signPaper = (draft: VisitDraft, paper: PaperSigned, change: Partial<SigningDraft>): VisitDraft => ({
  ...draft,
  signing: { ...draft.signing, [paper]: { ...draft.signing[paper], lapsed: false, ...change } },
})

export const signAsOfficer = (
  draft: VisitDraft,
  paper: PaperSigned,
  { officerId, ink }: { officerId: string; ink: Ink | null },
): VisitDraft => {
  const others = Object.fromEntries(Object.entries(draft.signing[paper].officers).filter(([id]) => id !== officerId))
  return signPaper(draft, paper, { officers: ink ? { ...others, [officerId]: ink } : others })
}

type Photographed = { readonly photos: readonly PhotoRef[] }

const withPhotoSent = <Thing extends Photographed>(thing: Thing, photoId: string, evidenceId: string): Thing => ({
  ...thing,
  photos: thing.photos.map((photo) => (photo.id === photoId ? { ...photo, evidenceId } : photo)),
})

/** Marks a photo as received by the server. */
export const photoSent = (
  draft: VisitDraft,
  { photoId, evidenceId }: { photoId: string; evidenceId: string },
): VisitDraft => ({
  ...draft,
  findings: draft.findings.map((finding) => withPhotoSent(finding, photoId, evidenceId)),
  recheck: Object.fromEntries(
    Object.entries(draft.recheck).map(([id, answer]) => [id, withPhotoSent(answer, photoId, evidenceId)]),
  ),
})

export const photosOf = (draft: VisitDraft): PhotoRef[] =>
  [...draft.findings, ...Object.values(draft.recheck)].flatMap(({ photos }) => photos)

/** Photos that nobody but this device knows of. */
export const photosWaiting = (draft: VisitDraft): PhotoRef[] =>
  photosOf(draft).filter(({ evidenceId, isAnnounced }) => evidenceId === null && !isAnnounced)
