import * as contract from '../contexts/planning/contract/key-lists.ts'
import { recordConduct } from '../contexts/registry/contract/conduct.ts'
import { yearOf } from '../kernel/time.ts'
import { CITY, COUNTIES } from './bureaus.ts'
import type { DemoPerson } from './people.ts'
import type { Diary, Story, Voice } from './voice.ts'

type Parts = { readonly voice: Voice; readonly diary: Diary; readonly people: readonly DemoPerson[] }
type View = contract.KeyListView
type Units = { readonly units: readonly { readonly enterpriseId: string; readonly name: string }[] }

/** Units that no rule names and that the bureau keeps on its list all the same. */
const KEPT = 3
/** The county whose desk the visitor opens: here two businesses have a record that changes how often they are inspected. */
const SHOWN = '441322'

/**
 * The lists of key units of this year, made before the annual plans that take them: by the rules, a few kept by hand with
 * the reason, frozen by the head.
 */
export function keyListStories({ voice, diary, people }: Parts): Story[] {
  const find = (region: string, word: string) =>
    people.find(({ officer, username }) => officer.region === region && username.endsWith(word))
  return [CITY, ...COUNTIES.map(({ region }) => region)].flatMap((region) => {
    const unit = find(region, '-unit')
    const head = find(region, '-head')
    return unit && head ? [listOf({ voice, diary }, { unit, head, isShown: region === SHOWN })] : []
  })
}

type Pair = { readonly unit: DemoPerson; readonly head: DemoPerson; readonly isShown: boolean }

async function* listOf({ voice, diary }: Omit<Parts, 'people'>, { unit, head, isShown }: Pair): Story {
  const year = yearOf(diary.today)
  yield diary.at(`${year - 1}-11-12`, '09:10')
  let { list, totals } = await voice.say<View>(unit, contract.makeKeyList, { year })
  const { id } = list
  const unlisted = await voice.say<Units>(unit, contract.listKeyUnits, { id, only: 'unlisted' })
  for (const { enterpriseId } of unlisted.units.slice(0, KEPT))
    ({ list, totals } = await voice.say<View>(unit, contract.changeKeyList, {
      id,
      version: list.version,
      enterpriseId,
      isListed: true,
      because: '上年度检查发现隐患较多，继续列为重点（演示）',
    }))
  if (totals.listed === 0) return
  if (isShown) {
    const { units } = await voice.say<Units>(unit, contract.listKeyUnits, { id, only: 'listed' })
    yield diary.at(`${year - 1}-11-13`, '10:20')
    await records(voice, { unit, year, ids: units.map(({ enterpriseId }) => enterpriseId) })
  }
  yield diary.at(`${year - 1}-11-17`, '16:30')
  await voice.say<View>(head, contract.freezeKeyList, { id, version: list.version })
}

/** What others said about two key units: one is inspected less for it, one more. */
async function records(voice: Voice, { unit, year, ids }: { unit: DemoPerson; year: number; ids: readonly string[] }) {
  const [free, listed] = ids
  if (free)
    await voice.say(unit, recordConduct, {
      id: free,
      kind: 'accident-free',
      on: `${year - 5}-01-01`,
      reference: '生产安全事故统计系统查询结果（演示）',
      source: '安全生产统计',
    })
  if (listed)
    await voice.say(unit, recordConduct, {
      id: listed,
      kind: 'listed',
      on: `${year - 1}-06-10`,
      reference: `演应急失信列〔${year - 1}〕1号`,
      source: '省应急管理厅公布的名单（演示）',
    })
}
