import * as inspection from '../contexts/inspection/contract.ts'
import type { Inspection, PlannedItem } from '../contexts/inspection/model.ts'
import { commitDraw, draw, publishDraw } from '../contexts/planning/contract.ts'
import { lawbook } from '../contexts/law/public.ts'
import { recordException, recordTownMatters } from '../contexts/planning/contract/guards.ts'
import { recordConduct } from '../contexts/registry/contract/conduct.ts'
import type { Enterprise } from '../contexts/registry/model.ts'
import { addDays } from '../kernel/time.ts'
import { CITY } from './bureaus.ts'
import type { DemoPerson } from './people.ts'
import { guidanceStories } from './guidance.ts'
import { deploymentNumber, orderStories } from './orders.ts'
import { teamsOf } from './plot.ts'
import { randomOf } from './random.ts'
import { minutesAfter, visit, type Team, type VisitPlan } from './visit.ts'
import { signature, type Diary, type Story, type Voice } from './voice.ts'

const COUNTY = '441322'
/** Towns of the county that act themselves. */
const TOWNS_WITH_POWERS = ['441322119', '441322121']
/** Serial of the random numbers, apart from those of the other stories. */
const SEED = 20_260_117

type Parts = { readonly voice: Voice; readonly diary: Diary }
type Answer = { inspection: Inspection }

/** The superior raises a business for itself, so that it may plan there without breaking art. 4. */
async function* raised(
  { voice, diary }: Parts,
  { head, enterprise }: { head: DemoPerson; enterprise: Enterprise },
): Story {
  yield diary.at(addDays(diary.today, -70), '09:10')
  await voice.say(head, recordException, {
    enterpriseId: enterprise.id,
    bureau: CITY,
    code: 'raised',
    number: `演示应急函〔${diary.today.slice(0, 4)}〕${enterprise.creditCode.slice(-4)}号`,
    from: addDays(diary.today, -69),
    until: addDays(diary.today, 60),
  })
}

/** A business that gave up, as the market supervision told: nobody plans a visit to it any more. */
async function* closedDown(
  { voice, diary }: Parts,
  { unit, enterprise }: { unit: DemoPerson; enterprise: Enterprise },
): Story {
  yield diary.at(diary.later(diary.today, -6), '10:15')
  await voice.say(unit, recordConduct, {
    id: enterprise.id,
    kind: 'closed',
    on: addDays(diary.today, -9),
    reference: '准予注销登记通知书（演示）',
    source: '市场监管登记数据',
  })
}

/** Trades that no town takes on: they need the county's technicians (art. 11). */
const NOT_FOR_TOWNS = /危险|易制毒|冶炼|有色|矿|烟花|石油|评价|建设项目/

/** The matters of the towns that inspect themselves, recorded by their county with the instrument. */
async function* townLists({ voice, diary }: Parts, head: DemoPerson): Story {
  yield diary.at(addDays(diary.today, -200), '09:40')
  const checkItemIds = lawbook()
    .checkItems.filter(({ industryName, parent }) => parent === undefined && !NOT_FOR_TOWNS.test(industryName))
    .map(({ id }) => id)
  for (const town of TOWNS_WITH_POWERS)
    await voice.say(head, recordTownMatters, {
      town,
      instrument: `演示县府规〔${diary.today.slice(0, 4)}〕1号`,
      checkItemIds,
      from: addDays(diary.today, -190),
    })
}

/** A double-random draw from the bound list to its publication; its tasks wait for their plans. */
async function* publishedDraw({ voice, diary }: Parts, { unit, deputy }: Team): Story {
  const committedOn = diary.later(diary.today, -24)
  const drawnOn = diary.later(committedOn, 1)
  const from = diary.later(drawnOn, 2)
  const wanted = addDays(diary.today, 30)
  yield diary.at(committedOn, '09:20')
  const committed = await voice.say<{ id: string; version: number }>(unit, commitDraw, {
    title: `${from.slice(0, 4)}年演示县双随机抽查`,
    unitsWanted: 6,
    from,
    // A draw belongs to one year, whenever the demo is loaded.
    until: wanted.slice(0, 4) === from.slice(0, 4) ? wanted : `${from.slice(0, 4)}-12-31`,
    weights: { high: 4, medium: 2, low: 1 },
    publicSeedSource: '演示用的公开种子：次日公布的示例号码',
    publicSeedOn: drawnOn,
  })
  yield diary.at(drawnOn, '15:05')
  const drawn = await voice.say<{ id: string; version: number }>(unit, draw, {
    id: committed.id,
    version: committed.version,
    publicSeed: '演示号码 03 08 15 21 27 32 + 11',
  })
  yield diary.at(diary.later(drawnOn, 1), '09:40')
  await voice.say(deputy, publishDraw, { id: drawn.id, version: drawn.version })
}

