import type { Bureau } from '../people/model.ts'
import type { Asker } from '../../kernel/asker.ts'
import type { Officer, Role } from '../people/model.ts'
import { permissionsOf } from '../people/rules/permissions.ts'
import type { Case, CaseAct, CaseFacts, CaseState, Judgement } from './model.ts'
import { matterOf } from './rules/matter.ts'

/** Invented people and an invented business; every id is fixed so that tests can name them. */
export const ID = {
  case: '0a000000-0000-4000-8000-000000000001',
  act: '0a000000-0000-4000-8000-00000000000a',
  otherAct: '0a000000-0000-4000-8000-00000000000b',
  evidence: '0a000000-0000-4000-8000-0000000000e1',
  enterprise: '0a000000-0000-4000-8000-0000000000f1',
  first: '0a000000-0000-4000-8000-000000000101',
  second: '0a000000-0000-4000-8000-000000000102',
  reviewer: '0a000000-0000-4000-8000-000000000103',
  deputy: '0a000000-0000-4000-8000-000000000104',
  principal: '0a000000-0000-4000-8000-000000000105',
  archivist: '0a000000-0000-4000-8000-000000000106',
  presider: '0a000000-0000-4000-8000-000000000107',
  superior: '0a000000-0000-4000-8000-000000000108',
} as const

const REGION = '441900119'

export const anOfficer = (part: Partial<Officer> & Pick<Officer, 'id' | 'name'>): Officer => ({
  region: REGION,
  phone: '',
  roles: ['officer'],
  certificate: {
    number: `Z${part.id.slice(-3)}`,
    validFrom: '2020-01-01',
    validTo: '2030-12-31',
    status: 'valid',
  },
  ...part,
})

export const OFFICERS = [
  anOfficer({ id: ID.first, name: '演示甲' }),
  anOfficer({ id: ID.second, name: '演示乙' }),
  anOfficer({
    id: ID.reviewer,
    name: '演示丙',
    roles: ['legal-reviewer'],
  }),
  anOfficer({ id: ID.deputy, name: '演示丁', roles: ['deputy-head'] }),
  anOfficer({
    id: ID.principal,
    name: '演示戊',
    roles: ['principal-head'],
  }),
  anOfficer({ id: ID.archivist, name: '演示己', roles: ['archivist'] }),
  anOfficer({ id: ID.presider, name: '演示庚', roles: ['presider'] }),
  anOfficer({ id: ID.superior, name: '演示辛', roles: ['deputy-head'], region: '4419' }),
] as const

/** The session of one of the invented officers, with the rights that his roles give. */
export function askerOf(id: string): Asker {
  const officer = OFFICERS.find((each) => each.id === id)
  if (!officer) throw new Error(`no such officer in the fixtures: ${id}`)
  const roles: readonly Role[] = officer.roles
  return { id, name: officer.name, kind: 'officer', region: officer.region, roles, permissions: permissionsOf(roles) }
}

export const anAct = (part: Partial<CaseAct> = {}): CaseAct => ({
  id: ID.act,
  violationKey: 'AQ-97-7',
  fact: '3名焊工未取得特种作业操作证上岗作业',
  actDate: '2026-02-02',
  stage: 'first',
  quantity: 3,
  circumstances: [],
  hazardId: null,
  harmed: false,
  alsoHazardIds: [],
  ...part,
})

/** Range 0–100,000 yuan, third tier from 70,000; no procedure beyond the plain one. */
export const aJudgement = (part: Partial<Judgement> = {}, acts: readonly CaseAct[] = [anAct()]): Judgement => ({
  acts: acts.map(({ id }) => ({
    actId: id,
    punishes: 'unit',
    title: '特种作业人员无证上岗',
    violated: ['《中华人民共和国安全生产法》第三十条第一款'],
    basis: ['《中华人民共和国安全生产法》第九十七条第（七）项'],
    minFen: 0,
    maxFen: 10_000_000,
    tier: 'B',
    bandMinFen: 3_000_000,
    bandMaxFen: 7_000_000,
    suggestedFen: 5_000_000,
    mayMitigate: false,
    exempt: 'none',
    measures: ['责令限期改正'],
    because: ['演示：三人，B档'],
  })),
  totalSuggestedFen: 5_000_000 * acts.length,
  procedure: {
    hearing: false,
    legalReview: false,
    discussion: false,
    because: [],
  },
  ...part,
})

export const someFacts = (part: Partial<CaseFacts> = {}): CaseFacts => ({
  officers: [...OFFICERS],
  judgement: aJudgement(),
  finedBefore: [],
  due: {},
  servedOn: null,
  unrectified: [],
  beside: [],
  ...part,
})

const BLANK: Case = {
  id: ID.case,
  state: 'submitted',
  version: 1,
  history: [],
  region: REGION,
  serial: null,
  year: 2026,
  number: null,
  filingPaperId: null,
  title: '演示东莞某机械有限公司未按规定安排持证人员上岗案',
  cause: '特种作业人员无证上岗',
  source: 'inspection',
  inspectionId: null,
  enterpriseId: ID.enterprise,
  party: {
    kind: 'enterprise',
    name: '演示机械有限公司',
    creditCode: '91441900MA0DEMO00X',
    legalRepresentative: '演示某',
    post: '法定代表人',
    address: '演示镇演示路1号',
    phone: '',
  },
  brief: '检查发现3名焊工无证上岗。',
  foundOn: '2026-02-02',
  acts: [anAct()],
  handlers: OFFICERS.slice(0, 2).map(({ id, name, certificate }) => ({
    id,
    name,
    certificateNumber: certificate?.number ?? '',
  })),
  filing: { opinion: '建议立案', approvalOpinion: '', declineReason: '' },
  filedOn: null,
  approver: null,
  interviews: [],
  evidence: [
    {
      id: ID.evidence,
      kind: 'on-site-record',
      name: '现场检查记录',
      source: '现场检查',
      takenOn: '2026-02-02',
      proves: [ID.act],
      evidenceId: null,
      paperId: null,
    },
  ],
  returns: [],
  report: null,
  legalReview: null,
  discussion: null,
  notice: null,
  decision: null,
  payment: null,
  closing: null,
  decideBy: null,
  ending: null,
  frozen: [],
  remedyEnd: null,
  deferredTo: null,
  courtFiledOn: null,
  urgentSince: null,
  publishedOn: null,
  keptBackOn: null,
  reportedUpOn: null,
  unitReviews: [],
  archive: null,
}

