import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerItem, EMPTY_DRAFT, newFinding, saveFinding, signAsOfficer, type VisitDraft } from '../visit/draft.ts'
import { isSame, mergeDrafts, takeTheirs } from './merge.ts'

const item = (id: string) => ({ id, statement: `${id}不符合要求`, violationKeys: [] })
const ink = { strokes: 'M1 1L2 2', at: '2026-03-05T02:00:00.000Z' }

test('NEW-14: what each of two officers did alone is in the merged draft, and nobody is asked', () => {
  const base = answerItem(EMPTY_DRAFT, 'A', 'conforming')
  const mine = saveFinding(answerItem(base, 'B', 'not-applicable'), { ...newFinding('f1', item('C')), place: '车间' })
  const theirs = signAsOfficer(saveFinding(base, newFinding('f2', item('D'))), 'record', { officerId: 'o2', ink })
  const { value, clashes } = mergeDrafts({ base, mine, theirs })
  assert.deepEqual(clashes, [])
  assert.deepEqual(
    value.findings.map(({ id, place }) => [id, place]),
    [
      ['f1', '车间'],
      ['f2', ''],
    ],
  )
  assert.deepEqual(Object.keys(value.answers).toSorted(), ['A', 'B', 'C', 'D'])
  assert.deepEqual(value.signing.record.officers, { o2: ink })
})

test('NEW-14: two answers to one matter are shown by field, mine stays until somebody chooses', () => {
  const mine = answerItem(EMPTY_DRAFT, 'A', 'conforming')
  const theirs = answerItem(EMPTY_DRAFT, 'A', 'not-applicable')
  const { value, clashes } = mergeDrafts({ base: EMPTY_DRAFT, mine, theirs })
  assert.deepEqual(
    clashes.map(({ path }) => path),
    [['answers', 'A', 'result']],
  )
  assert.equal(value.answers['A']?.result, 'conforming')
  const [clash] = clashes
  assert.ok(clash)
  assert.equal(takeTheirs(value, clash).answers['A']?.result, 'not-applicable')
})

test('NEW-14: a finding that one officer dropped and the other went on writing stays', () => {
  const base = saveFinding(EMPTY_DRAFT, newFinding('f1', item('A')))
  const mine = { ...base, findings: [] }
  const theirs = saveFinding(base, { ...newFinding('f1', item('A')), place: '配电室' })
  assert.equal(mergeDrafts({ base, mine, theirs }).value.findings[0]?.place, '配电室')
  assert.deepEqual(
    mergeDrafts({ base, mine, theirs: base }).value.findings,
    [],
    'dropped by one and untouched by the other',
  )
})

const RESULTS = ['conforming', 'not-applicable', 'not-checked'] as const
type Edit = (draft: VisitDraft) => VisitDraft
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom(...RESULTS)).map(
    ([id, result]) =>
      (draft: VisitDraft) =>
        answerItem(draft, id, result),
  ),
  fc.tuple(fc.constantFrom('f1', 'f2', 'f3'), fc.constantFrom('D', 'E'), fc.string({ maxLength: 4 })).map(
    ([id, at, place]) =>
      (draft: VisitDraft) =>
        saveFinding(draft, { ...newFinding(id, item(at)), place }),
  ),
  fc.string({ maxLength: 6 }).map((places) => (draft: VisitDraft) => ({ ...draft, places })),
  fc
    .constantFrom('o1', 'o2')
    .map((officerId) => (draft: VisitDraft) => signAsOfficer(draft, 'record', { officerId, ink })),
)
const edits = fc.array(edit, { maxLength: 8 })
const after = (draft: VisitDraft, all: readonly Edit[]) => all.reduce((now, one) => one(now), draft)

test('NEW-14: whatever two phones do between merges, after the second hand-over both hold the same', () => {
  fc.assert(
    fc.property(edits, edits, edits, (before, here, there) => {
      const base = after(EMPTY_DRAFT, before)
      const first = after(base, here)
      const second = after(base, there)
      const merged = mergeDrafts({ base, mine: first, theirs: second }).value
      // The second phone stands where its own snapshot was taken: what comes back is what both hold.
      const back = mergeDrafts({ base: second, mine: second, theirs: merged })
      assert.deepEqual(back.clashes, [])
      assert.ok(isSame(back.value, merged))
      // What only one of them touched is there as he left it.
      const alone = mergeDrafts({ base, mine: first, theirs: base })
      assert.ok(isSame(alone.value, first) && alone.clashes.length === 0)
    }),
    { numRuns: 300 },
  )
})
