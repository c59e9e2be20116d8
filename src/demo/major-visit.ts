/** A visit of the demo that finds one major hazard and orders it put right in words: what the stories of roads.ts begin with. */
import { addEvidence } from '../contexts/evidence/contract.ts'
import * as inspection from '../contexts/inspection/contract.ts'
import type { Inspection, PlannedItem } from '../contexts/inspection/model.ts'
import type { Enterprise } from '../contexts/registry/model.ts'
import { addDays, type Instant, type LawDate } from '../kernel/time.ts'
import { demoPhoto } from './photos.ts'
import type { Random } from './random.ts'
import { minutesAfter, type Team } from './visit.ts'
import { signature, type Diary, type Voice } from './voice.ts'

export type Parts = { readonly voice: Voice; readonly diary: Diary; readonly random: Random }
type Answer = { inspection: Inspection }
export type Set = { readonly team: Team; readonly enterprise: Enterprise }

/** Matters in which the self-report and the visit meet: one that is a major hazard and may be punished. */
const isMatter = ({ majorHazardCodes, violationKeys, statement }: PlannedItem) =>
  majorHazardCodes.length > 0 && violationKeys.length > 0 && statement.includes('危险作业')

const signed = ({ team, enterprise }: Set, at: Instant) => ({
  signatures: [team.first, team.second].map(({ officer }) => signature(officer.name, '执法人员', at)),
  partySignature: signature(enterprise.principal, '主要负责人', at),
  refusalNote: '',
})

type Visited = { readonly inspectionId: string; readonly requirement: string }

/** Plan, approval, what `before` tells the day before, door, record with one major hazard, order with its demand. */
export async function* majorVisit(
  { voice, diary, random }: Parts,
  set: Set & { on: LawDate; requirement: string; before: (matter: PlannedItem, at: Instant) => Promise<void> },
): AsyncGenerator<Instant, Visited, void> {
  const { team, enterprise, on, requirement } = set
  const id = random.uuid()
  yield diary.at(addDays(on, -6), '09:20')
  const { items } = await voice.say<{ items: PlannedItem[] }>(team.first, inspection.suggestItems, {
    enterpriseId: enterprise.id,
    date: on,
  })
  const matter = items.find(isMatter)
  if (!matter) throw new Error(`no matter of a major hazard for ${enterprise.name}`)
  const chosen = [matter, ...items.filter((item) => item.mandatory && item !== matter).slice(0, 6)]
  const drafted = await voice.say<Answer>(team.first, inspection.draftPlan, {
    id,
    enterpriseId: enterprise.id,
    reason: 'plan',
    reasonRef: `${on.slice(0, 4)}年度安全生产监督检查计划`,
    plannedOn: on,
    officerIds: [team.first.officer.id, team.second.officer.id],
    assistants: [],
    checkItemIds: chosen.map((item) => item.id),
    method: 'both',
  })
  yield diary.at(addDays(on, -5), '15:10')
  const approved = await voice.say<Answer>(team.unit, inspection.approvePlan, {
    id,
    version: drafted.inspection.version,
    opinion: '同意按方案实施检查。',
  })
  const told = minutesAfter(diary.at(on, '09:05'), -24 * 60)
  yield told
  await set.before(matter, told)
  const from = diary.at(on, '09:05')
  yield from
  const entered = await voice.say<Answer>(team.first, inspection.enter, {
    id,
    version: approved.inspection.version,
    means: 'typed',
    doorCode: enterprise.creditCode,
    latitude: null,
    longitude: null,
  })
  yield* foundAndOrdered(
    { voice, diary, random },
    { ...set, id, from, matter, chosen, version: entered.inspection.version },
  )
  return { inspectionId: id, requirement }
}

type OnSite = Set & {
  readonly on: LawDate
  readonly requirement: string
  readonly id: string
  readonly from: Instant
  readonly matter: PlannedItem
  readonly chosen: readonly PlannedItem[]
  readonly version: number
}

/** Photo, record and order. */
async function* foundAndOrdered({ voice, diary, random }: Parts, set: OnSite): AsyncGenerator<Instant, void, void> {
  const { team, on, requirement, id, from, matter, version } = set
  const takenAt = minutesAfter(from, 25)
  yield takenAt
  const photo = await voice.photo(
    team.second,
    addEvidence,
    {
      subjectKind: 'inspection',
      subjectId: id,
      name: '现场照片1',
      proves: matter.statement,
      takenAt,
      place: '污水处理站',
    },
    await demoPhoto(70_003),
  )
  const until = minutesAfter(from, 95)
  yield until
  const findingId = random.uuid()
  const recorded = await voice.say<Answer>(team.first, inspection.record, {
    id,
    version,
    from,
    until,
    recorderOn: from,
    places: '污水处理站、生产车间',
    situation: '按方案检查，发现1项问题，企业正在治理，已当场告知并拍照取证。',
    ...seen(set),
    findings: [
      {
        id: findingId,
        checkItemId: matter.id,
        description: matter.statement,
        place: '污水处理站',
        violationKey: matter.violationKeys[0] ?? null,
        quantity: 1,
        majorHazardCode: matter.majorHazardCodes[0] ?? null,
        evidenceIds: [photo],
      },
    ],
    ...signed(set, until),
  })
  yield minutesAfter(until, 12)
  await voice.say(team.first, inspection.order, {
    id,
    version: recorded.inspection.version,
    rectifyBy: diary.later(on, 20),
    requirements: [{ hazardId: findingId, text: requirement }],
    measures: [],
    ...signed(set, until),
  })
}

/** Who was there, and what was answered. */
const seen = ({ enterprise, chosen, matter }: OnSite) => ({
  present: [
    { role: 'principal', name: enterprise.principal, absentBecause: '' },
    { role: 'safety-manager', name: enterprise.safetyManager, absentBecause: '' },
    { role: 'operator', name: '当班操作人员', absentBecause: '' },
  ],
  answers: chosen.map((item) => ({
    checkItemId: item.id,
    result: item === matter ? 'nonconforming' : 'conforming',
    note: '',
  })),
})
