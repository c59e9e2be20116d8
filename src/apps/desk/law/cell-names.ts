import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { listCheckItems } from '../../../contexts/law/contract.ts'
import type { CellNames } from '../../../contexts/law/rules/cell-words.ts'
import { SECTORS } from '../../../contexts/registry/model.ts'
import { ask } from '../session/ask.ts'
import { useInstruments } from './law-book.tsx'

const NAMES_ITEMS: readonly string[] = ['检查事项', '上级事项']

/** The names behind the codes of a sheet; check items are asked for where the columns name any. */
export function useCellNames(columns: readonly string[]): CellNames {
  const instruments = useInstruments()
  const { data } = useQuery({
    queryKey: ['check-items'],
    staleTime: 3_600_000,
    enabled: columns.some((column) => NAMES_ITEMS.includes(column)),
    queryFn: () => ask(listCheckItems, {}),
  })
  return useMemo(() => {
    const items = new Map((data?.items ?? []).map(({ id, content }) => [id, content]))
    const laws = new Map(
      instruments.flatMap((row) => [row.code, ...row.aliases].map((code) => [code, row.shortName || row.name])),
    )
    return {
      law: (code) => laws.get(code) ?? null,
      industry: (code) => SECTORS[code] ?? null,
      item: (id) => items.get(id) ?? null,
    }
  }, [data, instruments])
}
