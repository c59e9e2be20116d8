import type { ActAmount, ActJudgement, CaseAct, Party } from '../model.ts'
import type { DecidedAct } from './equal-cases.ts'

type Row = {
  readonly id: string
  readonly region: string
  readonly number: string
  readonly enterpriseId: string
  readonly partyKind: Party['kind']
  readonly decidedOn: string
  readonly acts: readonly CaseAct[]
  readonly amounts: readonly ActAmount[]
  readonly judged: readonly ActJudgement[]
  readonly reasons: string
}

/** The acts of decided cases one by one; an act without amount or range tells nothing and is left out. */
export const decidedActs = (rows: readonly Row[], employeesOf: (enterpriseId: string) => number | null): DecidedAct[] =>
  rows.flatMap((row) =>
    row.acts.flatMap((act): DecidedAct[] => {
      const amount = row.amounts.find(({ actId }) => actId === act.id)
      const judged = row.judged.find(({ actId }) => actId === act.id)
      if (!amount || !judged || judged.maxFen <= judged.minFen) return []
      return [
        {
          caseId: row.id,
          actId: act.id,
          number: row.number,
          title: judged.title,
          violationKey: act.violationKey,
          stage: act.stage,
          quantity: act.quantity,
          partyKind: row.partyKind,
          employees: employeesOf(row.enterpriseId),
          circumstances: act.circumstances,
          region: row.region,
          on: row.decidedOn,
          fineFen: amount.amountFen,
          minFen: judged.minFen,
          maxFen: judged.maxFen,
          reasons: row.reasons,
        },
      ]
    }),
  )
