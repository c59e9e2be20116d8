import type { Bureau } from '../contexts/people/model.ts'
import type { Region } from '../kernel/region.ts'

/** The demo stands on real division codes, so that the region tree works; every bureau is marked as a demonstration. */
export const CITY: Region = '4413'

export const COUNTIES = [
  { region: '441302', name: '惠城区', shortName: '惠城' },
  { region: '441303', name: '惠阳区', shortName: '惠阳' },
  { region: '441322', name: '博罗县', shortName: '博罗' },
] as const

export const TOWNS = [
  { region: '441302008', name: '陈江街道', shortName: '陈江' },
  { region: '441302100', name: '汝湖镇', shortName: '汝湖' },
  { region: '441302107', name: '沥林镇', shortName: '沥林' },
  { region: '441302114', name: '潼侨镇', shortName: '潼侨' },
  { region: '441303001', name: '淡水街道', shortName: '淡水' },
  { region: '441303103', name: '新圩镇', shortName: '新圩' },
  { region: '441303104', name: '镇隆镇', shortName: '镇隆' },
  { region: '441303108', name: '永湖镇', shortName: '永湖' },
  { region: '441322001', name: '罗阳街道', shortName: '罗阳' },
  { region: '441322002', name: '龙溪街道', shortName: '龙溪' },
  { region: '441322119', name: '园洲镇', shortName: '园洲' },
  { region: '441322121', name: '石湾镇', shortName: '石湾' },
] as const

const PHONE = '0000-0000000'
const account = (region: Region) => ({
  collectingBank: '演示银行非税专户',
  collectingAccount: `0000 ${region.padEnd(12, '0')} 0000`,
})

const countyOf = (town: Region) => COUNTIES.find(({ region }) => town.startsWith(region)) ?? COUNTIES[0]

/** One city, three counties, twelve towns; towns act by transferred powers in their own name (APL 24). */
export function demoBureaus(): Bureau[] {
  const city: Bureau = {
    region: CITY,
    name: '惠州市应急管理局（演示）',
    shortName: '惠',
    capacity: 'own',
    address: '惠州市演示路1号',
    phone: PHONE,
    reconsiderationOrgan: '惠州市人民政府',
    court: '惠州市惠城区人民法院',
    ...account(CITY),
  }
  const counties = COUNTIES.map(
    ({ region, name, shortName }): Bureau => ({
      region,
      name: `${name}应急管理局（演示）`,
      shortName,
      capacity: 'own',
      address: `${name}演示路2号`,
      phone: PHONE,
      reconsiderationOrgan: `${name}人民政府`,
      court: `${name}人民法院`,
      ...account(region),
    }),
  )
  const towns = TOWNS.map(
    ({ region, name, shortName }): Bureau => ({
      region,
      name: `${countyOf(region).name}${name}应急管理办公室（演示）`,
      shortName,
      capacity: 'transferred',
      address: `${name}演示街3号`,
      phone: PHONE,
      reconsiderationOrgan: `${countyOf(region).name}人民政府`,
      court: `${countyOf(region).name}人民法院`,
      ...account(region),
    }),
  )
  return [city, ...counties, ...towns]
}
