import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { covers, type Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { RiskGrade } from '../model.ts'

const CIRCULAR = 'MEM-2025-02-27'
const cited = (article: number, refusal: Refusal): Refusal => ({ ...refusal, cites: art(CIRCULAR, article) })

/** Art. 4: the exception is given by a bureau that covers the business and the bureau it lets in, for a period. */
export function refusesException({
  issuer,
  bureau,
  enterprise,
  from,
  until,
}: {
  readonly issuer: Region
  readonly bureau: Region
  readonly enterprise: { readonly region: Region; readonly responsibleBureau: Region }
  readonly from: LawDate
  readonly until: LawDate
}): Refusal | null {
  if (bureau === enterprise.responsibleBureau)
    return cited(4, no('already-responsible', { bureau }, '{bureau}本来就是该企业的负责机关', '不需要登记例外'))
  if (!covers(issuer, bureau) || !covers(issuer, enterprise.region))
    return cited(
      4,
      no(
        'exception-not-yours',
        { issuer, bureau },
        '本机关（{issuer}）不是{bureau}和该企业共同的上级，不能登记例外',
        '由共同的上级部门指定或者提级',
      ),
    )
  return from <= until
    ? null
    : cited(4, no('exception-period-backwards', { from, until }, '期限{from}至{until}不成立', '更正起止日期'))
}

/** Art. 11: the county gives and records the matters of its own towns, and only published ones (art. 5). */
export function refusesTownList({
  issuer,
  town,
  unpublished,
}: {
  readonly issuer: Region
  readonly town: Region
  readonly unpublished: readonly string[]
}): Refusal | null {
  if (issuer === town || !covers(issuer, town))
    return cited(
      11,
      no('town-not-yours', { issuer, town }, '{town}不是本机关所辖的乡镇（街道）', '由所属的县级机关登记清单'),
    )
  return unpublished.length === 0
    ? null
    : cited(
        11,
        no('item-not-published', { items: unpublished.join('、') }, '检查事项{items}未公布', '只列已公布的检查事项'),
      )
}

/** Art. 3, last sentence: a grade counts only in a scheme that the region put in force, and never backwards. */
export function refusesRiskGrade({
  scheme,
  schemes,
  effectiveFrom,
  history,
  today,
}: {
  readonly scheme: string
  readonly schemes: readonly string[]
  readonly effectiveFrom: LawDate
  readonly history: readonly RiskGrade[]
  readonly today: LawDate
}): Refusal | null {
  if (!schemes.includes(scheme))
    return cited(
      3,
      no(
        'scheme-not-in-force',
        { scheme, known: schemes.join('、') || '无' },
        '本地区没有施行分级方案“{scheme}”（现有：{known}）',
        '先在法律数据中登记本地区的分级方案和各级频次上限',
      ),
    )
  const last = history.at(-1)?.effectiveFrom ?? ''
  return effectiveFrom <= today && effectiveFrom >= last
    ? null
    : cited(
        3,
        no(
          'grade-backwards',
          { on: effectiveFrom, last: last || '无', today },
          '生效日期{on}应不晚于今天（{today}），也不早于上一次分级（{last}）',
          '更正生效日期；频次上限不向前追溯',
        ),
      )
}
