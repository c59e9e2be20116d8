import { fallsOnPerson } from '../contexts/casework/rules/proposal.ts'
import { addEvidence } from '../contexts/evidence/contract.ts'
import { lawbook } from '../contexts/law/public.ts'
import { findViolations } from '../contexts/law/rules/lawbook.ts'
import * as inspection from '../contexts/inspection/contract.ts'
import { joinOnSite } from '../contexts/inspection/contract/join.ts'
import { enterUrgently } from '../contexts/inspection/contract/urgent.ts'
import type { Inspection, PlannedItem, Reason } from '../contexts/inspection/model.ts'
import type { Enterprise } from '../contexts/registry/model.ts'
import { addDays, type Instant, type LawDate } from '../kernel/time.ts'
import type { DemoPerson } from './people.ts'
import { demoPhoto } from './photos.ts'
import type { Random } from './random.ts'
import { signature, type Diary, type Story, type Voice } from './voice.ts'

/** Where a visit's story stops, so that every state has its examples. */
export type VisitEnd =
  | 'drafted'
  | 'urgent'
  | 'cancelled'
  | 'approved'
  | 'entered'
  | 'recorded'
  | 'ordered'
  | 'overdue'
  | 'failed'
  | 'concluded'
  | 'clean'

export type Team = {
  readonly region: string
  readonly first: DemoPerson
  readonly second: DemoPerson
  readonly head: DemoPerson
  readonly legal: DemoPerson
  readonly deputy: DemoPerson
  readonly unit: DemoPerson
}

export type VisitPlan = {
  readonly id: string
  readonly enterprise: Enterprise
  readonly team: Team
  readonly on: LawDate
  readonly end: VisitEnd
  readonly reason: Reason
  /** The document that the plan names, where it is not the usual one of its reason. */
  readonly ref?: string
  readonly findings: number
  /** Serial of the photo drawn for the first finding. */
  readonly picture: number
  /** Items of the plan, where fewer than the usual number are checked. */
  readonly itemsMax?: number
}

type Parts = { voice: Voice; diary: Diary; random: Random; plan: VisitPlan }
type Answer = { inspection: Inspection }

const PLACES = [
  '一号车间',
  '二号车间',
  '焊接作业区',
  '打磨工位',
  '配电房',
  '原料仓库',
  '成品仓库',
  '喷涂房',
  '污水处理站',
  '空压机房',
] as const

/** One visit from its plan to where the story ends. Returns quietly; a case of it is another story. */
export async function* visit({ voice, diary, random, plan }: Parts): Story {
  const { team, enterprise } = plan
  const id = plan.id
  const approvedOn = dayBefore(diary, plan.on)
  yield diary.at(dayBefore(diary, approvedOn), '10:10')
  const items = (
    await voice.say<{ items: PlannedItem[] }>(team.first, inspection.suggestItems, {
      enterpriseId: enterprise.id,
      date: plan.on,
    })
  ).items
  const chosen = choose(items, random).slice(0, plan.itemsMax)
  let version = versionOf(
    await voice.say<Answer>(team.first, inspection.draftPlan, {
      id,
      enterpriseId: enterprise.id,
      reason: plan.reason,
      reasonRef: plan.ref ?? referenceOf(plan),
      plannedOn: diary.later(plan.on, 0),
      officerIds: [team.first.officer.id, team.second.officer.id],
      assistants: [],
      checkItemIds: chosen.map((item) => item.id),
      method: 'both',
    }),
  )
  if (plan.end === 'drafted') return
  if (plan.end === 'cancelled') {
    yield diary.at(diary.later(plan.on, -2), '16:00')
    await voice.say(team.first, inspection.cancel, { id, version, because: '企业因设备检修临时停产，另行安排' })
    return
  }
  if (plan.end === 'urgent') {
    yield diary.at(plan.on, '15:40')
    return enteredUrgently({ voice, random, plan, version })
  }
  yield diary.at(approvedOn, '15:20')
  version = versionOf(
    await voice.say<Answer>(team.unit, inspection.approvePlan, {
      id,
      version,
      opinion: '同意按方案实施检查，注意自身防护。',
    }),
  )
  if (plan.end === 'approved') return
  yield* onSite({ voice, diary, random, plan, version, chosen })
}

