import { step, type Lifecycle } from '../../../kernel/step.ts'
import {
  approvalIsNotRetroactive,
  approverDidNotDraft,
  BENCHMARK,
  bureauHasALayer,
  CHANGE_STATES,
  countyOnlyNarrows,
  draftIsNotRetroactive,
  endsAheadOnly,
  everyGroupIsListed,
  hasBegun,
  hasNotBegun,
  lawStaysWhole,
  periodRunsForward,
  rowsFit,
  type ApproveAct,
  type Change,
  type ChangeFacts,
  type ChangeState,
  type DraftAct,
  type DraftInput,
  type EndAct,
  type WithdrawAct,
} from '../rules/change.ts'

/** The beginning of a change, taken once on a blank one of version 0. */
export const draftChange = step<ChangeState, Change, DraftInput, ChangeFacts>({
  name: 'draft-change',
  label: '起草变更',
  from: ['drafted'],
  to: 'drafted',
  may: 'law.maintain',
  cites: BENCHMARK,
  unless: [bureauHasALayer, countyOnlyNarrows, periodRunsForward, draftIsNotRetroactive, rowsFit],
  apply: ({ thing, input: { kind, title, instrument, from, until, rows }, by }: DraftAct) => ({
    ...thing,
    kind,
    title,
    instrument,
    from,
    until,
    rowCount: rows.length,
    draftedBy: by.id,
    draftedByName: by.name,
  }),
})

export const approveChange = step<ChangeState, Change, ApproveAct['input'], ChangeFacts>({
  name: 'approve-change',
  label: '批准变更',
  from: ['drafted'],
  to: 'approved',
  may: 'law.approve',
  cites: BENCHMARK,
  unless: [approverDidNotDraft, approvalIsNotRetroactive, everyGroupIsListed, lawStaysWhole],
  apply: ({ thing, by, at }) => ({ ...thing, approvedBy: by.id, approvedByName: by.name, approvedAt: at }),
})

const because = ({ thing, input }: WithdrawAct): Change => ({ ...thing, because: input.because })

/** The drafter takes his own draft back. */
export const discardChange = step<ChangeState, Change, WithdrawAct['input'], ChangeFacts>({
  name: 'discard-change',
  label: '撤回草案',
  from: ['drafted'],
  to: 'withdrawn',
  may: 'law.maintain',
  cites: BENCHMARK,
  unless: [],
  apply: because,
})

/** Not approved, or taken back before its day: as if it had never been. */
export const withdrawChange = step<ChangeState, Change, WithdrawAct['input'], ChangeFacts>({
  name: 'withdraw-change',
  label: '不批准或者撤销',
  from: ['drafted', 'approved'],
  to: 'withdrawn',
  may: 'law.approve',
  cites: BENCHMARK,
  unless: [hasNotBegun],
  apply: because,
})

/** From the day after, the layer above speaks again. */
export const endChange = step<ChangeState, Change, EndAct['input'], ChangeFacts>({
  name: 'end-change',
  label: '终止施行',
  from: ['approved'],
  to: 'ended',
  may: 'law.approve',
  cites: BENCHMARK,
  unless: [hasBegun, endsAheadOnly],
  apply: ({ thing, input: { until, because } }) => ({ ...thing, until, because }),
})

export const changeLifecycle: Lifecycle = {
  name: 'change',
  label: '法规数据变更',
  initial: 'drafted',
  states: CHANGE_STATES,
  final: ['withdrawn', 'ended'],
  steps: [approveChange, discardChange, withdrawChange, endChange],
}
