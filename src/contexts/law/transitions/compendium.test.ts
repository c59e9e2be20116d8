import assert from 'node:assert/strict'
import { test } from 'node:test'
import { take, whyNot, type AnyStep } from '../../../kernel/step.ts'
import { aDrafter, anApprover } from '../fixtures.ts'
import {
  CASE_STATES,
  namesLeftIn,
  NO_CASE_FACTS,
  type CaseContent,
  type CaseState,
  type CompendiumCase,
} from '../rules/compendium.ts'
import { compendiumLifecycle, draftCase, publishCase, reviseCase } from './compendium.ts'

const AT = '2026-06-08T01:00:00.000Z'
const STATES = Object.keys(CASE_STATES) as CaseState[]
const CONTENT: CaseContent = {
  kind: 'counter',
  title: '同一违法行为被两个机关罚款',
  facts: '某公司未办理动火审批，县局罚款后，市局对同一次动火又立案罚款。',
  outcome: '后一决定被撤销。',
  analysis: [{ instrument: 'APL', article: 29, says: '同一个违法行为不得给予两次以上罚款。' }],
  lesson: '立案前先查清是否已经处罚。',
  source: '',
}
const INPUTS: Record<string, object> = {
  'draft-case': { content: CONTENT },
  'revise-case': { content: CONTENT },
  'publish-case': { version: 1 },
  'discard-case': { version: 1, because: '写错了条文' },
  'withdraw-case': { version: 1, because: '决定已被撤销' },
}
const aCase = (state: CaseState): CompendiumCase => ({
  id: '0c000000-0000-4000-8000-0000000000c9',
  state,
  version: 1,
  history: [],
  region: '44',
  shown: null,
  draft: CONTENT,
  editedBy: aDrafter().id,
  editedByName: '演示甲',
  publishedByName: '',
  because: '',
})
const act = (step: AnyStep, state: CaseState) => ({
  thing: aCase(state),
  input: INPUTS[step.name] ?? assert.fail(`no way for ${step.name}`),
  facts: NO_CASE_FACTS,
  by: step.may === 'law.maintain' ? aDrafter() : anApprover(),
  at: AT,
})

test('circular art. 8: every arrow of a case is taken from its own states and from no other', () => {
  for (const step of compendiumLifecycle.steps)
    for (const state of STATES) {
      if (step.from.includes(state)) {
        assert.equal(take(step, act(step, state), CASE_STATES).state, step.to, `${step.name} from ${state}`)
        continue
      }
      const [refusal] = whyNot(step, act(step, state), CASE_STATES)
      assert.deepEqual([refusal?.code, refusal?.cites], ['wrong-state', step.cites])
    }
})

test('nobody publishes what he wrote, and a published case stays as it is while its revision waits', () => {
  const publishing = { ...act(publishCase, 'drafted'), input: { version: 1 } }
  const own = { ...publishing, by: { ...aDrafter(), permissions: ['law.approve'] } }
  assert.deepEqual(
    whyNot(publishCase, own, CASE_STATES).map(({ code }) => code),
    ['published-by-editor'],
  )
  const published = take(publishCase, publishing, CASE_STATES)
  assert.deepEqual([published.shown, published.draft], [CONTENT, null])
  const content = { ...CONTENT, lesson: '立案前先问清。' }
  const revised = take(
    reviseCase,
    { ...act(reviseCase, 'published'), thing: published, input: { content } },
    CASE_STATES,
  )
  assert.deepEqual([revised.shown, revised.draft], [CONTENT, content])
})

test('APL 50: a case that names a business, a person’s number or a plate is refused; a masked one is not', () => {
  assert.deepEqual(namesLeftIn(CONTENT), [])
  for (const telling of ['惠州示例制衣有限公司', '电话13800138000', '身份证441322199001011234', '粤L12345车']) {
    const content = { ...CONTENT, facts: `${CONTENT.facts}涉及${telling}。` }
    const [refusal] = whyNot(draftCase, { ...act(draftCase, 'drafted'), input: { content } }, CASE_STATES)
    assert.deepEqual(
      [refusal?.code, refusal?.cites],
      ['case-names-somebody', { instrument: 'APL', article: 50 }],
      telling,
    )
  }
  assert.deepEqual(namesLeftIn({ ...CONTENT, facts: '惠州某制衣有限公司、甲公司、王某' }), [])
})
