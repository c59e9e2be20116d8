import { art, type Citation } from '../../../kernel/citation.ts'
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

type Bounds = { readonly issuedAt: Instant; readonly now: Instant }
type Check = {
  /** The field of the act that has to be mended. */
  readonly field: keyof ServiceAct
  readonly cites: Citation
  readonly fails: (act: ServiceAct, bounds: Bounds) => boolean
  readonly no: Refusal
}

const CHECKS: readonly Check[] = [
  {
    field: 'servedAt',
    cites: art('APL', 61),
    fails: (act, { issuedAt }) => act.servedAt < issuedAt,
    no: no('served-before-issued', {}, '送达时间早于文书制作时间', '核对送达时间'),
  },
  {
    field: 'servedAt',
    cites: art('APL', 61),
    fails: (act, { now }) => act.servedAt > now,
    no: no('served-in-the-future', {}, '送达时间晚于现在', '送达完成后再登记'),
  },
  {
    field: 'addressConfirmed',
    cites: art('APL', 61, 2),
    fails: (act) => act.method === 'electronic' && !act.addressConfirmed,
    no: no(
      'electronic-service-without-consent',
      {},
      '当事人没有签订送达地址确认书，不能电子送达；电话、聊天软件告知不算送达',
      '请当事人签订送达地址确认书并同意电子送达，或者改用其他方式',
    ),
  },
  {
    field: 'witness',
    cites: art('CPL', 89),
    fails: (act) => act.method === 'left' && !act.witness?.trim() && !act.recorded,
    no: no(
      'left-without-witness',
      {},
      '留置送达没有见证人，也没有拍照录像',
      '请基层组织或者所在单位的代表到场见证并签名，或者对送达过程拍照录像',
    ),
  },
  {
    field: 'note',
    cites: art('CPL', 95),
    fails: (act) => act.method === 'announcement' && !act.note?.trim(),
    no: no(
      'announcement-without-reason',
      {},
      '公告送达没有写明原因、经过和刊登处',
      '写明受送达人下落不明或者其他方式无法送达的经过，以及公告刊登处',
    ),
  },
  {
    field: 'refused',
    cites: art('CPL', 89),
    fails: (act) => Boolean(act.refused) && act.method !== 'left',
    no: no(
      'refused-needs-leaving',
      {},
      '受送达人拒收时应当留置送达',
      '把送达方式改为留置送达，并写明见证或者拍照录像的情况',
    ),
  },
]

/** Why the service would not hold, each with the field to mend; empty when it does. */
export const refusesService = (act: ServiceAct, bounds: Bounds): Refusal[] =>
  CHECKS.filter(({ fails }) => fails(act, bounds)).map(({ field, cites, no: refusal }) => ({
    ...refusal,
    facts: { ...refusal.facts, field },
    cites,
  }))
