import { listEvidence } from '../contexts/evidence/contract.ts'
import { askRemoval, decideRemoval } from '../contexts/evidence/contract/removal.ts'
import { listInspections } from '../contexts/inspection/contract.ts'
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

/** Two photos that an officer wants set aside: one is granted, one waits for the head (APL 47: nothing is deleted). */
export async function* removalStory({ voice, diary, random, people }: Parts, region: string): Story {
  const find = (word: string) =>
    people.find(({ officer, username }) => officer.region === region && username.endsWith(word))
  const [first, head] = [find('-officer1'), find('-head')]
  if (!first || !head) return
  yield diary.at(addDays(diary.today, -2), '16:10')
  const photos = await spareOf({ voice, by: first })
  const [wrongPlace, blurred] = photos
  if (!wrongPlace || !blurred) return
  const granted = random.uuid()
  await voice.say(first, askRemoval, {
    id: wrongPlace,
    removalId: granted,
    because: '误拍相邻单位的场所，与本次检查无关（演示）',
  })
  yield diary.at(addDays(diary.today, -1), '09:30')
  await voice.say(head, decideRemoval, { id: granted, granted: true, because: '同意停用，原件继续保留。' })
  yield diary.at(addDays(diary.today, -1), '10:05')
  await voice.say(first, askRemoval, {
    id: blurred,
    removalId: random.uuid(),
    because: '画面模糊，已有同一位置的清晰照片（演示）',
  })
}

/** Photos of concluded visits: no open case leans on them. */
async function spareOf({ voice, by }: { voice: Voice; by: DemoPerson }): Promise<string[]> {
  const { inspections } = await voice.say<{ inspections: { id: string }[] }>(by, listInspections, {
    state: 'concluded',
  })
  const photos: string[] = []
  for (const { id } of inspections) {
    const { evidence } = await voice.say<{ evidence: { id: string }[] }>(by, listEvidence, {
      subjectKind: 'inspection',
      subjectId: id,
    })
    photos.push(...evidence.slice(0, 1).map((item) => item.id))
    if (photos.length >= 2) break
  }
  return photos
}
