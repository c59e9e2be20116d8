import { useQuery } from '@tanstack/react-query'
import { listHazards } from '../../../contexts/hazard/contract.ts'
import type { Hazard } from '../../../contexts/hazard/model.ts'
import { call } from '../../client.ts'

/** Everything found at this business, all pages; a business has few. */
async function allHazards(): Promise<Hazard[]> {
  const found: Hazard[] = []
  let after: string | undefined
  do {
    const page: { hazards: Hazard[]; next: string | null } = await call(listHazards, after ? { after } : {})
    found.push(...page.hazards)
    after = page.next ?? undefined
  } while (after)
  return found
}

export const useHazards = () => useQuery({ queryKey: ['hazards'], queryFn: allHazards })
