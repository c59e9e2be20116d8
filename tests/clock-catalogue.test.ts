/** Every clock of the catalogue D-01 … D-78: the step that starts it and the one that stops it, or why no step does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lifecycle as hazard } from '../src/contexts/hazard/transitions.ts'
import { lifecycle as inspection } from '../src/contexts/inspection/transitions.ts'
import { proposeFiling } from '../src/contexts/casework/transitions/investigation.ts'
import { ROADS } from '../src/contexts/casework/transitions/roads.ts'
import { lifecycle as casework } from '../src/contexts/casework/transitions.ts'
import { findClock } from '../src/contexts/law/rules/lawbook.ts'
import { loadLawBook } from '../src/contexts/law/store.ts'
import { lifecycle as publicity } from '../src/contexts/publicity/transitions.ts'
import type { AnyStep } from '../src/kernel/step.ts'

/** Steps by their names. A clock that no step stops ends by itself: it is a right, or its lifecycle ends with it. */
type Held = { readonly starts: readonly string[]; readonly stops: readonly string[]; readonly ends?: string }
type Bare = { readonly why: string }

const RIGHT = 'a right of the party, which ends by itself on its last day'
const FINAL = 'the end of its procedure ends it'
const AGAIN = ['approve-filing', 'reopen']

const CATALOGUE: Readonly<Record<string, Held | Bare>> = {
  'D-01': { why: 'no number: the plan is approved before anybody enters (approve-plan); entering asks for it' },
  'D-02': {
    starts: ['enter-urgently'],
    stops: [],
    ends: 'the head’s word stands beside the visit (inspection.ratification), which cannot be concluded without it',
  },
  'D-03': { starts: ['order', 'order-again', 'answer-more-time'], stops: ['recheck'] },
  'D-04': {
    starts: ['order', 'order-again'],
    stops: [],
    ends: 'shown to the business beside the last day to put right',
  },
  'D-05': { starts: ['ask-more-time'], stops: ['grant-more-time', 'refuse-more-time', 'report-rectified'] },
  'D-06': { starts: ['approve-cut'], stops: ['notify-cut'] },
  'D-07': { starts: ['seize-urgently'], stops: ['approve-afterwards'] },
  'D-08': { starts: ['execute-seizure', 'seize-urgently'], stops: ['extend-seizure', 'decide-release'] },
  'D-09': { starts: ['extend-seizure'], stops: ['decide-release'] },
  'D-10': { starts: ['preserve'], stops: ['decide-handling'] },
  'D-11': { starts: ['propose-filing'], stops: ['approve-filing'] },
  'D-12': { starts: AGAIN, stops: ['decide', 'end'] },
  'D-13': {
    why: 'no number: another limit of a rule is what an approved extension (grant-extension) writes into the case',
  },
  'D-14': { why: 'the thirty days of a rule replaced on 2026-02-01: computable as a local target, binds no step' },
  'D-15': { why: 'the 180 days of a rule replaced on 2026-02-01: computable, binds no step' },
  'D-16': {
    starts: ['serve-notification', 'tell-daily-fine'],
    stops: ['waive-rights', 'end', 'restart', 'decide-daily-fine'],
  },
  'D-17': { starts: ['notice-hearing'], stops: ['serve-hearing-notice'] },
  'D-18': {
    starts: ['serve-notification', 'tell-daily-fine'],
    stops: ['waive-rights', 'end', 'restart', 'decide-daily-fine'],
  },
  'D-19': { why: 'no period of its own: the later end of D-16 and D-18, asked for by propose-decision and decide' },
  'D-20': {
    starts: ['decide', 'decide-no-penalty', 'decide-daily-fine'],
    stops: ['serve-decision', 'revoke', 'serve-no-penalty', 'serve-daily-fine'],
  },
  'D-21': { why: 'counted into the deemed day of a service by announcement (document/rules/service)' },
  'D-22': { starts: ['decide'], stops: ['publish', 'keep-back', 'revoke'] },
  'D-23': { why: 'results that are no penalties are published with the visit; the twenty days are unverified (○)' },
  'D-24': {
    starts: [
      'record-reconsideration-changed',
      'record-reconsideration-revoked',
      'record-final-against',
      'decide-revision',
      'spot-fallen',
    ],
    stops: [
      'withdraw',
      'finish-withdrawal-of-publicity',
      'report-on-letter',
      'finish-litigation',
      'finish-revision',
      'finish-spot-remedy',
    ],
  },
  'D-25': {
    starts: ['serve-decision', 'serve-daily-fine', 'penalise-on-spot'],
    stops: ['record-payment', 'settle', 'revoke', 'pay-simple-fine'],
  },
  'D-26': { starts: ['remind'], stops: [], ends: FINAL },
  'D-27': { why: 'no number: receiving a remedy freezes the surcharge, its end thaws it (case.frozen)' },
  'D-28': { why: 'emergency bureaus have no power to enforce money themselves; they ask the court (D-29, D-30)' },
  'D-29': { starts: ['demand'], stops: [], ends: FINAL },
  'D-30': { starts: ['serve-decision'], stops: ['record-payment', 'settle', 'revoke', 'file-application'] },
  'D-31': { starts: ['grant-deferral'], stops: ['record-payment', 'settle', 'revoke', 'file-application'] },
  'D-32': {
    starts: ['record-reconsideration', 'record-reconsideration-rejected'],
    stops: ['record-payment', 'settle', 'revoke', 'file-application'],
  },
  'D-33': { starts: ['penalise-on-spot'], stops: ['pay-simple-fine'] },
  'D-34': { starts: ['file-application'], stops: ['court-accepts', 'court-refuses'] },
  'D-35': { starts: ['court-refuses'], stops: ['court-accepts'] },
  'D-36': { starts: ['court-accepts'], stops: ['court-allows', 'court-denies', 'court-executes-at-once'] },
  'D-37': { starts: ['court-denies'], stops: ['court-allows'] },
  'D-38': { starts: ['court-executes-at-once'], stops: [], ends: FINAL },
  'D-39': { starts: ['suspend-execution'], stops: ['resume-execution'] },
  'D-40': {
    why: 'performance by proxy is for traffic, pollution and nature (ACL 50): no measure of an emergency bureau',
  },
  'D-41': { why: 'no number: a ban on nights and holidays; the court executes, not the bureau' },
  'D-42': { starts: ['serve-decision', 'serve-surcharge', 'penalise-on-spot'], stops: ['revoke'], ends: RIGHT },
  'D-43': { why: 'the long stop of the party’s right behind D-42: computable, binds no step of the bureau' },
  'D-44': { starts: ['forward-application'], stops: ['receive-spot-copy'] },
  'D-45': { starts: ['take-application'], stops: ['forward-application'] },
  'D-46': {
    starts: ['receive-reconsideration', 'receive-spot-copy'],
    stops: [
      'answer-reconsideration',
      'record-reconsideration',
      'record-reconsideration-rejected',
      'record-reconsideration-settled',
      'record-reconsideration-changed',
      'record-reconsideration-revoked',
      'answer-spot-copy',
      'spot-upheld',
      'spot-fallen',
    ],
  },
  'D-47': {
    starts: ['notice-of-reconsideration-hearing'],
    stops: [
      'record-reconsideration',
      'record-reconsideration-rejected',
      'record-reconsideration-settled',
      'record-reconsideration-changed',
      'record-reconsideration-revoked',
    ],
  },
  'D-48': {
    starts: ['receive-reconsideration', 'receive-spot-copy'],
    stops: [
      'record-reconsideration',
      'record-reconsideration-rejected',
      'record-reconsideration-settled',
      'record-reconsideration-changed',
      'record-reconsideration-revoked',
      'spot-upheld',
      'spot-fallen',
    ],
  },
  'D-49': { starts: ['receive-opinion-letter'], stops: ['report-on-letter'] },
  'D-50': { starts: ['serve-decision', 'serve-surcharge'], stops: ['revoke'], ends: RIGHT },
  'D-51': { starts: ['record-reconsideration', 'record-reconsideration-rejected'], stops: [], ends: RIGHT },
  'D-52': { starts: ['receive-complaint'], stops: ['answer-complaint', 'record-judgment'] },
  'D-53': { starts: ['record-judgment'], stops: ['appeal'], ends: FINAL },
  'D-54': { why: 'looked at, not run: propose-filing and approve-filing refuse what is older (withinTimeBar)' },
  'D-55': { starts: ['report-crime'], stops: ['approve-transfer-to-police'], ends: FINAL },
  'D-56': { starts: ['approve-transfer-to-police'], stops: ['send-to-police'] },
  'D-57': { starts: ['send-to-police'], stops: ['forwarded-by-police', 'police-file', 'police-refuse'] },
  'D-58': { starts: ['send-to-police', 'forwarded-by-police'], stops: ['police-file', 'police-refuse'] },
  'D-59': { why: 'the day of the police’s decision is learned with the very notice that ends it' },
  'D-60': { starts: ['police-refuse'], stops: ['ask-police-again', 'ask-procuratorate', 'police-file'] },
  'D-61': { starts: ['ask-police-again'], stops: ['police-refuse-again', 'police-file'] },
  'D-62': { starts: ['police-refuse-again'], stops: ['ask-procuratorate', 'police-file'] },
  'D-63': { starts: ['police-file'], stops: ['hand-over-items'] },
  'D-64': { starts: ['penalise-on-spot', 'hand-in-cash'], stops: ['deposit-cash'] },
  'D-65': {
    why: 'a window over the past, not a period: the watch of jobs/closure.ts begins the procedure “closure” when it is full',
  },
  'D-66': { why: 'a bar on a person after his sentence: computable; convictions are not kept here' },
  'D-67': { why: 'counts days of a fine, not days to act: propose-daily-fine computes it' },
  'D-68': { starts: ['receive-accident'], stops: ['pass-accident-on'] },
  'D-69': { starts: ['receive-accident'], stops: ['pass-accident-on'] },
  'D-70': { starts: ['receive-accident'], stops: ['submit-accident-report'] },
  'D-71': { starts: ['receive-accident', 'extend-investigation'], stops: ['submit-accident-report'] },
  'D-72': { starts: ['submit-accident-report'], stops: ['approve-accident-report'] },
  'D-73': { starts: ['approve-accident-report'], stops: ['evaluate-rectification'] },
  'D-74': { starts: ['decide'], stops: ['report-result-up', 'revoke'] },
  'D-75': { starts: ['propose-transfer'], stops: ['send-transfer'] },
  'D-76': { starts: ['serve-no-penalty'], stops: ['confirm-corrected', 'undo-no-penalty'] },
  'D-77': { starts: ['commission-appraisal', 'extend-appraisal'], stops: ['receive-appraisal'], ends: FINAL },
  'D-78': {
    why: 'no step of a lifecycle: jobs/answers.ts starts it when a campaign hands its findings to the host, whose answer ends it',
  },
}

