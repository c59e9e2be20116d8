import type { Enterprise, OperatorCertificate } from '../contexts/registry/model.ts'
import { checkCharacterOf } from '../kernel/credit-code.ts'
import { addDays, type LawDate } from '../kernel/time.ts'
import { CITY, TOWNS } from './bureaus.ts'
import { personName } from './people.ts'
import type { Random } from './random.ts'

export type Trade = {
  industry: string
  word: string
  sectors: string[]
  highRisk: boolean
  weight: number
  employees: [number, number]
}

/** Trades by GB/T 4754-2017, with the check-list families that their work calls for. */
export const TRADES: readonly Trade[] = [
  {
    industry: 'C2110',
    word: '家具',
    sectors: ['general', 'dust', 'special_operation', 'light'],
    highRisk: false,
    weight: 9,
    employees: [12, 260],
  },
  {
    industry: 'C3311',
    word: '金属结构',
    sectors: ['general', 'special_operation', 'machinery', 'contractor'],
    highRisk: false,
    weight: 9,
    employees: [10, 320],
  },
  {
    industry: 'C3484',
    word: '机械',
    sectors: ['general', 'special_operation', 'machinery'],
    highRisk: false,
    weight: 10,
    employees: [8, 400],
  },
  {
    industry: 'C3670',
    word: '汽车零部件',
    sectors: ['general', 'special_operation', 'machinery', 'dust'],
    highRisk: false,
    weight: 6,
    employees: [40, 900],
  },
  {
    industry: 'C3360',
    word: '表面处理',
    sectors: ['general', 'special_operation', 'machinery', 'confined_space'],
    highRisk: false,
    weight: 5,
    employees: [15, 180],
  },
  {
    industry: 'C3985',
    word: '电子材料',
    sectors: ['general', 'special_operation', 'training'],
    highRisk: false,
    weight: 8,
    employees: [30, 1500],
  },
  {
    industry: 'C1819',
    word: '服饰',
    sectors: ['general', 'textile', 'training'],
    highRisk: false,
    weight: 6,
    employees: [15, 300],
  },
  {
    industry: 'C1951',
    word: '鞋业',
    sectors: ['general', 'light', 'training'],
    highRisk: false,
    weight: 5,
    employees: [30, 600],
  },
  {
    industry: 'C2924',
    word: '塑料制品',
    sectors: ['general', 'light', 'special_operation'],
    highRisk: false,
    weight: 7,
    employees: [10, 220],
  },
  {
    industry: 'C1353',
    word: '肉食品',
    sectors: ['general', 'ammonia', 'special_operation'],
    highRisk: false,
    weight: 3,
    employees: [25, 300],
  },
  {
    industry: 'C2221',
    word: '纸业',
    sectors: ['general', 'light', 'confined_space'],
    highRisk: false,
    weight: 3,
    employees: [30, 350],
  },
  {
    industry: 'C3054',
    word: '玻璃制品',
    sectors: ['general', 'building_materials', 'special_operation'],
    highRisk: false,
    weight: 3,
    employees: [20, 260],
  },
  {
    industry: 'D4620',
    word: '污水处理',
    sectors: ['general', 'confined_space', 'contractor'],
    highRisk: false,
    weight: 2,
    employees: [10, 80],
  },
  {
    industry: 'C3391',
    word: '铸造',
    sectors: ['general', 'metal_smelting', 'special_operation'],
    highRisk: true,
    weight: 3,
    employees: [20, 240],
  },
  {
    industry: 'C3252',
    word: '铝业',
    sectors: ['general', 'nonferrous', 'special_operation', 'dust'],
    highRisk: true,
    weight: 3,
    employees: [40, 500],
  },
  {
    industry: 'C2614',
    word: '化工',
    sectors: ['general', 'hazchem', 'special_operation', 'major_hazard_source'],
    highRisk: true,
    weight: 3,
    employees: [30, 350],
  },
  {
    industry: 'C2641',
    word: '涂料',
    sectors: ['general', 'hazchem', 'special_operation'],
    highRisk: true,
    weight: 3,
    employees: [15, 160],
  },
  {
    industry: 'F5162',
    word: '石油贸易',
    sectors: ['general', 'hazchem_trading'],
    highRisk: true,
    weight: 3,
    employees: [5, 40],
  },
  {
    industry: 'F5265',
    word: '加油站',
    sectors: ['general', 'hazchem_trading', 'special_operation'],
    highRisk: true,
    weight: 4,
    employees: [5, 18],
  },
  {
    industry: 'B1019',
    word: '石料',
    sectors: ['general', 'non_coal_mine', 'special_operation'],
    highRisk: true,
    weight: 2,
    employees: [12, 90],
  },
  { industry: 'F5286', word: '装饰材料店', sectors: ['general'], highRisk: false, weight: 3, employees: [1, 6] },
]

