import * as overlays from '../contexts/law/contract/overlays.ts'
import type { ImportedStatute } from '../contexts/law/rules/statute.ts'
import { addDays, type LawDate } from '../kernel/time.ts'
import { CITY } from './bureaus.ts'
import type { DemoPerson } from './people.ts'
import type { Diary, Story, Voice } from './voice.ts'

const COUNTY = '441322'

/** An invented local regulation in two versions, a rule to come and one that has ended: what a library looks like. */
export function demoStatutes(today: LawDate): ImportedStatute[] {
  const revisedOn = addDays(today, -400)
  const made = (
    title: string,
    { version, until = null, region = CITY }: { version: LawDate; until?: LawDate | null; region?: string },
    articles: readonly (readonly [path: string, text: string])[],
  ): ImportedStatute => ({
    code: null,
    title,
    version,
    effectiveFrom: version,
    effectiveTo: until,
    level: 'local',
    region,
    articles: articles.map(([path, text], at) => ({ number: at + 1, sub: 0, path, text })),
  })
  const space = '惠州市有限空间作业安全规定（演示）'
  return [
    made(space, { version: addDays(today, -1800), until: addDays(revisedOn, -1) }, SPACE),
    made(space, { version: revisedOn }, SPACE_REVISED),
    made('惠州市工业园区共同安全管理规定（演示）', { version: addDays(today, 45) }, PARK),
    made(
      '惠州市出租厂房安全管理暂行办法（演示）',
      { version: addDays(today, -3000), until: addDays(today, -900) },
      RENTED,
    ),
  ]
}

const GENERAL = '第一章　总则'
const WORK = '第二章　作业管理'
const LIABILITY = '第三章　法律责任'

const SPACE = [
  [GENERAL, '为了加强有限空间作业安全管理，防止中毒、窒息事故，结合本市实际，制定本规定。（本文为演示虚构）'],
  [GENERAL, '本市行政区域内工贸企业的有限空间作业，适用本规定。'],
  [WORK, '生产经营单位应当辨识本单位的有限空间，建立台账，并在入口处设置警示标志。'],
  [WORK, '进入有限空间作业应当先通风、再检测、后作业。\n检测合格后三十分钟内未进入的，应当重新检测。'],
  [WORK, '作业现场应当有一名监护人员。'],
  [LIABILITY, '违反本规定第三条的，依照《中华人民共和国安全生产法》第九十九条处理。'],
] as const

const SPACE_REVISED = [
  SPACE[0],
  [GENERAL, '本市行政区域内生产经营单位的有限空间作业，适用本规定；法律、法规另有规定的，从其规定。'],
  [WORK, '生产经营单位应当辨识本单位的有限空间，建立台账并每年更新，在入口处设置警示标志和防止误入的设施。'],
  [
    WORK,
    '进入有限空间作业应当先通风、再检测、后作业，并办理审批手续。\n检测合格后二十分钟内未进入的，应当重新检测；作业期间应当连续监测。',
  ],
  [WORK, '作业现场应当至少有两名监护人员，监护人员不得离开现场，不得兼做其他工作。'],
  [WORK, '发包有限空间作业的，应当与承包单位签订安全生产管理协议，并对作业统一协调、管理。'],
  [LIABILITY, '违反本规定第三条、第四条的，依照《中华人民共和国安全生产法》第九十九条、第一百零一条处理。'],
] as const

const PARK = [
  [GENERAL, '工业园区管理机构应当组织入园单位建立安全风险共同防范机制。（本文为演示虚构）'],
  [GENERAL, '同一园区内两个以上单位的作业可能互相危及安全的，应当签订安全生产管理协议。'],
] as const

const RENTED = [
  [GENERAL, '出租厂房的单位应当查验承租单位的安全生产条件。（本文为演示虚构）'],
  [GENERAL, '出租单位应当每季度检查一次承租单位的消防通道。'],
] as const

type Parts = { readonly voice: Voice; readonly diary: Diary; readonly people: readonly DemoPerson[] }
type Pair = { readonly drafter: DemoPerson; readonly approver: DemoPerson }
type View = { readonly change: { readonly id: string; readonly version: number } }

/** Changes of local rules: one in force, one that waits for its day, one for its second person, one taken back. */
export function lawStories({ voice, diary, people }: Parts): Story[] {
  const find = (region: string, post: string) =>
    people.find(({ officer, username }) => officer.region === region && username.endsWith(`-${post}`))
  const [cityLegal, cityHead] = [find(CITY, 'legal'), find(CITY, 'head')]
  const [legal, head] = [find(COUNTY, 'legal'), find(COUNTY, 'head')]
  if (!cityLegal || !cityHead || !legal || !head) return []
  const city = { drafter: cityLegal, approver: cityHead }
  return [
    refinedMatters({ voice, diary }, city),
    narrowedTier({ voice, diary }, city),
    lightOffences({ voice, diary }, city),
    listWithoutSystem({ voice, diary }, city),
    withdrawnDraft({ voice, diary }, { drafter: legal, approver: head }),
  ]
}

type Telling = Omit<Parts, 'people'>

async function drafted({ voice }: Telling, by: DemoPerson, draft: Record<string, unknown>): Promise<View['change']> {
  return (await voice.say<View>(by, overlays.draftChange, draft)).change
}

const item = (content: string, statement: string) => ({
  industry: 'general',
  industryName: '通用',
  matter: '主要负责人履职',
  parent: 'GEN-001',
  content,
  methods: ['现场查看', '询问人员'],
  basis: [{ instrument: 'WSL', article: 41 }],
  basisNote: null,
  statement,
  violations: ['AQ-102'],
  majorHazards: [],
  evidence: ['现场照片', '询问笔录'],
  isMust: false,
})

