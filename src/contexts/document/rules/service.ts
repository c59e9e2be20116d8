import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { addDays, lawDateOf, type Instant, type LawDate } from '../../../kernel/time.ts'
import type { ServiceAct } from '../model.ts'

/** CPL 95 in the version in force since 2022-01-01; before that an announcement took sixty days. */
const ANNOUNCEMENT_DAYS = 30
const ANNOUNCEMENT_DAYS_BEFORE_2022 = 60
const SHORTER_ANNOUNCEMENT_FROM = '2022-01-01'

/**
 * The law date on which the paper counts as served; every later period starts from it.
 * An announcement counts as served thirty days after its publication (CPL 95); every other way on the day of the act
 * itself:
 * handed over, left, arrived in the party's own system, or signed on the receipt (CPL 87-94, APL 61).
 */
export function deemedServedOn({ method, servedAt }: Pick<ServiceAct, 'method' | 'servedAt'>): LawDate {
  const on = lawDateOf(servedAt)
  if (method !== 'announcement') return on
  return addDays(on, on >= SHORTER_ANNOUNCEMENT_FROM ? ANNOUNCEMENT_DAYS : ANNOUNCEMENT_DAYS_BEFORE_2022)
}

const at = (field: string, refusal: Refusal, cites: Refusal['cites']): Refusal => ({
  ...refusal,
  facts: { ...refusal.facts, field },
  ...(cites ? { cites } : {}),
})

/** Why the service would not hold; empty when it does. */
export function refusesService(act: ServiceAct, { issuedAt, now }: { issuedAt: Instant; now: Instant }): Refusal[] {
  const found: Refusal[] = []
  if (act.servedAt < issuedAt) {
    found.push(
      at('servedAt', no('served-before-issued', {}, '送达时间早于文书制作时间', '核对送达时间'), art('APL', 61)),
    )
  }
  if (act.servedAt > now) {
    found.push(at('servedAt', no('served-in-the-future', {}, '送达时间晚于现在', '送达完成后再登记'), art('APL', 61)))
  }
  if (act.method === 'electronic' && !act.addressConfirmed) {
    found.push(
      at(
        'addressConfirmed',
        no(
          'electronic-service-without-consent',
          {},
          '当事人没有签订送达地址确认书，不能电子送达；电话、聊天软件告知不算送达',
          '请当事人签订送达地址确认书并同意电子送达，或者改用其他方式',
        ),
        art('APL', 61, 2),
      ),
    )
  }
  if (act.method === 'left' && !act.witness?.trim() && !act.recorded) {
    found.push(
      at(
        'witness',
        no(
          'left-without-witness',
          {},
          '留置送达没有见证人，也没有拍照录像',
          '请基层组织或者所在单位的代表到场见证并签名，或者对送达过程拍照录像',
        ),
        art('CPL', 89),
      ),
    )
  }
  if (act.method === 'announcement' && !act.note?.trim()) {
    found.push(
      at(
        'note',
        no(
          'announcement-without-reason',
          {},
          '公告送达没有写明原因、经过和刊登处',
          '写明受送达人下落不明或者其他方式无法送达的经过，以及公告刊登处',
        ),
        art('CPL', 95),
      ),
    )
  }
  if (act.refused && act.method !== 'left') {
    found.push(
      at(
        'refused',
        no(
          'refused-needs-leaving',
          {},
          '受送达人拒收时应当留置送达',
          '把送达方式改为留置送达，并写明见证或者拍照录像的情况',
        ),
        art('CPL', 89),
      ),
    )
  }
  return found
}
