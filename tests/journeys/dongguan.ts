import type { Bureau, Officer, Role } from '../../src/contexts/people/model.ts'
import { createBureau, createOfficer } from '../../src/contexts/people/public.ts'
import { permissionsOf } from '../../src/contexts/people/rules/permissions.ts'
import type { Enterprise } from '../../src/contexts/registry/model.ts'
import { createEnterprise, createOperatorCertificate } from '../../src/contexts/registry/public.ts'
import { FIELD_LABELS } from '../../src/contexts/registry/rules/enterprise-fields.ts'
import type { Asker } from '../../src/kernel/asker.ts'
import { checkCharacterOf } from '../../src/kernel/credit-code.ts'
import { NATIONWIDE, type Database } from '../../src/platform/db.ts'

/**
 * The cast of the case that a province told in public: officers of a town branch check welders; two are not in the
 * register, one certificate has expired; fine 49,000 yuan, in the law of 2022. Persons and business are invented.
 */
export const TOWN = '441900118'
export const STARTS_AT = '2022-06-06T01:00:00.000Z'

const id = (nth: number) => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`

const officer = (nth: number, name: string, roles: Role[]): Officer => ({
  id: id(nth),
  region: TOWN,
  name,
  phone: '000-00000000',
  roles,
  certificate: {
    number: `粤S${String(nth).padStart(6, '0')}`,
    validFrom: '2021-01-01',
    validTo: '2025-12-31',
    status: 'valid',
  },
})

export const CAST = {
  first: officer(1, '程守正', ['officer']),
  second: officer(2, '范明理', ['officer']),
  unit: officer(3, '韩秉公', ['unit-head', 'publicity-officer', 'archivist']),
  legal: officer(4, '罗立言', ['legal-reviewer']),
  deputy: officer(5, '唐知行', ['deputy-head']),
  head: officer(6, '梁文衡', ['principal-head']),
} as const

export const USERNAMES = {
  first: 'chengsz',
  second: 'fanml',
  unit: 'hanbg',
  legal: 'luoly',
  deputy: 'tangzx',
  head: 'liangwh',
} as const

export const askerFor = ({ id, name, region, roles }: Officer): Asker => ({
  id,
  name,
  kind: 'officer',
  region,
  roles,
  permissions: permissionsOf(roles),
})

export const BUREAU: Bureau = {
  region: TOWN,
  name: '东莞市应急管理局大岭山分局（演示）',
  shortName: '东岭',
  capacity: 'own',
  address: '大岭山镇演示路1号',
  phone: '0000-0000000',
  reconsiderationOrgan: '东莞市人民政府',
  court: '东莞市第一人民法院',
  collectingBank: '演示银行非税专户',
  collectingAccount: '0000 441900118 0000',
}

const first17 = '91990000DMDLX0001'

const FROM_REGISTER = Object.fromEntries(
  Object.keys(FIELD_LABELS).map((field) => [field, { source: '演示数据', on: '2022-01-04' }]),
)

export const BUSINESS: Enterprise = {
  id: id(100),
  creditCode: `${first17}${checkCharacterOf(first17)}`,
  name: '东莞演示丰禾机械有限公司',
  kind: 'company',
  region: TOWN,
  address: '大岭山镇演示工业区甲路8号',
  industry: 'C3484',
  sectors: ['general', 'special_operation', 'machinery'],
  legalRepresentative: '丰演示',
  principal: '丰演示',
  safetyManager: '安演示',
  phone: '000-00000000',
  employees: 86,
  highRisk: false,
  grade: 'none',
  keyUnit: false,
  responsibleBureau: TOWN,
  origins: FROM_REGISTER,
  version: 1,
}

/** Identity numbers with a division code that does not exist. */
export const WELDERS = {
  deng: { name: '邓演示', identity: '990000198805060015' },
  xu: { name: '许演示', identity: '99000019920304002X' },
  li: { name: '李演示', identity: '990000198511230031' },
} as const

/** Puts the cast on stage. `passwordHash` gives the officers accounts, for journeys that sign in. */
export async function stage(db: Database, passwordHash?: string): Promise<void> {
  await db.transaction(NATIONWIDE, async (tx) => {
    await createBureau(tx, BUREAU)
    for (const [part, member] of Object.entries(CAST)) {
      const username = USERNAMES[part as keyof typeof USERNAMES]
      await createOfficer(tx, {
        officer: member,
        username,
        at: STARTS_AT,
        by: 'test',
        ...(passwordHash ? { passwordHash } : {}),
      })
    }
    await createEnterprise(tx, BUSINESS, {
      at: STARTS_AT,
      byId: 'test',
      byName: 'test',
      source: '演示数据',
      gradesFrom: '2022-01-01',
    })
    await createOperatorCertificate(tx, {
      id: id(200),
      holder: WELDERS.li.name,
      identity: WELDERS.li.identity,
      operation: '焊接与热切割作业',
      number: `T${WELDERS.li.identity}`,
      validFrom: '2016-04-20',
      validTo: '2022-04-19',
    })
  })
}
