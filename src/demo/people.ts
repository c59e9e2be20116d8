import type { Officer, Role } from '../contexts/people/model.ts'
import { addDays, type LawDate } from '../kernel/time.ts'
import { CITY, COUNTIES } from './bureaus.ts'
import type { Random } from './random.ts'

export type DemoPerson = { readonly officer: Officer; readonly username: string; readonly post: string }

/** Printed at the start in demo mode and valid for every demo account; there is no such account outside demo mode. */
export const DEMO_PASSWORD = 'plumb-line-2026'

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜'
const GIVEN = [
  '守正',
  '明理',
  '秉公',
  '立言',
  '知行',
  '文衡',
  '思齐',
  '怀远',
  '景行',
  '致和',
  '若谷',
  '清源',
  '其昌',
  '安澜',
  '弘毅',
  '维新',
  '望舒',
  '敬之',
  '允执',
  '可法',
]

/** A name that nobody need recognise himself in. */
export const personName = (random: Random): string => `${random.pick([...SURNAMES])}${random.pick(GIVEN)}`

type Post = { username: string; post: string; roles: Role[]; certified: boolean }

const POSTS: readonly Post[] = [
  { username: 'head', post: '局长', roles: ['principal-head'], certified: true },
  { username: 'deputy', post: '副局长', roles: ['deputy-head'], certified: true },
  { username: 'unit', post: '执法监督科科长', roles: ['unit-head', 'publicity-officer', 'archivist'], certified: true },
  { username: 'legal', post: '政策法规科审核员', roles: ['legal-reviewer'], certified: true },
  { username: 'officer1', post: '执法人员', roles: ['officer'], certified: true },
  { username: 'officer2', post: '执法人员', roles: ['officer'], certified: true },
]

const CITY_ONLY: readonly Post[] = [
  { username: 'admin', post: '系统管理员', roles: ['admin'], certified: false },
  { username: 'supervisor', post: '执法监督员', roles: ['supervisor'], certified: false },
]

/** The letters in front of a county's usernames: hc-officer1. */
const PREFIX: Record<string, string> = { '441302': 'hc', '441303': 'hy', '441322': 'bl' }

/**
 * Thirty people: eight at the city, six at each county, two at each of two towns. One certificate has run out on
 * purpose.
 */
export function demoPeople(random: Random, today: LawDate): DemoPerson[] {
  const used = new Set<string>()
  const freshName = () => {
    for (;;) {
      const name = personName(random)
      if (!used.has(name)) {
        used.add(name)
        return name
      }
    }
  }
  const person = (region: string, prefix: string, { username, post, roles, certified }: Post): DemoPerson => ({
    username: `${prefix}-${username}`,
    post,
    officer: {
      id: random.uuid(),
      region,
      name: freshName(),
      phone: '000-00000000',
      roles,
      certificate: certified
        ? {
            number: `粤L${region.padEnd(9, '0')}${random.int(100, 999)}`,
            validFrom: addDays(today, -1400),
            validTo: addDays(today, 425),
            status: 'valid',
          }
        : null,
    },
  })
  const expired = (made: DemoPerson): DemoPerson => ({
    ...made,
    post: '执法人员（证件已过期）',
    officer: {
      ...made.officer,
      certificate: made.officer.certificate && { ...made.officer.certificate, validTo: addDays(today, -1) },
    },
  })
  const officer = (username: string): Post => ({ username, post: '执法人员', roles: ['officer'], certified: true })
  return [
    ...[...POSTS, ...CITY_ONLY].map((post) => person(CITY, 'hz', post)),
    ...COUNTIES.flatMap(({ region }) => POSTS.map((post) => person(region, PREFIX[region] ?? region, post))),
    person('441322119', 'yz', officer('officer1')),
    person('441322119', 'yz', officer('officer2')),
    person('441322121', 'sw', officer('officer1')),
    expired(person('441322121', 'sw', officer('officer2'))),
  ]
}
