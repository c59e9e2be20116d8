/**
 * What happens beside the straight road in the demo county: a self-report before the visit with samples, an appraisal and the
 * costs of the measures weighed; a case that the city gives to another county; an officer's exemption; a business that asks
 * for more time; a decision that is not shown.
 */
import * as casework from '../contexts/casework/contract.ts'
import * as proceeding from '../contexts/casework/contract/proceeding.ts'
import type { ProceedingView } from '../contexts/casework/contract/proceeding.ts'
import type { Case } from '../contexts/casework/model.ts'
import type { ProposeFiling } from '../contexts/casework/rules/asks.ts'
import { askMoreTime, listHazards } from '../contexts/hazard/contract.ts'
import { reportHazard } from '../contexts/hazard/contract/self-report.ts'
import type { Hazard } from '../contexts/hazard/model.ts'
import { keepBack, publicityQueue } from '../contexts/publicity/contract.ts'
import type { Enterprise } from '../contexts/registry/model.ts'
import { addDays, lawDateOf, type Instant, type LawDate } from '../kernel/time.ts'
import type { DemoPerson } from './people.ts'
import { majorVisit, type Parts, type Set } from './major-visit.ts'
import { teamsOf } from './plot.ts'
import { randomOf } from './random.ts'
import { minutesAfter, type Team, type VisitPlan } from './visit.ts'
import type { Diary, Speaker, Story, Voice } from './voice.ts'

const COUNTY = '441322'
const OTHER_COUNTY = '441302'
const SEED = 20_260_228

/** A filed case that grew from the visit. */
async function* filed(
  { voice, random }: Parts,
  { team, inspectionId }: { team: Team; inspectionId: string },
  at: readonly [Instant, Instant],
): AsyncGenerator<Instant, Case, void> {
  yield at[0]
  const { proposal } = await voice.say<{ proposal: ProposeFiling }>(team.first, casework.proposalFromInspection, {
    inspectionId,
  })
  const held = await voice.say<Case>(team.first, casework.proposeFiling, {
    ...proposal,
    id: random.uuid(),
    handlerIds: [team.first.officer.id, team.second.officer.id],
    opinion: '经现场检查，当事人涉嫌安全生产违法，符合立案条件，建议立案。',
  })
  yield at[1]
  return voice.say<Case>(team.head, casework.approveFiling, {
    id: held.id,
    version: held.version,
    opinion: '同意立案。',
  })
}

/** Begins a procedure and takes its steps. */
function beside({ voice, random }: Parts, of: { caseId?: string; officerIds?: string[] }) {
  let view: ProceedingView | null = null
  return {
    begin: async (as: Speaker, kind: string, step: string, input: Record<string, unknown>) => {
      view = await voice.say<ProceedingView>(as, proceeding.beginProceeding, {
        id: random.uuid(),
        kind,
        step,
        caseId: of.caseId ?? null,
        officerIds: of.officerIds ?? [],
        input,
      })
    },
    take: async (as: Speaker, step: string, input: Record<string, unknown>) => {
      if (!view) throw new Error(`${step} before anything was begun`)
      const { id, version } = view.proceeding
      view = await voice.say<ProceedingView>(as, proceeding.takeProceeding, { id, version, step, input })
    },
  }
}

const served = ({ team, enterprise }: Set, servedAt: Instant) => ({
  method: 'direct',
  servedAt,
  place: enterprise.address,
  recipient: enterprise.principal,
  recipientRelation: '主要负责人',
  servers: [team.first, team.second].map(({ officer }) => ({
    name: officer.name,
    certificateNumber: officer.certificate?.number ?? '',
  })),
  witness: null,
  recorded: true,
  addressConfirmed: false,
  refused: false,
  note: null,
})

/** Reported by telephone the day before the visit: samples, an appraisal, the measures weighed, and no penalty proposed. */
async function* selfReported(parts: Parts, set: Set): Story {
  const { voice, diary } = parts
  const { team, enterprise } = set
  const on = diary.later(diary.today, -26)
  const { inspectionId } = yield* majorVisit(parts, {
    ...set,
    on,
    requirement: '增设固定式通风设备，作业前检测氧含量，未检测前保持入口封闭。',
    before: async (matter, at) => {
      await voice.say(team.first, reportHazard, {
        id: parts.random.uuid(),
        enterpriseId: enterprise.id,
        majorHazardCode: matter.majorHazardCodes[0],
        description: matter.statement,
        place: '污水处理站',
        foundOn: lawDateOf(at),
        measures: '已停止作业、封闭入口并设专人看守，已订购检测仪器和通风设备。',
        treatedFrom: lawDateOf(at),
        finishBy: diary.later(on, 20),
        leader: enterprise.principal,
        evidenceIds: [],
        onBehalfBecause: '企业主要负责人来电报告，书面材料次日补交',
      })
    },
  })
  const held = yield* filed(parts, { team, inspectionId }, [
    diary.at(diary.later(on, 2), '09:30'),
    diary.at(diary.later(on, 3), '10:40'),
  ])
  yield* sampled(parts, { set, on, of: { caseId: held.id } })
  yield* weighed(parts, { set, on, of: { caseId: held.id } })
}

