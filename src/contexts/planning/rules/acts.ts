import type { z } from 'zod'
import type { Act } from '../../../kernel/step.ts'
import type {
  AssignInput,
  CloseSpecialInput,
  CommitDrawInput,
  Draw,
  DrawInput,
  DrawPool,
  Drawn,
  FileSpecialInput,
  PublishDrawInput,
  RedrawInput,
  Special,
  SpecialInput,
} from '../model.ts'

/** What a draw is taken with: the pool made by rule for a commitment, the list computed for a draw. */
export type DrawFacts = {
  readonly pool: DrawPool | null
  readonly commitment: string
  readonly bureauSeed: string
  readonly drawn: readonly Drawn[]
  readonly code: string
  /** The draw to be replaced, when there is one. */
  readonly replaces: Draw | null
}
export type CommitAct = Act<Draw, CommitDrawInput, DrawFacts>
export type DrawAct = Act<Draw, z.output<typeof DrawInput>, DrawFacts>
export type PublishAct = Act<Draw, z.output<typeof PublishDrawInput>, DrawFacts>
export type RedrawAct = Act<Draw, z.output<typeof RedrawInput>, DrawFacts>

/** What a special inspection is taken with: unpublished matters, and the businesses that are to be visited. */
export type SpecialFacts = {
  readonly unpublishedItems: readonly string[]
  readonly tasksBefore: number
  readonly businesses: readonly {
    readonly id: string
    readonly name: string
    readonly region: string
    readonly sectors: readonly string[]
    readonly hasTask: boolean
  }[]
}
export type DraftSpecialAct = Act<Special, SpecialInput, SpecialFacts>
export type ApproveSpecialAct = Act<Special, { readonly version: number }, SpecialFacts>
export type FileSpecialAct = Act<Special, z.output<typeof FileSpecialInput>, SpecialFacts>
export type AssignAct = Act<Special, z.output<typeof AssignInput>, SpecialFacts>
export type CloseSpecialAct = Act<Special, z.output<typeof CloseSpecialInput>, SpecialFacts>
