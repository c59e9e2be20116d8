/** What officers had to do on a visit and what shows that they did: the first sheet of the duty-performance file (履职卷). */
import { art, type Citation } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { lawDateOf, minuteOf } from '../../../kernel/time.ts'
import type { PaperEntry } from '../../document/model.ts'
import type { Evidence } from '../../evidence/model.ts'
import { HAZARD_STATES, type Hazard } from '../../hazard/model.ts'
import { CHECK_RESULTS, REASONS, type Inspection } from '../../inspection/model.ts'
import { citationText, findCheckItem, type LawBook } from '../../law/rules/lawbook.ts'

export type DutyGround = {
  readonly inspection: Inspection
  readonly hazards: readonly Hazard[]
  readonly papers: readonly Pick<PaperEntry, 'template' | 'number' | 'issuedAt'>[]
  readonly evidence: readonly Evidence[]
  readonly book: LawBook
}

/** The file of what still goes on would be half a file. */
export const refusesOpenVisit = ({ state }: Pick<Inspection, 'state'>): Refusal | null =>
  state === 'concluded'
    ? null
    : {
        ...no('visit-not-closed', {}, '检查还没有办结，不能生成履职卷', '整改复查合格、办结检查之后再生成'),
        cites: art('MEM-2025-02-27', 15),
      }

export type Duty = {
  readonly duty: string
  readonly cites: Citation
  readonly isDone: boolean
  /** Where it is proved, in words; what is missing where it is not done. */
  readonly proof: string
}

const OFFICERS_MIN = 2

/** The duties of a visit in the order of the work, each with its proof. */
export function dutiesOf({ inspection, hazards, papers, book }: DutyGround): Duty[] {
  const numbers = (template: string) =>
    papers.filter((paper) => paper.template === template).map(({ number, issuedAt }) => number ?? lawDateOf(issuedAt))
  const { officers, entry, answers, checkItemIds } = inspection
  const must = checkItemIds.filter((id) => findCheckItem(book, id)?.isMust)
  const answered = must.filter((id) =>
    answers.some(({ checkItemId, result }) => checkItemId === id && result !== 'not-checked'),
  )
  const unproved = hazards.filter(({ evidenceIds }) => evidenceIds.length === 0)
  const rechecked = hazards.filter(({ recheck }) => recheck !== null)
  const paperDuty = (duty: string, cites: Citation, template: string): Duty => ({
    duty,
    cites,
    isDone: numbers(template).length > 0,
    proof: numbers(template).join('、') || '没有文书',
  })
  return [
    paperDuty('检查方案事先经批准', art('MEM-2025-02-27', 6), 'D02'),
    {
      duty: '两名以上持证执法人员',
      cites: art('APL', 42, 1),
      isDone: officers.length >= OFFICERS_MIN,
      proof: officers.map(({ name, certificateNumber }) => `${name}（${certificateNumber}）`).join('、'),
    },
    {
      duty: '扫码入企',
      cites: art('MEM-2025-02-27', 3),
      isDone: entry !== null,
      proof: entry ? minuteOf(entry.at) : '没有入企记录',
    },
    {
      duty: '必查事项逐项检查',
      cites: art('MEM-2025-02-27', 5),
      isDone: answered.length === must.length,
      proof: `必查${must.length}项，有结论${answered.length}项`,
    },
    paperDuty('制作现场检查记录', art('WSL', 68), 'D03'),
    ...(hazards.length === 0
      ? []
      : [
          {
            duty: '发现的问题有证据',
            cites: art('APL', 46),
            isDone: unproved.length === 0,
            proof: `问题${hazards.length}项，有照片等证据${hazards.length - unproved.length}项`,
          },
          paperDuty('责令限期整改', art('WSL', 65, 1, 2), 'D05'),
          {
            duty: '逐项复查',
            cites: art('WSL', 65, 1, 2),
            isDone: rechecked.length === hazards.length,
            proof: `复查${rechecked.length}项：${numbers('D06').join('、')}`,
          },
        ]),
  ]
}

/** Data of the sheet LZQD. */
export function dutySheet(ground: DutyGround) {
  const { inspection, hazards, evidence, book } = ground
  return {
    ...headOf(inspection),
    duties: dutiesOf(ground).map(({ duty, cites, isDone, proof }) => ({
      duty,
      article: citationText(book, cites, 'short'),
      done: isDone ? '已履行' : '未履行',
      proof,
    })),
    checklist: inspection.answers.map(({ checkItemId, result, note }) => ({
      matter: findCheckItem(book, checkItemId)?.content ?? checkItemId,
      result: CHECK_RESULTS[result],
      note,
    })),
    hazards: hazards.map(({ description, place, rectifyBy, recheck, state }) => ({
      problem: place ? `${place}：${description}` : description,
      due: rectifyBy ?? '',
      result: recheck ? `${recheck.on} ${recheck.passed ? '合格' : '不合格'}` : HAZARD_STATES[state],
    })),
    evidence: evidence.map(({ name, takenAt, sha256 }) => ({ name, taken: minuteOf(takenAt), hash: sha256 })),
  }
}

const headOf = ({ enterpriseName, entry, plannedOn, history, officers }: Inspection) => ({
  party: enterpriseName,
  visitedOn: entry ? lawDateOf(entry.at) : plannedOn,
  concludedOn: lawDateOf(history.findLast(({ step }) => step === 'conclude')?.at ?? history.at(-1)?.at ?? ''),
  officers: officers.map(({ name, certificateNumber }) => ({ name, certificate: certificateNumber })),
})

/** Data of the cover LZSY. */
export const dutyCover = (inspection: Inspection, { exemption, volume }: { exemption: string; volume: string }) => ({
  caseName: `${inspection.enterpriseName}行政检查履职卷`,
  basis: `${REASONS[inspection.reason]} ${inspection.reasonRef}`.trim(),
  ...headOf(inspection),
  exemption,
  volume,
})
