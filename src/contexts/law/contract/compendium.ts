import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { IdShape } from '../../../kernel/shapes.ts'
import {
  CASE_KINDS,
  CASE_STATES,
  CaseBecauseInput,
  CompendiumCase,
  EditInput,
  PublishInput,
  ReviseInput,
  type CaseKind,
  type CaseState,
} from '../rules/compendium.ts'
import * as transitions from '../transitions/compendium.ts'

/** A case with the cited articles in words, in the order of its analysis. */
export const CaseView = z.object({ entry: CompendiumCase, cites: z.array(z.string()) })
export type CaseView = z.infer<typeof CaseView>

export const listCases = endpoint({
  method: 'GET',
  path: '/law/compendium',
  may: 'law.read',
  audit: 'none',
  about:
    'Good cases and counter-examples with their analysis, at most 100: published ones of every bureau, with words the best first, over facts, outcome, analysis and lesson. With a state those of the own region in that state. Drafts are shown to the own region alone.',
  input: z.object({
    words: z.string().trim().max(200, '不超过200字').optional(),
    kind: z.enum(Object.keys(CASE_KINDS) as [CaseKind, ...CaseKind[]]).optional(),
    state: z.enum(Object.keys(CASE_STATES) as [CaseState, ...CaseState[]]).optional(),
  }),
  output: z.object({ cases: z.array(CaseView) }),
})

export const getCompendiumCase = endpoint({
  method: 'GET',
  path: '/law/compendium/:id',
  may: 'law.read',
  audit: 'none',
  about: 'One case of the compendium; 404 when it is neither published nor of the own region.',
  input: z.object({ id: IdShape }),
  output: CaseView,
})

export const draftCase = endpoint({
  method: 'POST',
  path: '/law/compendium',
  may: 'law.maintain',
  audit: 'law.case-drafted',
  about:
    'Writes a case for the compendium; nobody finds it before a second person publishes it. Refused while it names a business or a person (APL 50), or an article that there is not.',
  input: EditInput.extend({ id: IdShape }),
  output: CaseView,
  takes: [transitions.draftCase],
})

export const reviseCase = endpoint({
  method: 'POST',
  path: '/law/compendium/:id/revise',
  may: 'law.maintain',
  audit: 'law.case-revised',
  about: 'Changes a draft, or revises a published case: what is published stays until the revision is published.',
  input: ReviseInput.extend({ id: IdShape }),
  output: CaseView,
  takes: [transitions.draftCase, transitions.reviseCase],
})

export const publishCase = endpoint({
  method: 'POST',
  path: '/law/compendium/:id/publish',
  may: 'law.approve',
  audit: 'law.case-published',
  about: 'Publishes a draft or a revision; never by whoever wrote it.',
  input: PublishInput.extend({ id: IdShape }),
  output: CaseView,
  takes: [transitions.publishCase],
})

export const discardCase = endpoint({
  method: 'POST',
  path: '/law/compendium/:id/discard',
  may: 'law.maintain',
  audit: 'law.case-discarded',
  about: 'Takes a draft back before it is published.',
  input: CaseBecauseInput.extend({ id: IdShape }),
  output: CaseView,
  takes: [transitions.discardCase],
})

export const withdrawCase = endpoint({
  method: 'POST',
  path: '/law/compendium/:id/withdraw',
  may: 'law.approve',
  audit: 'law.case-withdrawn',
  about: 'Takes a published case down, with the reason.',
  input: CaseBecauseInput.extend({ id: IdShape }),
  output: CaseView,
  takes: [transitions.withdrawCase],
})
