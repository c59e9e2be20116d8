import { useQueries, useQuery } from '@tanstack/react-query'
import { listMajorHazards, listParameters, listViolations } from '../../contexts/law/contract.ts'
import { call } from '../client.ts'
import type { NameOf } from '../ui/RefusalList.tsx'

/** What a clause says, and where it stands. */
export type Named = { readonly says: string; readonly from?: string }

const FOR_THE_DAY_MS = 12 * 3_600_000

/** Names of instruments for citations; the code itself until they are read. */
export function useNameOf(): NameOf {
  const parameters = useQuery({
    queryKey: ['law', 'instruments'],
    queryFn: () => call(listParameters, {}),
    staleTime: FOR_THE_DAY_MS,
  })
  return (instrument) =>
    parameters.data?.instruments.find(({ code, aliases }) => code === instrument || aliases.includes(instrument))
      ?.shortName ?? instrument
}

/** The criteria of major hazards by their codes, in words. */
export function useMajorHazards(codes: readonly string[]): Readonly<Record<string, Named>> {
  const criteria = useQuery({
    queryKey: ['law', 'major-hazards'],
    queryFn: () => call(listMajorHazards, {}),
    staleTime: FOR_THE_DAY_MS,
    enabled: codes.length > 0,
  })
  return Object.fromEntries(
    (criteria.data?.hazards ?? [])
      .filter(({ code }) => codes.includes(code))
      .map(({ code, says, cites, sectorName }) => [
        code,
        { says, from: [sectorName, cites].filter(Boolean).join(' ') },
      ]),
  )
}

/** Violations by their keys, in words. */
export function useViolations(keys: readonly string[]): Readonly<Record<string, Named>> {
  return useQueries({
    queries: keys.map((key) => ({
      queryKey: ['law', 'violation', key],
      queryFn: () => call(listViolations, { key }),
      staleTime: FOR_THE_DAY_MS,
    })),
    combine: (results) =>
      Object.fromEntries(
        results.flatMap(({ data }, place) => {
          const [first] = data?.violations ?? []
          const key = keys[place]
          return first && key ? [[key, { says: first.says, from: first.cites }]] : []
        }),
      ),
  })
}
