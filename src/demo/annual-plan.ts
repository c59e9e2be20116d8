import { lawbook } from '../contexts/law/public.ts'
import * as contract from '../contexts/planning/contract/annual-plans.ts'
import * as periods from '../contexts/planning/contract/key-periods.ts'
import { USUAL_INPUTS } from '../contexts/planning/rules/annual-plan.ts'
import type { z } from 'zod'
import { addDays, yearOf } from '../kernel/time.ts'
import { CITY, COUNTIES, demoBureaus } from './bureaus.ts'
import type { DemoPerson } from './people.ts'
import type { Diary, Story, Voice } from './voice.ts'

type Parts = { readonly voice: Voice; readonly diary: Diary; readonly people: readonly DemoPerson[] }
type Told = Parts & { readonly region: string; readonly unit: DemoPerson; readonly head: DemoPerson }

const NOTE =
  '按照分类分级监管要求，重点检查危险化学品、粉尘涉爆、有限空间和高风险单位，一般检查单位双随机抽取；预留力量处理举报、转办和监测预警线索。（演示）'

/** Days before today on which the draft of the coming year was begun. */
const DRAFTED_AGO = 12

/** Next year's plan of the county whose desk the visitor opens; the others have theirs of this year. */
const DRAFTS_AT = '441322'

/**
 * The annual plans of the demo: every bureau's plan of this year, approved, filed and public, and one draft for the next.
 */
export function annualPlanStories({ voice, diary, people }: Parts): Story[] {
  const find = (region: string, word: string) =>
    people.find(({ officer, username }) => officer.region === region && username.endsWith(word))
  return [CITY, ...COUNTIES.map(({ region }) => region)].flatMap((region) => {
    const unit = find(region, '-unit')
    const head = find(region, '-head')
    if (!unit || !head) return []
    const told = { voice, diary, people, region, unit, head }
    return [thisYear(told), ...(region === DRAFTS_AT ? [nextYear(told), keyPeriod(told)] : [])]
  })
}

/** Two officers a bureau: small offices do much beside, and a visit takes the pair one day. */
const INPUTS = { ...USUAL_INPUTS, leavePercent: 12, otherPercent: 30, daysPerRiskyVisit: 2 }

type View = contract.AnnualPlanView

async function arrangedPlan({ voice, unit }: Told, year: number): Promise<View> {
  const { plan } = await voice.say<View>(unit, contract.beginPlan, { year, note: NOTE, inputs: INPUTS })
  return voice.say<View>(unit, contract.arrangePlan, {
    id: plan.id,
    version: plan.version,
    inputs: INPUTS,
    note: NOTE,
  })
}

async function* thisYear(told: Told): Story {
  const { voice, diary, region, unit, head } = told
  const year = yearOf(diary.today)
  const day = (month: number, date: number) => `${year - 1}-${month}-${date}`
  const bureau = demoBureaus().find((one) => one.region === region)
  const government = bureau?.reconsiderationOrgan.includes('人民政府') ? bureau.reconsiderationOrgan : ''
  const organ = region === CITY ? '广东省应急管理厅' : '惠州市应急管理局（演示）'
  yield diary.at(day(11, 20), '09:30')
  const { plan } = await arrangedPlan(told, year)
  const { id } = plan
  yield diary.at(day(11, 27), '15:00')
  let { version } = (await voice.say<View>(unit, contract.submitPlan, { id, version: plan.version })).plan
  const approvedAt = diary.at(day(12, 16), '10:00')
  yield approvedAt
  ;({ version } = (
    await voice.say<View>(head, contract.approvePlan, {
      id,
      version,
      government: government || '本级人民政府',
      number: `演府复〔${year - 1}〕${region.slice(-2)}号`,
      instrument: `关于${year}年度安全生产监督检查计划的批复`,
      on: day(12, 15),
    })
  ).plan)
  yield diary.at(day(12, 20), '11:00')
  ;({ version } = (
    await voice.say<View>(unit, contract.filePlan, {
      id,
      version,
      organ,
      number: `演应急备〔${year - 1}〕${region.slice(-2)}号`,
      on: day(12, 18),
    })
  ).plan)
  yield diary.at(day(12, 24), '16:00')
  await voice.say<View>(head, contract.freezePlan, { id, version })
}

async function* nextYear(told: Told): Story {
  const { diary } = told
  yield diary.at(addDays(diary.today, -DRAFTED_AGO), '14:30')
  await arrangedPlan(told, yearOf(diary.today) + 1)
}

const GATHERED = 4
const MATTERS = 6

/** Visits that the plan still owes are gathered for the key period that runs or comes next. */
async function* keyPeriod({ voice, diary, unit }: Told): Story {
  const { today } = diary
  yield diary.at(addDays(today, -1), '10:40')
  const preview = (from: string, until: string) =>
    voice.say<z.output<typeof periods.previewKeyPeriod.output>>(unit, periods.previewKeyPeriod, { from, until })
  const { calendar } = await preview(today, today)
  const span = calendar.find(({ from, until }) => until >= today && yearOf(from) === yearOf(today))
  if (!span) return
  const from = span.from > today ? span.from : today
  const { visits } = await preview(from, span.until)
  if (visits.length === 0) return
  await voice.say(unit, periods.openKeyPeriod, {
    code: span.code,
    from,
    until: span.until,
    checkItemIds: lawbook()
      .checkItems.filter(({ industry, parent }) => parent === undefined && industry === 'general')
      .slice(0, MATTERS)
      .map(({ id }) => id),
    enterpriseIds: visits.slice(0, GATHERED).map(({ enterpriseId }) => enterpriseId),
  })
}
