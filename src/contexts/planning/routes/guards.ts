import { randomUUID } from 'node:crypto'
import { Conflict, NotFound } from '../../../kernel/answer.ts'
import { Refused, unlessRefused } from '../../../kernel/refusal.ts'
import type { Region } from '../../../kernel/region.ts'
import type { Tx } from '../../../platform/db.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { lawbook } from '../../law/public.ts'
import { findCheckItem, inForce } from '../../law/rules/lawbook.ts'
import { getBureau } from '../../people/public.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract/guards.ts'
import type { TownMatters } from '../model.ts'
import { refusesException, refusesRiskGrade, refusesTownList } from '../rules/exceptions.ts'
import { schemesOf } from '../rules/risk-scheme.ts'
import { USUAL_CARE } from '../rules/care.ts'
import * as store from '../store/guards.ts'
import { caresOf } from './annual-plan-facts.ts'

/** A town without a bureau of its own in the register is called by its code. */
async function nameOfTown(tx: Tx, town: Region): Promise<string> {
  try {
    return (await getBureau(tx, town)).name
  } catch (error) {
    if (error instanceof NotFound) return town
    throw error
  }
}

const matterWords = ({ checkItemIds }: TownMatters) =>
  checkItemIds.flatMap((id) => {
    const item = findCheckItem(lawbook(), id)
    if (!item) return []
    const { industryName, matter, content } = item
    return [{ id, industryName, matter, content }]
  })

/** What the year's rules know besides the visits: exceptions, lists of towns, grades by risk. */
export const guards: readonly Route[] = [
  serve(contract.recordException, async ({ enterpriseId, ...given }, { tx, asker, at, concerns, note }) => {
    const enterprise = await getEnterprise(tx, enterpriseId)
    concerns('enterprise', enterprise.id)
    unlessRefused([refusesException({ issuer: asker.region, enterprise, ...given })])
    // Only a bureau of the register can own an inspection: no agency, no laboratory (art. 6).
    await getBureau(tx, given.bureau)
    const exception = { id: randomUUID(), ...given }
    if (!(await store.insertException(tx, { enterprise, exception }, { at, by: asker.id })))
      throw new Conflict(`文号${given.number}已为该企业登记过`)
    note({ code: given.code, bureau: given.bureau, number: given.number })
    return exception
  }),

  serve(contract.listExceptions, async ({ enterpriseId }, { tx }) => {
    const { id } = await getEnterprise(tx, enterpriseId)
    return { exceptions: await store.exceptionsOf(tx, id) }
  }),

  serve(contract.recordTownMatters, async ({ town, ...list }, { tx, asker, at, today, concerns, note }) => {
    concerns('bureau', town)
    const unpublished = list.checkItemIds.filter((id) => {
      const item = findCheckItem(lawbook(), id)
      return !item || !inForce(item, list.from > today ? list.from : today)
    })
    unlessRefused([refusesTownList({ issuer: asker.region, town, unpublished })])
    await store.insertTownMatters(tx, { id: randomUUID(), town, list }, { at, by: asker.id })
    note({ instrument: list.instrument, items: list.checkItemIds.length, from: list.from })
    return list
  }),

  serve(contract.townMatters, async ({ town }, { tx, today }) => {
    const list = await store.townMattersOn(tx, town, today)
    return { town, townName: await nameOfTown(tx, town), list: list && { ...list, items: matterWords(list) } }
  }),

  serve(contract.listTownMatters, async (_, { tx, today }) => {
    const towns = []
    for (const row of await store.townListsOn(tx, today))
      towns.push({ ...row, townName: await nameOfTown(tx, row.town) })
    return { towns }
  }),

  serve(contract.careOfEnterprise, async ({ enterpriseId }, { tx, today }) => {
    const enterprise = await getEnterprise(tx, enterpriseId)
    return (await caresOf(tx, [enterprise], today)).get(enterprise.id) ?? USUAL_CARE
  }),

  serve(contract.listRiskGrades, async ({ enterpriseId }, { tx, today }) => {
    const { id, region } = await getEnterprise(tx, enterpriseId)
    return { schemes: schemesOf(lawbook(), { region, date: today }), grades: await store.riskGradesOf(tx, id) }
  }),

  serve(contract.recordRiskGrade, async ({ enterpriseId, ...grade }, { tx, asker, at, today, concerns, note }) => {
    const enterprise = await getEnterprise(tx, enterpriseId)
    concerns('enterprise', enterprise.id)
    const refusal = refusesRiskGrade({
      ...grade,
      schemes: schemesOf(lawbook(), { region: enterprise.region, date: grade.effectiveFrom }),
      history: await store.riskGradesOf(tx, enterprise.id),
      today,
    })
    if (refusal) throw new Refused([refusal])
    await store.insertRiskGrade(tx, { enterprise, grade }, { at, by: asker.id })
    note(grade)
    return grade
  }),
]
