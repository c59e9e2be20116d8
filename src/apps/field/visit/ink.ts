import { PAPERS_SIGNED, type Ink, type PaperSigned, type SigningDraft, type VisitDraft } from './draft.ts'

type Photos = { readonly photos: readonly { readonly id: string }[] }
/** Which photos there are is printed; how far they are on their way is not. */
const withPhotoNames = <Thing extends Photos>(thing: Thing) => ({ ...thing, photos: thing.photos.map(({ id }) => id) })

/** What each paper says, as far as it is typed on the phone. */
const SAYS: Readonly<Record<PaperSigned, (draft: VisitDraft) => unknown>> = {
  record: ({ answers, findings, present, from, until, places, situation }) => [
    answers,
    findings.map(withPhotoNames),
    present,
    from,
    until,
    places,
    situation,
  ],
  order: ({ rectifyBy, rectifyEach, measures, requirements }) => [rectifyBy, rectifyEach, measures, requirements],
  recheck: ({ recheck, places }) => [
    Object.entries(recheck).map(([id, answer]) => [id, withPhotoNames(answer)]),
    places,
  ],
  orderAgain: ({ rectifyBy, rectifyEach, requirements }) => [rectifyBy, rectifyEach, requirements],
}

const wordsOf = (paper: PaperSigned, draft: VisitDraft) => JSON.stringify(SAYS[paper](draft))
const isSame = (one: Ink | null | undefined, other: Ink | null | undefined) =>
  one?.strokes === other?.strokes && one?.at === other?.at

/** The ink of a paper that does not come from `under`; `lapsed` remembers that some was taken off. */
export function withoutInkOf(signing: SigningDraft, under: SigningDraft): SigningDraft {
  const officers = Object.entries(signing.officers).filter(([id, ink]) => !isSame(ink, under.officers[id]))
  const party = isSame(signing.party, under.party) ? null : signing.party
  const lapsed = officers.length < Object.keys(signing.officers).length || party !== signing.party
  return lapsed ? { ...signing, officers: Object.fromEntries(officers), party, lapsed } : signing
}

/**
 * Who signs, signs what stands there (WSL 68): when the words of a paper change, the ink under them goes and is asked for
 * again. Ink that came along with the change stays.
 */
export function withStandingInk(before: VisitDraft, after: VisitDraft): VisitDraft {
  const changed = PAPERS_SIGNED.filter((paper) => wordsOf(paper, before) !== wordsOf(paper, after))
  if (changed.length === 0) return after
  const parts = changed.map((paper) => [paper, withoutInkOf(after.signing[paper], before.signing[paper])] as const)
  const lostPrincipal = changed.includes('recheck') && isSame(before.principalInk, after.principalInk)
  return {
    ...after,
    ...(lostPrincipal && after.principalInk ? { principalInk: null } : {}),
    signing: { ...after.signing, ...Object.fromEntries(parts) },
  }
}
