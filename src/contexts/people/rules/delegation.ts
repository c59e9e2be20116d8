/** Who may approve in a head's stead, and when: another head, by a written mandate, for dated days. */
import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { daysBetween, type LawDate } from '../../../kernel/time.ts'
import { ROLES, type Officer, type Role } from '../model.ts'
import { permissionsOf, refusesRoles } from './permissions.ts'

export const LENT_ROLES = ['deputy-head', 'principal-head'] as const
export type LentRole = (typeof LENT_ROLES)[number]

/** What another head has lent to an officer for this day. */
export type Lent = { readonly role: LentRole; readonly from: string; readonly mandate: string }

/** A mandate is for an absence, not for a career. */
const DAYS_MAX = 366

type Asked = {
  readonly by: Pick<Officer, 'id' | 'region' | 'roles'>
  readonly to: Pick<Officer, 'id' | 'region' | 'roles' | 'name'>
  readonly role: LentRole
  readonly validFrom: LawDate
  readonly validTo: LawDate
  readonly today: LawDate
}

/** A decision is made by a head of the organ (APL 57): nobody but a head can stand in for one. */
export function refusesDelegation({ by, to, role, validFrom, validTo, today }: Asked): Refusal[] {
  const why: (Refusal | null)[] = [
    by.roles.includes(role)
      ? null
      : no('not-yours-to-lend', { role: ROLES[role] }, '您不是{role}，不能授权他人代行其职责', '由本人授权'),
    to.id === by.id || to.region !== by.region
      ? no('delegate-elsewhere', {}, '代行人应当是本机关的另一名负责人', '重新选择')
      : null,
    to.roles.includes('deputy-head') || to.roles.includes('principal-head')
      ? null
      : no(
          'delegate-is-no-head',
          { name: to.name },
          '{name}不是本机关负责人，不能代行审批',
          '行政处罚由行政机关负责人决定，选择其他负责人代行',
        ),
    validTo < validFrom || validTo < today || daysBetween(validFrom, validTo) > DAYS_MAX
      ? no('delegation-days-wrong', { max: DAYS_MAX }, '代行的起止日期不对，或者超过{max}天', '核对起止日期')
      : null,
  ]
  const refusals = why.flatMap((refusal) => (refusal ? [{ ...refusal, cites: art('APL', 57) }] : []))
  return refusals.length > 0 ? refusals : refusesRoles([...to.roles, role])
}

/** The roles of the day, and what of the permissions is only lent and by whom. */
export function withLent(own: readonly Role[], lent: readonly Lent[]) {
  const roles = [...new Set([...own, ...lent.map(({ role }) => role)])]
  const mine = new Set(permissionsOf(own))
  return {
    roles,
    permissions: permissionsOf(roles),
    standsIn: lent.map(({ role, from, mandate }) => ({
      for: from,
      mandate,
      lends: permissionsOf([role]).filter((word) => !mine.has(word)),
    })),
  }
}
