/**
 * The fines of the Work Safety Law as amended in 2014, which acts before 2021-09-01 are still judged by (APL 37). The
 * reference sets hold no text of that version: the ranges are from general knowledge and marked ○, so that a legal unit
 * confirms them before a case rests on them.
 */
import type { Violation } from '../../src/contexts/law/model.ts'

type Stage = Violation['stage']
type Range = { readonly fine: Violation['fine']; readonly persons: Violation['fine']; readonly measures: string[] }

const yuan = (min: number, max: number): Violation['fine'] => ({ min: min * 100, max: max * 100, unit: 'fen' })
const PERSONS = yuan(10_000, 20_000)
const CORRECT = ['责令限期改正']
const STOP = ['责令停产停业整顿']

/** 第九十四条：安全管理机构、培训、隐患记录、预案、特种作业。 */
const ARTICLE_94: Partial<Record<Stage, Range>> = {
  first: { fine: yuan(0, 50_000), persons: null, measures: CORRECT },
  overdue: { fine: yuan(50_000, 100_000), persons: PERSONS, measures: STOP },
}
/** 第九十六条：警示标志、安全设备、防护用品、淘汰工艺。 */
const ARTICLE_96: Partial<Record<Stage, Range>> = {
  first: { fine: yuan(0, 50_000), persons: null, measures: CORRECT },
  overdue: { fine: yuan(50_000, 200_000), persons: PERSONS, measures: [] },
  grave: { fine: null, persons: null, measures: STOP },
}
/** 第九十九条：未采取措施消除事故隐患；拒不执行才罚款。 */
const ARTICLE_99: Partial<Record<Stage, Range>> = {
  first: { fine: null, persons: null, measures: ['责令立即消除或者限期消除'] },
  overdue: { fine: yuan(100_000, 500_000), persons: yuan(20_000, 50_000), measures: STOP },
}

/** Which provision of 2014 punished what a provision of 2021 punishes: article, item, the keys of 2021. */
const TAKEN_OVER: readonly [
  article: number,
  item: number | null,
  stages: typeof ARTICLE_94,
  keys: readonly string[],
][] = [
  [94, 1, ARTICLE_94, ['AQ-97-1a']],
  [94, 2, ARTICLE_94, ['AQ-97-2']],
  [94, 3, ARTICLE_94, ['AQ-97-3a', 'AQ-97-3b', 'AQ-97-3c', 'AQ-97-3d']],
  [94, 4, ARTICLE_94, ['AQ-97-4']],
  [94, 5, ARTICLE_94, ['AQ-97-5a', 'AQ-97-5b']],
  [94, 6, ARTICLE_94, ['AQ-97-6a', 'AQ-97-6b']],
  [94, 7, ARTICLE_94, ['AQ-97-7']],
  [96, 1, ARTICLE_96, ['AQ-99-1']],
  [96, 2, ARTICLE_96, ['AQ-99-2']],
  [96, 3, ARTICLE_96, ['AQ-99-3a', 'AQ-99-3b']],
  [96, 4, ARTICLE_96, ['AQ-99-5']],
  [96, 5, ARTICLE_96, ['AQ-99-6']],
  [96, 6, ARTICLE_96, ['AQ-99-7']],
  [99, null, ARTICLE_99, ['AQ-102']],
]

/** @param rows the violations of the law in force, whose names, subjects and duties the older rows share */
export function violationsOf2014(rows: readonly Violation[]): Violation[] {
  return TAKEN_OVER.flatMap(([article, item, stages, keys]) =>
    keys.flatMap((key) =>
      rows
        .filter((row) => row.key === key && row.region === '' && stages[row.stage])
        .map((row): Violation => {
          const { fine, persons, measures } = stages[row.stage] as Range
          return {
            ...row,
            id: `${row.id}-2014`,
            instrument: 'WSL-2014',
            article,
            paragraph: null,
            item,
            duties: [],
            fine,
            measures,
            double: persons ? { subjects: ['direct_responsible'], fine: persons } : null,
            crime: null,
            leniencyLists: [],
            status: 'repealed',
            note: '2014年版条文，供2021年9月1日前的行为适用；幅度来自通用知识，须由法制机构核对',
            effectiveFrom: '2014-12-01',
            effectiveTo: '2021-08-31',
            confidence: '○',
            source: '通用知识，未核对',
          }
        }),
    ),
  )
}
