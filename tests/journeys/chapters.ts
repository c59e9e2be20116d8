import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import jsQR from 'jsqr'
import sharp from 'sharp'
import * as casework from '../../src/contexts/casework/contract.ts'
import { REVIEW_POINTS, type Case } from '../../src/contexts/casework/model.ts'
import type { ProposeFiling } from '../../src/contexts/casework/rules/asks.ts'
import { addEvidence } from '../../src/contexts/evidence/contract.ts'
import * as inspection from '../../src/contexts/inspection/contract.ts'
import type { Inspection, PlannedItem } from '../../src/contexts/inspection/model.ts'
import { getDoorCode } from '../../src/contexts/registry/contract.ts'
import { demoPhoto } from '../../src/demo/photos.ts'
import { signature } from '../../src/demo/voice.ts'
import type { Endpoint } from '../../src/kernel/endpoint.ts'
import type { TestClient, TestPlumbline } from '../support/plumbline.ts'
import { askerFor, BUSINESS, CAST } from './dongguan.ts'

export type Paper = { id: string; template: string; number: string | null }
export type VisitAnswer = { inspection: Inspection; papers: Paper[] }

/** The cast with their sessions, and what stands on the stage so far. */
export type Play = {
  readonly plumbline: TestPlumbline
  readonly as: Record<keyof typeof CAST, TestClient>
  readonly visitId: string
  readonly findingId: string
  visit: Inspection
  papers: Paper[]
  evidenceId: string
  held: Case
}

export function playOf(plumbline: TestPlumbline): Play {
  const as = Object.fromEntries(
    Object.entries(CAST).map(([part, member]) => [part, plumbline.as(askerFor(member))]),
  ) as Play['as']
  return {
    plumbline,
    as,
    visitId: randomUUID(),
    findingId: randomUUID(),
    papers: [],
    evidenceId: '',
    // Filled by the first chapters; a chapter out of order fails on the empty id.
    visit: {} as Inspection,
    held: {} as Case,
  }
}

/** As wide as the code stands in a camera's picture. */
const SEEN_PX = 300

/** The token that a phone's camera reads from the printed code. */
export async function scannedToken(client: TestClient): Promise<string> {
  const { bytes } = await client.call(getDoorCode, { id: BUSINESS.id, format: 'png' })
  const small = sharp(bytes).resize({ width: SEEN_PX })
  const { data, info } = await small.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const code = jsQR(new Uint8ClampedArray(data), info.width, info.height)
  assert.ok(code, 'a camera can read the printed door code')
  return code.data.split('/').at(-1) ?? ''
}

async function step(play: Play, client: TestClient, endpoint: Endpoint, input: Record<string, unknown>) {
  const answer = await client.must<VisitAnswer>(endpoint, { id: play.visitId, version: play.visit.version, ...input })
  play.visit = answer.inspection
  play.papers.push(...answer.papers)
}

export async function caseStep(
  play: Play,
  client: TestClient,
  endpoint: Endpoint,
  input: Record<string, unknown>,
): Promise<void> {
  play.held = await client.must<Case>(endpoint, { id: play.held.id, version: play.held.version, ...input })
}

/** 2022-06-06: the plan, with the item on certificates among its matters; approved by the head of the unit. */
export async function planTheVisit(play: Play): Promise<PlannedItem[]> {
  const { as } = play
  const { items } = await as.first.must<{ items: PlannedItem[] }>(inspection.suggestItems, {
    enterpriseId: BUSINESS.id,
    date: '2022-06-08',
  })
  const welding = items.find(({ violationKeys }) => violationKeys.includes('AQ-97-7'))
  assert.ok(welding, 'the check list of a machine works asks for the certificates of its welders')
  const chosen = [welding, ...items.filter(({ id, mandatory }) => mandatory && id !== welding.id).slice(0, 9)]
  play.visit = (
    await as.first.must<VisitAnswer>(inspection.draftPlan, {
      id: play.visitId,
      enterpriseId: BUSINESS.id,
      reason: 'plan',
      reasonRef: '2022年度监督检查计划',
      plannedOn: '2022-06-08',
      officerIds: [CAST.first.id, CAST.second.id],
      assistants: [],
      checkItemIds: chosen.map(({ id }) => id),
      method: 'both',
    })
  ).inspection
  return chosen
}

export const approveThePlan = (play: Play) =>
  step(play, play.as.unit, inspection.approvePlan, { opinion: '同意按方案检查。' })

/** 2022-06-08, 09:30: at the door. */
export async function enterByDoorCode(play: Play): Promise<void> {
  play.plumbline.clock.set('2022-06-08T01:30:00.000Z')
  await step(play, play.as.first, inspection.enter, {
    means: 'scanned',
    doorCode: await scannedToken(play.as.first),
    latitude: 22.9,
    longitude: 113.8,
  })
}