/** The city refines an item of the nation into what its officers look at, each with its blanks. */
async function* refinedMatters(telling: Telling, { drafter, approver }: Pair): Story {
  const { voice, diary } = telling
  yield diary.at(addDays(diary.today, -16), '10:20')
  const { id, version } = await drafted(telling, drafter, {
    kind: 'check-item',
    title: '细化主要负责人履职的检查事项（演示）',
    instrument: { name: '惠州市安全生产检查事项细化目录（演示）', number: '惠演示〔2026〕3号', article: 2 },
    from: diary.later(diary.today, -4),
    rows: [
      {
        mode: 'add',
        key: 'HZ-001',
        content: item(
          '班前会是否讲明当天作业的危险',
          '【时间】检查【班组】时发现，当班【人数】名作业人员说不出当天作业的主要危险和应急措施',
        ),
      },
      {
        mode: 'add',
        key: 'HZ-002',
        content: item(
          '隐患是否由主要负责人督办到消除',
          '【时间】检查发现，【隐患名称】自【发现日期】起未消除，主要负责人没有督办记录',
        ),
      },
    ],
  })
  yield diary.at(addDays(diary.today, -12), '15:30')
  await voice.say(approver, overlays.approveChange, { id, version })
}

/** The benchmark is narrowed from a day to come: until then the screens tell which open cases it will touch. */
async function* narrowedTier(telling: Telling, { drafter, approver }: Pair): Story {
  const { voice, diary } = telling
  yield diary.at(addDays(diary.today, -9), '09:50')
  const tier = (name: string, [atLeast, atMost]: [number | null, number | null], fen: [number, number]) => ({
    tier: name,
    atLeast,
    atMost,
    share: null,
    fen,
    confidence: '✔',
  })
  const { id, version } = await drafted(telling, drafter, {
    kind: 'tier',
    title: '下调特种作业人员无证上岗A档（演示）',
    instrument: { name: '惠州市安全生产行政处罚裁量细则（演示）', number: '惠演示〔2026〕7号', article: 4 },
    from: addDays(diary.today, 30),
    rows: [
      {
        mode: 'narrow',
        key: 'AQ-97-7/first',
        content: {
          violation: 'AQ-97-7',
          stage: 'first',
          counts: '人次',
          tiers: [
            tier('A', [null, 1], [0, 2_000_000]),
            tier('B', [2, 2], [2_000_000, 6_000_000]),
            tier('C', [3, null], [6_000_000, 10_000_000]),
          ],
          note: null,
        },
      },
    ],
  })
  yield diary.at(addDays(diary.today, -6), '16:10')
  await voice.say(approver, overlays.approveChange, { id, version })
}

async function* lightOffences(telling: Telling, { drafter }: Pair): Story {
  const { diary } = telling
  yield diary.at(addDays(diary.today, -3), '11:15')
  await drafted(telling, drafter, {
    kind: 'leniency',
    title: '轻微违法首次不予处罚清单（演示）',
    instrument: { name: '惠州市轻微违法行为不予处罚清单（演示）', number: '惠演示〔2026〕9号', article: 1 },
    from: addDays(diary.today, 60),
    until: addDays(diary.today, 790),
    rows: [
      {
        mode: 'add',
        key: 'HZ-DEMO',
        content: {
          name: '惠州市轻微违法行为不予处罚清单（演示）',
          kind: 'first_free',
          needs: ['first', 'corrected', 'no_harm'],
          excludes: ['major_hazard'],
          noFatalAccidentYears: 3,
          items: [{ violation: 'AQ-97-5b', quantityMax: 3 }],
          note: null,
        },
      },
    ],
  })
}

/** A list of one industry that forgot one of the four groups: it waits, and cannot be approved. */
async function* listWithoutSystem(telling: Telling, { drafter }: Pair): Story {
  const { diary } = telling
  yield diary.at(addDays(diary.today, -2), '10:45')
  await drafted(telling, drafter, {
    kind: 'checklist',
    title: '模具制造重点检查事项清单（演示）',
    instrument: { name: '惠州市重点检查事项清单（演示）', number: '惠演示〔2026〕11号', article: 1 },
    from: addDays(diary.today, 20),
    rows: [
      {
        mode: 'add',
        key: 'HZ-MOULD',
        content: {
          name: '模具制造重点检查事项清单（演示）',
          industry: 'machinery',
          entries: [
            { group: 'hazards', item: 'YPC-005' },
            { group: 'hazards', item: 'YPC-011' },
            { group: 'duties', item: 'GEN-001' },
            { group: 'duties', item: 'TZZ-002' },
            { group: 'risks', item: 'GEN-036' },
            { group: 'risks', item: 'GEN-037' },
          ],
        },
      },
    ],
  })
}

async function* withdrawnDraft(telling: Telling, { drafter, approver }: Pair): Story {
  const { voice, diary } = telling
  yield diary.at(addDays(diary.today, -21), '14:40')
  const { id, version } = await drafted(telling, drafter, {
    kind: 'check-item',
    title: '增加园区物流车辆的检查事项（演示）',
    instrument: { name: '博罗县检查事项细化目录（演示）', number: '博演示〔2026〕2号', article: 6 },
    from: addDays(diary.today, 15),
    rows: [
      {
        mode: 'add',
        key: 'BL-001',
        content: item('物流车辆是否限速', '【时间】检查【路段】时发现，物流车辆没有限速标志和减速设施'),
      },
    ],
  })
  yield diary.at(addDays(diary.today, -20), '09:30')
  await voice.say(approver, overlays.withdrawChange, {
    id,
    version,
    because: '厂内道路不属于安全生产检查事项目录，退回',
  })
}
