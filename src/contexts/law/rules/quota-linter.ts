import { art, type Citation } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'

const CIRCULAR = 'MEM-2025-02-27'

/** One sentence of a plan, notice or indicator that the circular forbids. */
export type QuotaFinding = {
  readonly code: string
  /** Where the words begin in the text, counted in letters from 0. */
  readonly at: number
  readonly excerpt: string
  readonly says: string
  readonly mend: string
  readonly cites: Citation
}

type Ban = {
  readonly code: string
  readonly pattern: RegExp
  readonly says: string
  readonly mend: string
  readonly cites: Citation
}

const NUMBER = '[\\d〇零一二两三四五六七八九十百千]+(?:\\.\\d+)?'
const ACT = '(?:执法检查|行政检查|监督检查|检查|执法|入企|处罚|立案|办案|罚款|罚没)'
const LEAST = '(?:不少于|不得少于|不低于|不得低于|至少|达到|达|完成|突破|确保)'
const UNIT = '(?:次|家次|家|户|件|起|宗|万元|元|%|％)'
const WITHIN = (most: number) => `[^。；！？\\n]{0,${most}}?`

const BANS: readonly Ban[] = [
  {
    code: 'inspection-quota',
    cites: art(CIRCULAR, 14),
    says: '“{excerpt}”是检查或处罚的数量指标',
    mend: '删去数量要求；写明检查对象和风险理由。重点检查单位每年至少检查一次、年度上限不属于指标',
    pattern: new RegExp(
      [
        `${ACT}${WITHIN(14)}${LEAST}${WITHIN(6)}${NUMBER}${UNIT}(?:以上)?`,
        `${LEAST}${WITHIN(4)}(?:检查|执法|处罚|立案|办案|查处)${WITHIN(8)}${NUMBER}${UNIT}`,
        `(?:每人|每组|每队|人均|每名执法人员|每月|每季度?|每周|全年|年度|每年)${WITHIN(12)}(?:检查|执法|入企|处罚|立案|办案)${WITHIN(8)}${NUMBER}${UNIT}`,
        `(?:每人|每组|每队|人均|每名执法人员|每月|每季度?|每周|全年|每年)${WITHIN(6)}${NUMBER}(?:次|家次|家|户)${WITHIN(6)}(?:检查|执法)`,
        `(?:检查|执法|处罚|立案|办案|罚款|罚没)(?:收入|任务)?(?:指标|任务数|目标数|任务量|硬任务)`,
      ].join('|'),
      'g',
    ),
  },
  {
    code: 'assessed-by-visits-or-fines',
    cites: art(CIRCULAR, 14),
    says: '“{excerpt}”把考核与检查频次、罚款数额挂钩',
    mend: '考核执法质量、隐患整改和案卷评查结果，不考核次数和金额',
    pattern: new RegExp(
      [
        `(?:考核|考评|评比|排名|通报|绩效|奖金|评优|评先|晋升)${WITHIN(18)}(?:检查(?:次数|频次|数量|家数)|罚款(?:数额|金额|额)|罚没(?:数额|金额|收入)|处罚(?:数量|金额|起数|率)|立案(?:数量?|率)|办案(?:数量?|率))`,
        `(?:检查(?:次数|频次|数量|家数)|罚款(?:数额|金额|额)|罚没(?:数额|金额|收入)|处罚(?:数量|金额|起数|率)|立案(?:数量?|率)|办案(?:数量?|率))${WITHIN(18)}(?:考核|考评|评比|排名|绩效|奖金|评优|评先|晋升|挂钩)`,
      ].join('|'),
      'g',
    ),
  },
  {
    code: 'search-task-passed-down',
    cites: art(CIRCULAR, 14),
    says: '“{excerpt}”向基层摊派排查任务',
    mend: '由有权机关按计划检查，不向乡镇（街道）摊派',
    pattern: new RegExp(
      `(?:摊派|层层分解|分解下达|逐级下达)${WITHIN(14)}(?:排查|检查|执法)${WITHIN(4)}(?:任务|指标|数量)?`,
      'g',
    ),
  },
  {
    code: 'inspection-under-another-name',
    cites: art(CIRCULAR, 14),
    says: '“{excerpt}”是以其他名义检查',
    mend: '需要检查的，编制检查方案并扫码入企；调研不检查',
    pattern: new RegExp(
      `以(?:调研|观摩|考察|督导|走访|参观)(?:等|的|为)?(?:名义|名|形式)${WITHIN(10)}(?:检查|执法)`,
      'g',
    ),
  },
  {
    code: 'inspection-as-guidance',
    cites: art(CIRCULAR, 12),
    says: '“{excerpt}”以指导服务之名检查',
    mend: '指导服务与执法检查分开安排',
    pattern: new RegExp(`以(?:指导服务|指导|帮扶|服务)(?:等|的|为)?(?:名义|名|形式)${WITHIN(10)}(?:检查|执法)`, 'g'),
  },
  {
    code: 'model-route',
    cites: art(CIRCULAR, 2),
    says: '“{excerpt}”属于样板间、经典线路',
    mend: '按风险选择检查对象',
    pattern: /样板间|样板企业|经典线路|经典路线|示范路线/g,
  },
  {
    code: 'inspection-by-third-party',
    cites: art(CIRCULAR, 6),
    says: '“{excerpt}”由没有执法资格的机构或人员检查',
    mend: '第三方只在执法人员带领下提供技术协助',
    pattern: new RegExp(
      `(?:委托|聘请|购买|外包)${WITHIN(12)}(?:第三方|中介|服务机构|检测机构|网格员|专家)${WITHIN(10)}(?:执法检查|行政检查|开展检查|实施检查|独立检查)`,
      'g',
    ),
  },
]