const AMOUNTS = [{ actId: ID.act, amountFen: 4_900_000 }]

const STAGES: readonly (readonly [CaseState, Partial<Case>])[] = [
  ['submitted', {}],
  [
    'filed',
    {
      filedOn: '2026-02-03',
      approver: '演示丁',
      serial: 7,
      number: '（演）应急立〔2026〕7号',
      filing: { opinion: '建议立案', approvalOpinion: '同意立案', declineReason: '' },
    },
  ],
  [
    'reported',
    {
      report: {
        course: '现场检查、询问。',
        proposal: '建议罚款49,000元',
        amountFen: 4_900_000,
        amounts: AMOUNTS,
        measures: [],
        reasons: '',
        derivation: aJudgement(),
        on: '2026-02-20',
        paperId: '',
      },
    },
  ],
  [
    'reviewed',
    {
      legalReview: {
        reviewer: {
          id: ID.reviewer,
          name: '演示丙',
          certificateNumber: 'Z103',
        },
        on: '2026-02-24',
        points: [],
        conclusion: '同意',
        of: matterOf([anAct()], AMOUNTS),
        paperId: '',
      },
    },
  ],
  [
    'discussed',
    {
      discussion: {
        from: '2026-02-25T01:00:00.000Z',
        until: '2026-02-25T02:00:00.000Z',
        place: '会议室',
        chair: '演示戊',
        recorder: '演示己',
        attendees: [],
        conclusion: '同意处罚',
        of: matterOf([anAct()], AMOUNTS),
        paperId: '',
      },
    },
  ],
  [
    'notice-issued',
    {
      notice: {
        amountFen: 4_900_000,
        amounts: AMOUNTS,
        measures: [],
        hearingApplies: true,
        issuedOn: '2026-03-02',
        servedOn: null,
        defenceUntil: null,
        hearingUntil: null,
        waivedOn: null,
        defence: '',
        defenceAnswer: '',
        number: '（演）应急罚告〔2026〕7号',
        paperIds: [],
        approver: '演示丁',
        waiverEvidenceId: null,
      },
    },
  ],
  ['notified', {}],
  [
    'proposed',
    {
      decision: {
        proposedFen: 4_900_000,
        amountFen: 4_900_000,
        amounts: AMOUNTS,
        measures: ['责令限期改正'],
        opinion: '建议罚款49,000元',
        on: null,
        number: null,
        paperId: null,
        approver: null,
        servedOn: null,
        payBy: null,
      },
    },
  ],
  ['decided', {}],
  ['served', {}],
  ['paid', { payment: { on: '2026-03-20', amountFen: 4_900_000, receipt: '粤财0001', evidenceId: null } }],
  [
    'closing',
    { closing: { outcome: '罚款49,000元', execution: '已缴清', opinion: '建议结案', on: null, paperId: null } },
  ],
  ['closed', {}],
  [
    'archived',
    { archive: { on: '2026-04-10', number: '20260007', paperId: '', retention: '30年', pages: 30, fileSha256: '' } },
  ],
]

/**
 * A case that has reached the state on the straight road: notice served Thursday 2026-03-05, both periods until
 * 2026-03-12.
 */
export function aCase(state: CaseState = 'submitted', part: Partial<Case> = {}): Case {
  let built = BLANK
  if (state !== 'declined') {
    for (const [reached, fields] of STAGES) {
      built = { ...built, ...fields }
      if (reached === 'notified' && built.notice) {
        built = {
          ...built,
          notice: { ...built.notice, servedOn: '2026-03-05', defenceUntil: '2026-03-12', hearingUntil: '2026-03-12' },
        }
      }
      if (reached === 'decided' && built.decision) {
        built = {
          ...built,
          decision: { ...built.decision, on: '2026-03-16', number: '（演）应急罚〔2026〕7号', approver: '演示戊' },
        }
      }
      if (reached === 'served' && built.decision)
        built = {
          ...built,
          decision: { ...built.decision, servedOn: '2026-03-17', payBy: '2026-04-01' },
        }
      if (reached === state) break
    }
  }
  return { ...built, state, ...part }
}

/** The bureau that speaks in the papers of these tests. */
export const bureau: Bureau = {
  region: '441900119',
  name: '演示市应急管理局',
  shortName: '演',
  capacity: 'own',
  address: '演示路1号',
  phone: '000-0000000',
  reconsiderationOrgan: '演示市人民政府',
  court: '演示市第一人民法院',
  collectingBank: '演示银行',
  collectingAccount: '0000',
}
/** The lengths that its papers name, as the law of 2026 has them. */
export const periods = {
  defenceDays: 5,
  hearingDays: 5,
  payDays: 15,
  reconsiderationDays: 60,
  litigationMonths: 6,
  surchargePerDay: 0.03,
}
