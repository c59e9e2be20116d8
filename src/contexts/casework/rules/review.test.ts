import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aCase, aJudgement, anAct, askerOf, ID, OFFICERS, someFacts } from '../fixtures.ts'
import { REVIEW_POINTS, type Case, type Deed, type Judgement, type ReviewPoint } from '../model.ts'
import type { Discuss, Review } from './asks.ts'
import { discussionDone, discussionRunsForward, eachSpeaks, handlersDoNotVote, twoHeadsDiscuss } from './discussion.ts'
import { legalReviewDone, reviewerIsNotHandler, reviewerIsQualified, saysSomething, sevenPoints } from './review.ts'

const AT = '2026-03-13T02:00:00.000Z'
const asks = (procedure: Partial<Judgement['procedure']>) =>
  someFacts({
    judgement: aJudgement({
      procedure: {
        hearing: false,
        legalReview: false,
        discussion: false,
        because: [],
        ...procedure,
      },
    }),
  })
const deed = (thing: Case, facts = someFacts()): Deed => ({ thing, input: null, facts, by: askerOf(ID.deputy), at: AT })

const points = (opinion: string) => (Object.keys(REVIEW_POINTS) as ReviewPoint[]).map((point) => ({ point, opinion }))
const reviewing = (given: Review['points'], by = askerOf(ID.reviewer)): Deed<Review> => ({
  ...deed(aCase('reported')),
  by,
  input: { points: given, conclusion: '同意' },
})
const GOOD = '经查阅案卷，两名承办人执法证件在有效期内'

test('SZF 345: "agree" and its kin say nothing', () => {
  for (const empty of [
    '同意',
    '同意。',
    '拟同意',
    '经审核，同意',
    '无异议、同意',
    '符合规定',
    '合法，正确',
    '',
    '　',
    '没问题',
    '同意同意同意同意',
  ])
    assert.equal(saysSomething(empty), false, empty)
  for (const words of [GOOD, '裁量在B档之内，金额适当', '同意：证据三份相互印证'])
    assert.equal(saysSomething(words), true, words)
})

test('APL 58, SZF 345: all seven points are answered, each once and in words of its own', () => {
  assert.equal(sevenPoints.refuses(reviewing(points(GOOD))), null)
  assert.equal(sevenPoints.refuses(reviewing(points(GOOD).slice(1)))?.code, 'review-point-unanswered')
  assert.match(
    sevenPoints.refuses(
      reviewing(points(GOOD).map((each) => (each.point === 'law' ? { ...each, opinion: '同意' } : each))),
    )?.says ?? '',
    /适用法律/,
  )
  assert.equal(
    sevenPoints.refuses(reviewing([...points(GOOD), { point: 'law', opinion: GOOD }]))?.code,
    'review-point-unanswered',
  )
})

test('trap 15 (APL 58(2)): the reviewer handles nothing of the case and is a legal reviewer', () => {
  assert.equal(reviewerIsNotHandler.refuses(reviewing([])), null)
  assert.equal(reviewerIsNotHandler.refuses(reviewing([], askerOf(ID.first)))?.code, 'reviewer-is-handler')
  assert.equal(reviewerIsQualified.refuses(reviewing([])), null)
  assert.equal(reviewerIsQualified.refuses(reviewing([], askerOf(ID.deputy)))?.code, 'reviewer-not-qualified')
})

test('trap 14, guard G10, APL 58: review is asked for where the law asks for it, and only there', () => {
  assert.equal(legalReviewDone.refuses(deed(aCase('reported'), asks({}))), null)
  assert.equal(legalReviewDone.refuses(deed(aCase('reported'), asks({ legalReview: true })))?.code, 'not-reviewed')
  assert.equal(legalReviewDone.refuses(deed(aCase('reviewed'), asks({ legalReview: true }))), null)
})

test('A32, trap 14, guard G10, SZF 138: facts changed after the review call for another one', () => {
  const changed = aCase('proposed', { acts: [anAct({ quantity: 4 })] })
  assert.equal(legalReviewDone.refuses(deed(changed, asks({ legalReview: true })))?.code, 'review-outdated')
  assert.equal(legalReviewDone.refuses(deed(aCase('proposed'), asks({ legalReview: true }))), null)
})

