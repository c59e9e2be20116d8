import type { Asker } from '../../kernel/asker.ts'
import type { Stage } from './model.ts'
import type { Change } from './rules/change.ts'
import type { Overlay } from './rules/overlay-kinds.ts'
import { decidePenalty } from './rules/discretion.ts'
import type { LawBook } from './rules/lawbook.ts'
import type { ActFacts, PenaltyAsk, PenaltyDecision } from './rules/penalty.ts'

/** One uncertified welder, found the first time, unless the test says otherwise. */
export const anAct = (more: Partial<ActFacts> & { violation?: string; stage?: Stage } = {}): ActFacts => {
  const { violation, ...facts } = more
  return { violations: [violation ?? 'AQ-97-7'], stage: 'first', quantity: 1, circumstances: [], ...facts }
}

/** A business of Huizhou in 2025, when the national benchmark is in force. */
export const aPenalty = (more: Partial<PenaltyAsk> = {}): PenaltyAsk => ({
  actDate: '2025-02-10',
  decisionDate: '2025-03-18',
  region: '4413',
  subject: 'enterprise',
  acts: [anAct()],
  party: { kind: 'enterprise', lastViolations: [] },
  ...more,
})

/** The decision, or an error that names the refusals: for tests that expect a decision. */
export function decisionOn(book: LawBook, more: Partial<PenaltyAsk> = {}): PenaltyDecision {
  const answer = decidePenalty(book, aPenalty(more))
  if ('refusals' in answer) throw new Error(answer.refusals.map(({ code, says }) => `${code}: ${says}`).join('; '))
  return answer
}

/** The codes of the refusals; empty when it was decided. */
export function refusalsOn(book: LawBook, more: Partial<PenaltyAsk> = {}): string[] {
  const answer = decidePenalty(book, aPenalty(more))
  return 'refusals' in answer ? answer.refusals.map(({ code }) => code) : []
}

const person = (nth: number, { region, name, may }: { region: string; name: string; may: string[] }): Asker => ({
  id: `0c000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
  name,
  kind: 'officer',
  region,
  roles: [],
  permissions: ['law.read', ...may],
})

/** Who drafts and who approves at a bureau: a province unless the test says otherwise. */
export const aDrafter = (region = '44') => person(Number(region) + 1, { region, name: '演示甲', may: ['law.maintain'] })
export const anApprover = (region = '44') =>
  person(Number(region) + 2, { region, name: '演示乙', may: ['law.approve'] })

export const aChange = (more: Partial<Change> = {}): Change => ({
  id: '0c000000-0000-4000-8000-0000000000c1',
  state: 'drafted',
  version: 1,
  history: [],
  region: '44',
  kind: 'parameter',
  title: '下调年度检查次数',
  instrument: { name: '演示省年度检查次数规定', number: '粤演示〔2026〕1号', article: 3 },
  from: '2026-07-01',
  until: null,
  rowCount: 1,
  draftedBy: aDrafter().id,
  draftedByName: aDrafter().name,
  approvedBy: null,
  approvedByName: '',
  approvedAt: null,
  because: '',
  ...more,
})

/** A row laid over the yearly cap of the nation, approved and open, unless the test says otherwise. */
export const anOverlay = (more: Partial<Overlay> = {}): Overlay => ({
  change: 'c1',
  kind: 'parameter',
  mode: 'replace',
  key: 'inspection.yearly-cap.standardisation.other.none',
  region: '44',
  from: '2026-07-01',
  until: null,
  approvedAt: '2026-06-08T01:00:00.000Z',
  instrument: { name: '演示省年度检查次数规定', number: '粤演示〔2026〕1号', article: 3 },
  content: { value: 4, unit: '次/年' },
  ...more,
})