/** A visit that could not wait for its approval, and an expert who was near. */
async function enteredUrgently({
  voice,
  random,
  plan,
  version,
}: Pick<Parts, 'voice' | 'random' | 'plan'> & { version: number }): Promise<void> {
  const { team, enterprise, id } = plan
  await voice.say(team.first, enterUrgently, {
    id,
    version,
    means: 'typed',
    doorCode: enterprise.creditCode,
    latitude: null,
    longitude: null,
    because: '巡查途中发现该厂正在违规动火，等待方案批准可能引发火灾',
    number: null,
  })
  await voice.say(team.first, joinOnSite, {
    id,
    personId: random.uuid(),
    role: 'helper',
    officerId: null,
    name: '演示专家',
    post: '粉尘防爆专家',
    recusal: 'none',
  })
}

/** The last working day that lies at least three days before, also behind a long holiday. */
function dayBefore(diary: Diary, date: LawDate): LawDate {
  let days = 3
  while (diary.later(date, -days) >= date) days += 1
  return diary.later(date, -days)
}

type Finding = {
  readonly id: string
  readonly checkItemId: string
  readonly description: string
  readonly place: string
  readonly violationKey: string | null
  readonly quantity: number
  readonly majorHazardCode: string | null
  readonly evidenceIds: readonly string[]
}

/** Each fault is photographed twelve minutes after the one before. */
async function* found({
  voice,
  random,
  plan,
  bad,
  enteredAt,
}: Pick<Parts, 'voice' | 'random' | 'plan'> & { bad: readonly PlannedItem[]; enteredAt: Instant }): AsyncGenerator<
  Instant,
  Finding[]
> {
  const { team, id } = plan
  const findings: Finding[] = []
  for (const [place, item] of bad.entries()) {
    const takenAt = minutesAfter(enteredAt, 15 + place * 12)
    yield takenAt
    const photo = await voice.photo(
      team.second,
      addEvidence,
      {
        subjectKind: 'inspection',
        subjectId: id,
        name: `现场照片${place + 1}`,
        proves: item.statement,
        takenAt,
        place: random.pick(PLACES),
      },
      await demoPhoto(plan.picture + place),
    )
    findings.push({
      id: random.uuid(),
      checkItemId: item.id,
      description: item.statement,
      place: random.pick(PLACES),
      violationKey: item.violationKeys[0] ?? null,
      quantity: random.int(1, 2),
      majorHazardCode: random.chance(0.5) ? (item.majorHazardCodes[0] ?? null) : null,
      evidenceIds: [photo],
    })
  }
  return findings
}

const answersTo = (
  chosen: readonly PlannedItem[],
  { bad, random }: { bad: readonly PlannedItem[]; random: Parts['random'] },
) =>
  chosen.map((item) => ({
    checkItemId: item.id,
    result: bad.includes(item) ? 'nonconforming' : random.chance(0.12) ? 'not-applicable' : 'conforming',
    note: '',
  }))

const signedOnSite = ({ team, enterprise }: VisitPlan, at: Instant) => ({
  signatures: [signature(team.first.officer.name, '执法人员', at), signature(team.second.officer.name, '执法人员', at)],
  partySignature: signature(enterprise.safetyManager, '安全管理人员', at),
  refusalNote: '',
})

/** From the door to the signed record, and on to the order where there is something to order. */
async function* onSite({
  voice,
  diary,
  random,
  plan,
  chosen,
  ...before
}: Parts & { version: number; chosen: readonly PlannedItem[] }): Story {
  const { team, enterprise, id } = plan
  const enteredAt = diary.at(plan.on, `${random.int(9, 10)}:0${random.int(0, 9)}`)
  yield enteredAt
  let version = versionOf(
    await voice.say<Answer>(team.first, inspection.enter, {
      id,
      version: before.version,
      means: 'typed',
      doorCode: enterprise.creditCode,
      latitude: null,
      longitude: null,
    }),
  )
  if (plan.end === 'entered') return

  const until = minutesAfter(enteredAt, random.int(70, 170))
  const bad = plan.end === 'clean' ? [] : faults(chosen, { count: plan.findings, on: plan.on, random })
  const findings = yield* found({ voice, random, plan, bad, enteredAt })
  yield until
  const signed = signedOnSite(plan, until)
  version = versionOf(
    await voice.say<Answer>(team.first, inspection.record, {
      id,
      version,
      from: enteredAt,
      until,
      places: '生产车间、仓库及配电房',
      situation:
        bad.length === 0
          ? '按方案检查，未发现安全生产违法行为。'
          : `按方案检查，发现${bad.length}项问题，已当场告知并拍照取证。`,
      present: [
        { role: 'principal', name: random.chance(0.6) ? enterprise.principal : '', absentBecause: '外出，已电话告知' },
        { role: 'safety-manager', name: enterprise.safetyManager, absentBecause: '' },
        { role: 'operator', name: '当班操作人员', absentBecause: '' },
      ],
      answers: answersTo(chosen, { bad, random }),
      findings,
      recorderOn: enteredAt,
      ...signed,
    }),
  )
  if (plan.end === 'recorded') return
  if (plan.end === 'clean') {
    yield minutesAfter(until, 20)
    await voice.say(team.first, inspection.conclude, { id, version })
    return
  }
  yield* rectify({ voice, diary, plan, version, findings, until, signed })
}

