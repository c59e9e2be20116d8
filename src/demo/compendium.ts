import { draftCase, publishCase, type CaseView } from '../contexts/law/contract/compendium.ts'
import type { CaseContent } from '../contexts/law/rules/compendium.ts'
import { addDays } from '../kernel/time.ts'
import { CITY } from './bureaus.ts'
import type { DemoPerson } from './people.ts'
import type { Random } from './random.ts'
import type { Diary, Story, Voice } from './voice.ts'

type Parts = {
  readonly voice: Voice
  readonly diary: Diary
  readonly random: Random
  readonly people: readonly DemoPerson[]
}

const DOUBLE: CaseContent = {
  kind: 'counter',
  title: '同一次动火作业被两级机关罚款（演示）',
  facts:
    '某公司在仓库旁动火切割，没有办理动火审批。县级机关检查后立案，处罚款二万元。一个月后，上级机关依据同一次检查的照片再次立案，又处罚款三万元。',
  outcome: '当事人申请复议，复议机关撤销了后一份处罚决定，已缴的三万元退还。',
  analysis: [
    {
      instrument: 'APL',
      article: 29,
      says: '一事不再罚：对当事人的同一个违法行为，不得给予两次以上罚款的行政处罚。两份决定指向同一时间、同一地点、同一次作业，后一份没有依据。',
    },
    {
      instrument: 'WSL',
      article: 101,
      says: '动火作业没有专人现场管理、没有落实审批的，依照本条责令限期改正并处罚款。前一份决定已经适用本条，事实和情节都已评价。',
    },
  ],
  lesson:
    '立案前在系统中查询该企业同一事实是否已经立案或者处罚；上级机关认为下级处理不当的，通过监督程序纠正，不另行罚款。',
  source: '演示案例，非真实案件',
}

const MERGED: CaseContent = {
  kind: 'exemplary',
  title: '多个违法行为分别裁量、合并处罚（演示）',
  facts: '某公司两名焊工没有特种作业操作证，同时没有如实记录安全教育培训情况。办案人员分别查明事实，分别确定裁量幅度。',
  outcome: '对无证上岗罚款四万元，对培训记录不实罚款一万元，合并罚款五万元，决定书分项写明。',
  analysis: [
    {
      instrument: 'WSL',
      article: 97,
      says: '无证上岗与不如实记录培训是本条的两项，侵害的秩序不同，是两个违法行为，分别裁量后合并，不属于一事再罚。',
    },
    {
      instrument: 'APL',
      article: 5,
      says: '处罚与事实、性质、情节相当：每个行为单独写明阶次、幅度和理由，总额才看得出依据。',
    },
  ],
  lesson: '决定书按行为分项写明事实、条款、幅度和金额，最后写合计；不得只写一个总数。',
  source: '演示案例，非真实案件',
}

const WAITING: CaseContent = {
  kind: 'exemplary',
  title: '主动消除隐患，不予处罚（演示）',
  facts: '某公司自查发现打磨车间积尘，当天停产清理并在系统自报。次日检查时隐患已经消除，没有造成危害后果。',
  outcome: '不予行政处罚，当场教育，记录在案。',
  analysis: [
    {
      instrument: 'APL',
      article: 33,
      says: '违法行为轻微并及时改正，没有造成危害后果的，不予行政处罚；应当对当事人进行教育。',
    },
  ],
  lesson: '自报时间以系统记录为准，检查前的自报才算数。',
  source: '演示案例，非真实案件',
}

/** Two cases that everybody finds, and one that waits for its second person. */
export async function* compendiumStory({ voice, diary, random, people }: Parts): Story {
  const find = (word: string) =>
    people.find(({ officer, username }) => officer.region === CITY && username.endsWith(word))
  const [legal, head] = [find('-legal'), find('-head')]
  if (!legal || !head) return
  yield diary.at(addDays(diary.today, -8), '14:20')
  const write = (content: CaseContent) => voice.say<CaseView>(legal, draftCase, { id: random.uuid(), content })
  const [double, merged] = [await write(DOUBLE), await write(MERGED)]
  yield diary.at(addDays(diary.today, -7), '10:10')
  for (const { entry } of [double, merged]) await voice.say(head, publishCase, { id: entry.id, version: entry.version })
  yield diary.at(addDays(diary.today, -1), '15:05')
  await write(WAITING)
}
