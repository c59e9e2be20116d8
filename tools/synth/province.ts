/** Who lives in a synthetic province: its bureaus, their people and their businesses. Every name is invented and marked. */
import type { Bureau, Officer } from '../../src/contexts/people/model.ts'
import { listRegions } from '../../src/contexts/registry/store/reference.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { creditCodeOf, WORDS } from '../../src/demo/enterprises.ts'
import { personName } from '../../src/demo/people.ts'
import { randomOf, type Random } from '../../src/demo/random.ts'
import { levelOf, type Region } from '../../src/kernel/region.ts'
import { POST_FACTS, STORY_TRADES, tradeAt } from './story.ts'

export type Person = { readonly officer: Officer; readonly username: string }

export type ProvinceBureau = {
  readonly nth: number
  readonly bureau: Bureau
  /** Its part of the province's work. */
  readonly share: number
  readonly people: readonly Person[]
  /** How many businesses answer to it. */
  readonly businesses: number
  /** The number of its first business in the province. */
  readonly firstBusiness: number
  /** Where they lie: its towns, or for a city its counties. */
  readonly places: readonly Place[]
}

type Place = { readonly code: Region; readonly name: string }

/** Bureaus of a whole province; Guangdong counts 21 cities and the districts and towns that act for themselves. */
const BUREAUS_AT_FULL_SCALE = 202
const BUREAUS_MIN = 3
const PEOPLE_MIN = 9

/** The province, its cities and under each its counties; where a city has none, its towns, as in Dongguan. */
function placesOf(province: Region): (Place & { inside: Place[]; city: string })[] {
  const under = (code: string) => listRegions(code).map(({ code, name }) => ({ code, name }))
  const top = listRegions('').find(({ code }) => code === province)
  const cities = under(province)
  return [
    { code: province, name: top?.name ?? '省', inside: cities, city: '' },
    ...cities.flatMap((city) => {
      const below = under(city.code)
      return [
        { ...city, inside: below, city: '' },
        ...below.map((place) => ({
          ...place,
          inside: levelOf(place.code) === 'county' ? under(place.code) : [place],
          city: city.name,
        })),
      ]
    }),
  ]
}

const WEIGHTS = { nation: 0, province: 0.2, city: 0.9, county: 1.1, town: 0.6 } as const

export type ProvinceParts = {
  readonly province: Region
  readonly scale: number
  readonly seed: number
  readonly users: number
  readonly businesses: number
  /** How many bureaus, where not as many as the scale asks for. */
  readonly bureaus?: number | undefined
}

/** As many bureaus as the scale asks for, so that each has about the work of a real one whatever the scale. */
export function bureausOf({ province, scale, seed, users, businesses, bureaus }: ProvinceParts): ProvinceBureau[] {
  const random = randomOf(seed)
  const wanted = bureaus ?? Math.max(BUREAUS_MIN, Math.round(BUREAUS_AT_FULL_SCALE * scale))
  const places = placesOf(province).slice(0, wanted)
  const weights = places.map(({ code }) => WEIGHTS[levelOf(code)] * (0.6 + random.int(0, 90) / 100))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = weights.map((weight) => weight / all)
  const heads = spread(Math.max(users, PEOPLE_MIN * places.length), shares, PEOPLE_MIN)
  const units = spread(businesses, shares, 1)
  let firstBusiness = 0
  return places.map((place, nth) => {
    const made: ProvinceBureau = {
      nth,
      bureau: bureauAt(place),
      share: shares[nth] ?? 0,
      people: peopleOf(random, { region: place.code, nth, count: heads[nth] ?? PEOPLE_MIN }),
      businesses: units[nth] ?? 1,
      firstBusiness,
      places: place.inside,
    }
    firstBusiness += made.businesses
    return made
  })
}

/** Whole numbers that add up to the whole, each at least `least`, by shares. */
export function spread(whole: number, shares: readonly number[], least: number): number[] {
  const free = whole - least * shares.length
  let given = 0
  let due = 0
  return shares.map((share, nth) => {
    due += share * free
    const part = nth === shares.length - 1 ? free - given : Math.max(0, Math.round(due) - given)
    given += part
    return least + part
  })
}

