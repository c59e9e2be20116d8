import { z } from 'zod'
import { art } from '../../../kernel/citation.ts'
import { CitationShape } from '../../../kernel/plumb-line.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { IdShape, LawDateShape } from '../../../kernel/shapes.ts'
import { addDays } from '../../../kernel/time.ts'
import type { Case } from '../model.ts'

/** One point of the standard: a row of data/law/file-review.json. */
export const FilePoint = z.object({
  id: z.string(),
  /** Legality and deductions are taken off the score; form is earned. Bonuses for numbers of cases are left out: APL 74. */
  mode: z.enum(['legality', 'form', 'deduction']),
  /** Which hundred of form points it belongs to. */
  set: z.enum(['ordinary', 'simple', 'compulsory', 'own-enforcement', 'court']).optional(),
  title: z.string(),
  points: z.number().positive(),
  /** Counts only where the file holds one of these papers; always where none is named. */
  needs: z.array(z.string()),
  cites: CitationShape.nullable(),
  confidence: z.enum(['✔', '◐', '○', '⚠']),
  source: z.string(),
})
export type FilePoint = z.infer<typeof FilePoint>

export const PointAnswer = z.object({
  id: z.string(),
  deducted: z.number().nonnegative(),
  /** Where in the file it shows; asked for with every deduction. */
  grounds: z.string().trim().max(500),
})
export type PointAnswer = z.infer<typeof PointAnswer>

/** Correction of what the review found wrong (SUP-06): ordered with a last day, and its result. */
export const FileCorrection = z.object({
  what: z.string().trim().min(1, '请写明纠正内容').max(1000),
  until: LawDateShape,
  result: z.string(),
  doneOn: LawDateShape.nullable(),
})

export const ReviewSheet = z.object({
  reviewId: IdShape,
  caseId: IdShape,
  reviewer: z.string(),
  reviewerId: z.string(),
  on: LawDateShape,
  answers: z.array(PointAnswer),
  score: z.number(),
  /** A legality point of a hundred fails the file whatever its form. */
  isFailed: z.boolean(),
  /** Why it is worth showing to others; empty where it is not. */
  typical: z.string(),
  correction: FileCorrection.nullable(),
  version: z.number().int(),
})
export type ReviewSheet = z.infer<typeof ReviewSheet>