const signedAt = (at: string) => ({
  signatures: [signature(CAST.first.name, '执法人员', at), signature(CAST.second.name, '执法人员', at)],
  partySignature: signature(BUSINESS.safetyManager, '安全管理人员', at),
  refusalNote: '',
})

/** Three welders, none with a valid certificate: photo, record D03, order D05. */
export async function recordAndOrder(play: Play, chosen: readonly PlannedItem[]): Promise<void> {
  const { clock } = play.plumbline
  clock.forward(30)
  const photo = await demoPhoto(3)
  play.evidenceId = (
    await play.as.first.upload<{ id: string }>(
      addEvidence,
      {
        subjectKind: 'inspection',
        subjectId: play.visitId,
        name: '焊接作业现场',
        proves: '三名人员正在焊接',
        takenAt: clock.now(),
        place: '焊接车间',
        sha256: createHash('sha256').update(photo).digest('hex'),
      },
      { name: 'weld.jpg', mime: 'image/jpeg', bytes: photo },
    )
  ).id
  clock.forward(60)
  const until = clock.now()
  const [welding] = chosen
  await step(play, play.as.first, inspection.record, {
    from: '2022-06-08T01:30:00.000Z',
    until,
    recorderOn: '2022-06-08T01:30:00.000Z',
    places: '焊接车间',
    situation: '三名人员正在焊接，两人查无操作证，一人操作证已过期。',
    present: [
      { role: 'safety-manager', name: BUSINESS.safetyManager, absentBecause: '' },
      { role: 'principal', name: '', absentBecause: '外出' },
    ],
    answers: chosen.map(({ id }) => ({
      checkItemId: id,
      result: id === welding?.id ? 'nonconforming' : 'conforming',
      note: '',
    })),
    findings: [
      {
        id: play.findingId,
        checkItemId: welding?.id,
        description: '焊接作业人员邓某、许某未取得特种作业操作证，李某操作证已过期，仍在上岗作业',
        place: '焊接车间',
        violationKey: 'AQ-97-7',
        quantity: 3,
        majorHazardCode: null,
        evidenceIds: [play.evidenceId],
      },
    ],
    ...signedAt(until),
  })
  clock.forward(15)
  await step(play, play.as.first, inspection.order, { rectifyBy: '2022-06-22', measures: [], ...signedAt(clock.now()) })
}

/** 2022-06-09: the case, filled from the visit. */
export async function openTheCase(play: Play): Promise<ProposeFiling> {
  play.plumbline.clock.set('2022-06-09T02:00:00.000Z')
  const { proposal } = await play.as.first.must<{ proposal: ProposeFiling }>(casework.proposalFromInspection, {
    inspectionId: play.visitId,
  })
  play.held = await play.as.first.must<Case>(casework.proposeFiling, {
    ...proposal,
    handlerIds: [CAST.first.id, CAST.second.id],
    opinion: '建议立案。',
  })
  await caseStep(play, play.as.head, casework.approveFiling, { opinion: '同意立案。' })
  return proposal
}

/** 2022-06-14: the interview with the principal. */
export async function interview(play: Play): Promise<void> {
  play.plumbline.clock.set('2022-06-14T07:30:00.000Z')
  await caseStep(play, play.as.first, casework.recordInterview, {
    interviewId: randomUUID(),
    from: '2022-06-14T06:30:00.000Z',
    until: '2022-06-14T07:20:00.000Z',
    place: '分局询问室',
    respondent: BUSINESS.principal,
    gender: '男',
    age: 45,
    idNumber: '',
    employer: BUSINESS.name,
    jobTitle: '总经理',
    home: '',
    phone: BUSINESS.phone,
    officerIds: [CAST.first.id, CAST.second.id],
    recorder: CAST.second.name,
    certificatesShown: true,
    rightsTold: true,
    recusal: '不申请',
    readBack: 'read',
    questions: [{ question: '三名焊工是否持有有效的操作证？', answer: '两人没有，一人的证过期了。' }],
    proves: play.held.acts.map(({ id }) => id),
  })
}

export const FINE_FEN = 4_900_000
export const amountsOf = (held: Case) => held.acts.map(({ id }) => ({ actId: id, amountFen: FINE_FEN }))

