import { useQuery } from '@tanstack/react-query'
import { listBureaus } from '../../../contexts/people/contract.ts'
import { ask } from '../session/ask.ts'

/** The bureaus of the own scope and what each region's bureau is called. */
export function useBureaus() {
  const { data } = useQuery({ queryKey: ['bureaus'], queryFn: () => ask(listBureaus, {}), staleTime: 300_000 })
  const bureaus = data?.bureaus ?? []
  return { bureaus, nameOf: (region: string) => bureaus.find((bureau) => bureau.region === region)?.name ?? region }
}
