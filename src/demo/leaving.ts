import { createOfficer } from '../contexts/people/contract.ts'
import { switchOff } from '../contexts/people/contract/leaving.ts'
import { freshPassword } from '../contexts/people/public.ts'
import { addDays, lawDateOf } from '../kernel/time.ts'
import { COUNTY } from './review.ts'
import type { DemoPerson } from './people.ts'
import type { Diary, Story, Voice } from './voice.ts'

type Parts = { readonly voice: Voice; readonly diary: Diary; readonly people: readonly DemoPerson[] }

/** An archivist who has retired: his account is switched off, and whatever he did keeps his name. */
export async function* leavingStory({ voice, diary, people }: Parts): Story {
  const admin = people.find(({ username }) => username === 'hz-admin')
  if (!admin) return
  yield diary.at(addDays(diary.today, -200), '09:20')
  const { id } = await voice.say<{ id: string }>(admin, createOfficer, {
    region: COUNTY,
    name: '陶归田',
    phone: '000-00000000',
    roles: ['archivist'],
    certificate: null,
    username: 'bl-archive',
    password: freshPassword(),
  })
  const leaves = diary.at(addDays(diary.today, -5), '17:10')
  yield leaves
  await voice.say(admin, switchOff, { id, leftOn: lawDateOf(leaves), reason: '退休（演示）' })
}