const bureauAt = ({ code, name, city }: Place & { city: string }): Bureau => {
  const whole = `${city}${name}`
  return {
    region: code,
    name: `${whole}应急管理局（演示）`,
    shortName: `演${code.slice(2) || code}`,
    capacity: levelOf(code) === 'town' ? 'transferred' : 'own',
    address: `${name}演示路2号`,
    phone: '0000-0000000',
    reconsiderationOrgan: `${whole}人民政府`,
    court: `${whole}人民法院`,
    collectingBank: '演示银行非税专户',
    collectingAccount: `0000 ${code.padEnd(12, '0')} 0000`,
  }
}

/** One of each post, an administrator, a supervisor, a planner, and officers for all the others. */
const ONCE: readonly { readonly word: string; readonly roles: Officer['roles']; readonly certified: boolean }[] = [
  { word: 'head', roles: POST_FACTS.head.roles, certified: true },
  { word: 'deputy', roles: POST_FACTS.deputy.roles, certified: true },
  { word: 'unit', roles: POST_FACTS.unit.roles, certified: true },
  { word: 'legal', roles: POST_FACTS.legal.roles, certified: true },
  { word: 'admin', roles: ['admin'], certified: false },
  { word: 'supervisor', roles: ['supervisor'], certified: false },
  { word: 'planner', roles: ['planner'], certified: false },
]

function peopleOf(random: Random, { region, nth, count }: { region: Region; nth: number; count: number }): Person[] {
  return Array.from({ length: count }, (_, place): Person => {
    const post = ONCE[place] ?? {
      word: `officer${place - ONCE.length + 1}`,
      roles: ['officer' as const],
      certified: true,
    }
    return {
      username: `${region}-${post.word}`,
      officer: {
        id: idOf(0x50_00_00 + nth, place),
        region,
        name: personName(random),
        phone: '000-00000000',
        roles: post.roles,
        certificate: post.certified
          ? {
              number: `演L${region.padEnd(9, '0')}${String(place).padStart(4, '0')}`,
              validFrom: '2020-01-01',
              validTo: '2035-12-31',
              status: 'valid',
            }
          : null,
      },
    }
  })
}

/** A version-4 id that two numbers make: the same in every run, no two alike. */
export const idOf = (high: number, low: number): string =>
  `${hex(high, 8)}-${hex(low & 0xffff, 4)}-4${hex((low >>> 16) & 0xfff, 3)}-8000-${hex(mixed(high, low), 8)}${hex(mixed(low, high) & 0xffff, 4)}`

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
const mixed = (a: number, b: number) => {
  let state = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d)
  return (state ^ (state >>> 13)) >>> 0
}

const BUSINESS = 0xb0_00_00_00
const LETTERS = [...WORDS]
const GRADES = ['1', '2', '2', '3', '3', '3', 'none', 'none', 'none', 'none'] as const

/** The nth business of a bureau. Its trade goes round, so that each trade has its share of the visits. */
export function businessOf(of: ProvinceBureau, nth: number): Enterprise & { readonly trade: number } {
  const serial = of.firstBusiness + nth
  const random = randomOf(serial + 7)
  const trade = nth % STORY_TRADES.length
  const { industry, sectors, highRisk, word, employees } = tradeAt(trade)
  const place = of.places[nth % of.places.length] ?? { code: of.bureau.region, name: '' }
  const brand = `${LETTERS[nth % LETTERS.length]}${LETTERS[Math.floor(nth / LETTERS.length) % LETTERS.length]}`
  const principal = personName(random)
  return {
    id: idOf(BUSINESS, serial),
    creditCode: creditCodeOf(false, serial + 1),
    name: `${place.name}演示${brand}${word}有限公司`,
    kind: 'company',
    region: place.code,
    address: `${place.name}演示工业区${random.int(1, 999)}号`,
    industry,
    sectors,
    legalRepresentative: principal,
    principal,
    safetyManager: personName(random),
    phone: '000-00000000',
    employees: random.int(...employees),
    highRisk,
    grade: random.pick(GRADES),
    keyUnit: highRisk || random.chance(0.06),
    responsibleBureau: of.bureau.region,
    origins: {},
    version: 1,
    trade,
  }
}