const STEPS: readonly AnyStep[] = [
  ...inspection.steps,
  ...hazard.steps,
  proposeFiling,
  ...casework.steps,
  ...publicity.steps,
  ...ROADS.flatMap(({ sideSteps }) => sideSteps as readonly AnyStep[]),
]
const withClock = (id: string, what: 'starts' | 'stops') =>
  [...new Set(STEPS.filter((step) => step[what]?.includes(id)).map(({ name }) => name))].sort()

test('each clock D-01 … D-78 is started and stopped by exactly the steps that the catalogue names, or says why by none', () => {
  const book = loadLawBook()
  assert.equal(Object.keys(CATALOGUE).length, 78)
  for (const [id, held] of Object.entries(CATALOGUE)) {
    assert.ok(findClock(book, id, '2026-03-01'), id)
    const isBare = 'why' in held
    assert.deepEqual(withClock(id, 'starts'), isBare ? [] : [...held.starts].sort(), `${id} is started by`)
    if (id !== 'D-01')
      assert.deepEqual(withClock(id, 'stops'), isBare ? [] : [...held.stops].sort(), `${id} is stopped by`)
    if (!isBare && held.stops.length === 0) assert.ok(held.ends, `${id} has no end`)
    if (isBare) assert.ok(held.why.length > 30, id)
  }
})
