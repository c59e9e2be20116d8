import type { Asker } from '../../../kernel/asker.ts'
import { NotFound } from '../../../kernel/answer.ts'
import { no, unlessRefused } from '../../../kernel/refusal.ts'
import { yearOf } from '../../../kernel/time.ts'
import { serve, type Route } from '../../../platform/http.ts'
import { getEnterprise } from '../../registry/public.ts'
import * as contract from '../contract.ts'
import { capFacts } from '../public.ts'
import * as store from '../store.ts'
import { exceptionsOf } from '../store/guards.ts'

/** Officers read by permission, a business its own year. */
function refusesReading(asker: Asker, enterpriseId: string) {
  if (asker.kind === 'enterprise') {
    if (asker.enterpriseId !== enterpriseId) throw new NotFound('enterprise')
    return null
  }
  return asker.permissions.includes('planning.read')
    ? null
    : no('not-permitted', { needs: 'planning.read' }, '您没有办理此事项的权限', '请交由有权限的人员办理')
}

export const ledger: readonly Route[] = [
  serve(contract.yearOfVisits, async ({ enterpriseId, year }, { tx, asker, today }) => {
    unlessRefused([refusesReading(asker, enterpriseId)])
    const enterprise = await getEnterprise(tx, enterpriseId)
    // Of the running year the cap of today counts, of another one that of its last day.
    const on = year === yearOf(today) ? today : `${year}-12-31`
    const facts = await capFacts(tx, { enterprise, on, bureau: asker.region })
    const visits = await store.visitsOf(tx, enterprise.id, year)
    const isBusiness = asker.kind === 'enterprise'
    const used = isBusiness ? facts.made : facts.used
    return {
      cap: facts.cap,
      capCites: facts.capCites,
      used,
      remaining: facts.cap === null ? null : Math.max(0, facts.cap - used),
      responsibleBureau: facts.responsibleBureau,
      exceptions: isBusiness ? [] : await exceptionsOf(tx, enterprise.id),
      // A planned visit stays unknown to the business until the officers stand at its door.
      visits: isBusiness ? visits.filter(({ state }) => state === 'committed') : visits,
    }
  }),

  serve(contract.dueEnterprises, async ({ ids }, { tx, today }) => {
    const year = yearOf(today)
    const wanted = [...new Set(ids)]
    const counts = new Map((await store.countsIn(tx, wanted, year)).map((count) => [count.enterpriseId, count.used]))
    const last = new Map((await store.lastVisits(tx, wanted)).map((visit) => [visit.enterpriseId, visit.on]))
    const enterprises = []
    for (const id of wanted.filter((one) => (counts.get(one) ?? 0) === 0)) {
      const { name, region, highRisk, grade, keyUnit, responsibleBureau } = await getEnterprise(tx, id)
      enterprises.push({
        enterpriseId: id,
        name,
        region,
        highRisk,
        grade,
        keyUnit,
        responsibleBureau,
        lastVisitOn: last.get(id) ?? null,
      })
    }
    const rank = ({ highRisk, keyUnit }: { highRisk: boolean; keyUnit: boolean }) =>
      (highRisk ? 0 : 2) + (keyUnit ? 0 : 1)
    return {
      year,
      enterprises: enterprises.toSorted(
        (a, b) => rank(a) - rank(b) || (a.lastVisitOn ?? '').localeCompare(b.lastVisitOn ?? ''),
      ),
    }
  }),
]
