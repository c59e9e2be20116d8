/** Self-report and safe harbour: found, reported and treated before the officers came is not punished (circular art. 10). */
import type { Asker } from '../../../kernel/asker.ts'
import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { lawDateOf, minuteOf, type Instant } from '../../../kernel/time.ts'
import type { Harbour, Hazard, SelfReport, SelfReportInput } from '../model.ts'

export const SELF_REPORT_PERMISSION = 'hazard.self-report'
export const SAFE_HARBOUR = art('MEM-2025-02-27', 10)
/** The circular's own day; a visit before it knows no safe harbour. */
export const SAFE_HARBOUR_FROM = '2025-02-27'

const citing = (refusal: Refusal): Refusal => ({ ...refusal, cites: SAFE_HARBOUR })

type Reporting = {
  readonly input: Omit<SelfReportInput, 'id'>
  readonly enterpriseId: string
  readonly onBehalfBecause: string
  readonly heldEvidence: readonly string[]
  readonly by: Asker
  readonly at: Instant
}

/** Why a self-report may not be taken in: whose it is, and whether it tells of a treatment that runs. */
export function whyNotReported({ input, enterpriseId, onBehalfBecause, heldEvidence, by, at }: Reporting): Refusal[] {
  const today = lawDateOf(at)
  const isOwner = by.kind === 'enterprise' && by.enterpriseId === enterpriseId
  const missing = input.evidenceIds.filter((id) => !heldEvidence.includes(id))
  return [
    ...(isOwner || by.permissions.includes(SELF_REPORT_PERMISSION)
      ? []
      : [citing(no('not-permitted', { needs: SELF_REPORT_PERMISSION }, '只有本企业或者执法人员可以登记自报隐患'))]),
    ...(isOwner || onBehalfBecause.length >= 4
      ? []
      : [citing(no('on-behalf-without-reason', {}, '代企业登记没有写明理由', '写明为什么由执法人员代为登记'))]),
    ...(input.foundOn > today || input.treatedFrom > today
      ? [citing(no('reported-ahead', { today }, '发现日期和开始治理日期不能晚于今天（{today}）', '开始治理之后再报告'))]
      : []),
    ...(input.finishBy < today
      ? [citing(no('treatment-over', { finishBy: input.finishBy }, '完成期限{finishBy}已过', '填写今后的完成期限'))]
      : []),
    ...(missing.length > 0
      ? [
          citing(
            no('evidence-not-received', { count: missing.length }, '有{count}份照片还没有上传', '等待照片上传完成'),
          ),
        ]
      : []),
  ]
}

type Found = Pick<Hazard, 'id' | 'majorHazardCode' | 'place'>
type Judged = {
  readonly hazard: Found
  readonly reports: readonly SelfReport[]
  /** When the door code was read: what was reported a minute later came too late. */
  readonly scannedAt: Instant
}

const isTreated = ({ treatedFrom, finishBy }: SelfReport, on: string) => treatedFrom <= on && on <= finishBy

/**
 * The branch for one finding. Reports are matched by the criterion of the major hazard; the earliest that holds is the
 * proof. Where the place is told in other words, the officer is asked to compare, because words cannot be decided.
 */
export function safeHarbourOf({ hazard, reports, scannedAt }: Judged): Omit<Harbour, 'journal'> {
  const on = lawDateOf(scannedAt)
  const answer = (branch: Harbour['branch'], because: readonly string[], report: SelfReport | null = null) => ({
    hazardId: hazard.id,
    branch,
    because: [...because],
    report,
    scannedAt,
  })
  if (on < SAFE_HARBOUR_FROM) return answer('not-covered', [`检查日${on}在规定施行日${SAFE_HARBOUR_FROM}之前`])
  if (!hazard.majorHazardCode) return answer('not-covered', ['一般隐患按一般规定处理，主动消除的可以依法从轻或者减轻'])
  const matching = reports
    .filter(({ majorHazardCode }) => majorHazardCode === hazard.majorHazardCode)
    .sort((a, b) => (a.reportedAt < b.reportedAt ? -1 : 1))
  const before = matching.filter(({ reportedAt }) => reportedAt < scannedAt)
  const held = before.find((report) => isTreated(report, on))
  if (held)
    return answer(
      'exempt',
      [
        `企业于${minuteOf(held.reportedAt)}自报，早于${minuteOf(scannedAt)}扫码入企`,
        `自${held.treatedFrom}起治理，完成期限${held.finishBy}，检查时正在治理：${held.measures}`,
        held.place === hazard.place
          ? `部位一致：${hazard.place}`
          : `自报部位“${held.place}”，检查记录“${hazard.place}”，请核对是否同一处`,
      ],
      held,
    )
  const last = before.at(-1)
  if (last)
    return answer(
      'punish-principal',
      [`${minuteOf(last.reportedAt)}的自报承诺${last.finishBy}前完成，检查时已过期限而隐患仍在`],
      last,
    )
  const late = matching[0]
  return late
    ? answer('punish-principal', [`自报时间${minuteOf(late.reportedAt)}不早于扫码入企时间${minuteOf(scannedAt)}`], late)
    : answer('punish-principal', ['检查前没有收到对应这一判定标准的自报'])
}
