import { createContext, use } from 'react'
import type { z } from 'zod'
import type { InspectionFile } from '../../../contexts/inspection/contract.ts'
import type { Me } from '../../../contexts/people/contract.ts'
import type { Draft } from '../../ui/use-draft.ts'
import type { VisitDraft } from './draft.ts'
import type { Uploads } from './use-uploads.ts'

/** What every screen of one visit shares: the file as the server has it, and the draft as the officer has it. */
export type VisitNow = {
  readonly me: Me
  readonly file: z.output<typeof InspectionFile>
  readonly draft: Draft<VisitDraft>
  /** Reads the file again after an act or an upload. */
  readonly refresh: () => Promise<void>
  readonly uploads: Uploads
}

export const VisitContext = createContext<VisitNow | null>(null)

export function useVisitNow(): VisitNow {
  const now = use(VisitContext)
  if (!now) throw new Error('a screen of a visit stands outside a visit')
  return now
}