export const WORDS =
  '瑞祥恒泰宏远嘉禾旭日晨光鼎盛启明信达永固安顺华茂长青金石广源德润新程智联东岭南湖北辰云帆海川山峰林泉和风'
const SERIAL = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'

/** 91 stands for companies, 92 for self-employed businesses; 990000 is no division, so no real business can be hit. */
export const creditCodeOf = (self: boolean, serial: number): string => {
  const organisation = `DM${String(serial).padStart(6, '0')}X`
  const first17 = `${self ? '92' : '91'}990000${organisation}`
  return `${first17}${checkCharacterOf(first17)}`
}

const weighted = TRADES.flatMap((trade) => Array.from({ length: trade.weight }, () => trade))

const REGISTRATION = ['creditCode', 'name', 'kind', 'region', 'address', 'legalRepresentative'] as const
const SUPERVISION = [
  'industry',
  'sectors',
  'principal',
  'safetyManager',
  'phone',
  'employees',
  'highRisk',
  'grade',
  'keyUnit',
  'responsibleBureau',
] as const

/** Two invented sources, so that the file shows where each field came from. */
const originsOn = (on: LawDate) =>
  Object.fromEntries([
    ...REGISTRATION.map((field) => [field, { source: '市场主体登记（演示）', on }]),
    ...SUPERVISION.map((field) => [field, { source: '安全监管台账（演示）', on }]),
  ])

/** Six hundred invented businesses in twelve towns, each with 演示 in its name. */
export function demoEnterprises(random: Random, today: LawDate): Enterprise[] {
  const names = new Set<string>()
  return Array.from({ length: 600 }, (_, serial) => {
    const trade = random.pick(weighted)
    const town = random.pick(TOWNS)
    const self = trade.industry === 'F5286'
    let name = ''
    do {
      const brand = `${random.pick([...WORDS])}${random.pick([...WORDS])}`
      name = self ? `${town.name}演示${brand}${trade.word}` : `惠州演示${brand}${trade.word}有限公司`
    } while (names.has(name))
    names.add(name)
    const principal = personName(random)
    const grade = random.pick(['1', '2', '2', '3', '3', '3', 'none', 'none', 'none', 'none'] as const)
    return {
      id: random.uuid(),
      creditCode: creditCodeOf(self, serial + 1),
      name,
      kind: self ? 'self-employed' : 'company',
      region: town.region,
      address: `${town.name}演示工业区${random.pick([...SERIAL])}路${random.int(1, 199)}号`,
      industry: trade.industry,
      sectors: trade.sectors,
      legalRepresentative: random.chance(0.7) ? principal : personName(random),
      principal,
      safetyManager: personName(random),
      phone: '000-00000000',
      employees: random.int(...trade.employees),
      highRisk: trade.highRisk,
      grade: self ? 'none' : grade,
      keyUnit: trade.highRisk || random.chance(0.06),
      responsibleBureau: responsibleFor(town.region, trade, random),
      origins: originsOn(addDays(today, -760)),
      version: 1,
    } satisfies Enterprise
  })
}

/**
 * One enterprise, one level: chemicals at the city, what two towns may do themselves there, all others at the county.
 */
function responsibleFor(town: string, trade: Trade, random: Random): string {
  if (trade.industry === 'C2614') return CITY
  const ownTown = ['441322119', '441322121'].includes(town)
  return ownTown && !trade.highRisk && random.chance(0.7) ? town : town.slice(0, 6)
}

const OPERATIONS = [
  '焊接与热切割作业',
  '低压电工作业',
  '高处安装、维护、拆除作业',
  '制冷与空调设备运行操作作业',
] as const

export type DemoOperator = Omit<OperatorCertificate, 'identityMasked'> & { readonly identity: string }

const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** An identity number with a right check digit and a division code that does not exist, so that it is nobody's. */
export function demoIdentity(random: Random): string {
  const digits = `990000${random.int(1965, 2004)}${String(random.int(1, 12)).padStart(2, '0')}${String(random.int(1, 28)).padStart(2, '0')}${random.int(100, 999)}`
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (IDENTITY_WEIGHTS[place] ?? 0), 0)
  return `${digits}${'10X98765432'.charAt(sum % 11)}`
}

/** Special-operation certificates of people on site; every ninth has run out. */
export function demoOperators(random: Random, today: LawDate): DemoOperator[] {
  return Array.from({ length: 240 }, (_, serial) => {
    const identity = demoIdentity(random)
    const validTo = serial % 9 === 0 ? addDays(today, -random.int(5, 400)) : addDays(today, random.int(30, 2000))
    return {
      id: random.uuid(),
      holder: personName(random),
      identity,
      operation: random.pick(OPERATIONS),
      number: `T${identity}`,
      validFrom: addDays(validTo, -2190),
      validTo,
    }
  })
}
