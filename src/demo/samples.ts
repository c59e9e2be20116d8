import { listHazards } from '../contexts/hazard/contract.ts'
import { keepSample, proposeSample, type SampleView } from '../contexts/hazard/contract/samples.ts'
import type { Hazard } from '../contexts/hazard/model.ts'
import { addDays } from '../kernel/time.ts'
import type { DemoPerson } from './people.ts'
import type { Random } from './random.ts'
import type { Diary, Story, Voice } from './voice.ts'

type Parts = {
  readonly voice: Voice
  readonly diary: Diary
  readonly random: Random
  readonly people: readonly DemoPerson[]
}

const NAMES = ['打磨车间（演示）', '配电房（演示）', '危险化学品仓库（演示）', '电焊作业点（演示）']
const SUBJECTS = ['process', 'equipment', 'device', 'process'] as const

/** Confirmed hazards of the county become samples: three were looked through by the head, one waits. */
export async function* samplesStory({ voice, diary, random, people }: Parts, region: string): Story {
  const find = (word: string) =>
    people.find(({ officer, username }) => officer.region === region && username.endsWith(word))
  const [first, head] = [find('-officer1'), find('-head')]
  if (!first || !head) return
  yield diary.at(addDays(diary.today, -6), '11:10')
  const { hazards } = await voice.say<{ hazards: Hazard[] }>(first, listHazards, { state: 'passed' })
  const shown = hazards.filter(({ evidenceIds }) => evidenceIds.length > 0)
  const different = [...new Map(shown.map((hazard) => [hazard.checkItemId, hazard])).values()].slice(0, NAMES.length)
  const proposed: SampleView[] = []
  for (const [at, hazard] of different.entries())
    proposed.push(
      await voice.say<SampleView>(first, proposeSample, {
        id: random.uuid(),
        hazardId: hazard.id,
        evidenceId: hazard.evidenceIds[0],
        subject: SUBJECTS[at],
        name: NAMES[at],
        description: hazard.description,
      }),
    )
  yield diary.at(addDays(diary.today, -5), '09:20')
  for (const { id, version } of proposed.slice(0, 3))
    await voice.say(head, keepSample, { id, version, showsNobody: true })
}
