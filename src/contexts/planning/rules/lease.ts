import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import type { Region } from '../../../kernel/region.ts'
import { addDays, lawDateOf, minuteOf, startOf, type Instant } from '../../../kernel/time.ts'
import type { Visit } from '../model.ts'

/**
 * A slot that a phone takes along: until when the device may commit it by its own clock. The lease takes no slot and
 * frees none; the slot stays reserved until it is committed or cancelled.
 */
export type Lease = {
  readonly id: string
  readonly inspectionId: string
  readonly enterpriseId: string
  /** Id of the phone, and the officer who holds it in his hand. */
  readonly device: string
  readonly issuedAt: Instant
  readonly issuedTo: string
  readonly untilAt: Instant
  readonly committedAt: Instant | null
  readonly enteredAt: Instant | null
  readonly endedBecause: 'committed' | 'returned' | 'replaced' | null
}

/** How far a device's clock may stand apart from the server's before its times are not believed. */
const CLOCK_APART_MS = 5 * 60_000

const cited = (refusal: Refusal): Refusal => ({ ...refusal, cites: art('MEM-2025-02-27', 3) })

/** The end of the planned day and of the days after it during which a device may still enter, as an instant. */
export const leaseEnd = ({ on }: Pick<Visit, 'on'>, days: number): Instant => startOf(addDays(on, days + 1))

export const isHeld = ({ endedBecause, untilAt }: Lease, at: Instant): boolean => endedBecause === null && at < untilAt

/** The days of a lease come from the law data of the day. */
export const noLeaseThen = (): Refusal =>
  cited(no('lease-not-provided', {}, '当日没有离线入企的规定', '在线扫码入企，或者由管理员补充离线期限参数'))

/** A slot is lent only to the bureau that reserved it, and not after its days. */
export function refusesLease({
  visit,
  bureau,
  at,
  days,
}: {
  readonly visit: Visit | null
  readonly bureau: Region
  readonly at: Instant
  readonly days: number
}): Refusal | null {
  if (!visit || visit.state !== 'reserved' || visit.bureau !== bureau)
    return cited(no('slot-missing', {}, '本次检查没有可以带到现场的预占次数', '先编制并批准检查方案'))
  const until = leaseEnd(visit, days)
  return at < until
    ? null
    : cited(
        no(
          'lease-too-late',
          { on: visit.on, days },
          '计划检查日期{on}已过{days}天，不能再离线入企',
          '联网扫码入企，或者取消后按新的日期重新编制检查方案',
        ),
      )
}

/** Whether the device's own time of the entry is believed: within the lease, and not ahead of the receipt. */
export function refusesReplay(lease: Lease, { enteredAt, at }: { enteredAt: Instant; at: Instant }): Refusal | null {
  const shown = { entered: minuteOf(enteredAt), until: minuteOf(lease.untilAt), issued: minuteOf(lease.issuedAt) }
  if (lease.endedBecause === 'returned' || lease.endedBecause === 'replaced')
    return cited(
      no(
        'lease-over',
        shown,
        '这台终端带走的预占次数已交回或换到另一台终端',
        '在持有预占次数的终端上入企，或者联网入企',
      ),
    )
  const entered = Date.parse(enteredAt)
  if (entered > Date.parse(at) + CLOCK_APART_MS)
    return cited(no('device-clock-ahead', shown, '终端时间（{entered}）晚于收到的时间', '校准终端时间后重新上传'))
  if (entered < Date.parse(lease.issuedAt) - CLOCK_APART_MS)
    return cited(
      no('entry-before-lease', shown, '入企时间（{entered}）早于带走预占次数的时间（{issued}）', '核对终端时间'),
    )
  return enteredAt < lease.untilAt
    ? null
    : cited(
        no(
          'lease-expired',
          shown,
          '离线入企的期限到{until}为止，终端记录的入企时间是{entered}',
          '预占次数仍然保留，联网后扫码入企',
        ),
      )
}

/** While a phone holds the slot nobody at the office cancels the visit under the officers' feet. */
export const refusesCancelling = (lease: Lease | null, at: Instant): Refusal | null =>
  lease && isHeld(lease, at)
    ? cited(
        no(
          'slot-on-a-device',
          { holder: lease.issuedTo, since: minuteOf(lease.issuedAt), until: minuteOf(lease.untilAt) },
          '{holder}已于{since}用终端带走本次检查的预占次数（{until}前可以离线入企），不能取消',
          '请{holder}在终端上交回任务后再取消；终端丢失的，先停用该终端',
        ),
      )
    : null

/** The law date on which the visit counts: the day of the entry by the device, also when it is told after New Year. */
export const countsOn = (enteredAt: Instant) => lawDateOf(enteredAt)
