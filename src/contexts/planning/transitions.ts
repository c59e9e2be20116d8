import { art } from '../../kernel/citation.ts'
import { step, type Lifecycle } from '../../kernel/step.ts'
import {
  DRAW_STATES,
  SPECIAL_STATES,
  type CommitDrawInput,
  type Draw,
  type DrawState,
  type Special,
  type SpecialInput,
  type SpecialState,
} from './model.ts'
import type {
  ApproveSpecialAct,
  AssignAct,
  CloseSpecialAct,
  CommitAct,
  DraftSpecialAct,
  DrawAct,
  DrawFacts,
  FileSpecialAct,
  PublishAct,
  RedrawAct,
  SpecialFacts,
} from './rules/acts.ts'
import {
  periodRunsForward,
  poolIsLargeEnough,
  publicSeedIsOut,
  publicSeedIsYetUnknown,
  publisherDidNotDraw,
  redrawHasAReason,
  replacesWhatWasOrdered,
  titleSetsNoQuota,
  twoOfficersToDraw,
} from './rules/drawing.ts'
import {
  approverDidNotDraft,
  businessesAreInScope,
  contentIsBounded,
  filedWithAGovernment,
  numberIsBounded,
  numberIsKept,
  periodIsBounded,
  periodIsRunning,
  scopeIsBounded,
  specialSetsNoQuota,
  triggerIsOneOfThree,
} from './rules/special.ts'

const CITES = art('MEM-2025-02-27', 2)

/**
 * The beginning of a draw: the pool and the bureau's seed are bound. No arrow of the lifecycle, because nothing lies
 * before it.
 */
export const commitDraw = step<DrawState, Draw, CommitDrawInput, DrawFacts>({
  name: 'commit-draw',
  label: '封存名单',
  from: ['committed'],
  to: 'committed',
  may: 'planning.plan',
  cites: CITES,
  unless: [
    replacesWhatWasOrdered,
    titleSetsNoQuota,
    publicSeedIsYetUnknown,
    periodRunsForward,
    twoOfficersToDraw,
    poolIsLargeEnough,
  ],
  apply: ({ thing, facts, at }: CommitAct) => ({
    ...thing,
    pool: facts.pool ?? thing.pool,
    commitment: facts.commitment,
    bureauSeed: facts.bureauSeed,
    committedAt: at,
  }),
})

export const draw = step<DrawState, Draw, DrawAct['input'], DrawFacts>({
  name: 'draw',
  label: '抽取',
  from: ['committed'],
  to: 'drawn',
  may: 'planning.plan',
  cites: CITES,
  unless: [publicSeedIsOut],
  apply: ({ thing, input, facts, by, at }) => ({
    ...thing,
    publicSeed: input.publicSeed,
    drawn: [...facts.drawn],
    code: facts.code,
    drawnAt: at,
    drawnBy: by.id,
  }),
})

export const publishDraw = step<DrawState, Draw, PublishAct['input'], DrawFacts>({
  name: 'publish-draw',
  label: '批准并公示',
  from: ['drawn'],
  to: 'published',
  may: 'planning.approve',
  cites: CITES,
  unless: [publisherDidNotDraw],
  apply: ({ thing, at }) => ({ ...thing, publishedAt: at }),
})

export const redraw = step<DrawState, Draw, RedrawAct['input'], DrawFacts>({
  name: 'redraw',
  label: '重新抽取',
  from: ['committed', 'drawn', 'published'],
  to: 'superseded',
  may: 'planning.approve',
  cites: CITES,
  unless: [redrawHasAReason],
  apply: ({ thing, input }) => ({ ...thing, supersededBecause: input.because }),
})

export const lifecycle: Lifecycle = {
  name: 'draw',
  label: '双随机抽查',
  initial: 'committed',
  states: DRAW_STATES,
  final: ['published', 'superseded'],
  steps: [draw, publishDraw, redraw],
}

/** The beginning of a special inspection, taken once on a blank one of version 0. */
export const draftSpecial = step<SpecialState, Special, SpecialInput, SpecialFacts>({
  name: 'draft-special',
  label: '编制专项检查方案',
  from: ['drafted'],
  to: 'drafted',
  may: 'planning.plan',
  cites: CITES,
  unless: [triggerIsOneOfThree, scopeIsBounded, contentIsBounded, periodIsBounded, numberIsBounded, specialSetsNoQuota],
  apply: ({ thing, input }: DraftSpecialAct) => ({ ...thing, ...input }),
})

export const approveSpecial = step<SpecialState, Special, ApproveSpecialAct['input'], SpecialFacts>({
  name: 'approve-special',
  label: '批准专项检查',
  from: ['drafted'],
  to: 'approved',
  may: 'planning.approve',
  cites: CITES,
  unless: [approverDidNotDraft],
  apply: ({ thing, by }) => ({ ...thing, approvedBy: by.id }),
})

export const fileSpecial = step<SpecialState, Special, FileSpecialAct['input'], SpecialFacts>({
  name: 'file-special',
  label: '登记政府备案',
  from: ['approved'],
  to: 'filed',
  may: 'planning.plan',
  cites: CITES,
  unless: [filedWithAGovernment],
  apply: ({ thing, input: { number, government, on } }) => ({ ...thing, filing: { number, government, on } }),
})

export const assignSpecial = step<SpecialState, Special, AssignAct['input'], SpecialFacts>({
  name: 'assign-special',
  label: '下达检查任务',
  from: ['filed'],
  to: 'filed',
  may: 'planning.plan',
  cites: CITES,
  unless: [periodIsRunning, businessesAreInScope, numberIsKept],
  apply: ({ thing }) => thing,
})

export const closeSpecial = step<SpecialState, Special, CloseSpecialAct['input'], SpecialFacts>({
  name: 'close-special',
  label: '结束专项检查',
  from: ['drafted', 'approved', 'filed'],
  to: 'closed',
  may: 'planning.plan',
  cites: CITES,
  unless: [],
  apply: ({ thing, input }) => ({ ...thing, closedBecause: input.because }),
})

export const specialLifecycle: Lifecycle = {
  name: 'special',
  label: '专项检查',
  initial: 'drafted',
  states: SPECIAL_STATES,
  final: ['closed'],
  steps: [approveSpecial, fileSpecial, assignSpecial, closeSpecial],
}