test('SZF 138: an amount changed after the review calls for another one, even a lower one', () => {
  const proposed = aCase('proposed')
  const lower = {
    ...proposed,
    decision: proposed.decision && {
      ...proposed.decision,
      amounts: [{ actId: ID.act, amountFen: 4_000_000 }],
      amountFen: 4_000_000,
    },
  }
  assert.equal(legalReviewDone.refuses(deed(lower, asks({ legalReview: true })))?.code, 'review-outdated')
  assert.equal(discussionDone.refuses(deed(lower, asks({ discussion: true })))?.code, 'discussion-outdated')
})

test('without a computed procedure everything is asked for: the guard fails closed', () => {
  const unjudged = { ...aCase('filed'), state: 'reported' as const }
  assert.equal(legalReviewDone.refuses(deed(unjudged, someFacts({ judgement: null })))?.code, 'not-reviewed')
  assert.equal(discussionDone.refuses(deed(unjudged, someFacts({ judgement: null })))?.code, 'not-discussed')
})

const heads = OFFICERS.slice(3, 5).map(({ id, name }) => ({
  officerId: id,
  name,
  post: '负责人',
  opinion: '事实清楚，赞成按B档处罚',
}))
const discussing = (part: Partial<Discuss>): Deed<Discuss> => ({
  ...deed(aCase('reviewed')),
  by: askerOf(ID.principal),
  input: {
    from: '2026-03-13T00:00:00.000Z',
    until: '2026-03-13T01:00:00.000Z',
    place: '会议室',
    chair: '演示戊',
    reporter: '演示甲',
    recorder: '演示己',
    attendees: heads,
    conclusion: '处罚',
    ...part,
  },
})

test('trap 16, guard G11, APL 57(2), SZF 139: two heads of the organ at least; others do not count', () => {
  assert.equal(twoHeadsDiscuss.refuses(discussing({})), null)
  const [deputy] = heads
  assert.ok(deputy)
  assert.equal(twoHeadsDiscuss.refuses(discussing({ attendees: [deputy] }))?.code, 'too-few-heads')
  assert.equal(twoHeadsDiscuss.refuses(discussing({ attendees: [deputy, { ...deputy }] }))?.code, 'too-few-heads')
  assert.equal(
    twoHeadsDiscuss.refuses(discussing({ attendees: [deputy, { ...deputy, officerId: ID.reviewer, name: '演示丙' }] }))
      ?.code,
    'too-few-heads',
  )
})

test('SZF 347: each one speaks with reasons; the handler reports and does not vote', () => {
  assert.equal(eachSpeaks.refuses(discussing({})), null)
  assert.match(
    eachSpeaks.refuses(
      discussing({ attendees: heads.map((each, index) => (index ? { ...each, opinion: '同意' } : each)) }),
    )?.says ?? '',
    /演示戊/,
  )
  assert.equal(handlersDoNotVote.refuses(discussing({})), null)
  assert.equal(
    handlersDoNotVote.refuses(
      discussing({
        attendees: [...heads, { officerId: ID.first, name: '演示甲', post: '承办人', opinion: '建议处罚四万九' }],
      }),
    )?.code,
    'handler-votes',
  )
})

test('procedure §2.5 rule 2: a discussion ends after it began and before now', () => {
  assert.equal(discussionRunsForward.refuses(discussing({ until: '2026-03-13T00:01:00.000Z' })), null)
  assert.equal(
    discussionRunsForward.refuses(discussing({ until: '2026-03-13T00:00:00.000Z' }))?.code,
    'discussion-ends-before-start',
  )
  assert.equal(discussionRunsForward.refuses(discussing({ until: AT })), null)
  assert.equal(
    discussionRunsForward.refuses(discussing({ until: '2026-03-13T02:01:00.000Z' }))?.code,
    'discussion-in-the-future',
  )
})

test('guard G11, APL 57(2): discussion is asked for where the law asks for it, and only there', () => {
  assert.equal(discussionDone.refuses(deed(aCase('reviewed'), asks({}))), null)
  assert.equal(discussionDone.refuses(deed(aCase('reviewed'), asks({ discussion: true })))?.code, 'not-discussed')
  assert.equal(discussionDone.refuses(deed(aCase('discussed'), asks({ discussion: true }))), null)
})
