import type { ActAmount, CaseAct } from '../model.ts'

export const sumOf = (amounts: readonly ActAmount[]): number =>
  amounts.reduce((sum, { amountFen }) => sum + amountFen, 0)

/**
 * What a legal review or a discussion was about: the acts and their amounts, in one text that differs whenever any of
 * them does. Kept with the opinion, so that a later change calls for another one (APL 58, procedure.md guard G10).
 */
export function matterOf(acts: readonly CaseAct[], amounts: readonly ActAmount[]): string {
  const fenOf = new Map(amounts.map(({ actId, amountFen }) => [actId, amountFen]))
  return JSON.stringify(
    [...acts]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((act) => [
        act.id,
        act.violationKey,
        act.fact,
        act.actDate,
        act.stage,
        act.quantity,
        act.harmed,
        [...act.circumstances].sort(),
        fenOf.get(act.id) ?? null,
      ]),
  )
}
