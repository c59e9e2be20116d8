import { checkCharacterOf } from '../../kernel/credit-code.ts'
import type { Bureau } from '../people/model.ts'
import type { Enterprise } from '../registry/model.ts'
import type { CapFacts, DrawPool } from './model.ts'
import { planNumber, USUAL_INPUTS, type AnnualPlan } from './rules/annual-plan.ts'
import type { UnitFacts } from './rules/annual-plan-candidates.ts'
import { USUAL_CARE } from './rules/care.ts'
import type { PlannedVisit } from './rules/caps.ts'
import { bureauSeedHash } from './rules/draw.ts'

export const AT = '2026-01-05T02:00:00.000Z'
/** A county, its city, a neighbouring county, and a town of the county. */
export const REGION = { city: '4413', county: '441302', neighbour: '441303', town: '441302003' } as const

export const planningId = (number: number) => `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`

const creditCodeOf = (number: number) => {
  const first17 = `91990000MA${String(number).padStart(7, '0')}`
  return first17 + checkCharacterOf(first17)
}

export const aBusiness = (number: number, changes: Partial<Enterprise> = {}): Enterprise => ({
  id: planningId(number),
  creditCode: creditCodeOf(number),
  name: `示例第${number}制品有限公司`,
  kind: 'company',
  region: REGION.town,
  address: '示例路1号',
  industry: 'C3311',
  sectors: ['general'],
  legalRepresentative: '甲某',
  principal: '甲某',
  safetyManager: '乙某',
  phone: '',
  employees: 30,
  highRisk: true,
  grade: '3',
  keyUnit: false,
  responsibleBureau: REGION.county,
  origins: {},
  version: 1,
  ...changes,
})

export const aCap = (changes: Partial<CapFacts> = {}): CapFacts => ({
  year: 2026,
  cap: 8,
  capCites: { instrument: 'S000', article: 3 },
  used: 0,
  made: 0,
  responsibleBureau: REGION.county,
  checkedElsewhere: [],
  enterpriseRegion: REGION.town,
  on: '2026-03-05',
  deployments: [],
  ...changes,
})

export const aVisit = (changes: Partial<PlannedVisit> = {}): PlannedVisit => ({
  cap: aCap(),
  bureau: REGION.county,
  reason: 'plan',
  reasonRef: '',
  checkItemIds: ['GEN-001'],
  officerBureaus: [REGION.county, REGION.county],
  at: 'planning',
  ...changes,
})

export const SEEDS = { bureauSeed: '5b'.repeat(32), publicSeed: '双色球2026026期 03 08 15 21 27 32 + 11' }

/** A pool of invented units, a third of each tier, and certified officers. */
export const aPool = (changes: Partial<DrawPool> = {}, units = 20, officers = 5): DrawPool => ({
  number: '双随机〔2026〕第441302-001号',
  bureau: REGION.county,
  bureauName: '示例区应急管理局',
  title: '2026年第一季度双随机抽查',
  rule: '本机关负责的一般检查单位',
  weights: { high: 4, medium: 2, low: 1 },
  unitsWanted: Math.min(5, units),
  from: '2026-03-06',
  until: '2026-03-31',
  publicSeedSource: '中国福利彩票双色球第2026026期开奖号码',
  publicSeedOn: '2026-03-05',
  bureauSeedHash: bureauSeedHash(SEEDS.bureauSeed),
  redraw: null,
  units: Array.from({ length: units }, (_, at) => {
    const tier = (['high', 'medium', 'low'] as const)[at % 3] ?? 'low'
    return {
      id: planningId(at + 1),
      creditCode: creditCodeOf(at + 1),
      name: `示例第${at + 1}制品有限公司`,
      region: REGION.town,
      tier,
      weight: { high: 4, medium: 2, low: 1 }[tier],
    }
  }),
  officers: Array.from({ length: officers }, (_, at) => ({
    id: planningId(900 + at),
    name: `执法员${at + 1}`,
    certificateNumber: `EX-${at + 1}`,
  })),
  excluded: [
    {
      kind: 'unit',
      id: planningId(800),
      name: '示例停产公司',
      code: 'cap-reached',
      reason: '本年度已检查2次，上限2次',
    },
  ],
  recusals: [],
  ...changes,
})

export const aBureau = (region: string, name: string): Bureau => ({
  region,
  name,
  shortName: name.slice(0, 1),
  capacity: 'own',
  address: '',
  phone: '',
  reconsiderationOrgan: '',
  court: '',
  collectingBank: '',
  collectingAccount: '',
})

/** A key unit of the county as the annual plan asks for it. */
export const aUnit = (number: number, changes: Partial<UnitFacts> = {}): UnitFacts => ({
  id: planningId(number),
  name: `示例第${number}制品有限公司`,
  creditCode: creditCodeOf(number),
  region: REGION.town,
  sectors: ['general'],
  keyUnit: true,
  responsibleBureau: REGION.county,
  highRisk: true,
  grade: '3',
  employees: 30,
  lastVisitOn: null,
  causedVisits: 0,
  openHazards: 0,
  openMajorHazards: 0,
  care: USUAL_CARE,
  cap: 8,
  used: 0,
  checkedBy: null,
  otherPlans: [],
  ...changes,
})

/** A draft of the county's plan for 2026 with the same capacity in every month. */
export const anAnnualPlan = (changes: Partial<AnnualPlan> = {}, hard = 80): AnnualPlan => ({
  id: planningId(2),
  state: 'draft',
  version: 3,
  history: [],
  region: REGION.county,
  bureauName: '示例区应急管理局',
  year: 2026,
  number: planNumber({ year: 2026, region: REGION.county, serial: 1 }),
  note: '',
  inputs: USUAL_INPUTS,
  capacity: Array.from({ length: 12 }, (_, month) => ({
    month,
    workdays: 20,
    provisional: false,
    officers: 4,
    gross: hard,
    leave: 0,
    other: 0,
    reserve: 0,
    hard,
    easy: hard,
  })),
  pools: [],
  generalLeftOut: [],
  solved: { at: AT, gap: 0, classes: 1 },
  draftedBy: planningId(3),
  submittedBy: null,
  returnedBecause: '',
  approval: null,
  declined: null,
  filing: null,
  hash: null,
  frozenAt: null,
  adjusts: null,
  abandonedBecause: '',
  ...changes,
})
