import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVIDENCE_KINDS, type EvidenceKind, type Recording } from '../../evidence/model.ts'
import { aJudgement, anAct } from '../fixtures.ts'
import type { CaseEvidence } from '../model.ts'
import { questionBank } from '../store/question-bank.ts'
import { gapsOf } from './evidence-matrix.ts'
import { questionsFor } from './question-bank.ts'
import { momentsDue, momentsKept } from './recordings.ts'

const act = anAct()
const item = (kind: EvidenceKind, id = '1'): CaseEvidence => ({
  id: `0b000000-0000-4000-8000-00000000000${id}`,
  kind,
  name: EVIDENCE_KINDS[kind],
  source: '',
  evidenceId: null,
  takenOn: '2026-02-02',
  proves: [act.id],
  paperId: null,
})
const kinds = (evidence: CaseEvidence[], part = {}, judged = aJudgement().acts) =>
  gapsOf({ acts: [{ ...act, ...part }], evidence, judged }).map(({ kind }) => kind)

test('APL 40, NEW-17: an act without evidence is a gap', () => {
  assert.deepEqual(kinds([]), ['no-evidence'])
  assert.deepEqual(kinds([item('on-site-record')]), [])
})

test('APL 46(2): what people said does not stand alone; one record or paper beside it is enough', () => {
  assert.deepEqual(kinds([item('statement'), item('testimony', '2')]), ['statement-alone'])
  assert.deepEqual(kinds([item('statement'), item('documentary', '2')]), [])
})

test('APL 4, 59: an act without a duty or without a clause that punishes has no law behind it', () => {
  const [judged] = aJudgement().acts
  if (!judged) throw new Error('no act')
  assert.deepEqual(kinds([item('physical')], {}, [{ ...judged, violated: [] }]), ['no-duty'])
  assert.deepEqual(kinds([item('physical')], {}, [{ ...judged, basis: [] }]), ['no-penalty-clause'])
})

test('APL 34: a circumstance that weighs asks for a second item, and does not block', () => {
  const gaps = gapsOf({
    acts: [{ ...act, circumstances: ['self-corrected'] }],
    evidence: [item('on-site-record')],
    judged: aJudgement().acts,
  })
  assert.deepEqual(
    gaps.map(({ kind, blocks }) => [kind, blocks]),
    [['circumstance-unproved', false]],
  )
  assert.deepEqual(kinds([item('on-site-record'), item('documentary', '2')], { circumstances: ['self-corrected'] }), [])
})

const recording = (moment: Recording['moment'], shows: string): Recording => ({
  id: 'r',
  itemId: 'i',
  caseId: 'c',
  moment,
  shows,
  partyTold: true,
  gapReason: '',
  boundBy: '甲',
  startedAt: '2026-02-02T01:00:00.000Z',
  endedAt: '2026-02-02T02:00:00.000Z',
  boundAt: '2026-02-03T01:00:00.000Z',
})

test('APL 47: visit, interview, seizure, hearing and leaving-service must be recorded; a moment without stands bare', () => {
  const interview = {
    id: 'q',
    nth: 1,
    from: '',
    until: '',
    place: '',
    respondent: '安演示',
    officerIds: [],
    paperId: '',
  }
  const beside = ['seizure', 'hearing', 'deferral'].map((kind) => ({
    id: kind,
    kind,
    label: kind,
    state: 'open',
    stateLabel: '办理中',
    isOpen: true,
    outlives: false,
  }))
  const services = [
    { id: 's1', method: 'left' as const, paperId: 'p' },
    { id: 's2', method: 'direct' as const, paperId: 'p' },
  ]
  const due = momentsDue({ thing: { inspectionId: 'v', interviews: [interview] }, beside, services })
  assert.deepEqual(
    due.map(({ moment }) => moment),
    ['inspection', 'interview', 'seizure', 'hearing', 'left-service'],
  )
  const kept = momentsKept(due, [recording('interview', 'q'), recording('interview', 'another')])
  assert.deepEqual(
    kept.filter(({ recordings }) => recordings.length > 0).map(({ shows }) => shows),
    ['q'],
  )
})

test('the question bank asks by violation: opening first, closing last, and nothing of another violation', () => {
  const keys = (violations: string[]) => questionsFor(questionBank(), violations).map(({ key }) => key)
  assert.deepEqual(keys(['AQ-97-7']), ['opening', 'general', 'certificate', 'closing'])
  assert.deepEqual(keys(['AQ-97-3a']), ['opening', 'general', 'training', 'closing'])
  assert.deepEqual(keys(['AQ-94-p1-1']), ['opening', 'general', 'principal', 'closing'])
  assert.ok(questionBank().every(({ source, confidence }) => source && confidence))
})
