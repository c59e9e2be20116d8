import * as casework from '../contexts/casework/contract.ts'
import type { Case, Judgement, ReviewPoint } from '../contexts/casework/model.ts'
import type { ProposeFiling } from '../contexts/casework/rules/asks.ts'
import * as proceeding from '../contexts/casework/contract/proceeding.ts'
import type { ProceedingView } from '../contexts/casework/contract/proceeding.ts'
import * as inspection from '../contexts/inspection/contract.ts'
import type { InspectionFile, StepAnswer } from '../contexts/inspection/contract.ts'
import { publicityQueue, publish } from '../contexts/publicity/contract.ts'
import type { Endpoint } from '../kernel/endpoint.ts'
import { lawDateOf, type Instant, type LawDate } from '../kernel/time.ts'
import { keepRecording } from './proof.ts'
import type { Random } from './random.ts'
import { minutesAfter, type VisitPlan } from './visit.ts'
import { signature, type Diary, type Story, type Voice } from './voice.ts'

/** How far a case has come when its story stops. */
export const CASE_ENDS = [
  'submitted',
  'declined',
  'filed',
  'reported',
  'reviewed',
  'discussed',
  'notice-issued',
  'notified',
  'proposed',
  'decided',
  'served',
  'paid',
  'closing',
  'closed',
  'archived',
  'ended',
] as const
export type CaseEnd = (typeof CASE_ENDS)[number]

export type CasePlan = { readonly id: string; readonly visit: VisitPlan; readonly on: LawDate; readonly end: CaseEnd }

type Person = VisitPlan['team']['first']
type Chapter = AsyncGenerator<Instant, Case, void>
type Teller = {
  readonly plan: CasePlan
  readonly random: Random
  readonly voice: Voice
  /** Moves the day on by at least so many calendar days and gives the instant. */
  readonly next: (days: number, time: string) => Instant
  readonly step: (as: Person, endpoint: Endpoint, held: Case, input: Record<string, unknown>) => Promise<Case>
}

const OPINIONS = {
  capacity: '本机关对本案有管辖权，两名承办人执法证件在有效期内。',
  procedure: '立案、调查、取证程序完整，权利义务已告知。',
  facts: '违法事实有现场检查记录和询问笔录印证，清楚无矛盾。',
  evidence: '证据来源合法，能够相互印证，足以认定违法事实。',
  law: '适用条款与违法行为对应，引用到款、项。',
  discretion: '阶次认定与违法数量相符，金额在裁量幅度之内。',
  papers: '文书要素齐全，当事人信息前后一致。',
} as const satisfies Record<ReviewPoint, string>

/** A case from its proposal to where the story ends, on the straight road. */
export async function* penaltyCase({
  voice,
  diary,
  random,
  plan,
}: {
  voice: Voice
  diary: Diary
  random: Random
  plan: CasePlan
}): Story {
  let day = plan.on
  const teller: Teller = {
    plan,
    random,
    voice,
    next: (days, time) => {
      day = diary.later(day, days)
      return diary.at(day, time)
    },
    step: (as, endpoint, held, input) =>
      voice.say<Case>(as, endpoint, { ...input, id: held.id, version: held.version }),
  }
  let held = yield* opening(teller)
  if (plan.end === 'ended') {
    yield* withoutPenalty(teller, yield* investigation(teller, held))
    return
  }
  for (const chapter of [investigation, deliberation, notification, decision, execution]) {
    if (isOver(plan.end, held)) return
    held = yield* chapter(teller, held)
  }
}

const isOver = (end: CaseEnd, held: Case) => held.state === end

async function* opening({ plan, voice, next, step }: Teller): Chapter {
  const { team } = plan.visit
  yield next(0, '09:40')
  const { proposal } = await voice.say<{ proposal: ProposeFiling }>(team.first, casework.proposalFromInspection, {
    inspectionId: plan.visit.id,
  })
  const held = await voice.say<Case>(team.first, casework.proposeFiling, {
    ...proposal,
    id: plan.id,
    handlerIds: [team.first.officer.id, team.second.officer.id],
    opinion: '经现场检查，当事人涉嫌安全生产违法，符合立案条件，建议立案。',
  })
  if (plan.end === 'submitted') return held
  yield next(1, '11:10')
  if (plan.end === 'declined')
    return step(team.head, casework.declineFiling, held, {
      reason: '违法行为轻微并已当场改正，没有造成危害后果，予以教育，不予立案。',
    })
  return step(team.head, casework.approveFiling, held, { opinion: '同意立案。' })
}

