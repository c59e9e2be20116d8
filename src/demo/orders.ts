import { lawbook } from '../contexts/law/public.ts'
import {
  approveSpecial,
  assignSpecial,
  draftSpecial,
  fileSpecial,
  orderDeployment,
} from '../contexts/planning/contract.ts'
import { tickCampaign } from '../contexts/planning/contract/campaigns.ts'
import type { Enterprise } from '../contexts/registry/model.ts'
import { addDays } from '../kernel/time.ts'
import type { Team } from './visit.ts'
import type { Diary, Story, Voice } from './voice.ts'

type Parts = { readonly voice: Voice; readonly diary: Diary }
type View = { readonly special: { readonly id: string; readonly version: number } }

const MATTERS = 10
const SENT = '441302'

/** A special inspection after an accident elsewhere: bounded, approved, filed with the government, its tasks given (circular art. 2). */
async function* dustSpecial(
  { voice, diary }: Parts,
  { local, dusty }: { local: Team; dusty: readonly Enterprise[] },
): Story {
  const { unit, head, region } = local
  const draftedOn = diary.later(diary.today, -30)
  const from = diary.later(draftedOn, 9)
  const until = addDays(diary.today, 45)
  const sameYear = until.slice(0, 4) === from.slice(0, 4)
  yield diary.at(draftedOn, '09:00')
  const drafted = await voice.say<View>(unit, draftSpecial, {
    title: '粉尘涉爆企业除尘系统专项检查（演示）',
    trigger: 'typical-accident',
    evidence: '演示事故通报〔2026〕3号：除尘系统未按规定清灰，发生粉尘爆炸。本县同类企业须核查除尘系统和清灰制度。',
    regions: [region],
    sectors: ['dust'],
    checkItemIds: lawbook()
      .checkItems.filter(({ industryName, parent }) => parent === undefined && industryName === '粉尘涉爆')
      .slice(0, MATTERS)
      .map(({ id }) => id),
    from,
    until: sameYear ? until : `${from.slice(0, 4)}-12-31`,
    visitsMax: 8,
  })
  const { id } = drafted.special
  yield diary.at(diary.later(draftedOn, 1), '10:20')
  const approved = await voice.say<View>(head, approveSpecial, { id, version: drafted.special.version })
  const filedOn = diary.later(draftedOn, 4)
  yield diary.at(filedOn, '16:10')
  const filed = await voice.say<View>(unit, fileSpecial, {
    id,
    version: approved.special.version,
    number: `演府备〔${filedOn.slice(0, 4)}〕17号`,
    government: '博罗县人民政府',
    on: filedOn,
  })
  yield diary.at(diary.later(draftedOn, 5), '09:30')
  await voice.say(unit, assignSpecial, {
    id,
    version: filed.special.version,
    enterpriseIds: dusty.map((one) => one.id),
  })
}

/** The day on which the city gives its order, and the number of the order. */
const orderOf = (diary: Diary) => {
  const on = diary.later(diary.today, -40)
  return { on, number: `演示市应急函〔${on.slice(0, 4)}〕21号` }
}
export const deploymentNumber = (diary: Diary): string => orderOf(diary).number

/** What the issuer has done of the five checklists so far. */
const DONE = {
  'training-held': '派出前集中培训半天（演示）',
  'enforcement-plan': '检查方案和企业名单随文下达',
  'funding-borne': '差旅由派出机关承担',
} as const

/** The city sends officers of one county to another, to help (circular art. 6). */
async function* crossRegion({ voice, diary }: Parts, { city, host }: { city: Team; host: string }): Story {
  const { on, number } = orderOf(diary)
  yield diary.at(on, '15:00')
  const { id } = await voice.say<{ id: string }>(city.head, orderDeployment, {
    number,
    way: 'assistance',
    purpose: '金属加工企业粉尘防爆帮扶执法（演示）',
    bureaus: [SENT],
    regions: [host],
    from: on,
    until: addDays(diary.today, 25),
  })
  yield diary.at(diary.later(on, 2), '09:00')
  for (const [item, note] of Object.entries(DONE)) await voice.say(city.head, tickCampaign, { id, item, note })
}

/** What is ordered besides the plan: a special inspection of the county and a deployment of the city. */
export const orderStories = (
  parts: Parts,
  { local, city, dusty }: { local: Team; city: Team; dusty: readonly Enterprise[] },
): Story[] => [dustSpecial(parts, { local, dusty }), crossRegion(parts, { city, host: local.region })]