/** 2022-06-20: report, and review and discussion where the procedure asks for them. */
export async function reportAndReview(play: Play): Promise<void> {
  play.plumbline.clock.set('2022-06-20T02:00:00.000Z')
  await caseStep(play, play.as.first, casework.submitReport, {
    course: '现场检查、查询证件登记、询问主要负责人。',
    acts: play.held.acts,
    amounts: amountsOf(play.held),
    proposal: '罚款四万九千元，责令限期改正。',
    reasons: '三名焊工无有效操作证，检查后立即停止作业并安排培训取证，综合考虑数量和整改情况取值。',
  })
  const procedure = play.held.report?.derivation.procedure
  if (procedure?.legalReview) {
    await caseStep(play, play.as.legal, casework.review, {
      points: Object.entries(REVIEW_POINTS).map(([point, label]) => ({
        point,
        opinion: `经审查，${label}方面没有发现问题，符合要求。`,
      })),
      conclusion: '同意处理建议。',
    })
  }
  if (procedure?.discussion) {
    await caseStep(play, play.as.head, casework.discuss, {
      from: '2022-06-20T01:00:00.000Z',
      until: '2022-06-20T01:40:00.000Z',
      place: '会议室',
      chair: CAST.head.name,
      reporter: CAST.first.name,
      recorder: CAST.unit.name,
      conclusion: '一致同意。',
      attendees: [CAST.head, CAST.deputy].map(({ id, name }) => ({
        officerId: id,
        name,
        post: '负责人',
        opinion: '事实清楚，处罚适当，同意。',
      })),
    })
  }
}

export const serviceAt = (servedAt: string) => ({
  service: {
    method: 'direct',
    servedAt,
    place: BUSINESS.address,
    recipient: BUSINESS.principal,
    recipientRelation: '法定代表人',
    servers: [CAST.first, CAST.second].map(({ name, certificate }) => ({
      name,
      certificateNumber: certificate?.number ?? '',
    })),
    witness: null,
    recorded: true,
    addressConfirmed: false,
    refused: false,
    note: null,
  },
})

/** 2022-06-21: the notification is served and the party's time runs. */
export async function notify(play: Play): Promise<void> {
  await caseStep(play, play.as.deputy, casework.approveNotification, { opinion: '同意告知。' })
  play.plumbline.clock.set('2022-06-21T02:00:00.000Z')
  await caseStep(play, play.as.first, casework.serveNotification, serviceAt('2022-06-21T02:00:00.000Z'))
}

export const proposeDecision = (play: Play) =>
  caseStep(play, play.as.first, casework.proposeDecision, {
    amounts: amountsOf(play.held),
    measures: ['责令限期改正'],
    opinion: '当事人未提出陈述申辩，建议处罚。',
  })

/** 2022-06-29: the decision. */
export async function decide(play: Play): Promise<void> {
  play.plumbline.clock.set('2022-06-29T02:00:00.000Z')
  await proposeDecision(play)
  await caseStep(play, play.as.head, casework.decide, { opinion: '同意。' })
}

/** 2022-06-30 to 07-08: served, put right, paid, closed, archived. */
export async function finish(play: Play): Promise<void> {
  const { clock } = play.plumbline
  clock.set('2022-06-30T02:00:00.000Z')
  await caseStep(play, play.as.first, casework.serveDecision, serviceAt('2022-06-30T02:00:00.000Z'))
  clock.set('2022-07-04T02:00:00.000Z')
  await step(play, play.as.first, inspection.recheck, {
    place: '焊接车间',
    results: [{ hazardId: play.findingId, passed: true, note: '三人均已持证', evidenceIds: [] }],
    ...signedAt(clock.now()),
  })
  await step(play, play.as.first, inspection.conclude, {})
  clock.set('2022-07-08T02:00:00.000Z')
  await caseStep(play, play.as.first, casework.recordPayment, {
    on: '2022-07-07',
    amountFen: FINE_FEN,
    receipt: '演示票据000001',
    evidenceId: null,
  })
  await caseStep(play, play.as.first, casework.proposeClosing, {
    outcome: '罚款四万九千元。',
    execution: '已缴清，已改正。',
    opinion: '建议结案。',
  })
  await caseStep(play, play.as.head, casework.approveClosing, { opinion: '同意结案。' })
  await caseStep(play, play.as.unit, casework.archive, { number: '20220001', retention: '30年' })
}

/**
 * Everything up to the decision, for tests that need a region full of rows; answers the ids of one row of each kind.
 */
export async function runUntilDecided(plumbline: TestPlumbline): Promise<Record<string, string>> {
  const play = playOf(plumbline)
  const chosen = await planTheVisit(play)
  await approveThePlan(play)
  await enterByDoorCode(play)
  await recordAndOrder(play, chosen)
  await openTheCase(play)
  await interview(play)
  await reportAndReview(play)
  await notify(play)
  await decide(play)
  return {
    enterpriseId: BUSINESS.id,
    inspectionId: play.visitId,
    hazardId: play.findingId,
    evidenceId: play.evidenceId,
    caseId: play.held.id,
    paperId: play.held.decision?.paperId ?? '',
    id: play.held.id,
    subjectId: play.held.id,
    officer: CAST.first.id,
  }
}