async function* investigation({ plan, random, voice, next, step }: Teller, held: Case): Chapter {
  const { team, enterprise } = plan.visit
  const from = next(5, '14:30')
  const until = minutesAfter(from, 55)
  yield until
  const asked = await step(team.first, casework.recordInterview, held, {
    interviewId: random.uuid(),
    from,
    until,
    place: '本机关询问室',
    respondent: enterprise.principal,
    gender: '男',
    age: random.int(30, 58),
    idNumber: '',
    employer: enterprise.name,
    jobTitle: '主要负责人',
    home: '',
    phone: enterprise.phone,
    officerIds: [team.first.officer.id, team.second.officer.id],
    recorder: team.second.officer.name,
    certificatesShown: true,
    rightsTold: true,
    recusal: '不申请',
    readBack: 'read',
    proves: held.acts.map(({ id }) => id),
    questions: [
      { question: '检查当天发现的问题是否属实？', answer: '属实，检查记录我看过，也签了字。' },
      { question: '出现该问题的原因是什么？', answer: '管理上有疏忽，上岗前没有逐人核对。' },
      { question: '现在整改到什么程度？', answer: '已经停止作业，正在按要求整改。' },
    ],
  })
  await keepRecording({ voice, random, visit: plan.visit, held: asked }, { from, until })
  if (plan.end === 'filed' || plan.end === 'ended') return asked
  yield next(6, '16:20')
  const judgement = await voice.say<Judgement>(team.first, casework.computeDiscretion, {
    enterpriseId: enterprise.id,
    acts: asked.acts,
  })
  return step(team.first, casework.submitReport, asked, {
    course: '承办人现场检查取证，询问当事人主要负责人，核对有关资料，调查终结。',
    acts: asked.acts,
    amounts: judgement.acts.map(({ actId, suggestedFen }) => ({ actId, amountFen: suggestedFen })),
    proposal: '建议责令改正并处罚款，金额按裁量阶次的幅度确定。',
    reasons: '无从重情节，按所在阶次的幅度取值。',
  })
}

/** A slight act, put right in time: decided without a penalty, served, and looked at again (APL 33). */
async function* withoutPenalty({ plan, random, voice, next }: Teller, held: Case): AsyncGenerator<Instant, void, void> {
  const { team } = plan.visit
  const id = random.uuid()
  const at = next(4, '10:20')
  yield at
  let view = await voice.say<ProceedingView>(team.first, proceeding.beginProceeding, {
    id,
    kind: 'no-penalty',
    step: 'propose-no-penalty',
    caseId: held.id,
    input: {
      ground: 'no-penalty-minor',
      reasons: '问题轻微，当事人在责令的期限内改正，没有造成危害后果。',
      listEntry: '',
      signedDemand: null,
      isFirst: true,
      isCorrected: true,
      noFatalAccident: true,
      notListed: true,
      correctBy: lawDateOf(at),
      handlerOpinion: '建议不予行政处罚，对当事人进行教育。',
    },
  })
  const take = async (as: Person, step: string, input: Record<string, unknown>) => {
    view = await voice.say<ProceedingView>(as, proceeding.takeProceeding, {
      id,
      version: view.proceeding.version,
      step,
      input,
    })
  }
  yield next(2, '11:00')
  await take(team.legal, 'review-no-penalty', { reviewOpinion: '事实清楚，符合不予处罚的情形，同意。' })
  yield next(1, '15:10')
  await take(team.head, 'decide-no-penalty', {
    approvalOpinion: '同意不予行政处罚。',
    education: '当面讲解有关法律要求，指导建立自查制度。',
  })
  const servedAt = next(1, '10:30')
  yield servedAt
  await take(team.first, 'serve-no-penalty', {
    educated: '已当面教育，当事人表示接受。',
    service: serviceOf(plan, servedAt),
  })
}

/** Legal review and collective discussion as far as the law asks for them; the story may stop after either. */
async function* deliberation({ plan, next, step }: Teller, held: Case): Chapter {
  const { team } = plan.visit
  const procedure = held.report?.derivation.procedure
  let current = held
  if (procedure?.legalReview || plan.end === 'reviewed') {
    yield next(3, '10:05')
    current = await step(team.legal, casework.review, current, {
      points: Object.entries(OPINIONS).map(([point, opinion]) => ({ point, opinion })),
      conclusion: '事实清楚，程序合法，裁量适当，同意处理建议。',
    })
    if (plan.end === 'reviewed') return current
  }
  if (procedure?.discussion || plan.end === 'discussed') {
    const from = next(3, '15:00')
    const until = minutesAfter(from, 40)
    yield until
    const heads = [team.head, team.deputy].map(({ officer, post }) => ({
      officerId: officer.id,
      name: officer.name,
      post,
      opinion: '违法事实清楚，处罚幅度与情节相当，同意承办机构的意见。',
    }))
    current = await step(team.head, casework.discuss, current, {
      from,
      until,
      place: '局会议室',
      chair: team.head.officer.name,
      reporter: team.first.officer.name,
      recorder: team.unit.officer.name,
      attendees: heads,
      conclusion: '一致同意按承办机构建议的种类和金额告知当事人。',
    })
  }
  return current
}