/** FNV-1a over the seed and an id, mixed once more: the same everywhere, and plain enough to be computed by hand. */
export function lotOf(seed: string, id: string): number {
  let hash = 0x811c9dc5
  for (const character of `${seed}|${id}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b) >>> 0
  return (hash ^ (hash >>> 15)) >>> 0
}

/** The files drawn: the lowest lots of the pool, one at least. The same seed and pool always draw the same. */
export function drawFiles(pool: readonly string[], { seed, sharePercent }: { seed: string; sharePercent: number }) {
  const count = Math.min(pool.length, Math.max(1, Math.ceil((pool.length * sharePercent) / 100)))
  return pool
    .map((id) => ({ id, lot: lotOf(seed, id) }))
    .sort((a, b) => a.lot - b.lot || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id)
}

/** Points in the scope of one file: those of papers that it does not hold do not count. */
export const pointsOf = (standard: readonly FilePoint[], papers: readonly string[]): FilePoint[] =>
  standard.filter(({ needs }) => needs.length === 0 || needs.some((paper) => papers.includes(paper)))

const HUNDRED = 100

/** Form earned in hundredths of what the file's papers allow, less what legality and deductions take off (procedure §7.3). */
export function scoreOf(points: readonly FilePoint[], answers: readonly PointAnswer[]) {
  const deducted = (mode: FilePoint['mode']) =>
    points
      .filter((point) => point.mode === mode)
      .reduce((sum, { id }) => sum + (answers.find((answer) => answer.id === id)?.deducted ?? 0), 0)
  const possible = points.filter(({ mode }) => mode === 'form').reduce((sum, point) => sum + point.points, 0)
  const form = possible > 0 ? ((possible - deducted('form')) / possible) * HUNDRED : HUNDRED
  const score = Math.round(Math.max(0, form - deducted('legality') - deducted('deduction')) * HUNDRED) / HUNDRED
  return { score, isFailed: deducted('legality') >= HUNDRED }
}

/** Papers that the course of a case asks for and the file lacks, with the form points that they would have earned. */
function missingPapers(
  thing: Case,
  { papers, standard }: { papers: readonly string[]; standard: readonly FilePoint[] },
) {
  const procedure = thing.report?.derivation.procedure
  const asked = thing.decision?.on
    ? [...(procedure?.legalReview ? ['FZSH'] : []), ...(procedure?.discussion ? ['D31'] : [])]
    : []
  return asked
    .filter((paper) => !papers.includes(paper))
    .map((paper) => ({
      paper,
      points: standard
        .filter(({ mode, needs }) => mode === 'form' && needs.includes(paper))
        .reduce((sum, { points }) => sum + points, 0),
    }))
}

const NINETY_DAYS = 90
const HEADS_MIN = 2

/** What the record of a case answers by itself; the reviewer confirms or changes it and answers the rest. */
export function answersFromRecord(
  thing: Case,
  { papers, standard }: { papers: readonly string[]; standard: readonly FilePoint[] },
): PointAnswer[] {
  const wrong = (id: string, deducted: number, grounds: string): PointAnswer => ({ id, deducted, grounds })
  const { handlers, notice, decision, discussion, legalReview, report, filedOn } = thing
  const procedure = report?.derivation.procedure
  const missing = missingPapers(thing, { papers, standard })
  const decideBy = thing.decideBy ?? (filedOn ? addDays(filedOn, NINETY_DAYS) : null)
  return [
    ...(new Set(handlers.map(({ id }) => id)).size < 2 ? [wrong('103', 100, '承办人不足两人')] : []),
    ...(decision?.on && !notice?.servedOn ? [wrong('123', 100, '作出决定前没有送达告知书的记录')] : []),
    ...(decision?.on && notice && decision.amountFen > notice.amountFen
      ? [wrong('123', 100, '决定的罚款高于告知的数额')]
      : []),
    ...(procedure?.hearing && notice && !notice.hearingApplies
      ? [wrong('135', 100, '应当告知听证权利而没有告知')]
      : []),
    ...(procedure?.legalReview && decision?.on && !legalReview ? [wrong('137', 100, '应当法制审核而没有审核')] : []),
    ...(procedure?.discussion && decision?.on && (discussion?.attendees.length ?? 0) < HEADS_MIN
      ? [wrong('139', 100, '应当集体讨论，参加的负责人不足两人')]
      : []),
    ...(decision?.on && decideBy && decision.on > decideBy
      ? [wrong('141', 50, `${decision.on}作出决定，超过${decideBy}`)]
      : []),
    ...(decision?.on && !papers.includes('D40') ? [wrong('354', 0.5, '案卷中没有送达回执')] : []),
    ...(missing.length > 0
      ? [
          wrong(
            '502',
            missing.reduce((sum, { points }) => sum + points, 0),
            `案卷中没有${missing.map(({ paper }) => paper).join('、')}`,
          ),
        ]
      : []),
  ]
}

/** Nobody reviews a file in which he acted, and every deduction says where it shows. */
export function refusesSheet(
  answers: readonly PointAnswer[],
  { points, thing, by }: { points: readonly FilePoint[]; thing: Case; by: { id: string; name: string } },
): Refusal[] {
  const acted = [
    ...thing.handlers.map(({ id }) => id),
    ...thing.history.map((step) => step.by),
    ...(thing.discussion?.attendees ?? []).map(({ officerId }) => officerId),
  ]
  const titleOf = (id: string) => points.find((point) => point.id === id)?.title ?? id
  const stray = answers.filter(({ id }) => !points.some((point) => point.id === id))
  const over = answers.filter(({ id, deducted }) => deducted > (points.find((point) => point.id === id)?.points ?? 0))
  const bare = answers.filter(({ deducted, grounds }) => deducted > 0 && grounds.length < 4)
  const cites = art('APL', 75)
  const found = [
    acted.includes(by.id)
      ? no('reviewer-acted-in-case', {}, '您办理、审核或者批准过本案，不能评查本案', '由没有参与本案的人员评查')
      : null,
    stray.length > 0
      ? no('point-not-in-scope', { ids: stray.map(({ id }) => id).join('、') }, '评查项{ids}不适用于本案', '删去')
      : over.length > 0
        ? no(
            'deducts-too-much',
            { points: over.map(({ id }) => titleOf(id)).join('、') },
            '扣分超过该项分值：{points}',
            '按标准扣分',
          )
        : null,
    bare.length > 0
      ? no(
          'deduction-without-grounds',
          { points: bare.map(({ id }) => titleOf(id)).join('、') },
          '扣分没有写明理由：{points}',
          '写明案卷中的哪份文书、哪一处',
        )
      : null,
  ]
  return found.flatMap((refusal) => (refusal ? [{ ...refusal, cites }] : []))
}