/** A record without substance: one answer, nothing found. */
const hastyRecord = ({
  team,
  enterprise,
  chosen,
  from,
  until,
}: {
  team: Team
  enterprise: Enterprise
  chosen: readonly PlannedItem[]
  from: string
  until: string
}) => ({
  from,
  until,
  places: '厂区门口',
  situation: '到场核对了基本情况，未逐项检查。',
  present: [
    { role: 'principal', name: '', absentBecause: '外出，已电话告知' },
    { role: 'safety-manager', name: enterprise.safetyManager, absentBecause: '' },
    { role: 'operator', name: '当班操作人员', absentBecause: '' },
  ],
  answers: chosen.map((item) => ({
    checkItemId: item.id,
    result: item.mandatory ? 'conforming' : 'not-checked',
    note: '',
  })),
  findings: [],
  recorderOn: from,
  signatures: [
    signature(team.first.officer.name, '执法人员', until),
    signature(team.second.officer.name, '执法人员', until),
  ],
  partySignature: signature(enterprise.safetyManager, '安全管理人员', until),
  refusalNote: '',
})

/** A visit of minutes that leaves most of the list unanswered: what a punch card looks like. */
async function* punchCard(
  { voice, diary }: Parts,
  { team, enterprise, id }: { team: Team; enterprise: Enterprise; id: string },
): Story {
  const on = diary.later(diary.today, -17)
  yield diary.at(diary.later(on, -14), '11:05')
  const { items } = await voice.say<{ items: PlannedItem[] }>(team.first, inspection.suggestItems, {
    enterpriseId: enterprise.id,
    date: on,
  })
  const chosen = [
    ...items.filter(({ mandatory }) => mandatory).slice(0, 1),
    ...items.filter(({ mandatory }) => !mandatory).slice(0, 7),
  ]
  const drafted = await voice.say<Answer>(team.first, inspection.draftPlan, {
    id,
    enterpriseId: enterprise.id,
    reason: 'plan',
    reasonRef: '',
    plannedOn: on,
    officerIds: [team.first.officer.id, team.second.officer.id],
    assistants: [],
    checkItemIds: chosen.map((item) => item.id),
    method: 'on-site',
  })
  yield diary.at(diary.later(on, -13), '15:40')
  const approved = await voice.say<Answer>(team.unit, inspection.approvePlan, {
    id,
    version: drafted.inspection.version,
    opinion: '同意按方案实施检查。',
  })
  const from = diary.at(on, '16:31')
  yield from
  const entered = await voice.say<Answer>(team.first, inspection.enter, {
    id,
    version: approved.inspection.version,
    means: 'typed',
    doorCode: enterprise.creditCode,
    latitude: null,
    longitude: null,
  })
  const until = minutesAfter(from, 7)
  yield until
  const recorded = await voice.say<Answer>(team.first, inspection.record, {
    id,
    version: entered.inspection.version,
    ...hastyRecord({ team, enterprise, chosen, from, until }),
  })
  yield minutesAfter(until, 15)
  await voice.say(team.first, inspection.conclude, { id, version: recorded.inspection.version })
}

/**
 * What the watchers and the matcher of joint visits find in the demo county: a business shown three times, two bureaus
 * one after the other, a punch card, and two plans of two levels for one business; beside them a published draw. None of these businesses is part of
 * another story.
 */
export function watchStories(
  parts: Parts,
  county: { enterprises: readonly Enterprise[]; people: readonly DemoPerson[]; visits: readonly VisitPlan[] },
): Story[] {
  const { voice, diary } = parts
  const teams = teamsOf(county.people)
  const [local, city] = [teams.get(COUNTY), teams.get(CITY)]
  const used = new Set(county.visits.map(({ enterprise }) => enterprise.id))
  const free = county.enterprises.filter(
    ({ id, responsibleBureau, grade }) =>
      responsibleBureau === COUNTY && (grade === 'none' || grade === '3') && !used.has(id),
  )
  const [gone, shown, twice, carded, joined] = free.slice(-5)
  if (!local || !city || !gone || !shown || !twice || !carded || !joined) return []
  const random = randomOf(SEED)
  const told = (team: Team, enterprise: Enterprise, daysAgo: number, end: VisitPlan['end'], ref?: string): Story => {
    const id = random.uuid()
    const on = diary.later(diary.today, -daysAgo)
    const plan: VisitPlan = {
      id,
      enterprise,
      team,
      on,
      end,
      reason: 'plan',
      findings: 1,
      picture: 90_001 + daysAgo,
      ...(ref ? { ref } : {}),
    }
    return visit({ voice, diary, random: randomOf(SEED + daysAgo), plan })
  }
  return [
    ...[130, 90, 45].map((daysAgo) => told(local, shown, daysAgo, 'clean')),
    raised(parts, { head: city.head, enterprise: twice }),
    told(local, twice, 38, 'concluded'),
    // Under the deployment of the city: what it finds goes to the county, which has not answered yet.
    told(city, twice, 24, 'concluded', deploymentNumber(diary)),
    publishedDraw(parts, local),
    townLists(parts, local.head),
    closedDown(parts, { unit: local.unit, enterprise: gone }),
    ...orderStories(parts, { local, city, dusty: free.filter(({ sectors }) => sectors.includes('dust')).slice(0, 3) }),
    ...guidanceStories(parts, {
      asked: county.visits.find(({ end }) => end === 'ordered'),
      team: local,
      researched: free.find(({ sectors }) => !sectors.includes('dust')),
    }),
    punchCard(parts, { team: local, enterprise: carded, id: random.uuid() }),
    raised(parts, { head: city.head, enterprise: joined }),
    told(local, joined, -3, 'drafted'),
    told(city, joined, -4, 'drafted'),
  ]
}