async function* notification({ plan, next, step }: Teller, held: Case): Chapter {
  const { team } = plan.visit
  yield next(2, '09:30')
  const issued = await step(team.deputy, casework.approveNotification, held, { opinion: '同意告知。' })
  if (plan.end === 'notice-issued') return issued
  const servedAt = next(1, '10:30')
  yield servedAt
  return step(team.first, casework.serveNotification, issued, { service: serviceOf(plan, servedAt) })
}

async function* decision({ plan, voice, next, step }: Teller, held: Case): Chapter {
  const { team } = plan.visit
  // Long holidays stretch the working days of the party's time.
  const until = [held.notice?.defenceUntil ?? '', held.notice?.hearingUntil ?? ''].sort().at(-1) ?? ''
  let at = next(11, '09:20')
  while (lawDateOf(at) <= until) at = next(1, '09:20')
  yield at
  const proposed = await step(team.first, casework.proposeDecision, held, {
    amounts: held.notice?.amounts ?? [],
    measures: ['责令限期改正'],
    opinion: '当事人在期限内未提出陈述申辩，未申请听证，建议按告知内容作出处罚决定。',
  })
  if (plan.end === 'proposed') return proposed
  yield next(2, '15:30')
  const decided = await step(team.head, casework.decide, proposed, { opinion: '同意作出处罚决定。' })
  if (plan.end === 'decided') return decided
  const servedAt = next(1, '10:00')
  yield servedAt
  const served = await step(team.first, casework.serveDecision, decided, { service: serviceOf(plan, servedAt) })
  yield next(1, '11:20')
  const { notices } = await voice.say<{ notices: { id: string; caseId: string }[] }>(team.unit, publicityQueue, {})
  const notice = notices.find(({ caseId }) => caseId === held.id)
  if (notice) await voice.say(team.unit, publish, { id: notice.id, reason: '' })
  return served
}

/** What failed at the re-check gets a new date and passes: no case closes over an open hazard (APL 28). */
async function* rectifyAtLast({ plan, voice, next }: Teller): AsyncGenerator<Instant, void, void> {
  const { team, enterprise, id } = plan.visit
  const read = () => voice.say<InspectionFile>(team.first, inspection.getInspection, { id })
  const signed = (at: Instant) => ({
    signatures: [
      signature(team.first.officer.name, '执法人员', at),
      signature(team.second.officer.name, '执法人员', at),
    ],
    partySignature: signature(enterprise.safetyManager, '安全管理人员', at),
    refusalNote: '',
  })
  const orderedAt = next(1, '14:40')
  yield orderedAt
  const failed = await read()
  await voice.say(team.first, inspection.orderAgain, {
    id,
    version: failed.inspection.version,
    rectifyBy: lawDateOf(next(7, '09:00')),
    items: [],
    ...signed(orderedAt),
  })
  const recheckedAt = next(1, '10:20')
  yield recheckedAt
  const ordered = await read()
  const passed = await voice.say<StepAnswer>(team.first, inspection.recheck, {
    id,
    version: ordered.inspection.version,
    place: '原检查场所',
    ...signed(recheckedAt),
    principalSignature: signature(enterprise.principal, '主要负责人', recheckedAt),
    results: ordered.hazards
      .filter(({ state }) => state === 'ordered' || state === 'reported')
      .map((hazard) => ({ hazardId: hazard.id, passed: true, note: '现场核对，已整改到位', evidenceIds: [] })),
  })
  await voice.say(team.first, inspection.conclude, { id, version: passed.inspection.version })
}

async function* execution(teller: Teller, held: Case): Chapter {
  const { plan, random, next, step } = teller
  const { team } = plan.visit
  // Within the fifteen days of APL 67, whatever weekends and holidays come between.
  const paidAt = next(random.int(3, 12), '11:30')
  yield paidAt
  const paid = await step(team.first, casework.recordPayment, held, {
    on: lawDateOf(paidAt),
    amountFen: held.decision?.amountFen ?? 0,
    receipt: `演示票据${random.int(100_000, 999_999)}`,
    evidenceId: null,
  })
  yield* rectifyAtLast(teller)
  if (plan.end === 'paid') return paid
  yield next(3, '09:50')
  const closing = await step(team.first, casework.proposeClosing, paid, {
    outcome: '已作出行政处罚决定并送达。',
    execution: '罚款已全额缴纳，违法行为已改正。',
    opinion: '符合结案条件，建议结案。',
  })
  if (plan.end === 'closing') return closing
  yield next(2, '16:10')
  const closed = await step(team.head, casework.approveClosing, closing, { opinion: '同意结案。' })
  if (plan.end === 'closed') return closed
  yield next(5, '14:00')
  const year = plan.on.slice(0, 4)
  return step(team.unit, casework.archive, closed, {
    number: `${year}${String(held.serial ?? 0).padStart(4, '0')}`,
    retention: '30年',
  })
}

const serviceOf = ({ visit: { team, enterprise } }: CasePlan, servedAt: Instant) => ({
  method: 'direct',
  servedAt,
  place: enterprise.address,
  recipient: enterprise.principal,
  recipientRelation: '法定代表人或主要负责人',
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
