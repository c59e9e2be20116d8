import { art } from '../../../kernel/citation.ts'
import { no, type Refusal } from '../../../kernel/refusal.ts'
import { lawDateOf, minuteOf, type Instant } from '../../../kernel/time.ts'
import type { Officer } from '../../people/model.ts'
import { isCertified } from '../../people/model.ts'
import type { Inspection } from '../model.ts'

/** What is going on right now, as the phone knows it; nothing of it has been submitted yet. */
export type OnSite = {
  readonly inspection: Pick<Inspection, 'id' | 'state' | 'officers' | 'entry'>
  readonly officers: readonly Officer[]
  readonly now: Instant
  /** Officers of the plan who are not here, or have left. */
  readonly awayIds: readonly string[]
  /** When somebody said that the recorder runs; empty while nobody has. */
  readonly recorderOn: string
  readonly rightsToldAt: string
  /** Something was checked or written already. */
  readonly hasBegun: boolean
  /** Other visits of these officers, as far as this phone knows them. */
  readonly others: readonly Pick<Inspection, 'id' | 'state' | 'officers' | 'entry' | 'record' | 'enterpriseName'>[]
}

const OFFICERS_MIN = 2

const oneAlone = ({ inspection, awayIds }: OnSite) => {
  const here = inspection.officers.filter(({ id }) => !awayIds.includes(id))
  return here.length >= OFFICERS_MIN
    ? null
    : {
        ...no(
          'one-officer-alone',
          { here: here.map(({ name }) => name).join('、') || '无人', count: here.length },
          '现场只有{count}名执法人员（{here}），不得少于两人',
          '停下检查和询问，等另一名执法人员到场后再继续',
        ),
        cites: art('APL', 42, 1),
      }
}

/** From the door on, and from the first answer of a re-check on. */
const recorderOff = ({ recorderOn, inspection, hasBegun }: OnSite) =>
  recorderOn !== '' || (inspection.state !== 'entered' && !hasBegun)
    ? null
    : {
        ...no('recorder-off', {}, '执法记录仪还没有开启', '开启记录仪后点一下“记录仪未开”'),
        cites: art('APL', 47),
      }

const noticeMissing = ({ rightsToldAt, hasBegun }: OnSite) =>
  rightsToldAt !== '' || !hasBegun
    ? null
    : {
        ...no('notice-missing', {}, '还没有出示证件、告知权利就开始了检查', '先到“告知”出示证件并宣读，再继续检查'),
        cites: art('APL', 55, 1),
      }

const certificateExpired = ({ inspection, officers, now }: OnSite) => {
  const on = lawDateOf(now)
  const planned = new Set(inspection.officers.map(({ id }) => id))
  const lacking = officers.filter((officer) => planned.has(officer.id) && !isCertified(officer, on))
  return lacking.length === 0
    ? null
    : {
        ...no(
          'certificate-expired',
          { names: lacking.map(({ name }) => name).join('、'), on },
          '{names}的行政执法证在{on}无效',
          '由持有效执法证的人员继续，其行为才有效；证件有误的请管理员核对',
        ),
        cites: art('WSL', 67),
      }
}

/** Nobody inspects two businesses in one minute. */
const timeOverlap = ({ inspection, now, others }: OnSite) => {
  const here = new Set(inspection.officers.map(({ id }) => id))
  const clash = others.find(
    ({ id, entry, record, officers }) =>
      id !== inspection.id &&
      entry !== null &&
      entry.at <= now &&
      (record === null || record.until > now) &&
      officers.some((officer) => here.has(officer.id)),
  )
  if (!clash) return null
  const both = clash.officers.filter(({ id }) => here.has(id)).map(({ name }) => name)
  return {
    ...no(
      'time-overlap',
      { names: both.join('、'), enterprise: clash.enterpriseName, at: minuteOf(clash.entry?.at ?? now) },
      '{names}同时还在检查{enterprise}（{at}入企，没有结束）',
      '先完成那一家的检查记录；人员有变化的，修改检查方案',
    ),
    cites: art('APL', 47),
  }
}

/** Every deviation of this minute, so that it is put right while it still can be (INS-18). They refuse nothing. */
export function remindersOf(site: OnSite): Refusal[] {
  if (site.inspection.entry === null) return []
  const all = [oneAlone(site), recorderOff(site), noticeMissing(site), certificateExpired(site), timeOverlap(site)]
  return all.flatMap((one) => one ?? [])
}
