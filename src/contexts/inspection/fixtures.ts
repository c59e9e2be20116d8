import type { Asker } from '../../kernel/asker.ts'
import type { Hazard } from '../hazard/model.ts'
import type { Officer } from '../people/model.ts'
import type { CapFacts } from '../planning/model.ts'
import type { Enterprise } from '../registry/model.ts'
import type { Inspection, InspectionFacts, InspectionState, PlannedItem } from './model.ts'

/** The day on which the tests stand: a Thursday in Huizhou. */
export const NOW = '2026-03-05T02:00:00.000Z'
export const TODAY = '2026-03-05'

export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const anOfficer = (number: number, changes: Partial<Officer> = {}): Officer => ({
  id: uuid(100 + number),
  region: '441302',
  name: `执法${number}`,
  phone: '',
  roles: ['officer'],
  certificate: { number: `粤L0000${number}`, validFrom: '2024-01-01', validTo: '2028-12-31', status: 'valid' },
  ...changes,
})

export const A = anOfficer(1)
export const B = anOfficer(2)
export const HEAD = anOfficer(9, { roles: ['deputy-head'] })

const EVERYTHING = [
  'inspection.draft',
  'inspection.approve-plan',
  'inspection.enter',
  'inspection.record',
  'inspection.order',
  'inspection.recheck',
  'inspection.close',
  'inspection.extend',
]

/** Somebody who holds every permission, so that only the rules can refuse him. */
export const by = (officer: Officer, permissions: readonly string[] = EVERYTHING): Asker => ({
  id: officer.id,
  name: officer.name,
  kind: 'officer',
  region: officer.region,
  roles: officer.roles,
  permissions,
})

export const anEnterprise = (changes: Partial<Enterprise> = {}): Enterprise => ({
  id: uuid(1),
  creditCode: '91990000MA00000017',
  name: '示例金属制品有限公司',
  kind: 'company',
  region: '441302003',
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
  keyUnit: true,
  responsibleBureau: '441302',
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
  responsibleBureau: '441302',
  checkedElsewhere: [],
  ...changes,
})

export const anItem = (id: string, changes: Partial<PlannedItem> = {}): PlannedItem => ({
  id,
  sector: 'general',
  title: '特种作业',
  content: '特种作业人员是否持证上岗',
  method: '查阅资料',
  statement: '特种作业人员无证上岗作业',
  mandatory: false,
  publishedOn: '2023-01-01',
  violationKeys: ['AQ-97-1-7'],
  majorHazardCodes: [],
  evidenceHints: [],
  ...changes,
})

export const MUST = anItem('GEN-001', { mandatory: true, majorHazardCodes: ['GM-03-02'] })
export const MAY = anItem('GEN-002')

export const aHazard = (number: number, changes: Partial<Hazard> = {}): Hazard => ({
  id: uuid(500 + number),
  state: 'found',
  version: 1,
  history: [],
  region: '441302',
  enterpriseId: uuid(1),
  inspectionId: uuid(2),
  checkItemId: MUST.id,
  description: '两名焊工未持特种作业操作证上岗',
  place: '焊接车间',
  violationKey: 'AQ-97-1-7',
  quantity: 2,
  majorHazardCode: null,
  evidenceIds: [],
  rectifyBy: null,
  rectification: null,
  recheck: null,
  caseId: null,
  ...changes,
})

export const aFacts = (changes: Partial<InspectionFacts> = {}): InspectionFacts => ({
  enterprise: anEnterprise(),
  officers: [A, B],
  cap: aCap(),
  items: [MUST, MAY],
  hazards: [],
  evidence: [],
  doorOf: uuid(1),
  ...changes,
})

export const anInspection = (state: InspectionState, changes: Partial<Inspection> = {}): Inspection => ({
  id: uuid(2),
  state,
  version: 3,
  history: [],
  region: '441302',
  enterpriseId: uuid(1),
  enterpriseName: '示例金属制品有限公司',
  reason: 'plan',
  reasonRef: '',
  plannedOn: TODAY,
  officers: [A, B].map(({ id, name, certificate }) => ({ id, name, certificateNumber: certificate?.number ?? '' })),
  assistants: [],
  checkItemIds: [MUST.id, MAY.id],
  method: 'both',
  serial: null,
  draftedBy: A.id,
  approvedBy: null,
  approvalOpinion: '',
  entry: null,
  present: [],
  answers: [],
  record: null,
  measures: [],
  orderedOn: null,
  rectifyBy: null,
  recheckedOn: null,
  cancelledBecause: '',
  ...changes,
})

const signature = (name: string) => ({ name, post: '', strokes: 'M1 1 L9 9', at: NOW })
/** Both officers and the party signed. */
export const signed = {
  signatures: [signature(A.name), signature(B.name)],
  partySignature: signature('乙某'),
  refusalNote: '',
}

export const aPlan = {
  reason: 'plan' as const,
  reasonRef: '',
  plannedOn: TODAY,
  officerIds: [A.id, B.id],
  assistants: [],
  checkItemIds: [MUST.id, MAY.id],
  method: 'both' as const,
}

export const aRecord = {
  version: 3,
  present: [{ role: 'safety-manager' as const, name: '乙某', absentBecause: '' }],
  answers: [{ checkItemId: MUST.id, result: 'conforming' as const, note: '' }],
  findings: [],
  from: '2026-03-05T01:00:00.000Z',
  until: '2026-03-05T01:40:00.000Z',
  places: '焊接车间',
  situation: '检查了焊接车间。',
  recorderOn: '2026-03-05T01:00:00.000Z',
  unrecordedBecause: '',
  ...signed,
}

export const aFinding = (changes: object = {}) => ({
  id: uuid(501),
  checkItemId: MUST.id,
  description: '两名焊工未持证上岗',
  place: '焊接车间',
  violationKey: 'AQ-97-1-7',
  quantity: 2,
  majorHazardCode: null,
  evidenceIds: [],
  noEvidenceBecause: '当事人已离开现场',
  ...changes,
})
