import { step, type Lifecycle } from '../../../kernel/step.ts'
import {
  articlesExist,
  CASE_STATES,
  caseNamesNobody,
  COMPENDIUM,
  publisherDidNotEdit,
  type CaseBecauseAct,
  type CaseFacts,
  type CaseState,
  type CompendiumCase,
  type EditAct,
  type PublishAct,
} from '../rules/compendium.ts'

const edited = ({ thing, input, by }: EditAct): CompendiumCase => ({
  ...thing,
  draft: input.content,
  editedBy: by.id,
  editedByName: by.name,
})

/** The beginning, taken once on a blank case of version 0, and every later change before it is published. */
export const draftCase = step<CaseState, CompendiumCase, EditAct['input'], CaseFacts>({
  name: 'draft-case',
  label: '编写案例',
  from: ['drafted'],
  to: 'drafted',
  may: 'law.maintain',
  cites: COMPENDIUM,
  unless: [caseNamesNobody, articlesExist],
  apply: edited,
})

/** What is published stays so while its revision waits. */
export const reviseCase = step<CaseState, CompendiumCase, EditAct['input'], CaseFacts>({
  name: 'revise-case',
  label: '修订案例',
  from: ['published', 'revised'],
  to: 'revised',
  may: 'law.maintain',
  cites: COMPENDIUM,
  unless: [caseNamesNobody, articlesExist],
  apply: edited,
})

export const publishCase = step<CaseState, CompendiumCase, PublishAct['input'], CaseFacts>({
  name: 'publish-case',
  label: '审核发布',
  from: ['drafted', 'revised'],
  to: 'published',
  may: 'law.approve',
  cites: COMPENDIUM,
  unless: [publisherDidNotEdit],
  apply: ({ thing, by }) => ({ ...thing, shown: thing.draft, draft: null, publishedByName: by.name }),
})

const because = ({ thing, input }: CaseBecauseAct): CompendiumCase => ({ ...thing, because: input.because })

export const discardCase = step<CaseState, CompendiumCase, CaseBecauseAct['input'], CaseFacts>({
  name: 'discard-case',
  label: '撤回草稿',
  from: ['drafted'],
  to: 'discarded',
  may: 'law.maintain',
  cites: COMPENDIUM,
  unless: [],
  apply: because,
})

/** The law changed or the decision was set aside: it is found no more. */
export const withdrawCase = step<CaseState, CompendiumCase, CaseBecauseAct['input'], CaseFacts>({
  name: 'withdraw-case',
  label: '撤下案例',
  from: ['published', 'revised'],
  to: 'withdrawn',
  may: 'law.approve',
  cites: COMPENDIUM,
  unless: [],
  apply: because,
})

export const compendiumLifecycle: Lifecycle = {
  name: 'compendium-case',
  label: '案例汇编',
  initial: 'drafted',
  states: CASE_STATES,
  final: ['withdrawn', 'discarded'],
  steps: [draftCase, reviseCase, publishCase, discardCase, withdrawCase],
}
