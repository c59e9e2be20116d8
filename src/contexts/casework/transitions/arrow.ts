import { type Step } from '../../../kernel/step.ts'
import { lawDateOf } from '../../../kernel/time.ts'
import { type Case, type CaseFacts, type CaseState, type Deed } from '../model.ts'
import type * as asks from '../rules/asks.ts'

/**
 * An arrow of the case. `gates` ask nothing of the input, so a screen can show them before a form is opened; `checks`
 * look at what was typed.
 */
export type Arrow<Input> = Omit<Step<CaseState, Case, Input, CaseFacts>, 'unless'> & {
  readonly gates: readonly Step<CaseState, Case, unknown, CaseFacts>['unless'][number][]
  readonly checks?: Step<CaseState, Case, Input, CaseFacts>['unless']
}
export type CaseStep<Input> = Step<CaseState, Case, Input, CaseFacts> & { readonly gates: Arrow<Input>['gates'] }

export const arrow = <Input>({ gates, checks = [], ...rest }: Arrow<Input>): CaseStep<Input> => ({
  ...rest,
  gates,
  unless: [...gates, ...checks],
})

export const todayOf = ({ at }: Pick<Deed, 'at'>) => lawDateOf(at)
export const snapshot = ({ by, facts }: Pick<Deed, 'by' | 'facts'>) => ({
  id: by.id,
  name: by.name,
  certificateNumber: facts.officers.find(({ id }) => id === by.id)?.certificate?.number ?? '',
})
/** The unit's reviewer says what he thinks of a form of the case; a later opinion on the same form takes its place. */
export const unitReviewed =
  (form: string) =>
  (deed: Deed<asks.Approve>): Case => ({
    ...deed.thing,
    unitReviews: [
      ...deed.thing.unitReviews.filter(({ of }) => of !== form),
      { of: form, by: snapshot(deed), on: todayOf(deed), opinion: deed.input.opinion },
    ],
  })
export const sentBack =
  (name: string) =>
  (deed: Deed<asks.SendBack>): Case => ({
    ...deed.thing,
    returns: [...deed.thing.returns, { step: name, on: todayOf(deed), by: deed.by.name, reason: deed.input.reason }],
  })
