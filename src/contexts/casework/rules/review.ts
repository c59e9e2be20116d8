import { art } from '../../../kernel/citation.ts'
import { no } from '../../../kernel/refusal.ts'
import { rule } from '../../../kernel/rule.ts'
import { REVIEW_POINTS, type Deed, type Judgement, type ReviewPoint } from '../model.ts'
import type { Review } from './asks.ts'
import { matterOf } from './matter.ts'
import { APL_FROM } from './officers.ts'

const EMPTY_WORDS =
  /^(?:经审[核查])?(?:拟?同意|无异议|无意见|没有意见|没问题|无问题|符合(?:规定|要求|法律规定)?|合法|正确|可以|通过|属实|齐全|清楚|适当)+$/
/** Shortest opinion that can say anything of its own, in characters. */
const OPINION_CHARACTERS_MIN = 6

/** Whether the words examine anything: "agree" and its kin do not (SZF 345). */
export function saysSomething(opinion: string): boolean {
  const words = opinion.replace(/[\s\p{P}\p{S}]/gu, '')
  return [...words].length >= OPINION_CHARACTERS_MIN && !EMPTY_WORDS.test(words)
}

/** The seven points are answered one by one (SZF 345). */
export const sevenPoints = rule<Deed<Review>>({
  cites: art('APL', 58),
  inForceFrom: APL_FROM,
  refuses: ({ input: { points } }) => {
    const names = (Object.keys(REVIEW_POINTS) as ReviewPoint[]).filter(
      (point) => points.filter((each) => each.point === point && saysSomething(each.opinion)).length !== 1,
    )
    return names.length === 0
      ? null
      : no(
          'review-point-unanswered',
          { points: names.map((name) => REVIEW_POINTS[name]).join('、') },
          '法制审核的“{points}”没有逐项写出审核意见，只写“同意”等于没有审核',
          '对每一项写明审查了什么、依据什么、结论是什么',
        )
  },
})

/** The reviewer investigated nothing of it (APL 58(2)). */
export const reviewerIsNotHandler = rule<Deed>({
  cites: art('APL', 58, 2),
  inForceFrom: APL_FROM,
  refuses: ({ thing, by }) =>
    thing.handlers.some(({ id }) => id === by.id)
      ? no('reviewer-is-handler', {}, '您是本案承办人，不能审核本案', '由未参与办案的法制审核人员审核')
      : null,
})

export const reviewerIsQualified = rule<Deed>({
  cites: art('APL', 58, 2),
  inForceFrom: APL_FROM,
  refuses: ({ by }) =>
    by.roles.includes('legal-reviewer')
      ? null
      : no('reviewer-not-qualified', {}, '您不是法制审核人员', '由取得法律职业资格的法制审核人员审核'),
})

/** What the procedure asks for; everything, as long as nothing was computed. */
export const procedureOf = ({ facts, thing }: Pick<Deed, 'facts' | 'thing'>): Judgement['procedure'] =>
  (facts.judgement ?? thing.report?.derivation)?.procedure ?? {
    hearing: true,
    legalReview: true,
    discussion: true,
    because: [],
  }

/**
 * The acts and amounts that now go forward: those of the decision once it is proposed, before it those of the report.
 */
export const currentMatter = ({ thing }: Pick<Deed, 'thing'>): string =>
  matterOf(thing.acts, thing.state === 'proposed' ? (thing.decision?.amounts ?? []) : (thing.report?.amounts ?? []))

/**
 * G10: where review is required, an opinion on exactly these facts and amounts stands before anything goes on (APL 58).
 */
export const legalReviewDone = rule<Deed>({
  cites: art('APL', 58),
  inForceFrom: APL_FROM,
  refuses: (deed) => {
    if (!procedureOf(deed).legalReview) return null
    const { legalReview } = deed.thing
    if (!legalReview) return no('not-reviewed', {}, '本案依法应当进行法制审核，未经审核不得作出决定', '提交法制审核')
    return legalReview.of === currentMatter(deed)
      ? null
      : no(
          'review-outdated',
          { on: legalReview.on },
          '{on}法制审核之后，违法事实或者罚款金额有变动，原审核意见不再适用',
          '按现在的事实和金额重新提交法制审核',
        )
  },
})