/** What the law itself says in numbers: at least one visit a year to a key unit (art. 2) and the caps (art. 3). */
const LAWFUL = [
  new RegExp(`重点${WITHIN(16)}(?:每年|一年|年度)${WITHIN(8)}${LEAST}${WITHIN(6)}(?:一|1)次`),
  /(?:不超过|不得超过|不多于|不得多于|上限)[^。；\n]{0,10}$/,
]

/** A clause that forbids is no breach: the forbidding word stands before what was found, in the same clause. */
const FORBIDS =
  /(?:不得|不准|不许|严禁|禁止|杜绝|防止|避免|不再|不下达|不设|不与|不将|不把|取消|坚决不|无)[^。；！？\n]*$/

const clauseBefore = (text: string, at: number) =>
  text.slice(
    Math.max(text.lastIndexOf('。', at - 1), text.lastIndexOf('；', at - 1), text.lastIndexOf('\n', at - 1)) + 1,
    at,
  )

function isLawful(text: string, at: number, excerpt: string): boolean {
  const before = clauseBefore(text, at)
  if (FORBIDS.test(before) || FORBIDS.test(excerpt)) return true
  return LAWFUL.some((pattern) => pattern.test(`${before}${excerpt}`))
}

/**
 * Finds targets, links to fines and visits under another name in free Chinese text, each with its article; in the order
 * of the text.
 */
export function findQuotas(text: string): QuotaFinding[] {
  return BANS.flatMap(({ code, pattern, says, mend, cites }) =>
    [...text.matchAll(pattern)]
      .filter((found) => !isLawful(text, found.index, found[0]))
      .map((found) => ({
        code,
        at: found.index,
        excerpt: found[0],
        says: says.replace('{excerpt}', found[0]),
        mend,
        cites,
      })),
  ).sort((a, b) => a.at - b.at || a.code.localeCompare(b.code))
}

/** The same as refusals, for texts that the system itself is asked to keep. */
export const refusesQuotas = (...texts: readonly string[]): Refusal[] =>
  texts
    .flatMap(findQuotas)
    .map(({ code, excerpt, says, mend, cites }) => ({ ...no(code, { excerpt }, says, mend), cites }))
