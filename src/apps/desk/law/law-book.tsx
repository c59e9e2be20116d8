import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { listParameters, showArticle } from '../../../contexts/law/contract.ts'
import type { Instrument } from '../../../contexts/law/model.ts'
import type { LawDate } from '../../../kernel/time.ts'
import { call, NotFoundAnswer } from '../../client.ts'
import { LawMargin, type ArticleWording, type LawEntry } from '../../ui/LawMargin.tsx'
import type { Cited, NameOf } from '../../ui/RefusalList.tsx'
import { ask } from '../session/ask.ts'
import { useMe } from '../session/session.tsx'

/** Numbers, clocks and instruments of the law as they hold for the bureau today. */
export function useLawNumbers() {
  const { region } = useMe()
  return useQuery({
    queryKey: ['law-parameters', region],
    queryFn: () => ask(listParameters, { region }),
    staleTime: 3_600_000,
  })
}

export function useInstruments(): readonly Instrument[] {
  return useLawNumbers().data?.instruments ?? []
}

/** Short Chinese names of instruments by code or alias. */
export function useNameOf(): NameOf {
  const instruments = useInstruments()
  return useCallback(
    (code) => {
      const found = instruments.find((one) => one.code === code || one.aliases.includes(code))
      return found ? found.shortName || found.name : code
    },
    [instruments],
  )
}

/** What a clock of the catalogue (D-12 …) counts. */
export function useClockName(): (id: string) => string {
  const clocks = useLawNumbers().data?.clocks
  return useCallback((id) => clocks?.find((clock) => clock.id === id)?.what ?? id, [clocks])
}

/** The articles on which a clock of the catalogue rests. */
export function useClockBasis(): (id: string) => readonly Cited[] {
  const clocks = useLawNumbers().data?.clocks
  return useCallback((id) => clocks?.find((clock) => clock.id === id)?.basis ?? [], [clocks])
}

export const loadArticle = ({ instrument, article }: Cited, on?: LawDate) =>
  findArticle(instrument, String(article), on)

/**
 * The wording of an article in the version in force on a date; null where the instrument was not imported.
 * `law`: code, alias or full name; `article`: its number, or 第五十七条.
 */
export async function findArticle(law: string, article: string, on?: LawDate): Promise<ArticleWording | null> {
  try {
    const found = await call(showArticle, { law, article, ...(on ? { on } : {}) })
    return { text: found.text, inForceFrom: found.effectiveFrom, inForceUntil: found.effectiveTo }
  } catch (error) {
    if (error instanceof NotFoundAnswer) return null
    throw error
  }
}

type Props = {
  readonly entries: readonly LawEntry[] /** The day of the act, whose version counts. */
  readonly on?: LawDate | undefined
  readonly title?: string
}

/** The law in the margin of a page of the desk. */
export function Margin({ entries, on, title }: Props) {
  const nameOf = useNameOf()
  return (
    <LawMargin
      entries={entries}
      nameOf={nameOf}
      loadText={(cites) => loadArticle(cites, on)}
      {...(title ? { title } : {})}
    />
  )
}
