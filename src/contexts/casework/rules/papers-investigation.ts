/** The fields of the papers from the filing to the discussion. */
import { moneyOnPaper } from '../../../kernel/money.ts'
import { dateInWords, lawDateOf } from '../../../kernel/time.ts'
import { type PersonOnPaper } from '../../document/model.ts'
import { CASE_SOURCES, REVIEW_POINTS, type Judgement } from '../model.ts'
import { READ_BACK, type Discuss, type RecordInterview } from './asks.ts'
import { sumOf } from './matter.ts'
import { procedureOf } from './review.ts'
import {
  type Ground,
  type Fields,
  judgementOf,
  handlersOf,
  opinion,
  unique,
  ended,
  partyFields,
  factsOf,
  tight,
  violatedOf,
  basisOf,
  discretionText,
  penaltyText,
  unitReviewFields,
} from './paper-words.ts'

export const filingForm = ({ thing, at }: Ground, approver: PersonOnPaper, judgement: Judgement | null): Fields => ({
  caseName: thing.title,
  cause: thing.cause,
  source: CASE_SOURCES[thing.source],
  ...partyFields(thing),
  facts: thing.brief,
  occurredAt: unique(thing.acts.map(({ actDate }) => actDate))
    .sort()
    .map(dateInWords)
    .join('、'),
  violated: judgement ? violatedOf(judgement) : [],
  handlers: handlersOf(thing),
  handlerOpinion: opinion(thing.filing.opinion, handlersOf(thing), lawDateOf(thing.history[0]?.at ?? at)),
  ...unitReviewFields(thing, 'D01'),
  approvalOpinion: opinion(thing.filing.approvalOpinion, [approver], lawDateOf(at)),
})

export const interviewRecord = (
  input: Omit<RecordInterview, 'interviewId' | 'proves'>,
  { nth, officers }: { readonly nth: number; readonly officers: readonly PersonOnPaper[] },
): Fields => ({
  startedAt: input.from,
  endedAt: input.until,
  place: input.place,
  party: input.respondent,
  gender: input.gender,
  age: input.age,
  idNumber: input.idNumber,
  ordinal: nth,
  employer: input.employer,
  jobTitle: input.jobTitle,
  home: input.home,
  phone: input.phone,
  officers,
  recorder: input.recorder,
  certificatesShown: input.certificatesShown ? '已出示' : '未出示',
  recusal: input.recusal,
  dialogue: input.questions,
  checked: [input.readBack ? READ_BACK[input.readBack] : '', input.corrections ? `更正：${input.corrections}` : '']
    .filter(Boolean)
    .join('　'),
})

export const investigationReport = ({ thing, bureau }: Ground): Fields => {
  const judgement = judgementOf({ thing })
  const factOf = new Map(thing.acts.map(({ id, fact }) => [id, fact]))
  const amounts = thing.report?.amounts ?? []
  return {
    caseName: thing.title,
    ...partyFields(thing),
    unit: bureau.name,
    filedOn: thing.filedOn,
    filingNumber: thing.number,
    source: CASE_SOURCES[thing.source],
    facts: factsOf(thing),
    course: thing.report?.course,
    violated: violatedOf(judgement),
    basis: basisOf(judgement),
    evidence: thing.evidence.map(({ name, proves, source }) => ({
      name: tight(name),
      proves:
        proves
          .map((id) => factOf.get(id))
          .filter(Boolean)
          .join('；') || '案件有关情况',
      source,
    })),
    discretion: discretionText(judgement, amounts, thing.report?.reasons ?? ''),
    proposal: [thing.report?.proposal, `建议罚款合计${moneyOnPaper(sumOf(amounts))}。`].join('\n'),
    handlers: handlersOf(thing),
  }
}

const NO_FACTS = {
  officers: [],
  judgement: null,
  finedBefore: [],
  due: {},
  servedOn: null,
  unrectified: [],
  beside: [],
}

export const reviewOpinion = ({ thing, bureau, at }: Ground): Fields => {
  const review = thing.legalReview
  const amounts = thing.state === 'proposed' ? thing.decision?.amounts : thing.report?.amounts
  return {
    caseName: thing.title,
    source: CASE_SOURCES[thing.source],
    unit: bureau.name,
    submitter: thing.handlers.map(({ name }) => name).join('、'),
    submittedOn: thing.report?.on,
    proposal: penaltyText(
      judgementOf({ thing }),
      amounts ?? [],
      thing.decision?.measures ?? thing.report?.measures ?? [],
    ),
    points: (review?.points ?? []).map(({ point, opinion: text }) => ({
      point: REVIEW_POINTS[point],
      verdict: '通过',
      opinion: text,
    })),
    conclusion: '同意',
    conclusionText: review?.conclusion,
    reviewerOpinion: opinion(
      review?.conclusion ?? '',
      review ? [{ name: review.reviewer.name, certificate: review.reviewer.certificateNumber }] : [],
      lawDateOf(at),
    ),
  }
}

export const discussionRecord = ({ thing }: Ground, input: Discuss): Fields => {
  const amounts = thing.state === 'proposed' ? thing.decision?.amounts : thing.report?.amounts
  const measures = thing.decision?.measures ?? thing.report?.measures ?? []
  return {
    caseName: thing.title,
    startedAt: input.from,
    endedAt: input.until,
    place: input.place,
    presider: input.chair,
    reporter: input.reporter,
    recorder: input.recorder,
    attendees: input.attendees.map(({ name, post }) => ({ name, title: post })),
    observers: handlersOf(thing),
    matters: [
      `违法事实：\n${factsOf(thing)}`,
      `处理意见：\n${penaltyText(judgementOf({ thing }), amounts ?? [], measures)}`,
      ended(procedureOf({ thing, facts: NO_FACTS }).because.join('；')),
    ]
      .filter((line) => line !== '。')
      .join('\n'),
    statements: input.attendees.map(({ name, post, opinion: text }) => ({ name, title: post, opinion: text })),
    conclusion: input.conclusion,
  }
}
