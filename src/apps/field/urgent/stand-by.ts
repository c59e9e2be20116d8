import type { Colleague } from '../../../contexts/inspection/contract/join.ts'
import {
  takeBusinessAlong,
  type BusinessAlong,
  type TakenAlong,
} from '../../../contexts/inspection/contract/take-along.ts'
import { call } from '../../client.ts'
import { opensDoor } from '../offline/act.ts'
import type { Pack, Phone } from '../offline/phone.ts'
import { historyOf } from '../offline/take.ts'
import type { Write } from '../offline/vault.ts'

/** A business on this phone, at which an urgent visit may begin without a plan and without network. */
export type StandBy = Pick<Pack, 'hazards' | 'lastVisitOn'> & {
  readonly along: Omit<BusinessAlong, 'licences' | 'operators' | 'colleagues'> &
    Pick<TakenAlong, 'licences' | 'operators' | 'colleagues'>
}

/** Takes a business along, in one stroke; taken again, it replaces what was there. */
export async function takeBusiness(phone: Phone, enterpriseId: string): Promise<StandBy> {
  const along = await call(takeBusinessAlong, { enterpriseId, phone: phone.id })
  const business: StandBy = { along, ...(await historyOf({ enterpriseId, year: along.facts.cap.year })) }
  await phone.vault.write([{ kind: 'business', id: enterpriseId, value: business }])
  return business
}

/** What came along with a visit serves a second one: its officers, its matters; the hazards of its own stay with it. */
export const standByOf = ({ along, hazards, lastVisitOn }: Pack): StandBy => {
  const { file, at, bureau, doorSha256, forms, law, licences, operators, colleagues } = along
  const { ratification: _other, ...facts } = file.facts
  return {
    along: {
      at,
      enterprise: file.enterprise,
      bureau,
      facts: { ...facts, hazards: [], evidence: [], announced: [], joined: [] },
      doorSha256,
      notices: [],
      forms,
      law,
      licences,
      operators,
      colleagues,
    },
    hazards,
    lastVisitOn,
  }
}

/** Everybody on this phone who might go there, with why he must not (APL 43): who came along with the business first. */
export const peopleOf = ({ along: { facts, colleagues = [] } }: StandBy): Colleague[] => [
  ...facts.officers.map((officer) => ({ officer, recusedBecause: null })),
  ...colleagues.filter(({ officer }) => !facts.officers.some(({ id }) => id === officer.id)),
]

/** Every business on this phone, each once: taken along for itself before one that came along with a visit. */
export async function standBysOn({ vault }: Phone): Promise<StandBy[]> {
  const own = await vault.all<StandBy>('business')
  const packs = (await vault.all<Pack>('pack')).toSorted((a, b) => b.along.at.localeCompare(a.along.at))
  const byId = new Map<string, StandBy>()
  for (const business of [...own, ...packs.map(standByOf)]) {
    const { id } = business.along.enterprise
    if (!byId.has(id)) byId.set(id, business)
  }
  return [...byId.values()].sort((a, b) => a.along.enterprise.name.localeCompare(b.along.enterprise.name, 'zh-CN'))
}

/** Those among them that a name, an address, a credit code or the code on the door means. */
export async function among(businesses: readonly StandBy[], said: string): Promise<StandBy[]> {
  const wanted = said.trim()
  if (wanted === '') return [...businesses]
  const means = await Promise.all(
    businesses.map(async ({ along }) => {
      const { name, address, creditCode } = along.enterprise
      return (
        `${name} ${address}`.includes(wanted) ||
        creditCode.startsWith(wanted.toUpperCase()) ||
        opensDoor({ creditCode, doorSha256: along.doorSha256 }, wanted)
      )
    }),
  )
  return businesses.filter((_, place) => means[place])
}

/** The lowest number of a notice that this phone holds and has used nowhere; null when there is none left. */
export const noticeHere = (businesses: readonly StandBy[]): string | null =>
  [...new Set(businesses.flatMap(({ along }) => along.notices))].sort()[0] ?? null

/** A number that is used here leaves every business, so that it is printed once. */
export const withoutNotice = (businesses: readonly StandBy[], number: string | null): Write[] =>
  businesses
    .filter(({ along }) => number !== null && along.notices.includes(number))
    .map((business) => ({
      kind: 'business',
      id: business.along.enterprise.id,
      value: {
        ...business,
        along: { ...business.along, notices: business.along.notices.filter((one) => one !== number) },
      } satisfies StandBy,
    }))
