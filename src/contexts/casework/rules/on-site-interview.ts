/** 现场询问: an interview on a visit, before there is a case, by the rules of one in a case (APL 42, 43, 55). */
import type { Asker } from '../../../kernel/asker.ts'
import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Signature } from '../../document/model.ts'
import type { Inspection, SignedOnSite } from '../../inspection/model.ts'
import { signaturesOn } from '../../inspection/rules/papers-ahead.ts'
import type { Officer } from '../../people/model.ts'
import type { SiteInterview } from '../contract/on-site.ts'
import { interviewersNotElsewhere, interviewRunsForward, recordWasReadBack, rightsWereTold } from './investigation.ts'
import { whyNotTwoCertified } from './officers.ts'
import { signaturesMissing } from './on-site.ts'

/** Another interview of the same visit, as its paper or the phone knows it. */
export type EarlierInterview = {
  readonly respondent: string
  readonly from: Instant
  readonly until: Instant
  readonly officerNames: readonly string[]
}

/** Interviews read back from the fields of their papers. */
export const interviewsIn = (papers: readonly Readonly<Record<string, unknown>>[]): EarlierInterview[] =>
  papers.map(({ party, startedAt, endedAt, officers }) => ({
    respondent: String(party ?? ''),
    from: String(startedAt ?? ''),
    until: String(endedAt ?? ''),
    officerNames: Array.isArray(officers)
      ? officers.flatMap((one: unknown) =>
          typeof one === 'object' && one !== null && 'name' in one ? [String(one.name)] : [],
        )
      : [],
  }))

/** Which interview of a person the next one is. */
export const nthOf = (before: readonly EarlierInterview[], respondent: string): number =>
  before.filter((one) => one.respondent === respondent).length + 1

export type InterviewAsk = {
  readonly input: SiteInterview
  readonly inspection: Pick<Inspection, 'officers' | 'state'>
  readonly officers: readonly Officer[]
  readonly before: readonly EarlierInterview[]
  readonly by: Asker
  readonly at: Instant
}

/** While the officers stand there; a visit that is over or has not begun has nobody to ask. */
const ON_SITE: readonly Inspection['state'][] = ['entered', 'recorded', 'ordered', 'rechecked']
const RULES = [rightsWereTold, recordWasReadBack, interviewRunsForward, interviewersNotElsewhere]

/** Why the record may not be kept; everything at once. */
export function whyNotInterviewed({ input, inspection, officers, before, by, at }: InterviewAsk): Refusal[] {
  const idsOf = (names: readonly string[]) => officers.filter(({ name }) => names.includes(name)).map(({ id }) => id)
  const interviews = before.map(({ respondent, from, until, officerNames }, nth) => {
    return { id: String(nth), nth: 1, respondent, from, until, place: '', officerIds: idsOf(officerNames), paperId: '' }
  })
  const act = { input, at, thing: { interviews }, facts: { officers } }
  const two = whyNotTwoCertified(input.officerIds, { facts: { officers }, at })
  const isTheirs = input.officerIds.includes(by.id)
  const found: (Refusal | null)[] = [
    ON_SITE.includes(inspection.state)
      ? null
      : no('not-on-site', {}, '现场检查没有开始或者已经办结，不能现场询问', '入企后再询问；办结后的，在案件中询问'),
    two && { ...two, cites: art('APL', 42) },
    isTheirs ? null : no('not-an-interviewer', {}, '您不是询问人，不能保存这份笔录', '由询问人办理'),
    nthOf(before, input.respondent) === input.nth
      ? null
      : no(
          'interview-counted-wrong',
          { respondent: input.respondent },
          '对{respondent}的询问次数与已有笔录不符',
          '核对第几次询问',
        ),
    ...RULES.map((rule) => {
      const refusal = rule.refuses(act)
      return refusal && { ...refusal, cites: refusal.cites ?? rule.cites }
    }),
    ...signaturesMissing(inspection, input, art('APL', 55)),
  ]
  return found.filter((refusal) => refusal !== null)
}

/** Under each page the respondent's ink, at the end the interviewers' and the recorder's. */
export function interviewSignatures(
  input: Pick<SiteInterview, 'respondent' | 'recorder'> & SignedOnSite,
  officers: Inspection['officers'],
): Signature[] {
  const signed = signaturesOn(input, officers).map(
    (one): Signature => (one.role === 'party' ? { ...one, role: 'respondent', name: input.respondent } : one),
  )
  const recorder = signed.find(({ role, name }) => role === 'officer' && name === input.recorder)
  return recorder ? [...signed, { ...recorder, role: 'recorder' }] : signed
}
