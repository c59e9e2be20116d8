import { useQueries, useQuery } from '@tanstack/react-query'
import { listMajorHazards, listParameters, listViolations } from '../../contexts/law/contract.ts'
import type { LawSlice } from '../../contexts/inspection/contract/take-along.ts'
import { lawDataOf } from '../../contexts/inspection/rules/take-along.ts'
import { citationText, lawBookOf, penaltyCitation } from '../../contexts/law/rules/lawbook.ts'
import { call, Offline } from '../client.ts'
import type { NameOf } from '../ui/RefusalList.tsx'
import type { Pack, Phone } from './offline/phone.ts'
import { usePhone } from './offline/PhoneProvider.tsx'
import type { StandBy } from './urgent/stand-by.ts'

/** What a clause says, and where it stands. */
export type Named = { readonly says: string; readonly from?: string }

const FOR_THE_DAY_MS = 12 * 3_600_000

/** The rows that were taken along, when there is no network to ask; throws where nothing was. */
async function takenAlong<Row>(phone: Phone | null, error: unknown, rows: (law: LawSlice) => readonly Row[]) {
  const kept =
    phone && error instanceof Offline
      ? [...(await phone.vault.all<Pack>('pack')), ...(await phone.vault.all<StandBy>('business'))]
      : []
  if (kept.length === 0) throw error
  return kept.flatMap(({ along }) => rows(along.law))
}

/** Names of instruments for citations; the code itself until they are read. */
export function useNameOf(): NameOf {
  const phone = usePhone()?.phone ?? null
  const instruments = useQuery({
    queryKey: ['law', 'instruments'],
    queryFn: () =>
      call(listParameters, {}).then(
        (answer) => answer.instruments,
        (error: unknown) => takenAlong(phone, error, (law) => law.instruments),
      ),
    staleTime: FOR_THE_DAY_MS,
  })
  return (instrument) =>
    instruments.data?.find(({ code, aliases }) => code === instrument || aliases.includes(instrument))?.shortName ??
    instrument
}

/** The criteria of major hazards by their codes, in words. */
export function useMajorHazards(codes: readonly string[]): Readonly<Record<string, Named>> {
  const phone = usePhone()?.phone ?? null
  const criteria = useQuery({
    queryKey: ['law', 'major-hazards'],
    queryFn: () =>
      call(listMajorHazards, {}).then(
        (answer) => answer.hazards,
        (error: unknown) => takenAlong(phone, error, (law) => law.majorHazards.map((row) => ({ ...row, cites: '' }))),
      ),
    staleTime: FOR_THE_DAY_MS,
    enabled: codes.length > 0,
  })
  return Object.fromEntries(
    (criteria.data ?? [])
      .filter(({ code }) => codes.includes(code))
      .map(({ code, says, cites, sectorName }) => [
        code,
        { says, from: [sectorName, cites].filter(Boolean).join(' ') },
      ]),
  )
}

const citedIn = (law: LawSlice) => {
  const book = lawBookOf(lawDataOf(law))
  return law.violations.map((row) => ({
    key: row.key,
    says: row.says,
    cites: citationText(book, penaltyCitation(row)),
  }))
}

/** Violations by their keys, in words. */
export function useViolations(keys: readonly string[]): Readonly<Record<string, Named>> {
  const phone = usePhone()?.phone ?? null
  return useQueries({
    queries: keys.map((key) => ({
      queryKey: ['law', 'violation', key],
      queryFn: () =>
        call(listViolations, { key }).then(
          (answer) => answer.violations.slice(0, 1),
          async (error: unknown) => (await takenAlong(phone, error, citedIn)).filter((row) => row.key === key),
        ),
      staleTime: FOR_THE_DAY_MS,
    })),
    combine: (results) =>
      Object.fromEntries(
        results.flatMap(({ data }, place) => {
          const [first] = data ?? []
          const key = keys[place]
          return first && key ? [[key, { says: first.says, from: first.cites }]] : []
        }),
      ),
  })
}
