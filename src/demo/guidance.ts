import { recordGuidance } from '../contexts/inspection/contract/guidance.ts'
import type { Enterprise } from '../contexts/registry/model.ts'
import type { Team, VisitPlan } from './visit.ts'
import type { Diary, Story, Voice } from './voice.ts'

type Parts = { readonly voice: Voice; readonly diary: Diary }

/** A business asked for help and got advice: no slot of the year, no paper (circular art. 12). */
async function* helped({ voice, diary }: Parts, { enterprise, team, on }: VisitPlan): Story {
  const day = diary.later(on, -60)
  yield diary.at(day, '16:20')
  await voice.say(team.first, recordGuidance, {
    enterpriseId: enterprise.id,
    purpose: 'guidance',
    on: day,
    cause: '企业电话申请，指导编制隐患排查清单（演示）',
    visitors: `${team.first.officer.name}，注册安全工程师演示某`,
    told: '讲解隐患排查清单的编制方法，示范配电房和打磨车间的日常检查，留下清单样本。',
    advice: [{ found: '清单没有写明由谁、多久排查一次', advice: '每一项写明责任人和周期，张贴在车间入口' }],
  })
}

/** Research that wrote down problems: the watchers ask about it (circular art. 14). */
async function* searched({ voice, diary }: Parts, { team, enterprise }: { team: Team; enterprise: Enterprise }): Story {
  const day = diary.later(diary.today, -12)
  yield diary.at(day, '15:40')
  await voice.say(team.first, recordGuidance, {
    enterpriseId: enterprise.id,
    purpose: 'research',
    on: day,
    cause: '全县小微企业用工情况调研（演示）',
    visitors: `${team.first.officer.name}、${team.second.officer.name}`,
    told: '了解用工和培训情况，查看生产车间。',
    advice: [
      { found: '两台设备没有防护罩', advice: '尽快加装防护罩' },
      { found: '安全出口堆放纸箱', advice: '移走纸箱，保持通道畅通' },
    ],
  })
}

/** Visits that are no inspections: one as it should be, one that the watchers ask about. */
export const guidanceStories = (
  parts: Parts,
  { asked, team, researched }: { asked: VisitPlan | undefined; team: Team; researched: Enterprise | undefined },
): Story[] => [
  ...(asked ? [helped(parts, asked)] : []),
  ...(researched ? [searched(parts, { team, enterprise: researched })] : []),
]
