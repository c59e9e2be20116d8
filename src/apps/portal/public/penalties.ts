import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { getNotice, listNotices } from '../../../contexts/publicity/contract.ts'
import type { PublicEntry } from '../../../contexts/publicity/model.ts'
import { call } from '../../client.ts'
import { usePages } from '../../ui/use-pages.ts'

/** Published decisions page by page; the next page's number is where to read on. */
export const usePenalties = (words: string) =>
  usePages<z.output<typeof PublicEntry>>(['penalties', words], async (after) => {
    const page = Number(after ?? 1)
    const { notices, total, pageSize } = await call(listNotices, { page, ...(words ? { q: words } : {}) })
    return { rows: notices, next: page * pageSize < total ? String(page + 1) : null }
  })

export const usePenalty = (id: string) =>
  useQuery({ queryKey: ['penalty', id], queryFn: () => call(getNotice, { id }), retry: false })
