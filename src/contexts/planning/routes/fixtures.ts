import type { TestContext } from 'node:test'
import { startTestPlumbline } from '../../../../tests/support/plumbline.ts'
import { THE_PUBLIC, type Asker } from '../../../kernel/asker.ts'
import { NATIONWIDE } from '../../../platform/db.ts'
import type { Officer, Role } from '../../people/model.ts'
import { createBureau, createOfficer } from '../../people/public.ts'
import { permissionsOf } from '../../people/rules/permissions.ts'
import { createEnterprises } from '../../registry/public.ts'
import { aBureau, aBusiness, planningId, REGION } from '../fixtures.ts'

export const NOW = '2026-03-05T02:00:00.000Z'

const anOfficer = (number: number, roles: Role[], changes: Partial<Officer> = {}): Officer => ({
  id: planningId(700 + number),
  region: REGION.county,
  name: `人员${number}`,
  phone: '',
  roles,
  certificate: { number: `EX-${number}`, validFrom: '2024-01-01', validTo: '2028-12-31', status: 'valid' },
  ...changes,
})
export const OFFICERS = [1, 2, 3, 4].map((number) => anOfficer(number, ['officer']))
const LAPSED = anOfficer(5, ['officer'], {
  certificate: { number: 'EX-5', validFrom: '2022-01-01', validTo: '2026-03-10', status: 'valid' },
})
export const PLANNER = anOfficer(8, ['planner'], { certificate: null })
export const HEAD = anOfficer(9, ['deputy-head'], { certificate: null })
const CITY_HEAD = anOfficer(10, ['deputy-head'], { region: REGION.city })
const STRANGER = anOfficer(11, ['deputy-head'], { region: REGION.neighbour })
export const askerOf = ({ id, name, region, roles }: Officer): Asker => ({
  id,
  name,
  kind: 'officer',
  region,
  roles,
  permissions: permissionsOf(roles),
})

/** Key unit, neighbour's, full by its cap of one, and ten that can be drawn. */
export const BUSINESSES = [
  aBusiness(1, { keyUnit: true }),
  aBusiness(2, { region: '441303001', responsibleBureau: REGION.neighbour }),
  aBusiness(3, { highRisk: false, grade: '1', sectors: ['dust'] }),
  ...Array.from({ length: 10 }, (_, at) =>
    aBusiness(10 + at, { highRisk: at % 2 === 0, sectors: at < 5 ? ['dust'] : ['general'] }),
  ),
]

/** The whole system with a county, its city and its neighbour, and somebody of each post. */
export async function openCounty(t: TestContext) {
  const plumbline = await startTestPlumbline(t, { now: NOW })
  await plumbline.db.transaction(NATIONWIDE, async (tx) => {
    for (const [region, name] of [
      [REGION.city, '示例市应急管理局'],
      [REGION.county, '示例区应急管理局'],
      [REGION.neighbour, '邻区应急管理局'],
    ] as const)
      await createBureau(tx, aBureau(region, name))
    for (const officer of [...OFFICERS, LAPSED, PLANNER, HEAD, CITY_HEAD, STRANGER])
      await createOfficer(tx, { officer, username: officer.id, at: NOW, by: 'test' })
    await createEnterprises(tx, BUSINESSES, {
      at: NOW,
      byId: 'test',
      byName: '测试',
      source: '测试',
      gradesFrom: '2025-01-01',
    })
  })
  const as = (officer: Officer) => plumbline.as(askerOf(officer))
  return {
    ...plumbline,
    planner: as(PLANNER),
    head: as(HEAD),
    officer: as(OFFICERS[0] ?? PLANNER),
    cityHead: as(CITY_HEAD),
    stranger: as(STRANGER),
    anybody: plumbline.as({ ...THE_PUBLIC, id: 'nobody' }),
  }
}

/** A draw to be bound on the day of NOW. */
export const COMMIT = {
  title: '2026年第一季度双随机抽查',
  unitsWanted: 4,
  from: '2026-03-06',
  until: '2026-03-31',
  weights: { high: 4, medium: 2, low: 1 },
  publicSeedSource: '中国福利彩票双色球第2026026期开奖号码',
  publicSeedOn: '2026-03-06',
}
