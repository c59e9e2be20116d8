import { step, type Lifecycle } from '../../../kernel/step.ts'
import {
  hazardIsConfirmed,
  keeperDidNotPropose,
  pictureShowsTheHazard,
  pictureWasLookedThrough,
  SAMPLE_STATES,
  sampleNamesNobody,
  SAMPLES,
  type KeepAct,
  type ProposeInput,
  type Sample,
  type SampleBecauseAct,
  type SampleFacts,
  type SampleState,
} from '../rules/sample.ts'

/** The beginning, taken once on a blank sample of version 0. */
export const proposeSample = step<SampleState, Sample, ProposeInput, SampleFacts>({
  name: 'propose-sample',
  label: '提出样本',
  from: ['proposed'],
  to: 'proposed',
  may: 'hazard.propose-sample',
  cites: SAMPLES,
  unless: [hazardIsConfirmed, pictureShowsTheHazard, sampleNamesNobody],
  apply: ({ thing, input: { subject, name, description }, facts: { hazard }, by, at }) => ({
    ...thing,
    region: hazard.region,
    subject,
    name,
    description,
    checkItemId: hazard.checkItemId,
    violationKey: hazard.violationKey,
    majorHazardCode: hazard.majorHazardCode,
    proposedBy: by.id,
    proposedByName: by.name,
    proposedAt: at,
  }),
})

export const keepSample = step<SampleState, Sample, KeepAct['input'], null>({
  name: 'keep-sample',
  label: '审核入库',
  from: ['proposed'],
  to: 'kept',
  may: 'hazard.keep-sample',
  cites: SAMPLES,
  unless: [keeperDidNotPropose, pictureWasLookedThrough],
  apply: ({ thing, by }) => ({ ...thing, decidedBy: by.id, decidedByName: by.name }),
})

const turnedDown = ({ thing, input, by }: SampleBecauseAct): Sample => ({
  ...thing,
  decidedBy: by.id,
  decidedByName: by.name,
  because: input.because,
})

export const declineSample = step<SampleState, Sample, SampleBecauseAct['input'], null>({
  name: 'decline-sample',
  label: '不予采用',
  from: ['proposed'],
  to: 'declined',
  may: 'hazard.keep-sample',
  cites: SAMPLES,
  unless: [keeperDidNotPropose],
  apply: turnedDown,
})

/** Out of date, or something on the picture was overlooked: nobody finds it any more. */
export const withdrawSample = step<SampleState, Sample, SampleBecauseAct['input'], null>({
  name: 'withdraw-sample',
  label: '撤出样本库',
  from: ['kept'],
  to: 'withdrawn',
  may: 'hazard.keep-sample',
  cites: SAMPLES,
  unless: [keeperDidNotPropose],
  apply: turnedDown,
})

export const sampleLifecycle: Lifecycle = {
  name: 'sample',
  label: '风险隐患样本',
  initial: 'proposed',
  states: SAMPLE_STATES,
  final: ['declined', 'withdrawn'],
  steps: [keepSample, declineSample, withdrawSample],
}
