import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { minuteOf, type Instant } from '../../../kernel/time.ts'
import { PROTOCOL_MIN, type Lease, type Phone } from '../model.ts'

/** How long an act may wait on a phone: papers that nobody sees for longer are no record of the process (APL 47). */
export const WAITS_DAYS_MAX = 7

/** How long a phone keeps a visit that it took along. */
export const LEASE_HOURS = 72

const THE_WHOLE_PROCESS = art('APL', 47)

/** An app that the server no longer understands is told so; what it holds stays on the phone. */
export const refusesOldApp = (protocol: number): Refusal | null =>
  protocol >= PROTOCOL_MIN
    ? null
    : no(
        'app-too-old',
        { protocol, needs: PROTOCOL_MIN },
        '本机的现场应用版本过旧，不能上传',
        '联网打开应用，点“更新”后自动继续上传；未上传的内容仍在本机，不会丢失',
      )

type Sent = {
  readonly phone: Phone | null
  readonly officerId: string
  readonly actAt: Instant
  readonly receivedAt: Instant
}

/** Whether a phone may replay at all. */
export function whyNotReplayed({ phone, officerId, actAt, receivedAt }: Sent): Refusal[] {
  if (!phone) return [no('phone-unknown', {}, '本机没有在服务器登记', '联网后重新登录现场应用，再上传')]
  if (phone.wipedAt)
    return [
      no(
        'phone-wiped',
        { by: phone.wipedBy ?? '', at: minuteOf(phone.wipedAt) },
        '本机已于{at}由{by}远程停用，未上传的内容不再接收',
        '请联系本机关管理员',
      ),
    ]
  if (phone.officerId !== officerId)
    return [
      no(
        'phone-of-another',
        { holder: phone.officerName },
        '本机登记在{holder}名下，不能用您的账号上传其离线操作',
        '由{holder}登录后上传',
      ),
    ]
  const waited = (Date.parse(receivedAt) - Date.parse(actAt)) / 86_400_000
  return waited <= WAITS_DAYS_MAX
    ? []
    : [
        {
          ...no(
            'waited-too-long',
            { days: Math.floor(waited), max: WAITS_DAYS_MAX },
            '这项操作在本机停留了{days}天，超过{max}天，不能自动办理',
            '由承办机构负责人核对双方内容后，在办公端补办',
          ),
          cites: THE_WHOLE_PROCESS,
        },
      ]
}

/** Only the phone that holds the visit writes its papers; the refusal says who holds it and what to do. */
export const refusesForeignLease = (lease: Lease | null, phoneId: string): Refusal | null =>
  lease === null || lease.phoneId === phoneId
    ? null
    : {
        ...no(
          'lease-held-by-other',
          { holder: lease.officerName, at: minuteOf(lease.leasedAt), until: minuteOf(lease.until) },
          '这次检查由{holder}的终端主办（{at}带走，到{until}为止），本机不能出具文书',
          '请在{holder}的终端上办理；需要换机的，请{holder}联网交回后重新带走',
        ),
        cites: THE_WHOLE_PROCESS,
      }
