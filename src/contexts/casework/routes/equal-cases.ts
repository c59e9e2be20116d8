import { stringify } from 'csv-stringify/sync'
import { NotFound } from '../../../kernel/answer.ts'
import { yuanText } from '../../../kernel/money.ts'
import type { Region } from '../../../kernel/region.ts'
import type { LawDate } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Ctx, type Route } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { getBureau } from '../../people/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract/equal-cases.ts'
import { STAGES, type CaseAct, type EqualSpread, type Judgement, type Party } from '../model.ts'
import {
  compare,
  equalCaseNumbers,
  isOutside,
  placeOf,
  spreadInFen,
  TERMS,
  type Comparison,
  type DecidedAct,
  type EqualCaseNumbers,
} from '../rules/equal-cases.ts'
import { decidedActs } from '../rules/equal-case-rows.ts'
import { isJudged, judge } from '../rules/judgement.ts'
import { partyOf } from '../rules/proposal.ts'
import { unequalGroups, type UnequalGroup } from '../rules/unequal-treatment.ts'
import { lastViolations } from '../store.ts'
import { decidedCases, type DecidedCase } from '../store/equal-cases.ts'

/** Sizes of the businesses as far as the asker sees them; of the others nothing is known. */
async function sizesOf(tx: Tx, rows: readonly DecidedCase[]): Promise<(id: string) => number | null> {
  const sizes = new Map<string, number>()
  for (const id of new Set(rows.map(({ enterpriseId }) => enterpriseId))) {
    const found = await getEnterprise(tx, id).catch((error: unknown) => {
      if (error instanceof NotFound) return null
      throw error
    })
    if (found) sizes.set(id, found.employees)
  }
  return (id) => sizes.get(id) ?? null
}

/** The same day years before; of 29 February the day that every year has. */
const yearsBefore = (date: LawDate, years: number): LawDate =>
  `${Number(date.slice(0, 4)) - years}${date.slice(4).replace('-02-29', '-02-28')}`

type Draft = {
  readonly caseId: string | null
  readonly acts: readonly CaseAct[]
  readonly partyKind: Party['kind']
  readonly enterpriseId: string
  readonly region: Region
}

async function comparisons(
  { tx, asker, today }: Pick<Ctx, 'tx' | 'asker' | 'today'>,
  { caseId, acts, partyKind, enterpriseId, region }: Draft,
): Promise<{ numbers: EqualCaseNumbers; of: (actId: string) => Comparison } | null> {
  const numbers = equalCaseNumbers(lawbook(), { region, date: today })
  if (!numbers) return null
  const rows = await decidedCases(tx, {
    region: asker.region,
    violations: acts.map(({ violationKey }) => violationKey),
    from: yearsBefore(today, numbers.years),
    to: today,
    except: caseId,
  })
  const employeesOf = await sizesOf(tx, rows)
  const own = rows.length > 0 ? (await getEnterprise(tx, enterpriseId)).employees : null
  const decided = decidedActs(rows, employeesOf)
  const compared = new Map(
    acts.map((act) => {
      const likeness = { ...act, partyKind, employees: own, region, on: today }
      return [act.id, compare(likeness, decided, numbers)] as const
    }),
  )
  return { numbers, of: (actId) => compared.get(actId) ?? { nearest: [], equal: 0, spread: null } }
}

/** Spreads for the acts of a draft that have enough equal cases: what the rules of the report and the proposal ask. */
export async function spreadsOf(ctx: Ctx, draft: Draft, judgement: Judgement | null): Promise<EqualSpread[]> {
  const found = judgement && (await comparisons(ctx, draft))
  if (!found) return []
  return judgement.acts.flatMap(({ actId, minFen, maxFen }) => {
    const { tolerance } = found.numbers
    return spreadInFen(found.of(actId), { actId, minFen, maxFen, tolerance }) ?? []
  })
}

const shownAct = (act: DecidedAct) => ({ ...act, circumstances: [...act.circumstances], place: placeOf(act) })

async function judgementOf(ctx: Ctx, draft: Draft, party: Pick<Party, 'kind'>): Promise<Judgement | null> {
  const answer = judge(lawbook(), {
    acts: draft.acts,
    party,
    region: ctx.asker.region,
    foundOn:
      draft.acts
        .map(({ actDate }) => actDate)
        .toSorted()
        .at(-1) ?? ctx.today,
    on: ctx.today,
    lastViolations: await lastViolations(ctx.tx, {
      enterpriseId: draft.enterpriseId,
      exceptCase: draft.caseId ?? draft.enterpriseId,
    }),
  })
  return isJudged(answer) ? answer : null
}

