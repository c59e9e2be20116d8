import { useQuery } from '@tanstack/react-query'
import { ownGuidance } from '../../contexts/inspection/contract/guidance.ts'
import { getMe } from '../../contexts/people/contract.ts'
import { yearOfVisits } from '../../contexts/planning/contract.ts'
import { yearOf } from '../../kernel/time.ts'
import { call, NotSignedIn } from '../client.ts'
import { rememberSignedIn, wasSignedIn } from '../ui/session-hint.ts'
import { useToday } from './use-today.ts'

/** Who is signed in; null for the public, which most readers are. */
export const useWho = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: async () => {
      if (!wasSignedIn()) return null
      try {
        return await call(getMe, {})
      } catch (error) {
        if (!(error instanceof NotSignedIn)) throw error
        rememberSignedIn(false)
        return null
      }
    },
  })

export function useVisitsThisYear(enterpriseId: string | null) {
  const year = yearOf(useToday())
  return useQuery({
    queryKey: ['visits', enterpriseId, year],
    queryFn: () => call(yearOfVisits, { enterpriseId: enterpriseId ?? '', year }),
    enabled: enterpriseId !== null,
    retry: false,
  })
}

/** Visits to the business that were no inspections. */
export const useOwnGuidance = () =>
  useQuery({ queryKey: ['own-guidance'], queryFn: () => call(ownGuidance, {}), retry: false })