type Aside = { readonly set: Set; readonly on: LawDate; readonly of: { caseId: string } }

/** A sample, its appraisal, and the days of it told in writing. */
async function* sampled(parts: Parts, { set, on, of }: Aside): Story {
  const { diary } = parts
  const { team, enterprise } = set
  const sampling = beside(parts, of)
  const sampledAt = diary.at(diary.later(on, 5), '10:50')
  yield sampledAt
  await sampling.begin(team.first, 'sampling', 'take-sample', {
    startedAt: minutesAfter(sampledAt, -40),
    endedAt: minutesAfter(sampledAt, -10),
    place: '污水处理站',
    manager: enterprise.safetyManager,
    items: [{ name: '池内气体样品', model: '采气袋1L', unit: '袋', quantity: '2', note: '入口、池底各一' }],
    method: '按照作业场所空气采样的国家标准采集。',
    sealed: true,
    listGiven: true,
    recording: null,
    service: served(set, sampledAt),
  })
  const appraisal = beside(parts, of)
  const dueOn = diary.later(on, 40)
  yield diary.at(diary.later(on, 6), '09:40')
  await appraisal.begin(team.first, 'appraisal', 'commission-appraisal', {
    laboratory: '演示检测技术有限公司',
    qualification: 'CMA演示第0001号，有效期内',
    items: [{ name: '池内气体样品', model: '采气袋1L', quantity: '2', note: '' }],
    requirements: '检测硫化氢、甲烷浓度和氧含量，判断作业环境是否符合规定。',
    dueOn,
  })
  const toldAt = diary.at(diary.later(on, 7), '11:15')
  yield toldAt
  await appraisal.take(team.first, 'tell-appraisal', {
    toldBy: '鉴定期间告知书',
    service: served(set, toldAt),
  })
}

/** What the measures would cost the business, and no penalty proposed. */
async function* weighed(parts: Parts, { set, on, of }: Aside): Story {
  const { diary } = parts
  const { team, enterprise } = set
  yield diary.at(diary.later(on, 8), '15:30')
  await beside(parts, of).begin(team.first, 'impact', 'assess-impact', {
    options: [
      {
        measure: '停产停业整顿',
        days: '10',
        jobs: String(enterprise.employees),
        turnover: '3',
        removes: '能',
        note: '',
      },
      { measure: '停止使用污水处理站', days: '2', jobs: '3', turnover: '0.2', removes: '能', note: '外运处理' },
      { measure: '暂不采取措施', days: '0', jobs: '0', turnover: '0', removes: '否', note: '' },
    ],
    chosen: '停止使用污水处理站',
    reasons: '能够消除危险，只影响三个岗位。',
    whyNotGentler: '',
    mitigation: '协调相邻企业代为处理污水。',
  })
  const proposedAt = diary.at(diary.later(on, 9), '10:20')
  yield proposedAt
  await beside(parts, of).begin(team.first, 'no-penalty', 'propose-no-penalty', {
    ground: 'no-penalty-self-report',
    reasons: '企业在检查前一日自报，检查时已停止作业并采取措施，有登记和现场检查记录印证。',
    listEntry: '',
    signedDemand: null,
    isFirst: true,
    isCorrected: true,
    noFatalAccident: true,
    notListed: true,
    correctBy: diary.later(on, 20),
    handlerOpinion: '建议不予行政处罚，督促按期完成治理。',
  })
}

/** The county asks the city, which gives the case to another county; that one takes it in. */
async function* movedCase(parts: Parts, set: Set & { city: Team; other: Team }): Story {
  const { diary } = parts
  const { team, city, other } = set
  const on = diary.later(diary.today, -33)
  const { inspectionId } = yield* majorVisit(parts, {
    ...set,
    on,
    requirement: '拆除入口处的临时电线，改用防爆照明。',
    before: () => Promise.resolve(),
  })
  const held = yield* filed(parts, { team, inspectionId }, [
    diary.at(diary.later(on, 2), '11:30'),
    diary.at(diary.later(on, 3), '16:10'),
  ])
  const asked = beside(parts, { caseId: held.id })
  yield diary.at(diary.later(on, 6), '09:10')
  await asked.begin(team.first, 'jurisdiction', 'ask-upward', {
    ground: 'recusal',
    grounds: '当事人的股东是本机关负责人的近亲属，本机关不宜办理。',
  })
  yield diary.at(diary.later(on, 7), '10:00')
  await asked.take(team.head, 'refer-jurisdiction', {
    superior: '惠州市应急管理局（演示）',
    referredOn: lawDateOf(diary.at(diary.later(on, 7), '10:00')),
  })
  yield diary.at(diary.later(on, 10), '15:20')
  await asked.take(city.head, 'designate-other', {
    toBureau: other.region,
    reasons: '报请机关负责人依法应当回避，指定相邻机关管辖。',
  })
  yield diary.at(diary.later(on, 11), '09:50')
  await asked.take(other.deputy, 'accept-case', {
    handlers: [other.first.officer.id, other.second.officer.id],
    approvalOpinion: '同意接收，依法办理。',
  })
}