const compareEqualCases = serve(contract.compareEqualCases, async (input, ctx) => {
  const { enterpriseId, against, exceptCase, acts, amounts } = input
  ctx.concerns('enterprise', enterpriseId)
  const party = partyOf(await getEnterprise(ctx.tx, enterpriseId), against)
  const draft = {
    caseId: exceptCase ?? null,
    acts,
    partyKind: party.kind,
    enterpriseId,
    region: ctx.asker.region,
  }
  const found = await comparisons(ctx, draft)
  const judgement = found && (await judgementOf(ctx, draft, party))
  return {
    casesMin: found?.numbers.casesMin ?? 0,
    reach: found?.numbers.reach ?? 0,
    acts: !found
      ? []
      : acts.map(({ id }) => {
          const comparison = found.of(id)
          const judged = judgement?.acts.find(({ actId }) => actId === id)
          const amountFen = amounts.find(({ actId }) => actId === id)?.amountFen
          const place = judged && amountFen !== undefined ? placeOf({ ...judged, fineFen: amountFen }) : null
          return {
            actId: id,
            equal: comparison.equal,
            spread: judged ? spreadInFen(comparison, { ...judged, tolerance: found.numbers.tolerance }) : null,
            isOutside: place !== null && isOutside(place, comparison.spread, found.numbers),
            nearest: comparison.nearest.map(({ act, distance }) => ({
              ...shownAct(act),
              distance: { total: distance.total, terms: [...distance.terms] },
            })),
          }
        }),
  }
})

/** The last day of a month written YYYY-MM. */
const lastDayOf = (month: string): LawDate =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10)

async function groupsOf({ tx, asker }: Ctx, month: string) {
  const numbers = equalCaseNumbers(lawbook(), { region: asker.region, date: lastDayOf(month) })
  if (!numbers) return { numbers: null, decided: 0, groups: [] }
  const rows = await decidedCases(tx, {
    region: asker.region,
    violations: null,
    from: yearsBefore(`${month}-01`, numbers.years),
    to: lastDayOf(month),
    except: null,
  })
  const decided = decidedActs(rows, await sizesOf(tx, rows))
  return {
    numbers,
    decided: rows.filter(({ decidedOn }) => decidedOn.startsWith(month)).length,
    groups: unequalGroups(decided, { month, numbers }),
  }
}

async function bureauNames(tx: Tx, groups: readonly UnequalGroup[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const region of new Set(groups.map(({ bureau }) => bureau)))
    names.set(region, (await getBureau(tx, region)).name)
  return names
}

const unequalTreatment = serve(contract.unequalTreatment, async ({ month }, ctx) => {
  const { numbers, decided, groups } = await groupsOf(ctx, month)
  const names = await bureauNames(ctx.tx, groups)
  return {
    month,
    decided,
    widthMax: numbers?.widthMax ?? 0,
    groups: groups.map(({ cases, between, ...group }) => ({
      ...group,
      bureauName: names.get(group.bureau) ?? group.bureau,
      between: { total: between.total, terms: [...between.terms] },
      cases: cases.map(({ act, offMedian, isFarOff }) => ({ ...shownAct(act), offMedian, isFarOff })),
    })),
  }
})

const HEADINGS = [
  '执法部门',
  '违法行为',
  '查处阶段',
  '决定书文号',
  '决定日期',
  '数量',
  '罚款（元）',
  '法定最低（元）',
  '法定最高（元）',
  '在法定幅度中的位置',
  '与同类案件中位数之差',
  '差异较大',
  '最轻与最重案件的差别',
  '裁量理由',
]
const percent = (share: number) => `${Math.round(share * 100)}%`

const exportUnequal = serve(contract.exportUnequalTreatment, async ({ month }, ctx) => {
  const { groups } = await groupsOf(ctx, month)
  const names = await bureauNames(ctx.tx, groups)
  const lines = groups.flatMap((group) => {
    const unlike = group.between.terms.filter(({ unlike: share }) => share > 0).map(({ term }) => TERMS[term])
    return group.cases.map(({ act, place, offMedian, isFarOff }) => [
      names.get(group.bureau) ?? group.bureau,
      group.title,
      STAGES[group.stage],
      act.number,
      act.on,
      act.quantity,
      yuanText(act.fineFen),
      yuanText(act.minFen),
      yuanText(act.maxFen),
      percent(place),
      percent(offMedian),
      isFarOff ? '是' : '否',
      unlike.join('、') || '无',
      act.reasons,
    ])
  })
  ctx.note({ rows: lines.length })
  const text = stringify([HEADINGS, ...lines], { bom: true, escape_formulas: true })
  return { name: `同案不同罚报告-${month}.csv`, mime: 'text/csv; charset=utf-8', bytes: Buffer.from(text) }
})

export const equalCases: readonly Route[] = [compareEqualCases, unequalTreatment, exportUnequal]
