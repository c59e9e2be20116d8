import * as reviews from '../contexts/casework/contract/file-review.ts'
import * as editions from '../contexts/document/contract/edition.ts'
import type { LayoutBlock } from '../contexts/document/rules/layout.ts'
import { addDays, yearOf } from '../kernel/time.ts'
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

/** The county whose papers and files the stories beside the visits are about. */
export const COUNTY = '441322'

/** The supervisor's review of closed files, and the county's own wording of two forms. */
export function reviewStories(parts: Parts): Story[] {
  const find = (region: string, word: string) =>
    parts.people.find(({ officer, username }) => officer.region === region && username.endsWith(word))
  const supervisor = find(CITY, '-supervisor')
  const [legal, head] = [find(COUNTY, '-legal'), find(COUNTY, '-head')]
  return [
    ...(supervisor ? [fileReview(parts, supervisor)] : []),
    ...(legal && head ? [wordedForms(parts, { legal, head })] : []),
  ]
}

type Review = { files: { caseId: string }[] }
type Sheet = { points: { id: string }[]; fromRecord: { id: string; deducted: number; grounds: string }[] }

async function* fileReview({ voice, diary, random }: Parts, supervisor: DemoPerson): Story {
  yield diary.at(addDays(diary.today, -6), '10:00')
  const id = random.uuid()
  const year = yearOf(diary.today)
  await voice.say(supervisor, reviews.drawFileReview, { id, year, seed: `${year}年案卷评查（演示）`, sharePercent: 25 })
  yield diary.at(addDays(diary.today, -4), '15:00')
  const { files } = await voice.say<Review>(supervisor, reviews.fileReview, { id })
  const [first, second] = files
  if (first) {
    const { points, fromRecord } = await voice.say<Sheet>(supervisor, reviews.fileToReview, {
      id,
      caseId: first.caseId,
    })
    const found = [
      { id: '345', deducted: 2, grounds: '法制审核意见书第4项只写结论，没有写明审查依据' },
      { id: '308', deducted: 0.5, grounds: '询问笔录第1页没有写明记录人的单位' },
      { id: '351', deducted: 3, grounds: '决定书裁量理由没有写明所在阶次' },
    ].filter((answer) => points.some((point) => point.id === answer.id))
    await voice.say(supervisor, reviews.scoreFile, {
      id,
      caseId: first.caseId,
      version: 0,
      answers: [...fromRecord, ...found],
      typical: '',
      correction: { what: '补正裁量理由的说明，组织办案人员学习', until: addDays(diary.today, 10) },
    })
  }
  if (second)
    await voice.say(supervisor, reviews.scoreFile, {
      id,
      caseId: second.caseId,
      version: 0,
      answers: [],
      correction: null,
      typical: '证据与事实逐项对应，裁量说理充分，可供参考',
    })
}

type Form = { layout: { blocks: LayoutBlock[] } }

/** Words a paragraph of a form anew. */
const reworded = (form: Form, begins: string, words: string) => ({
  ...form.layout,
  blocks: form.layout.blocks.map((block) =>
    'p' in block && block.p.startsWith(begins) ? { ...block, p: words } : block,
  ),
})

async function* wordedForms(
  { voice, diary, random }: Parts,
  { legal, head }: { legal: DemoPerson; head: DemoPerson },
): Story {
  yield diary.at(addDays(diary.today, -9), '09:40')
  const id = random.uuid()
  const decision = await voice.say<Form>(legal, editions.formToEdit, { code: 'D34' })
  await voice.say(legal, editions.draftEdition, {
    id,
    code: 'D34',
    labels: {},
    effectiveFrom: addDays(diary.today, -6),
    reason: '按本省公布的文书用语统一表述（演示）',
    layout: reworded(decision, '经查', '本局经立案调查，查明你单位有下列违法行为：'),
  })
  yield diary.at(addDays(diary.today, -8), '11:00')
  await voice.say(head, editions.approveEdition, { id })
  yield diary.at(addDays(diary.today, -2), '16:00')
  const receipt = await voice.say<Form>(legal, editions.formToEdit, { code: 'D15' })
  await voice.say(legal, editions.draftEdition, {
    id: random.uuid(),
    code: 'D15',
    effectiveFrom: addDays(diary.today, 20),
    labels: { bring: '请携带的材料' },
    reason: '写明可以委托他人并注明权限（演示）',
    layout: {
      ...receipt.layout,
      blocks: [...receipt.layout.blocks, { note: '委托他人的，委托书应当逐项写明权限和期限。' }],
    },
  })
}