/** An officer asks that his work on a closed visit be found done as required, and it is. */
async function* exempted(parts: Parts, { team, id }: { team: Team; id: string }): Story {
  const { diary } = parts
  const asked = beside(parts, { officerIds: [team.first.officer.id] })
  yield diary.at(diary.later(diary.today, -12), '09:15')
  await asked.begin(team.first, 'exemption', 'apply-exemption', {
    visit: id,
    event: '该企业检查办结后新装设备发生一般事故，调查组询问监管履职情况（演示）。',
    performed: '检查方案经批准，必查事项逐项检查，发现的问题责令整改并复查合格；事故设备在检查后安装。',
    ground: 'concealed',
  })
  yield diary.at(diary.later(diary.today, -9), '15:40')
  await asked.take(team.legal, 'verify-exemption', {
    verification: '查阅履职卷，方案、清单、证据、整改指令、复查意见齐全，与陈述一致。',
  })
  yield diary.at(diary.later(diary.today, -7), '10:05')
  await asked.take(team.head, 'grant-exemption', {
    decisionReasons: '监督检查职责已经履行，事故设备在检查后安装。',
    decisionNumber: `演示尽免〔${diary.today.slice(0, 4)}〕1号`,
  })
}

/** The business with an account reports a hazard itself and asks for more time for one that it was ordered to put right. */
async function* asksForTime(
  { voice, diary, random }: Parts,
  { owner, visit }: { owner: Speaker; visit: VisitPlan },
): Story {
  const at = minutesAfter(diary.at(diary.later(visit.on, 1), '08:30'), 20)
  yield at
  const { hazards } = await voice.say<{ hazards: Hazard[] }>(owner, listHazards, { state: 'ordered' })
  const [hazard] = hazards
  if (hazard)
    await voice.say(owner, askMoreTime, {
      id: hazard.id,
      version: hazard.version,
      until: addDays(hazard.rectifyBy ?? diary.today, 10),
      reason: '更换的设备由厂家定制，到货需要二十天，期间已停止使用并设置警示。',
    })
  yield minutesAfter(at, 45)
  await voice.say(owner, reportHazard, {
    id: random.uuid(),
    majorHazardCode: null,
    description: '自查发现二号车间一处安全出口被成品堵塞。',
    place: '二号车间东侧',
    foundOn: lawDateOf(at),
    measures: '已清空通道，划线并设专人每日检查，正在搬迁临时堆场。',
    treatedFrom: lawDateOf(at),
    finishBy: addDays(lawDateOf(at), 12),
    leader: visit.enterprise.principal,
    evidenceIds: [],
  })
}

/** A head decides that one decision is not shown; the county that the other stories are about keeps one to be shown. */
async function* keptBack({ voice, diary }: Parts, counties: readonly Team[]): Story {
  yield diary.at(diary.later(diary.today, -2), '16:30')
  for (const { region, unit, head } of counties) {
    const { notices } = await voice.say<{ notices: { id: string }[] }>(unit, publicityQueue, {})
    const [, spare] = region === COUNTY ? notices : [null, ...notices]
    if (!spare) continue
    await voice.say(head, keepBack, {
      id: spare.id,
      ground: 'secret',
      reason: '决定书写明的工艺参数属于当事人的商业秘密，遮蔽后无法说明违法事实。',
    })
    return
  }
}

/** None of the businesses of the first two is part of another story. */
export function roadStories(
  { voice, diary }: { readonly voice: Voice; readonly diary: Diary },
  county: {
    readonly enterprises: readonly Enterprise[]
    readonly people: readonly DemoPerson[]
    readonly visits: readonly VisitPlan[]
    readonly owner: Speaker
    readonly signsIn: Enterprise | undefined
  },
): Story[] {
  const teams = teamsOf(county.people)
  const [team, other, city] = [teams.get(COUNTY), teams.get(OTHER_COUNTY), teams.get('4413')]
  const used = new Set(county.visits.map(({ enterprise }) => enterprise.id))
  const free = county.enterprises.filter(({ id, responsibleBureau }) => responsibleBureau === COUNTY && !used.has(id))
  const [first, second] = free.slice(-8, -6)
  const parts = (nth: number): Parts => ({ voice, diary, random: randomOf(SEED + nth) })
  const closed = county.visits.findLast(
    ({ end, team: of, on }) => end === 'concluded' && of.region === COUNTY && on >= '2025-03-01',
  )
  const ownVisit = county.visits.find(({ end, enterprise }) => end === 'ordered' && enterprise === county.signsIn)
  if (!team || !other || !city) return []
  return [
    ...(first ? [selfReported(parts(1), { team, enterprise: first })] : []),
    ...(second ? [movedCase(parts(2), { team, enterprise: second, city, other })] : []),
    ...(closed ? [exempted(parts(3), { team, id: closed.id })] : []),
    ...(ownVisit ? [asksForTime(parts(4), { owner: county.owner, visit: ownVisit })] : []),
    keptBack(
      parts(5),
      [...teams.values()].filter(({ region }) => region.length === COUNTY.length),
    ),
  ]
}