type Rectify = Pick<Parts, 'voice' | 'diary' | 'plan'> & {
  version: number
  until: Instant
  findings: { id: string; majorHazardCode: string | null }[]
  signed: Record<string, unknown>
}

async function* rectify({ voice, diary, plan, version, findings, until, signed }: Rectify): Story {
  const { team, id } = plan
  const rectifyBy = plan.end === 'overdue' ? addDays(diary.today, -3) : diary.later(plan.on, 15)
  yield minutesAfter(until, 12)
  let current = versionOf(
    await voice.say<Answer>(team.first, inspection.order, {
      id,
      version,
      rectifyBy,
      measures: findings
        .filter((finding) => finding.majorHazardCode)
        .slice(0, 1)
        .map((finding) => ({ hazardId: finding.id, measure: 'stop-use' })),
      ...signed,
    }),
  )
  if (plan.end === 'ordered' || plan.end === 'overdue') return
  const recheckAt = diary.at(diary.later(rectifyBy, 1), '10:30')
  yield recheckAt
  current = versionOf(
    await voice.say<Answer>(team.first, inspection.recheck, {
      id,
      version: current,
      place: '原检查场所',
      results: findings.map((finding, place) => {
        const passed = plan.end !== 'failed' || place > 0
        return { hazardId: finding.id, passed, note: passed ? '现场核对，已按要求整改' : '仍未整改', evidenceIds: [] }
      }),
      ...signed,
      principalSignature: signature(plan.enterprise.principal, '主要负责人', recheckAt),
      signatures: [
        signature(team.first.officer.name, '执法人员', recheckAt),
        signature(team.second.officer.name, '执法人员', recheckAt),
      ],
    }),
  )
  if (plan.end === 'failed') return
  yield minutesAfter(recheckAt, 30)
  await voice.say(team.first, inspection.conclude, { id, version: current })
}

const versionOf = ({ inspection: { version } }: Answer) => version

export const minutesAfter = (instant: Instant, minutes: number): Instant =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString()

/** Must-check items first, then a handful of others. */
function choose(items: readonly PlannedItem[], random: Random): PlannedItem[] {
  const mandatory = items.filter((item) => item.mandatory).slice(0, 18)
  const others = items.filter((item) => !item.mandatory && random.chance(0.25)).slice(0, 10)
  return [...mandatory, ...others]
}

/**
 * Items that can be found wanting: what carries a fine for the unit, at once and when overdue. The uncertified welder
 * comes first, as in life.
 */
function faults(
  items: readonly PlannedItem[],
  { count, on, random }: { count: number; on: LawDate; random: Random },
): PlannedItem[] {
  const book = lawbook()
  const isFined = (key: string) =>
    (['first', 'overdue'] as const).every((stage) =>
      findViolations(book, key, { stage, date: on }).some(({ fine }) => fine),
    )
  const able = items.filter(
    ({ violationKeys: [key] }) => key !== undefined && !fallsOnPerson(book, key, on) && isFined(key),
  )
  const welder = able.filter(({ violationKeys: [key] }) => key === 'AQ-97-7').slice(0, 1)
  // One provision is found wanting once: a decision that fined it twice would be no example.
  const others = [...Map.groupBy(able, ({ violationKeys: [key] }) => key).values()].filter(
    ([item]) => !welder.some(({ violationKeys: [key] }) => key === item?.violationKeys[0]),
  )
  const picked = [...welder]
  while (picked.length < count && others.length > 0) {
    const [sameProvision = []] = others.splice(random.int(0, others.length - 1), 1)
    picked.push(random.pick(sameProvision))
  }
  return picked
}

function referenceOf({ reason, on, id }: VisitPlan): string {
  const year = on.slice(0, 4)
  const serial = (parseInt(id.slice(0, 4), 16) % 900) + 100
  switch (reason) {
    case 'plan':
      return `${year}年度安全生产监督检查计划`
    case 'draw':
      return `${year}年第${(serial % 4) + 1}次双随机抽查`
    case 'complaint':
      return `举报登记${year}-${serial}`
    case 'transfer':
      return `转办单${year}-${serial}`
    case 'monitoring':
      return `监测预警${year}-${serial}`
  }
}
